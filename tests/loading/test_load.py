"""What `demarche.load` gives: types, values, what it says of itself, and what it says when it cannot."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import demarche
from demarche.contract.arrow import arrow_schema, plain
from demarche.contract.model import load_contract
from demarche.errors import DataError, DemarcheWarning, InputError
from demarche.loading.quality import precision_in_words

MakeHome = Callable[..., Path]
NOT_SAID = "how many of these are right, the release does not say"


def events(year: int) -> list[dict[str, Any]]:
    return [
        {
            "event_id": "e0",
            "initiator": "NAM",
            "year": year,
            "date_start": date(2024, 6, 18),
            "status": "occurred",
        },
        {"event_id": "e1", "initiator": "NAM", "year": None, "status": "planned", "cameo_code": "042"},
    ]


@pytest.fixture
def two(make_home: MakeHome) -> Path:
    """Two releases; the newer one sorts first by letters."""
    rest = {"interactions": [], "actors": [{"actor_id": "NAM", "iso_alpha2": "NA"}]}
    return make_home({"0.9.0": {"events": events(2023), **rest}, "0.10.0": {"events": events(2024), **rest}})


def test_columns_have_the_types_of_the_contract(two: Path) -> None:
    events = demarche.load("events", home=two)
    assert events["year"].dtype == pd.Int64Dtype()
    assert events["year"].tolist() == [2024, pd.NA]
    assert events["cameo_code"].tolist() == [pd.NA, "042"]
    assert events["date_start"].tolist() == [pd.Timestamp(2024, 6, 18), pd.NaT]
    assert list(events["status"].cat.categories[:3]) == ["occurred", "ongoing", "planned"]


def test_namibia_stays_a_string(two: Path) -> None:
    assert demarche.load("actors", home=two)["iso_alpha2"].tolist() == ["NA"]


def test_latest_is_the_highest_version_not_the_last_name(two: Path) -> None:
    assert demarche.load("events", home=two).attrs["version"] == "0.10.0"
    assert demarche.load("events", "0.9.0", home=two)["year"][0] == 2023


def test_a_table_says_what_it_is(home: Path) -> None:
    attrs = demarche.load("events", "0.1.1", home=home).attrs
    assert attrs == {
        "table": "events",
        "version": "0.1.1",
        "date": "2026-11-23",
        "schema_version": "1.0.0",
        "content_hash": "db836f5c517e0a70c98dddbf080521753f64f4570beb21a311a7073a45bd7cc1",
        "coding": "reviewed, manual",
        "licence": "CC-BY-4.0",
        "citation": "The demarche maintainers. (2026). demarche: state-to-state interactions from news "
        "(Version 0.1.1) [Data set].",
    }
    metadata = demarche.load("events", "0.1.1", home=home, library="arrow").schema.metadata
    assert {key.decode(): value.decode() for key, value in metadata.items()} == {
        f"demarche.{name}": value for name, value in attrs.items()
    }


@pytest.mark.parametrize(
    ("name", "version", "told"),
    [
        ("event", "latest", "Tables: events, interactions"),
        ("claims", "latest", "Tables: events, interactions"),
        ("events", "1.0.0", "There are: 0.9.0, 0.10.0."),
        ("events", "../x", "There are: 0.9.0, 0.10.0."),
        ("events", "notes", "There are: 0.9.0, 0.10.0."),
        ("links", "0.9.0", "release 0.9.0 has no such table"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(two: Path, name: str, version: str, told: str) -> None:
    (two / "releases" / "notes").mkdir()
    with pytest.raises(InputError) as caught:
        demarche.load(name, version, home=two)
    assert told in str(caught.value)


def test_without_releases_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There are: none"):
        demarche.load("events", home=tmp_path)
    assert demarche.releases(home=tmp_path / "releases").empty


def test_the_home_is_named_by_path_address_or_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for place in (home, str(home), home / "releases", f"{home}/releases/", "home/releases", home.as_uri()):
        assert demarche.releases(home=place)["version"].tolist() == ["0.1.0", "0.1.1"]
    monkeypatch.setenv("DEMARCHE_HOME", str(home))
    assert len(demarche.releases()) == 2
    monkeypatch.setenv("DEMARCHE_HOME", str(tmp_path / "nowhere"))
    assert demarche.releases().empty


# --- the same values, whoever reads them ---


@pytest.mark.parametrize("table", load_contract().released)
def test_plain_readers_and_load_give_the_same_values(newest_release: Path, table: str) -> None:
    path = newest_release / f"{table}.parquet"
    arrow = demarche.load(table, newest_release.name, library="arrow")
    expected = plain(arrow).to_pylist()
    assert pl.read_parquet(path).to_dicts() == expected
    polars = demarche.load(table, newest_release.name, library="polars")
    assert polars.to_dicts() == expected
    read = pd.read_parquet(path, dtype_backend="pyarrow")
    assert pa.Table.from_pandas(read, preserve_index=False).to_pylist() == expected
    frame = demarche.load(table, newest_release.name)
    days = [field.name for field in plain(arrow).schema if field.type == pa.date32()]
    held = pa.Table.from_pandas(frame, preserve_index=False)
    for name in days:
        index = held.schema.get_field_index(name)
        held = held.set_column(index, name, held[name].cast(pa.date32()))
    assert plain(held).to_pylist() == expected


def test_enumerations_hold_every_value_that_the_release_allows(newest_release: Path) -> None:
    allowed = list(load_contract().fields["status"].values or ())
    version = newest_release.name
    assert demarche.load("events", version)["status"].cat.categories.tolist() == allowed
    assert demarche.load("events", version, library="polars")["status"].dtype == pl.Enum(allowed)
    column = demarche.load("events", version, library="arrow")["status"]
    assert column.type == pa.dictionary(pa.int32(), pa.string())
    assert column.chunk(0).dictionary.to_pylist() == allowed


def test_a_value_that_the_enumeration_lacks_is_not_taken_for_missing(make_home: MakeHome) -> None:
    home = make_home({"1.0.0": {"events": [{"event_id": "e0", "status": "reversed"}], "interactions": []}})
    for library in ("pandas", "polars", "arrow"):
        with pytest.raises(DataError, match=r"status: is not a value of this column \(found 'reversed'\)"):
            demarche.load("events", home=home, library=library)


def test_libraries_are_named(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="pandas, polars, arrow"):
        demarche.load("events", home=two, library="dplyr")  # type: ignore[call-overload]
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(InputError, match="pip install polars"):
        demarche.load("events", home=two, library="polars")


# --- rows that nobody has looked at ---


def claim(name: str, coding: str, **cells: object) -> dict[str, Any]:
    nothing = dict.fromkeys(arrow_schema("interactions").names)
    return (
        nothing
        | {
            "interaction_id": f"i{name}",
            "event_id": f"e{name[0]}",
            "source_id": name,
            "interaction_type": "visit",
            "mode": "unspecified",
            "initiator": "NOR",
            "target": "LVA",
            "dyad": "LVA-NOR",
            "directed": True,
            "status": "planned",
            "disputed": False,
            "coding": coding,
        }
        | cells
    )


@pytest.fixture
def mixed(make_home: MakeHome) -> Path:
    """Three events: told by a person, told by both, told by the machine alone."""
    from demarche.assemble.events import event_rows
    from demarche.contract.ontology import load_ontology

    claims = [
        claim("a1", "manual"),
        claim("b1", "reviewed"),
        claim("b2", "machine", status="occurred"),
        claim("c1", "machine"),
    ]
    links = [
        {"from_id": "ia1", "to_id": "ib1", "relation": "fulfils"},
        {"from_id": "ia1", "to_id": "ib2", "relation": "fulfils"},
        {"from_id": "ic1", "to_id": "ib1", "relation": "fulfils"},
    ]
    tables = {
        "events": event_rows(claims),
        "interactions": claims,
        "participants": [{"interaction_id": name, "actor_id": "NOR"} for name in ("ia1", "ic1")],
        "links": links,
        "sources": [{"source_id": "a1"}],
        # That of a planned visit is not what it is today.
        "ontology": [row.as_dict() | {"goldstein": 9.5} for row in load_ontology().rows()],
    }
    return make_home({"1.0.0": tables})


def test_machine_rows_and_what_rests_on_them_are_left_out(mixed: Path) -> None:
    def ids(table: str, column: str) -> list[str]:
        return list(demarche.load(table, home=mixed)[column])

    assert ids("interactions", "interaction_id") == ["ia1", "ib1"]
    assert ids("participants", "interaction_id") == ["ia1"]
    assert ids("links", "to_id") == ["ib1"]
    assert ids("sources", "source_id") == ["a1"]
    events = demarche.load("events", home=mixed)
    assert events["event_id"].tolist() == ["ea", "eb"]
    # What only the machine says of it, that it occurred, is not said.
    assert events["status"].tolist() == ["planned", "planned"]
    assert events["n_claims"].tolist() == [1, 1]
    assert events["goldstein"][1] == 9.5  # by the release's own ontology


def test_machine_rows_come_on_request_and_are_warned_of_once(mixed: Path) -> None:
    with pytest.warns(DemarcheWarning, match="2 of the 4 claims of release 1.0.0 nobody has looked at"):
        events = demarche.load("events", home=mixed, machine=True)
    assert events["event_id"].tolist() == ["ea", "eb", "ec"]
    assert events["status"].tolist() == ["planned", "occurred", "planned"]
    assert events.attrs["coding"] == "reviewed, manual, machine"
    assert len(demarche.load("interactions", home=mixed, machine=True)) == 4  # a warning would be an error


def test_a_release_without_machine_rows_is_not_warned_of(home: Path) -> None:
    left = demarche.load("events", "0.1.1", home=home)
    assert len(demarche.load("events", "0.1.1", home=home, machine=True)) == len(left) == 33


def test_what_is_left_out_of_the_small_dataset(released_once: Path) -> None:
    claims = demarche.load("interactions", home=released_once)
    with pytest.warns(DemarcheWarning, match="nobody has looked at"):
        every = demarche.load("interactions", home=released_once, machine=True)
    assert set(every["coding"]) == {"machine", "reviewed", "manual"}
    assert set(claims["coding"]) == {"reviewed", "manual"}
    told = demarche.load("events", home=released_once)
    assert set(told["event_id"]) == set(claims["event_id"])


@pytest.mark.parametrize(
    ("quality", "told"),
    [
        (
            {
                "coder": {
                    "measured_on": ["a", "b"],
                    "scores": {"core+extended": {"claims": 27, "matched": 24, "precision": 24 / 27}},
                }
            },
            "of what the coder claimed on the 2 texts of the release that were coded by hand too, "
            "89% was right (24 of 27), which says little about others",
        ),
        ({"coder": None}, NOT_SAID),
        (None, NOT_SAID),
        (
            {"coder": {"measured_on": [], "scores": {}}},
            NOT_SAID,
        ),
    ],
)
def test_the_measured_precision_is_told_as_the_release_has_it(quality: object, told: str) -> None:
    assert precision_in_words(quality) == told
