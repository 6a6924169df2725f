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


@pytest.fixture
def released(released_once: Path, tmp_path: Path) -> Path:
    """A copy of the dataset with its release."""
    return Path(shutil.copytree(released_once, tmp_path / "released"))
