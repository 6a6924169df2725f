"""All checks over some tables: structure, keys, rules, in this order."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from demarche.checks.finding import Finding, Severity, Verdict
from demarche.checks.keys import dangling_reference, repeated_key
from demarche.checks.part import Part, Told
from demarche.checks.rule import Mask, Rule, Tables
from demarche.checks.rules import RULES
from demarche.checks.structure import broken_constraints, hint_of, message_of
from demarche.contract import lexical
from demarche.contract.arrow import arrow_schema, plain
from demarche.contract.model import Column
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
        part = Part(reading.name, [reading], with_files)
        verdict.rows[reading.name] = verdict.rows.get(reading.name, 0) + len(reading.table)
        _report_faults(part, verdict, limit)
        if not any(fault.code == "columns" for fault in reading.faults):
            parts.setdefault(reading.name, []).append(reading)
    whole = {name: Part(name, group, with_files) for name, group in parts.items()}
    tables = _referable(whole)
    for part in whole.values():
        wrong = _check_structure(part, verdict, limit)
        _check_keys(part, tables, verdict, limit)
        for column, mask in wrong:
            part.forget(column, mask)
    tables = _referable(whole)  # now without those cells
    for rule in RULES:
        for part in (whole[name] for name in rule.tables if name in whole):
            missing = [other for other in rule.needs if other not in tables]
            if missing:
                verdict.not_checked[rule.code] = missing[0]
                continue
            mask = part.known(rule.apply(part.table, tables), rule.columns)
            told = Told(rule.code, rule.columns, rule.statement, rule.hint, _severity(rule, part, whole))
            verdict.add(*part.findings(mask, told, limit))
    return verdict


def _severity(rule: Rule, part: Part, parts: Mapping[str, Part]) -> Severity:
    """The rule's own; but beside the curated rows, claims are raw material.

    What curation leaves of them is judged as interactions: a claim that it rejects harms no one.
    """
    raw = part.contract.name == "claims" and "interactions" in parts
    return "warning" if raw else rule.severity


def _referable(parts: Mapping[str, Part]) -> dict[str, pa.Table]:
    """The tables that others are judged by: those of which no row was left out; the contract's actors."""
    tables = {name: part.table for name, part in parts.items() if part.is_complete}
    if "actors" not in parts:
        tables["actors"] = _contract_actors()
    return tables


def _report_faults(part: Part, verdict: Verdict, limit: int | None) -> None:
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
        told = Told("type", (name,), f"not of type {kind}", lexical.HINTS[kind])
        found, total = part.findings(bad.mask, told, limit)
        written = bad.text.filter(bad.mask).slice(0, len(found)).to_pylist()
        cells = [replace(finding, value=value) for finding, value in zip(found, written, strict=True)]
        verdict.add(cells, total)


def _check_structure(part: Part, verdict: Verdict, limit: int | None) -> list[tuple[str, Mask]]:
    """Report the cells that are wrong in themselves; they are returned by column."""
    broken = list(broken_constraints(part.table, part.contract.name))
    for constraint, name, mask in broken:
        column = part.contract.column(name)
        told = Told(constraint, (name,), message_of(constraint, column.field), _hint(constraint, column))
        known = part.known(mask, (name,)) if constraint == "required" else mask
        verdict.add(*part.findings(known, told, limit))
    return [(name, mask) for _, name, mask in broken]


def _hint(constraint: str, column: Column) -> Callable[[Any], str]:
    return lambda value: hint_of(constraint, column.field, value)


def _check_keys(part: Part, tables: Tables, verdict: Verdict, limit: int | None) -> None:
    table = part.contract
    if table.primary_key:
        message = f"the key ({', '.join(table.primary_key)}) stands in an earlier row"
        told = Told("primary_key", table.primary_key, message, "Take one of the two rows out.")
        verdict.add(*part.findings(repeated_key(part.table, table.primary_key), told, limit))
    for key in table.foreign_keys:
        if key.reference not in tables:
            verdict.not_checked[f"foreign_key {table.name}.{'+'.join(key.fields)}"] = key.reference
            continue
        message = f"{key.reference} has no such row"
        hint = _reference_hint(tables[key.reference], key.reference_fields[0], key.reference)
        told = Told("foreign_key", key.fields, message, hint)
        verdict.add(*part.findings(dangling_reference(part.table, key, tables[key.reference]), told, limit))


def _reference_hint(referred: pa.Table, column: str, name: str) -> Callable[[Any], str]:
    """A near value that may be meant, of actors and sources: other ids are opaque."""
    known = referred[column].drop_null().unique().to_pylist() if name in {"actors", "sources"} else []

    def hint(value: str | None) -> str:
        near = difflib.get_close_matches(str(value), known, 1)
        return f"Did you mean {near[0]}?" if near else f"Add the row to {name}, or name one that is there."

    return hint


@cache
def _contract_actors() -> pa.Table:
    from demarche.contract.actors import load_actors

    rows = [asdict(actor) for actor in load_actors().values()]
    return pa.Table.from_pylist(rows, schema=arrow_schema("actors"))
