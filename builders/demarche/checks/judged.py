"""A check over the batches of a table, asked once for each combination of values that there is.

A rule over type, mode and status has the same answer wherever the same three values stand together. The codes
of the values are packed into one number; combinations that were judged in an earlier batch are known, so that
hardly anything is left to judge after the first batch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rows import Bools, Rows, as_bools
from demarche.checks.rule import Mask
from demarche.tablefile import is_few

Packed = npt.NDArray[np.int32] | npt.NDArray[np.int64]
_TABLE_BITS = 20
"""Combinations of so many bits are kept in a table with a place for each that could be."""
_MOST_BITS = 62
_SHARE = 2
"""Combinations are worth being found when the rows are so many times as many."""
_MOST = 1 << 20
"""So many combinations are remembered; then it begins anew."""


class Judged:
    """What a check has said so far of the combinations of some columns' values.

    `takes_codes`: where combinations are too many, it may be asked with text in dictionary encoding.
    """

    def __init__(self, names: Sequence[str], takes_codes: bool = False) -> None:
        self._names, self._takes_codes = tuple(names), takes_codes
        self._bits: tuple[int, ...] = ()
        self._known: _InTable | _InSet | None = None
        self._many = False

    def broken(self, rows: Rows, ask: Callable[[pa.Table], Mask]) -> Bools | None:
        """The rows for which `ask` is true; None: for none."""
        packed = self._packed(rows)
        new = None if packed is None or self._known is None else self._known.unknown(packed)
        if packed is None or self._known is None or new is None:
            self._many |= packed is not None
            return as_bools(ask(rows.select(self._names, keep_codes=self._takes_codes)))
        if len(new):
            wrong = as_bools(ask(self._unpacked(rows, new)))
            self._known.learn(new, np.zeros(len(new), dtype=bool) if wrong is None else wrong)
        return self._known.broken(packed)

    def _packed(self, rows: Rows) -> Packed | None:
        """The combination in each row as a number; None where codes are not to be had or to be used."""
        if self._many or not len(rows):
            return None
        columns = [rows.codes(name) for name in self._names]
        bits = tuple(rows.values(name).bits for name in self._names)
        if not columns or sum(bits) > _MOST_BITS:
            return None
        if bits != self._bits or (self._known is not None and self._known.full):
            self._bits = bits
            self._known = _InSet() if sum(bits) > _TABLE_BITS else _InTable(sum(bits))
        total: Packed | None = None
        for codes, width in zip(columns, bits, strict=True):
            if codes is None:
                return None
            wide = codes if sum(bits) <= _TABLE_BITS else codes.astype(np.int64)
            total = wide if total is None else (total << width) | wide
        return total

    def _unpacked(self, rows: Rows, packed: Packed) -> pa.Table:
        """Combinations as rows of plain values."""
        cells = []
        for name, width in zip(reversed(self._names), reversed(self._bits), strict=True):
            cells.append(rows.values(name).cells.take(pa.array(packed & ((1 << width) - 1))))
            packed = packed >> width
        return pa.table(cells[::-1], names=list(self._names))


class _InTable:
    """What was judged: a byte for each combination that could be; 0 not judged, 1 sound, 2 wrong."""

    full = False

    def __init__(self, bits: int) -> None:
        self._said = np.zeros(1 << bits, np.uint8)
        self._any_wrong = False

    def unknown(self, packed: Packed) -> Packed | None:
        """Those that were not judged yet, each once; None where they are too many to be worth it."""
        new = packed[self._said.take(packed) == 0]
        return np.unique(new) if len(new) else new

    def learn(self, packed: Packed, wrong: Bools) -> None:
        """Remember what was said of some."""
        self._said[packed] = np.where(wrong, 2, 1)
        self._any_wrong |= bool(wrong.any())

    def broken(self, packed: Packed) -> Bools | None:
        """Which of them were found wrong; None: none."""
        found: Bools = self._said.take(packed) == 2 if self._any_wrong else np.zeros(0, dtype=bool)
        return found if found.any() else None


class _InSet:
    """What was judged: the combinations themselves, where a table would be too large."""

    def __init__(self) -> None:
        self._sound = self._wrong = pa.array([], pa.int64())

    @property
    def full(self) -> bool:
        return len(self._sound) + len(self._wrong) > _MOST

    def unknown(self, packed: Packed) -> Packed | None:
        there = pc.unique(pa.array(packed))
        if not is_few(len(there), len(packed), _SHARE):
            return None
        for known in (self._sound, self._wrong):
            there = there.filter(pc.invert(pc.is_in(there, value_set=known)))
        new: Packed = there.to_numpy()
        return new

    def learn(self, packed: Packed, wrong: Bools) -> None:
        self._sound = pa.concat_arrays([self._sound, pa.array(packed[~wrong])])
        self._wrong = pa.concat_arrays([self._wrong, pa.array(packed[wrong])])

    def broken(self, packed: Packed) -> Bools | None:
        return as_bools(pc.is_in(pa.array(packed), value_set=self._wrong)) if len(self._wrong) else None
