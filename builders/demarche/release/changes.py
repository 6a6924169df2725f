"""What changed between two versions in words: CHANGES.md, and `demarche diff --format markdown`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from demarche.release.bump import Step, bump
from demarche.release.diff import CLAIMS, ColumnChange, Diff, Key, TableDiff, Tombstone
from demarche.version import Version


def first_text(sizes: Mapping[str, int], version: str, day: str) -> str:
    """CHANGES.md of the first release, from the number of rows of each table."""
    lines = [f"# Changes in {version} ({day})", "", "The first release.", ""]
    return "\n".join([*lines, *(f"- {name}: {_rows(count)}" for name, count in sizes.items())]) + "\n"


def changes_text(diff: Diff, day: str | None = None, limit: int | None = None) -> str:
    """The differences as Markdown, with every row that was added, corrected or withdrawn.

    `day` is that of the release, None where there is none; `limit` bounds the rows of each kind and table.
    """
    lines = [f"# Changes in {diff.new}{f' ({day})' if day else ''}", "", f"Against {diff.old}.", ""]
    found = bump(diff)
    least = found.least(Version.parse(diff.old))
    if found.step is Step.PATCH:
        lines += ["Every row and every value is the same: a PATCH step, which reproduces numbers.", ""]
    else:
        lines += [f"At least a {found.step.name} step, to {least}:", ""]
    if found.reasons:
        lines += [f"- {reason.words} ({reason.step.name})" for reason in found.reasons] + [""]
    for table in diff.tables.values():
        lines += _section(table, diff.tombstones, limit)
    unchanged = [name for name, table in diff.tables.items() if not table]
    if unchanged:
        lines.append(f"Unchanged: {', '.join(unchanged)}.")
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(table: TableDiff, graves: Mapping[str, Tombstone], limit: int | None) -> Iterator[str]:
    if not table:
        return
    old, new = table.rows
    yield f"## {table.name}"
    yield ""
    if old is None:
        yield f"A new table of {_rows(new or 0)}."
    elif new is None:
        yield f"The table is gone; it had {_rows(old)}."
    elif any(table.counts):
        added, corrected, gone = table.counts
        yield f"{added:,} added, {corrected:,} corrected, {gone:,} withdrawn."
    else:
        yield "The rows are the same, in another order." if table.reordered else "The rows are the same."
    yield ""
    listed = [*map(_column, table.columns), *_row_lines(table, graves, limit)]
    yield from [*listed, ""] if listed else []


def _row_lines(table: TableDiff, graves: Mapping[str, Tombstone], limit: int | None) -> Iterator[str]:
    for kind, lines in row_lines(table, graves, limit).items():
        yield from (f"- {kind}: {line}" for line in lines)


def row_lines(
    table: TableDiff, graves: Mapping[str, Tombstone], limit: int | None = None
) -> dict[str, Iterator[str]]:
    """A line for each row that was added, corrected or withdrawn; past `limit` a kind, how many more."""
    added, corrected, gone = table.counts
    kinds = {
        "added": (added, map(shown_key, table.added_keys(limit))),
        "corrected": (
            corrected,
            (f"{shown_key(key)}: {_cells(cells)}" for key, cells in table.corrections(limit)),
        ),
        "withdrawn": (gone, (_withdrawn(table.name, key, graves) for key in table.gone_keys(limit))),
    }
    return {kind: _cut(lines, total, limit) for kind, (total, lines) in kinds.items()}


def _cut(lines: Iterator[str], total: int, limit: int | None) -> Iterator[str]:
    yield from lines
    if limit is not None and total > limit:
        yield f"… and {total - limit:,} more"


def _cells(cells: list[tuple[str, Any, Any]]) -> str:
    return "; ".join(f"{column}: {shown(old)} → {shown(new)}" for column, old, new in cells)


def _withdrawn(table: str, key: Key, graves: Mapping[str, Tombstone]) -> str:
    grave = graves.get(str(key[0])) if table == CLAIMS else None
    if grave is None:
        return shown_key(key)
    heir = f" (see {grave.replaced_by})" if grave.replaced_by else ""
    return f"{shown_key(key)}: {grave.reason}{heir}"


def _column(change: ColumnChange) -> str:
    return f"- {column_words(change)}"


def column_words(change: ColumnChange) -> str:
    """What happened to a column, in words."""
    if change.kind == "added":
        return f"new column: {change.column}"
    if change.kind == "removed":
        return f"column gone: {change.column}"
    if change.kind == "retyped":
        return f"column of another type: {change.column}: {change.old[0]} → {change.new[0]}"
    values = ", ".join(change.new or change.old)
    return f"{change.column}: {'new values' if change.new else 'values gone'}: {values}"


def shown_key(key: Key) -> str:
    """The key of a row in one line; `-` stands for null."""
    return " ".join("-" if part is None else shown(part) for part in key)


def shown(value: Any) -> str:
    """A cell in words, as CSV writes it but for null."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return "(empty)" if value is None else str(value)


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"
