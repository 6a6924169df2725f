"""What a clause says once voice, control and modality are taken into account.

`subject` and `objects` are logical: the passive's agent is the subject, the infinitive's subject comes
from its governing verb. `reading` tells whether an act is told as done, planned, refused …
"""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.frames import control, speech_kinds
from demarche.coding.segment import Token

OBJECT_CONTROL = frozenset(
    ["ask", "urge", "tell", "order", "force", "invite", "allow", "permit", "enable", "help", "want", "press", "beg", "implore", "exhort", "instruct", "request", "require", "persuade", "convince", "encourage", "compel", "let", "warn", "call", "appeal", "authorise", "authorize", "expect", "direct", "oblige", "lead", "pressure"]
)
_OBJECT_GERUND = frozenset(
    ["accuse", "charge", "suspect", "blame", "condemn", "criticise", "criticize", "stop", "prevent", "thank", "praise", "keep", "denounce", "fault", "reproach", "dissuade", "discourage", "bar", "ban"]
)
_PENDING = frozenset(("when", "once", "until", "before", "after"))
_HYPOTHETICAL = frozenset(("if", "unless", "whether", "lest"))


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
    """The logical subject: who does it."""
    if verb.passive:
        by = verb.pp("by")
        return by if by is not None else None
    return surface_subject(verb, depth)


def surface_subject(verb: Verb, depth: int = 0) -> Phrase | None:
    """The grammatical subject, looked up through control for infinitives and gerunds."""
    if verb.subject is not None or depth > 6:
        return verb.subject
    parent = verb.parent
    if parent is None:
        return None
    if verb.link == "inf":
        if parent.lemma in OBJECT_CONTROL and not parent.passive:
            if parent.objects:
                return parent.objects[0]
            addressed = parent.pp("on", "to", "for")
            if addressed is not None:
                return addressed
        return surface_subject(parent, depth + 1)
    if verb.link == "ing":
        if parent.lemma in _OBJECT_GERUND:
            if parent.passive:
                return parent.subject
            if parent.objects:
                return parent.objects[0]
        return surface_subject(parent, depth + 1)
    return surface_subject(parent, depth + 1) if verb.link in ("coord", "part") else None


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


def tense(verb: Verb) -> str:
    """past, present or future: of the verb itself, else of the verb that it hangs on."""
    if verb.modal in ("will", "shall", "would", "be_to", "'ll"):
        return "future"
    if verb.past or verb.perfect or (verb.passive and not verb.finite):
        return "past"
    if verb.finite:
        return "present"
    if verb.parent is not None:
        return "future" if verb.link == "inf" and control().get(verb.parent.lemma) else tense(verb.parent)
    return "past"


def conditional(verb: Verb) -> bool:
    """Whether the clause, or one that it stands in, is an if-clause."""
    node: Verb | None = verb
    for _ in range(8):
        if node is None:
            return False
        if node.link in ("adv", "wh") and node.marker in _HYPOTHETICAL:
            return True
        node = node.parent
    return False


def reading(verb: Verb, tokens: list[Token]) -> Reading:
    """How the act of a verb is told: tense, modality, negation and control verbs, from the inside out."""
    if conditional(verb):
        return Reading(None, "if")
    status: str | None = "occurred"
    if verb.modal in ("will", "shall", "be_to", "'ll") or (verb.modal == "would" and not verb.perfect):
        status = "planned"
    elif verb.modal in ("could", "may", "might", "can"):
        status = "possible"
    elif verb.modal in ("should", "must", "ought"):
        return Reading(None, "should", verb)
    elif verb.link == "adv" and verb.marker in _PENDING and not verb.past and not verb.perfect:
        status = "planned"  # when it is signed, …
    if verb.negated or any(np.determiner in ("no", "neither") for np in verb.objects):
        return Reading(None, "refuse" if verb.modal in ("will", "would", "could", "can") else "negated", verb)
    node = verb
    for _ in range(6):
        parent = node.parent
        if (
            parent is None
            or node.link not in ("inf", "ing", "coord")
            or (node.link == "ing" and node.marker in (",", ""))
        ):
            if node.link != "ing" or parent is None or not control().get(parent.lemma):
                break
        assert parent is not None
        if node.link == "ing" and node.marker in ("after", "before", "since", "while", "despite"):
            break
        effect = effect_of(parent)
        if node.marker == "on" and parent.lemma in ("go", "carry", "keep"):
            effect = "continue"
        if node.link == "coord" and not effect:
            break
        if parent.negated and effect:
            return Reading(None, "negated", parent)
        if effect in ("request", "seek", "threaten", "refuse", "deny", "offer", "permit"):
            if parent.modal and effect != "offer":
                return Reading(None, effect + ":planned", parent)
            return Reading("proposed" if effect == "offer" else None, effect, parent)
        if effect in ("fail", "want"):
            return Reading(None, effect, parent)
        if effect == "agree":
            return Reading("planned", "agree", parent)
        if effect in ("plan",):
            status = "planned"
        elif effect in ("consider",):
            status = "proposed"
        elif effect == "continue":
            return Reading("ongoing" if status == "occurred" else status, lasting=True)
        elif effect == "end":
            return Reading(None, "end", parent)
        elif effect == "cancel":
            status = "cancelled"
        elif node.link == "inf" and effect not in ("begin", "succeed"):
            if parent.lemma not in ("have", "be") or parent.modal:
                status = (
                    None if status == "occurred" and effect == "" and not _purpose_done(parent) else status
                )
        node = parent
    if status == "possible":
        status = "proposed"
    if status == "occurred" and verb.form == "G" and verb.link == "ing" and verb.marker == "for":
        return Reading("occurred", lasting=True)  # thanked it for backing …
    if verb.progressive and status == "occurred" and tense(verb) != "future":
        return Reading("occurred", lasting=True)
    return Reading(status)


def _purpose_done(parent: Verb) -> bool:
    """Whether "X did A to do B" tells B as done: no, a purpose is not a deed."""
    if parent.lemma in ("fly", "travel", "journey") and parent.past:
        return True  # flew to Delhi to sign
    return parent.lemma in ("use", "manage", "serve", "go", "move", "come", "get")


def said_by(verb: Verb) -> list[tuple[Verb, str]]:
    """The verbs of saying that a clause stands under, the innermost first, with their kind."""
    kinds = speech_kinds()
    chain = []
    node = verb
    for _ in range(10):
        parent = node.parent
        if parent is None:
            break
        if (
            node.link in ("that", "quote", "wh")
            or (node.link == "ing" and node.marker in ("of", "for", "with"))
        ) and parent.lemma in kinds:
            chain.append((parent, kinds[parent.lemma]))
        node = parent
    return chain
