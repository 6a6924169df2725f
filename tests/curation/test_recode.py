"""A claim that is recognised keeps its key; one that is new never takes another's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche import coding
from demarche.claims import Claim
from demarche.claims_table import read_frozen
from demarche.cli import main
from demarche.curation.recode import recode

SMALL = Path(__file__).parents[1] / "data" / "small"
SOURCE = "2021-03-03-riga-talks"
FROZEN = read_frozen(SMALL / "claims" / f"{SOURCE}.csv")
LOAN, DENIAL = "agreement.NOR-LVA.214", "manual.denial"


def test_the_same_claims_are_the_same() -> None:
    found = recode(FROZEN, list(FROZEN.values()))
    assert found.same
    assert found.claims == FROZEN


def test_another_version_of_the_coder_is_no_difference_of_the_claims() -> None:
    newer = [replace(claim, coder_version="0.2.0") for claim in FROZEN.values()]
    found = recode(FROZEN, newer)
    assert found.same
    assert {claim.coder_version for claim in found.claims.values()} == {"0.2.0"}


@pytest.mark.parametrize(
    "change",
    [
        {"status": "proposed"},
        {"date": "2021-04", "date_precision": "month", "date_basis": "stated"},
        {"trigger_start": 221, "trigger_end": 225},
        {"mode": "contract"},
        {"object": "a loan for gas"},
        {"object": None},
        {"evidence_start": 200},
        {"initiator": "LVA", "target": "NOR", "directed": False},
    ],
    ids=str,
)
def test_a_claim_that_changed_keeps_its_key(change: dict[str, object]) -> None:
    new = replace(FROZEN[LOAN], **change)  # type: ignore[arg-type]  # columns of a claim
    found = recode(FROZEN, [new if key == LOAN else claim for key, claim in FROZEN.items()])
    assert found.claims[LOAN] == new
    assert {name for name, _, _ in found.changed[LOAN]} == set(change)
    assert not found.added
    assert not found.gone


@pytest.mark.parametrize(
    "change",
    [
        {"interaction_type": "aid"},
        {"target": "EST"},
        {"evidence_start": 600, "evidence_end": 640},
        {"object": "fishing rights"},
        {"initiator": "LVA", "target": "NOR"},
    ],
    ids=str,
)
def test_another_claim_gets_another_key(change: dict[str, object]) -> None:
    new = replace(FROZEN[LOAN], **change)  # type: ignore[arg-type]  # columns of a claim
    found = recode(FROZEN, [new if key == LOAN else claim for key, claim in FROZEN.items()], {LOAN})
    assert list(found.gone) == [LOAN]
    assert list(found.added.values()) == [new]
    assert LOAN not in found.claims


def test_a_key_of_the_ledger_is_not_given_again() -> None:
    loan = FROZEN[LOAN]
    found = recode({}, [loan], {LOAN})
    assert list(found.claims) == [f"{LOAN}.2"]


def test_of_two_claims_that_fit_the_likelier_keeps_the_key() -> None:
    loan = FROZEN[LOAN]
    other = replace(loan, object="a loan of gas", evidence_start=206)
    found = recode({LOAN: loan}, [other, loan])
    assert found.claims[LOAN] == loan
    assert list(found.added.values()) == [other]


@given(st.permutations(list(FROZEN.values())), st.integers(0, len(FROZEN)))
def test_keys_are_unique_and_order_does_not_matter(claims: list[Claim], kept: int) -> None:
    found = recode(FROZEN, claims[:kept])
    assert found.claims == {key: claim for key, claim in FROZEN.items() if claim in claims[:kept]}
    assert set(found.gone) == FROZEN.keys() - found.claims.keys()


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(SMALL, tmp_path / "dataset"))


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Claim]]:
    """A coder that makes the claims that it is told, by source; those that are frozen at first."""
    claims = {path.stem: list(read_frozen(path).values()) for path in (SMALL / "claims").glob("*.csv")}

    def code(text: str, published: str, source_id: str) -> list[Claim]:
        return claims[source_id]

    monkeypatch.setattr(coding, "code_document", code)
    return claims


Coder = dict[str, list[Claim]]


def test_without_write_nothing_is_written(
    dataset: Path, coder: Coder, capsys: pytest.CaptureFixture[str]
) -> None:
    coder[SOURCE].pop()
    before = {path: path.read_bytes() for path in dataset.rglob("*.csv")}
    assert main(["recode", "--all", "--dataset", str(dataset)]) == 0
    assert {path: path.read_bytes() for path in dataset.rglob("*.csv")} == before
    said = capsys.readouterr().out
    assert "0 added, 1 gone, 0 changed" in said
    assert "no such claim in the frozen claims" in said  # the decision on the claim that goes


def test_first_claims_are_taken_in(dataset: Path, coder: Coder) -> None:
    path = dataset / "claims" / f"{SOURCE}.csv"
    path.unlink()
    assert main(["recode", SOURCE, "--write", "--dataset", str(dataset)]) == 0
    assert path.read_bytes() == (SMALL / "claims" / path.name).read_bytes()


def test_ids_and_decisions_survive_a_recoding(
    dataset: Path, coder: Coder, capsys: pytest.CaptureFixture[str]
) -> None:
    from demarche.ledger import read_ledger

    assert main(["build", "--dataset", str(dataset)]) == 0
    ids = read_ledger(dataset / "ids.csv")
    coder[SOURCE] = [
        replace(claim, coder_version="0.2.0", trigger_start=claim.trigger_start + 1)
        for claim in coder[SOURCE]
    ]
    assert main(["recode", SOURCE, "--write", "--dataset", str(dataset)]) == 0
    assert main(["build", "--dataset", str(dataset)]) == 0
    assert read_ledger(dataset / "ids.csv") == ids
    assert {claim.coder_version for claim in read_frozen(dataset / "claims" / f"{SOURCE}.csv").values()} == {
        "0.2.0"
    }


def test_decisions_that_no_longer_hold_are_listed(
    dataset: Path, coder: Coder, capsys: pytest.CaptureFixture[str]
) -> None:
    coder[SOURCE] = [
        replace(claim, status="ongoing") if claim == FROZEN[LOAN] else claim for claim in coder[SOURCE]
    ]
    assert main(["recode", SOURCE, "--write", "--dataset", str(dataset)]) == 1
    said = capsys.readouterr().out
    assert "status: planned -> ongoing" in said
    assert f"claim {LOAN}: expected 'planned', the frozen claim has 'ongoing'" in said


@pytest.mark.parametrize("arguments", [[], ["--all", SOURCE], ["no-such-source"]])
def test_usage(dataset: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recode", *arguments, "--dataset", str(dataset)]) == 2
    assert "demarche:" in capsys.readouterr().err
