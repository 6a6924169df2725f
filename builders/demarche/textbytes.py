"""Columns of text as the bytes that they are made of: what can be said of all cells in a few passes.

RE2 takes a tenth of a microsecond a cell and more. That every cell has thirteen bytes, an `i` and twelve
letters or digits, is seen in a tenth of that time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bytes = npt.NDArray[np.uint8]
Lengths = npt.NDArray[np.int32]
_PLACE = re.compile(r"(?:\[([^\[\]\\^]+)\]|([A-Za-z0-9_-]))(?:\{([0-9]+)\})?")
"""A class or a sign, and how often: what a pattern of fixed length is made of."""


def text_bytes(cells: pa.Array) -> tuple[Lengths, Bytes]:
    """Where each cell of a string array begins and, last, ends; and the bytes of all. Null has none."""
    _, offsets, data = cells.buffers()
    if not len(cells) or offsets is None:
        return np.zeros(1, np.int32), np.empty(0, np.uint8)
    places = np.frombuffer(offsets, np.int32)[cells.offset : cells.offset + len(cells) + 1]
    every = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
    return places - places[0], every[places[0] : places[-1]]


@cache
def fixed_form(pattern: str) -> tuple[tuple[int, bytes], ...] | None:
    """A pattern as runs of places with the bytes that may stand there; None where its length is not fixed."""
    places, end = [], 0
    for match in _PLACE.finditer(pattern):
        if match.start() != end:
            return None
        places.append((int(match[3] or 1), _expanded(match[1]) if match[1] else match[2].encode("ascii")))
        end = match.end()
    return tuple(places) if places and end == len(pattern) and pattern.isascii() else None


def all_of_form(cells: pa.Array, form: tuple[tuple[int, bytes], ...]) -> bool:
    """Whether every cell that is not null is of a form."""
    offsets, data = text_bytes(cells.drop_null() if cells.null_count else cells)
    length, begin = sum(count for count, _ in form), 0
    if (np.diff(offsets) != length).any():
        return False
    matrix = data.reshape(-1, length)
    for count, allowed in form:
        if matrix[:, begin : begin + count].tobytes().translate(None, allowed):
            return False
        begin += count
    return True


def hashes(cells: pa.Array) -> npt.NDArray[np.uint64]:
    """A number of 64 bits for each cell, the same wherever the cell stands; null is like an empty cell."""
    offsets, data = text_bytes(cells)
    lengths = np.diff(offsets)
    found = np.empty(len(cells), np.uint64)
    for length, places in _by_length(lengths):
        width = -(-max(length, 1) // 8)
        padded = np.zeros((len(found) if places is None else len(places), width * 8), np.uint8)
        if length and places is None:
            padded[:, :length] = data.reshape(-1, length)
        elif length and places is not None:
            padded[:, :length] = data[offsets[places][:, None] + np.arange(length)]
        words = padded.view("<u8")
        total = np.full(len(padded), length, np.uint64)
        for word in range(width):
            total = mixed(total, words[:, word])
        found[slice(None) if places is None else places] = total
    return found


def mixed(one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Two columns of numbers as one; for a given first, different seconds give different results."""
    total = (one ^ other) * np.uint64(0x9E3779B97F4A7C15)
    total ^= total >> np.uint64(32)
    total *= np.uint64(0xD6E8FEB86659FD93)
    total ^= total >> np.uint64(29)
    return total


def _by_length(lengths: Lengths) -> Iterator[tuple[int, npt.NDArray[np.int64] | None]]:
    """Each length that there is, with the places of its cells; None for all places."""
    if len(lengths) and (lengths == lengths[0]).all():
        yield int(lengths[0]), None
        return
    order = np.argsort(lengths, kind="stable")
    there, first = np.unique(lengths[order], return_index=True)
    yield from zip(there.tolist(), np.split(order, first[1:]), strict=len(there) > 0)


def _expanded(signs: str) -> bytes:
    """The bytes of a class such as `0-9a-f`."""
    ranges = re.findall(r"(.)-(.)|(.)", signs)
    spans = [(first, last) if first else (one, one) for first, last, one in ranges]
    return bytes(sorted({code for first, last in spans for code in range(ord(first), ord(last) + 1)}))
