"""Whether a text can tell of two actors at all: most texts cannot, and need not be parsed.

Every actor of a claim comes from a name in the gazetteer, a leader's name, or an office that one actor alone
has. The raw text is searched for these, piece by piece, until a second actor is met. The search errs on the
side of reading: it asks only for what is cheap to see of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from demarche.coding.mentions import actors_named, halves_named
from demarche.coding.people import actors_led, fold, offices
from demarche.coding.words import plurals

_PIECE = 16_384
_OVERLAP = 256
"""Longer than any name."""
_CAPITALISED = re.compile(r"[^\W\d_a-z][^\W_]*(?:[-‐‑'’.][^\W_]+)*")
"""A word that a person's name can have: with a capital, or of a script without capitals."""


def tells_of_two(text: str, day: str) -> bool:
    """Whether a text that was published on an ISO day may name two actors."""
    seen: set[str] = set()
    for start in range(0, len(text), _PIECE):
        for actor in _actors(text[start : start + _PIECE + _OVERLAP], day):
            seen.add(actor)
            if len(seen) > 1:
                return True
    return False


def _actors(piece: str, day: str) -> Iterator[str]:
    """The actors that a piece of text may name."""
    yield from actors_named(piece, day)
    yield from halves_named(piece, day)
    plain = " ".join(piece.lower().split())
    for office, actor in _offices_of_one():
        if office in plain:
            yield actor
    words = {word for name in set(_CAPITALISED.findall(piece)) for word in fold(name).split()}
    yield from actors_led(words, day)


@cache
def _offices_of_one() -> tuple[tuple[str, str], ...]:
    """The offices that one actor alone has, in singular and plural, with that actor."""
    return tuple(
        (office.form[: office.form.rfind(" ") + 1] + last, office.actor_id)
        for office in offices().values()
        if office.actor_id
        for last in plurals(office.form.split()[-1])
    )
