"""Curation files and source.yaml in `demarche validate`: every fault at its line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from demarche.cli import main
from demarche.validation import validate_paths

SMALL = Path(__file__).resolve().parents[1] / "data" / "small"
RIGA = "2021-03-03-riga-talks"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "dataset"))


def spoil(path: Path, *changes: tuple[str, str]) -> list[int]:
    """Replace texts, each once; the lines on which they stood."""
    text = path.read_text(encoding="utf-8")
    lines = []
    for old, new in changes:
        assert text.count(old) >= 1
        lines.append(text[: text.index(old)].count("\n") + 1)
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return lines


def told(path: Path) -> list[tuple[str, int | None, str | None]]:
    """Code, line and column of each finding."""
    return [(each.code, each.line, each.column) for each in validate_paths([path]).findings]


def test_a_dataset_has_its_documents_checked(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(dataset)]) == 0
    assert capsys.readouterr().out.endswith("1 dataset.yaml, 2 source texts, 8 decisions\n")


def test_every_fault_of_a_curation_file_is_named_at_its_line(dataset: Path) -> None:
    path = dataset / "curation" / f"{RIGA}.yaml"
    lines = spoil(
        path,
        ("decision: accept", "decision: acept"),
        ("expect: {status: occurred, directed: false}", "expct: {status: occurred}"),
        ("reason: Named one by one.", "reasons: Named one by one."),
        ("relation: denies", "relation: denys"),
    )
    assert told(path) == told(dataset / "curation") == told(dataset)
    first, second, _, last = lines
    assert told(path)[0] == ("curation", first, "decision")
    assert ("curation", second, "expct") in told(path)
    assert told(path)[-1] == ("curation", last, "relation")
    assert len(told(path)) == 4


def test_decisions_are_held_against_the_claims_and_the_text(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = dataset / "curation" / f"{RIGA}.yaml"
    lines = spoil(
        path,
        ("visit.NOR-LVA.81", "visit.NOR-LVA.82"),
        ("set: {status: proposed}", "set: {status: propsed, initiator: Norway}"),
        ("“Nobody was arrested,”", "“Somebody was arrested,”"),
    )
    assert [(line, column) for _, line, column in told(path)] == [
        (lines[0] - 1, "claim"),
        (lines[1], "status"),
        (lines[1], "initiator"),
        (lines[2] - 1, "evidence"),
    ]
    assert main(["validate", str(path), "--format", "github"]) == 1
    out = capsys.readouterr().out
    assert "Did you mean proposed" in out
    assert "Did you mean NOR (Norway)?" in out
    assert f"line={lines[1]}," in out


def test_a_file_outside_a_dataset_is_read_for_its_form(dataset: Path, tmp_path: Path) -> None:
    alone = Path(shutil.copy(dataset / "curation" / f"{RIGA}.yaml", tmp_path / "decisions.yaml"))
    verdict = validate_paths([alone])
    assert (verdict.valid, verdict.rows, verdict.not_checked) == (
        True,
        {"decisions": 8},
        {"decisions hold": "sources, claims"},
    )


def test_every_fault_of_a_source_is_named_at_its_line(dataset: Path) -> None:
    folder = dataset / "sources" / RIGA
    spoil(
        folder / "source.yaml",
        ("language: en", "langage: en"),
        ("redistributable: true", "redistributable: yes"),
    )
    text = (folder / "source.yaml").read_text(encoding="utf-8").splitlines()
    expected = sorted(
        (number, line.partition(":")[0])
        for number, line in enumerate(text, 1)
        if line.startswith(("langage", "redistributable"))
    )
    for path in (folder / "source.yaml", folder, dataset / "sources", dataset):
        assert sorted((line, column) for _, line, column in told(path)) == expected
    verdict = validate_paths([dataset])
    assert verdict.not_checked[f"decisions of {RIGA} hold"] == "sources, claims"


def test_a_changed_text_is_a_finding(dataset: Path) -> None:
    text = dataset / "sources" / RIGA / "text.txt"
    text.write_text(text.read_text(encoding="utf-8") + "More.", encoding="utf-8")
    assert [(code, column) for code, _, column in told(dataset)] == [("source", "text_sha256")]
    text.unlink()
    assert [code for code, _, _ in told(dataset)] == ["source"]


def test_a_curation_file_of_no_source_and_a_wrong_version_are_findings(dataset: Path) -> None:
    shutil.copy(dataset / "curation" / f"{RIGA}.yaml", dataset / "curation" / "nowhere.yaml")
    spoil(dataset / "dataset.yaml", ("version: 0.1.0", "version: soon"))
    verdict = validate_paths([dataset])
    assert [(each.code, each.value) for each in verdict.findings] == [
        ("dataset", "soon"),
        ("curation", "nowhere"),
    ]


def test_a_document_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    assert main(["validate", str(tmp_path / "gone.yaml")]) == 2


def test_findings_of_documents_stand_in_every_format(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(dataset / "curation" / f"{RIGA}.yaml", ("decision: accept", "decision: acept"))
    for style in ("text", "github", "sarif", "junit", "html"):
        assert main(["validate", str(dataset / "curation"), "--format", style]) == 1
        assert "acept" in capsys.readouterr().out
    assert main(["validate", str(dataset / "curation"), "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["table"], finding["line"], finding["value"]) == ("curation", 2, "acept")
