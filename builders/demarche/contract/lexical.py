"""Strict lexical forms: how a value of each type is written in a cell of text.

Readers differ in what they take for a number or a date (`0x10`, `+5`, `1_000`, `2001-1-2`, `TRUE`). Here
each value has one form, so that every reader agrees: cells are read as text, compared with these forms,
then cast.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.textbytes import all_of_form, fixed_form, text_bytes

# Anchored for RE2, which Arrow uses: there `$` is the very end of the cell.
FORMS = {
    "integer": r"^(?:0|-?[1-9][0-9]{0,18})$",
    "number": r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$",
    "boolean": r"^(?:true|false)$",
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}

HINTS = {
    "string": "Keep the column as text: codes lose their zeros as numbers.",
    "integer": "Write digits only, with a minus sign where needed: 5, -12.",
    "number": "Write a decimal number: 5, -0.25, 1e-7.",
    "boolean": "Write true or false.",
    "date": "Write a day of the calendar as YYYY-MM-DD: 2024-06-18.",
}


def cast(
    text: pa.ChunkedArray, field_type: str, arrow_type: pa.DataType
) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
    """Cells of text as values of a type, and which of them could not be read; None when all could.

    Null stays null. A cell that is not in its type's form, or names no value (a 30th of February, an
    integer of more than 64 bits, a number that is infinite), is null in the first result and true in the
    second. Text in dictionary encoding is read value by value, and stays encoded.
    """
    if field_type == "string":
        return text, None
    if pa.types.is_dictionary(text.type):
        return _cast_values(text.combine_chunks(), field_type, arrow_type)
    if all(_plainly(chunk, field_type) for chunk in text.chunks):
        good, candidates = pa.chunked_array([pa.repeat(True, len(text))]), text
    else:
        good = pc.fill_null(pc.match_substring_regex(text, FORMS[field_type]), True)
        candidates = pc.if_else(good, text, None)
    try:
        values = candidates.cast(arrow_type)
    except pa.ArrowInvalid:
        known = {
            cell: _is_value(cell, field_type)
            for cell in pc.unique(candidates).to_pylist()
            if cell is not None
        }
        refused = pa.array([cell for cell, fine in known.items() if not fine], pa.string())
        good = pc.and_(good, pc.invert(pc.is_in(candidates, value_set=refused)))
        values = pc.if_else(good, text, None).cast(arrow_type)
    if field_type == "number":
        finite = pc.fill_null(pc.is_finite(values), True)
        good, values = pc.and_(good, finite), pc.if_else(finite, values, None)
    elif field_type == "date":
        # Arrow knows a year 0, Python and SQL do not.
        real = pc.fill_null(pc.greater_equal(values, pa.scalar(date.min)), True)
        good, values = pc.and_(good, real), pc.if_else(real, values, None)
    return values, None if pc.all(good, min_count=0).as_py() else pc.invert(good)


def _cast_values(
    encoded: pa.DictionaryArray, field_type: str, arrow_type: pa.DataType
) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
    """`cast`, for the values of a dictionary."""
    values, bad = cast(pa.chunked_array([encoded.dictionary]), field_type, arrow_type)
    cells = pa.DictionaryArray.from_arrays(encoded.indices, values.combine_chunks())
    mask = None if bad is None else pc.fill_null(bad.take(encoded.indices), False)
    return pa.chunked_array([cells]), mask


def _plainly(cells: pa.Array, field_type: str) -> bool:
    """Whether it is seen at once that all cells are in their type's form; False: it is not known."""
    if field_type == "date":
        return all_of_form(cells, fixed_form(FORMS["date"].strip("^$")) or ())
    if field_type != "integer":
        return False
    offsets, data = text_bytes(cells.drop_null())
    lengths = np.diff(offsets)
    if not len(lengths) or lengths.min() < 1 or lengths.max() > 18:
        return not len(lengths)
    leading_zero = (data[offsets[:-1]] == ord("0")) & (lengths > 1)
    return not leading_zero.any() and not data.tobytes().translate(None, b"0123456789")


def _is_value(cell: str, field_type: str) -> bool:
    """Whether a cell of the right form names a value; asked for the distinct cells of a faulty column."""
    try:
        parsed: Any = date.fromisoformat(cell) if field_type == "date" else int(cell)
    except ValueError:
        return False
    return field_type == "date" or -(2**63) <= parsed < 2**63
