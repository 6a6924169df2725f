"""What a clause says once voice, control and modality are taken into account.

`subject` and `objects` are logical: the passive's agent is the subject, the infinitive's subject comes
from its governing verb. `reading` tells whether an act is told as done, planned, refused …
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.dates import Tense
from demarche.coding.frames import control
from demarche.coding.lists import UNANCHORED, word_list, word_lists
from demarche.coding.words import speech_kinds

_OBJECT_CONTROL = word_list("object_control")
_OBJECT_GERUND = word_list("object_gerund")
_PENDING = word_list("pending")
_HYPOTHETICAL = word_list("hypothetical")
_GO_TO_DO = word_list("go_to_do")
_MOTION = word_list("motion_verb")
_DO_TO_DO = word_list("do_to_do")
_BLAMING = frozenset(("", "of", "for", "with", "from", "over", "about", "in", "against"))
"""What brings the gerund of whom the governing verb is about: "accused it of lying", not "before leaving"."""
_NO_AGENT = word_list("no_agent")
_GOVERNING_NOUNS = {noun: effect for effect, nouns in word_lists("governs").items() for noun in nouns}
_NO = frozenset(("no", "neither"))
_FUTURE = frozenset(("will", "shall", "be_to", "'ll"))
_POSSIBLE = frozenset(("could", "may", "might", "can"))
_DUTY = frozenset(("should", "must", "ought"))
_DONE = frozenset(("begin", "succeed", "continue"))
"""Effects of a governing verb that leave an act in the time of that verb."""
_DEPTH = 10
"""How far up the clauses a reading goes; a parse gone wrong can make a circle."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How an act is told.

    `status` is a status of the contract or None when no act is told (denied, hypothetical, failed, merely
    wanted); `effect` the governing effect that is an act of its own (request, seek, threaten, refuse, deny,
    offer) with `governor`, the verb that brings it.
    """

    status: str | None
    effect: str = ""
    governor: Verb | None = None
    lasting: bool = False


def subject(verb: Verb, depth: int = 0) -> Phrase | None:
    """The logical subject, who does it: in "was condemned by Peru" Peru."""
    if verb.passive:
        return next((np for prep, np in verb.pps if prep == "by" and np.noun not in _NO_AGENT), None)
    return surface_subject(verb, depth)


def surface_subject(verb: Verb, depth: int = 0) -> Phrase | None:
    """The grammatical subject, looked up through control for infinitives and gerunds."""
    if verb.subject is not None or depth > 6:
        return verb.subject
    holder = _holder(verb)
    parent = verb.parent
    if holder is not None or parent is None:
        return holder
    if verb.link == "inf":
        if parent.lemma in _OBJECT_CONTROL and not parent.passive:
            if parent.objects:
                return parent.objects[0]
            addressed = parent.pp("on", "to", "for")
            if addressed is not None:
                return addressed
        return surface_subject(parent, depth + 1)
    if verb.link == "ing":
        if parent.lemma in _OBJECT_GERUND and verb.marker in _BLAMING:
            if parent.passive:
                return parent.subject
            if parent.objects:
                return parent.objects[0]
        return surface_subject(parent, depth + 1)
    return surface_subject(parent, depth + 1) if verb.link in ("coord", "part") else None


def governing_noun(verb: Verb) -> Phrase | None:
    """The noun that tells how an infinitive's act stands: "a decision to sign", "its threat to invade"."""
    noun = verb.governor
    if noun is None or verb.link != "inf" or noun.noun not in _GOVERNING_NOUNS:
        return None
    return noun


def _holder(verb: Verb) -> Phrase | None:
    """Whose the decision is: "Peru's decision to sign", "a move by Peru to sign"."""
    noun = governing_noun(verb)
    if noun is None or _GOVERNING_NOUNS[noun.noun] == "request":
        return None
    if noun.possessor is not None:
        return noun.possessor
    return noun if noun.mentions or noun.determiner in UNANCHORED else noun.pp("by", "of", "from")


