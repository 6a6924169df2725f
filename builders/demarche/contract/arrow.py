"""The contract as Arrow schemas.

Strings stay strings, integers are int64, numbers float64, days date32. Every column is nullable in Arrow's
eyes: a table with a missing cell must be held to be reported. Enumerations are dictionary-encoded by the
loader, not here.
"""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from demarche.claims import Participant, pack_participants, unpack_participants
from demarche.contract.model import Field, get_table, load_contract

_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}

# How a packed list of participants stands in Parquet.
PARTICIPANTS = pa.list_(pa.struct([(name, pa.string()) for name in ("actor_id", "person", "office", "role")]))


def arrow_type(field: Field) -> pa.DataType:
    """The Arrow type that a field has in memory and in CSV; packed lists are strings there."""
    return _TYPES[field.type]


@cache
def arrow_schema(table_name: str) -> pa.Schema:
    """The columns of a table as they are held in memory. Raises InputError for an unknown table."""
    return pa.schema([(column.name, arrow_type(column.field)) for column in get_table(table_name).columns])


def plain(table: pa.Table, *, keep_codes: bool = False) -> pa.Table:
    """The same values without large or view types; lists of participants packed.

    Nor is any column dictionary-encoded, unless `keep_codes`: then text with codes stays as it is.
    """
    for index, column in enumerate(table.schema):
        values, kind = table.column(index), plain_type(column)
        if keep_codes and pa.types.is_dictionary(column.type) and pa.types.is_string(column.type.value_type):
            continue
        values = _cells(values) if pa.types.is_list(column.type) and kind == pa.string() else values
        if values.type != kind:
            values = values.cast(kind)
        table = table.set_column(index, pa.field(column.name, kind), values)
    return table.replace_schema_metadata(None)


def plain_type(column: pa.Field) -> pa.DataType:
    """The type that a column of a file has in `plain`."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    packed = pa.types.is_list(kind) and column.name in _packed_names()
    text = pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    return pa.string() if packed or text else kind


def unpacked(table: pa.Table) -> pa.Table:
    """The table with packed lists as lists of structs, as they stand in Parquet; the inverse of `plain`."""
    for name in _packed_names() & set(table.column_names):
        index = table.schema.get_field_index(name)
        table = table.set_column(index, pa.field(name, PARTICIPANTS), _lists(table.column(index)))
    return table


def _packed_names() -> set[str]:
    return {name for name, spec in load_contract().fields.items() if spec.packed}


def _cells(values: pa.ChunkedArray) -> pa.Array:
    cells = [
        None if parts is None else pack_participants(tuple(Participant(**part) for part in parts))
        for parts in values.to_pylist()
    ]
    return pa.array(cells, pa.string())


def _lists(values: pa.ChunkedArray) -> pa.Array:
    lists = [
        None
        if cell is None
        else [
            {"actor_id": part.actor_id, "person": part.person, "office": part.office, "role": part.role}
            for part in unpack_participants(cell)
        ]
        for cell in values.to_pylist()
    ]
    return pa.array(lists, PARTICIPANTS)
