"""Implicit arguments: whom a side of an act means that no slot of its sentence names.

What the document has told so far answers: who is in focus, at odds, asked, hit by the measures of the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.frames import Frame
from demarche.coding.lists import GROUP_PRONOUNS, NEUTER, PERSONAL, word_list
from demarche.coding.mentions import bodies
from demarche.coding.pointing import JUDGED
from demarche.coding.slots import Trigger
from demarche.coding.view import View

_BETWEEN_FOES = frozenset(("assault", "coercion", "mobilization", "concession"))
_SURE = 1.6
"""What a pair must weigh to be guessed: two acts between them of late, or the whole text."""
_POSSESSIVES = GROUP_PRONOUNS | NEUTER | PERSONAL | {"our"}
_ACCUSING = word_list("accusing_verb")

Refs = tuple[Ref, ...]


# --- what a frame asks for by name


def _host(view: View, _trigger: Trigger, _frame: Frame, initiators: Refs) -> Refs:
    """Where a visit goes that names no country: where the report comes from, else to the one in focus."""
    here = view.discourse.here
    if here is not None and all(ref.actor_id != here for ref in initiators):
        return (Ref(here, "place", False),)
    other = partner(view, initiators)
    return (Ref(other, "place", False),) if other is not None else ()


def _measured(view: View, trigger: Trigger, _frame: Frame, initiators: Refs) -> Refs:
    """On whom the measures of the text fall: "Spain expelled two"."""
    actor = view.discourse.measures.target
    if trigger.verb is None or actor is None or any(ref.actor_id == actor for ref in initiators):
        return ()
    return (Ref(actor, "state", True),)


def _both(view: View, _trigger: Trigger, _frame: Frame, initiators: Refs) -> Refs:
    """The two in focus beside who acts on both: "offered to mediate"."""
    own = {ref.actor_id for ref in initiators}
    every = (*view.discourse.pairs, *view.discourse.topics)
    apart = [pair for pair in every if not own & set(pair)]
    best = max(apart, key=lambda pair: (view.discourse.weight(pair), pair), default=())
    return tuple(Ref(actor, "state", True) for actor in best)


def _asker(view: View, _trigger: Trigger, _frame: Frame, initiators: Refs) -> Refs:
    """Who asked, charged or offered before, whom a refusal answers."""
    found = view.discourse.asker(initiators[0].actor_id) if initiators else None
    return (found,) if found is not None else ()


def _foe(view: View, trigger: Trigger, frame: Frame, initiators: Refs) -> Refs:
    """With whom the initiator is at odds: whom its last act hit, or whose hit it; else the one in focus."""
    found = view.discourse.foe(initiators[0].actor_id) if len(initiators) == 1 else None
    return (found,) if found is not None else _other(view, trigger, frame, initiators)


def _other(view: View, trigger: Trigger, frame: Frame, initiators: Refs) -> Refs:
    """The other side of the pair in focus; if none, or one that takes measures too, on whom theirs fall."""
    measures = view.discourse.measures
    item = trigger.item
    if len(initiators) == 2 and item is not None and _each_own(view, item):
        return initiators
    body = len(initiators) == 1 and initiators[0].kind == "org" and frame.interaction_type == "sanction"
    if body and measures.target not in (None, initiators[0].actor_id):
        # the UN sanctions: on whom the sanctions of the text are
        return _measured(view, trigger, frame, initiators)
    other = None
    if frame.interaction_type in _BETWEEN_FOES and len(initiators) == 1:
        other = view.discourse.adversary(initiators[0].actor_id)
    other = other or partner(view, initiators)
    if other is None:
        return _measured(view, trigger, frame, initiators)
    fresh = view.discourse.sentence - measures.sentence <= 2
    answers = any(ref.actor_id == measures.target for ref in initiators)  # on whom the others' measures fell
    if frame.interaction_type == "sanction" and (fresh or other in measures.front) and not answers:
        return _measured(view, trigger, frame, initiators)
    return (Ref(other, "state", True),)


def partner(view: View, initiators: Refs) -> str | None:
    """The other of the pair in focus, if that is sure enough: no body, which states act in, not on."""
    if len(initiators) != 1:
        return None
    other = view.discourse.partner(initiators[0].actor_id, _SURE)
    return other if other not in bodies() else None


def _each_own(view: View, item: Phrase) -> bool:
    """ "recalled their respective envoys": each does it to the other."""
    return any(token.low == "respective" for token in view.tokens[item.first : item.head])


PLACELESS: dict[str, Callable[[View, Trigger, Frame, Refs], Refs]] = {
    "host": _host,
    "measured": _measured,
    "other": _other,
    "both": _both,
    "foe": _foe,
    "asker": _asker,
}
"""What `frames.tsv` names and is no place in the sentence → whom it means, given the initiators found."""
GUESSED = frozenset(PLACELESS) - {"both"}
"""Those that are too little to go by in a title."""


# --- what no frame asks for


def pair_in_focus(view: View, frame: Frame, named: Refs) -> Refs:
    """The parties of an agreement that names fewer than two: "The accord was signed in May"."""
    pair = view.discourse.pair
    if pair is None or frame.interaction_type != "agreement" or frame.phase not in ("signed", "agreed"):
        return ()
    if named and named[0].actor_id not in pair:
        return ()
    return tuple(Ref(actor, "state", True) for actor in pair)


def sender(view: View, verb: Verb, targets: Refs) -> Refs:
    """Who expelled them, where a passive does not say: the other side of those expelled."""
    place = verb.pp("from")
    if place is not None:  # were expelled from Lima
        own = {ref.actor_id for ref in targets}
        host = tuple(r for r in view.discourse.all(place) if r.kind in ("state", "place"))
        if host and not own & {ref.actor_id for ref in host}:
            return tuple(replace(ref, kind="state", official=True) for ref in host[:1])
    other = view.discourse.partner(targets[0].actor_id, _SURE) if len(targets) == 1 else None
    return (Ref(other, "state", True),) if other is not None else ()


def voices(view: View, verb: Verb) -> Refs:
    """Who judges, where a passive tells in which capitals: "was condemned in Lima and La Paz"."""
    place = verb.pp("in")
    if place is None or place.first < verb.first or grammar.subject(verb) is not None:
        return ()
    capitals = (ref for ref in view.discourse.all(place) if ref.capital)
    return tuple(replace(ref, kind="state", official=True, capital=False) for ref in capitals)


def asked(view: View) -> Refs:
    """Who answers where a passive does not say: whom the last request or offer went to."""
    act = view.discourse.asked()
    return (Ref(act.targets[0], "state", True),) if act is not None and len(act.targets) == 1 else ()


def accuser(view: View, verb: Verb | None, initiators: Refs) -> Refs:
    """A deed that names no target, done to who charges it: "Chile accused Peru of meddling"."""
    if verb is None or verb.link != "ing" or verb.marker not in ("of", "for", "with"):
        return ()
    if verb.parent is None or verb.parent.lemma not in _ACCUSING:
        return ()
    phrase = grammar.subject(verb.parent)
    refs = view.discourse.all(phrase) if phrase is not None else ()
    return tuple(ref for ref in refs if ref.actor_id not in {i.actor_id for i in initiators})


def told_before(view: View, verb: Verb | None, initiators: Refs) -> Refs:
    """Who did what a relative clause judges: "Chile expelled two envoys, which Peru condemned"."""
    if verb is None or verb.link != "rel" or verb.governor is None or verb.governor not in verb.objects:
        return ()
    if verb.marker != "which" and verb.governor.role != "appos":
        return ()
    return view.discourse.doers({ref.actor_id for ref in initiators}, JUDGED, 0)


def teller(view: View, verb: Verb | None, initiators: Refs) -> Refs:
    """Who says what was done to what is theirs: "Oslo says Madrid jammed its radar"."""
    chain = grammar.said_by(verb) if verb is not None else []
    theirs = verb is not None and any(np.determiner in _POSSESSIVES for np in verb.objects)
    phrase = grammar.subject(chain[0][0]) if chain and theirs else None
    refs = view.discourse.all(phrase) if phrase is not None else ()
    return tuple(ref for ref in refs if ref.actor_id not in {i.actor_id for i in initiators})
