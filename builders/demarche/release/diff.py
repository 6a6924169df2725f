"""What tells two versions apart: columns, and rows added, withdrawn and corrected, cell by cell.

Rows are known by their key and compared column by column, so that a million of them take seconds and no more
memory than two columns. Nothing is judged here: `bump` says what the differences mean for the version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from demarche.release.snapshot import Cells, Snapshot, TableSnapshot

Positions = npt.NDArray[np.int64]
Key = tuple[Any, ...]
Cell = tuple[str, Any, Any]
"""Column, old value, new value."""

CLAIMS, BURIED = "interactions", "withdrawn"
_NULL, _SEPARATOR = "\x00", "\x1f"  # no cell of a release holds a control character


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """What happened to a column of a table; `old` and `new` hold its types or, of a list, the values."""

    column: str
    kind: Literal["added", "removed", "retyped", "values added", "values removed"]
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Corrected:
    """The cells of one column that hold another value, by the row of the new table they stand in."""

    rows: Positions
    old: pa.Array
    new: pa.Array


@dataclass(frozen=True)
class TableDiff:
    """The differences of one table. `rows` counts them before and after, None where there was no such table.

    `added` and `gone` hold the keys of the rows that came and went, `keys` those of the whole new table.
    `reordered` tells that rows which stand in both are in another order.
    """

    name: str
    rows: tuple[int | None, int | None]
    key: tuple[str, ...]
    old_key: tuple[str, ...]
    columns: tuple[ColumnChange, ...] = ()
    added: pa.Table | None = None
    gone: pa.Table | None = None
    corrected: Mapping[str, Corrected] | None = None
    keys: pa.Table | None = None
    reordered: bool = False

    @cached_property
    def counts(self) -> tuple[int, int, int]:
        """How many rows were added, corrected and withdrawn."""
        return len(self.added or ()), len(self._corrected_rows), len(self.gone or ())

    def __bool__(self) -> bool:
        return bool(
            any(self.counts)
            or self.columns
            or self.reordered
            or None in self.rows
            or self.key != self.old_key
        )

    def added_keys(self, limit: int | None = None) -> Iterator[Key]:
        """The keys of the rows added, at most `limit` of them."""
        return _tuples(self.added, limit)

    def gone_keys(self, limit: int | None = None) -> Iterator[Key]:
        """The keys of the rows withdrawn."""
        return _tuples(self.gone, limit)

    def corrections(self, limit: int | None = None) -> Iterator[tuple[Key, list[Cell]]]:
        """The rows corrected, in the order of the new table, with the cells that differ."""
        rows = self._corrected_rows[:limit]
        cells: dict[int, list[Cell]] = {row: [] for row in rows.tolist()}
        for name, found in (self.corrected or {}).items():
            shown = np.flatnonzero(found.rows <= rows[-1]) if len(rows) else rows
            chosen = pa.array(shown)
            pairs = zip(found.old.take(chosen).to_pylist(), found.new.take(chosen).to_pylist(), strict=True)
            for row, (old, new) in zip(found.rows[shown].tolist(), pairs, strict=True):
                cells[row].append((name, old, new))
        keys = _tuples(self.keys.take(pa.array(rows)) if self.keys is not None else None, None)
        yield from zip(keys, cells.values(), strict=True)

    @cached_property
    def _corrected_rows(self) -> Positions:
        found = [each.rows for each in (self.corrected or {}).values()]
        return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What the new version says of a claim that it withdrew."""

    reason: str | None
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """The differences of two versions, table by table in the order of the new one; all tables are there.

    `tombstones` are those of the claims withdrawn between the two, as far as they have one.
    """

    old: str
    new: str
    schema: tuple[str, str]
    tables: Mapping[str, TableDiff]
    tombstones: Mapping[str, Tombstone]

    def __bool__(self) -> bool:
        return self.schema[0] != self.schema[1] or any(self.tables.values())


def compare(old: Snapshot, new: Snapshot) -> Diff:
    """The differences of two versions."""
    names = [*new.tables, *(name for name in old.tables if name not in new.tables)]
    tables = {name: _table(name, old.tables.get(name), new.tables.get(name)) for name in names}
    schema = (old.schema_version, new.schema_version)
    return Diff(old.name, new.name, schema, tables, _tombstones(tables.get(CLAIMS), new))


def _tombstones(claims: TableDiff | None, new: Snapshot) -> dict[str, Tombstone]:
    if claims is None or not claims.gone or BURIED not in new.tables:
        return {}
    rows = new.tables[BURIED].open()(("id", "reason", "replaced_by"))
    rows = rows.filter(pc.is_in(rows["id"], value_set=_whole(claims.gone[claims.gone.column_names[0]])))
    return {row["id"]: Tombstone(row["reason"], row["replaced_by"]) for row in rows.to_pylist()}


