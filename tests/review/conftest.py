"""A copy of the small invented dataset, and the desk of its first source."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demarche.review.desk import Desk

SMALL = Path(__file__).parents[1] / "data" / "small"
SOURCE = "2021-03-03-riga-talks"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The desk of a source that nobody has decided on completely."""
    return Desk(Path(shutil.copytree(SMALL, tmp_path / "dataset")), SOURCE)


@pytest.fixture
def served() -> Iterator[Callable[[Desk], str]]:
    """Serves a desk until the test ends; gives its address."""
    from contextlib import ExitStack

    from demarche.review.serve import serving

    with ExitStack() as stack:

        def start(desk: Desk) -> str:
            address, server = stack.enter_context(serving(desk))
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
            stack.callback(server.shutdown)
            return address

        yield start
