"""Frames against a sentence: which verb or noun makes which claim, between whom."""

from __future__ import annotations

from collections.abc import Iterable

from demarche.coding import factuality, grammar, guessing, slots
from demarche.coding.agents import light_verb
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.constraints import fits
from demarche.coding.deverbal import clauses_of
from demarche.coding.factuality import Reading
from demarche.coding.filling import fill
from demarche.coding.found import Found
from demarche.coding.frames import Frame, noun_classes, noun_frames, verb_frames
from demarche.coding.implicit import GUESSED
from demarche.coding.lists import word_list
from demarche.coding.modes import mode_of
from demarche.coding.slots import Trigger
from demarche.coding.triage import worth_trying
from demarche.coding.view import View
from demarche.coding.words import speech_kinds

_HOSTILE = frozenset(("assault", "coercion", "mobilization", "protest"))
_AGREEMENTS = word_list("known_agreement")
_TOLD_BELOW = frozenset(("threat", "rejection"))
_FUTURE = word_list("future_adjective")
_EVENTS = frozenset(("visit", "consultation", "cooperation"))
_ASKING = frozenset(("request", "seek", "want"))
_TAKES_PLACE = word_list("takes_place")
_PLANS = word_list("plan_noun")
_BEFORE = frozenset(("before", "ahead of"))
_PLANNED_MODALS = frozenset(("will", "would", "shall", "be_to"))
_POSSIBLE_MODALS = frozenset(("may", "might", "could"))
_GOVERNED = {
    "cancel": "cancelled",
    "plan": "planned",
    "offer": "proposed",
    "consider": "proposed",
    **dict.fromkeys(("refuse", "request", "seek", "threaten", "fail", "want")),
}
"""Effect of the verb that governs an act's noun → the act's status; None: no act."""
_PRESUPPOSED = frozenset(("refuse", "end", "cancel", "fail", "want", "agree"))


def extract(view: View) -> list[Found]:
    """What a sentence tells, in the order of its triggers."""
    found: list[Found] = []
    used: set[tuple[Phrase, str]] = set()
    for verb in view.parse.verbs:
        for match in (*_match_verb(view, verb), *_set_in(view, verb)):
            found.append(match)
            consumed = _consumed(view, verb, match.frame)
            used.update((phrase, kind) for phrase in consumed for kind in (match.interaction_type, "aid"))
            if view.trail is not None:
                view.trail.spoken_for(view, consumed)
    for phrase in view.parse.phrases:
        told = _match_noun(view, phrase)
        if told is not None:
            if (phrase, told.interaction_type) not in used:
                found.append(told)
            continue
        for match in _match_deverbal(view, phrase):
            if match.clause is not None and (phrase, match.interaction_type) not in used:
                found.append(match)
                consumed = [phrase, *_consumed(view, match.clause, match.frame)]
                used.update((np, match.interaction_type) for np in consumed)
    kept = sorted(_undertakings(_told_once(found)), key=lambda f: f.first)
    if view.trail is not None:
        view.trail.matched(view, found, kept)
    return kept


def _told_once(found: list[Found]) -> list[Found]:
    """What is threatened or refused tells the threat or refusal, where a frame knows it."""
    governors = {f.reading.governor for f in found if not f.status and f.verb is not f.reading.governor}
    return [f for f in found if f.verb not in governors or f.interaction_type not in _TOLD_BELOW]


def _undertakings(found: list[Found]) -> list[Found]:
    """ "undertook to widen trade" is one agreement: what is undertaken tells its mode and object."""
    by_verb = {f.verb: f for f in found if f.interaction_type == "agreement" and f.phrase is None}
    kept = []
    for match in found:
        verb = match.verb
        above = by_verb.get(verb.parent) if verb is not None and verb.link == "inf" else None
        if above is None or verb is None or match.phrase is not None or match.interaction_type != "agreement":
            kept.append(match)
            continue
        above.mode = match.mode if above.mode == "unspecified" else above.mode
        above.context = above.context or match.context
        above.item = above.item or next(iter(verb.objects), None)
    return kept


def _met(view: View, frame: Frame, trigger: Trigger, status: str | None) -> bool:
    """Whether all that a frame needs stands there."""
    for slot, need in frame.needs:
        if not fits(view, trigger, slot, need, status):
            if view.trail is not None:
                view.trail.unmet(view, frame, trigger, status)
            return False
    return True


# --- verbs


