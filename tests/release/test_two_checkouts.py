"""A release made in one checkout and in another is the same, byte by byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C", "OMP_NUM_THREADS": "4"},
)


def released_in(folder: Path, checkout: Path, small: Path, env: dict[str, str]) -> dict[str, bytes]:
    """Copy program, contract and dataset to a folder and release there; every file that was written."""
    for name in ("builders", "schema"):
        shutil.copytree(checkout / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(small, folder / "dataset")
    command = ["-B", "-m", "demarche", "release", "0.1.0", "--date", "2021-04-01", "--dataset", "dataset"]
    subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | env | {"PYTHONPATH": str(folder / "builders")},
        check=True,
        capture_output=True,
    )
    top = folder / "dataset"
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def test_two_checkouts_give_the_same_bytes(checkout: Path, tmp_path: Path) -> None:
    small = checkout / "tests" / "data" / "small"
    places = (tmp_path / "a", tmp_path / "somewhere" / "else")
    one, other = (
        released_in(place, checkout, small, env) for place, env in zip(places, SURROUNDINGS, strict=True)
    )
    assert "releases/0.1.0/croissant.json" in one
    assert one == other
