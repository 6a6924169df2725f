"""Frames against a sentence: which verb or noun makes which claim, between whom."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding import grammar, slots
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.frames import Frame, NounClass, noun_classes, noun_frames, verb_frames
from demarche.coding.grammar import Reading
from demarche.coding.slots import Trigger, View

_LASTING = frozenset(("support", "cooperation", "mobilization", "assault"))
_HOSTILE = frozenset(("sanction", "assault", "coercion", "mobilization", "protest"))
_FRIENDLY = frozenset(("visit", "agreement", "consultation", "support", "cooperation", "aid", "concession"))
_SPEECH_ACTS = frozenset(("accusation", "request", "rejection", "threat"))
_CAN_TRAVEL = frozenset(("person", "office", "group", "state", "org", "institution", "people"))


@dataclass(slots=True)
class Found:
    """A frame that matched: the claim in the making."""

    frame: Frame
    verb: Verb | None
    phrase: Phrase | None
    interaction_type: str
    mode: str
    phase: str | None
    status: str
    context: str | None
    initiators: tuple[Ref, ...]
    targets: tuple[Ref, ...]
    mutual: bool
    reading: Reading
    item: Phrase | None = None

    @property
    def parties(self) -> tuple[Ref, ...]:
        """Initiators and targets, each actor once."""
        return tuple({ref.actor_id: ref for ref in (*self.initiators, *self.targets)}.values())

    @property
    def first(self) -> int:
        """The trigger's first token."""
        return self.phrase.head if self.phrase is not None else self.verb.head if self.verb is not None else 0


def extract(view: View) -> list[Found]:
    """What a sentence tells, in the order of its triggers."""
    found: list[Found] = []
    used: set[tuple[Phrase, str]] = set()
    for verb in view.parse.verbs:
        for match in _match_verb(view, verb):
            found.append(match)
            used.update((phrase, match.interaction_type) for phrase in _consumed(view, verb, match.frame))
    for phrase in view.parse.phrases:
        match_noun = _match_noun(view, phrase)
        if match_noun is not None and (phrase, match_noun.interaction_type) not in used:
            found.append(match_noun)
    return sorted(_undertakings(found), key=lambda f: f.first)


def _undertakings(found: list[Found]) -> list[Found]:
    """ "undertook to widen trade" is one agreement: what is undertaken tells its mode and object."""
    by_verb = {id(f.verb): f for f in found if f.interaction_type == "agreement" and f.phrase is None}
    kept = []
    for match in found:
        verb = match.verb
        above = (
            by_verb.get(id(verb.parent))
            if verb is not None and verb.link == "inf" and match.phrase is None
            else None
        )
        if above is None or match.interaction_type != "agreement" or above is match:
            kept.append(match)
            continue
        above.mode = match.mode if above.mode == "unspecified" else above.mode
        above.context = above.context or match.context
        above.item = above.item or (
            match.verb.objects[0] if match.verb is not None and match.verb.objects else None
        )
    return kept


def _consumed(view: View, verb: Verb, frame: Frame) -> list[Phrase]:
    """The noun phrases that a verb's frame has spoken for: they make no claim of their own."""
    spoken = []
    for slot, constraint in frame.needs:
        if constraint.startswith("@"):
            for phrase in slots.fillers(view, Trigger(verb), slot):
                spoken.append(phrase)
    return spoken


def _match_verb(view: View, verb: Verb) -> list[Found]:
    reading = grammar.reading(verb, view.tokens)
    for frame in verb_frames().get(verb.lemma, ()) if verb.lemma != "be" or verb.pps or verb.objects else ():
        trigger = Trigger(verb)
        if not all(slots.fits(view, trigger, slot, need, reading.status) for slot, need in frame.needs):
            continue
        matches = []
        for item in _items(view, trigger, frame):
            match = _fill(view, frame, Trigger(verb, item=item), reading)
            if match is not None:
                matches.append(match)
        if matches:
            for match in matches:
                if match.interaction_type == "sanction" and match.targets:
                    view.discourse.measures.note(
                        match.targets[0].actor_id, match.initiators, view.discourse.sentence
                    )
                if (
                    match.interaction_type in _HOSTILE - {"sanction"}
                    and len(match.initiators) == 1
                    and not match.mutual
                ):
                    view.discourse.culprit = match.initiators[0]
                if match.interaction_type == "agreement" and match.mutual:
                    for noun in (
                        "agreement",
                        "accord",
                        "pact",
                        "deal",
                        "treaty",
                        "memorandum",
                        "declaration",
                    ):
                        view.discourse.things[noun] = match.parties
                view.discourse.meet(
                    match.initiators[0].actor_id, match.targets[-1].actor_id if match.targets else ""
                )
            return matches
    return []


