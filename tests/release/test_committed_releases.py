"""The releases in the repository: all are what they were, the newest is made again to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.release.about import read_about
from demarche.release.index import FOLDER, newest, read_index
from demarche.release.make import rebuild
from demarche.release.manifest import MANIFEST, differences, read_manifest, verify_release


def test_every_release_is_what_was_released(checkout: Path) -> None:
    dataset = checkout / "dataset"
    entries = read_index(dataset)
    folders = {
        path.name for path in (dataset / FOLDER).iterdir() if path.is_dir() and not path.name.startswith(".")
    }
    assert folders == {entry.version for entry in entries}
    for entry in entries:
        verify_release(dataset / FOLDER / entry.version, entry)


def test_the_newest_release_is_rebuilt_identically(checkout: Path, tmp_path: Path) -> None:
    dataset = checkout / "dataset"
    last = newest(read_index(dataset))
    if last is None or read_about(dataset).version != last.version:
        pytest.skip("the dataset has moved on to a version that is not released yet")
    again, held = rebuild(dataset, last.version, tmp_path / "again"), dataset / FOLDER / last.version
    old, new = read_manifest(held), read_manifest(again)
    assert differences(old, new) == []
    if old["toolchain"] == new["toolchain"]:
        assert (again / MANIFEST).read_bytes() == (held / MANIFEST).read_bytes()
