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