def _table(name: str, old: TableSnapshot | None, new: TableSnapshot | None) -> TableDiff:
    if old is None or new is None:
        rows = (None if old is None else old.rows, None if new is None else new.rows)
        return TableDiff(name, rows, (), ())
    rows = (old.rows, new.rows)
    columns = tuple(_column_changes(old, new))
    if old.content_hash == new.content_hash:  # names, types and values are the same
        return TableDiff(name, rows, new.key, old.key, columns)
    changed = {change.column for change in columns if change.kind in {"added", "removed", "retyped"}}
    shared = [column for column in new.columns if column in old.columns]
    named = [key for key in (new.key, old.key) if key and set(key) <= set(shared)]
    key = named[0] if named else tuple(shared)
    before, after = old.open(), new.open()
    old_keys, new_keys = before(key), after(key)
    match = _matched(old_keys, new_keys, keyed=bool(named))
    compared = [column for column in shared if column not in key and column not in changed] if named else []
    return TableDiff(
        name,
        rows,
        new.key,
        old.key,
        columns,
        added=new_keys.take(pa.array(match.added)),
        gone=old_keys.take(pa.array(match.gone)),
        corrected=_corrected(before, after, compared, match),
        keys=new_keys,
        reordered=match.reordered,
    )


def _column_changes(old: TableSnapshot, new: TableSnapshot) -> Iterator[ColumnChange]:
    for name, column in new.columns.items():
        if name not in old.columns:
            yield ColumnChange(name, "added", new=(column.type,), required=column.required)
            continue
        before = old.columns[name]
        if before.type != column.type:
            yield ColumnChange(name, "retyped", (before.type,), (column.type,))
        if before.values is not None and column.values is not None:
            more = tuple(value for value in column.values if value not in before.values)
            less = tuple(value for value in before.values if value not in column.values)
            if more:
                yield ColumnChange(name, "values added", new=more)
            if less:
                yield ColumnChange(name, "values removed", old=less)
    for name, column in old.columns.items():
        if name not in new.columns:
            yield ColumnChange(name, "removed", (column.type,))


@dataclass(frozen=True, slots=True)
class _Match:
    """Which rows are the same ones: `old[n]` and `new[n]` are two positions of one row."""

    old: Positions
    new: Positions
    added: Positions
    gone: Positions
    reordered: bool
    aligned: bool


def _matched(old: pa.Table, new: pa.Table, *, keyed: bool) -> _Match:
    """Find the same rows by some cells; where these are a key they stand once, as releases are checked."""
    none = np.empty(0, np.int64)
    if old.equals(new):
        every = np.arange(len(new))
        return _Match(every, every, none, none, reordered=False, aligned=True)
    before, after = _keys(old), _keys(new)
    if not keyed and not (_is_unique(before) and _is_unique(after)):
        before, after = _numbered(before), _numbered(after)
    found = pc.index_in(after, value_set=_whole(before))
    here = _places(pc.is_valid(found))
    there = _whole(pc.drop_null(found)).to_numpy().astype(np.int64)
    left = np.ones(len(old), dtype=bool)
    left[there] = False
    return _Match(
        old=there,
        new=here,
        added=_places(pc.is_null(found)),
        gone=np.flatnonzero(left),
        reordered=bool(np.any(there[1:] < there[:-1])),
        aligned=False,
    )


def _keys(table: pa.Table) -> pa.ChunkedArray:
    """The key of each row as one text."""
    parts = [pc.fill_null(column.cast(pa.string()), _NULL) for column in table.columns]
    return pc.binary_join_element_wise(*parts, _SEPARATOR) if len(parts) > 1 else parts[0]


def _places(mask: pa.Array | pa.ChunkedArray) -> Positions:
    return pc.indices_nonzero(mask).to_numpy().astype(np.int64)  # type: ignore[no-any-return]


def _is_unique(keys: pa.ChunkedArray) -> bool:
    return bool(pc.count_distinct(keys).as_py() == len(keys))


def _numbered(keys: pa.ChunkedArray) -> pa.Array:
    """The keys, each with the number of rows before it that have the same."""
    codes = _whole(keys).dictionary_encode().indices.to_numpy()
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    number = np.empty(len(codes), np.int64)
    number[order] = np.arange(len(codes)) - np.repeat(starts, np.diff(starts, append=len(codes)))
    return pc.binary_join_element_wise(_whole(keys), pa.array(number).cast(pa.string()), _SEPARATOR)


def _corrected(before: Cells, after: Cells, columns: Sequence[str], match: _Match) -> dict[str, Corrected]:
    found = {}
    old_rows, new_rows = pa.array(match.old), pa.array(match.new)
    for name in columns:
        old, new = _whole(before([name])[name]), _whole(after([name])[name])
        if not match.aligned:
            old, new = old.take(old_rows), new.take(new_rows)
        if old.equals(new):
            continue
        unequal = pc.not_equal(old, new)
        differ = pc.if_else(pc.is_null(unequal), pc.xor(pc.is_null(old), pc.is_null(new)), unequal)
        places = pc.indices_nonzero(differ)
        if len(places):
            found[name] = Corrected(match.new[places.to_numpy()], old.take(places), new.take(places))
    return found


def _whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    if isinstance(column, pa.Array):
        return column
    whole = column.combine_chunks()
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole


def _tuples(table: pa.Table | None, limit: int | None) -> Iterator[Key]:
    if table is None:
        return
    rows = table if limit is None else table.slice(0, limit)
    for batch in rows.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
