"""A frame on its trigger: who stands as initiator and target, with which status, mode and context."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from demarche.coding import grammar, slots
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.found import Found
from demarche.coding.frames import Frame
from demarche.coding.grammar import Reading
from demarche.coding.lists import GROUP_PRONOUNS, NEUTER, PERSONAL, word_list
from demarche.coding.modes import context_of, mode_of
from demarche.coding.pointing import JUDGED
from demarche.coding.slots import Trigger
from demarche.coding.view import View

_LASTING = frozenset(("support", "cooperation", "mobilization", "assault"))
_BETWEEN_FOES = frozenset(("assault", "coercion", "mobilization", "concession"))
_CAN_TRAVEL = frozenset(("person", "office", "group", "state", "org", "institution", "people"))
_POSSESSIVES = GROUP_PRONOUNS | NEUTER | PERSONAL | {"our"}
_SENT = frozenset(("sanction", "coercion"))
_GUESSED = frozenset(("host", "measured", "other", "asker", "foe"))
_ASKED_FOR = frozenset(("", "should", "refuse", "negated", "deny"))
"""What a line may ask for of how its act is told; an if-clause tells of none."""
_ARMED = word_list("armed_group")
_ACCUSING = word_list("accusing_verb")

Refs = tuple[Ref, ...]


class Side(NamedTuple):
    """Who stands on one side of an act, and in which slot they were found."""

    refs: Refs = ()
    slot: str = ""


def fill(view: View, frame: Frame, trigger: Trigger, reading: Reading) -> Found | None:
    """What a frame whose needs are met tells; None when a side stays empty."""
    if frame.status == "refused" and _told_by_verb(frame) and reading.effect not in ("refuse", "negated"):
        if view.trail is not None:
            view.trail.unmet(view, frame, trigger, reading.status, ("status", "refused"))
        return None
    sides = _parties(view, frame, trigger) if frame.mutual else _directed(view, frame, trigger)
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
    if frame.status and (status in ("occurred", "ongoing") or frame.status != "occurred"):
        status = frame.status
    if status == "occurred" and reading.lasting and frame.interaction_type in _LASTING:
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
        for ref in _pair_in_focus(view, frame, (*left.values(), *right.values())):
            left.setdefault(ref.actor_id, ref)
    if not left or not right:
        left = right = {**left, **right}  # the parties are one list, each with each
    if len({**left, **right}) < 2:
        if view.trail is not None:
            view.trail.unfilled(view, frame, trigger, side="parties", slots=frame.initiator)
        return None
    slot = "+".join(frame.initiator)
    return Side(tuple(left.values()), slot), Side(tuple(right.values()), slot)


def _pair_in_focus(view: View, frame: Frame, named: Refs) -> Refs:
    """The parties of an agreement that names fewer than two: "The accord was signed in May"."""
    pair = view.discourse.pair
    if pair is None or frame.interaction_type != "agreement" or frame.phase not in ("signed", "agreed"):
        return ()
    if named and named[0].actor_id not in pair:
        return ()
    return tuple(Ref(actor, "state", True) for actor in pair)


# --- acts of one on another


def _directed(view: View, frame: Frame, trigger: Trigger) -> tuple[Side, Side] | None:
    initiators = _initiators(view, frame, trigger)
    if not initiators.refs:
        if view.trail is not None:
            view.trail.unfilled(view, frame, trigger, side="initiator", slots=frame.initiator)
        return None
    if frame.target == ("each",):
        return initiators, initiators
    targets = _first(view, trigger, frame, frame.target, initiators.refs)
    if not targets.refs:
        targets = _unnamed_target(view, trigger.verb, initiators.refs)
    if not targets.refs and frame.target and frame.interaction_type != "wrong":
        if view.trail is not None:
            view.trail.unfilled(
                view, frame, trigger, side="target", slots=frame.target, found=initiators.refs
            )
        return None
    return initiators, targets


def _unnamed_target(view: View, verb: Verb | None, initiators: Refs) -> Side:
    """Whom an act hits that names no target: who charges it, or who tells of it as done to theirs."""
    accuser = _accuser(view, verb, initiators) or _told_before(view, verb, initiators)
    return Side(accuser, "accuser") if accuser else Side(_teller(view, verb, initiators), "teller")


def _initiators(view: View, frame: Frame, trigger: Trigger) -> Side:
    found = _first(view, trigger, frame, tuple(name for name in frame.initiator if name != "partner"))
    passive = trigger.verb is not None and trigger.verb.passive
    if not found.refs and passive and (frame.interaction_type in _SENT or "partner" in frame.initiator):
        found = Side(_sender(view, trigger, frame), "partner")
    if not found.refs and passive and frame.interaction_type == "rejection":
        found = Side(_asked(view), "asker")
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
        if view.sentence.heading and name in _GUESSED:
            continue  # a title that names one side alone tells too little
        if name == "host":
            found = _host(view, initiators)
        elif name == "measured":
            found = _measured(view, trigger, initiators)
        elif name == "other":
            found = _other(view, trigger, frame, initiators)
        elif name == "both":
            found = _both(view, initiators)
        elif name == "foe":
            found = _foe(view, trigger, frame, initiators)
        elif name == "asker":
            found = _asker(view, initiators)
        else:
            every = [ref for part in name.split("+") for ref in slots.refs(view, trigger, part)]
            found = tuple({ref.actor_id: ref for ref in reversed(every)}.values())[::-1]
        if len(initiators) == 1:
            found = tuple(ref for ref in found if ref.actor_id not in actors)
        if found:
            return Side(found, name)
    return Side()


def _both(view: View, initiators: Refs) -> Refs:
    """The two in focus beside who acts on both: "offered to mediate"."""
    own = {ref.actor_id for ref in initiators}
    every = (*view.discourse.pairs, *view.discourse.topics)
    apart = [pair for pair in every if not own & set(pair)]
    best = max(apart, key=lambda pair: (view.discourse.weight(pair), pair), default=())
    return tuple(Ref(actor, "state", True) for actor in best)


def _sender(view: View, trigger: Trigger, frame: Frame) -> Refs:
    """Who expelled them, where a passive does not say: the other side of those expelled."""
    targets = _first(view, trigger, frame, tuple(name for name in frame.target if name != "other")).refs
    place = trigger.verb.pp("from") if trigger.verb is not None else None
    if place is not None:  # were expelled from Lima
        own = {ref.actor_id for ref in targets}
        host = tuple(r for r in view.discourse.all(place) if r.kind in ("state", "place"))
        if host and not own & {ref.actor_id for ref in host}:
            return tuple(replace(ref, kind="state", official=True) for ref in host[:1])
    other = view.discourse.partner(targets[0].actor_id) if len(targets) == 1 else None
    return (Ref(other, "state", True),) if other is not None else ()


def _accuser(view: View, verb: Verb | None, initiators: Refs) -> Refs:
    """A deed that names no target, done to who charges it: "Chile accused Peru of meddling"."""
    if verb is None or verb.link != "ing" or verb.marker not in ("of", "for", "with"):
        return ()
    if verb.parent is None or verb.parent.lemma not in _ACCUSING:
        return ()
    phrase = grammar.subject(verb.parent)
    refs = view.discourse.all(phrase) if phrase is not None else ()
    return tuple(ref for ref in refs if ref.actor_id not in {i.actor_id for i in initiators})


def _told_before(view: View, verb: Verb | None, initiators: Refs) -> Refs:
    """Who did what a relative clause judges: "Chile expelled two envoys, which Peru condemned"."""
    if verb is None or verb.link != "rel" or verb.governor is None or verb.governor not in verb.objects:
        return ()
    if verb.marker != "which" and verb.governor.role != "appos":
        return ()
    return view.discourse.doers({ref.actor_id for ref in initiators}, JUDGED, 0)


def _teller(view: View, verb: Verb | None, initiators: Refs) -> Refs:
    """Who says what was done to what is theirs: "Oslo says Madrid jammed its radar"."""
    chain = grammar.said_by(verb) if verb is not None else []
    theirs = (
        any(np.determiner in GROUP_PRONOUNS | NEUTER | PERSONAL | {"our"} for np in verb.objects)
        if verb
        else False
    )
    phrase = grammar.subject(chain[0][0]) if chain and theirs else None
    refs = view.discourse.all(phrase) if phrase is not None else ()
    return tuple(ref for ref in refs if ref.actor_id not in {i.actor_id for i in initiators})


def _partner(view: View, initiators: Refs) -> str | None:
    return view.discourse.partner(initiators[0].actor_id) if len(initiators) == 1 else None


def _host(view: View, initiators: Refs) -> Refs:
    """Where a visit goes that names no country: where the report comes from, else to the one in focus."""
    here = view.discourse.here
    if here is not None and all(ref.actor_id != here for ref in initiators):
        return (Ref(here, "place", False),)
    other = _partner(view, initiators)
    return (Ref(other, "place", False),) if other is not None else ()


def _measured(view: View, trigger: Trigger, initiators: Refs) -> Refs:
    """On whom the measures of the text fall: "Spain expelled two"."""
    actor = view.discourse.measures.target
    if trigger.verb is None or actor is None or any(ref.actor_id == actor for ref in initiators):
        return ()
    return (Ref(actor, "state", True),)


def _asked(view: View) -> Refs:
    """Who answers where a passive does not say: whom the last request or offer went to."""
    act = view.discourse.asked()
    return (Ref(act.targets[0], "state", True),) if act is not None and len(act.targets) == 1 else ()


def _asker(view: View, initiators: Refs) -> Refs:
    """Who asked, charged or offered before, whom a refusal answers."""
    found = view.discourse.asker(initiators[0].actor_id) if initiators else None
    return (found,) if found is not None else ()


def _foe(view: View, trigger: Trigger, frame: Frame, initiators: Refs) -> Refs:
    """With whom the initiator is at odds: whom its last act hit, or whose hit it; else the one in focus."""
    found = view.discourse.foe(initiators[0].actor_id) if len(initiators) == 1 else None
    return (found,) if found is not None else _other(view, trigger, frame, initiators)


def _each_own(view: View, item: Phrase) -> bool:
    """ "recalled their respective envoys": each does it to the other."""
    return any(token.low == "respective" for token in view.tokens[item.first : item.head])


def _other(view: View, trigger: Trigger, frame: Frame, initiators: Refs) -> Refs:
    """The other side of the pair in focus; if none, or one that takes measures too, on whom theirs fall."""
    measures = view.discourse.measures
    item = trigger.item
    if len(initiators) == 2 and item is not None and _each_own(view, item):
        return initiators
    body = len(initiators) == 1 and initiators[0].kind == "org" and frame.interaction_type == "sanction"
    if body and measures.target not in (None, initiators[0].actor_id):
        return _measured(view, trigger, initiators)  # the UN sanctions: on whom the sanctions of the text are
    other = None
    if frame.interaction_type in _BETWEEN_FOES and len(initiators) == 1:
        other = view.discourse.adversary(initiators[0].actor_id)
    other = other or _partner(view, initiators)
    if other is None:
        return _measured(view, trigger, initiators)
    fresh = view.discourse.sentence - measures.sentence <= 2
    if frame.interaction_type == "sanction" and (fresh or other in measures.front):
        return _measured(view, trigger, initiators)
    return (Ref(other, "state", True),)
