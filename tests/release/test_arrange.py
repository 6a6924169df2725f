"""The order of rows in a release, and what it spares those who read one pair of actors."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from demarche.contract.arrow import arrow_schema
from demarche.errors import DataError
from demarche.release import contents
from demarche.release.contents import check_folder
from demarche.tables import TABLE_ROW_GROUP, write_parquet


@pytest.mark.parametrize(
    ("table", "order"),
    [
        ("interactions", ("dyad", "interaction_id")),
        ("events", ("dyad", "event_id", "initiator", "target")),
        ("sources", ("source_id",)),
    ],
)
def test_rows_stand_by_pair(released_once: Path, table: str, order: tuple[str, ...]) -> None:
    """In Parquet; that the CSV has the same rows in the same order is checked of every release."""
    path = released_once / "releases" / "0.1.0" / f"{table}.parquet"
    rows = [tuple(row[name] for name in order) for row in parquet.read_table(path).to_pylist()]
    assert rows == sorted(rows)


def test_the_order_in_the_checkout_is_that_of_the_ids(released_once: Path) -> None:
    from demarche.tables import read_csv

    ids = read_csv(released_once / "tables" / "interactions.csv", "interactions")["interaction_id"]
    assert ids.to_pylist() == sorted(ids.to_pylist())


def test_a_reader_of_one_pair_opens_few_row_groups(tmp_path: Path) -> None:
    rows = 12 * TABLE_ROW_GROUP
    schema = arrow_schema("interactions")
    dyads = pa.array([f"A{n // 50:05}-B" for n in range(rows)])
    columns = [dyads if field.name == "dyad" else pa.nulls(rows, field.type) for field in schema]
    write_parquet(pa.table(columns, schema=schema), tmp_path / "interactions.parquet")
    metadata = parquet.read_metadata(tmp_path / "interactions.parquet")
    place = schema.get_field_index("dyad")
    bounds = [metadata.row_group(n).column(place).statistics for n in range(metadata.num_row_groups)]
    wanted = dyads[5 * TABLE_ROW_GROUP + 10_000].as_py()
    assert len(bounds) == 12
    assert sum(one.min <= wanted <= one.max for one in bounds) == 1


def test_of_a_large_release_the_reference_engine_sees_the_first_rows(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is checked by the contract is checked whole, whatever the size."""
    folder = released / "releases" / "0.1.0"
    monkeypatch.setattr(contents, "WHOLE_ROWS", 10)
    monkeypatch.setattr(contents, "REFERENCE_ROWS", 5)
    check_folder(folder)
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    (events,) = (resource for resource in package["resources"] if resource["name"] == "events")
    (column,) = (field for field in events["schema"]["fields"] if field["name"] == "n_sources")
    column["constraints"]["minimum"] = 99
    column.pop("example", None)
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(DataError, match="Frictionless refuses"):
        check_folder(folder)
