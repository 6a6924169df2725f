"""What pandera finds in one table: type, missing cells, enumeration, pattern, bounds, length."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import Mask
from demarche.contract.frames import pandera_schema
from demarche.contract.model import Field

Broken = tuple[str, str, Mask]
"""Constraint, column, and where it is broken."""


def broken_constraints(rows: pa.Table, table_name: str) -> Iterator[Broken]:
    """Each constraint of the contract that some cell breaks.

    The table must have the contract's columns and types; what is read through `tables.py` has.
    """
    import narwhals.stable.v1 as narwhals
    from pandera.errors import SchemaErrors

    try:
        pandera_schema(table_name).validate(rows, lazy=True)
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
        near = difflib.get_close_matches(str(value), values, 1)
        return f"Did you mean {near[0]}?" if near else f"The values are: {', '.join(values)}."
    if constraint == "pattern" and isinstance(value, str) and value != value.strip():
        return "Remove the white space at its ends."
    if constraint in {"pattern", "required"} and field.examples:
        return "For example: " + ", ".join(str(example) for example in field.examples) + "."
    return field.description


def _passed(error: Any, rows: pa.Table, narwhals: Any) -> Any:
    """The answers of a check, row by row; pandera gives built-in checks as expressions not yet run."""
    output = error.check_output
    if isinstance(output, narwhals.Expr):
        return narwhals.from_native(rows).select(passed=output)["passed"].to_native()
    return output["check_output"].to_native()
