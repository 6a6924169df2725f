"""A scripted endpoint, a document, and coders that ask the one about the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chat import KEY, TEXT, Server
from demarche.coders.budget import Budget
from demarche.coders.endpoint import Endpoint
from demarche.coders.model import ModelCoder
from demarche.coders.store import Store
from demarche.sources.text import Document


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def document() -> Document:
    return Document("talks", None, TEXT, "2030-03-06")


@pytest.fixture
def coder(server: Server, tmp_path: Path) -> Callable[..., ModelCoder]:
    """A model coder that asks the server; options as those of ModelCoder, Endpoint and Budget."""

    def make(
        *,
        retries: int = 0,
        timeout: float = 5.0,
        budget: Budget | None = None,
        offline: bool = False,
        folder: str = "answers",
        **more: Any,
    ) -> ModelCoder:
        endpoint = None if offline else Endpoint(server.url, KEY, timeout=timeout, retries=retries)
        return ModelCoder("m", endpoint, Store(tmp_path / folder), budget=budget, **more)

    return make


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that the client makes before it sends a request again, in seconds; none is waited for."""
    found: list[float] = []
    monkeypatch.setattr("time.sleep", found.append)
    return found


@pytest.fixture
def asked(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options of a command that asks the server, two documents at a time."""
    monkeypatch.setenv("DEMARCHE_API_KEY", KEY)
    return ["--model", "m", "--endpoint", server.url, "--cache", str(tmp_path / "answers"), "--workers", "2"]