def _match_verb(view: View, verb: Verb) -> list[Found]:
    """The claims of the first frame that fits a verb, one for each member of a list of objects.

    The first wrong that fits stands beside them: it counts only when somebody else says so.
    """
    if verb.lemma == "be" and not (verb.pps or verb.objects or verb.predicate):
        return []
    reading = factuality.reading(verb)
    told: list[Found] = []
    wrong: list[Found] = []
    candidates: Iterable[Frame] = _frames_of(verb, reading)
    if view.trail is None:  # else every attempt counts
        candidates = worth_trying(view, verb, candidates)
    for frame in candidates:
        kept = wrong if frame.interaction_type == "wrong" else told
        if kept:
            continue
        kept += _fitting(view, frame, verb, reading)
    told = told or ([] if wrong else _guessed(view, verb, reading))
    for match in told:
        _note(view, match)
    return told + wrong


def _set_in(view: View, verb: Verb) -> list[Found]:
    """The visit in a clause that is set in the country of somebody else in office: whatever it tells."""
    if not verb.pps or view.sentence.heading:
        return []
    reading = factuality.reading(verb)
    if reading.status != "occurred":
        return []
    return [match for frame in verb_frames()["set-in"] for match in _fitting(view, frame, verb, reading)]


def _guessed(view: View, verb: Verb, reading: Reading) -> list[Found]:
    """The claim of the first frame that fits with a side guessed, or lacks only an object that it knows."""
    if view.sentence.heading:
        return []
    trigger = Trigger(verb)
    for frame in worth_trying(view, verb, _frames_of(verb, reading)):
        if guessing.open_to(frame) and _met(view, frame, trigger, reading.status):
            match = fill(view, frame, trigger, reading, guess=True)
            if match is not None:
                return [match]
    for frame in guessing.loosely(view, verb, reading.status):
        match = fill(view, frame, trigger, reading)
        if match is not None and GUESSED.isdisjoint(match.places):
            match.guessed = True
            return [match]
    return []


def _frames_of(verb: Verb, reading: Reading) -> tuple[Frame, ...]:
    """The frames of a verb's lemma; of one under "must" or "will not" those of its mood."""
    own = verb_frames().get(verb.lemma, ())
    if reading.effect == "should":
        return (*verb_frames()["must"], *own)  # what ought to be done is asked for, not done
    if reading.effect == "refuse" and reading.governor is verb and verb.modal in ("will", "would"):
        return (*own, *verb_frames()["will-not"])
    return own


def _fitting(view: View, frame: Frame, verb: Verb, reading: Reading) -> list[Found]:
    """The claims of a frame on a verb: one for each member of a list of objects; [] when it does not fit."""
    trigger = Trigger(verb)
    if not _met(view, frame, trigger, reading.status):
        return []
    filled = [fill(view, frame, Trigger(verb, item=item), reading) for item in _items(view, trigger, frame)]
    return [match for match in filled if match is not None]


def _items(view: View, trigger: Trigger, frame: Frame) -> list[Phrase | None]:
    """The members of a list of objects that each make a claim: "asset freezes and visa bans"."""
    need = next((c for slot, c in frame.needs if slot == "obj" and c.startswith("@")), None)
    if need is None:
        return [None]
    words = noun_classes()[need[1:]]
    fitting = [phrase for phrase in slots.fillers(view, trigger, "obj") if view.noun(phrase) in words]
    if frame.interaction_type != "sanction":
        return [*fitting[:1]] or [None]
    by_mode: dict[str, Phrase] = {}
    for phrase in fitting:
        by_mode.setdefault(mode_of(view, frame, phrase), phrase)
    return [*by_mode.values()] or [None]


def _consumed(view: View, verb: Verb, frame: Frame) -> list[Phrase]:
    """The noun phrases that a verb's frame has spoken for: they make no claim of their own."""
    spoken = (slot for slot, constraint in frame.needs if constraint.startswith("@"))
    return [phrase for slot in spoken for phrase in slots.fillers(view, Trigger(verb), slot)]


