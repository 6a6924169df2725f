"""Counting: what a cell holds, where there are zeros, and what is left out and told."""

from __future__ import annotations

import contextlib
import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.analysis.aggregate import Counted, Span, aggregate, coverage, span_of
from demarche.cli import main
from demarche.contract.actors import load_actors
from demarche.contract.arrow import arrow_schema

JUNE = 2031 * 12 + 5


def event(
    initiator: str = "NOR", target: str = "RUS", day: str | None = "2031-06-19", **more: Any
) -> dict[str, Any]:
    start = None if day is None else date.fromisoformat(day)
    row = dict.fromkeys(arrow_schema("events").names) | {
        "initiator": initiator,
        "target": target,
        "directed": True,
        "interaction_type": "visit",
        "status": "occurred",
        "disputed": False,
        "date_start": start,
        "date_end": start,
        "date_precision": "day",
        "quad_class": "verbal_cooperation",
        "goldstein": 2.8,
    }
    return row | more


def count(rows: list[dict[str, Any]], unit: str = "dyad", period: str = "month", **more: Any) -> Counted:
    table = pa.Table.from_pylist(rows, schema=arrow_schema("events"))
    return aggregate(table, unit, period, load_actors(), **more)  # type: ignore[arg-type]


def cells(counted: Counted, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(counted.table[name].to_pylist() for name in names), strict=True))


PAIR = ("initiator", "target", "month", "events")


def test_there_is_a_zero_for_every_month_of_the_span() -> None:
    assert cells(count([event()], span=Span(JUNE - 1, JUNE + 1)), *PAIR) == [
        ("NOR", "RUS", "2031-05", 0),
        ("NOR", "RUS", "2031-06", 1),
        ("NOR", "RUS", "2031-07", 0),
    ]


def test_what_is_mutual_counts_for_both_directions() -> None:
    assert cells(count([event(directed=False), event()]), *PAIR) == [
        ("NOR", "RUS", "2031-06", 2),
        ("RUS", "NOR", "2031-06", 1),
    ]


def test_by_state_an_event_counts_for_each_side_once() -> None:
    found = cells(
        count([event(directed=False), event()], "state", "year"),
        "state",
        "year",
        "events",
        "initiated",
        "received",
    )
    assert found == [("NOR", 2031, 2, 2, 1), ("RUS", 2031, 2, 1, 2)]


def test_types_statuses_and_classes_have_columns_of_their_own() -> None:
    rows = [
        event(),
        event(interaction_type="threat", status="planned", quad_class="verbal_conflict"),
        event(quad_class=None),
    ]
    names = ("events", "type_visit", "type_threat", "type_aid", "status_occurred", "status_planned")
    assert cells(count(rows), *names, "quad_verbal_cooperation", "quad_verbal_conflict") == [
        (3, 2, 1, 0, 2, 1, 1, 1)
    ]


def test_goldstein_is_only_of_what_occurred_undisputed() -> None:
    rows = [
        event(),
        event(goldstein=-5.0),
        event(disputed=True),
        event(status="planned"),
        event(goldstein=None),
    ]
    assert cells(count(rows), "goldstein_events", "goldstein_sum") == [(2, pytest.approx(-2.2))]
    assert cells(count([event(disputed=True)]), "events", "goldstein_sum") == [(1, None)]


@pytest.mark.parametrize(
    ("row", "period", "reason"),
    [
        (event(target="NATO"), "month", "with an organisation or a bloc"),
        (event(day=None), "year", "without a date"),
        (
            event(day="2031-01-01", date_end=date(2031, 12, 31), date_precision="year"),
            "month",
            "does not tell the month",
        ),
        (
            event(day="2030-12-30", date_end=date(2031, 1, 2), date_precision="window"),
            "year",
            "does not tell the year",
        ),
        (event(day="1945-05-08"), "month", "outside the span"),
    ],
)
def test_what_cannot_be_counted_is_told(row: dict[str, Any], period: str, reason: str) -> None:
    counted = count([event(), row], period=period, span=Span(JUNE - 5, JUNE))
    assert counted.counted == 1
    assert sum(counted.table["events"].to_pylist()) == 1
    assert [(name.endswith(reason), number) for name, number in counted.left_out.items()] == [(True, 1)]


def test_what_lasts_counts_where_it_began() -> None:
    lasting = event(date_end=date(2031, 8, 1), date_precision="range")
    since = event(date_end=None, date_precision="open")
    assert cells(count([lasting, since]), *PAIR) == [("NOR", "RUS", "2031-06", 2)]


def test_organisations_are_counted_where_they_are_wanted() -> None:
    assert count([event(target="NATO")], states_only=False).counted == 1


