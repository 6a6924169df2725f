"""Linking: what is one happening, whatever the order and the partition; and what is not."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking import DATA, measure

from corpora import jsonl
from demarche.assemble.tellings import Joined, Telling, link, words
from demarche.checks import check, find_tables
from demarche.cli import main
from demarche.corpus import linking

DAY = date(2031, 3, 4).toordinal()


def telling(name: str, **values: object) -> Telling:
    fields: dict[str, object] = {
        "source_id": f"source-{name}",
        "interaction_type": "sanction",
        "initiator": "NOR",
        "target": "RUS",
        "mode": "expulsion",
        "status": "occurred",
        "phase": "imposed",
        "object": None,
        "start": DAY,
        "end": DAY,
        "reported": DAY + 1,
    }
    return Telling(name=name, **fields | values)  # type: ignore[arg-type]


NOTHING: dict[str, object] = {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (NOTHING, NOTHING, True),
        (NOTHING, {"source_id": "source-a"}, False),
        (NOTHING, {"target": "USA"}, False),
        (NOTHING, {"initiator": "RUS", "target": "NOR"}, False),
        (NOTHING, {"start": DAY + 1, "end": DAY + 1}, True),
        (NOTHING, {"start": DAY + 2, "end": DAY + 2}, False),
        (NOTHING, {"start": DAY - 10, "end": DAY + 10}, True),
        (NOTHING, {"start": None, "end": None}, True),
        (NOTHING, {"start": None, "end": None, "reported": DAY + 30}, False),
        (NOTHING, {"phase": "lifted"}, False),
        (NOTHING, {"phase": None}, True),
        (NOTHING, {"mode": "unspecified"}, True),
        (NOTHING, {"mode": "recall"}, False),
        (NOTHING, {"status": "ongoing"}, True),
        (NOTHING, {"status": "planned"}, True),
        (NOTHING, {"status": "planned", "start": None, "end": None}, False),
        (NOTHING, {"status": "refused"}, False),
        ({"object": "four diplomats"}, {"object": "diplomats"}, True),
        ({"object": "four diplomats"}, {"object": "the consul"}, False),
    ],
)
def test_what_two_tellings_must_share(
    one: dict[str, object], other: dict[str, object], *, same: bool
) -> None:
    assert (len(link([telling("a", **one), telling("b", **other)])) == 1) == same


def test_strikes_of_two_days_are_two() -> None:
    act = {"interaction_type": "assault", "mode": "airstrike", "phase": None}
    days = [telling("a", **act), telling("b", **act, start=DAY + 1, end=DAY + 1)]
    assert len(link(days)) == 2


def test_an_invitation_is_no_visit() -> None:
    act = {"interaction_type": "visit", "phase": None}
    assert len(link([telling("a", **act, mode="invitation"), telling("b", **act, mode="unspecified")])) == 2


def test_what_says_only_the_year_joins_only_where_one_event_fits() -> None:
    year = telling("y", start=date(2031, 1, 1).toordinal(), end=date(2031, 12, 31).toordinal())
    later = telling("b", start=DAY + 90, end=DAY + 90)
    assert len(link([telling("a"), year])) == 1
    assert len(link([telling("a"), later, year])) == 3


tellings = st.lists(
    st.builds(
        telling,
        name=st.just("x"),
        source_id=st.sampled_from(["s1", "s2", "s3", "s4"]),
        target=st.sampled_from(["RUS", "USA"]),
        mode=st.sampled_from(["expulsion", "unspecified", "recall"]),
        status=st.sampled_from(["occurred", "planned", "ongoing"]),
        phase=st.sampled_from(["imposed", None]),
        object=st.sampled_from([None, "diplomats", "four diplomats", "consul"]),
        start=st.integers(DAY, DAY + 4),
        reported=st.integers(DAY, DAY + 8),
    ),
    max_size=25,
)


def numbered(found: list[Telling]) -> list[Telling]:
    from dataclasses import replace

    return [replace(each, name=f"n{n:02d}", end=each.start) for n, each in enumerate(found)]


def named(events: list[list[Telling]]) -> set[frozenset[str]]:
    return {frozenset(each.name for each in event) for event in events}


@settings(deadline=None)
@given(tellings, st.randoms())
def test_neither_order_nor_partition_changes_anything(found: list[Telling], rng: random.Random) -> None:
    given_ = numbered(found)
    expected = named(link(given_))
    assert sum(map(len, expected)) == len(given_)
    rng.shuffle(given_)
    assert named(link(given_)) == expected
    parts = [[each for each in given_ if each.target == code] for code in ("RUS", "USA")]
    assert named([event for part in parts for event in link(part)]) == expected


@given(tellings)
def test_no_source_tells_one_happening_twice(found: list[Telling]) -> None:
    for event in link(numbered(found)):
        sources = [each.source_id for each in event]
        assert len(sources) == len(set(sources))


@pytest.mark.parametrize("name", ["development", "validation"])
def test_the_quality_that_is_promised(name: str) -> None:
    wanted, found, right = measure(DATA / f"{name}.csv")
    assert right / found >= 0.9
    assert right / wanted >= 0.8


def test_objects_are_compared_without_endings() -> None:
    assert words("The shelling of villages") == words("village shelled")


def test_events_of_one_block_are_never_joined() -> None:
    joined = Joined()
    joined.join([("e1", ("visit", "A", "B")), ("e2", ("visit", "C", "B"))])
    joined.join([("e3", ("visit", "A", "B")), ("e2", ("visit", "C", "B"))])
    assert [joined.head(each) for each in ("e1", "e2", "e3", "e4")] == ["e1", "e1", "e3", "e4"]


ARTICLES = [
    ("2031-03-05", "Norway expelled three Russian diplomats on 4 March 2031."),
    ("2031-03-05", "On 4 March 2031 Norway expelled three diplomats of Russia, the wire said."),
    ("2031-03-06", "France and Italy expelled Russian diplomats on 5 March 2031."),
    ("2031-03-07", "Italy expelled Russian diplomats on 5 March 2031."),
    ("2032-01-02", "Norway recalled its ambassador to Russia on 1 January 2032."),
]


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linking")
    rows = [{"source_id": f"s{n}", "published": day, "text": text} for n, (day, text) in enumerate(ARTICLES)]
    (folder / "news.jsonl").write_bytes(jsonl(rows))
    out = folder / "coded"
    assert main(["code", str(folder / "news.jsonl"), "--out", str(out), "--processes", "1"]) == 0
    return out


def tables(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in linking.TABLES
        for path in sorted([folder / name, *(folder / name).rglob("*")])
        if path.is_file()
    }


def test_a_coded_corpus_is_linked(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", str(coded)]) == 0
    assert "more than one source" in capsys.readouterr().out
    events = pq.read_table(coded / "events.parquet").to_pylist()
    told = {
        (row["initiator"], str(row["date"])): row["n_sources"] for row in events if row["target"] == "RUS"
    }
    assert told == {
        ("NOR", "2031-03-04"): 2,
        ("FRA", "2031-03-05"): 1,
        ("ITA", "2031-03-05"): 2,
        ("NOR", "2032-01-01"): 1,
    }
    by_pair = {row["initiator"]: row["event_id"] for row in events if row["date"] == "2031-03-05"}
    assert by_pair["FRA"] == by_pair["ITA"]
    years = sorted(coded.glob("interactions/*/*.parquet"))
    assert [path.parent.name for path in years] == ["year=2031", "year=2032"]
    files = [*find_tables(coded), *(file for path in years for file in find_tables(path))]
    assert [each for each in check(files).findings if each.severity == "error"] == []


def test_linking_again_and_in_small_pieces_gives_the_same_bytes(
    coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linking.link_corpus(coded)
    before = tables(coded)
    monkeypatch.setattr(linking, "_BUCKET", 2)
    monkeypatch.setattr(linking, "_ROWS", 3)
    monkeypatch.setattr("demarche.corpus.sorting._HELD_BYTES", 100)
    linking.link_corpus(coded)
    assert tables(coded) == before


def test_only_a_finished_corpus_is_linked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", str(tmp_path)]) == 2
    assert "holds no finished run" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_hundred_tellings_of_a_busy_pair_are_linked_by_day() -> None:
    start = date(2031, 1, 1)
    rows = [
        telling(f"{day}-{source}", start=(start + timedelta(3 * day)).toordinal(), source_id=f"s{source}")
        for day in range(25)
        for source in range(4)
    ]
    from dataclasses import replace

    events = link([replace(row, end=row.start, reported=row.start or 0) for row in rows])
    assert [len(event) for event in events] == [4] * 25
