"""A table under check: its rows, the files they stand in, and the cells of which nothing is known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.finding import Finding, Severity
from demarche.checks.rule import Mask
from demarche.contract.model import Table, get_table
from demarche.tables import Reading


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding says beside its place: it stands at the first of `columns` and shows them all.

    `hint` is a text, or a function that makes one of the cell's value.
    """

    code: str
    columns: tuple[str, ...]
    message: str
    hint: str | Callable[[Any], str]
    severity: Severity = "error"


class Part:
    """A table with the files that it was read from."""

    def __init__(self, name: str, readings: Sequence[Reading], with_files: bool) -> None:
        self.contract: Table = get_table(name)
        self.readings = readings
        self.with_files = with_files
        self.table: pa.Table = pa.concat_tables([reading.table for reading in readings])
        self._ends = list(accumulate(len(reading.table) for reading in readings))
        self._unknown = {name: self._unread(name) for reading in readings for name in reading.bad_cells}

    @property
    def is_complete(self) -> bool:
        """Whether no row was left out on reading."""
        return not any(reading.faults for reading in self.readings)

    def forget(self, column: str, mask: Mask) -> None:
        """Take cells that are wrong in themselves out of the table, so that no rule judges by them."""
        mask = pc.fill_null(mask, False)
        before = self._unknown.get(column)
        self._unknown[column] = mask if before is None else pc.or_(before, mask)
        index = self.table.schema.get_field_index(column)
        cells = pc.if_else(mask, None, self.table.column(index))
        self.table = self.table.set_column(index, self.table.schema.field(index), cells)

    def known(self, mask: Mask, columns: Iterable[str]) -> Mask:
        """The mask without rows in which one of the columns is wrong in itself: nothing is known of them."""
        result = pc.fill_null(mask, False)
        for name in columns:
            if name in self._unknown:
                result = pc.and_(result, pc.invert(self._unknown[name]))
        return result

    def _unread(self, column: str) -> Mask:
        chunks: list[pa.Array] = []
        for reading in self.readings:
            cells = reading.bad_cells.get(column)
            chunks += [pa.repeat(False, len(reading.table))] if cells is None else cells.mask.chunks
        return pa.chunked_array(chunks, pa.bool_())

    def findings(self, mask: Mask, told: Told, limit: int | None) -> tuple[list[Finding], int]:
        """Findings for the rows of a mask, at most `limit`, and the number of all."""
        rows = pc.indices_nonzero(mask).to_pylist()
        shown = rows[:limit]
        lines = self._lines(shown)
        cells = self.table.take(pa.array(shown, pa.int64())).to_pylist() if shown else []
        found = []
        for row, values in zip(shown, cells, strict=True):
            value = values[told.columns[0]]
            others = ", ".join(f"{name}={written(values[name])}" for name in told.columns[1:])
            found.append(
                Finding(
                    code=told.code,
                    severity=told.severity,
                    table=self.contract.name,
                    row_id=self._row_id(values),
                    file=self._file_of(row)[0].path if self.with_files else None,
                    line=lines.get(row),
                    column=told.columns[0],
                    value=None if value is None else written(value),
                    message=f"{told.message} [{others}]" if others else told.message,
                    hint=told.hint(value) if callable(told.hint) else told.hint,
                )
            )
        return found, len(rows)

    def _file_of(self, row: int) -> tuple[Reading, int]:
        number = bisect_right(self._ends, row)
        return self.readings[number], row - (self._ends[number - 1] if number else 0)

    def _lines(self, rows: Iterable[int]) -> dict[int, int]:
        wanted: dict[int, dict[int, int]] = {}
        for row in rows:
            reading, own = self._file_of(row)
            wanted.setdefault(self.readings.index(reading), {})[own] = row
        return {
            asked[own]: line
            for number, asked in wanted.items()
            for own, line in self.readings[number].lines(asked).items()
        }

    def _row_id(self, values: Mapping[str, Any]) -> str | None:
        parts = [values[name] for name in self.contract.primary_key or self.contract.column_names[:1]]
        return " ".join(written(part) for part in parts if part is not None) or None


def written(value: Any) -> str:
    """A value as it stands in CSV."""
    if value is None:
        return "(empty)"
    return str(value).lower() if isinstance(value, bool) else str(value)
