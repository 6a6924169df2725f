"""The vocabulary of actors: complete, unambiguous, and read as text."""

from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from demarche.contract.actors import (
    Actor,
    ActorCode,
    load_actor_codes,
    load_actors,
    read_actor_codes,
    read_actors,
)
from demarche.contract.model import load_contract
from demarche.errors import DataError
from demarche.resources import schema_dir

ACTORS = load_actors()
CODES = load_actor_codes()


def test_members_and_observers_of_the_united_nations() -> None:
    members = [actor for actor in ACTORS.values() if actor.un_member]
    assert len(members) == 193
    assert all(actor.kind == "state" and actor.valid_to is None for actor in members)
    others = {
        a.actor_id for a in ACTORS.values() if a.kind == "state" and not a.un_member and a.valid_to is None
    }
    assert others == {"VAT", "PSE", "TWN", "XKX"}


@pytest.mark.parametrize(
    "actor_id", ["SUN", "YUG", "DDR", "CSK", "YMD", "SCG", "ZAR", "BUR", "HVO", "DHY", "VDR", "RVN", "ZAN"]
)
def test_states_that_are_no_more(actor_id: str) -> None:
    actor = ACTORS[actor_id]
    assert actor.kind == "state"
    assert actor.valid_from is not None
    assert actor.valid_to is not None
    assert actor.valid_from < actor.valid_to


@pytest.mark.parametrize(
    "actor_id",
    [
        "UN",
        "EU",
        "EEC",
        "NATO",
        "OAS",
        "AU",
        "OAU",
        "ASEAN",
        "LAS",
        "OPEC",
        "IAEA",
        "IMF",
        "WB",
        "WTO",
        "ICC",
        "ICJ",
        "OSCE",
    ],
)
def test_organisations(actor_id: str) -> None:
    assert ACTORS[actor_id].kind == "igo"


@pytest.mark.parametrize("actor_id", ["WEST", "P51", "G7", "G8", "G20", "NONALIGNED", "GCC", "BRICS", "QUAD"])
def test_blocs(actor_id: str) -> None:
    assert ACTORS[actor_id].kind == "bloc"


def test_fields_keep_to_the_contract() -> None:
    fields = load_contract().fields
    assert {actor.kind for actor in ACTORS.values()} == set(fields["kind"].values or ())
    assert {code.scheme for code in CODES} == set(fields["scheme"].values or ())
    regions = {actor.region for actor in ACTORS.values() if actor.kind == "state"}
    assert regions == {"Africa", "Americas", "Asia", "Europe", "Oceania"}
    assert all(actor.region is None for actor in ACTORS.values() if actor.kind != "state")


@pytest.mark.parametrize("name", ["actors", "actor_codes"])
def test_files_are_sorted_and_have_the_columns_of_the_table(name: str) -> None:
    raw = (schema_dir() / "vocab" / f"{name}.csv").read_bytes()
    assert b"\r" not in raw
    header, *rows = csv.reader(raw.decode("utf-8").splitlines())
    assert header == [column.name for column in load_contract().tables[name].columns]
    assert rows == sorted(rows)
    assert len({tuple(row) for row in rows}) == len(rows)


