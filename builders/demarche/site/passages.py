"""The stretches of a text that claims rest on, where they overlap too: pure arithmetic on code points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

CONTEXT = 300
"""Characters shown on either side of the evidence where a text is too long to be shown whole."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that the same claims rest on; `first` are those whose evidence begins with it.

    `gap` says that text before it is left out.
    """

    start: int
    text: str
    claims: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    gap: bool = False


def stretches(text: str, spans: Mapping[str, tuple[int, int]], longest: int) -> list[Stretch]:
    """The text cut wherever evidence begins or ends; joined, the stretches are the text.

    `spans` are half-open, by claim. Of a text of more than `longest` characters only the evidence and what is
    near it is kept.
    """
    windows = [(0, len(text))] if len(text) <= longest else _windows(spans, len(text))
    cuts = sorted({0, len(text), *(cut for span in (*spans.values(), *windows) for cut in span)})
    cuts = [cut for cut in cuts if 0 <= cut <= len(text)]
    begins = sorted(spans.items(), key=lambda item: (item[1], item[0]))
    found: list[Stretch] = []
    active: list[tuple[str, int]] = []
    at = window = 0
    end = 0
    for start, stop in pairwise(cuts):
        active = [(claim, last) for claim, last in active if last > start]
        first = []
        while at < len(begins) and begins[at][1][0] <= start:
            claim, (_, last) = begins[at]
            at += 1
            if last > start:
                active.append((claim, last))
                first.append(claim)
        while window < len(windows) and windows[window][1] <= start:
            window += 1
        if window < len(windows) and windows[window][0] <= start:
            claims = tuple(claim for claim, _ in active)
            found.append(Stretch(start, text[start:stop], claims, tuple(first), start > end))
            end = stop
    return found


def _windows(spans: Mapping[str, tuple[int, int]], length: int) -> Sequence[tuple[int, int]]:
    """What is kept of a long text, joined where it touches."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans.values()):
        low, high = max(0, start - CONTEXT), min(length, end + CONTEXT)
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found
