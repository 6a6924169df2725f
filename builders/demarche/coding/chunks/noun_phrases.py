"""Noun phrases: where one that begins at a token ends, and which word is its head."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding.chunks.model import Phrase
from demarche.coding.lists import word_list
from demarche.coding.mentions import Mention
from demarche.coding.people import office_words
from demarche.coding.segment import Token
from demarche.coding.words import closed_class, word_class

STARTS = frozenset(("DT", "PP$", "PRP", "JJ", "CD", "N", "NP", "WH$"))
"""The tags that a noun phrase can begin with."""

_NOUNS = frozenset(("N", "NP", "CD"))
_BEGINS_OBJECT = frozenset(("N", "JJ", "CD"))
_GIVING = word_class("giving_verb")
_FINITE = frozenset(("V", "HAVE", "MD", "DO"))
_PLACES = frozenset(("name", "capital", "city", "venue"))
_OPENING = 5
"""How far into the sentence a place can open it: "On a short stop in Lima"."""
_CAPTIVITY = word_list("captivity")
_ALONE = word_class("quantifier_alone")
_RECEIVING = frozenset(("name", "capital", "people"))


@dataclass(frozen=True, slots=True)
class Annotated:
    """A tagged sentence with its mentions by token and the tokens of its dates."""

    tokens: list[Token]
    by_token: dict[int, Mention]
    dates: set[int]

    def tag(self, k: int) -> str:
        """The tag of token `k`; "" behind the end."""
        return self.tokens[k].tag if k < len(self.tokens) else ""

    def mentions(self, first: int, last: int) -> list[Mention]:
        """The mentions within two tokens, each once."""
        found: list[Mention] = []
        if not self.by_token:
            return found
        for k in range(first, last + 1):
            mention = self.by_token.get(k)
            if mention is not None and (not found or found[-1] is not mention):
                found.append(mention)
        return found

    def date_end(self, k: int) -> int:
        """The last token of the date that token `k` stands in."""
        while k + 1 in self.dates:
            k += 1
        return k

    def free_date(self, k: int) -> bool:
        """Whether token `k` is of a date outside noun phrases: not "the 1999 treaty", "Friday's talks"."""
        if k not in self.dates:
            return False
        following = self.tag(self.date_end(k) + 1)
        determined = k > 0 and self.tag(k - 1) in ("DT", "PP$", "POS", "JJ")
        inside = following == "POS" or (determined and following in ("N", "JJ") and self.tag(k) != "DT")
        return not inside


def noun_phrase(sentence: Annotated, k: int) -> Phrase | None:
    """The noun phrase that begins at token `k`, or None when no noun follows."""
    tokens = sentence.tokens
    alone = _pronoun(sentence, k)
    if alone is not None:
        return alone
    first, determiner = k, ""
    if tokens[k].tag in ("DT", "PP$", "WH$"):
        determiner = tokens[k].low
        k += 1
        while sentence.tag(k) == "DT":  # all the, both these
            k += 1
    start, head = k, -1  # of the part behind the last 's
    dates = sentence.dates
    possessor: Phrase | None = None
    while (
        k < len(tokens)
        and not (k in dates and sentence.free_date(k))
        and not (head >= 0 and _second_object(sentence, k, head))
    ):
        tag = tokens[k].tag
        if tag in _NOUNS or (k in dates and tag not in ("POS", "IN", "PUNCT")):
            head = k
        elif tag == "POS" and k > start:
            mentions = sentence.mentions(start, k - 1)
            noun = head if head >= 0 else k - 1
            possessor = Phrase(first, k - 1, noun, determiner, possessor=possessor, mentions=mentions)
            determiner, start, head = "", k + 1, -1
        elif not _modifies(sentence, k, start, head):
            break
        k += 1
    last = k - 1
    while last >= start and tokens[last].tag in ("CC", "RB"):
        last -= 1
    if last < start:
        if possessor is None and determiner in _ALONE:
            return Phrase(first, first, first, pronoun=determiner)
        return possessor  # "Iran's" with the noun left out
    if head < 0:
        if tokens[last].tag != "JJ" or not (determiner or _nominal_adjective(sentence, first, last)):
            return None
        head = last
    mentions = sentence.mentions(start, last)
    return Phrase(first, last, head, determiner, possessor=possessor, mentions=mentions)


def _pronoun(sentence: Annotated, k: int) -> Phrase | None:
    """ "it"; "each other", "one another", and what is theirs: "each other's envoys"."""
    token = sentence.tokens[k]
    if token.tag == "PRP":
        return Phrase(k, k, k, pronoun=token.low)
    if token.low not in ("each", "one") or k + 1 >= len(sentence.tokens):
        return None
    pair = f"{token.low} {sentence.tokens[k + 1].low}"
    if pair not in ("each other", "one another"):
        return None
    both = Phrase(k, k + 1, k + 1, pronoun="each other")
    if sentence.tag(k + 2) != "POS" or k + 3 >= len(sentence.tokens) or sentence.tag(k + 3) not in STARTS:
        return both
    thing = noun_phrase(sentence, k + 3)
    if thing is not None and thing.possessor is None:
        thing.first, thing.possessor = k, both
    return thing


def _second_object(sentence: Annotated, k: int, head: int) -> bool:
    """Whether a new phrase begins behind the head: "gave two envoys | 48 hours", "lent Chile | money"."""
    if sentence.tag(k) in ("NP", "JJ") and _place_before_subject(sentence, k, head):
        return True
    if sentence.tokens[k].tag == "NP":
        return sentence.tag(head) == "N" and (
            _contact_clause(sentence, k, head) or _title_begins(sentence, k, head)
        )
    if sentence.tokens[k].tag not in _BEGINS_OBJECT:
        return False
    mention = sentence.by_token.get(head)
    if (
        mention is not None
        and mention.kind == "name"
        and mention.first > 0
        and (sentence.tag(k) in ("N", "JJ", "CD") or sentence.tokens[k].text[-1].isdigit())
    ):
        before = sentence.tokens[mention.first - 1]
        if before.tag == "V" and before.lemma in _GIVING:
            return True
    if sentence.tag(k) == "CD" and mention is not None and mention.kind in _RECEIVING:
        return (
            k not in sentence.dates
        )  # Peru expelled two and Chile | three; promised the Chileans | ten tons
    if sentence.tokens[k].low in _CAPTIVITY and (
        mention is not None or sentence.tokens[head].low.endswith("s")
    ):
        return True  # held two Chileans | hostage
    return sentence.tag(k) == "CD" and sentence.tag(head) == "N" and sentence.tag(k + 1) in ("N", "JJ")


def _place_before_subject(sentence: Annotated, k: int, head: int) -> bool:
    """Whether a name behind a place that opens the sentence is its subject: "In Lima | Ana Ruiz said"."""
    place, tokens = sentence.by_token.get(head), sentence.tokens
    if (
        place is None
        or place.last != head
        or place.kind not in _PLACES
        or (k in sentence.by_token and (sentence.by_token[k] is place))
    ):
        return False
    opens = place.first - 1
    if opens < 0 or tokens[opens].tag not in ("IN", "TO") or opens > _OPENING:
        return False
    if any(token.tag in _FINITE or token.text in ",;:" for token in tokens[:opens]):
        return False
    end = k
    while sentence.tag(end) in ("NP", "JJ", "N") and end not in sentence.dates:
        end += 1
    named = k in sentence.by_token or tokens[k].low in office_words() or end - k >= 2
    return named and sentence.tag(end) in _FINITE | {"BE", "RB", "IN"}


def _title_begins(sentence: Annotated, k: int, head: int) -> bool:
    """Whether a title begins behind a common noun: "In the palace | President Ruiz proposed …"."""
    first, before = sentence.tokens[k], sentence.tokens[head]
    titled = first.low in office_words() and first.text[0].isupper()
    return titled and before.text[0].islower() and before.low not in office_words()


def _contact_clause(sentence: Annotated, k: int, head: int) -> bool:
    """Whether a state's name behind a noun is the subject of a clause on it: "the treaty | Peru signed"."""
    mention = sentence.by_token.get(k)
    if mention is None or mention.first != k or mention.kind not in ("name", "capital", "seat"):
        return False
    return sentence.tag(mention.last + 1) in _FINITE and sentence.tokens[head].low not in office_words()


def _modifies(sentence: Annotated, k: int, start: int, head: int) -> bool:
    """Whether an adjective, adverb or conjunction at token `k` belongs to the noun to come."""
    tag, following = sentence.tag(k), sentence.tag(k + 1)
    if tag == "JJ":
        return head < 0 or sentence.tag(head) not in ("N", "NP") or _noun_ahead(sentence, k)
    if head >= 0:
        return False
    if tag == "RB":
        return following == "JJ"
    return (  # political and economic relations
        tag == "CC"
        and k > start
        and sentence.tag(k - 1) == "JJ"
        and following in ("JJ", "RB")
        and _noun_ahead(sentence, k + 1)
    )


def _noun_ahead(sentence: Annotated, k: int) -> bool:
    while sentence.tag(k) in ("JJ", "RB", "CC"):
        k += 1
    return k not in sentence.dates and sentence.tag(k) in _NOUNS


def _nominal_adjective(sentence: Annotated, first: int, last: int) -> bool:
    """Whether an adjective stands for a noun: a name, or what a preposition brings ("in Danish")."""
    after_preposition = first > 0 and sentence.tag(first - 1) in ("IN", "TO")
    return last in sentence.by_token or (after_preposition and not closed_class(sentence.tokens[last].low))
