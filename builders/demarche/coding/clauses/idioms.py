"""Verbs of several words that mean one: "put an end to X" ends X, "took X prisoner" captured X.

`lexicon/idioms.tsv` has them as they are written. What the idiom is done to becomes the object of the verb
that means the same, so that frames and grammar see one verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.tables import read_rows
from demarche.coding.words import closed_class, singular

_OBJECT = "X"


@dataclass(frozen=True, slots=True)
class Idiom:
    """A verb of several words: what must stand behind its first, and the verb that means the same.

    `noun` is its direct object; `particle` an adverb; `place` a preposition with the noun behind it that is
    no object; `preposition` brings X, which else is the direct object; `inner` brings it behind `place`.
    """

    means: str
    noun: str = ""
    particle: str = ""
    preposition: str = ""
    place: tuple[str, str] | None = None
    inner: str = ""


def resolve_idioms(verbs: list[Verb]) -> None:
    """Put the verb that means the same for each idiom, with what the idiom is done to as its object."""
    for verb in verbs:
        for idiom in _idioms().get(verb.lemma, ()):
            if _apply(verb, idiom):
                break


def _apply(verb: Verb, idiom: Idiom) -> bool:
    """Give a verb the meaning of an idiom, if it is one."""
    noun = _named(verb.objects, idiom.noun) if idiom.noun else None
    if (idiom.noun and noun is None) or (idiom.particle and not _has_particle(verb, idiom.particle)):
        return False
    place = next((np for prep, np in verb.pps if (prep, np.noun) == idiom.place), None)
    if idiom.place and place is None:
        return False
    done_to = _done_to(verb, idiom, noun, place)
    if done_to is None:
        return False
    verb.lemma = idiom.means
    verb.objects = [np for np in verb.objects if np is not noun and np is not done_to]
    verb.objects.insert(0, done_to)
    verb.pps = [(prep, np) for prep, np in verb.pps if np is not done_to and np is not place]
    verb.particle = "" if verb.particle == idiom.particle else verb.particle
    done_to.role, done_to.verb, done_to.owner = "obj", verb, None
    return True


def _done_to(verb: Verb, idiom: Idiom, noun: Phrase | None, place: Phrase | None) -> Phrase | None:
    if idiom.inner:
        return (place.pp(idiom.inner) if place is not None else None) or verb.pp(idiom.inner)
    if not idiom.preposition:
        return next((np for np in verb.objects if np is not noun), None)
    on_noun = noun.pp(idiom.preposition) if noun is not None else None
    return on_noun or verb.pp(idiom.preposition, f"{idiom.particle} {idiom.preposition}")


def _named(phrases: list[Phrase], noun: str) -> Phrase | None:
    return next((np for np in phrases if np.noun == noun), None)


def _has_particle(verb: Verb, particle: str) -> bool:
    return verb.particle == particle or any(prep.split(" ")[0] == particle for prep, _ in verb.pps)


@cache
def _idioms() -> dict[str, tuple[Idiom, ...]]:
    """The idioms by the first of their words."""
    found: dict[str, list[Idiom]] = {}
    for row in read_rows("idioms.tsv"):
        first, *words = row["idiom"].split()
        found.setdefault(first, []).append(_read(words, row["verb"]))
    return {first: tuple(idioms) for first, idioms in found.items()}


def _read(words: list[str], means: str) -> Idiom:
    """An idiom as it is written, without its verb: "an end to X", "X to a halt", "to the aid of X"."""
    kept = [word for word in words if closed_class(word) not in ("DT", "PP$")]
    at = kept.index(_OBJECT)
    before, after = kept[:at], kept[at + 1 :]
    inner = preposition = ""
    if before:
        *front, preposition = before
        if len(front) > 1 and closed_class(front[0]):  # come to the aid of X
            after, inner, front, preposition = front, preposition, [], ""
    else:
        front = after if after and not closed_class(after[0]) else []  # take X prisoner
    word = singular(front[-1]) if front else ""
    particle = word if closed_class(word) in ("IN", "RB") else ""
    place = (after[0], singular(after[-1])) if after and not front else None
    return Idiom(means, "" if particle else word, particle, preposition, place, inner)