def _items(view: View, trigger: Trigger, frame: Frame) -> list[Phrase | None]:
    """The members of a list of objects that each make a claim: "asset freezes and visa bans"."""
    need = next((c for slot, c in frame.needs if slot == "obj" and c.startswith("@")), None)
    if need is None or frame.interaction_type != "sanction":
        if need is not None:
            words = noun_classes().get(need[1:], {})
            fitting = [p for p in slots.fillers(view, trigger, "obj") if view.noun(p) in words]
            return [fitting[0]] if fitting else [None]
        return [None]
    words = noun_classes().get(need[1:], {})
    members: dict[str, Phrase] = {}
    for phrase in slots.fillers(view, trigger, "obj"):
        if view.noun(phrase) in words:
            members.setdefault(_mode(view, frame, phrase), phrase)
    return list(members.values()) or [None]


def _match_noun(view: View, phrase: Phrase) -> Found | None:
    noun = view.noun(phrase)
    for frame in noun_frames().get(noun, ()):
        trigger = Trigger(slots.light_verb(phrase), phrase)
        if not all(slots.fits(view, trigger, slot, need, None) for slot, need in frame.needs):
            continue
        match = _fill(view, frame, trigger, _noun_reading(view, frame, trigger))
        if match is not None:
            return match
    return None


def _noun_reading(view: View, frame: Frame, trigger: Trigger) -> Reading:
    """How a noun's act is told: by the adjective before it and the verb that governs it."""
    phrase, verb = trigger.phrase, trigger.verb
    assert phrase is not None
    words = {view.tokens[k].low for k in range(phrase.first, phrase.head)}
    if words & {
        "planned",
        "upcoming",
        "forthcoming",
        "proposed",
        "scheduled",
        "possible",
        "next",
        "future",
        "potential",
    }:
        return Reading("planned")
    if phrase.determiner in ("no", "any", "such"):
        return Reading(None, "negated")
    if verb is None:
        return Reading("occurred")
    effect = grammar.effect_of(verb, view.tokens)
    direct = phrase in grammar.objects(verb) or (verb.passive and verb.subject is phrase)
    if grammar.conditional(verb):
        return Reading(None, "if")
    if frame.status == "ongoing" and effect in ("refuse", "end", "cancel", "fail", "want", "agree"):
        return Reading("occurred")  # what is refused or ended was there before
    if (
        direct
        and verb.lemma in ("announce", "order", "declare")
        and frame.interaction_type in ("sanction", "concession", "aid")
    ):
        return Reading("occurred")
    if direct and effect in (
        "cancel",
        "plan",
        "offer",
        "refuse",
        "request",
        "seek",
        "threaten",
        "fail",
        "want",
        "consider",
    ):
        status = {"cancel": "cancelled", "plan": "planned", "offer": "proposed", "consider": "proposed"}.get(
            effect
        )
        return Reading(status, "" if status else effect, verb)
    if direct and verb.negated:
        return Reading(None, "negated", verb)
    if (
        direct
        and frame.interaction_type in ("visit", "consultation")
        and verb.modal in ("will", "would", "shall", "be_to", "may", "might", "could")
    ):
        return Reading("planned" if verb.modal not in ("may", "might", "could") else "proposed")
    return Reading("occurred")


