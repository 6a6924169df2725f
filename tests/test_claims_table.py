"""Claims survive the way through Arrow, CSV and Parquet, whatever stands in them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.claims import Claim, Participant
from demarche.claims_table import (
    claim_keys,
    claim_row,
    claims_of,
    claims_table,
    in_order,
    read_claims,
    read_frozen,
    stem,
    write_claims,
    write_frozen,
)
from demarche.errors import DataError
from demarche.tables import read_parquet

# Text that a cell can hold: no control characters, not blank, not empty (the contract has null for that).
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12).map(
    lambda s: f"{s} ü,\"'"
)
NAMES = st.text(st.sampled_from("aéžł'’-NA"), min_size=1, max_size=8)
ACTORS = st.sampled_from(["NAM", "NOR", "RUS", "XKX", "EU"])
OPTIONAL: dict[str, st.SearchStrategy[Any]] = {
    "object": WORDS,
    "phase": st.sampled_from(["agreed", "signed"]),
    "reported_by": ACTORS,
    "date": st.sampled_from(["2024", "2024-02", "2024-02-29", "2024-01/2024-03", "1962/..", "../1990"]),
    "date_precision": st.sampled_from(["day", "range"]),
    "date_basis": st.sampled_from(["stated"]),
    "context": st.sampled_from(["military"]),
    "location": ACTORS,
    "level": st.sampled_from(["envoy"]),
    "confidence": st.floats(0, 1),
}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start = draw(st.integers(0, 10**6))
    parts = st.builds(
        Participant, st.sampled_from(["denier", "reporter"]), ACTORS, NAMES | st.none(), NAMES | st.none()
    )
    values: dict[str, Any] = {name: draw(cells | st.none()) for name, cells in OPTIONAL.items()}
    return Claim(
        source_id=draw(st.sampled_from(["a", "b-1"])),
        interaction_type=draw(st.sampled_from(["agreement", "visit"])),
        mode="unspecified",
        initiator=draw(ACTORS),
        target=draw(ACTORS),
        directed=draw(st.booleans()),
        status=draw(st.sampled_from(["occurred", "ongoing"])),
        disputed=draw(st.booleans()),
        reported_on="2024-06-18",
        evidence_start=start,
        evidence_end=start + draw(st.integers(1, 500)),
        trigger_start=draw(st.integers(0, 5)),
        trigger_end=draw(st.integers(6, 9)),
        rule="r",
        coder="c",
        coder_version="1",
        participants=tuple(draw(st.lists(parts, max_size=3))),
        **values,
    )


MANY = st.lists(claims(), max_size=8)


@settings(max_examples=40, deadline=None)
@given(MANY)
def test_round_trip_through_csv_and_parquet(coded: list[Claim]) -> None:
    expected = in_order(coded)
    assert claims_of(claims_table(coded)) == expected
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        write_claims(coded, path / "claims.csv")
        assert read_claims(path / "claims.csv") == expected
        write_claims(coded, path / "claims.parquet")
        assert claims_of(read_parquet(path / "claims.parquet", "claims")) == expected


@given(MANY, st.randoms())
def test_the_order_of_finding_does_not_matter(coded: list[Claim], random: object) -> None:
    shuffled = list(coded)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis types it as object
    assert claims_table(shuffled).equals(claims_table(coded))


@given(MANY, st.booleans())
def test_keys_are_unique_and_begin_with_the_stem(coded: list[Claim], blocked: bool) -> None:
    ordered = [claim for claim in in_order(coded) if claim.source_id == "a"]
    taken = {stem(claim) for claim in ordered} if blocked else set()
    keys = claim_keys(ordered, taken)
    assert len(set(keys)) == len(keys)
    assert not taken & set(keys)
    assert all(
        key == stem(claim) or key.startswith(f"{stem(claim)}.")
        for key, claim in zip(keys, ordered, strict=True)
    )


def visit(**changes: object) -> Claim:
    values: dict[str, object] = {
        "source_id": "s",
        "interaction_type": "visit",
        "mode": "unspecified",
        "initiator": "NAM",
        "target": "NOR",
        "directed": True,
        "status": "occurred",
        "reported_on": "2024-06-18",
        "evidence_start": 3,
        "evidence_end": 9,
        "trigger_start": 4,
        "trigger_end": 5,
        "rule": "r",
        "coder": "c",
        "coder_version": "1",
    }
    return Claim(**{**values, **changes})  # type: ignore[arg-type]  # a test's shorthand


def test_further_claims_of_a_stem_are_counted_in_table_order() -> None:
    table = claims_table([visit(date="2018"), visit(date="2015"), visit(source_id="t")])
    assert table["claim_key"].to_pylist() == ["visit.NAM-NOR.4", "visit.NAM-NOR.4.2", "visit.NAM-NOR.4"]
    assert table["date"].to_pylist() == ["2015", "2018", None]


def test_days_and_codes_follow_from_the_claim() -> None:
    row = claim_row(visit(date="2024-02"))
    assert (str(row["date_start"]), str(row["date_end"])) == ("2024-02-01", "2024-02-29")
    assert (row["cameo_code"], row["plover_event"], row["goldstein"]) == ("042", "CONSULT", 1.9)


def test_a_combination_that_the_ontology_forbids_has_no_codes() -> None:
    assert claim_row(visit(phase="signed"))["cameo_code"] is None


def test_keys_that_were_carried_over_stay(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    frozen = {"visit.NAM-NOR.900": visit(), "visit.NAM-NOR.4": visit(evidence_start=5)}
    write_frozen(frozen, path)
    assert read_frozen(path) == frozen


def test_a_repeated_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    write_frozen({"visit.NAM-NOR.4": visit()}, path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    with pytest.raises(DataError, match=r"s\.csv: claim_key: a claim key stands twice"):
        read_frozen(path)
