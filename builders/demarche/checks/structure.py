"""What pandera finds in one table: type, missing cells, enumeration, pattern, bounds, length."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rows import NULL, Bools, Codes, Rows, as_bools
from demarche.checks.rule import Mask
from demarche.checks.sound import is_sound
from demarche.contract.frames import pandera_schema
from demarche.contract.model import Column, Field, get_table
from demarche.meant import actor_columns, actors_meant, nearest

Broken = tuple[str, str, Bools]
"""Constraint, column, and where it is broken."""
CONSTRAINTS = ("required", "enum", "pattern", "minimum", "maximum", "maxLength", "finite")


class Structure:
    """Checks batches of one table against the contract.

    pandera judges each value of a column once, as long as the column is held as codes. Of other columns it
    judges every cell, unless `sound.is_sound` can show at once that none is wrong.
    """

    def __init__(self, table_name: str) -> None:
        self._table = get_table(table_name)
        self._said: dict[str, _Said] = {}

    def broken(self, rows: Rows) -> list[Broken]:
        """Each constraint that some cell breaks, in the order of the columns."""
        found: list[Broken] = []
        for column in self._table.columns:
            name = column.name
            codes = rows.codes(name)
            if codes is not None:
                said = self._said.setdefault(name, _Said(self._table.name, column))
                found += said.broken(codes, rows.values(name).cells)
            elif not is_sound(rows.plain(name), column):
                found += [
                    (constraint, name, mask)
                    for constraint, _, broken in broken_constraints(rows.select([name]), self._table.name)
                    if (mask := as_bools(broken)) is not None
                ]
        return found


class _Said:
    """What pandera has said of the values of a column: for each constraint, which of them break it."""

    def __init__(self, table_name: str, column: Column) -> None:
        self._table_name, self._column = table_name, column
        self._judged = NULL
        self._wrong: dict[str, Bools] = {}

    def broken(self, codes: Codes, cells: pa.Array) -> Iterator[Broken]:
        """Each constraint that some cell breaks, of the cells that the codes stand for."""
        if self._column.required and (codes == NULL).any():
            self._judged = NULL
        elif self._judged == NULL:
            self._judged = NULL + 1
        self._judge(cells)
        for constraint, wrong in self._wrong.items():
            mask = wrong.take(codes)
            if mask.any():
                yield constraint, self._column.name, mask

    def _judge(self, cells: pa.Array) -> None:
        """Have the values judged that were not there before."""
        new = pa.chunked_array([cells.slice(self._judged)])
        wrong = {} if is_sound(new, self._column) else self._said(new)
        for constraint in wrong.keys() | self._wrong.keys():
            mask = self._wrong.get(constraint, np.zeros(0, dtype=bool))
            self._wrong[constraint] = np.zeros(len(cells), dtype=bool)
            self._wrong[constraint][: len(mask)] = mask
            self._wrong[constraint][self._judged :] = wrong.get(constraint, False)
        self._judged = len(cells)

    def _said(self, cells: pa.ChunkedArray) -> dict[str, Bools]:
        table = pa.table([cells], names=[self._column.name])
        said = {name: as_bools(mask) for name, _, mask in broken_constraints(table, self._table_name)}
        return {name: mask for name, mask in said.items() if mask is not None}


def broken_constraints(rows: pa.Table, table_name: str) -> Iterator[tuple[str, str, Mask]]:
    """Each constraint of the contract that some cell of these columns breaks.

    The columns must be the contract's, with its types; what is read through `tablefile` is.
    """
    import narwhals.stable.v1 as narwhals
    from pandera.errors import SchemaErrors

    try:
        pandera_schema(table_name, tuple(rows.column_names)).validate(rows, lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            column = error.schema.name
            if error.reason_code.name == "SERIES_CONTAINS_NULLS":
                yield "required", column, pc.is_null(rows[column])
                continue
            if error.check_output is None:
                raise TypeError(f"the table is not of the contract's form: {error}") from errors
            yield error.check.name, column, pc.invert(pc.fill_null(_passed(error, rows, narwhals), True))


def message_of(constraint: str, field: Field) -> str:
    """What a broken constraint means, in words."""
    return {
        "required": "the cell is empty",
        "enum": "not a value of the list",
        "pattern": "not of the form that the contract asks for",
        "minimum": f"less than {field.minimum}",
        "maximum": f"more than {field.maximum}",
        "maxLength": f"longer than {field.max_length} characters",
        "finite": "not a finite number",
    }[constraint]


def hint_of(constraint: str, field: Field, value: Any) -> str:
    """How to mend a cell that breaks a constraint."""
    if constraint == "enum":
        values = list(field.values or ())
        near = nearest(str(value), values)
        return f"Did you mean {near[0]}?" if near else f"The values are: {', '.join(values)}."
    if constraint == "pattern" and isinstance(value, str) and value != value.strip():
        return "Remove the white space at its ends."
    if constraint == "pattern" and isinstance(value, str):
        odd = next((sign for sign in value[:200] if not sign.isascii()), None)
        if odd is not None and not field.free_text:
            return f"It holds U+{ord(odd):04X} ({unicodedata.name(odd, 'no character')}): write it in ASCII."
        meant = actors_meant(value) if field.name in actor_columns() else []
        if meant:
            return f"Did you mean {' or '.join(meant)}?"
    if constraint in {"pattern", "required"} and field.examples:
        return "For example: " + ", ".join(str(example) for example in field.examples) + "."
    return field.description


def _passed(error: Any, rows: pa.Table, narwhals: Any) -> Any:
    """The answers of a check, row by row; pandera gives built-in checks as expressions not yet run."""
    output = error.check_output
    if isinstance(output, narwhals.Expr):
        return narwhals.from_native(rows).select(passed=output)["passed"].to_native()
    return output["check_output"].to_native()
