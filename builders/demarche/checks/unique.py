"""Keys that may stand once only, over batches of any number of rows.

Keys that increase from row to row, as in a release, need nothing to be remembered. Where they do not, each is
kept as a hash of 64 bits, in temporary files where there are very many; rows whose hash stands twice are
compared cell by cell in a second reading.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rows import Bools, Rows
from demarche.checks.rule import key
from demarche.textbytes import hashes, mixed

Hashes = npt.NDArray[np.uint64]
_NULL = "\x00"
_HELD = 1 << 20
"""So many hashes are held in memory."""
_FILES = 64
"""A power of two."""


class Keys:
    """The keys of a table, batch by batch, in the columns that make them; null is a value like any other.

    `unread` tells that keys ceased to rise in the middle: then `note` has to be given the batches once more.
    """

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self.unread = False
        self._last: str | None = None
        self._rising = len(columns) == 1
        self._hashes = _Hashes()
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
            self._hashes.add(_hashes(rows, self._columns)[judged])

    def suspects(self) -> bool:
        """Whether some key may stand twice: then `repeated` tells where, batch by batch in the same order."""
        if not self._rising:
            self._twice = self._hashes.twice()
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
        if not len(column):
            return True
        if column.null_count or (self._last is not None and not self._last < column[0].as_py()):
            return False
        self._last = column[-1].as_py()
        following = pc.less(column.slice(0, len(column) - 1), column.slice(1))
        return bool(pc.all(following, min_count=0).as_py())


class _Hashes:
    """Numbers of which only those are asked for that were added twice; beyond a bound they lie in files.

    Each file has the numbers that begin with the same bits, so that one after the other can be looked at.
    """

    def __init__(self) -> None:
        self._held: list[Hashes] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def add(self, numbers: Hashes) -> None:
        """Take some more."""
        self._held.append(numbers)
        if sum(map(len, self._held)) > _HELD:
            self._put_away()

    def twice(self) -> Hashes:
        """Those that were added more than once, in order; all are forgotten."""
        if self._folder is None:
            return self._again(self._taken())
        self._put_away()
        with self._folder as folder:
            found = [self._again(np.fromfile(file, np.uint64)) for file in sorted(Path(folder).iterdir())]
        self._folder = None
        return np.concatenate(found)

    def _put_away(self) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="demarche-")
        numbers = np.sort(self._taken())
        edges = np.arange(1, _FILES, dtype=np.uint64) << np.uint64(64 - _FILES.bit_length() + 1)
        for number, some in enumerate(np.split(numbers, np.searchsorted(numbers, edges))):
            with (Path(self._folder.name) / f"{number:03d}").open("ab") as stream:
                some.tofile(stream)

    def _taken(self) -> Hashes:
        held, self._held = self._held, []
        return np.concatenate([np.empty(0, np.uint64), *held])

    def _again(self, numbers: Hashes) -> Hashes:
        numbers.sort()
        return np.unique(numbers[1:][numbers[1:] == numbers[:-1]])


def _hashes(rows: Rows, columns: tuple[str, ...]) -> Hashes:
    """A hash of 64 bits for the cells of each row in some columns; the same on every machine."""
    total: Hashes = np.zeros(len(rows), np.uint64)
    for name in columns:
        codes = rows.codes(name)
        cells = rows.plain(name).combine_chunks() if codes is None else rows.values(name).cells
        each = hashes(pc.fill_null(cells.cast(pa.string()), _NULL))
        total = mixed(total, each if codes is None else each.take(codes))
    return total
