"""Keys that may stand once only, over batches of any number of rows.

Keys that increase from row to row, as in a release, need nothing to be remembered. Where they do not, each is
kept as a hash of 64 bits; rows whose hash stands twice are compared cell by cell in a second reading.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rows import Bools, Rows
from demarche.checks.rule import key

Hashes = npt.NDArray[np.uint64]
_NULL = "\x00"
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Keys:
    """The keys of a table, batch by batch, in the columns that make them; null is a value like any other.

    `unread` tells that keys ceased to rise in the middle: then `note` has to be given the batches once more.
    """

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self.unread = False
        self._last: str | None = None
        self._rising = len(columns) == 1
        self._hashes: list[Hashes] = []
        self._twice: Hashes = np.empty(0, np.uint64)
        self._seen: set[str] = set()

    def add(self, rows: Rows, judged: Bools | None) -> None:
        """Take note of a batch; only the rows that are `judged` have a key (None: no row has)."""
        if judged is None:
            return
        if self._rising:
            self._rising = bool(judged.all()) and self._rises(rows.plain(self._columns[0]))
            self.unread = not self._rising
        elif not self.unread:
            self.note(rows, judged)

    def note(self, rows: Rows, judged: Bools | None) -> None:
        """Remember the keys of a batch."""
        if judged is not None:
            self._hashes.append(_hashes(rows, self._columns)[judged])

    def suspects(self) -> bool:
        """Whether some key may stand twice: then `repeated` tells where, batch by batch in the same order."""
        hashes, self._hashes = self._hashes, []
        if self._rising or not hashes:
            return False
        every = np.sort(np.concatenate(hashes))
        self._twice = np.unique(every[1:][every[1:] == every[:-1]])
        return len(self._twice) > 0

    def repeated(self, rows: Rows, judged: Bools | None) -> Bools:
        """Which rows of a batch have the key of an earlier row."""
        again = np.zeros(len(rows), dtype=bool)
        if judged is None:
            return again
        places = np.flatnonzero(judged & np.isin(_hashes(rows, self._columns), self._twice))
        suspicious = rows.select(self._columns).take(pa.array(places))
        for place, cells in zip(places, key(suspicious, self._columns).to_pylist(), strict=True):
            again[place] = cells in self._seen
            self._seen.add(cells)
        return again

    def _rises(self, column: pa.ChunkedArray) -> bool:
        """Whether the cells go on rising from those before."""
        if column.null_count or (self._last is not None and not self._last < column[0].as_py()):
            return False
        self._last = column[-1].as_py()
        following = pc.less(column.slice(0, len(column) - 1), column.slice(1))
        return bool(pc.all(following, min_count=0).as_py())


def _hashes(rows: Rows, columns: tuple[str, ...]) -> Hashes:
    """A hash of 64 bits for the cells of each row in some columns; the same on every machine."""
    from pandas.util import hash_array

    total: Hashes = np.zeros(len(rows), np.uint64)
    for name in columns:
        coded = rows.coded(name)
        values = rows.plain(name) if coded is None else coded.values
        cells = np.asarray(pc.fill_null(values.cast(pa.string()), _NULL), dtype=object)
        each = hash_array(cells, categorize=False)
        total = total * _FACTOR + (each if coded is None else each[coded.codes])
    return total
