"""What clauses side by side share: fronted ones the subject of the main one, verbs in a list an object."""

from __future__ import annotations

from demarche.coding.chunks import Verb
from demarche.coding.segment import Token
from demarche.coding.words import speech_kinds

_BETWEEN = frozenset(("CC", "RB"))


def share(tokens: list[Token], verbs: list[Verb]) -> None:
    """Complete the verbs that lack what another one has."""
    fronted: list[Verb] = []
    for n, verb in enumerate(verbs):
        if verb.parent is None and verb.subject is None and verb.link in ("ing", "part", "inf"):
            fronted.append(verb)
        elif fronted and verb.finite and verb.link in ("", "that", "quote"):
            _tie(fronted, verb)
            fronted = []
        if verb.link == "that" and verb.governor is not None:
            _take_antecedent(verbs, verb)
        if n and verb.objects and verb.subject is not None:
            _share_object(tokens, verbs[n - 1], verb)


def _tie(fronted: list[Verb], main: Verb) -> None:
    """Hang clauses before the main one on it: "After expelling two envoys, Chile closed its border"."""
    for verb in fronted:
        if main.subject is None or main.subject.first < verb.last:
            return
        verb.parent = main
        if verb.link == "part":  # "Accused of spying, Chile …"
            verb.subject = verb.governor = main.subject
        elif verb.link == "ing" and verb.marker == "":
            verb.marker = ","


def _take_antecedent(verbs: list[Verb], verb: Verb) -> None:
    """Give a verb without object the noun that its clause hangs on: "the accord that they signed"."""
    noun = verb.governor
    complete = verb.objects or verb.passive or verb.predicate or verb.lemma in ("be", "have", "do")
    if (
        noun is None
        or noun.mentions
        or noun.pronoun
        or complete
        or verb.subject is None
        or verb.lemma in speech_kinds()
    ):
        return
    if not any(other.parent is verb and other.link in ("inf", "that", "wh") for other in verbs):
        verb.objects.append(noun)


def _share_object(tokens: list[Token], first: Verb, second: Verb) -> None:
    """Give a verb the object of the next one in its list: "condemned and expelled the envoy"."""
    if second.subject is not first.subject or second.passive or first.passive or first.infinitive:
        return
    if first.lemma in speech_kinds() and tokens[first.last + 1].text == ",":
        return  # "…, Paris said, and recalled its envoy"
    if first.objects or first.pps or first.predicate or first.particle or not second.first - first.last <= 4:
        return
    between = tokens[first.last + 1 : second.first]
    if any(t.tag == "CC" for t in between) and all(t.tag in _BETWEEN or t.text == "," for t in between):
        first.objects = list(second.objects)
