"""A frame on its trigger: who stands as initiator and target, with which status, mode and context."""

from __future__ import annotations

from typing import NamedTuple

from demarche.coding import grammar, guessing, implicit, slots
from demarche.coding.chunks import Verb
from demarche.coding.entities import Ref
from demarche.coding.factuality import Reading
from demarche.coding.found import Found
from demarche.coding.frames import Frame
from demarche.coding.implicit import Refs
from demarche.coding.lists import word_list
from demarche.coding.modes import context_of, mode_of
from demarche.coding.slots import Trigger
from demarche.coding.view import View

_LASTING = frozenset(("support", "cooperation", "mobilization", "assault"))
CAN_LAST = _LASTING | {"aid", "coercion", "concession", "sanction"}
"""Acts that go on when they are told to have begun, or to be done since a day."""
_CAN_TRAVEL = frozenset(("person", "office", "group", "state", "org", "institution", "people"))
_SENT = frozenset(("sanction", "coercion"))
_SPOKEN = frozenset(("accusation", "support", "rejection"))
_ASKED_FOR = frozenset(("", "should", "refuse", "negated", "deny"))
"""What a line may ask for of how its act is told; an if-clause tells of none."""
_ARMED = word_list("armed_group")


class Side(NamedTuple):
    """Who stands on one side of an act, and in which slot they were found."""

    refs: Refs = ()
    slot: str = ""


def fill(
    view: View, frame: Frame, trigger: Trigger, reading: Reading, *, guess: bool = False
) -> Found | None:
    """What a frame whose needs are met tells; None when a side stays empty, or cannot be guessed if asked."""
    if frame.status == "refused" and _told_by_verb(frame) and reading.effect not in ("refuse", "negated"):
        if view.trail is not None:
            view.trail.unmet(view, frame, trigger, reading.status, ("status", "refused"))
        return None
    sides = _parties(view, frame, trigger) if frame.mutual else _directed(view, frame, trigger, guess)
    if sides is None:
        return None
    initiators, targets = sides
    item = trigger.item or trigger.phrase
    return Found(
        frame,
        trigger.verb,
        trigger.phrase,
        frame.interaction_type,
        mode_of(view, frame, item, trigger),
        frame.phase,
        _status(frame, reading),
        frame.context or context_of(view, frame, item),
        initiators.refs,
        targets.refs,
        frame.mutual,
        reading,
        trigger.item,
        (initiators.slot, targets.slot),
        guessed=guessing.SLOT in (initiators.slot, targets.slot),
    )


def _told_by_verb(frame: Frame) -> bool:
    """Whether a refusal is told by a verb that is negated ("could not accept"), not by the frame's own."""
    return frame.interaction_type == "rejection"


def _status(frame: Frame, reading: Reading) -> str:
    """The status told, turned by the frame's own ("scrapped a visit": cancelled); "" for no act."""
    if frame.status == "refused" and _told_by_verb(frame):
        return "occurred"
    if frame.settled and reading.effect in _ASKED_FOR:
        return frame.status or "occurred"
    status = reading.status
    if status is None:
        return ""
    ahead = status in ("planned", "proposed") and frame.status == "ongoing"  # "plans sanctions"
    if frame.status and not ahead and (status in ("occurred", "ongoing") or frame.status != "occurred"):
        status = frame.status
    if status == "occurred" and reading.lasting and frame.interaction_type in _LASTING:
        return "ongoing"
    if status == "occurred" and reading.begun and frame.interaction_type in CAN_LAST:
        return "ongoing"
    return status


# --- mutual acts


def _parties(view: View, frame: Frame, trigger: Trigger) -> tuple[Side, Side] | None:
    """ "Chile and Peru signed", "Chile signed with Peru"; or the pair in focus."""
    left: dict[str, Ref] = {}
    right: dict[str, Ref] = {}
    for n, slot in enumerate(frame.initiator):
        for ref in slots.refs(view, trigger, slot):
            if ref.kind != "place" and ref.actor_id not in left:
                (right if n else left).setdefault(ref.actor_id, ref)
    if len(left) + len(right) < 2:
        for ref in implicit.pair_in_focus(view, frame, (*left.values(), *right.values())):
            left.setdefault(ref.actor_id, ref)
    if not left or not right:
        left = right = {**left, **right}  # the parties are one list, each with each
    if len({**left, **right}) < 2:
        if view.trail is not None:
            view.trail.unfilled(view, frame, trigger, side="parties", slots=frame.initiator)
        return None
    slot = "+".join(frame.initiator)
    return Side(tuple(left.values()), slot), Side(tuple(right.values()), slot)


