"""Two codings of the same texts: what either has, what both have, and what they differ on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chat import SANCTION, TEXT, VISIT, Server, says
from demarche.claims import Claim, Participant
from demarche.claims_table import claim_keys, read_claims, read_coding, write_claims
from demarche.cli import main
from demarche.coders.adjudicating import adjudicate
from demarche.coders.combining import common, united
from demarche.curation import curate, read_curation
from demarche.ledger import Ledger
from demarche.sources.store import Source

WORDS = "flew to Lima on Monday"


def claim(kind: str = "visit", start: int = 0, coder: str = "a", **changes: Any) -> Claim:
    made = Claim(
        source_id="talks",
        interaction_type=kind,
        mode="unspecified",
        initiator="ECU",
        target="PER",
        directed=True,
        status="occurred",
        reported_on="2030-03-04",
        evidence_start=start,
        evidence_end=start + 20,
        trigger_start=start,
        trigger_end=start + 3,
        rule="r",
        coder=coder,
        coder_version="1",
    )
    return replace(made, **changes)


def dated(claim: Claim, date: str | None) -> Claim:
    return replace(claim, date=date, date_precision=date and "day", date_basis=date and "stated")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (claim(start=5, coder="b"), True),
        (claim(start=5, coder="b", status="planned"), True),
        (claim(start=60, coder="b"), False),
        (dated(claim(start=60, coder="b"), "2030-03-04"), True),
        (dated(claim(start=60, coder="b"), "2030-03-05"), False),
        (claim("aid", start=5, coder="b"), False),
        (claim(start=5, coder="b", target="BOL"), False),
    ],
    ids=["overlap", "status", "elsewhere", "one day", "another day", "type", "target"],
)
def test_union_and_intersection(other: Claim, same: bool) -> None:
    one = dated(claim(), "2030-03-04")
    assert united([one], [other]) == ([one] if same else sorted([one, other], key=lambda c: c.evidence_start))
    assert common([one], [other]) == ([one] if same else [])
    assert united([], [other]) == [other]
    assert common([one], []) == []


@pytest.fixture
def codings(server: Server, asked: list[str], tmp_path: Path) -> tuple[Path, Path]:
    """What the rules and a model make of two texts."""
    texts = [tmp_path / f"{name}.txt" for name in "ab"]
    for path in texts:
        path.write_text(f"{TEXT}\nThis is {path.stem}.\n", encoding="utf-8")
    server.replies = [says(VISIT | {"status": "planned", "date": "2030-03"}, SANCTION)]
    rules, model = tmp_path / "rules.csv", tmp_path / "llm.parquet"
    call = ["code", *map(str, texts), "--published", "2030-03-06", "--out"]
    assert main([*call, str(rules)]) == 0
    assert main([*call, str(model), "--coder", "llm", *asked]) == 0
    return rules, model


def test_agreement_of_rules_and_model_by_field(
    codings: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = map(str, codings)
    capsys.readouterr()
    assert main(["agreement", a, b]) == 0
    said = capsys.readouterr().out
    assert "Agreement on the claims in both" in said
    assert "planned" in said
    assert main(["agreement", a, b, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["document"] for one in told["differences"]} == {"a", "b"}
    assert told["fields"]["interaction_type"]["of"] == told["claims"]["both"] >= 2


def test_the_command_combines(
    codings: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = map(str, codings)
    found = {}
    for policy in ("union", "intersection"):
        out = tmp_path / f"{policy}.csv"
        assert main(["combine", a, b, "--policy", policy, "--out", str(out)]) == 0
        found[policy] = read_claims(out)
        assert main(["validate", "--table", "claims", str(out)]) == 0
    ours, theirs = (
        [one for source in read_coding(path).values() for one in source.values()] for path in codings
    )
    assert len(found["union"]) + len(found["intersection"]) == len(ours) + len(theirs)
    assert {one.source_id for one in found["union"]} == {"a", "b"}
    assert {one.coder for one in found["union"]} <= {"demarche", "llm"}


def test_the_command_lists_what_is_to_be_decided(
    codings: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = map(str, codings)
    out = tmp_path / "both"
    texts = ["--published", "2030-03-06", "--texts", *(str(tmp_path / f"{name}.txt") for name in "ab")]
    call = ["combine", a, b, "--policy", "adjudicate", "--out", str(out), *texts]
    capsys.readouterr()
    assert main(call) == 0
    assert re.search(r"both: \d+ claims are the same in A and B; \d+ differences", capsys.readouterr().out)
    for name in "ab":
        assert main(["validate", "--table", "claims", str(out / "claims" / f"{name}.csv")]) == 0
        told = (out / "curation" / f"{name}.yaml").read_text(encoding="utf-8")
        assert f"# Two codings of {name}: A by demarche" in told
        assert "Ecuador’s president flew to Lima on Monday" in told
        assert "in A, planned in B" in told
    assert main(call) == 2
    assert "is not empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--policy", "union", "--out", "folder"], "neither .csv nor .parquet"),
        (["--policy", "union", "--out", "c.csv", "--texts", "a.txt"], "goes with --policy adjudicate"),
        (["--policy", "adjudicate", "--out", "c.csv"], "is no folder"),
        (["--policy", "union", "--out", "c.csv"], "holds no claims of a corpus"),
    ],
)
def test_wrong_calls_are_told(
    options: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["combine", str(tmp_path), str(tmp_path), *options]) == 2
    assert words in capsys.readouterr().err


def test_coded_corpora_are_compared_and_combined(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder, status in zip(folders, ("occurred", "planned"), strict=True):
        claims = [claim(source_id=source, status=status) for source in ("one", "two")]
        write_claims(claims, folder / "claims" / "year=2030" / "claims.parquet")
    a, b = map(str, folders)
    assert main(["agreement", a, b, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["document"], one["field"]) for one in told["differences"]] == [
        ("one", "status"),
        ("two", "status"),
    ]
    out = tmp_path / "union.csv"
    assert main(["combine", a, b, "--policy", "union", "--out", str(out)]) == 0
    assert [one.source_id for one in read_claims(out)] == ["one", "two"]


def uncommented(curation: str, reason: str = "So it stands there.") -> str:
    """A curation file with every open decision taken as it is proposed, and a reason given."""
    return re.sub(r"(?m)^  # ", "  ", curation).replace("reason: ''", f"reason: {reason}")


A = [
    dated(claim(start=24, evidence_end=66, trigger_start=44, trigger_end=48), "2030-03-04"),
    claim("support", start=106, evidence_end=140, initiator="PER", target="ECU"),
]
PEOPLE = (Participant("initiator_agent", "ECU", "A. Bo", "president"), Participant("reporter", "NOR"))
CHANGES: dict[str, Callable[[Claim], Claim]] = {
    "nothing": lambda one: one,
    "status": lambda one: replace(one, status="planned"),
    "type": lambda one: replace(one, interaction_type="consultation", mode="meeting"),
    "no date": lambda one: dated(one, None),
    "month": lambda one: replace(one, date="2030-03", date_precision="month"),
    "window": lambda one: replace(one, date="2030-03-01/2030-03-04", date_precision="window"),
    "range": lambda one: replace(one, date="2030-03-01/2030-03-04", date_precision="range"),
    "basis": lambda one: replace(one, date_basis="relative"),
    "dispute": lambda one: replace(one, disputed=True),
    "voice": lambda one: replace(one, voice="actor", reported_by="NOR"),
    "words": lambda one: replace(one, object="no: 'it' #1", level="head_of_state", location="NOR"),
    "people": lambda one: replace(one, participants=PEOPLE),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_difference_is_an_open_decision_that_holds_once_it_is_taken(
    change: Callable[[Claim], Claim], tmp_path: Path
) -> None:
    first = dict(zip(claim_keys(A), A, strict=True))
    other = change(replace(A[0], coder="b", evidence_start=20))
    alone = claim("threat", start=160, evidence_end=200, coder="b")
    found = adjudicate("talks", first, [other, alone], TEXT)
    path = tmp_path / "talks.yaml"
    path.write_text(found.curation, encoding="utf-8")
    assert read_curation(path).decisions == ()  # nothing is decided by itself
    assert [*found.claims.values()] == [*A, alone]
    path.write_text(uncommented(found.curation), encoding="utf-8")
    source = Source.__new__(Source)
    for name, value in {"source_id": "talks", "text": TEXT, "published": "2030-03-06"}.items():
        object.__setattr__(source, name, value)
    rows = {row.key: row for row in curate(source, found.claims, read_curation(path), Ledger()).rows}
    assert {row.coding for row in rows.values()} <= {"reviewed", "machine"}
    changed = change is not CHANGES["nothing"]
    assert (found.same, found.differences) == (0 if changed else 1, 3 if changed else 2)
    decided = rows[next(iter(first))]
    assert decided.coding == ("reviewed" if changed else "machine")
    assert decided.claim == replace(other, coder="a", evidence_start=A[0].evidence_start)
