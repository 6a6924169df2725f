"""Who does what to whom in a clause, once voice and control are taken into account, and when.

`subject` and `objects` are logical: the passive's agent is the subject, the infinitive's subject comes
from its governing verb. How far the act is told as a fact is read in `factuality`.
"""

from __future__ import annotations

from collections.abc import Iterator

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.dates import Tense
from demarche.coding.frames import control
from demarche.coding.lists import UNANCHORED, word_list, word_lists
from demarche.coding.words import speech_kinds

_OBJECT_CONTROL = word_list("object_control")
_OBJECT_GERUND = word_list("object_gerund")
_BLAMING = frozenset(("", "of", "for", "with", "from", "over", "about", "in", "against"))
"""What brings the gerund of whom the governing verb is about: "accused it of lying", not "before leaving"."""
_NO_AGENT = word_list("no_agent")
GOVERNING_NOUNS = {noun: effect for effect, nouns in word_lists("governs").items() for noun in nouns}
"""Noun → its effect on the act of an infinitive that hangs on it."""
_DONE = frozenset(("begin", "succeed", "continue"))
"""Effects of a governing verb that leave an act in the time of that verb."""
_DEPTH = 10
"""How far up the clauses a reading goes; a parse gone wrong can make a circle."""


def subject(verb: Verb, depth: int = 0) -> Phrase | None:
    """The logical subject, who does it: in "was condemned by Peru" Peru."""
    if verb.passive:
        agents = (np for prep, np in verb.pps if prep == "by" and np.noun not in _NO_AGENT)
        return next((np for np in agents if np.first > verb.first or np.owner is None), None)
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


def _holder(verb: Verb) -> Phrase | None:
    """Whose the decision is: "Peru's decision to sign", "a move by Peru to sign"."""
    noun = governing_noun(verb)
    if noun is None or GOVERNING_NOUNS[noun.noun] == "request":
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


def governing_noun(verb: Verb) -> Phrase | None:
    """The noun that tells how an infinitive's act stands: "a decision to sign", "its threat to invade"."""
    noun = verb.governor
    if noun is None or verb.link != "inf" or noun.noun not in GOVERNING_NOUNS:
        return None
    return noun


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
        ahead = effect_of(verb) == "plan" and (verb.passive or verb.lemma not in speech_kinds())
        return "future" if ahead else "present"  # is expected in the spring
    if verb.parent is not None:
        ahead = verb.link == "inf" and control().get(verb.parent.lemma, "begin") not in _DONE
        return "future" if ahead else tense(verb.parent)
    return "past"


def narrates(verb: Verb) -> bool:
    """Whether a verb carries the narrative on: a main clause in the past, no matter what it tells."""
    return verb.link in ("", "coord") and verb.finite and verb.past and not verb.modal


def upwards(verb: Verb) -> Iterator[Verb]:
    """A verb, the verb that its clause hangs on, and so on."""
    node: Verb | None = verb
    for _ in range(_DEPTH):
        if node is None:
            return
        yield node
        node = node.parent


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
