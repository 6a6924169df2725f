"""Attribution at the end of a sentence: "X did Y, officials said"."""

from __future__ import annotations

from demarche.coding.chunks import Verb
from demarche.coding.clauses.nominals import is_hearer
from demarche.coding.segment import Token
from demarche.coding.words import speech_kinds


def attribute(tokens: list[Token], verbs: list[Verb]) -> None:
    """Hang the clauses before it on a verb of saying that has nothing said after it."""
    for n, verb in enumerate(verbs):
        if not n or not _speaks_last(tokens, verbs, verb):
            continue
        before = [v for v in verbs[:n] if v.parent is None and v.link in ("", "coord") and v.finite]
        if before and _set_off(tokens, before[-1], verb):
            for other in before:
                other.parent, other.link = verb, "quote"


def _speaks_last(tokens: list[Token], verbs: list[Verb], verb: Verb) -> bool:
    """Whether a verb is one of saying, and what it says neither a clause that hangs on it nor its object."""
    if verb.first > verb.head:
        return False  # left out: "…, and Bolivia theirs"
    if verb.lemma not in speech_kinds() or not verb.finite or verb.link not in ("", "coord", "paren"):
        return False
    if any(other.parent is verb and other.link in ("that", "wh", "quote") for other in verbs):
        return False
    return all(phrase.first < verb.last or is_hearer(tokens, phrase) for phrase in verb.objects)


def _set_off(tokens: list[Token], before: Verb, verb: Verb) -> bool:
    """Whether a comma or a quotation mark, and no semicolon, parts a verb from the subject of the next."""
    first = verb.first
    if verb.subject is not None and verb.subject.first > before.last:
        first = min(first, verb.subject.first)
    between = [token.text for token in tokens[before.last + 1 : first]]
    if tokens[first - 1].tag == "CC":
        return False  # "X called Y, and the two agreed to …"
    return not {",", "”", '"'}.isdisjoint(between[-2:]) and ";" not in between
