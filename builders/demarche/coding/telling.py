"""What a claim was drafted from, and how each of its sides was read."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding.agents import agent
from demarche.coding.attribution import Hearing
from demarche.coding.chunks import Phrase
from demarche.coding.dates import Resolved
from demarche.coding.entities import Ref
from demarche.coding.found import Found
from demarche.coding.guessing import SLOT
from demarche.coding.implicit import PLACELESS
from demarche.coding.lists import UNANCHORED
from demarche.coding.slots import Trigger, fillers
from demarche.coding.view import View

NOWHERE = frozenset((*PLACELESS, "partner", "accuser", "teller", "left", "topic", SLOT))
"""Slots that are no places in the sentence: `implicit` and `slots` say whom they mean."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """How one side of an act was read: whom it means (`ref`) and from what.

    `slot`: where it stands; `phrase`: the words there, None where none in the sentence name the side;
    `way`: by which rule the phrase stands for the actor ("" without a phrase).
    """

    ref: Ref
    slot: str
    phrase: Phrase | None
    way: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of an act, in the sentence of that number.

    What was found, whose word it is, when it happened, the day on which it was said, and how the two sides
    were read, initiator first.
    """

    found: Found
    hearing: Hearing
    when: Resolved | None
    said_on: str | None
    sentence: int
    initiator: Resolution
    target: Resolution


def resolution(view: View, found: Found, hearing: Hearing, ref: Ref, place: str) -> Resolution:
    """How an actor that was found in a slot was read; `place` holds several slots with `+` between them."""
    trigger = Trigger(found.verb, found.phrase, found.item)
    if found.clause is not None:
        trigger = Trigger(found.clause, None, found.item)
    slots = place.split("+")
    for slot in slots:
        for phrase in _standing(view, trigger, slot, hearing.phrase):
            for member in (*phrase.members(), *(np for _, np in phrase.pps)):
                if _means(view.discourse.resolved.get(member, ()), ref):
                    return Resolution(ref, slot, member, way_of(view, member))
            if _means(view.discourse.owner(phrase), ref):
                return Resolution(ref, slot, phrase, _owned(view, phrase))
    if slots[0] in NOWHERE:
        return Resolution(ref, slots[0], None, "")
    for phrase in view.parse.phrases:
        if _means(view.discourse.resolved.get(phrase, ()), ref):
            return Resolution(ref, slots[0], phrase, way_of(view, phrase))
    return Resolution(ref, "focus", None, "")


def _means(refs: tuple[Ref, ...], ref: Ref) -> bool:
    return any(each.actor_id == ref.actor_id for each in refs)


def _standing(view: View, trigger: Trigger, slot: str, speaker: Phrase | None) -> list[Phrase]:
    """The phrases in a slot, also in one that is for actors alone."""
    if slot == "said":
        return [speaker] if speaker is not None else []
    if slot == "owner":
        return [trigger.phrase] if trigger.phrase is not None else []
    if slot == "agent":
        doer = agent(view, trigger.phrase) if trigger.phrase is not None else None
        return [doer] if doer is not None else []
    if slot in NOWHERE or (trigger.verb is None and trigger.phrase is None):
        return []
    return fillers(view, trigger, slot)


def way_of(view: View, phrase: Phrase) -> str:
    """By which rule a phrase stands for an actor; of "its army" and "the Danish army" whose it is decides."""
    way = view.discourse.ways.get(phrase, "")
    return _owned(view, phrase) if way in ("_belongings", "_office", "_long_office") else way


def _owned(view: View, phrase: Phrase) -> str:
    """How it is told whose a thing is: "its army", "the minister's army", "the Danish army"."""
    if phrase.determiner in UNANCHORED:
        return "pronoun"
    if phrase.possessor is not None:
        return way_of(view, phrase.possessor)
    return "owner"
