"""What pandera finds in one table: type, missing cells, enumeration, pattern, bounds, length."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rows import Bools, Rows, as_bools
from demarche.checks.rule import Mask
from demarche.contract.frames import pandera_schema
from demarche.contract.model import Field, get_table

Broken = tuple[str, str, Bools]
"""Constraint, column, and where it is broken."""
CONSTRAINTS = ("required", "enum", "pattern", "minimum", "maximum", "maxLength", "finite")
_REMEMBERED = 100_000
"""Values of a column that are remembered to be sound."""


class Structure:
    """Checks batches of one table against the contract; a value that was sound once is not judged again."""

    def __init__(self, table_name: str) -> None:
        self._name = table_name
        self._columns = get_table(table_name).column_names
        self._sound: dict[str, pa.Array] = {}

    def broken(self, rows: Rows) -> list[Broken]:
        """Each constraint that some cell breaks, in the order of the columns."""
        found: list[Broken] = []
        whole = []
        for name in self._columns:
            if rows.coded(name) is None:
                whole.append(name)
            else:
                found += self._of_values(rows, name)
        if whole:
            found += [
                (constraint, name, mask)
                for constraint, name, broken in broken_constraints(rows.select(whole), self._name)
                if (mask := as_bools(broken)) is not None
            ]
        return sorted(found, key=lambda item: self._columns.index(item[1]))

    def _of_values(self, rows: Rows, name: str) -> Iterator[Broken]:
        coded = rows.coded(name)
        assert coded is not None
        values = coded.values[:-1] if not bool((coded.codes == coded.null).any()) else coded.values
        sound = self._sound.get(name)
        new = values if sound is None else values.filter(pc.invert(pc.is_in(values, value_set=sound)))
        if not len(new):
            return
        broken = list(broken_constraints(pa.table([new], names=[name]), self._name))
        wrong = pa.repeat(False, len(new))
        for constraint, _, mask in broken:
            answer = pc.fill_null(_array(mask), False)
            wrong = pc.or_(wrong, answer)
            bad = new.filter(answer)
            where = pc.is_in(coded.values, value_set=bad, skip_nulls=not bad.null_count)
            yield constraint, name, np.asarray(where)[coded.codes]
        if len(sound or ()) + len(new) <= _REMEMBERED:
            kept = new.filter(pc.invert(wrong))
            self._sound[name] = kept if sound is None else pa.concat_arrays([sound, kept])


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
        near = difflib.get_close_matches(str(value)[:100], values, 1)
        return f"Did you mean {near[0]}?" if near else f"The values are: {', '.join(values)}."
    if constraint == "pattern" and isinstance(value, str) and value != value.strip():
        return "Remove the white space at its ends."
    if constraint == "pattern" and isinstance(value, str):
        odd = next((sign for sign in value[:200] if not sign.isascii()), None)
        if odd is not None and not field.free_text:
            return f"It holds U+{ord(odd):04X} ({unicodedata.name(odd, 'no character')}): write it in ASCII."
    if constraint in {"pattern", "required"} and field.examples:
        return "For example: " + ", ".join(str(example) for example in field.examples) + "."
    return field.description


def _array(mask: Mask) -> pa.Array:
    return mask.combine_chunks() if isinstance(mask, pa.ChunkedArray) else mask


def _passed(error: Any, rows: pa.Table, narwhals: Any) -> Any:
    """The answers of a check, row by row; pandera gives built-in checks as expressions not yet run."""
    output = error.check_output
    if isinstance(output, narwhals.Expr):
        return narwhals.from_native(rows).select(passed=output)["passed"].to_native()
    return output["check_output"].to_native()
