"""Extracts: which rows, which bytes, and whether a replication archive can be checked years later."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from demarche.cli import main
from demarche.errors import InputError
from demarche.extract.formats import write
from demarche.extract.selection import Selection, parse_years, select, sorted_dyad
from demarche.files import sha256_file
from demarche.loading import Release, open_home


@pytest.fixture
def release(checkout: Path) -> Release:
    return open_home(checkout / "dataset", pytest.fail).release("0.1.1")


def extract(home: Path, out: Path, *arguments: str) -> int:
    return main(["extract", "--home", str(home), "--release", "0.1.1", "--out", str(out), *arguments])


# --- which rows ---


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2000-2024", (2000, 2024)),
        ("2024", (2024, 2024)),
        ("2000-", (2000, None)),
        ("-1999", (None, 1999)),
    ],
)
def test_years(text: str, years: tuple[int | None, int | None]) -> None:
    assert parse_years(text) == years


@pytest.mark.parametrize("text", ["", "-", "24", "2024-2000", "2000–2024", "2000-2010-2020", "20002024"])
def test_what_are_no_years(text: str) -> None:
    with pytest.raises(InputError, match="are no years"):
        parse_years(text)


def test_a_pair_in_any_order() -> None:
    assert sorted_dyad("rus-PRK") == sorted_dyad("PRK-RUS") == "PRK-RUS"
    with pytest.raises(InputError, match="is no pair of actors"):
        sorted_dyad("RUS")


def test_kinds_of_conditions_hold_together_and_values_are_alternatives(release: Release) -> None:
    wanted = Selection(types=("visit", "agreement"), dyads=("PRK-RUS",), statuses=("occurred",))
    rows = select(release, wanted).table.to_pylist()
    expected = [
        row
        for row in release.table("events").to_pylist()
        if row["interaction_type"] in {"visit", "agreement"}
        and row["dyad"] == "PRK-RUS"
        and row["status"] == "occurred"
    ]
    assert rows == expected
    assert len(rows) > 1


def test_rows_between_states_are_the_default_and_the_others_are_counted(release: Release) -> None:
    states, everyone = select(release, Selection()), select(release, Selection(kinds=()))
    assert states.other_kinds == len(everyone.table) - len(states.table) > 0
    assert everyone.other_kinds == 0
    kinds = {row["actor_id"]: row["kind"] for row in release.table("actors").to_pylist()}
    codes = {row[side] for row in states.table.to_pylist() for side in ("initiator", "target")}
    assert {kinds[code] for code in codes} == {"state"}


@pytest.mark.parametrize(
    ("years", "kept"),
    [
        ((2024, 2024), {"day", "span", "since", "until"}),
        ((2023, 2023), {"span", "since", "until"}),
        ((1990, 1999), {"since", "until"}),
        ((None, 1962), {"since", "until"}),
        ((1900, 1961), {"until"}),
        ((2030, None), {"since"}),
    ],
)
def test_a_date_falls_in_the_years_when_it_can(
    make_home: Any, years: tuple[int | None, int | None], kept: set[str]
) -> None:
    def event(name: str, edtf: str | None, start: date | None, end: date | None) -> dict[str, Any]:
        sides = {"initiator": "NOR", "target": "SWE", "dyad": "NOR-SWE"}
        return {"event_id": name, "date": edtf, "date_start": start, "date_end": end, **sides}

    events = [
        event("day", "2024-06-18", date(2024, 6, 18), date(2024, 6, 18)),
        event("span", "2023-12/2024-01", date(2023, 12, 1), date(2024, 1, 31)),
        event("since", "1962/..", date(1962, 1, 1), None),
        event("until", "../2024", None, date(2024, 12, 31)),
        event("never", None, None, None),
    ]
    actors = [{"actor_id": code, "kind": "state"} for code in ("NOR", "SWE")]
    home = make_home({"1.0.0": {"events": events, "interactions": [], "actors": actors}})
    selected = select(open_home(home, pytest.fail).release(), Selection(years=years))
    assert set(selected.table["event_id"].to_pylist()) == kept
    assert selected.undated == 1


# --- which bytes ---


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".dta"])
def test_the_same_rows_give_the_same_bytes(checkout: Path, tmp_path: Path, suffix: str) -> None:
    outs = [tmp_path / folder / f"visits{suffix}" for folder in ("one", "two")]
    for out in outs:
        assert extract(checkout / "dataset", out, "--type", "visit") == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    record = json.loads((tmp_path / "one" / f"visits{suffix}.json").read_text(encoding="utf-8"))
    assert record["sha256"] == sha256_file(outs[0])
    assert record["rows"] == 6


def test_csv_and_parquet_hold_what_was_selected(release: Release, tmp_path: Path, checkout: Path) -> None:
    expected = select(release, Selection(types=("visit",))).table
    assert extract(checkout / "dataset", tmp_path / "v.csv", "--type", "visit") == 0
    read = pd.read_csv(tmp_path / "v.csv", dtype=str, keep_default_na=False)
    assert read["cameo_code"].tolist() == expected["cameo_code"].to_pylist()
    assert extract(checkout / "dataset", tmp_path / "v.parquet", "--type", "visit") == 0
    held = parquet.read_table(tmp_path / "v.parquet")
    assert held.to_pylist() == expected.to_pylist()
    assert held.schema.metadata[b"demarche.dataset_version"] == b"0.1.1"


def test_stata_holds_the_same_values(release: Release, tmp_path: Path, checkout: Path) -> None:
    out = tmp_path / "events.dta"
    assert extract(checkout / "dataset", out, "--kind", "all") == 0
    expected = release.table("events")
    reader: Any
    with pd.read_stata(out, iterator=True) as reader:
        assert reader.data_label == "demarche 0.1.1, events, extract"
        assert reader.time_stamp == "23 Nov 2026 00:00"
        assert reader.variable_labels()["initiator"] == "Initiator"
        frame = reader.read()
    for field in expected.schema:
        cells, held = expected[field.name].to_pylist(), frame[field.name].tolist()
        if field.type == pa.string():
            assert held == ["" if cell is None else cell for cell in cells]
        elif field.type == pa.date32():
            assert [None if pd.isna(cell) else cell.date() for cell in held] == cells
        else:
            assert [None if pd.isna(cell) else cell for cell in held] == cells


def test_stata_takes_long_and_foreign_text_and_columns_without_a_value(tmp_path: Path) -> None:
    words = ["Осло и Рига", "é" * 3000, None]
    table = pa.table(
        {
            "object": words,
            "phase": pa.nulls(3, pa.string()),
            "year": pa.array([2024, None, 1_000_000_000_000], pa.int64()),
            "disputed": [True, None, False],
            "date_start": pa.nulls(3, pa.date32()),
            "goldstein": [1.5, None, -4.0],
        }
    )
    write(table, tmp_path / "x.dta", label="x" * 200, date="2024-02-29", metadata={})
    frame = pd.read_stata(tmp_path / "x.dta")
    assert frame["object"].tolist() == [*words[:2], ""]
    assert frame["phase"].tolist() == ["", "", ""]
    assert frame["year"].fillna(0).tolist() == [2024, 0, 1_000_000_000_000]
    assert frame["disputed"].fillna(9).tolist() == [1, 9, 0]
    assert frame["date_start"].isna().all()


# --- what is said, and what is refused ---


def test_the_command_says_what_it_wrote_and_how_it_is_cited(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "v.csv"
    home = checkout / "dataset"
    assert extract(home, out, "--dyad", "RUS-PRK", "--type", "visit,agreement", "--years", "2000-") == 0
    shown = capsys.readouterr().out
    sha = sha256_file(out)
    assert f"SHA-256 {sha}\n" in shown
    assert "without a date" in shown
    assert (
        "Cite it as: The demarche maintainers. (2026). demarche: state-to-state interactions from news "
        "(Version 0.1.1) [Data set]. Extract: events, type agreement or visit, dyad PRK-RUS, years 2000–, "
        f"between actors of kind state; 6 rows, SHA-256 {sha}.\n"
    ) in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--type", "vist"), "type: is not known (found 'vist')"),
        (("--status", "done"), "There are: occurred, ongoing, planned"),
        (("--dyad", "RUS-PKR"), "Did you mean"),
        (("--dyad", "RUS"), "Write PRK-RUS."),
        (("--kind", "firm"), "There are: state, igo, bloc."),
        (("--years", "soon"), "Write 2000-2024"),
        (("--type", "protest"), "no row is like that (found 'events, type protest"),
    ],
)
def test_what_cannot_be_selected(
    checkout: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    told: str,
) -> None:
    assert extract(checkout / "dataset", tmp_path / "x.csv", *arguments) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_other_formats_are_refused(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert extract(checkout / "dataset", tmp_path / "x.xlsx") == 2
    assert "Name it *.csv, *.parquet, *.dta." in capsys.readouterr().err


# --- checking an archive ---


@pytest.fixture
def archive(checkout: Path, tmp_path: Path) -> Path:
    out = tmp_path / "archive" / "visits.csv"
    assert extract(checkout / "dataset", out, "--type", "visit") == 0
    return out


def verify(record: Path, home: Path) -> int:
    return main(["verify", str(record), "--home", str(home)])


def test_an_archive_is_checked(archive: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record, home = archive.with_name("visits.csv.json"), checkout / "dataset"
    assert verify(record, home) == 0
    text = archive.read_text(encoding="utf-8")
    archive.write_text(text.replace("occurred", "planned", 1), encoding="utf-8")
    assert verify(record, home) == 1
    assert "visits.csv: its SHA-256 is not the one in the record" in capsys.readouterr().out
    archive.unlink()
    assert verify(record, home) == 1
    assert "visits.csv: is missing" in capsys.readouterr().out


def test_a_record_that_claims_other_rows_is_found_out(
    archive: Path, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = archive.with_name("visits.csv.json")
    content = json.loads(record.read_text(encoding="utf-8"))
    content["selection"]["statuses"] = ["planned"]
    record.write_text(json.dumps(content), encoding="utf-8")
    assert verify(record, checkout / "dataset") == 1
    assert "the release has other rows for this selection" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        {"form": "other"},
        {"selection": {}},
        {"release": {"version": 1}},
        {"file": "x.exe"},
        {"selection": {"years": 3}},
    ],
)
def test_what_is_no_record_is_refused(
    archive: Path, checkout: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any]
) -> None:
    record = archive.with_name("visits.csv.json")
    content = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps(content | change), encoding="utf-8")
    assert verify(record, checkout / "dataset") == 1
    assert "is not the record of an extract" in capsys.readouterr().err
