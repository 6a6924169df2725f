"""What changed between two releases, row by row: the text of CHANGES.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from demarche.release.build import Build

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Rows of one table that came, went, or hold other values (column, old value, new value)."""

    added: tuple[Key, ...]
    gone: tuple[Key, ...]
    corrected: Mapping[Key, tuple[tuple[str, Any, Any], ...]]
    columns_added: tuple[str, ...] = ()
    columns_gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.corrected or self.columns_added or self.columns_gone)


def compare(old: pa.Table, new: pa.Table, key: Iterable[str]) -> TableChanges:
    """The changes from one table to another, rows being known by their key.

    Rows of a table without a key are known by all their cells: they come and go, and are never corrected.
    """
    shared = [name for name in new.column_names if name in old.column_names]
    names = tuple(key) or tuple(shared)
    before, after = _by_key(old, names), _by_key(new, names)
    corrected = {
        one: cells
        for one in after
        if one in before
        and (
            cells := tuple(
                (name, before[one][name], after[one][name])
                for name in shared
                if before[one][name] != after[one][name]
            )
        )
    }
    return TableChanges(
        added=tuple(one for one in after if one not in before),
        gone=tuple(one for one in before if one not in after),
        corrected=corrected,
        columns_added=tuple(name for name in new.column_names if name not in shared),
        columns_gone=tuple(name for name in old.column_names if name not in shared),
    )


def _by_key(table: pa.Table, key: tuple[str, ...]) -> dict[Key, dict[str, Any]]:
    return {tuple(row[name] for name in key): row for row in table.to_pylist()}


def changes_text(made: Build, version: str, date: str, previous: Path | None) -> str:
    """CHANGES.md: what is new against the release in the folder `previous`, None for the first one."""
    lines = [f"# Changes in {version} ({date})", ""]
    if previous is None:
        lines += ["The first release.", ""]
        sizes = {name: len(table) for name, table in made.tables.items()}
        lines += [f"- {name}: {rows} {'row' if rows == 1 else 'rows'}" for name, rows in sizes.items()]
        return "\n".join(lines) + "\n"
    lines += [f"Against {previous.name}.", ""]
    tombstones = {row["id"]: row for row in made.tables["withdrawn"].to_pylist()}
    unchanged = []
    for name in made.tables:
        section = _section(name, made.tables[name], previous, tombstones)
        lines += section
        if not section:
            unchanged.append(name)
    if unchanged:
        lines.append(f"Unchanged: {', '.join(unchanged)}.")
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(
    name: str, table: pa.Table, previous: Path, tombstones: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    from pyarrow import parquet

    from demarche.contract.model import get_table

    path = previous / f"{name}.parquet"
    if not path.is_file():
        return [f"## {name}", "", f"A new table of {len(table)} rows.", ""]
    found = compare(parquet.read_table(path), table, get_table(name).primary_key)
    if not found:
        return []
    counts = f"{len(found.added)} added, {len(found.corrected)} corrected, {len(found.gone)} withdrawn"
    lines = [f"## {name}", "", f"{counts}.", ""]
    lines += [f"- new column: {column}" for column in found.columns_added]
    lines += [f"- column gone: {column}" for column in found.columns_gone]
    lines += [f"- added: {_shown_key(key)}" for key in found.added]
    for key, cells in found.corrected.items():
        told = "; ".join(f"{column}: {_shown(old)} → {_shown(new)}" for column, old, new in cells)
        lines.append(f"- corrected: {_shown_key(key)}: {told}")
    for key in found.gone:
        grave = tombstones.get(str(key[0]), {}) if name == "interactions" else {}
        reason = f": {grave['reason']}" if grave else ""
        heir = f" (see {grave['replaced_by']})" if grave.get("replaced_by") else ""
        lines.append(f"- withdrawn: {_shown_key(key)}{reason}{heir}")
    return [*lines, ""]


def _shown_key(key: Key) -> str:
    return " ".join("-" if part is None else str(part) for part in key)


def _shown(value: Any) -> str:
    return "(empty)" if value is None else str(value)