def _note(view: View, match: Found) -> None:
    """What the next sentences can point back at: the measure, the culprit, the agreement, the pair."""
    if match.guessed:
        return  # no later guess rests on it
    discourse = view.discourse
    if match.interaction_type == "sanction" and match.targets:
        discourse.measures.note(match.targets[0].actor_id, match.initiators, discourse.sentence)
    if match.interaction_type in _HOSTILE and len(match.initiators) == 1 and not match.mutual:
        discourse.culprit = match.initiators[0]
    if match.interaction_type == "agreement" and match.mutual:
        discourse.things.update(dict.fromkeys(_AGREEMENTS, match.parties))
    if match.status or match.reading.effect in ("threaten", "refuse"):
        discourse.note_act(match.interaction_type, match.initiators, match.targets, match.status)
    discourse.meet(match.initiators[0].actor_id, match.targets[-1].actor_id if match.targets else "")


# --- nouns


def _match_deverbal(view: View, phrase: Phrase) -> list[Found]:
    """The claims of the first frame that fits the clause a noun stands for: "its recall of the envoy"."""
    for clause in clauses_of(view, phrase):
        light = light_verb(phrase)
        for frame in verb_frames().get(clause.lemma, ()):
            matches = _fitting(view, frame, clause, _noun_reading(view, frame, phrase, light))
            for match in matches:
                match.verb, match.phrase, match.clause = light, phrase, clause
                _note(view, match)
            if matches:
                return matches
    return []


def _match_noun(view: View, phrase: Phrase) -> Found | None:
    """The claim of the first frame that fits a noun: "Peru's recognition of Chad"."""
    for frame in noun_frames().get(view.noun(phrase), ()):
        trigger = Trigger(light_verb(phrase), phrase)
        if _met(view, frame, trigger, None):
            match = fill(view, frame, trigger, _noun_reading(view, frame, phrase, trigger.verb))
            if match is not None:
                return match
    return None


def _noun_reading(view: View, frame: Frame, phrase: Phrase, verb: Verb | None) -> Reading:
    """How a noun's act is told: by the adjective before it and the verb that governs it."""
    if any(token.low in _FUTURE for token in view.tokens[phrase.first : phrase.head]):
        return Reading("planned")
    if phrase.determiner in ("no", "any", "such"):
        return Reading(None, "negated")
    if verb is None:
        return Reading("occurred")
    if factuality.conditional(verb):
        return Reading(None, "if")
    effect = grammar.effect_of(verb)
    if frame.status == "ongoing" and effect in _PRESUPPOSED:
        return Reading("occurred")  # what is refused or ended was there before
    ahead = _ahead(view, frame, phrase, verb, effect)
    if ahead is not None:
        return ahead
    direct = phrase in grammar.objects(verb) or (verb.passive and verb.subject is phrase)
    direct = direct or (phrase.role == "for" and effect in _ASKING)  # called for an end to the embargo
    return _governed(frame, verb, effect) if direct else Reading("occurred")


def _ahead(view: View, frame: Frame, phrase: Phrase, verb: Verb, effect: str) -> Reading | None:
    """How an event is told that lies ahead: "before her visit", "plans for a visit", "talks are to open"."""
    if frame.interaction_type not in _EVENTS:
        return None
    if phrase.role in _BEFORE and verb.lemma in speech_kinds():
        return Reading("planned")
    host = phrase.owner
    if phrase.role in ("for", "of") and host is not None:
        noun = view.noun(host)
        if noun in _PLANS:
            dropped = effect in ("cancel", "refuse") and host in grammar.objects(verb)
            return Reading("cancelled" if dropped else "planned")
        if noun == "eve":
            return Reading("planned")
    if phrase.role in ("of", "about") and effect == "consider":
        return Reading("proposed", "consider", verb)
    if verb.subject is phrase and not verb.passive and verb.lemma in _TAKES_PLACE:
        if verb.modal in _PLANNED_MODALS or effect == "plan":
            return Reading("planned")
        if verb.modal in _POSSIBLE_MODALS:
            return Reading("proposed")
    return None


def _governed(frame: Frame, verb: Verb, effect: str) -> Reading:
    """How an act is told that is the object of a verb: "announced sanctions", "scrapped a visit"."""
    kind = frame.interaction_type
    if verb.lemma in ("announce", "order", "declare") and kind in ("sanction", "concession", "aid"):
        return Reading("occurred")
    if effect in _GOVERNED:
        status = _GOVERNED[effect]
        return Reading(status, "" if status else effect, verb)
    if verb.negated:
        return Reading(None, "negated", verb)
    if kind in ("visit", "consultation") and verb.modal in _PLANNED_MODALS:
        return Reading("planned")
    if kind in ("visit", "consultation") and verb.modal in _POSSIBLE_MODALS:
        return Reading("proposed")
    return Reading("occurred")
