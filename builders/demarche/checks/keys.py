"""Primary and foreign keys: what looks at several rows, or at two tables."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import Mask, all_of, any_of, is_in, key, negate, repeats
from demarche.contract.model import ForeignKey


def repeated_key(rows: pa.Table, columns: tuple[str, ...]) -> Mask:
    """Which rows have the key of an earlier row. A key that lacks a part is not judged: it is missing."""
    whole = all_of(*(pc.is_valid(rows[name]) for name in columns))
    if len(columns) == 1 and _strictly_increases(rows[columns[0]]):
        return pa.chunked_array([pa.repeat(False, len(rows))])
    return all_of(whole, repeats(key(rows, columns)))


def dangling_reference(rows: pa.Table, foreign_key: ForeignKey, referred: pa.Table) -> Mask:
    """Which rows refer to a row that `referred` does not have. A null refers to nothing."""
    missing = negate(is_in(key(rows, foreign_key.fields), key(referred, foreign_key.reference_fields)))
    empty = any_of(*(pc.is_null(rows[name]) for name in foreign_key.fields))
    return all_of(missing, pc.invert(empty))


def _strictly_increases(column: pa.ChunkedArray) -> bool:
    """Whether the cells are sorted without repeats, as in a release; then no index is needed."""
    if column.null_count or len(column) == 0:
        return False
    following = pc.less(column.slice(0, len(column) - 1), column.slice(1))
    return bool(pc.all(following, min_count=0).as_py())
