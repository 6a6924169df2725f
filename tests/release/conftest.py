"""A copy of the small invented dataset, for tests that build and release it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SMALL = Path(__file__).parents[1] / "data" / "small"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """The small dataset, not yet built."""
    return Path(shutil.copytree(SMALL, tmp_path / "dataset"))


@pytest.fixture(scope="session")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset with its release 0.1.0; for reading and copying only."""
    from demarche.release.make import release

    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("released") / "dataset"))
    release(folder, "0.1.0", "2021-04-01")
    return folder


@pytest.fixture
def released(released_once: Path, tmp_path: Path) -> Path:
    """A copy of the dataset with its release."""
    return Path(shutil.copytree(released_once, tmp_path / "released"))
