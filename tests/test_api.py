from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import demarche
from demarche.contract.arrow import arrow_schema
from demarche.errors import InputError
from demarche.tables import write_parquet

TEXT = "Norway expelled three Russian diplomats on Tuesday, accusing Russia of espionage.\n"


def table(name: str, *rows: dict[str, Any]) -> pa.Table:
    schema = arrow_schema(name)
    return pa.Table.from_pylist([dict.fromkeys(schema.names) | row for row in rows], schema=schema)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two releases; the newer one sorts first by letters."""
    for version, year in (("0.9.0", 2023), ("0.10.0", 2024)):
        events = table(
            "events",
            {
                "event_id": "e0",
                "initiator": "NAM",
                "year": year,
                "date_start": date(2024, 6, 18),
                "status": "occurred",
            },
            {"event_id": "e1", "initiator": "NAM", "year": None, "status": "planned", "cameo_code": "042"},
        )
        write_parquet(events, tmp_path / version / "events.parquet", {"demarche.content_hash": "abc"})
        write_parquet(
            table("actors", {"actor_id": "NAM", "iso_alpha2": "NA"}), tmp_path / version / "actors.parquet"
        )
    (tmp_path / "notes").mkdir()
    return tmp_path


def test_columns_have_the_types_of_the_contract(home: Path) -> None:
    events = demarche.load("events", home=home)
    assert events["year"].dtype == pd.Int64Dtype()
    assert events["year"].tolist() == [2024, pd.NA]
    assert events["cameo_code"].tolist() == [pd.NA, "042"]
    assert events["date_start"].tolist() == [pd.Timestamp(2024, 6, 18), pd.NaT]
    assert list(events["status"].cat.categories[:3]) == ["occurred", "ongoing", "planned"]


def test_namibia_stays_a_string(home: Path) -> None:
    assert demarche.load("actors", home=home)["iso_alpha2"].tolist() == ["NA"]


def test_latest_is_the_highest_version_not_the_last_name(home: Path) -> None:
    assert demarche.load("events", home=home).attrs == {
        "table": "events",
        "version": "0.10.0",
        "content_hash": "abc",
    }
    assert demarche.load("events", "0.9.0", home=home)["year"][0] == 2023


@pytest.mark.parametrize(
    ("name", "version", "told"),
    [
        ("event", "latest", "Tables: events, interactions"),
        ("claims", "latest", "Tables: events, interactions"),
        ("events", "1.0.0", "There are: 0.9.0, 0.10.0."),
        ("events", "../x", "There are: 0.9.0, 0.10.0."),
        ("events", "notes", "There are: 0.9.0, 0.10.0."),
        ("links", "0.9.0", "links.parquet"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(home: Path, name: str, version: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        demarche.load(name, version, home=home)
    assert told in str(caught.value)


def test_without_releases_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There are: none"):
        demarche.load("events", home=tmp_path)
    assert demarche.releases(home=tmp_path / "releases").empty


def test_the_shipped_releases_are_listed(newest_release: Path) -> None:
    listed = demarche.releases()
    assert listed["version"].tolist()[-1] == newest_release.name
    assert len(demarche.load("events")) > 0


def test_a_text_is_coded_to_a_typed_table() -> None:
    claims = demarche.code(TEXT, "2022-04-08")
    assert ("NOR", "RUS") in set(zip(claims["initiator"], claims["target"], strict=True))
    assert claims["evidence_start"].dtype == pd.Int64Dtype()


def test_a_file_is_coded_as_its_text_is(tmp_path: Path) -> None:
    path = tmp_path / "oslo.txt"
    path.write_text(TEXT, encoding="utf-8")
    from_file = demarche.code(path, "2022-04-08")
    assert set(from_file["source_id"]) == {"oslo"}
    pd.testing.assert_frame_equal(
        from_file.drop(columns="source_id"), demarche.code(TEXT, "2022-04-08").drop(columns="source_id")
    )


@pytest.mark.parametrize("published", [None, "8 April 2022", "20220408"])
def test_a_text_needs_its_day(published: str | None) -> None:
    with pytest.raises(InputError, match="published: the day of publication is needed"):
        demarche.code(TEXT, published)


def test_findings_come_as_a_table(tmp_path: Path, newest_release: Path) -> None:
    assert demarche.validate(newest_release).empty
    actors = (newest_release / "actors.csv").read_text(encoding="utf-8")
    broken = tmp_path / "actors.csv"
    broken.write_text(actors.replace('"NOR",', '"Norway",', 1), encoding="utf-8")
    findings = demarche.validate(broken)
    assert findings["value"].tolist() == ["Norway"]
    assert findings["column"].tolist() == ["actor_id"]
