"""The differences of two versions for a terminal, and as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from demarche.release.bump import bump, told_counts
from demarche.release.changes import column_words, row_lines
from demarche.release.diff import CLAIMS, ColumnChange, Diff, Key, TableDiff
from demarche.version import Version

_MARKS = {"added": "+", "corrected": "~", "withdrawn": "-"}


def as_text(diff: Diff, broken: Sequence[str], limit: int | None) -> str:
    """What a person reads: the step first, then each table with at most `limit` rows of each kind."""
    found = bump(diff)
    lines = [f"{diff.old} → {diff.new}"]
    if not diff:
        lines.append("Every row and every value is the same.")
    least = found.least(Version.parse(diff.old))
    lines.append(f"The least step is {found.step.name}: after {diff.old}, {least} or higher.")
    lines += [f"  {reason.step.name}  {reason.words}" for reason in found.reasons]
    if broken:
        lines += ["", "What ids promise is broken; such a version is not released:"]
        lines += [f"  {words}" for words in broken[:limit]]
    for table in diff.tables.values():
        lines += _table(table, diff, limit)
    unchanged = [name for name, table in diff.tables.items() if not table]
    if diff and unchanged:
        lines += ["", f"Unchanged: {', '.join(unchanged)}"]
    return "\n".join(lines) + "\n"


def _table(table: TableDiff, diff: Diff, limit: int | None) -> Iterator[str]:
    if not table:
        return
    old, new = ("no table" if count is None else f"{count:,}" for count in table.rows)
    yield ""
    yield f"{table.name}: {old} → {new} rows{f'; {told_counts(table)}' if any(table.counts) else ''}"
    if table.reordered:
        yield "  the rows that stand in both are in another order"
    yield from (f"  {column_words(change)}" for change in table.columns)
    for kind, lines in row_lines(table, diff.tombstones, limit).items():
        yield from (f"  {_MARKS[kind]} {line}" for line in lines)


def as_json(diff: Diff, broken: Sequence[str], limit: int | None) -> dict[str, Any]:
    """The same as plain values, to be written as JSON."""
    found = bump(diff)
    return {
        "old": diff.old,
        "new": diff.new,
        "schema": {"old": diff.schema[0], "new": diff.schema[1]},
        "step": found.step.name,
        "least": str(found.least(Version.parse(diff.old))),
        "reasons": [{"step": reason.step.name, "reason": reason.words} for reason in found.reasons],
        "broken": list(broken),
        "tables": {name: _plain(table, diff, limit) for name, table in diff.tables.items()},
    }


def _plain(table: TableDiff, diff: Diff, limit: int | None) -> dict[str, Any]:
    added, corrected, gone = table.counts
    return {
        "rows": {"old": table.rows[0], "new": table.rows[1]},
        "counts": {"added": added, "corrected": corrected, "withdrawn": gone},
        "reordered": table.reordered,
        "columns": [_column(change) for change in table.columns],
        "added": [_named(table, key) for key in table.added_keys(limit)],
        "corrected": [
            _named(table, key)
            | {"cells": [dict(zip(("column", "old", "new"), cell, strict=True)) for cell in cells]}
            for key, cells in table.corrections(limit)
        ],
        "withdrawn": [_named(table, key) | _grave(table, key, diff) for key in table.gone_keys(limit)],
    }


def _named(table: TableDiff, key: Key) -> dict[str, Any]:
    columns = () if table.added is None else table.added.column_names
    return {"key": dict(zip(columns, key, strict=True))}


def _grave(table: TableDiff, key: Key, diff: Diff) -> dict[str, Any]:
    grave = diff.tombstones.get(str(key[0])) if table.name == CLAIMS else None
    return {} if grave is None else {"reason": grave.reason, "replaced_by": grave.replaced_by}


def _column(change: ColumnChange) -> dict[str, Any]:
    return {"column": change.column, "kind": change.kind, "old": list(change.old), "new": list(change.new)}
