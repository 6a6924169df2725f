"""Event factuality: whether an act is told as done, under way, planned, refused … or as no act at all.

Modality, negation and the control of governing verbs and nouns are read from the act outwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.frames import control
from demarche.coding.grammar import (
    GOVERNING_NOUNS,
    effect_of,
    governing_noun,
    objects,
    surface_subject,
    tense,
    upwards,
)
from demarche.coding.lists import word_list
from demarche.coding.words import speech_kinds

_PENDING = word_list("pending")
_HYPOTHETICAL = word_list("hypothetical")
_GO_TO_DO = word_list("go_to_do")
_MOTION = word_list("motion_verb")
_DO_TO_DO = word_list("do_to_do")
_NO = frozenset(("no", "neither"))
_FUTURE = frozenset(("will", "shall", "be_to", "'ll"))
_POSSIBLE = frozenset(("could", "may", "might", "can"))
_DUTY = frozenset(("should", "must", "ought"))
_BESIDE = frozenset(("after", "before", "since", "while", "despite", "by"))
"""What brings a gerund beside its verb, not under it: "ended the quarrel by signing"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How an act is told.

    `status` is a status of the contract or None when no act is told (denied, hypothetical, failed, merely
    wanted); `effect` the governing effect that is an act of its own (request, seek, threaten, refuse, deny,
    offer) with `governor`, the verb that brings it. `lasting`: under way in itself; `begun`: what has begun
    goes on, if it is an act that can last.
    """

    status: str | None
    effect: str = ""
    governor: Verb | None = None
    lasting: bool = False
    begun: bool = False


def conditional(verb: Verb) -> bool:
    """Whether the clause, or one that it stands in, is an if-clause: "if Peru signed …"."""
    return any(node.link in ("adv", "wh") and node.marker in _HYPOTHETICAL for node in upwards(verb))


def reading(verb: Verb) -> Reading:
    """How the act of a verb is told: tense, modality, negation and control verbs, from the inside out.

    "Peru agreed to lift the ban" tells of lifting as planned; "Peru failed to sign" of no signature.
    """
    untold = _untold(verb)
    if untold is not None:
        return untold
    noun = governing_noun(verb)
    if noun is not None:
        return _under_noun(verb, noun)
    status: str | None = _own_status(verb)
    node = verb
    for _ in range(6):
        parent = _governor(node)
        if parent is None:
            break
        effect = _effect_on(node, parent)
        if node.link == "coord" and not effect:
            break
        settled = _settled(parent, effect, status)
        if settled is not None:
            return settled
        status = _under(node, parent, effect, status)
        node = parent
    if status == "possible":
        status = "proposed"
    elif status == "occurred":
        thanks = verb.form == "G" and verb.link == "ing" and verb.marker == "for"  # thanked it for backing …
        under_way = verb.progressive and tense(verb) != "future"
        return Reading(
            status, lasting=thanks or under_way, begun=under_way and verb.perfect and not verb.past
        )
    return Reading(status)


def _untold(verb: Verb) -> Reading | None:
    """The reading of a clause that tells of no act by its own words: an if-clause, a duty, a negation."""
    if conditional(verb):
        return Reading(None, "if")
    if verb.modal in _DUTY:
        return Reading(None, "should", verb)
    if verb.governor is not None and verb.link in ("inf", "ing") and verb.governor.determiner in _NO:
        return Reading(None, "negated", verb)  # has no plans to visit
    doer = surface_subject(verb)
    if doer is not None and doer.determiner in _NO:
        return Reading(None, "negated", verb)  # no premier has been there, neither Peru nor Chile signed
    parent = verb.parent
    if verb.link == "inf" and parent is not None and parent.lemma in ("have", "be") and parent.negated:
        return Reading(None, "negated", verb)  # has yet to sign
    if verb.negated or any(np.determiner in _NO for np in verb.objects):
        refuses = verb.modal in ("will", "would", "could", "can")
        return Reading(None, "refuse" if refuses else "negated", verb)
    return None


def _own_status(verb: Verb) -> str:
    """What a verb's own modal and clause say of the act."""
    if verb.modal in _FUTURE or (verb.modal == "would" and not verb.perfect):
        return "planned"
    if verb.modal in _POSSIBLE:
        return "possible"
    if verb.link == "adv" and verb.marker in _PENDING and not verb.past and not verb.perfect:
        return "planned"  # when it is signed, …
    if verb.progressive and not verb.past and not verb.perfect and verb.lemma in _MOTION:
        return "planned"  # is travelling to Lima
    if verb.marker == "before" and verb.link == "ing" and verb.parent is not None:
        return "planned" if verb.parent.lemma in speech_kinds() else "occurred"  # said before flying to Lima
    return "occurred"