# --- acts of one on another


def _directed(view: View, frame: Frame, trigger: Trigger, guess: bool) -> tuple[Side, Side] | None:
    initiators = _initiators(view, frame, trigger)
    if not initiators.refs and guess:
        hit = _first(view, trigger, frame, tuple(n for n in frame.target if n not in implicit.PLACELESS)).refs
        initiators = Side(guessing.initiator(view, frame, trigger, hit), guessing.SLOT)
    if not initiators.refs:
        if view.trail is not None:
            view.trail.unfilled(view, frame, trigger, side="initiator", slots=frame.initiator)
        return None
    if frame.target == ("each",):
        return initiators, initiators
    targets = _first(view, trigger, frame, frame.target, initiators.refs)
    if not targets.refs:
        targets = _unnamed_target(view, trigger.verb, initiators.refs)
    if not targets.refs and frame.target and guess:
        targets = Side(guessing.target(view, frame, trigger, initiators.refs), guessing.SLOT)
    if not targets.refs and frame.target and frame.interaction_type != "wrong":
        if view.trail is not None:
            view.trail.unfilled(
                view, frame, trigger, side="target", slots=frame.target, found=initiators.refs
            )
        return None
    return initiators, targets


def _unnamed_target(view: View, verb: Verb | None, initiators: Refs) -> Side:
    """Whom an act hits that names no target: who charges it, or who tells of it as done to theirs."""
    accuser = implicit.accuser(view, verb, initiators) or implicit.told_before(view, verb, initiators)
    return Side(accuser, "accuser") if accuser else Side(implicit.teller(view, verb, initiators), "teller")


def _initiators(view: View, frame: Frame, trigger: Trigger) -> Side:
    found = _first(view, trigger, frame, tuple(name for name in frame.initiator if name != "partner"))
    verb = trigger.verb if trigger.verb is not None and trigger.verb.passive else None
    sent = frame.interaction_type in _SENT or "partner" in frame.initiator
    if not found.refs and verb is not None and sent:
        hit = _first(view, trigger, frame, tuple(name for name in frame.target if name != "other")).refs
        found = Side(implicit.sender(view, verb, hit), "partner")
    if not found.refs and verb is not None and frame.interaction_type in _SPOKEN:
        found = Side(implicit.voices(view, verb), "in")
    if not found.refs and verb is not None and frame.interaction_type == "rejection":
        found = Side(implicit.asked(view), "asker")
    if frame.interaction_type == "visit":
        if _armed(view, trigger):
            return Side((), found.slot)
        return Side(tuple(ref for ref in found.refs if ref.kind in _CAN_TRAVEL), found.slot)
    acting = (ref for ref in found.refs if ref.kind != "place" and (ref.official or ref.kind == "thing"))
    return Side(tuple(acting), found.slot)


def _armed(view: View, trigger: Trigger) -> bool:
    """Whether who comes are troops: "Peruvian marines landed in Chile"."""
    subject = grammar.subject(trigger.verb) if trigger.verb is not None and trigger.phrase is None else None
    return subject is not None and view.noun(subject) in _ARMED


def _first(view: View, trigger: Trigger, frame: Frame, names: tuple[str, ...], initiators: Refs = ()) -> Side:
    """What stands in the first slot that holds an actor other than the initiators."""
    actors = {ref.actor_id for ref in initiators}
    for name in names:
        if view.sentence.heading and name in implicit.GUESSED:
            continue  # a title that names one side alone tells too little
        placeless = implicit.PLACELESS.get(name)
        if placeless is not None:
            found = placeless(view, trigger, frame, initiators)
        else:
            every = [ref for part in name.split("+") for ref in slots.refs(view, trigger, part)]
            found = tuple({ref.actor_id: ref for ref in reversed(every)}.values())[::-1]
        if len(initiators) == 1:
            found = tuple(ref for ref in found if ref.actor_id not in actors)
        if found:
            return Side(found, name)
    return Side()
