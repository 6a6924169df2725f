"""The third verdict: what cannot be judged, since a cell that it hangs on is wrong in itself.

A check reads a column if it cannot do without it, which is tried on tables without rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

import pyarrow as pa

from demarche.checks.plan import Check
from demarche.contract.arrow import arrow_schema


def unknown_by_others(check: Check, name: str, wrong: Mapping[str, Set[str]]) -> list[str]:
    """The columns of other tables, as `table.column`, that have wrong cells and that the check reads."""
    if check.raw:
        return []
    return [
        f"{table}.{column}"
        for table in check.needs
        if table != name
        for column in sorted(wrong.get(table, ()))
        if not _runs(check, name, {table: column})
    ]


def unknown_in_row(check: Check, name: str, wrong: Iterable[str]) -> list[str]:
    """The columns of the judged rows that have wrong cells, and that the check reads."""
    return [] if check.raw else [column for column in wrong if not _runs(check, name, {name: column})]


def _runs(check: Check, name: str, lacking: Mapping[str, str]) -> bool:
    """Whether a check can do without some columns."""

    def empty(table: str) -> pa.Table:
        left = [each for each in arrow_schema(table) if each.name != lacking.get(table)]
        return pa.schema(left).empty_table()

    try:
        check.broken(empty(name), {table: empty(table) for table in check.needs})
    except (KeyError, pa.ArrowInvalid):
        return False
    return True
