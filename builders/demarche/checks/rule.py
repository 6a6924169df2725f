"""What a rule is, and the few operations on columns that rules are made of.

A rule is one function. Its name is the rule's code, the first line of its docstring the statement; it
takes the rows of a table and answers, row by row, where the statement is broken. Null means that there is
nothing to judge.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.examples import EXAMPLES
from demarche.checks.finding import Severity

Mask: TypeAlias = pa.ChunkedArray
Column: TypeAlias = pa.ChunkedArray
Tables: TypeAlias = Mapping[str, pa.Table]

# Tables whose rows say that someone did something to someone.
CLAIM_TABLES = ("interactions", "claims")
ACT_TABLES = (*CLAIM_TABLES, "events")

# Stands for null in a compared key; no cell may hold it.
_NULL = "\x00"
_SEPARATOR = "\x1f"


class _Named:
    """What a rule is called and what it states, both read from its function."""

    __slots__ = ()
    broken: Callable[..., Mask]

    @property
    def code(self) -> str:
        """The rule's name."""
        return self.broken.__name__

    @property
    def statement(self) -> str:
        """What has to hold, in a sentence."""
        return statement(self.broken)

    @property
    def example(self) -> str:
        """A row that breaks it, in a few words."""
        return EXAMPLES[self.code]


@dataclass(frozen=True, slots=True)
class RowRule(_Named):
    """A rule that looks at one row at a time, in each of `tables`.

    A finding shows the cells of `columns` and stands at the first of them. `takes_codes` says that the rule
    judges text in dictionary encoding as well as plain text: its operations are those of this module.
    """

    broken: Callable[[pa.Table], Mask]
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    hint: str
    severity: Severity = "error"
    needs: tuple[str, ...] = ()
    takes_codes: bool = False

    def apply(self, rows: pa.Table, _tables: Tables) -> Mask:
        """Where the rows break the rule."""
        return self.broken(rows)


@dataclass(frozen=True, slots=True)
class UniqueRule(_Named):
    """A rule that no two rows of a table have the same cells in `key`.

    `broken` says which rows it holds for, by the columns `among` (default: one of the key); of two that it
    holds for it is the later that breaks the rule.
    """

    broken: Callable[[pa.Table], Mask]
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    hint: str
    key: tuple[str, ...]
    severity: Severity = "error"
    needs: tuple[str, ...] = ()
    among: tuple[str, ...] = ()

    def apply(self, rows: pa.Table, _tables: Tables) -> Mask:
        """Where the rows break the rule."""
        judged = pc.fill_null(_whole(self.broken(rows)), False)
        places = pc.indices_nonzero(judged)
        again = places.filter(_whole(repeats(key(rows.take(places), self.key))))
        return pa.chunked_array([pc.is_in(pa.array(range(len(rows)), pa.uint64()), value_set=again)])


@dataclass(frozen=True, slots=True)
class TableRule(_Named):
    """A rule that judges the rows of `tables` by whole tables, those that it `needs`; its own may be one."""

    broken: Callable[[pa.Table, Tables], Mask]
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    hint: str
    needs: tuple[str, ...]
    severity: Severity = "error"
    takes_codes: bool = False

    def apply(self, rows: pa.Table, tables: Tables) -> Mask:
        """Where the rows break the rule."""
        return self.broken(rows, tables)


@dataclass(frozen=True, slots=True)
class ReleaseRule(_Named):
    """A rule that judges by a published release.

    `judged` says what `broken` is given. `rows`: rows of `tables` and the release; `cells`: the cells of a
    released row and what was released; `released`: the rows that were released and the tables of the dataset
    that came out of them; `dataset`: its version, the release and whether the rows are others.
    """

    broken: Callable[..., Any]
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    hint: str
    judged: Literal["rows", "cells", "released", "dataset"] = "rows"
    severity: Severity = "error"


Rule = RowRule | UniqueRule | TableRule


def every_row(rows: pa.Table) -> Mask:
    """True for each of the rows."""
    return pa.chunked_array([pa.repeat(True, len(rows))])


def statement(function: Callable[..., Any]) -> str:
    """The first paragraph of a rule's docstring, on one line."""
    paragraph = (inspect.getdoc(function) or "").partition("\n\n")[0]
    return " ".join(paragraph.split())


