"""The contract as Arrow schemas.

Strings stay strings, integers are int64, numbers float64, days date32. Every column is nullable in Arrow's eyes:
a table with a missing cell must be held to be reported. Enumerations are dictionary-encoded by the loader, not here.
"""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from demarche.contract.model import Field, get_table

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
