"""Rows under check, column by column, as codes into their distinct values where these are few.

What holds for a value holds for each cell that has it: a list, a pattern, a rule over type, mode and status
are judged once for each distinct value or combination, and the answer is carried to the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import Mask

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]
_SHARE = 8
"""A column is worth codes when its rows are so many times its values."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as codes into `values`, whose last is null."""

    codes: Codes
    values: pa.Array

    @property
    def null(self) -> int:
        """The code of a null."""
        return len(self.values) - 1


class Rows:
    """A batch of rows. `many` collects columns with too many values for codes, for the batches to come."""

    def __init__(self, table: pa.Table, many: set[str]) -> None:
        self.table = table
        self._many = many
        self._coded: dict[str, Coded | None] = {}

    def __len__(self) -> int:
        return len(self.table)

    def plain(self, name: str) -> pa.ChunkedArray:
        """A column as plain values."""
        column = self.table.column(name)
        return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column

    def coded(self, name: str) -> Coded | None:
        """A column as codes, or None where its values are too many."""
        if name not in self._coded:
            self._coded[name] = self._code(name)
        return self._coded[name]

    def select(self, names: Iterable[str]) -> pa.Table:
        """Some columns as plain values."""
        chosen = list(names)
        return pa.table([self.plain(name) for name in chosen], names=chosen)

    def without(self, name: str, mask: Bools) -> Rows:
        """The rows with null for some cells of a column."""
        index = self.table.schema.get_field_index(name)
        cells = pc.if_else(pa.array(~mask), self.plain(name), None)
        rows = Rows(self.table.set_column(index, pa.field(name, cells.type), cells), self._many)
        rows._coded = {other: coded for other, coded in self._coded.items() if other != name}
        return rows

    def judge(self, names: tuple[str, ...], broken: Callable[[pa.Table], Mask]) -> Bools | None:
        """Where `broken` is true, asked once for each combination of the columns' values; None: nowhere."""
        columns = [self.coded(name) for name in names]
        combined = _combined([column for column in columns if column is not None])
        if None in columns or combined is None:
            return as_bools(broken(self.select(names)))
        example, inverse = combined
        cells = [column.values.take(pa.array(column.codes[example])) for column in columns if column]
        answer = as_bools(broken(pa.table(cells, names=list(names))))
        return None if answer is None else answer[inverse]

    def _code(self, name: str) -> Coded | None:
        column = self.table.column(name)
        if name in self._many and not pa.types.is_dictionary(column.type):
            return None
        encoded = column.combine_chunks().dictionary_encode()
        values = encoded.dictionary
        if len(values) * _SHARE > len(encoded) + 64 * _SHARE:
            self._many.add(name)
            return None
        codes = pc.fill_null(encoded.indices.cast(pa.int64()), len(values))
        null = pa.nulls(1, values.type)
        return Coded(codes.to_numpy(), pa.concat_arrays([values, null]))


def _combined(columns: list[Coded]) -> tuple[Codes, Codes] | None:
    """A row for each combination of values that there is, and for each row the number of its combination.

    None where the combinations are too many to be worth it.
    """
    if not columns or not len(columns[0].codes):
        return None
    example, inverse = _distinct(columns[0].codes)
    for column in columns[1:]:
        size = len(column.values)
        example, inverse = _distinct(inverse * size + column.codes)
        if len(example) * _SHARE > len(inverse) + 64 * _SHARE:
            return None
    return example, inverse


def _distinct(codes: Codes) -> tuple[Codes, Codes]:
    """The first row of each code that there is, and each row's code numbered anew."""
    import pandas as pd

    inverse, present = pd.factorize(codes)
    example = np.empty(len(present), np.int64)
    example[inverse[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return example, inverse


def as_bools(mask: Any) -> Bools | None:
    """A mask as an array, null being false; None when it is true nowhere."""
    filled = pc.fill_null(mask, False)
    if not pc.any(filled, min_count=0).as_py():
        return None
    found: Bools = filled.to_numpy() if isinstance(filled, pa.ChunkedArray) else filled.to_numpy(False)
    return found