def is_any(column: Column, values: Iterable[str]) -> Mask:
    """Whether the cell is one of the values; false for null."""
    among = pa.array(list(values), pa.string())
    if _is_coded(column):
        return pc.fill_null(_carried(column, lambda cells: pc.is_in(cells, value_set=among)), False)
    return pc.is_in(column, value_set=among)


def equal(left: Column, right: Any) -> Mask:
    """Whether two cells are the same, null being the same as null."""
    same = pc.fill_null(pc.equal(left, right), False)
    return pc.or_(same, pc.and_(pc.is_null(left), pc.is_null(right)))


def key(rows: pa.Table, names: Iterable[str]) -> Column:
    """Several columns as one, so that rows can be compared; null is a value of its own."""
    parts = [pc.fill_null(rows[name].cast(pa.string()), _NULL) for name in names]
    return pc.binary_join_element_wise(*parts, _SEPARATOR)


def index_in(column: Column, among: Column) -> Column:
    """The row of `among` at which each cell is found first; null where it is not."""
    if _is_coded(column) and not among.null_count:
        return _carried(column, lambda cells: pc.index_in(cells, value_set=_whole(among)))
    return pc.index_in(column, value_set=_whole(among))


def fetch(column: Column, index: Column) -> Column:
    """The cells of `column` at the rows `index`; null where the index is null."""
    return column.take(index)


def is_in(cells: Column, among: Column) -> Mask:
    """Whether each cell stands somewhere in `among`; null stands in it like any value."""
    return pc.is_in(cells, value_set=_whole(among))


def lookup(cells: Column, table: pa.Table, key_column: str, value_column: str) -> Column:
    """For each cell, `value_column` of the row whose `key_column` has that cell; null for no such row."""
    return fetch(table[value_column], index_in(cells, table[key_column]))


def repeats(keys: Column) -> Mask:
    """Whether the same cell stood in an earlier row."""
    import numpy as np

    encoded = _whole(keys).dictionary_encode()
    _, first = np.unique(encoded.indices.to_numpy(zero_copy_only=False), return_index=True)
    again = np.ones(len(encoded), dtype=bool)
    again[first] = False
    return pa.chunked_array([pa.array(again)])


def by_value(column: Column, function: Callable[[Any], Any], value_type: pa.DataType) -> Column:
    """`function` of each cell that is not null, called once for each distinct value."""
    if _is_coded(column):
        return _carried(column, lambda cells: by_value(cells, function, value_type))
    distinct = pc.unique(column.drop_null())
    results = pa.array([function(value) for value in distinct.to_pylist()], value_type)
    return pa.chunked_array([results]).take(pc.index_in(column, value_set=distinct))


def all_of(*masks: Mask) -> Mask:
    """Where every mask is true; null counts as false."""
    result = pc.fill_null(masks[0], False)
    for mask in masks[1:]:
        result = pc.and_(result, pc.fill_null(mask, False))
    return result


def any_of(*masks: Mask) -> Mask:
    """Where some mask is true; null counts as false."""
    result = pc.fill_null(masks[0], False)
    for mask in masks[1:]:
        result = pc.or_(result, pc.fill_null(mask, False))
    return result


def of_those(rows: pa.Table, which: Mask, broken: Callable[[pa.Table], Mask]) -> Mask:
    """`broken` of the rows that are meant, false for the others; it is asked of those alone."""
    import numpy as np

    places = np.flatnonzero(pc.fill_null(which, False))
    found = np.zeros(len(rows), dtype=bool)
    found[places] = pc.fill_null(broken(rows.take(pa.array(places))), False)
    return pa.chunked_array([pa.array(found)])


def negate(mask: Mask) -> Mask:
    """Where the mask is false; null counts as false, so that its negation is true."""
    return pc.invert(pc.fill_null(mask, False))


def _is_coded(column: Column) -> bool:
    return bool(pa.types.is_dictionary(column.type))


def _carried(column: Column, function: Callable[[pa.Array], Column]) -> Column:
    """What a function says of the values of a column in dictionary encoding, carried to the cells."""
    encoded = _whole(column)
    return pa.chunked_array([_whole(function(encoded.dictionary)).take(encoded.indices)])


def _whole(column: Column) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
