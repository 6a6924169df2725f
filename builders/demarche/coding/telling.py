"""What a claim was drafted from, and how each of its sides was read."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding import grammar
from demarche.coding.attribution import Hearing
from demarche.coding.chunks import Phrase
from demarche.coding.dates import Resolved
from demarche.coding.entities import Ref
from demarche.coding.found import Found
from demarche.coding.lists import UNANCHORED
from demarche.coding.slots import Trigger, fillers
from demarche.coding.view import View

NOWHERE = frozenset(("host", "other", "measured", "partner", "accuser", "teller", "left", "topic"))
"""Slots that are no places in the sentence: `filling` and `slots` say whom they mean."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """How an actor was read as one side of an act.

    `slot`: where it stands; `phrase`: the words there, None where none in the sentence name the side;
    `way`: by which rule the phrase stands for the actor ("" without a phrase).
    """

    actor_id: str
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


def resolution(view: View, found: Found, ref: Ref, place: str) -> Resolution:
    """How an actor that was found in a slot was read; `place` holds several slots with `+` between them."""
    trigger = Trigger(found.verb, found.phrase, found.item)
    for slot in place.split("+"):
        for phrase in _standing(view, trigger, slot):
            for member in phrase.members():
                if any(each.actor_id == ref.actor_id for each in view.discourse.resolved.get(member, ())):
                    return Resolution(ref.actor_id, slot, member, way_of(view, member))
            if any(each.actor_id == ref.actor_id for each in view.discourse.owner(phrase)):
                return Resolution(ref.actor_id, slot, phrase, _owned(view, phrase))
    first = place.partition("+")[0]
    return Resolution(ref.actor_id, first if first in NOWHERE else "focus", None, "")


def _standing(view: View, trigger: Trigger, slot: str) -> list[Phrase]:
    """The phrases in a slot, those of the slots for actors alone among them."""
    if slot == "said":
        speaker = _speaker(view, trigger)
        return [speaker] if speaker is not None else []
    if slot == "owner":
        return [trigger.phrase] if trigger.phrase is not None else []
    if slot in NOWHERE or (trigger.verb is None and trigger.phrase is None):
        return []
    return fillers(view, trigger, slot)


def _speaker(view: View, trigger: Trigger) -> Phrase | None:
    if trigger.verb is None:
        return None
    for said, _ in grammar.said_by(trigger.verb):
        subject = grammar.subject(said)
        if subject is not None:
            return subject
    return next((np for verb in view.parse.verbs for prep, np in verb.pps if prep == "according to"), None)


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
