"""The dataset holds what its gold demands, and nothing beside."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from demarche.claims import Participant, unpack_participants
from demarche.claims_table import read_frozen
from demarche.curation import read_curation
from demarche.curation.decisions import Curation
from demarche.sources.store import load_source
from demarche.tables import read_csv

Row = dict[str, Any]

DATASET = Path(__file__).resolve().parents[1] / "dataset"
PYONGYANG = "2024-06-18-putin-pyongyang"
SOURCES = [path.stem for path in sorted((DATASET / "gold").glob("*.csv"))]
# Columns of gold that are no columns of interactions.
OWN = ("n", "tier", "participants")


def table(name: str) -> list[Row]:
    rows: list[Row] = read_csv(DATASET / "tables" / f"{name}.csv", name).to_pylist()
    return rows


def demanded(source_id: str) -> list[dict[str, str]]:
    """Gold but for the optional rows, which the dataset leaves out."""
    with (DATASET / "gold" / f"{source_id}.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["tier"] != "optional"]


def cells(row: Mapping[str, Any], columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(written(row[name]) for name in columns)


def written(value: object) -> str:
    """A value as gold writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def told(row: Mapping[str, Any]) -> str:
    """An interaction in short."""
    return f"{row['interaction_type']} {row['initiator']} {row['target']}"


@pytest.fixture(scope="module")
def interactions() -> dict[str, Row]:
    return {row["interaction_id"]: row for row in table("interactions")}


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_rows_are_those_of_gold(source_id: str, interactions: dict[str, Row]) -> None:
    gold = demanded(source_id)
    columns = [name for name in gold[0] if name not in OWN]
    held = [row for row in interactions.values() if row["source_id"] == source_id]
    wanted, found = Counter(cells(row, columns) for row in gold), Counter(cells(row, columns) for row in held)
    assert sorted((wanted - found).elements()) == []
    assert sorted((found - wanted).elements()) == []


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_participants_are_those_of_gold(source_id: str, interactions: dict[str, Row]) -> None:
    gold = demanded(source_id)
    columns = [name for name in gold[0] if name not in OWN]
    parts: dict[str, set[Participant]] = defaultdict(set)
    for row in table("participants"):
        part = Participant(row["role"], row["actor_id"], row["person"], row["office"])
        parts[row["interaction_id"]].add(part)
    found = {
        cells(row, columns): parts[name]
        for name, row in interactions.items()
        if row["source_id"] == source_id
    }
    wanted = {cells(row, columns): set(unpack_participants(row["participants"])) for row in gold}
    assert found == wanted


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_claim_was_decided_on(source_id: str, interactions: dict[str, Row]) -> None:
    coding = Counter(row["coding"] for row in interactions.values() if row["source_id"] == source_id)
    assert set(coding) <= {"reviewed", "manual"}
    frozen = read_frozen(DATASET / "claims" / f"{source_id}.csv")
    decisions = curation(source_id).decisions
    assert {one.claim for one in decisions if one.kind != "add"} == set(frozen)
    assert coding["manual"] == sum(one.kind == "add" for one in decisions)


@pytest.mark.parametrize("source_id", SOURCES)
def test_reasons_are_the_rows_own_and_quote_the_text(source_id: str) -> None:
    text = bare(load_source(DATASET / "sources" / source_id).text)
    read = curation(source_id)
    assert all(count == 1 for count in Counter(one.reason for one in read.decisions).values())
    reasons = [one.reason for one in read.decisions] + [one.reason for one in read.links]
    pieces = [
        piece for reason in reasons for quote in re.findall("“([^”]+)”", reason) for piece in quote.split("…")
    ]
    assert pieces
    assert [piece for piece in pieces if bare(piece) not in text] == []


def curation(source_id: str) -> Curation:
    return read_curation(DATASET / "curation" / f"{source_id}.yaml")


def bare(words: str) -> str:
    """Words without the forms of quotation marks, capitals and line ends."""
    return " ".join(re.sub("[“”‘’\"']", "'", words).casefold().split())


def test_several_pairs_of_one_happening_share_their_event(interactions: dict[str, Row]) -> None:
    pairs: dict[str, set[str]] = defaultdict(set)
    for row in interactions.values():
        if row["source_id"] == PYONGYANG:
            pairs[row["event_id"]].add(told(row))
    assert sorted(sorted(group) for group in pairs.values() if len(group) > 1) == [
        ["accusation KOR PRK", "accusation KOR RUS"],
        ["cooperation JPN KOR", "cooperation JPN USA", "cooperation KOR USA"],
        ["rejection PRK WEST", "rejection RUS WEST"],
        ["request RUS IRN", "request RUS PRK"],
        ["sanction WEST PRK", "sanction WEST RUS"],
    ]


def test_events_are_happenings_by_pair(interactions: dict[str, Row]) -> None:
    """No happening is told twice: the one source tells each once."""
    events = table("events")
    told_of = {(row["event_id"], row["initiator"], row["target"]) for row in interactions.values()}
    assert {(row["event_id"], row["initiator"], row["target"]) for row in events} == told_of
    assert len(events) == len(told_of) == len(interactions)
    assert {(row["n_claims"], row["n_sources"]) for row in events} == {(1, 1)}
    years = {row["year"] for row in events if row["status"] == "occurred" and row["date"]}
    assert years == {2000, 2019, 2023, 2024}


def test_links_lead_from_charges_to_deeds_and_from_the_invitation_to_the_visit(
    interactions: dict[str, Row],
) -> None:
    links = [
        (told(interactions[row["from_id"]]), row["relation"], told(interactions[row["to_id"]]))
        for row in table("links")
    ]
    assert sorted(links) == [
        ("accusation RUS WEST", "alleges", "sanction WEST PRK"),
        ("accusation RUS WEST", "alleges", "sanction WEST RUS"),
        ("accusation USA PRK", "alleges", "aid PRK RUS"),
        ("accusation USA RUS", "alleges", "request RUS IRN"),
        ("accusation USA RUS", "alleges", "request RUS PRK"),
        ("visit PRK RUS", "invites_to", "visit RUS PRK"),
    ]
    (visit,) = [interactions[row["to_id"]] for row in table("links") if row["relation"] == "invites_to"]
    assert visit["date"] == "2024-06-18"
