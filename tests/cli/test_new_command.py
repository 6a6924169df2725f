"""demarche new contribution, and the walk through one that CONTRIBUTING.md describes."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from demarche.cli import main
from demarche.tables import read_csv

SMALL = Path(__file__).resolve().parents[1] / "data" / "small"
NAME = "2021-05-01-oslo-note"
TEXT = "Norway expelled two Russian diplomats on Friday, the foreign ministry said.\n"
FILLED = {
    "title": '"Oslo: two diplomats leave"',
    "language": "en",
    "licence": "CC-BY-4.0",
    "redistributable": "true",
    "text_kind": "original",
}
WALK = re.compile(r"<!-- walk: .*?-->\n *```sh\n(?P<body>.*?)```", re.DOTALL)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a dataset and a text, which commands work in."""
    shutil.copytree(SMALL, tmp_path / "dataset")
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(path: Path, **values: str) -> None:
    """Write values into the open lines of a source.yaml, as its comments ask."""
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        text, count = re.subn(rf"^{name}: null.*$", f"{name}: {value}", text, flags=re.MULTILINE)
        assert count == 1, name
    path.write_text(text, encoding="utf-8")


def new(*arguments: str) -> int:
    return main(["new", "contribution", *arguments])


def test_what_is_left_open_is_named_at_its_line(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(NAME, "--text", "note.txt") == 0
    told = capsys.readouterr().out
    source = work / "dataset" / "sources" / NAME / "source.yaml"
    lines = source.read_text(encoding="utf-8").splitlines()
    named = {int(number) for number in re.findall(r"source\.yaml:([0-9]+) ", told)}
    assert {lines[number - 1].partition(":")[0] for number in named} == {
        *("title", "published", "language", "redistributable", "text_kind")
    }
    assert all("fill in" in lines[number - 1] for number in named)
    assert main(["validate", str(source)]) == 1
    fill(source, **FILLED, published="2021-05-01")
    assert main(["validate", "dataset"]) == 0
    assert (source.parent / "text.txt").read_text(encoding="utf-8") == TEXT


def test_given_title_and_day_are_filled_in(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(NAME, "--text", "note.txt", "--title", 'A "note": #1', "--published", "2021-05-01") == 0
    assert "title" not in capsys.readouterr().out
    source = work / "dataset" / "sources" / NAME / "source.yaml"
    assert 'title: "A \\"note\\": #1"' in source.read_text(encoding="utf-8")


@pytest.mark.parametrize("there", ["sources", "curation"])
def test_nothing_is_overwritten(work: Path, there: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(NAME, "--text", "note.txt") == 0
    made = {"sources": work / "dataset/sources" / NAME, "curation": work / f"dataset/curation/{NAME}.yaml"}
    kept = made.pop(there)
    (other,) = made.values()
    shutil.rmtree(other) if other.is_dir() else other.unlink()
    before = sorted(path for path in work.rglob("*"))
    assert new(NAME, "--text", "note.txt") == 2
    assert f"{kept}: exists already" in capsys.readouterr().err
    assert sorted(path for path in work.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Oslo Note", "--text", "note.txt"], "is no source_id"),
        (["../oslo", "--text", "note.txt"], "is no source_id"),
        ([NAME, "--text", "gone.txt"], "cannot be read"),
        ([NAME, "--text", "empty.txt"], "holds no text"),
        ([NAME, "--text", "note.txt", "--published", "1 May"], "is not a day"),
    ],
)
def test_a_wrong_call_makes_nothing(
    work: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "empty.txt").write_text("\n", encoding="utf-8")
    before = sorted(work.rglob("*"))
    assert new(*arguments) == 2
    assert words in capsys.readouterr().err
    assert sorted(work.rglob("*")) == before


def test_the_walk_through_a_contribution(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """CONTRIBUTING.md, followed in a copy of the dataset from the first command to the green end."""
    shutil.copytree(checkout / "dataset", tmp_path / "dataset")
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    blocks = [match["body"] for match in WALK.finditer((checkout / "CONTRIBUTING.md").read_text("utf-8"))]
    make, take, check = (
        [shlex.split(line)[1:] for line in block.splitlines() if line.strip()] for block in blocks
    )
    assert [main(line) for line in make] == [0]
    fill(tmp_path / "dataset" / "sources" / NAME / "source.yaml", **FILLED)
    about = tmp_path / "dataset" / "dataset.yaml"
    text = re.sub(r"^version: .*$", "version: 0.99.0", about.read_text(encoding="utf-8"), flags=re.MULTILINE)
    about.write_text(text, encoding="utf-8")
    assert [main(line) for line in take] == [0]
    (claim,) = read_csv(tmp_path / "dataset" / "claims" / f"{NAME}.csv", "claims").to_pylist()
    decision = (
        f"decisions:\n  - decision: accept\n    claim: {claim['claim_key']}\n"
        f"    expect: {{status: {claim['status']}}}\n    reason: The first words say so.\n"
    )
    curation = tmp_path / "dataset" / "curation" / f"{NAME}.yaml"
    curation.write_text(
        curation.read_text(encoding="utf-8").replace("decisions: []\n", decision), encoding="utf-8"
    )
    capsys.readouterr()
    assert [main(line) for line in check] == [0, 0, 0]
    told = capsys.readouterr().out
    assert told.count("valid: ") == 2
    assert "warning" not in told
    rows = read_csv(tmp_path / "dataset" / "tables" / "interactions.csv", "interactions").to_pylist()
    assert [row["coding"] for row in rows if row["source_id"] == NAME] == ["reviewed"]
