"""The dataset built, changed in curation and built again, as a curator does it between two releases."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.cli import main
from demarche.ledger import read_ledger

CURATION = "curation/2021-03-03-riga-talks.yaml"
CLAIMS = "claims/2021-03-03-riga-talks.csv"
VISIT = "visit.NOR-EST.539"


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def reject(dataset: Path, claim: str, expect: str) -> None:
    decision = f"{{decision: reject, claim: {claim}, expect: {{{expect}}}, reason: Not told.}}"
    rewrite(dataset / CURATION, "decisions:\n", f"decisions:\n  - {decision}\n")


def test_a_rejection_can_be_taken_back(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decisions = (dataset / CURATION).read_bytes()
    assert main(["build", "--dataset", str(dataset)]) == 0
    tables = (dataset / "tables" / "events.csv").read_text(encoding="utf-8")
    reject(dataset, VISIT, "date: 2021-05")
    assert main(["build", "--dataset", str(dataset)]) == 0
    (dataset / CURATION).write_bytes(decisions)
    assert main(["build", "--dataset", str(dataset)]) == 0
    capsys.readouterr()
    assert main(["validate", str(dataset), "--engine", "both"]) == 0
    assert capsys.readouterr().out.startswith("valid: ")
    first, second = (row for row in read_ledger(dataset / "ids.csv").rows if row.claim_key == VISIT)
    assert not first.live
    assert second.live
    assert first.interaction_id != second.interaction_id
    built = (dataset / "tables" / "events.csv").read_text(encoding="utf-8")
    assert len(built.splitlines()) == len(tables.splitlines())


def test_rejecting_a_claim_that_breaks_a_rule_is_enough(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The coder's claim stays as it was frozen; it never reaches the tables."""
    rewrite(dataset / CLAIMS, '"NOR","EST"', '"NOR","NOR"')
    assert main(["build", "--dataset", str(dataset)]) == 1
    assert "Initiator and target are never the same actor." in capsys.readouterr().err
    reject(dataset, VISIT, "target: NOR")
    assert main(["build", "--dataset", str(dataset)]) == 0
    capsys.readouterr()
    assert main(["validate", str(dataset)]) == 0
    assert "warning initiator_is_not_target in claims.target: 1 row" in capsys.readouterr().out
