"""Tables that a caller holds: pandas, polars, Arrow, and whatever else speaks Arrow's stream interface.

What the library made of a column is taken back where nothing is lost: integers that became floats for want
of a null, days that became timestamps, text in categories. A cell that would lose something is told, like
one of a file that cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from demarche.contract import lexical
from demarche.contract.arrow import arrow_schema, plain
from demarche.contract.model import get_table, load_contract
from demarche.errors import InputError
from demarche.tablefile import BATCH, BadCells, Batch, Fault, TableFile, column_faults


class HeldTable(TableFile):
    """A table in memory, of any library, with the columns of the contract in any order."""

    def __init__(self, data: Any, name: str | None = None) -> None:
        found = _arrow(data)
        name = _recognised(data, found) if name is None else get_table(name).name
        names = arrow_schema(name).names
        ordered = [each for each in names if each in found.column_names]
        others = [each for each in found.column_names if each not in names]
        faults = [
            # there is no header here whose line could be named
            Fault(fault.code, fault.message, fault.column, None, fault.value, fault.hint)
            for fault in column_faults([*ordered, *others], names)
        ]
        super().__init__(Path(name), name, faults)
        self._table = found

    def batches(self) -> Iterator[Batch]:
        """The rows in order."""
        if self.faults:
            return
        for start in range(0, len(self._table), BATCH):
            yield self._batch(self._table.slice(start, BATCH))

    def _batch(self, rows: pa.Table) -> Batch:
        schema = arrow_schema(self.name)
        columns, bad_cells = [], {}
        for column in get_table(self.name).columns:
            kind = schema.field(column.name).type
            values, mask = _cast(rows[column.name], column.field.type, kind)
            columns.append(values)
            if mask is not None:
                bad_cells[column.name] = BadCells(mask, _text(rows[column.name]))
        return Batch(pa.table(columns, schema=schema), bad_cells)


def is_table(data: Any) -> bool:
    """Whether something is a table that can be held, and not the path of one."""
    return not isinstance(data, str | Path) and (
        isinstance(data, pa.Table | pa.RecordBatch) or hasattr(data, "__arrow_c_stream__") or _is_lazy(data)
    )


def _is_lazy(data: Any) -> bool:
    """A frame of polars that is not computed yet."""
    return type(data).__module__.partition(".")[0] == "polars" and hasattr(data, "collect")


def _arrow(data: Any) -> pa.Table:
    if isinstance(data, pa.RecordBatch):
        data = pa.Table.from_batches([data])
    elif _is_lazy(data):
        data = data.collect()
    if not isinstance(data, pa.Table):
        data = _from_pandas(data) if type(data).__module__.partition(".")[0] == "pandas" else pa.table(data)
    return plain(data)


def _from_pandas(frame: Any) -> pa.Table:
    """A DataFrame column by column: one that mixes types becomes text. An index with a name is a column."""
    fields = load_contract().fields
    if any(name in fields for name in frame.index.names):
        frame = frame.reset_index()
    columns = []
    for number in range(frame.shape[1]):
        series = frame.iloc[:, number]
        try:
            columns.append(_column(series))
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            columns.append(_column(series.map(str, na_action="ignore")))
    return pa.table(columns, names=[str(name) for name in frame.columns])


def _column(series: Any) -> pa.ChunkedArray:
    found = pa.Array.from_pandas(series)
    return found if isinstance(found, pa.ChunkedArray) else pa.chunked_array([found])


def _recognised(data: Any, found: pa.Table) -> str:
    """The table whose columns these are. Raises InputError where it cannot be told."""
    named = getattr(data, "attrs", {}).get("table")
    tables = load_contract().tables
    if named in tables:
        return str(named)
    same = [name for name, table in tables.items() if set(table.column_names) == set(found.column_names)]
    if len(same) == 1:
        return same[0]
    raise InputError(
        "which table this is cannot be told by its columns",
        field="table",
        value=", ".join(found.column_names[:12]),
        hint=f"Give table=. Tables: {', '.join(tables)}.",
    )


def _cast(
    values: pa.ChunkedArray, field_type: str, wanted: pa.DataType
) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
    """Cells in the contract's type, and which of them could not be: they are null in the first."""
    if values.type == wanted:
        return values, None
    if pa.types.is_null(values.type):
        return values.cast(wanted), None
    if pa.types.is_string(values.type):
        return lexical.cast(values, field_type, wanted)
    fine = _loses_nothing(values, field_type)
    if pc.all(fine, min_count=0).as_py():
        return values.cast(wanted, safe=False), None
    kept = pc.if_else(fine, values, None)
    cast = kept.cast(wanted, safe=False) if pc.any(pc.is_valid(kept)).as_py() else pa.nulls(len(kept), wanted)
    return pa.chunked_array([cast]) if isinstance(cast, pa.Array) else cast, pc.invert(fine)


def _loses_nothing(values: pa.ChunkedArray, field_type: str) -> pa.ChunkedArray:
    """Which cells are values of a type, though they are held in another."""
    kind, fine = values.type, None
    number = pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    if field_type == "integer" and pa.types.is_integer(kind):
        fine = pc.less(values.cast(pa.float64(), safe=False), 2.0**63)
    elif field_type == "integer" and number:
        fine = pc.and_(pc.equal(pc.floor(values), values), pc.less(pc.abs(values), 2.0**53))
    elif field_type == "date" and pa.types.is_timestamp(kind):
        fine = pc.equal(pc.floor_temporal(values, unit="day"), values)
    elif (field_type == "number" and (number or pa.types.is_integer(kind))) or (
        field_type == "date" and pa.types.is_date(kind)
    ):
        fine = pc.is_valid(values)
    null = pc.is_null(values)
    return null if fine is None else pc.or_(null, pc.fill_null(fine, False))


def _text(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """The cells as they are told."""
    try:
        return values.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.chunked_array(
            [pa.array([None if v is None else str(v) for v in values.to_pylist()], pa.string())]
        )
