"""Tables for pandas, polars and Arrow, with every column in the type that the contract gives it.

Integers stay integers where a cell is null, text is never taken for missing, enumerations know all their
values in the contract's order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from demarche.errors import DataError, InputError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Enumerations = Mapping[str, Sequence[str]]

LIBRARIES = ("pandas", "polars", "arrow")


def framed(table: pa.Table, enumerations: Enumerations, library: str) -> Any:
    """The table for one of the LIBRARIES. Raises InputError for another, or one that is not installed."""
    if library == "pandas":
        return to_pandas(table, enumerations)
    if library == "polars":
        return to_polars(table, enumerations)
    if library == "arrow":
        return encoded(table, enumerations)
    raise InputError(
        "unknown", field="library", value=library, hint=f"Tables come for: {', '.join(LIBRARIES)}."
    )


def to_pandas(table: pa.Table, enumerations: Enumerations) -> pd.DataFrame:
    """A DataFrame: `string`, `Int64`, `Float64`, `boolean`, categories, and timestamps for days."""
    import pandas as pd
    import pyarrow as pa

    types = {
        pa.string(): pd.StringDtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    _require_known(table, enumerations)
    bare = table.replace_schema_metadata(None)
    frame: pd.DataFrame = bare.to_pandas(types_mapper=types.get, date_as_object=False)
    return frame.astype(
        {
            name: pd.CategoricalDtype(pd.Index(list(values), dtype="string"))
            for name, values in enumerations.items()
            if name in table.column_names
        }
    )


def to_polars(table: pa.Table, enumerations: Enumerations) -> Any:
    """A polars DataFrame: String, Int64, Float64, Boolean, Enum and Date."""
    try:
        import polars as pl
    except ImportError as error:
        raise InputError(
            "is not installed", field="library", value="polars", hint="Install it: pip install polars."
        ) from error
    _require_known(table, enumerations)
    return pl.DataFrame(table).cast(
        {name: pl.Enum(list(values)) for name, values in enumerations.items() if name in table.column_names}
    )


def encoded(table: pa.Table, enumerations: Enumerations) -> pa.Table:
    """An Arrow table with its enumerations dictionary-encoded; the dictionary holds all their values."""
    import pyarrow as pa
    import pyarrow.compute as pc

    _require_known(table, enumerations)
    for name, values in enumerations.items():
        index = table.schema.get_field_index(name)
        if index >= 0:
            known = pa.array(values, pa.string())
            chunks = [
                pa.DictionaryArray.from_arrays(pc.index_in(chunk, known), known)
                for chunk in table.column(index).chunks
            ]
            kind = pa.dictionary(pa.int32(), pa.string())
            table = table.set_column(index, pa.field(name, kind), pa.chunked_array(chunks, kind))
    return table


def _require_known(table: pa.Table, enumerations: Enumerations) -> None:
    """Raise DataError on a value that its enumeration lacks: pandas would take it for missing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name, values in enumerations.items():
        if name in table.column_names:
            found = pc.unique(table[name]).drop_null()
            strange = found.filter(pc.invert(pc.is_in(found, pa.array(values, pa.string()))))
            if len(strange):
                raise DataError("is not a value of this column", field=name, value=strange[0].as_py())