def objects(verb: Verb) -> list[Phrase]:
    """The logical direct objects: the passive's subject, the active's objects."""
    if verb.passive:
        patient = surface_subject(verb)
        return ([patient] if patient is not None else []) + verb.objects
    return verb.objects


def effect_of(verb: Verb) -> str:
    """The effect of a governing verb; of "be" it is that of its predicate ("is due to")."""
    if verb.lemma == "be" and verb.predicate:
        return control().get(verb.predicate, "")
    effect = control().get(verb.lemma, "")
    if verb.lemma == "call" and verb.particle != "off":
        return "request" if verb.pp("on", "for") is not None else ""
    if verb.lemma == "rule" and verb.particle != "out":
        return ""
    if verb.lemma == "go" and verb.particle not in ("on",):
        return ""
    return effect


def tense(verb: Verb) -> Tense:
    """past, present or future: of the verb itself, else of the verb that it hangs on."""
    if verb.modal in ("will", "shall", "would", "be_to", "'ll"):
        return "future"
    if verb.past or verb.perfect or (verb.passive and not verb.finite):
        return "past"
    if verb.finite:
        return "present"
    if verb.parent is not None:
        ahead = verb.link == "inf" and control().get(verb.parent.lemma, "begin") not in _DONE
        return "future" if ahead else tense(verb.parent)
    return "past"


def upwards(verb: Verb) -> Iterator[Verb]:
    """A verb, the verb that its clause hangs on, and so on."""
    node: Verb | None = verb
    for _ in range(_DEPTH):
        if node is None:
            return
        yield node
        node = node.parent


def conditional(verb: Verb) -> bool:
    """Whether the clause, or one that it stands in, is an if-clause: "if Peru signed …"."""
    return any(node.link in ("adv", "wh") and node.marker in _HYPOTHETICAL for node in upwards(verb))


def reading(verb: Verb) -> Reading:
    """How the act of a verb is told: tense, modality, negation and control verbs, from the inside out.

    "Peru agreed to lift the ban" tells of lifting as planned; "Peru failed to sign" of no signature.
    """
    if conditional(verb):
        return Reading(None, "if")
    if verb.modal in _DUTY:
        return Reading(None, "should", verb)
    if (
        verb.governor is not None
        and verb.link in ("inf", "ing")
        and verb.governor.determiner in ("no", "neither")
    ):
        return Reading(None, "negated", verb)  # has no plans to visit
    doer = surface_subject(verb)
    if doer is not None and doer.determiner in _NO:
        return Reading(None, "negated", verb)  # no premier has been there, neither Peru nor Chile signed
    if verb.negated or any(np.determiner in ("no", "neither") for np in verb.objects):
        refuses = verb.modal in ("will", "would", "could", "can")
        return Reading(None, "refuse" if refuses else "negated", verb)
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
        return Reading(status, lasting=thanks or (verb.progressive and tense(verb) != "future"))
    return Reading(status)


def _under_noun(verb: Verb, noun: Phrase) -> Reading:
    """How an act is told that a noun governs: "announced a decision to sign", "dropped its plan to sign"."""
    effect, parent = _GOVERNING_NOUNS[noun.noun], verb.parent
    above = effect_of(parent) if parent is not None and noun in objects(parent) else ""
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
    return None if loose or verb.marker in ("after", "before", "since", "while", "despite") else parent


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


def said_by(verb: Verb) -> list[tuple[Verb, str]]:
    """The verbs of saying that a clause stands under, the innermost first, with their kind."""
    kinds = speech_kinds()
    return [
        (node.parent, kinds[node.parent.lemma])
        for node in upwards(verb)
        if node.parent is not None and node.parent.lemma in kinds and _told(node)
    ]


def _told(verb: Verb) -> bool:
    """Whether a clause is what somebody says: "that …", a quotation, "accused it of …"."""
    return verb.link in ("that", "quote", "wh") or (
        verb.link == "ing" and verb.marker in ("of", "for", "with")
    )
