"""Foreign keys: what looks at two tables."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import Mask, all_of, any_of, is_in, key, negate
from demarche.contract.model import ForeignKey


def dangling_reference(rows: pa.Table, foreign_key: ForeignKey, referred: pa.Table) -> Mask:
    """Which rows refer to a row that `referred` does not have. A null refers to nothing."""
    missing = negate(is_in(key(rows, foreign_key.fields), key(referred, foreign_key.reference_fields)))
    empty = any_of(*(pc.is_null(rows[name]) for name in foreign_key.fields))
    return all_of(missing, pc.invert(empty))
