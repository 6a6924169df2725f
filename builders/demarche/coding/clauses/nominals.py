"""What a noun phrase can mean: a place, a person, an office, somebody who is told something."""

from __future__ import annotations

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.lists import COUNTERPARTS
from demarche.coding.people import find_office
from demarche.coding.segment import Token
from demarche.coding.words import word_class

_HEARERS = word_class("hearer")
_DOING = word_class("doing_verb")


def list_head(phrase: Phrase) -> Phrase:
    """The phrase that a list member or an apposition goes back to."""
    while phrase.owner is not None and phrase.role in ("and", "appos"):
        phrase = phrase.owner
    return phrase


def give_doer(thing: Phrase, verb: Verb, doer: Phrase) -> None:
    """Make a thing its doer's: "the raid that Peru staged", not "the offer that it spurned"."""
    if verb.lemma in _DOING and not thing.pronoun and not verb.negated:
        thing.pps.append(("by", doer))


def sort_of(tokens: list[Token], phrase: Phrase) -> str:
    """place (a name of the gazetteer), person (another proper name, an office) or noun."""
    if _named(phrase):
        return "place"
    return "person" if tokens[phrase.head].tag == "NP" or heads_office(tokens, phrase) else "noun"


def heads_office(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase's head is an office: "the Danish deputy secretary of state"."""
    office = find_office(tokens, phrase.first, phrase.last)
    return office is not None and office[2] == phrase.head


def personal(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase can mean people: a name without a state in it, an office, a pronoun."""
    if phrase.pronoun or heads_office(tokens, phrase) or phrase.noun in COUNTERPARTS:
        return True
    return tokens[phrase.head].tag == "NP" and not _named(phrase)


def renames(tokens: list[Token], phrase: Phrase, other: Phrase) -> bool:
    """Whether one phrase is a bare name and the other an office: "Ana Ruiz, Chile's minister, and …"."""
    return _bare_name(tokens, phrase) != _bare_name(tokens, other) and (
        _held_office(tokens, phrase) or _held_office(tokens, other)
    )


def is_hearer(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether an object of a verb of saying is who is told, rather than what is said."""
    return bool(phrase.pronoun or phrase.mentions) or tokens[phrase.head].low in _HEARERS


def _named(phrase: Phrase) -> bool:
    """Whether a phrase's head stands in a name of the gazetteer."""
    return any(m.first <= phrase.head <= m.last for m in phrase.mentions)


def _bare_name(tokens: list[Token], phrase: Phrase) -> bool:
    return tokens[phrase.head].tag == "NP" and not phrase.mentions and not phrase.determiner


def _held_office(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether a phrase is an office that is somebody's: "the minister", "Chile's minister"."""
    owned = bool(phrase.determiner or phrase.possessor or phrase.mentions)
    return owned and tokens[phrase.head].tag == "N" and heads_office(tokens, phrase)
