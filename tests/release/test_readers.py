"""pandas, polars and DuckDB find the same types and the same values in a release, in CSV and in Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from demarche.contract.arrow import plain
from demarche.contract.model import load_contract

TABLES = load_contract().released

# The types of a Data Package, as each reader calls them.
PANDAS = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
POLARS = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
}
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def types_of(release: Path, table: str) -> dict[str, str]:
    """The columns of a table and their types, from the package's own descriptor."""
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = [resource for resource in package["resources"] if resource["name"] == table]
    return {field["name"]: field["type"] for field in resource["schema"]["fields"]}


def pandas_csv(path: Path, types: dict[str, str]) -> pa.Table:
    days = [name for name, kind in types.items() if kind == "date"]
    dtypes = {name: PANDAS[kind] for name, kind in types.items() if kind != "date"}
    frame = pd.read_csv(path, dtype=dtypes, parse_dates=days, keep_default_na=False, na_values=[""])
    return pa.Table.from_pandas(frame, preserve_index=False)


def pandas_parquet(path: Path, _types: dict[str, str]) -> pa.Table:
    return pa.Table.from_pandas(pd.read_parquet(path, dtype_backend="pyarrow"), preserve_index=False)


def polars_csv(path: Path, types: dict[str, str]) -> pa.Table:
    return pl.read_csv(path, schema={name: POLARS[kind] for name, kind in types.items()}).to_arrow()


def polars_parquet(path: Path, _types: dict[str, str]) -> pa.Table:
    return pl.read_parquet(path).to_arrow()


def duckdb_csv(path: Path, types: dict[str, str]) -> pa.Table:
    columns = {name: DUCKDB[kind] for name, kind in types.items()}
    return duckdb.connect().read_csv(str(path), header=True, columns=columns).to_arrow_table()


def duckdb_parquet(path: Path, _types: dict[str, str]) -> pa.Table:
    return duckdb.connect().read_parquet(str(path)).to_arrow_table()


READERS = (pandas_csv, pandas_parquet, polars_csv, polars_parquet, duckdb_csv, duckdb_parquet)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_types_and_values_are_the_same(
    newest_release: Path, read: Callable[[Path, dict[str, str]], pa.Table], table: str
) -> None:
    suffix = read.__name__.partition("_")[2]
    expected = parquet.read_table(newest_release / f"{table}.parquet").replace_schema_metadata(None)
    found = plain(read(newest_release / f"{table}.{suffix}", types_of(newest_release, table)))
    if read is pandas_csv:  # it has no type for a day: midnights
        assert {str(found.schema.field(day.name).type) for day in days(expected)} <= {"timestamp[us]"}
        found = found.cast(expected.schema)
    assert found.schema.types == expected.schema.types
    assert found.to_pylist() == expected.to_pylist()


def days(table: pa.Table) -> list[pa.Field]:
    return [field for field in table.schema if field.type == pa.date32()]


def test_namibia_and_codes_with_a_leading_zero_survive(newest_release: Path) -> None:
    for read in READERS:
        suffix = read.__name__.partition("_")[2]
        actors = read(newest_release / f"actors.{suffix}", types_of(newest_release, "actors")).to_pylist()
        assert [row["name"] for row in actors if row["iso_alpha2"] == "NA"] == ["Namibia"]
        events = read(newest_release / f"events.{suffix}", types_of(newest_release, "events")).to_pylist()
        assert {row["cameo_code"] for row in events if row["interaction_type"] == "visit"} >= {"042"}
