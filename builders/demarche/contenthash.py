"""The canonical hash of a table's content: the same for the same values, whatever holds them.

It does not depend on file format, chunks, dictionary encoding or the version of pyarrow, so that a file
can be recognised after it was converted. It is the SHA-256 of the following bytes; integers are
little-endian.

- `demarche-table-1` and a zero byte;
- number of columns and number of rows, 8 bytes each;
- for each column, in the table's order:
  - its name, as length in bytes (8 bytes) and UTF-8; its type (string, integer, number, boolean, date),
    likewise;
  - one byte a row: 1 where there is a value, 0 where it is null;
  - the values that are not null, in row order: an integer as 8 bytes; a number as IEEE 754 double,
    negative zero as zero; a boolean as one byte; a date as days since 1970-01-01 in 4 bytes; strings as
    all their lengths in bytes (8 bytes each), then all their bytes in UTF-8.

Lists of participants count as the text that they are packed into. The order of rows counts: releases are
sorted.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.contract.arrow import plain

_TYPE_NAMES = {
    pa.string(): "string",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.date32(): "date",
}


def content_hash(table: pa.Table) -> str:
    """The canonical content hash in hexadecimal. Raises TypeError for a type that is not the contract's."""
    table = plain(table)
    digest = hashlib.sha256(b"demarche-table-1\0")
    digest.update(_number(table.num_columns) + _number(table.num_rows))
    for name, column in zip(table.column_names, table.columns, strict=True):
        if column.type not in _TYPE_NAMES:
            raise TypeError(f"no canonical form for {column.type} ({name})")
        digest.update(_text(name) + _text(_TYPE_NAMES[column.type]))
        for chunk in column.chunks:
            digest.update(_bytes(chunk.is_valid().cast(pa.uint8()), "u1"))
        values = [chunk.drop_null() for chunk in column.chunks]
        if column.type == pa.string():
            for chunk in values:
                digest.update(_bytes(pc.binary_length(chunk), "<i8"))
            for chunk in values:
                digest.update(_string_bytes(chunk))
        else:
            for chunk in values:
                digest.update(_fixed(chunk))
    return digest.hexdigest()


def _fixed(values: pa.Array) -> bytes:
    if values.type == pa.float64():
        return _bytes(pc.add(values, 0.0), "<f8")  # negative zero plus zero is zero
    if values.type == pa.bool_():
        return _bytes(values.cast(pa.uint8()), "u1")
    if values.type == pa.date32():
        return _bytes(values.cast(pa.int32()), "<i4")
    return _bytes(values, "<i8")


def _string_bytes(values: pa.Array) -> Any:
    """The bytes of all strings, one after the other; `values` has no nulls."""
    _, offsets, data = values.buffers()
    if data is None or len(values) == 0:
        return b""
    ends = np.frombuffer(offsets, np.int32)
    return memoryview(data)[ends[values.offset] : ends[values.offset + len(values)]]


def _bytes(values: pa.Array, form: str) -> bytes:
    return values.to_numpy(zero_copy_only=False).astype(form).tobytes()  # type: ignore[no-any-return]


def _number(value: int) -> bytes:
    return value.to_bytes(8, "little")


def _text(value: str) -> bytes:
    encoded = value.encode("utf-8")
    return _number(len(encoded)) + encoded
