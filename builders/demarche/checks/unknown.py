"""The third verdict: what cannot be judged, since a cell that it hangs on is wrong in itself.

A check reads a column if it cannot do without it, which is tried on tables without rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

import pyarrow as pa

from demarche.checks.plan import Check
from demarche.contract.arrow import arrow_schema


def unknown_by_others(check: Check, name: str, wrong: Mapping[str, Set[str]]) -> list[str]:
    """The columns, as `table.column`, that have wrong cells and in which the check looks for other rows."""
    if check.raw:
        return []
    return [
        f"{table}.{column}"
        for table in check.needs
        for column in sorted(wrong.get(table, ()))
        if not _runs(check, _empty(name), {table: _empty(table, column)})
    ]


def unknown_in_row(check: Check, name: str, wrong: Iterable[str]) -> list[str]:
    """The columns of the judged rows that have wrong cells, and that the check reads."""
    return [] if check.raw else [column for column in wrong if not _runs(check, _empty(name, column), {})]


def _empty(table: str, lacking: str | None = None) -> pa.Table:
    """The table without rows, and without a column."""
    return pa.schema([each for each in arrow_schema(table) if each.name != lacking]).empty_table()


def _runs(check: Check, rows: pa.Table, tables: Mapping[str, pa.Table]) -> bool:
    """Whether a check can do with these tables, and all others that it needs."""
    try:
        check.broken(rows, {table: _empty(table) for table in check.needs} | dict(tables))
    except (KeyError, pa.ArrowInvalid):
        return False
    return True