def test_a_state_has_no_zeros_after_its_end() -> None:
    rows = [event("SUN", "USA", "1990-06-01")]
    years = cells(count(rows, "state", "year", span=Span(1989 * 12, 1995 * 12)), "state", "year")
    assert years == [("SUN", y) for y in (1989, 1990, 1991)] + [("USA", y) for y in range(1989, 1996)]


def test_nothing_gives_an_empty_table_with_all_columns() -> None:
    assert count([]).table.column_names == count([event()]).table.column_names
    assert len(count([]).table) == 0


rows = st.lists(
    st.builds(
        event,
        initiator=st.sampled_from(["NOR", "RUS", "USA", "NATO"]),
        target=st.sampled_from(["FRA", "DEU", "EU"]),
        day=st.sampled_from([None, "2031-01-31", "2031-02-01", "2032-12-31"]),
        directed=st.booleans(),
        status=st.sampled_from(["occurred", "planned"]),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=40)
@given(rows, st.sampled_from(["month", "year"]))
def test_every_event_is_counted_or_told(found: list[dict[str, Any]], period: str) -> None:
    counted = count(found, period=period)
    assert counted.counted + sum(counted.left_out.values()) == len(found)
    mutual = sum(
        not row["directed"]
        for row in found
        if row["date_start"] and {row["initiator"], row["target"]}.isdisjoint({"NATO", "EU"})
    )
    table = counted.table
    assert sum(table["events"].to_pylist()) == counted.counted + mutual
    for prefix in ("type_", "status_", "quad_"):
        columns = [table[name].to_pylist() for name in table.column_names if name.startswith(prefix)]
        assert [sum(cell) for cell in zip(*columns, strict=True)] == table["events"].to_pylist()
    by_state = count(found, "state", period)
    assert sum(by_state.table["events"].to_pylist()) == 2 * counted.counted
    assert count(found[::-1], period=period).table.equals(table)


def test_coverage_is_by_publisher_and_month() -> None:
    days = [date(2031, 5, 1), date(2031, 5, 31), date(2031, 7, 1)]
    sources = pa.table({"publisher": ["Wire", "Wire", None], "published": days})
    assert coverage(sources).to_pylist() == [
        {"publisher": "Wire", "month": "2031-05", "documents": 2},
        {"publisher": None, "month": "2031-07", "documents": 1},
    ]
    assert span_of(sources) == Span(JUNE - 1, JUNE + 1)
    assert span_of(sources.slice(0, 0)) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    table = pa.Table.from_pylist(
        [event(event_id="e1", mode="unspecified", n_claims=1, n_sources=1)], schema=arrow_schema("events")
    )
    pq.write_table(table, tmp_path / "events.parquet")
    return tmp_path


def test_the_command_counts_and_says_what_it_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "counts.csv"
    assert main(["aggregate", str(folder), "--by", "state,month", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}: 1 of 1 events in 2 rows\n"
    assert pyarrow.csv.read_csv(out)["state"].to_pylist() == ["NOR", "RUS"]
    assert main(["aggregate", str(folder / "events.parquet"), "--by", "dyad,year", "--out", str(out)]) == 0
    limits = ["--from", "2031-07", "--to", "2031-08"]
    assert main(["aggregate", str(folder), "--by", "dyad,month", "--out", str(out), *limits]) == 0
    assert "1 left out: outside the span" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--out", "counts.xlsx"], "neither .csv nor .parquet"),
        (["--out", "counts.csv", "--coverage", "coverage.csv"], "no table of sources"),
        (["--out", "counts.csv", "--from", "2031"], "needs --to"),
        (["--out", "counts.csv", "--from", "2031", "--to", "2032-01"], "not a month"),
        (["--out", "counts.csv", "--from", "2031-02", "--to", "2031-01"], "after --to"),
    ],
)
def test_wrong_calls_write_nothing(
    options: list[str], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.chdir(folder):
        assert main(["aggregate", ".", "--by", "dyad,month", *options]) == 2
    assert told in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["events.parquet"]


def test_a_folder_without_events_is_told_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["aggregate", str(tmp_path), "--by", "dyad,month", "--out", str(tmp_path / "c.csv")]) == 2
    assert "demarche link" in capsys.readouterr().err


def test_the_example_runs_from_corpus_to_picture(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.chdir(tmp_path):
        runpy.run_path(str(checkout / "docs" / "from_corpus_to_plot.py"))
    assert "<svg" in (tmp_path / "counts.svg").read_text(encoding="utf-8")
    events = pq.read_table(tmp_path / "coded" / "events.parquet").to_pylist()
    signed = [row for row in events if row["interaction_type"] == "agreement"]
    assert [(row["initiator"], row["target"], row["n_sources"]) for row in signed] == [("NOR", "RUS", 2)]
    assert "coverage.csv: 8 documents" in capsys.readouterr().out
