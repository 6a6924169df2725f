"""Gathering findings: samples of each kind, all counted, in an order that does not depend on batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa

from demarche.checks.finding import Finding, Severity, Verdict
from demarche.checks.part import Part, Place
from demarche.checks.rows import Bools
from demarche.tablefile import Fault, TableFile

Rank = tuple[int, ...]
"""Where a kind of finding is told: kinds come in this order."""
_SHOWN = 1000
"""Characters of a cell that a finding keeps."""


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


@dataclass(slots=True)
class _Kind:
    """Findings of one kind, each with the file and the row that it stands in."""

    total: int = 0
    findings: list[Finding] = field(default_factory=list)
    rows: list[tuple[TableFile, int] | None] = field(default_factory=list)


class Findings:
    """All findings of a check, at most `limit` of each kind."""

    def __init__(self, limit: int | None, with_files: bool) -> None:
        self.limit = limit
        self._with_files = with_files
        self._kinds: dict[Rank, _Kind] = {}

    def add(  # noqa: PLR0917 - what is wrong, and all of its place
        self, rank: Rank, told: Told, part: Part, place: Place, rows: pa.Table, mask: Bools,
        text: pa.ChunkedArray | None = None,
    ) -> None:  # fmt: skip
        """Findings for the rows of a mask; `text` has the cells as written, where `rows` lacks them."""
        places = np.flatnonzero(mask)
        if not len(places):
            return
        kind = self._kinds.setdefault(rank, _Kind())
        shown = places if self.limit is None else places[: max(0, self.limit - len(kind.findings))]
        kind.total += len(places)
        if not len(shown):
            return
        names = list(dict.fromkeys((*told.columns, *part.key)))
        cells = rows.select(names).take(pa.array(shown)).to_pylist()
        written_cells = None if text is None else text.take(pa.array(shown)).to_pylist()
        for number, (row, values) in enumerate(zip(shown.tolist(), cells, strict=True)):
            value = values[told.columns[0]] if written_cells is None else written_cells[number]
            kind.findings.append(self._finding(told, part, place, values, value))
            kind.rows.append((place.file, place.first + row))

    def add_faults(self, rank: Rank, table: str, file: TableFile, faults: list[Fault], total: int) -> None:
        """Findings for what keeps a file or some of its rows from being read."""
        if not total:
            return
        kind = self._kinds.setdefault(rank, _Kind())
        kind.total += total
        for fault in faults:
            kind.findings.append(
                Finding(
                    code=fault.code,
                    severity="error",
                    table=table,
                    row_id=None,
                    file=file.path if self._with_files else None,
                    line=fault.line,
                    column=fault.column,
                    value=fault.value,
                    message=fault.message,
                    hint=fault.hint,
                )
            )
            kind.rows.append(None)

    def tell(self, verdict: Verdict) -> None:
        """Give everything to a verdict, each finding with its line."""
        lines = self._lines()
        for rank in sorted(self._kinds):
            kind = self._kinds[rank]
            placed = [
                finding if row is None else replace(finding, line=lines.get(id(row[0]), {}).get(row[1]))
                for finding, row in zip(kind.findings, kind.rows, strict=True)
            ]
            by_column: dict[str | None, list[Finding]] = {}
            for finding in placed:
                by_column.setdefault(finding.column, []).append(finding)
            for found in by_column.values():
                verdict.add(found, kind.total if len(by_column) == 1 else None)

    def _lines(self) -> Mapping[int, Mapping[int, int]]:
        """The lines of all rows that findings stand in, each file being read once."""
        wanted: dict[int, tuple[TableFile, set[int]]] = {}
        for kind in self._kinds.values():
            for row in kind.rows:
                if row is not None:
                    wanted.setdefault(id(row[0]), (row[0], set()))[1].add(row[1])
        return {name: file.lines(rows) for name, (file, rows) in wanted.items()}

    def _finding(
        self, told: Told, part: Part, place: Place, values: Mapping[str, Any], value: Any
    ) -> Finding:
        others = ", ".join(f"{name}={written(values[name])}" for name in told.columns[1:])
        key = [values[name] for name in part.key]
        return Finding(
            code=told.code,
            severity=told.severity,
            table=part.name,
            row_id=" ".join(written(cell) for cell in key if cell is not None) or None,
            file=place.file.path if self._with_files else None,
            line=None,
            column=told.columns[0],
            value=None if value is None else written(value),
            message=f"{told.message} [{others}]" if others else told.message,
            hint=told.hint(value) if callable(told.hint) else told.hint,
        )


def written(value: Any) -> str:
    """A value as it stands in CSV; what is very long is cut."""
    if value is None:
        return "(empty)"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
