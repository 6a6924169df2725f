"""The small valid tables that every rule is broken in."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from demarche.tables import read_csv

GOOD = Path(__file__).resolve().parents[1] / "data" / "good"


@pytest.fixture(scope="session")
def good_folder() -> Path:
    return GOOD


@pytest.fixture(scope="session")
def good() -> dict[str, pa.Table]:
    return {path.stem: read_csv(path, path.stem) for path in sorted(GOOD.glob("*.csv"))}