def _fill(view: View, frame: Frame, trigger: Trigger, reading: Reading) -> Found | None:
    status = reading.status
    if (
        frame.status
        and status is not None
        and (status in ("occurred", "ongoing") or frame.status != "occurred")
    ):
        status = frame.status
    if status == "occurred" and reading.lasting and frame.interaction_type in _LASTING:
        status = "ongoing"
    if frame.status == "refused" and reading.effect in ("refuse", "negated"):
        status = "occurred"
    elif frame.status == "refused":
        return None
    if frame.mutual:
        sides: list[dict[str, Ref]] = [{}, {}]
        for n, slot in enumerate(frame.initiator):
            for ref in slots.refs(view, trigger, slot):
                if ref.kind != "place" and ref.actor_id not in sides[0]:
                    sides[min(n, 1)].setdefault(ref.actor_id, ref)
        if len(sides[0]) + len(sides[1]) < 2:
            for ref in _from_focus(view, frame, tuple({**sides[0], **sides[1]}.values())):
                sides[0].setdefault(ref.actor_id, ref)
        if not sides[0] or not sides[1]:
            sides = [{**sides[0], **sides[1]}] * 2  # the parties are one list, each with each
        if len({**sides[0], **sides[1]}) < 2:
            return None
        initiators, targets = tuple(sides[0].values()), tuple(sides[1].values())
    else:
        initiators = _first(view, trigger, tuple(name for name in frame.initiator if name != "partner"))
        if (
            not initiators
            and "partner" in frame.initiator
            and trigger.verb is not None
            and trigger.verb.passive
        ):
            initiators = _sender(view, trigger, frame)
        if frame.interaction_type == "visit":
            initiators = tuple(r for r in initiators if r.kind in _CAN_TRAVEL)
        else:
            initiators = tuple(
                r for r in initiators if r.kind != "place" and (r.official or r.kind == "thing")
            )
        if not initiators:
            return None
        targets = _first(view, trigger, frame.target, initiators, frame.interaction_type)
        if len(initiators) == 1:
            targets = tuple(ref for ref in targets if ref.actor_id != initiators[0].actor_id)
        if (
            not targets
            and trigger.verb is not None
            and trigger.verb.link == "ing"
            and trigger.verb.marker in ("of", "for", "with")
        ):
            targets = _accuser(view, trigger.verb, initiators)
        if frame.target == ("each",):
            targets = initiators
        if not targets and frame.target and frame.interaction_type != "wrong":
            return None
    item = trigger.item or trigger.phrase
    mode = _mode(view, frame, item, trigger)
    return Found(
        frame,
        trigger.verb,
        trigger.phrase,
        frame.interaction_type,
        mode,
        frame.phase,
        status or "",
        frame.context or _class_context(view, frame, item),
        initiators,
        targets,
        frame.mutual,
        reading,
        trigger.item,
    )


