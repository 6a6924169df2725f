"""Long documents in pieces that overlap, cut between sentences."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding.segment import segment

WINDOW = 12_000
"""Characters of a window: some 3,000 tokens, which every model in use can attend to."""
OVERLAP = 1_500
"""Characters that a window repeats of the one before: names and dates that its first sentences need."""


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of a text: half-open offsets in code points."""

    start: int
    end: int


def windows(text: str, size: int = WINDOW, overlap: int = OVERLAP) -> list[Window]:
    """The windows of a text in order, which together cover all its sentences.

    A window ends with a sentence and begins with one, at most `overlap` characters before the end of the
    window before; only a sentence longer than `size` makes a longer window.
    """
    sentences = [(sentence.start, sentence.end) for sentence in segment(text)]
    found: list[Window] = []
    first = 0
    while first < len(sentences):
        start, last = sentences[first][0], first
        while last + 1 < len(sentences) and sentences[last + 1][1] - start <= size:
            last += 1
        end = sentences[last][1]
        found.append(Window(start, end))
        if last + 1 == len(sentences):
            break
        following = last + 1
        beyond = sentences[following][1]  # the next window reaches over the end of this one
        while following - 1 > first and end - sentences[following - 1][0] <= overlap:
            if beyond - sentences[following - 1][0] > size:
                break
            following -= 1
        first = following
    return found
