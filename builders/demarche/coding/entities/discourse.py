"""The face of the document's memory: what a phrase stands for, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from demarche.coding.chunks import Phrase
from demarche.coding.entities import anaphora, names
from demarche.coding.entities.memory import Memory
from demarche.coding.entities.model import Ref, Trace
from demarche.coding.entities.resolution import resolve_phrase
from demarche.coding.lists import UNANCHORED, word_list
from demarche.coding.mentions import ADJECTIVE_KINDS, STATE_KINDS
from demarche.coding.words import singular

_TOPICS = word_list("topic")
_DONE_TO = word_list("objective_noun")
_RANKS = {"subj": 0, "poss": 1, "by": 1, "obj": 2}


@dataclass(slots=True)
class Discourse(Memory):
    """Resolves the phrases of a document in the order of the text and remembers the answers.

    `ways`: by which rule of `resolution`, or by which of its kinds, a phrase was resolved.
    """

    ways: dict[Phrase, str] = field(default_factory=dict)

    def resolve(self, phrase: Phrase) -> tuple[Ref, ...]:
        """What a phrase alone stands for (not its coordinated members); () when it is no actor's."""
        refs = self.resolved.get(phrase)
        if refs is None:
            self.resolved[phrase] = ()  # a phrase that refers to itself ends here
            refs = resolve_phrase(self, phrase)
            self.resolved[phrase] = refs
            self._remember(phrase, refs)
        return self.resolved[phrase]

    def all(self, phrase: Phrase) -> tuple[Ref, ...]:
        """What a phrase and the phrases coordinated with it stand for, each actor once."""
        if not phrase.coordinated:
            refs = self.resolve(phrase)
            if len(refs) < 2:
                return refs
        seen: dict[str, Ref] = {}
        for member in phrase.members():
            for ref in self.resolve(member):
                seen.setdefault(ref.actor_id, ref)
        return tuple(seen.values())

    def actors(self, phrase: Phrase) -> set[str]:
        """The actors that a phrase and its list, already resolved, stand for."""
        return {ref.actor_id for member in phrase.members() for ref in self.resolved.get(member, ())}

    def of_sentence(self) -> list[Phrase]:
        """The phrases of the sentence that are resolved so far, in that order."""
        return list(islice(reversed(self.resolved), len(self.resolved) - self.earlier))[::-1]

    def owner(self, phrase: Phrase) -> tuple[Ref, ...]:
        """Whose the thing is that a phrase names: possessor, possessive pronoun, demonym, or "of X"."""
        if phrase.first == phrase.head and not (phrase.pps or phrase.mentions or phrase.role == "appos"):
            return ()  # a bare noun
        if phrase.possessor is not None:
            return self.all(phrase.possessor)
        if phrase.determiner == "whose" and phrase.owner is not None:
            return self.all(phrase.owner)
        if phrase.determiner in UNANCHORED and self.tokens[phrase.first + 1].low == "respective":
            return anaphora.reciprocal(self, phrase)
        if phrase.determiner in UNANCHORED:
            return anaphora.pronoun(self, phrase.determiner, phrase)
        if phrase.mentions:
            refs = tuple(
                Ref(m.actor_id, "state", True, capital=m.kind == "capital")
                for m in phrase.mentions
                if m.kind in ADJECTIVE_KINDS or (m.kind in STATE_KINDS and m.last < phrase.head)
            )
            if refs:
                return refs
        of = phrase.pp("of")
        if of is not None and singular(self.tokens[phrase.head].low) not in _DONE_TO:
            return self.all(of)  # but "the storming of the embassy" is not the embassy's
        by = phrase.pp("by")
        if by is not None and by.owner in (None, phrase):
            return self.all(by)
        state = names.state_of_named_head(self, phrase)
        if state is not None:
            return (Ref(state, "state", True),)
        if phrase.role == "appos" and phrase.owner is not None and not phrase.owner.pronoun:
            return self.owner(phrase.owner) if phrase.owner.role != "appos" else ()
        return ()

    def expect(self, phrase: Phrase | None) -> None:
        """The main clause's subject, whom a pronoun before it means: "Before he left, Ruiz …"."""
        self.awaited = (self.resolve(phrase), phrase.first) if phrase is not None else ((), -1)

    def forget(self) -> None:
        """Keep who is who, and begin the text again: after the first pass over its names."""
        self.scouting = False
        for memory in (self.traces, self.pairs, self.things, self.resolved, self.ways):
            memory.clear()
        self.group, self.sentence, self.stranger = (), 0, ("", -1)

    def _remember(self, phrase: Phrase, refs: tuple[Ref, ...]) -> None:
        if refs:
            head = phrase
            while head.role in ("and", "appos") and head.owner is not None:
                head = head.owner
            rank = _RANKS.get(head.role, 3)
            self.traces += [
                Trace(ref, self.sentence, phrase.first, rank) for ref in refs if ref.kind != "thing"
            ]
        if phrase.pronoun == "it" and not refs and self.sentence - self.topic[1] <= 1:
            self.topic = (self.topic[0], self.sentence)  # still spoken of
        if not phrase.pronoun:
            noun = singular(self.tokens[phrase.head].low)
            if refs:
                self.nouns[noun] = refs
            if noun in _TOPICS:
                self.topic = (noun, self.sentence)
            owners = self.owner(phrase)
            if owners:
                self.things[noun] = owners
        if len(refs) >= 2 and refs[0].kind != "thing":
            self.focus(refs)
