"""All checks over some tables: structure, keys, rules, in this order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.finding import Finding, Severity, Verdict
from demarche.checks.keys import dangling_reference, repeated_key
from demarche.checks.rule import Mask, Tables
from demarche.checks.rules import RULES
from demarche.checks.structure import broken_constraints, hint_of, message_of
from demarche.contract import lexical
from demarche.contract.arrow import arrow_schema, plain
from demarche.contract.model import Column, Table, get_table
from demarche.tables import Reading, column_faults


def validate_tables(tables: Mapping[str, pa.Table]) -> list[Finding]:
    """Everything that is wrong with some tables in memory, given by their names.

    What a check needs and is not among them (`sources`, say) is not checked, but actors come from the
    contract. Raises InputError for an unknown table, TypeError for one whose columns are not the contract's.
    """
    readings = []
    for name, table in tables.items():
        schema = arrow_schema(name)
        found = plain(table)
        if column_faults(found.column_names, schema.names) or found.schema.types != schema.types:
            raise TypeError(f"{name} has not the columns of the contract: {found.schema}")
        readings.append(Reading(name, Path(name), found.cast(schema), is_text=False))
    return check(readings, limit=None, with_files=False).findings


def check(readings: Sequence[Reading], *, limit: int | None = 1000, with_files: bool = True) -> Verdict:
    """The verdict over what was read, with at most `limit` findings of each kind, all of them counted."""
    verdict = Verdict()
    parts: dict[str, list[Reading]] = {}
    for reading in readings:
        part = _Part(reading.name, [reading], with_files)
        verdict.rows[reading.name] = verdict.rows.get(reading.name, 0) + len(reading.table)
        _report_faults(part, verdict, limit)
        if not any(fault.code == "columns" for fault in reading.faults):
            parts.setdefault(reading.name, []).append(reading)
    whole = {name: _Part(name, group, with_files) for name, group in parts.items()}
    tables = {name: part.table for name, part in whole.items()}
    tables.setdefault("actors", _contract_actors())
    for part in whole.values():
        _check_structure(part, verdict, limit)
        _check_keys(part, tables, verdict, limit)
    for rule in RULES:
        for name in rule.tables:
            missing = [other for other in rule.needs if other not in tables]
            if name not in whole:
                continue
            if missing:
                verdict.not_checked[rule.code] = missing[0]
                continue
            part = whole[name]
            mask = part.readable(rule.apply(part.table, tables), rule.columns)
            told = _Told(rule.code, rule.columns, rule.statement, rule.hint, rule.severity)
            verdict.add(*part.findings(mask, told, limit))
    return verdict


@dataclass(frozen=True, slots=True)
class _Told:
    """What a finding says beside its place."""

    code: str
    columns: tuple[str, ...]
    message: str
    hint: Any  # a text, or a function of the cell's value
    severity: Severity = "error"


class _Part:
    """A table with the files that it was read from."""

    def __init__(self, name: str, readings: Sequence[Reading], with_files: bool) -> None:
        self.contract: Table = get_table(name)
        self.readings = readings
        self.with_files = with_files
        self.table: pa.Table = pa.concat_tables([reading.table for reading in readings])
        self._ends = list(accumulate(len(reading.table) for reading in readings))

    def bad(self, column: str) -> Mask | None:
        """Which cells of a column could not be read; None when all could."""
        if not any(column in reading.bad_cells for reading in self.readings):
            return None
        chunks: list[pa.Array] = []
        for reading in self.readings:
            cells = reading.bad_cells.get(column)
            chunks += [pa.repeat(False, len(reading.table))] if cells is None else cells.mask.chunks
        return pa.chunked_array(chunks, pa.bool_())

    def readable(self, mask: Mask, columns: Iterable[str]) -> Mask:
        """The mask without rows in which one of the columns could not be read: nothing is known of them."""
        result = pc.fill_null(mask, False)
        for name in columns:
            bad = self.bad(name)
            if bad is not None:
                result = pc.and_(result, pc.invert(bad))
        return result

    def findings(self, mask: Mask, told: _Told, limit: int | None) -> tuple[list[Finding], int]:
        """Findings for the rows of a mask, at most `limit`, and the number of all."""
        rows = pc.indices_nonzero(mask).to_pylist()
        shown = rows[:limit]
        lines = self._lines(shown)
        cells = self.table.take(pa.array(shown, pa.int64())).to_pylist() if shown else []
        found = []
        for row, values in zip(shown, cells, strict=True):
            value = values[told.columns[0]]
            others = ", ".join(f"{name}={_written(values[name])}" for name in told.columns[1:])
            found.append(
                Finding(
                    code=told.code,
                    severity=told.severity,
                    table=self.contract.name,
                    row_id=self._row_id(values),
                    file=self._reading_of(row)[0].path if self.with_files else None,
                    line=lines.get(row),
                    column=told.columns[0],
                    value=None if value is None else _written(value),
                    message=f"{told.message} [{others}]" if others else told.message,
                    hint=told.hint(value) if callable(told.hint) else told.hint,
                )
            )
        return found, len(rows)

    def _reading_of(self, row: int) -> tuple[Reading, int]:
        number = bisect_right(self._ends, row)
        return self.readings[number], row - (self._ends[number - 1] if number else 0)

    def _lines(self, rows: Iterable[int]) -> dict[int, int]:
        wanted: dict[int, dict[int, int]] = {}
        for row in rows:
            reading, own = self._reading_of(row)
            wanted.setdefault(self.readings.index(reading), {})[own] = row
        return {
            asked[own]: line
            for number, asked in wanted.items()
            for own, line in self.readings[number].lines(asked).items()
        }

    def _row_id(self, values: Mapping[str, Any]) -> str | None:
        parts = [values[name] for name in self.contract.primary_key or self.contract.column_names[:1]]
        return " ".join(_written(part) for part in parts if part is not None) or None


def _report_faults(part: _Part, verdict: Verdict, limit: int | None) -> None:
    """Findings for what could not be read: columns, ragged rows, cells that are not in their type's form."""
    (reading,) = part.readings
    for fault in reading.faults:
        finding = Finding(
            code=fault.code,
            severity="error",
            table=reading.name,
            row_id=None,
            file=reading.path,
            line=fault.line,
            column=fault.column,
            value=fault.value,
            message=fault.message,
            hint=fault.hint,
        )
        verdict.add([finding])
    for name, bad in reading.bad_cells.items():
        kind = part.contract.column(name).field.type
        told = _Told("type", (name,), f"not of type {kind}", lexical.HINTS[kind])
        found, total = part.findings(bad.mask, told, limit)
        written = bad.text.filter(bad.mask).slice(0, len(found)).to_pylist()
        cells = [_with_value(finding, value) for finding, value in zip(found, written, strict=True)]
        verdict.add(cells, total)


