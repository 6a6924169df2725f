"""Tables at addresses are fetched when that is asked for, within bounds, and told by their addresses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demarche.checks import remote
from demarche.cli import main

BAD = "actor_id,scheme,code,valid_from,valid_to\nRUS,cow,365,soon,\n"


def package(folder: Path, *paths: str) -> Path:
    resources = [{"name": "actor_codes", "path": path} for path in paths]
    file = folder / "datapackage.json"
    file.write_text(json.dumps({"resources": resources}), encoding="utf-8")
    return file


@pytest.fixture
def far(tmp_path: Path, serve: Callable[[Path], Any]) -> tuple[Path, str]:
    """A served folder with a table, and its address."""
    folder = tmp_path / "far"
    folder.mkdir()
    (folder / "actor_codes.csv").write_text(BAD, encoding="utf-8")
    return folder, serve(folder).url


@pytest.mark.parametrize("kind", ["table", "descriptor here", "descriptor there", "both there"])
def test_it_is_fetched_when_allowed(
    tmp_path: Path, far: tuple[Path, str], capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    folder, url = far
    table = f"{url}/actor_codes.csv"
    place = {
        "table": lambda: table,
        "descriptor here": lambda: str(package(tmp_path, table)),
        "descriptor there": lambda: f"{url}/{package(folder, table).name}",
        "both there": lambda: f"{url}/{package(folder, 'actor_codes.csv').name}",
    }[kind]()
    assert main(["validate", place]) == 2
    assert "--allow-remote" in capsys.readouterr().err
    assert main(["validate", place, "--allow-remote", "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["file"] for finding in findings} == {table}
    assert ("type", 2, "valid_from") in {(one["code"], one["line"], one["column"]) for one in findings}


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        (["{url}/none.csv"], "none.csv"),
        (["{url}/actor_codes.csv", "actor_codes.csv"], "tables beside it"),
        (["{url}/actor_codes.csv", "{url}/actor_codes.csv?v=2"], "the name of another table"),
        (["{url}/"], "names no file"),
        (["gopher://example.org/actor_codes.csv"], "gopher"),
    ],
)
def test_what_cannot_be_fetched_is_told(
    tmp_path: Path, far: tuple[Path, str], capsys: pytest.CaptureFixture[str], patience: None,
    paths: list[str], words: str,
) -> None:  # fmt: skip
    file = package(tmp_path, *(path.format(url=far[1]) for path in paths))
    assert main(["validate", str(file), "--allow-remote"]) == 2
    assert words in capsys.readouterr().err


def test_a_table_beyond_the_bound_is_not_fetched(
    far: tuple[Path, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "MAX_BYTES", 10)
    assert main(["validate", f"{far[1]}/actor_codes.csv", "--allow-remote"]) == 2
    assert "larger than 10 bytes" in capsys.readouterr().err


def test_a_damaged_table_is_told_by_its_address(
    far: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    (far[0] / "actor_codes.parquet").write_bytes(b"PAR1nothing")
    assert main(["validate", f"{far[1]}/actor_codes.parquet", "--allow-remote"]) == 2
    assert f"{far[1]}/actor_codes.parquet" in capsys.readouterr().err
