"""Quotations are found where they stand, whatever their typography, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.coders.quotes import find_quote, fold
from demarche.coders.windows import windows

TEXT = "He said:  “It’s\u00a0over —\nfor now…” and left."


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("It's over - for now", "It’s\u00a0over —\nfor now"),
        ('said: "It’s', "said:  “It’s"),
        ("now...”", "now…”"),
        ("  left. ", "left."),
    ],
)
def test_typography_does_not_matter(quote: str, words: str) -> None:
    span = find_quote(quote, fold(TEXT))
    assert span is not None
    assert TEXT[span[0] : span[1]] == words


@pytest.mark.parametrize(
    "quote", ["it's over", "Its over", "It's over now", "", "  ", "over - for", "ver — for"]
)
def test_words_case_and_order_do(quote: str) -> None:
    found = find_quote(quote, fold(TEXT.replace("for", "until")))
    assert found is None


def test_it_is_sought_between_two_offsets() -> None:
    text = "one two one"
    assert find_quote("one", fold(text), 1) == (8, 11)
    assert find_quote("one", fold(text), 1, 10) is None


@given(st.text(max_size=200), st.data())
def test_every_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    piece = text[start:end]
    span = find_quote(piece, fold(text))
    if fold(piece).text.strip():
        assert span is not None
        assert fold(text[span[0] : span[1]]).text.strip() == fold(piece).text.strip()
    else:
        assert span is None


PIECES = ["Peru spoke. ", "Chile answered at length, and more than once. ", "\n\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.integers(20, 300), st.integers(0, 100))
def test_windows_cover_a_text_and_go_forward(parts: list[str], size: int, overlap: int) -> None:
    text = "".join(parts)
    found = windows(text, size, overlap)
    covered = {place for window in found for place in range(window.start, window.end)}
    assert all(place in covered for place, sign in enumerate(text) if sign.isalpha())
    assert all(one.start < other.start and one.end < other.end for one, other in pairwise(found))
    assert all(one.end - other.start <= overlap for one, other in pairwise(found))
