"""Which frames of a verb are worth trying: what they ask of its object and prepositions is looked at first.

A common verb ("take", "make", "hold") has dozens of frames, and nearly all of them ask for another object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from demarche.coding.chunks import Verb
from demarche.coding.constraints import NOT_IN_PLACE, QUESTIONS
from demarche.coding.frames import Frame, frames, noun_classes
from demarche.coding.slots import Trigger, fillers
from demarche.coding.view import View
from demarche.coding.words import word_class

_PREPOSITIONS = (word_class("preposition") | word_class("compound_preposition")) - NOT_IN_PLACE


@dataclass(frozen=True, slots=True)
class Demand:
    """What a frame cannot do without: one of some nouns as object (None: any), and prepositions."""

    objects: frozenset[str] | None
    prepositions: frozenset[str]


def worth_trying(view: View, verb: Verb, candidates: Iterable[Frame]) -> Iterator[Frame]:
    """The frames whose demands a verb's object and prepositions meet, in their order."""
    demands = _demands()
    prepositions = {preposition for preposition, _ in verb.pps}
    nouns: set[str] | None = None
    for frame in candidates:
        demand = demands[frame.rule]
        if not demand.prepositions <= prepositions:
            continue
        if demand.objects is not None:
            if nouns is None:
                nouns = {view.noun(phrase) for phrase in fillers(view, Trigger(verb), "obj")}
            if demand.objects.isdisjoint(nouns):
                continue
        yield frame


@cache
def _demands() -> dict[str, Demand]:
    """Frame, by its name → what it demands."""
    return {frame.rule: _demand(frame) for frame in frames()}


def _demand(frame: Frame) -> Demand:
    asked = [(slot, need) for slot, need in frame.needs if need != "none"]  # "none": nothing may stand there
    places = {slot.partition(".")[0] for slot, _ in asked}
    objects = [nouns for slot, need in asked if slot == "obj" and (nouns := _nouns(need)) is not None]
    return Demand(objects[0] if objects else None, frozenset(places & _PREPOSITIONS))


def _nouns(need: str) -> frozenset[str] | None:
    """The nouns one of which a constraint asks for; None where it asks something else."""
    if need in QUESTIONS:
        return None
    return frozenset(noun_classes()[need[1:]] if need.startswith("@") else need.split("|"))
