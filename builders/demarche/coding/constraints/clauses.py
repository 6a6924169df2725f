"""What a frame asks of the clause of its trigger: its mood, voice, particle, predicate, dependent verbs …"""

from __future__ import annotations

from collections.abc import Callable

from demarche.coding import grammar
from demarche.coding.constraints.phrases import figurative, has_word
from demarche.coding.frames import noun_classes
from demarche.coding.lists import word_list
from demarche.coding.mentions import PLACE_KINDS
from demarche.coding.slots import Trigger
from demarche.coding.view import View

_HOSTILE = word_list("hostile_verb")
_TOWNS = PLACE_KINDS | {"capital", "name"}


def _always(_view: View, _trigger: Trigger, _constraint: str) -> bool:
    return True


def _particle(_view: View, trigger: Trigger, constraint: str) -> bool:
    """ "flew in": the verb's particle, or a preposition that begins with it ("out of")."""
    verb = trigger.verb
    wanted = constraint.split("|")
    return verb is not None and (
        verb.particle in wanted
        or (constraint != "in" and any(prep.split()[0] in wanted for prep, _ in verb.pps))
    )


def _alone(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "was the first to visit": no object."""
    return trigger.verb is not None and not grammar.objects(trigger.verb)


def _bare(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "called Peru", but not "called Peru a friend": one object and no predicate."""
    verb = trigger.verb
    return verb is not None and not verb.predicate and len(grammar.objects(verb)) == 1


def _plain(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "was in Lima", but not "was due in Lima": no predicate."""
    return trigger.verb is not None and not trigger.verb.predicate


def _is(_view: View, trigger: Trigger, constraint: str) -> bool:
    """ "was due in Lima", "was illegal": the predicate, a word or of a class."""
    if trigger.verb is None:
        return False
    if constraint.startswith("@"):
        return trigger.verb.predicate in noun_classes()[constraint[1:]]
    return trigger.verb.predicate in constraint.split("|")


def _negated(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "would not leave", "had no right"."""
    verb = trigger.verb
    return verb is not None and (
        verb.negated or any(np.determiner in ("no", "neither") for np in verb.objects)
    )


def _what(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "what it called an outrage"."""
    return trigger.verb is not None and trigger.verb.link == "wh" and trigger.verb.marker == "what"


def _passive(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "must be lifted"."""
    return trigger.verb is not None and trigger.verb.passive


def _governed(_view: View, trigger: Trigger, constraint: str) -> bool:
    """ "rejected Peru's demand": the verb over a noun."""
    return trigger.verb is not None and trigger.verb.lemma in constraint.split("|")


def _infinitive(view: View, trigger: Trigger, constraint: str) -> bool:
    """ "agreed to trade", "an attempt to topple": a verb that hangs on the trigger with "to"."""
    every = [v for v in view.parse.verbs if v.link == "inf"]
    noun = trigger.phrase
    if noun is not None:
        lemmas = {v.lemma for v in every if v.governor is noun or v.first == noun.last + 1}
    else:
        lemmas = {v.lemma for v in every if v.parent is trigger.verb}
    if constraint in ("any", "none"):
        return bool(lemmas) == (constraint == "any")
    return bool(lemmas & (_HOSTILE if constraint == "hostile" else set(constraint.split("|"))))


def _gerund(view: View, trigger: Trigger, constraint: str) -> bool:
    """ "stopped buying", "barred them from entering": a verb in -ing that hangs on the trigger."""
    lemmas = {v.lemma for v in view.parse.verbs if v.link == "ing" and v.parent is trigger.verb}
    return bool(lemmas) if constraint == "any" else not lemmas.isdisjoint(constraint.split("|"))


def _complement(view: View, trigger: Trigger, constraint: str) -> bool:
    """ "said that Peru must withdraw": a clause of what is said, with a modal if one is asked for."""
    said = [v for v in view.parse.verbs if v.parent is trigger.verb and v.link in ("that", "quote")]
    if constraint in ("any", "wrong"):  # which wrong it is, a frame of its own tells
        return bool(said)
    modals = {"must": ("must", "should"), "planned": ("will", "would")}.get(constraint)
    if modals is None:  # let them go
        return any(v.lemma in constraint.split("|") for v in said)
    return any(v.modal in modals for v in said)


def _predicate(view: View, trigger: Trigger, constraint: str) -> bool:
    """ "called the raid a crime", "called the raid illegal": the second object or the adjective."""
    if trigger.verb is None:
        return False
    words = noun_classes()[constraint.removeprefix("@")]
    every = grammar.objects(trigger.verb)
    return trigger.verb.predicate in words or (len(every) >= 2 and has_word(view, every[-1], words))


def _literal(view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "the war", but not "the trade war"."""
    return trigger.phrase is not None and not figurative(view, trigger.phrase)


def _role(_view: View, trigger: Trigger, constraint: str) -> bool:
    """ "with the support of Peru": the preposition that brings a noun."""
    return trigger.phrase is not None and trigger.phrase.role in constraint.split("|")


def _hosted(view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "In Lima she told the Peruvian premier …": somebody in office there stands in the sentence."""
    verb = trigger.verb
    guest = grammar.subject(verb) if verb is not None else None
    if verb is None or guest is None:
        return False
    places = [
        np for prep, np in verb.pps if prep in ("in", "at") and (np.owner is None or np.first < verb.first)
    ]
    lands = {m.actor_id for np in places for m in np.mentions if m.last == np.last and m.kind in _TOWNS}
    return any(
        ref.actor_id in lands and ref.official and ref.kind in ("person", "office")
        for phrase in view.parse.phrases
        if phrase is not guest or phrase.coordinated
        for ref in view.discourse.resolved.get(phrase, ())
    )


CLAUSE_QUESTIONS: dict[str, Callable[[View, Trigger, str], bool]] = {
    "any": _always,
    "literal": _literal,
    "role": _role,
    "prt": _particle,
    "alone": _alone,
    "bare": _bare,
    "plain": _plain,
    "predicate": _is,
    "negated": _negated,
    "passive": _passive,
    "what": _what,
    "under": _governed,
    "inf": _infinitive,
    "ing": _gerund,
    "comp": _complement,
    "obj2": _predicate,
    "hosted": _hosted,
}
"""Slot, as `frames.tsv` names it → the question of the clause that stands for a phrase there."""
