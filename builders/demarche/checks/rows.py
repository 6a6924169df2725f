"""Rows under check, column by column, as codes into the distinct values of their table where these are few.

What holds for a value holds for each cell that has it. A value has one code in all batches of a table, so
that what was judged once (a constraint in `structure`, a rule in `judged`) need not be judged again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from demarche.tablefile import is_few

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]
NULL = 0
"""The code of a null."""
_SHARE, _SHARE_OF_NUMBERS = 4, 16
"""A column is worth codes when its rows are so many times its values; numbers are soon judged as they are."""
_MOST = 100_000
"""No column has more codes than this: what is remembered is bounded."""


class Values:
    """The distinct values of a column, in the order in which they came; the code of each is its place."""

    def __init__(self) -> None:
        self.cells: pa.Array = None
        self.few = True

    @property
    def bits(self) -> int:
        """As many as a code takes."""
        return 1 if self.cells is None else max(1, (len(self.cells) - 1).bit_length())

    def codes(self, column: pa.ChunkedArray) -> Codes | None:
        """The codes of a column's cells; None where its values are, or have been, too many."""
        coded = pa.types.is_dictionary(column.type)
        if not self.few:
            return None
        encoded = column.combine_chunks() if coded else column.combine_chunks().dictionary_encode()
        number = pa.types.is_integer(column.type) or pa.types.is_floating(column.type)
        share = _SHARE_OF_NUMBERS if number else _SHARE
        self.few = coded or is_few(len(encoded.dictionary), len(encoded), share)
        places = self._places(encoded.dictionary) if self.few else None
        if places is None:
            self.few = False  # codes that were given out keep their meaning
            return None
        return _looked_up(places, encoded.indices)

    def _places(self, cells: pa.Array) -> Codes | None:
        """The code of each of some values; new ones are added, unless there are too many then."""
        if self.cells is None:
            self.cells = pa.nulls(1, cells.type)
        places = pc.index_in(cells, value_set=self.cells)
        if places.null_count:
            new = pc.unique(cells.filter(pc.is_null(places)))
            if len(self.cells) + len(new) > _MOST:
                return None
            self.cells = pa.concat_arrays([self.cells, new])
            places = pc.index_in(cells, value_set=self.cells)
        found: Codes = places.to_numpy()
        return found


def _looked_up(places: Codes, indices: pa.Array) -> Codes:
    """The code at each index; that of null where the index is null."""
    indices = indices.cast(pa.int32())
    valid, numbers = indices.buffers()
    here = slice(indices.offset, indices.offset + len(indices))
    if not len(indices) or indices.null_count == len(indices):
        return np.full(len(indices), NULL, np.int32)
    if not indices.null_count:
        return places.take(np.frombuffer(numbers, np.int32)[here])
    codes = places.take(
        np.frombuffer(numbers, np.int32)[here], mode="clip"
    )  # what is below a null is no index
    bits = np.frombuffer(valid, np.uint8)
    there = np.unpackbits(bits, count=here.stop, bitorder="little")[here].astype(bool)
    return np.where(there, codes, np.int32(NULL))


class Rows:
    """A batch of rows; `values` has the values of each column of the table, and grows with what is asked."""

    def __init__(self, table: pa.Table, values: dict[str, Values]) -> None:
        self.table = table
        self._values = values
        self._codes: dict[str, Codes | None] = {}
        self._plain: dict[str, pa.ChunkedArray] = {}

    def __len__(self) -> int:
        return len(self.table)

    def plain(self, name: str) -> pa.ChunkedArray:
        """A column as plain values."""
        if name not in self._plain:
            column = self.table.column(name)
            coded = pa.types.is_dictionary(column.type)
            self._plain[name] = column.cast(column.type.value_type) if coded else column
        return self._plain[name]

    def codes(self, name: str) -> Codes | None:
        """A column as codes, or None where its values are too many."""
        if name not in self._codes:
            self._codes[name] = self.values(name).codes(self.table.column(name))
        return self._codes[name]

    def values(self, name: str) -> Values:
        """The values that the codes of a column stand for."""
        return self._values.setdefault(name, Values())

    def select(self, names: Iterable[str], *, keep_codes: bool = False) -> pa.Table:
        """Some columns as plain values; with `keep_codes` those in dictionary encoding as they are."""
        chosen = list(names)
        return pa.table(
            [self.table.column(name) if keep_codes else self.plain(name) for name in chosen], names=chosen
        )

    def without(self, name: str, mask: Bools) -> Rows:
        """The rows with null for some cells of a column."""
        index = self.table.schema.get_field_index(name)
        cells = pc.if_else(pa.array(~mask), self.plain(name), None)
        rows = Rows(self.table.set_column(index, pa.field(name, cells.type), cells), self._values)
        rows._codes, rows._plain = dict(self._codes), {**self._plain, name: cells}
        codes = rows._codes.get(name)
        if codes is not None:
            rows._codes[name] = np.where(mask, np.int32(NULL), codes)
        return rows


def as_bools(mask: Any) -> Bools | None:
    """A mask as an array, null being false; None when it is true nowhere."""
    if not pc.any(mask, min_count=0).as_py():
        return None
    filled = pc.fill_null(mask, False)
    found: Bools = filled.to_numpy() if isinstance(filled, pa.ChunkedArray) else filled.to_numpy(False)
    return found