@pytest.mark.parametrize(("name", "rows"), [("actors", list(ACTORS.values())), ("actor_codes", list(CODES))])
def test_rows_are_those_of_the_file(name: str, rows: list[Actor | ActorCode]) -> None:
    def cell(value: str | bool | date | None) -> str:
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    with (schema_dir() / "vocab" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        file = list(csv.DictReader(stream))
    assert [{key: cell(value) for key, value in row.as_dict().items()} for row in rows] == file


def test_namibia_is_not_null() -> None:
    namibia = ACTORS["NAM"]
    assert (namibia.name, namibia.iso_alpha2) == ("Namibia", "NA")


def test_alpha2_is_unique_at_any_time() -> None:
    today = [actor.iso_alpha2 for actor in ACTORS.values() if actor.iso_alpha2 and actor.valid_to is None]
    assert len(today) == len(set(today)) == 197


def test_one_code_names_one_actor_at_a_time_and_one_actor_has_one() -> None:
    held: dict[tuple[str, ...], list[tuple[date, date]]] = {}
    for code in CODES:
        period = (code.valid_from or date.min, code.valid_to or date.max)
        assert period[0] <= period[1], code
        held.setdefault(("code", code.scheme, code.code), []).append(period)
        held.setdefault(("actor", code.scheme, code.actor_id), []).append(period)
    for key, periods in held.items():
        for earlier, later in pairwise(sorted(periods)):
            assert earlier[1] < later[0], key


def test_codes_hold_within_the_life_of_the_actor() -> None:
    for code in CODES:
        actor = ACTORS[code.actor_id]
        if code.valid_from:
            assert actor.valid_from is None or actor.valid_from <= code.valid_from, code
        assert (code.valid_to or date.max) <= (actor.valid_to or date.max), code


@pytest.mark.parametrize(
    ("scheme", "code", "day", "actor_id"),
    [
        ("COW", "345", "1999-03-24", "YUG"),
        ("COW", "345", "2005-01-01", "SCG"),
        ("COW", "345", "2008-01-01", "SRB"),
        ("GW", "340", "2008-01-01", "SRB"),
        ("COW", "365", "1962-10-22", "SUN"),
        ("COW", "365", "2022-02-24", "RUS"),
        ("COW", "260", "1970-01-01", "DEU"),
        ("COW", "255", "2000-01-01", "DEU"),
        ("GW", "260", "2000-01-01", "DEU"),
        ("COW", "490", "1974-10-30", "ZAR"),
        ("COW", "490", "2001-01-16", "COD"),
        ("COW", "816", "1968-01-30", "VDR"),
        ("COW", "817", "1968-01-30", "RVN"),
        ("COW", "816", "1979-02-17", "VNM"),
        ("COW", "678", "1980-01-01", "YEM"),
        ("COW", "680", "1980-01-01", "YMD"),
        ("COW", "679", "2015-03-26", "YEM"),
        ("ISO3166-1-numeric", "004", "2020-01-01", "AFG"),
        ("COW", "327", "2020-01-01", None),
    ],
)
def test_who_holds_a_code(scheme: str, code: str, day: str, actor_id: str | None) -> None:
    found = [
        c.actor_id
        for c in CODES
        if (c.scheme, c.code) == (scheme, code) and c.covers(date.fromisoformat(day))
    ]
    assert found == ([] if actor_id is None else [actor_id])


def test_period_includes_both_its_days() -> None:
    soviet_union = ACTORS["SUN"]
    days = ("1922-12-29", "1922-12-30", "1991-12-25", "1991-12-26")
    assert [soviet_union.covers(date.fromisoformat(day)) for day in days] == [False, True, True, False]


def test_codes_equal_the_reference(shared_reference: Path) -> None:
    with (shared_reference / "state_codes.csv").open(encoding="utf-8", newline="") as stream:
        reference = {row["iso3"]: row for row in csv.DictReader(stream) if row["iso3"]}
    last: dict[tuple[str, str], set[str]] = {}
    for code in CODES:
        last.setdefault((code.actor_id, code.scheme), set()).add(code.code)
    for actor in ACTORS.values():
        if actor.kind != "state":
            assert actor.actor_id not in reference, actor
            continue
        row = reference.get(actor.actor_id)
        if row is None:
            continue
        assert actor.iso_alpha2 == row["iso2"]
        assert row["iso_numeric"].zfill(3) in last[actor.actor_id, "ISO3166-1-numeric"]
        # The Holy See is given the Papal States' code there, and Vietnam one of 1816-1893 in GW.
        if row["cow_code"] and actor.actor_id != "VAT":
            assert row["cow_code"] in last[actor.actor_id, "COW"]
        if row["gw_code"] and actor.actor_id not in {"VAT", "VNM"}:
            assert row["gw_code"] in last[actor.actor_id, "GW"]


ACTORS_HEADER = "actor_id,name,kind,iso_alpha2,region,un_member,valid_from,valid_to"
NAMIBIA = "NAM,Namibia,state,NA,Africa,true,1990-03-21,"


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ([NAMIBIA, NAMIBIA], 3, "stands twice"),
        ([NAMIBIA.replace("true", "yes")], 2, "neither true nor false"),
        ([NAMIBIA.replace("1990-03-21", "1990")], 2, "not a day"),
        ([NAMIBIA + ",x"], 2, "as many cells"),
        ([NAMIBIA.removesuffix(",")], 2, "as many cells"),
    ],
)
def test_a_wrong_actor_is_named(rows: list[str], line: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text("\n".join([ACTORS_HEADER, *rows, ""]), encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        read_actors(path)
    assert (caught.value.file, caught.value.line) == (path, line)


def test_a_code_of_an_unknown_actor_is_named(tmp_path: Path) -> None:
    path = tmp_path / "actor_codes.csv"
    path.write_text("actor_id,scheme,code,valid_from,valid_to\nNAMI,COW,565,,\n", encoding="utf-8")
    with pytest.raises(DataError, match="unknown actor") as caught:
        read_actor_codes(path, ACTORS)
    assert (caught.value.line, caught.value.value) == (2, "NAMI")
