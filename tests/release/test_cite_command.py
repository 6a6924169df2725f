from __future__ import annotations

import json
from pathlib import Path

import pytest

from demarche.cli import main
from demarche.cli.cite import FORMATS
from demarche.release import citation


def cite(*arguments: str) -> int:
    return main(["cite", *arguments])


def test_a_release_is_cited(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(checkout / "dataset")
    assert cite("0.1.1", "--home", home) == 0
    assert capsys.readouterr().out == (
        "The demarche maintainers. (2026). demarche: state-to-state interactions from news "
        "(Version 0.1.1) [Data set].\n"
    )
    assert cite("0.1.1", "--home", home, "--format", "bibtex") == 0
    assert capsys.readouterr().out.startswith("@misc{demarche-0.1.1,\n")
    assert cite("0.1.0", "--home", home, "--format", "datacite") == 0
    assert json.loads(capsys.readouterr().out)["version"] == "0.1.0"


def test_every_form_that_there_is_can_be_asked_for() -> None:
    assert set(FORMATS) == citation.FORMATS.keys()


def test_what_cannot_be_cited(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cite("3.0.0", "--home", str(checkout / "dataset")) == 2
    assert "no such release (found '3.0.0')" in capsys.readouterr().err
    assert cite("0.1.1", "--format", "mla") == 2


def test_the_doi_of_the_index_and_a_retraction_are_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home / "releases.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    told = {"date": "2026-12-01", "reason": "Wrong.", "replaced_by": None}
    index["releases"][0] |= {"doi": "10.5281/zenodo.1", "retracted": told}
    path.write_text(json.dumps(index), encoding="utf-8")
    assert cite("0.1.0", "--home", str(home)) == 0
    shown = capsys.readouterr()
    assert shown.out.endswith("https://doi.org/10.5281/zenodo.1\n")
    assert shown.err == "demarche: warning: release 0.1.0 was retracted on 2026-12-01: Wrong.\n"
