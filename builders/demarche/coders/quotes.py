"""Finding a quotation in the text that it is said to come from.

White space, the forms of quotation marks and dashes, and signs without width are folded on both sides, and
nothing else: a quotation with another word, another number or another case is not in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

_FOLDED = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its variants folded; `places[n]` is the offset that the n-th folded character has in it."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    """Fold a text: a run of white space is one space, marks and dashes are plain, the rest as it was."""
    signs: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = " " if character.isspace() else _FOLDED.get(character, character)
        if plain == " " and signs and signs[-1] == " ":
            continue
        signs.extend(plain)
        places.extend([place] * len(plain))
    return Folded("".join(signs), tuple(places))


def find_quote(quote: str, within: Folded, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """First and last offset (half-open, in the unfolded text) of a quotation between two offsets of it.

    None where it does not stand there; the first place where it stands several times.
    """
    wanted = fold(quote).text.strip()
    if not wanted:
        return None
    at = within.text.find(wanted)
    while at >= 0:
        first, last = within.places[at], within.places[at + len(wanted) - 1]
        if first >= start and (end is None or last < end):
            return first, last + 1
        at = within.text.find(wanted, at + 1)
    return None