def _from_focus(view: View, frame: Frame, parties: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """The parties of a mutual act that names fewer than two: the pair in focus."""
    pair = view.discourse.pair
    if pair is None or frame.interaction_type != "agreement" or frame.phase not in ("signed", "agreed"):
        return ()
    if parties and parties[0].actor_id not in pair:
        return ()
    return tuple(Ref(actor, "state", True) for actor in pair)


def _same_front(view: View, frame_type: str, other: tuple[Ref, ...]) -> bool:
    """Whether the other side in focus is none, or takes measures itself: then the measure falls on whom theirs do."""
    fresh = view.discourse.sentence - view.discourse.measures.sentence <= 2
    return not other or (frame_type == "sanction" and (fresh or other[0].actor_id in view.discourse.measures.front))


def _first(
    view: View,
    trigger: Trigger,
    names: tuple[str, ...],
    initiators: tuple[Ref, ...] = (),
    frame_type: str = "",
) -> tuple[Ref, ...]:
    """What stands in the first slot that holds an actor other than the initiators."""
    actors = {ref.actor_id for ref in initiators}
    for name in names:
        if name == "host":
            found = _host(view, initiators)
        elif name == "measured" or (
            name == "other" and _same_front(view, frame_type, _other(view, initiators))
        ):
            found = _measured(view, initiators) if trigger.verb is not None else ()
        elif name == "other":
            found = _other(view, initiators)
        else:
            every = [ref for part in name.split("+") for ref in slots.refs(view, trigger, part)]
            found = tuple({ref.actor_id: ref for ref in reversed(every)}.values())[::-1]
        if initiators:
            found = tuple(ref for ref in found if ref.actor_id not in actors or len(initiators) > 1)
        if found:
            return found
    return ()


def _sender(view: View, trigger: Trigger, frame: Frame) -> tuple[Ref, ...]:
    """Who expelled them, where a passive does not say: the other side of those expelled."""
    targets = _first(view, trigger, tuple(name for name in frame.target if name != "other"))
    other = view.discourse.partner(targets[0].actor_id) if len(targets) == 1 else None
    return (Ref(other, "state", True),) if other is not None else ()


def _accuser(view: View, verb: Verb, initiators: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """A deed that somebody is accused of and that names no target: done to who accuses."""
    parent = verb.parent
    if parent is None or parent.lemma not in ("accuse", "blame", "charge", "denounce", "condemn"):
        return ()
    phrase = grammar.subject(parent)
    refs = view.discourse.all(phrase) if phrase is not None else ()
    return tuple(r for r in refs if r.actor_id not in {i.actor_id for i in initiators})


def _host(view: View, initiators: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """The country that a visit goes to when none is named: where the report comes from, else the one in focus."""
    here = view.discourse.here
    if here is not None and all(ref.actor_id != here for ref in initiators):
        return (Ref(here, "place", False),)
    other = view.discourse.partner(initiators[0].actor_id) if len(initiators) == 1 else None
    return (Ref(other, "place", False),) if other is not None else ()


def _measured(view: View, initiators: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """On whom the measures of the text fall: "Spain expelled two"."""
    actor = view.discourse.measures.target
    if actor is None or any(ref.actor_id == actor for ref in initiators):
        return ()
    return (Ref(actor, "state", True),)


def _other(view: View, initiators: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """The other side of the pair in focus."""
    other = view.discourse.partner(initiators[0].actor_id) if len(initiators) == 1 else None
    if other is None and len(initiators) == 1 and initiators[0].kind == "org":
        other = view.discourse.measures.target  # the UN sanctions: on whom the sanctions of the text are
    return (Ref(other, "state", True),) if other is not None else ()


def _mode(view: View, frame: Frame, item: Phrase | None, trigger: Trigger | None = None) -> str:
    """The frame's mode, or that of the noun in the slot it names, or of the words before that noun."""
    if not frame.mode.startswith("="):
        return frame.mode
    slot = frame.mode[1:]
    phrase = item
    if slot not in ("obj", "head") and trigger is not None:
        phrase = next(iter(slots.fillers(view, trigger, slot)), None)
    if phrase is None:
        return "unspecified"
    nouns = noun_classes()
    word = view.noun(phrase)
    own = _class_of(frame, word)
    before = [view.tokens[k].low for k in range(phrase.first, phrase.head)]
    if frame.interaction_type == "sanction":
        for mode, group in (
            ("arms_embargo", "arms"),
            ("travel_ban", "travel"),
            ("financial", "asset"),
            ("economic", "goods"),
        ):
            if any(
                w in nouns[group] or w.rstrip("s") in nouns[group] or w in _MODE_ADJECTIVES[mode]
                for w in before
            ):
                return mode
        return own.mode if own is not None else "unspecified"
    if frame.interaction_type == "agreement" and (own is None or own.mode == "unspecified"):
        named = [nouns["agreement"][w].mode for w in before if w in nouns["agreement"]]
        return next((mode for mode in named if mode != "unspecified"), "unspecified")
    if frame.interaction_type == "visit":
        for words, mode in _VISIT_MODES:
            if words <= set(before):
                return mode
    if frame.interaction_type == "consultation" and "phone" in before + [
        t.low for t in view.tokens[phrase.head : phrase.head + 3]
    ]:
        return "phone"
    if frame.interaction_type == "aid":
        return "military" if word in nouns["arms"] else _aid_mode(own.mode if own else "", before, own)
    return own.mode if own is not None else "unspecified"


def _class_of(frame: Frame, word: str) -> NounClass | None:
    wanted = [c[1:] for _, c in frame.needs if c.startswith("@")]
    order = wanted + list(_CLASSES_BY_TYPE.get(frame.interaction_type, ()))
    for name in order:
        entry = noun_classes().get(name, {}).get(word)
        if entry is not None:
            return entry
    return None


def _aid_mode(mode: str, before: list[str], own: NounClass | None) -> str:
    for word in before:
        if word in ("military", "economic", "humanitarian", "financial"):
            return "economic" if word == "financial" else word
    return (
        own.context
        if own is not None and own.context in ("humanitarian", "economic", "military")
        else "unspecified"
    )


def _class_context(view: View, frame: Frame, item: Phrase | None) -> str | None:
    if item is None:
        return None
    entry = _class_of(frame, view.noun(item))
    return entry.context if entry is not None else None


_CLASSES_BY_TYPE = {
    "sanction": ("sanction", "arms", "goods", "asset", "travel", "border", "aid"),
    "agreement": ("agreement",),
    "visit": ("trip",),
    "consultation": ("talk",),
    "assault": ("deednoun",),
    "support": ("support",),
}
_MODE_ADJECTIVES: dict[str, frozenset[str]] = {
    "arms_embargo": frozenset(("military", "arms", "weapons")),
    "travel_ban": frozenset(("visa", "travel")),
    "financial": frozenset(("financial", "asset", "banking")),
    "economic": frozenset(("economic", "trade", "import", "export", "oil", "energy", "commercial")),
}
_VISIT_MODES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("state",)), "state_visit"),
    (frozenset(("official",)), "official_visit"),
    (frozenset(("working",)), "working_visit"),
    (frozenset(("summit",)), "summit"),
)
