"""Looking ahead: questions about the items to come, answered without a change of state.

In the examples a bar stands before the item that the question starts from.
"""

from __future__ import annotations

from demarche.coding.chunks import Item
from demarche.coding.words import speech_kinds, word_class

_ARRANGING = word_class("arranging_verb")
_REACH = 14
_REPORTED = frozenset(
    ("say", "believe", "think", "report", "allege", "know", "suppose", "understand", "claim")
)
_CLAUSAL = frozenset(("when", "while", "because", "although", "though", "whereas"))
_SKIPPED = frozenset(("RB", "DATE", "QUOTE", "JJ"))
_POINTING = frozenset(("the", "both", "each", "his", "her", "its", "their"))
_BREAKS = frozenset(("COMMA", "SEMI", "COLON", "SUB", "THAT", "DASH"))


class Lookahead:
    """The items of a sentence, asked about from item `k` on; no question reaches further than a few items."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items

    def kind(self, k: int) -> str:
        """The kind of item `k`; "" behind the end."""
        return self.items[k].kind if k < len(self.items) else ""

    def word(self, k: int) -> str:
        """The word of item `k`, where it is a function word; "" behind the end."""
        return self.items[k].word if k < len(self.items) else ""

    def finite_follows(self, k: int) -> bool:
        """Whether a phrase and a finite verb come after item `k`, before another clause: "| after X left"."""
        for ahead in range(k + 1, min(k + _REACH, len(self.items))):
            kind = self.items[ahead].kind
            if kind == "COMMA" and ahead == k + 1:
                return False  # the stop before, …
            if kind == "NP":
                bare = self.items[ahead + 1].verb if ahead + 1 < len(self.items) else None
                clausal = self.items[k].word in _CLAUSAL and bare is not None and bare.finite
                return clausal or self.finite_after(ahead)
            if kind not in _SKIPPED and kind not in ("P", "COMMA"):
                return False
        return False

    def finite_after(self, k: int) -> bool:
        """Whether a finite verb follows the phrase at item `k` and its own phrases: "| envoys of X left"."""
        for ahead in range(k + 1, min(k + _REACH, len(self.items))):
            item = self.items[ahead]
            if item.verb is not None:
                return self._finite_verb(ahead)
            if item.kind == "CC" and (item.word == "but" or self.verb_next(ahead + 1)):
                return False
            if ahead == k + 1 and item.word in ("who", "which", "that") and item.kind in ("WH", "THAT"):
                return self._finite_count(ahead + 1) >= 2
            if item.kind == "COMMA" and ahead <= k + 3:
                return self._verb_after_insert(ahead)
            attached = item.kind == "NP" and self.items[ahead - 1].kind in ("P", "CC")
            if not attached and item.kind not in ("P", "CC") and item.kind not in _SKIPPED:
                return False
        return False

    def _finite_verb(self, k: int) -> bool:
        """Whether the verb at item `k` is finite, and no participle of the phrase before it."""
        verb = self.items[k].verb
        if verb is None or not verb.finite:
            return False
        if verb.form != "DN" or verb.first != verb.head:
            return True
        return self.object_after(k) or (not self.finite_ahead(k + 1) and self._plain_past(k))

    def _plain_past(self, k: int) -> bool:
        """Whether a bare -ed form is a past tense by what follows: not "| sent by X", "| held in Y"."""
        verb = self.items[k].verb
        following = self.items[k + 1].verb if k + 1 < len(self.items) else None
        if verb is not None and following is not None and following.infinitive and verb.lemma in _REPORTED:
            return not following.perfect and following.lemma != "be"  # men | said to have fled
        if verb is not None and verb.lemma in speech_kinds():
            if self.kind(k + 1) == "P" and self.items[k + 1].word != "by":
                return True  # "…, the minister | said in Lima"
            agent = self.items[k + 2].phrase if k + 2 < len(self.items) else None
            return agent is None or not agent.mentions
        if self.kind(k + 1) != "P":
            return True
        word = self.items[k + 1].word
        arranged = verb is not None and verb.lemma in _ARRANGING and word == "for"  # a trip planned for May
        return not arranged and word not in ("by", "in", "on", "at")

    def _verb_after_insert(self, k: int) -> bool:
        """Whether the comma at item `k` opens an insert before a finite verb: "X |, a minister, said"."""
        if self.kind(k + 1) in ("V", "SUB", "THAT", "SEMI", "COLON", "WH"):
            return False
        for ahead in range(k + 1, min(k + 10, len(self.items) - 1)):
            if self.items[ahead].kind == "COMMA":
                following = self.items[ahead + 1].verb
                return following is not None and following.finite
        return False

    def insert_closes(self, k: int) -> bool:
        """Whether an insert beginning at item `k` ends before a finite verb: "X, | signed in May, opens"."""
        if k == 0 or self.kind(k - 1) != "COMMA":
            return False
        for ahead in range(k + 1, min(k + _REACH, len(self.items) - 1)):
            item = self.items[ahead]
            if item.kind == "COMMA":
                following = self.items[ahead + 1].verb
                return following is not None and following.finite
            if item.kind in _BREAKS or (item.verb is not None and not self._nonfinite(ahead)):
                return False
        return False

    def _nonfinite(self, k: int) -> bool:
        """Whether the verb at item `k` is an infinitive or behind a preposition: "tired of | waiting"."""
        verb = self.items[k].verb
        return verb is not None and (verb.infinitive or (verb.form == "G" and self.kind(k - 1) == "P"))

    def _finite_count(self, k: int) -> int:
        """How many finite verbs come before the next comma or clause word, coordinated ones as one."""
        count = 0
        for before, item in zip(self.items[k - 1 : k + _REACH], self.items[k : k + _REACH], strict=False):
            if item.kind in _BREAKS:
                break
            count += item.verb is not None and item.verb.finite and before.kind != "CC"
        return count

    def finite_ahead(self, k: int) -> bool:
        """Whether a finite verb comes before the next comma, conjunction or clause word."""
        for item in self.items[k : k + _REACH]:
            if item.kind in _BREAKS or item.kind in ("CC", "WH"):
                return False
            if item.verb is not None and item.verb.finite:
                return True
        return False

    def verb_next(self, k: int) -> bool:
        """Whether a verb begins at item `k`, after adverbs and dates at most: "and | on Monday left"."""
        while self.kind(k) in _SKIPPED or (self.kind(k) == "P" and self.kind(k + 1) == "DATE"):
            k += 1
        return self.kind(k) == "V"

    def another_subject(self, k: int) -> bool:
        """Whether a conjunction and a phrase that no list goes on from come before the next verb."""
        for ahead in range(k + 1, min(k + _REACH, len(self.items) - 1)):
            item = self.items[ahead]
            if item.verb is not None:
                return False
            if item.kind == "CC":
                phrase = self.items[ahead + 1].phrase
                return phrase is not None and phrase.determiner in _POINTING and not phrase.mentions
        return False

    def object_after(self, k: int) -> bool:
        """Whether an object or a that-clause comes right after the verb at item `k`."""
        for ahead in range(k + 1, k + 4):
            kind = self.kind(ahead)
            if kind in ("NP", "THAT"):
                return True
            if kind not in ("RB", "QUOTE", "RP"):
                return False
        return False

    def list_end(self, k: int) -> int | None:
        """The item of the last member of the list that goes on at item `k`: "A, | B and C", "A, | B, and C".

        None when no list is under way: only phrases, commas and "of" may stand before the conjunction.
        """
        for ahead in range(k, min(k + 12, len(self.items) - 1)):
            item = self.items[ahead]
            if item.kind == "CC":
                listing = item.word in ("and", "or") and self.items[ahead + 1].kind == "NP"
                return ahead + 1 if listing else None
            if item.kind not in ("NP", "COMMA") and not (item.kind == "P" and item.word == "of"):
                return None
        return None

    def verbless(self, k: int) -> bool:
        """Whether no verb and no clause word comes from item `k` to the end or the next semicolon."""
        for item in self.items[k : k + _REACH]:
            if item.kind == "SEMI":
                return True
            if item.verb is not None or item.kind in ("SUB", "THAT", "WH", "COLON"):
                return False
        return len(self.items) <= k + _REACH

    def insert_ends(self, k: int) -> bool:
        """Whether what item `k` begins ends with a comma and a finite verb: ", | in Lima for talks, said"."""
        for ahead in range(k + 1, min(k + 10, len(self.items) - 1)):
            item = self.items[ahead]
            if item.kind == "COMMA":
                following = self.items[ahead + 1].verb
                return following is not None and following.finite
            if item.verb is not None or item.kind in _BREAKS:
                return False
        return False

    def exists(self, k: int) -> bool:
        """Whether the verb at item `k` can tell that something is: "there | was", "there | had been"."""
        verb = self.items[k].verb if k < len(self.items) else None
        return verb is not None and verb.finite and verb.lemma == "be" and not verb.passive

    def inserted_group(self, k: int) -> bool:
        """Whether the comma at item `k` opens an insert like "among others", and a phrase comes then."""
        kinds = [self.kind(ahead) for ahead in range(k + 1, k + 5)]
        return kinds == ["P", "NP", "COMMA", "NP"]

    def inserted_speech(self, k: int) -> bool:
        """Whether the phrase at item `k` speaks in an insert: "London, | he noted, had …"."""
        for ahead in range(k + 1, min(k + 5, len(self.items))):
            verb = self.items[ahead].verb
            if verb is None:
                continue
            if verb.lemma not in speech_kinds():
                return False
            for item in self.items[ahead + 1 : ahead + 6]:
                if item.kind in ("COMMA", "DASH"):
                    return True
                if item.kind in ("V", "THAT"):
                    return False
            return False
        return False

    def agent_then_finite(self, k: int) -> bool:
        """Whether an agent and then a finite verb follow the verb at item `k`: "| signed by Peru gave"."""
        if self.kind(k + 1) != "P" or self.items[k + 1].word != "by":
            return False
        for item in self.items[k + 2 : k + _REACH]:
            if item.verb is not None or item.kind in _BREAKS:
                return item.verb is not None and item.verb.finite
        return False

    def insert(self, k: int) -> bool:
        """Whether a comma and a finite verb end what the verb at item `k` begins: ", | expelled, left"."""
        for ahead in range(k + 1, min(k + 8, len(self.items) - 1)):
            item = self.items[ahead]
            if item.kind == "COMMA":
                following = self.items[ahead + 1].verb
                return following is not None and following.finite
            if item.kind in ("CC", *_BREAKS) or (item.verb is not None and not self._nonfinite(ahead)):
                return False
        return False

    def absolute(self, k: int) -> bool:
        """Whether the "with" at item `k` tells how things stood: "| with Peru as witness"."""
        for ahead in range(k + 1, min(k + 8, len(self.items))):
            item = self.items[ahead]
            if item.verb is not None:
                return item.verb.form == "G" or (
                    item.verb.form in ("N", "DN") and item.verb.first == item.last
                )
            if item.word == "as" and item.kind == "P":
                return True
            if item.kind in ("SEMI", "SUB", "WH", "THAT", "COLON") or (
                item.kind == "P" and item.word != "of"
            ):
                return False
        return False

    def brings_something(self, k: int) -> bool:
        """Whether what comes after the preposition at item `k` can be brought by it."""
        return self.kind(k + 1) in ("NP", "WH", "V", "THAT")
