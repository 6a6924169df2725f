"""Ids, events, participants and links that follow from curated claims."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.assemble import assemble, identify
from demarche.assemble.events import event_rows
from demarche.claims_table import claim_row, read_frozen
from demarche.contract.edtf import interval
from demarche.curation import CuratedSource, curate
from demarche.errors import DataError
from demarche.ledger import Ledger
from demarche.release.build import build, check_tables, write_build
from demarche.sources.store import load_sources

SMALL = Path(__file__).parent / "data" / "small"
RIGA, WARSAW = "2021-03-03-riga-talks", "2021-03-04-warsaw-note"
FROZEN = {name: read_frozen(SMALL / "claims" / f"{name}.csv") for name in (RIGA, WARSAW)}
EXPULSIONS = ("sanction.EST-BLR.316", "sanction.POL-BLR.316")


def machine(**changes: dict[str, Any]) -> list[CuratedSource]:
    """Both sources without curation; `changes` replace columns of the claims whose keys they contain."""
    found = []
    for source in load_sources(SMALL):
        claims = {
            key: replace(claim, **next((cells for part, cells in changes.items() if part in key), {}))
            for key, claim in FROZEN[source.source_id].items()
        }
        found.append(curate(source, claims, None, Ledger()))
    return found


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "dataset"))


Edit = Callable[..., None]


@pytest.fixture
def edit(dataset: Path) -> Edit:
    """Replaces words in a file of the dataset, or adds a decision to the curation of a source."""

    def change(file: str, old: str = "", new: str = "", add: str = "") -> None:
        path = dataset / file
        text = path.read_text(encoding="utf-8") if path.exists() else "decisions:\n"
        assert old in text
        text = (
            text.replace(old, new, 1) if old else text.replace("decisions:\n", f"decisions:\n  - {add}\n", 1)
        )
        path.write_text(text, encoding="utf-8")

    return change


def built(dataset: Path) -> dict[str, list[dict[str, Any]]]:
    made = build(dataset)
    write_build(made, dataset)
    return {name: table.to_pylist() for name, table in made.tables.items()}


def id_of(dataset: Path, key: str, source_id: str = RIGA) -> str:
    from demarche.ledger import read_ledger

    return next(
        row.interaction_id
        for row in read_ledger(dataset / "ids.csv").rows
        if (row.source_id, row.claim_key) == (source_id, key) and row.live
    )


# --- events ---


def test_a_deed_told_of_several_pairs_is_one_happening() -> None:
    found = identify(machine(), Ledger(), "0.1.0")
    assert len({found.events[RIGA, key] for key in EXPULSIONS}) == 1
    assert len(set(found.events.values())) == len(found.rows) - 1


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2020", "date_precision": "year"},
        {"object": "three diplomats"},
        {"mode": "recall"},
        {"phase": None},
        {"status": "planned"},
        {"trigger_start": 317},
    ],
    ids=str,
)
def test_pairs_do_not_share_an_event_that_differs(change: dict[str, Any]) -> None:
    found = identify(machine(EST=change), Ledger(), "0.1.0")
    assert len({found.events[RIGA, key] for key in EXPULSIONS}) == 2


def test_the_same_deed_of_the_same_pair_on_two_days_is_two_events() -> None:
    found = identify(
        machine(**{"sanction.EST": {"initiator": "POL", "date": "2020", "date_precision": "year"}}),
        Ledger(),
        "0.1.0",
    )
    assert len({found.events[RIGA, key] for key in EXPULSIONS}) == 2


def interaction(**cells: Any) -> dict[str, Any]:
    row = claim_row(FROZEN[RIGA]["visit.NOR-LVA.81"])
    own = {"interaction_id": "i1", "event_id": "e1", "dyad": "LVA-NOR", "source_id": "s"}
    return {**row, **own, **cells}


def dated(text: str | None, precision: str | None = "day") -> dict[str, Any]:
    start, end = (None, None) if text is None else interval(text)
    return {"date": text, "date_start": start, "date_end": end, "date_precision": precision}


NO_DATE = dated(None, None)


@pytest.mark.parametrize(
    ("better", "worse"),
    list(itertools.pairwise(["occurred", "ongoing", "cancelled", "refused", "planned", "proposed"])),
)
def test_the_most_definite_status_wins(better: str, worse: str) -> None:
    rows = [interaction(interaction_id="i1", status=worse), interaction(interaction_id="i2", status=better)]
    for order in (rows, rows[::-1]):
        (event,) = event_rows(order)
        assert (event["status"], event["n_claims"]) == (better, 2)


def test_the_date_is_the_narrowest_of_the_claims_of_that_status() -> None:
    rows = [
        interaction(interaction_id="i1", **dated("2021", "year")),
        interaction(interaction_id="i2", **dated("2021-03", "month")),
        interaction(interaction_id="i3", **dated("2021/..", "open")),
        interaction(interaction_id="i4", **NO_DATE),
        interaction(interaction_id="i5", status="planned", **dated("2021-03-02")),
    ]
    for order in itertools.permutations(rows):
        (event,) = event_rows(order)
        assert (event["date"], event["date_precision"], event["year"]) == ("2021-03", "month", 2021)


def test_a_plan_lends_no_date_to_what_occurred() -> None:
    rows = [interaction(interaction_id="i1", **NO_DATE), interaction(interaction_id="i2", status="planned")]
    (event,) = event_rows(rows)
    assert (event["status"], event["date"], event["year"]) == ("occurred", None, None)


@pytest.mark.parametrize(
    ("status", "date", "year"),
    [("occurred", "2019-12/2020-01", 2019), ("occurred", "../2020", None), ("planned", "2021-05", None)],
)
def test_the_year_is_that_of_the_first_day_of_what_occurred(status: str, date: str, year: int | None) -> None:
    (event,) = event_rows([interaction(status=status, **dated(date, "range"))])
    assert event["year"] == year


def test_disputed_by_any_counts_of_claims_and_sources() -> None:
    rows = [
        interaction(interaction_id="i1"),
        interaction(interaction_id="i2", disputed=True),
        interaction(interaction_id="i3", source_id="t"),
    ]
    (event,) = event_rows(rows)
    assert (event["disputed"], event["n_claims"], event["n_sources"]) == (True, 3, 2)


def test_the_mode_that_is_told_wins_over_none_and_gives_the_codes() -> None:
    rows = [
        interaction(interaction_id="i1"),
        interaction(interaction_id="i2", status="planned", mode="state_visit"),
    ]
    (event,) = event_rows(rows)
    assert (event["mode"], event["cameo_code"], event["goldstein"]) == ("state_visit", "042", 1.9)


def test_each_pair_of_a_happening_has_its_row() -> None:
    rows = [interaction(interaction_id="i1"), interaction(interaction_id="i2", target="EST", dyad="EST-NOR")]
    assert sorted(event["dyad"] for event in event_rows(rows)) == ["EST-NOR", "LVA-NOR"]


# --- tables ---


def test_the_small_dataset_keeps_every_rule_and_is_sorted() -> None:
    curated = machine()
    found = identify(curated, Ledger(), "0.1.0")
    tables = assemble(found, curated, load_sources(SMALL))
    check_tables(tables)
    for name, key in (("interactions", "interaction_id"), ("events", "event_id"), ("sources", "source_id")):
        column = tables[name][key].to_pylist()
        assert column == sorted(column)
    assert set(tables["interactions"]["coding"].to_pylist()) == {"machine"}


def test_only_machine_rows_bear_a_confidence_and_only_manual_ones_lack_a_coder(dataset: Path) -> None:
    machine_rows = {row["coding"]: row for row in assembled_interactions(machine()) if row["confidence"]}
    assert set(machine_rows) == {"machine"}
    rows = built(dataset)["interactions"]
    assert {row["confidence"] for row in rows} == {None}
    assert {row["coding"] for row in rows if row["coder_version"] is None} == {"manual"}


def assembled_interactions(curated: list[CuratedSource]) -> list[dict[str, Any]]:
    found = identify(curated, Ledger(), "0.1.0")
    rows: list[dict[str, Any]] = assemble(found, curated, load_sources(SMALL))["interactions"].to_pylist()
    return rows


@given(st.permutations(range(2)))
def test_the_order_of_sources_on_disk_changes_no_id(order: list[int]) -> None:
    curated = machine()
    one = identify(curated, Ledger(), "0.1.0")
    other = identify([curated[n] for n in order], Ledger(), "0.1.0")
    assert one.ids == other.ids
    assert one.events == other.events


def test_participants_and_links(dataset: Path) -> None:
    tables = built(dataset)
    reporters = [row for row in tables["participants"] if row["role"] == "reporter"]
    assert [row["actor_id"] for row in reporters] == ["LVA"]
    links = {(row["from_id"], row["to_id"], row["relation"]) for row in tables["links"]}
    deed = id_of(dataset, "coercion.POL-BLR.383")
    assert links == {
        (id_of(dataset, "accusation.BLR-POL.362"), deed, "alleges"),
        (id_of(dataset, "manual.denial"), deed, "denies"),
    }


@pytest.mark.parametrize(
    "change",
    [{"reported_by": "EST"}, {"initiator": "EST"}, {"evidence_start": 0, "evidence_end": 9}],
    ids=str,
)
def test_an_accusation_alleges_only_what_fits_without_doubt(change: dict[str, Any]) -> None:
    curated = machine(coercion=change)
    found = identify(curated, Ledger(), "0.1.0")
    assert len(assemble(found, curated, load_sources(SMALL))["links"]) == 0


def test_two_deeds_that_fit_leave_a_doubt() -> None:
    told = {"reported_by": "BLR", "voice": "actor", "evidence_start": 372, "evidence_end": 416}
    curated = machine(**{"sanction.POL": told})
    found = identify(curated, Ledger(), "0.1.0")
    assert len(assemble(found, curated, load_sources(SMALL))["links"]) == 0


CURATION = f"curation/{RIGA}.yaml"


def test_a_derived_link_can_be_taken_away(dataset: Path, edit: Edit) -> None:
    ends = "from: accusation.BLR-POL.362, to: coercion.POL-BLR.383"
    link = f"{{{ends}, relation: alleges, reject: true, reason: No.}}"
    edit(CURATION, "links:\n", f"links:\n  - {link}\n")
    assert [row["relation"] for row in built(dataset)["links"]] == ["denies"]


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("from: manual.other, to: coercion.POL-BLR.383, relation: denies", "refers to no row .* claim key"),
        (
            "from: i000000000000, to: coercion.POL-BLR.383, relation: denies",
            "refers to no row .* interaction_id",
        ),
        ("from: visit.NAM-NOR.585, to: manual.denial, relation: denies", "refers to no row"),
        ("from: manual.denial, to: manual.denial, relation: denies", "linked to itself"),
        ("from: manual.denial, to: coercion.POL-BLR.383, relation: denies", "stands twice"),
        ("from: manual.denial, to: coercion.POL-BLR.383, relation: lifts, reject: true", "no such link"),
    ],
)
def test_links_that_do_not_hold(dataset: Path, edit: Edit, link: str, message: str) -> None:
    edit(CURATION, "links:\n", f"links:\n  - {{{link}, reason: A reason.}}\n")
    with pytest.raises(DataError, match=message) as caught:
        build(dataset)
    assert caught.value.line


# --- ids through time ---


def test_a_second_build_changes_nothing(dataset: Path) -> None:
    built(dataset)
    before = {path: path.stat().st_mtime_ns for path in dataset.rglob("*")}
    made = build(dataset)
    assert write_build(made, dataset) == []
    assert {path: path.stat().st_mtime_ns for path in dataset.rglob("*")} == before
    assert not made.found.minted
    assert not made.found.withdrawn


def test_a_rejected_row_is_withdrawn_with_its_reason_and_heir(dataset: Path, edit: Edit) -> None:
    built(dataset)
    visit, heir = id_of(dataset, "visit.NOR-EST.539"), id_of(dataset, "visit.NOR-LVA.81")
    edit("dataset.yaml", "0.1.0", "0.2.0")
    edit(
        CURATION,
        add="{decision: reject, claim: visit.NOR-EST.539, expect: {date: 2021-05}, reason: Once too often.,"
        " replaced_by: visit.NOR-LVA.81}",
    )
    tables = built(dataset)
    assert tables["withdrawn"] == [
        {"id": visit, "withdrawn_in": "0.2.0", "reason": "Once too often.", "replaced_by": heir}
    ]
    assert visit not in {row["interaction_id"] for row in tables["interactions"]}
    assert write_build(build(dataset), dataset) == []


def test_a_claim_that_the_coder_drops_is_withdrawn(dataset: Path) -> None:
    built(dataset)
    name = id_of(dataset, "threat.BLR-POL.135", WARSAW)
    path = dataset / "claims" / f"{WARSAW}.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "threat" not in line), encoding="utf-8")
    made = build(dataset)
    assert made.found.withdrawn == (name,)
    row = made.found.ledger.get(name)
    assert row is not None
    assert "no longer makes this claim" in str(row.reason)


def test_an_added_row_does_not_vanish_silently(dataset: Path, edit: Edit) -> None:
    built(dataset)
    name = id_of(dataset, "manual.denial")
    text = (dataset / CURATION).read_text(encoding="utf-8")
    (dataset / CURATION).write_text(text[: text.index("  - decision: add")], encoding="utf-8")
    with pytest.raises(DataError, match=r"manual\.denial .* is gone"):
        build(dataset)
    edit(CURATION, add=f"{{decision: reject, id: {name}, reason: Not told.}}")
    assert build(dataset).found.withdrawn == (name,)


def test_a_source_does_not_vanish_silently(dataset: Path) -> None:
    built(dataset)
    for path in (dataset / "sources" / WARSAW, dataset / "claims" / f"{WARSAW}.csv"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(DataError, match="ids of a source that is gone"):
        build(dataset)


def test_sources_that_tell_of_one_happening_are_joined_by_curation(dataset: Path, edit: Edit) -> None:
    built(dataset)
    poland = id_of(dataset, "sanction.POL-BLR.316")
    edit(
        f"curation/{WARSAW}.yaml",
        add=f"{{decision: accept, claim: sanction.POL-BLR.33, expect: {{date: 2021-03-01}}, event: {poland},"
        " reason: The same expulsion.}",
    )
    tables = built(dataset)
    events = {(row["dyad"], row["interaction_type"]): row for row in tables["events"]}
    assert (events["BLR-POL", "sanction"]["n_claims"], events["BLR-POL", "sanction"]["n_sources"]) == (2, 2)
    assert events["BLR-EST", "sanction"]["event_id"] == events["BLR-POL", "sanction"]["event_id"]
    # Split again, the later group is named after its own row, and no id names two happenings.
    (dataset / f"curation/{WARSAW}.yaml").unlink()
    split = built(dataset)["events"]
    assert len({row["event_id"] for row in split}) == len({row["event_id"] for row in tables["events"]}) + 1


def test_an_event_has_one_type(dataset: Path, edit: Edit) -> None:
    edit(
        CURATION,
        "expect: {status: occurred, date: 2021-03-02}",
        "expect: {status: occurred}\n    event: agreement.LVA-NOR.144",
    )
    with pytest.raises(DataError, match="one event has one type"):
        build(dataset)


def test_an_event_stays_when_its_founder_goes(dataset: Path, edit: Edit) -> None:
    tables = built(dataset)
    event = next(row["event_id"] for row in tables["events"] if row["dyad"] == "BLR-EST")
    edit(
        CURATION,
        "decision: accept\n    claim: sanction.EST-BLR.316",
        "decision: reject\n    claim: sanction.EST-BLR.316",
    )
    rows = [row for row in built(dataset)["events"] if row["interaction_type"] == "sanction"]
    assert event in {row["event_id"] for row in rows}
    assert "BLR-EST" not in {row["dyad"] for row in rows}


def binding(key: str, name: str) -> str:
    return f"{{decision: accept, claim: {key}, id: {name}, expect: {{status: planned}}, reason: It is.}}"


def test_no_id_for_two_claims(dataset: Path, edit: Edit) -> None:
    built(dataset)
    name = id_of(dataset, "visit.NOR-EST.539")
    edit(f"claims/{RIGA}.csv", "visit.NOR-EST.539", "visit.NOR-EST.540")
    edit(f"claims/{RIGA}.csv", "visit.NOR-LVA.81", "visit.NOR-LVA.82")
    edit(CURATION, "claim: visit.NOR-LVA.81", f"claim: visit.NOR-LVA.82\n    id: {name}")
    edit(CURATION, add=binding("visit.NOR-EST.540", name))
    with pytest.raises(DataError, match="two claims would have this id"):
        build(dataset)


def test_a_bound_id_is_kept(dataset: Path, edit: Edit) -> None:
    built(dataset)
    name = id_of(dataset, "visit.NOR-EST.539")
    path = dataset / "claims" / f"{RIGA}.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("visit.NOR-EST.539", "visit.NOR-EST.540"), encoding="utf-8")
    edit(
        CURATION,
        add=binding("visit.NOR-EST.540", name),
    )
    made = build(dataset)
    assert made.found.ids[RIGA, "visit.NOR-EST.540"] == name
    assert not made.found.minted
    assert not made.found.withdrawn


# --- input that does not fit ---


@pytest.mark.parametrize("file", ["claims/other.csv", "curation/other.yaml"])
def test_files_of_no_source(dataset: Path, file: str) -> None:
    (dataset / file).write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="belongs to no source"):
        build(dataset)


def test_claims_of_another_source(dataset: Path) -> None:
    shutil.copy(dataset / f"claims/{WARSAW}.csv", dataset / f"claims/{RIGA}.csv")
    with pytest.raises(DataError, match="is not the source of this file"):
        build(dataset)


def test_tables_that_break_the_contract_are_not_written(dataset: Path, edit: Edit) -> None:
    edit(CURATION, "set: {status: proposed}", "set: {status: proposed, disputed: true}")
    with pytest.raises(DataError, match="break the contract in 1 places") as caught:
        build(dataset)
    assert "disputed" in str(caught.value)
    assert not (dataset / "tables").exists()


def test_a_changed_text_is_refused(dataset: Path, edit: Edit) -> None:
    edit(f"sources/{RIGA}/text.txt", "Tuesday", "Monday")
    with pytest.raises(DataError, match="SHA-256"):
        build(dataset)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version: 0.1.0", "version: 1.0", "semantic version"),
        ("licence:", "license:", "not a field"),
        ("homepage: null\n", "", "is missing"),
    ],
)
def test_what_the_dataset_says_of_itself_has_its_form(
    dataset: Path, edit: Edit, old: str, new: str, message: str
) -> None:
    edit("dataset.yaml", old, new)
    with pytest.raises(DataError, match=message):
        build(dataset)
