"""What can be seen at once of a whole column: that no cell of it breaks a constraint.

Here nothing is ever found wrong: a column that is not plainly sound is judged by pandera. One that is would
pass there too; the tests hold both against a plain reading of the contract.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.contract.model import Column, Field
from demarche.textbytes import all_of_form, fixed_form, text_bytes


def is_sound(cells: pa.ChunkedArray, column: Column) -> bool:
    """Whether it is plain that every cell of a column keeps the contract; False: it is not known."""
    if column.required and cells.null_count:
        return False
    if not len(cells):
        return True
    if column.field.values is not None:
        return False
    if column.field.type == "string":
        return all(_sound_text(chunk, column.field) for chunk in cells.chunks)
    return _sound_values(cells, column.field)


def _sound_text(cells: pa.Array, field: Field) -> bool:
    offsets, _ = text_bytes(cells)
    if field.max_length is not None and len(cells) and int(np.diff(offsets).max()) > field.max_length:
        return False
    form = None if field.pattern is None else fixed_form(field.pattern)
    return field.pattern is None or (form is not None and all_of_form(cells, form))


def _sound_values(cells: pa.ChunkedArray, field: Field) -> bool:
    if field.type == "number" and not pc.all(pc.is_finite(cells), min_count=0).as_py():
        return False
    if field.minimum is None and field.maximum is None:
        return True
    least, most = pc.min_max(cells).as_py().values()
    if least is None:
        return True
    return (field.minimum is None or field.minimum <= least) and (
        field.maximum is None or most <= field.maximum
    )
