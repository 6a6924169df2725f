from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import demarche
from demarche.cli import main
from demarche.release.index import find, read_index
from demarche.release.manifest import verify_release

Serve = Callable[[Path], Any]


def test_a_fetched_release_is_loaded_with_no_network(
    home: Path, serve: Serve, patience: None, capsys: pytest.CaptureFixture[str]
) -> None:
    server = serve(home)
    assert main(["fetch", "latest", "--home", server.url]) == 0
    assert "Release 0.1.1 (2026-11-23), 26 files" in capsys.readouterr().out
    server.faults["/releases.json"] = [lambda handler: handler.connection.close()] * 100
    with pytest.warns(demarche.errors.DemarcheWarning, match="last visit"):
        assert len(demarche.load("actors", home=server.url)) == 315
    assert main(["fetch", "0.1.1", "--home", server.url]) == 0
    told = capsys.readouterr()
    assert "demarche: warning: " in told.err
    assert "0.1.1-c5331a594e36" in told.out


def test_a_release_becomes_a_folder(home: Path, serve: Serve, tmp_path: Path) -> None:
    out = tmp_path / "copies" / "demarche-0.1.0"
    command = ["fetch", "0.1.0", "--home", serve(home).url, "--out", str(out)]
    assert main(command) == 0
    verify_release(out, find(read_index(home), "0.1.0"))
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert main(command) == 0  # again: it is there


def test_a_folder_with_something_else_is_left_alone(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch", "0.1.0", "--home", str(home), "--out", str(home / "releases" / "0.1.1")]) == 2
    assert "is there and is not release 0.1.0" in capsys.readouterr().err
    out = tmp_path / "copy"
    assert main(["fetch", "0.1.0", "--home", str(home), "--out", str(out)]) == 0
    (out / "events.csv").write_text("", encoding="utf-8")
    assert main(["fetch", "0.1.0", "--home", str(home), "--out", str(out)]) == 1
    assert "events.csv: its SHA-256 is not the one in the manifest" in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_release_that_is_not_whole_is_not_written(
    home: Path, serve: Serve, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    path = home / "releases" / "0.1.1" / "links.csv"
    if damage == "changed":
        path.write_bytes(path.read_bytes()[::-1])
    else:
        path.unlink()
    out = tmp_path / "out" / "copy"
    assert main(["fetch", "0.1.1", "--home", serve(home).url, "--out", str(out)]) in {1, 2}
    assert "releases/0.1.1/links.csv" in capsys.readouterr().err
    assert not out.parent.exists()


def test_no_version_of_that_name(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", "9.9.9", "--home", str(home)]) == 2
    assert "There are: 0.1.0, 0.1.1." in capsys.readouterr().err
