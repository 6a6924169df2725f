"""`demarche verify` lists every difference of a release, wherever it lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demarche.cli import main

Serve = Callable[[Path], Any]


def verify(place: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["verify", str(place)])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("below", ["", "/releases/0.1.1"])
@pytest.mark.parametrize("over", ["a path", "a network"])
def test_what_is_sound_is_said_to_be(
    home: Path, serve: Serve, capsys: pytest.CaptureFixture[str], over: str, below: str
) -> None:
    place = str(home) if over == "a path" else serve(home).url
    code, out, _ = verify(place + below, capsys)
    assert code == 0
    assert out.count("is what was released: 25 files, 9 tables") == (1 if below else 2)


def test_every_difference_is_listed(home: Path, serve: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home / "releases" / "0.1.1"
    (folder / "links.csv").unlink()
    (folder / "README.md").write_text("other", encoding="utf-8")
    actors = folder / "actors.parquet"
    actors.write_bytes(actors.read_bytes()[:-4] + b"PARX")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    code, out, _ = verify(home, capsys)
    assert code == 1
    assert "Release 0.1.0 is what was released" in out
    assert "Release 0.1.1 is not what was released, in 4 places:" in out
    for told in (
        "links.csv: is missing from the release",
        "README.md: is not what was released",
        "actors.parquet: is not what was released",
        "notes.txt: is not in the manifest",
    ):
        assert f"{folder}/{told}" in out
    code, out, _ = verify(serve(home).url, capsys)
    assert code == 1
    assert "Release 0.1.1 is not what was released, in 3 places:" in out  # a web server lists nothing


def test_index_and_manifest_that_disagree(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = home / "releases" / "0.1.1" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    for place in (home, manifest.parent):
        code, out, _ = verify(place, capsys)
        assert code == 1
        assert "manifest.json: is not what was released" in out


def test_a_folder_by_itself_is_held_against_its_manifest(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = (home / "releases" / "0.1.1").rename(tmp_path / "alone")
    assert verify(alone, capsys)[0] == 0
    (alone / "links.csv").write_text("", encoding="utf-8")
    code, out, _ = verify(alone, capsys)
    assert code == 1
    assert f"{alone}/links.csv: is not what was released" in out


def test_a_release_that_the_index_lacks_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "releases.json").write_text('{"releases": []}', encoding="utf-8")
    code, _, err = verify(home / "releases" / "0.1.1", capsys)
    assert code == 0
    assert "does not name release 0.1.1" in err


def test_rows_that_break_the_contract_are_found_by_both_engines(
    make_home: Any, capsys: pytest.CaptureFixture[str], released: Path
) -> None:
    """A release whose hashes are right and whose rows are not: someone else's, say."""
    from demarche.files import sha256_file
    from demarche.release.index import Entry, write_index
    from demarche.release.manifest import read_manifest, write_manifest
    from demarche.tables import read_csv, write_csv, write_parquet

    folder = released / "releases" / "0.1.0"
    tables = {name: read_csv(folder / f"{name}.csv", name) for name in read_manifest(folder)["tables"]}
    links = tables["links"]
    tables["links"] = links.set_column(2, "relation", [["follows"] * len(links)])
    write_csv(tables["links"], folder / "links.csv")
    write_parquet(tables["links"], folder / "links.parquet")
    (folder / "manifest.json").unlink()
    write_manifest(folder, tables, "0.1.0", "2021-04-01")
    hashed = sha256_file(folder / "manifest.json")
    write_index([Entry(version="0.1.0", date="2021-04-01", manifest_sha256=hashed)], released)
    code, out, _ = verify(released, capsys)
    assert code == 1
    assert "Frictionless: links:" in out
    assert "pandera and the rules: links:" in out


def test_what_is_neither_a_release_nor_a_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = verify(tmp_path, capsys)
    assert code == 2
    assert "is neither a release nor a home of releases" in err
