"""What a noun phrase alone stands for: by the first rule whose case it is, the most specific first."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from demarche.coding.chunks import Phrase
from demarche.coding.entities import anaphora, descriptions, names, proper_names
from demarche.coding.entities.rule import HEADED, OFFICE, Look, Refs
from demarche.coding.lists import word_list
from demarche.coding.mentions import PLACE_KINDS, Mention
from demarche.coding.words import singular

if TYPE_CHECKING:
    from demarche.coding.entities.discourse import Discourse

_NOT_IN_OFFICE = word_list("not_in_office")
RULES = (*proper_names.RULES, *descriptions.RULES)
"""Every rule, in their order: a name tells more than a description."""


def resolve_phrase(discourse: Discourse, phrase: Phrase) -> Refs:
    """What a phrase alone stands for; () when it is no actor's."""
    if phrase.pronoun:
        discourse.ways[phrase] = "pronoun"
        return anaphora.pronoun(discourse, phrase.pronoun, phrase)
    tokens = discourse.tokens
    start = phrase.possessor.last + 2 if phrase.possessor is not None else phrase.first
    office = discourse.office_in(start, phrase.last)
    head = tokens[phrase.head]
    pointing = head.low in ("former", "latter")  # of two
    if (
        not pointing
        and not _NOT_IN_OFFICE.isdisjoint(discourse.lows)
        and any(token.low in _NOT_IN_OFFICE for token in tokens[start : phrase.last + 1])
    ):
        names.introduce(discourse, names.name_in(discourse, phrase, start, office), None)
        return ()
    headed = _headed(discourse, phrase, start) if phrase.mentions else None
    proper_names.note_directions(discourse, phrase.mentions)
    noun = phrase.noun or singular(head.low)
    look = Look(discourse, phrase, start, headed, head, noun, office)
    for rule in _rules_for(noun, head.low, headed is not None, office is not None):
        refs = rule(look)
        if refs is not None:
            discourse.ways.setdefault(phrase, rule.__name__)
            return refs
    return ()


def _headed(discourse: Discourse, phrase: Phrase, start: int) -> Mention | None:
    """The gazetteer's form at the head; a place's name after a first name is a person's: "Ana Lima"."""
    headed = next((m for m in phrase.mentions if m.first <= phrase.head <= m.last), None)
    if headed is None or headed.kind not in PLACE_KINDS | {"capital"} or headed.first <= start:
        return headed
    if discourse.tokens[headed.first - 1].tag != "NP":
        return headed
    if any(m.last == headed.first - 1 for m in phrase.mentions):
        return headed
    phrase.mentions.remove(headed)
    return None


@lru_cache(maxsize=8192)
def _rules_for(noun: str, head: str, headed: bool, office: bool) -> tuple[Callable[[Look], Refs | None], ...]:
    """The rules that can have something to say of a phrase."""
    given = {HEADED: headed, OFFICE: office}
    return tuple(
        rule
        for rule, wants in RULES
        if wants is None or (given[wants] if isinstance(wants, str) else noun in wants or head in wants)
    )