def _governor(verb: Verb) -> Verb | None:
    """The verb that governs an infinitive, a gerund or a coordinated verb, as control goes up the clauses."""
    parent = verb.parent
    if parent is None or verb.link not in ("inf", "ing", "coord"):
        return None
    if verb.link != "ing":
        return parent
    loose = verb.marker == "," or (verb.marker == "" and not control().get(parent.lemma))
    return None if loose or verb.marker in _BESIDE else parent


def _effect_on(verb: Verb, parent: Verb) -> str:
    if verb.marker == "on" and parent.lemma in ("go", "carry", "keep"):
        return "continue"
    return effect_of(parent)


def _settled(parent: Verb, effect: str, status: str | None) -> Reading | None:
    """The reading where the governing verb decides it, whatever stands above."""
    if parent.negated and effect:
        return Reading(None, "negated", parent)
    match effect:
        case "offer":
            return Reading("proposed", effect, parent)
        case "request" | "seek" | "threaten" | "refuse" | "deny" | "permit":
            return Reading(None, f"{effect}:planned" if parent.modal else effect, parent)
        case "fail" | "want" | "end":
            return Reading(None, effect, parent)
        case "agree":
            return Reading("proposed" if status == "proposed" else "planned", effect, parent)
        case "begin" if status == "occurred" and parent.perfect and not parent.past:
            return Reading("occurred", begun=True)
        case "continue":
            return Reading("ongoing" if status == "occurred" else status, lasting=True)
        case _:
            return None


def _under(verb: Verb, parent: Verb, effect: str, status: str | None) -> str | None:
    """The status under a governing verb that leaves what stands above it open."""
    if effect in ("plan", "consider", "cancel"):
        return {"plan": "planned", "consider": "proposed", "cancel": "cancelled"}[effect]
    if (
        verb.link == "inf"
        and parent.lemma == "have"
        and verb.governor is not None
        and verb.governor in parent.objects
    ):
        return "planned"  # has plans to visit
    auxiliary = parent.lemma in ("have", "be", "become") and not parent.modal
    purpose = verb.link == "inf" and effect == "" and not auxiliary and not _purpose_done(parent)
    return None if purpose and status == "occurred" else status


def _purpose_done(parent: Verb) -> bool:
    """Whether "X did A to do B" tells B as done; as a rule a purpose is not a deed."""
    return (parent.lemma in _GO_TO_DO and parent.past) or parent.lemma in _DO_TO_DO


def _under_noun(verb: Verb, noun: Phrase) -> Reading:
    """How an act is told that a noun governs: "announced a decision to sign", "dropped its plan to sign"."""
    effect, parent = GOVERNING_NOUNS[noun.noun], verb.parent
    above = effect_of(parent) if parent is not None and noun in objects(parent) else ""
    if above in ("cancel", "end") and effect == "threaten":
        return Reading(None, "threaten:cancelled", parent)
    if above in ("cancel", "end") or (above and parent is not None and parent.negated):
        return Reading("cancelled" if effect in ("plan", "begin") else None, above, parent)
    match effect:
        case "begin":
            announced = above in ("plan", "offer") or (parent is not None and bool(parent.modal))
            return Reading("planned" if announced else "occurred", effect, parent)
        case "plan" | "agree":
            return Reading("planned", effect, parent)
        case "offer":
            return Reading("proposed", effect, parent)
        case _:
            return Reading(None, effect, parent)
