"""A file is written whole or not at all, and what keeps it from being written is told with its name."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from demarche.errors import InputError
from demarche.files import replacing, write_text


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_text(path, "old")

    def fill() -> None:
        with replacing(path) as temporary:
            temporary.write_text("ne", encoding="utf-8")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(InputError, match=r"table\.csv: cannot be written: No space left on device"):
        fill()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("path", ["file/below.txt", "folder"])
def test_a_place_where_no_file_can_be(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match="cannot be written"):
        write_text(tmp_path / path, "text")
    assert sorted(tmp_path.rglob("*")) == before