def _check_structure(part: _Part, verdict: Verdict, limit: int | None) -> None:
    for constraint, name, mask in broken_constraints(part.table, part.contract.name):
        column = part.contract.column(name)
        told = _Told(constraint, (name,), message_of(constraint, column.field), _hint(constraint, column))
        verdict.add(*part.findings(part.readable(mask, (name,)), told, limit))


def _hint(constraint: str, column: Column) -> Any:
    return lambda value: hint_of(constraint, column.field, value)


def _check_keys(part: _Part, tables: Tables, verdict: Verdict, limit: int | None) -> None:
    table = part.contract
    if table.primary_key:
        message = f"the key ({', '.join(table.primary_key)}) stands in an earlier row"
        told = _Told("primary_key", table.primary_key, message, "Take one of the two rows out.")
        verdict.add(*part.findings(repeated_key(part.table, table.primary_key), told, limit))
    for key in table.foreign_keys:
        if key.reference not in tables:
            verdict.not_checked[f"foreign_key {table.name}.{'+'.join(key.fields)}"] = key.reference
            continue
        message = f"{key.reference} has no such row"
        hint = _reference_hint(tables[key.reference], key.reference_fields[0], key.reference)
        told = _Told("foreign_key", key.fields, message, hint)
        verdict.add(*part.findings(dangling_reference(part.table, key, tables[key.reference]), told, limit))


def _reference_hint(referred: pa.Table, column: str, name: str) -> Any:
    """Near values of a small table, such as the actors, that may be meant."""
    import difflib

    known = referred[column].drop_null().unique().to_pylist() if len(referred) < 10_000 else []

    def hint(value: str | None) -> str:
        near = difflib.get_close_matches(str(value), known, 1)
        return (
            f"Did you mean {near[0]}?" if near else f"Add the row to {name}, or refer to one that is there."
        )

    return hint


@cache
def _contract_actors() -> pa.Table:
    from dataclasses import asdict

    from demarche.contract.actors import load_actors

    rows = [asdict(actor) for actor in load_actors().values()]
    return pa.Table.from_pylist(rows, schema=arrow_schema("actors"))


def _with_value(finding: Finding, value: str) -> Finding:
    from dataclasses import replace

    return replace(finding, value=value)


def _written(value: Any) -> str:
    """A value as it stands in CSV."""
    if value is None:
        return "(empty)"
    return str(value).lower() if isinstance(value, bool) else str(value)
