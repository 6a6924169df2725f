"""Fixtures that several folders of tests share. No global settings here: they stand in pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the project."""
    return CHECKOUT


@pytest.fixture(scope="session")
def newest_release(checkout: Path) -> Path:
    """The folder of the newest release in the repository."""
    folders = sorted(
        (checkout / "dataset" / "releases").glob("*/"),
        key=lambda path: [int(part) for part in path.name.split(".")],
    )
    assert folders, "dataset/releases/ holds no release"
    return folders[-1]


@pytest.fixture(scope="session")
def shared_reference(checkout: Path) -> Path:
    """The reference facts beside the checkout; a test that needs them is skipped where they are not."""
    folder = checkout.parent / "shared" / "data" / "reference"
    if not folder.is_dir():
        pytest.skip("../shared/data/reference is not there")
    return folder
