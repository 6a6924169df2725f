"""Writing an extract: CSV, Parquet or Stata, the same bytes for the same rows under the same tools."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.errors import InputError
from demarche.files import replacing
from demarche.tables import write_csv, write_parquet

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FORMATS = (".csv", ".parquet", ".dta")
_LONGEST_STR = 2045
"""Bytes that a string variable of fixed width can hold; longer ones are strL."""
_LABEL = 80


def write(table: pa.Table, path: Path, *, label: str, date: str, metadata: Mapping[str, str]) -> None:
    """Write rows to a file of the format that its name asks for, whole or not at all.

    `metadata` go into Parquet; `label` and `date`, the day of the release, into Stata's header. Raises
    InputError for a name of another format.
    """
    if path.suffix == ".csv":
        write_csv(table, path)
    elif path.suffix == ".parquet":
        write_parquet(table, path, metadata)
    elif path.suffix == ".dta":
        _write_stata(table, path, label, date)
    else:
        raise InputError("is of no known format", file=path, hint=f"Name it *{', *'.join(FORMATS)}.")


def _write_stata(table: pa.Table, path: Path, label: str, date: str) -> None:
    """Stata has no missing text: what is null is empty. Its truth values are 0 and 1, its days are %td."""
    import pyarrow as pa

    frame = _stata_frame(table)
    days: dict[Any, Any] = {field.name: "td" for field in table.schema if field.type == pa.date32()}
    long = [
        field.name
        for field in table.schema
        if field.type == pa.string() and _widest(frame[field.name]) > _LONGEST_STR
    ]
    with replacing(path) as temporary:
        frame.to_stata(
            temporary,
            version=118,  # of Stata 14: the first with UTF-8
            write_index=False,
            time_stamp=datetime.fromisoformat(date),
            data_label=label[:_LABEL],
            variable_labels=_variable_labels(table),
            convert_dates=days,
            convert_strl=long,
        )


def _stata_frame(table: pa.Table) -> pd.DataFrame:
    import pandas as pd
    import pyarrow as pa

    columns = {}
    for field in table.schema:
        cells = table[field.name]
        if field.type == pa.string():
            columns[field.name] = pd.Series(cells.fill_null("").to_pylist(), dtype=object)
        elif field.type == pa.date32():
            columns[field.name] = pd.Series(cells.to_pandas(date_as_object=False), dtype="datetime64[s]")
        elif field.type == pa.bool_():
            columns[field.name] = pd.Series(cells.cast(pa.int8()).to_pylist(), dtype="Int8")
        elif field.type == pa.int64():
            columns[field.name] = pd.Series(cells.to_pylist(), dtype="Int64")
        else:
            columns[field.name] = pd.Series(cells.to_pylist(), dtype="float64")
    return pd.DataFrame(columns)


def _widest(column: pd.Series[str]) -> int:
    return max((len(text.encode("utf-8")) for text in column), default=0)


def _variable_labels(table: pa.Table) -> dict[str, str]:
    """The contract's titles of the columns, as far as it has them."""
    from demarche.contract.model import load_contract

    fields = load_contract().fields
    return {name: fields[name].title[:_LABEL] for name in table.column_names if name in fields}
