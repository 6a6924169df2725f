"""Keys come from the environment or a keyring, and get nowhere but to the endpoint."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import keyring
import pyarrow.parquet as pq
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from chat import KEY, TEXT, VISIT, Server, completion, says, send
from demarche.cli import main
from demarche.coders.keys import KEYS, find_key
from demarche.errors import InputError

BARE = "".join(KEY.split("-")[-1:])
"""The part of the key that no other words hold."""


class Ring(KeyringBackend):
    """A keyring in memory; without keys it is a broken one."""

    priority = 1

    def __init__(self, keys: dict[tuple[str, str], str] | None) -> None:
        self.keys = keys

    def get_password(self, service: str, username: str) -> str | None:
        if self.keys is None:
            raise KeyringError("locked")
        return self.keys.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Puts a keyring in place of the machine's, and takes keys out of the environment."""
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    before = keyring.get_keyring()
    yield lambda keys: keyring.set_keyring(Ring(keys))
    keyring.set_keyring(before)


def code(server: Server, tmp_path: Path, *options: str) -> int:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    cache = ["--cache", str(tmp_path / "answers"), "--timeout", "5"]
    call = ["code", str(path), "--published", "2030-03-06", "--coder", "llm", "--model", "m"]
    return main([*call, "--endpoint", server.url, *cache, *options])


def test_a_key_is_found_in_the_keyring_under_the_name_of_the_host(
    server: Server, tmp_path: Path, ring: Callable[..., None]
) -> None:
    ring({("demarche", "127.0.0.1"): KEY, ("demarche", "other.example"): "another"})
    server.replies = [says(VISIT)]
    assert code(server, tmp_path) == 0
    assert server.keys == [f"Bearer {KEY}"]
    assert find_key("https://other.example/v1") == "another"


def test_the_environment_goes_before_the_keyring(
    ring: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    ring({("demarche", "h"): "three"})
    assert find_key("http://h/v1") == "three"
    monkeypatch.setenv("OPENAI_API_KEY", "two\n")
    assert find_key("http://h/v1") == "two"
    monkeypatch.setenv("DEMARCHE_API_KEY", "one")
    assert find_key("http://h/v1") == "one"


@pytest.mark.parametrize("keys", [{}, None], ids=["empty", "locked"])
def test_without_a_key_the_endpoint_has_the_word(
    keys: Any, server: Server, tmp_path: Path, ring: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    ring(keys)
    server.replies = [lambda handler, _: send(handler, 401, b"{}")]
    assert code(server, tmp_path) == 2
    said = capsys.readouterr().err
    assert "asks for a key" in said
    assert "Set DEMARCHE_API_KEY, or store one: keyring set demarche 127.0.0.1" in said


@pytest.mark.parametrize("key", [f"{KEY} x", f"{KEY}\r\nX-Header: 1", f"ключ-{KEY}"])
def test_what_cannot_be_a_key_is_refused_unseen(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMARCHE_API_KEY", key)
    with pytest.raises(InputError, match=r"DEMARCHE_API_KEY: holds signs that no key has") as caught:
        find_key("http://h/v1")
    assert BARE not in str(caught.value)


def echo(status: int, shape: str) -> Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]:
    """An endpoint that tells back what it was sent."""

    def reply(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        key = handler.headers["Authorization"]
        body = {
            "error": json.dumps({"error": {"message": f"wrong: {key}", "code": key}}).encode(),
            "page": f"{key} <html>".encode(),
            "answer": completion(json.dumps({"claims": [VISIT | {"object": key, "trigger": key}]})),
            "half": completion(key)[:-9],
        }[shape]
        send(handler, status, body, X_Key="set")

    return reply


@pytest.mark.parametrize(
    ("status", "shape"),
    [
        *((status, "error") for status in (400, 401, 403, 404, 422, 429, 500)),
        (500, "page"),
        (200, "page"),
        (200, "answer"),
        (200, "half"),
    ],
)
@pytest.mark.parametrize("out", ["claims.csv", "coded"])
def test_a_key_that_is_told_back_gets_nowhere(
    out: str,
    status: int,
    shape: str,
    server: Server,
    tmp_path: Path,
    pauses: list[float],
    ring: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("DEMARCHE_API_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    server.replies = [echo(status, shape)]
    assert code(server, tmp_path, "--out", str(tmp_path / out)) == (
        2 if status in {401, 403, 404} else 0 if shape == "answer" else 1
    )
    assert server.keys[0] == f"Bearer {KEY}"
    said = capsys.readouterr()
    assert said.err + said.out
    assert BARE not in said.err + said.out
    assert BARE not in caplog.text
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(BARE.encode() in path.read_bytes() for path in files)
    for path in tmp_path.rglob("*.parquet"):
        assert BARE not in str(pq.ParquetFile(path).read().to_pylist())


def test_a_key_does_not_follow_to_another_place(
    server: Server, tmp_path: Path, ring: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMARCHE_API_KEY", KEY)
    other = Server()
    try:
        other.replies = [says(VISIT)]
        away = f"{other.url}/chat/completions"
        server.replies = [lambda handler, _: send(handler, 307, b"", Location=away)]
        assert code(server, tmp_path) == 0
        assert KEY not in str(other.keys)
    finally:
        other.close()


@pytest.mark.parametrize(
    "url",
    [
        f"http://user:{KEY}@127.0.0.1/v1",
        f"http://127.0.0.1/v1?key={KEY}",
        f"http://[{KEY}/v1",
        f"http://127.0.0.1:{KEY}/v1",
        "127.0.0.1:11434",
    ],
)
def test_an_address_that_is_none_or_holds_a_key_is_refused_unseen(
    url: str, server: Server, tmp_path: Path, ring: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    ring({})
    server.url = url
    assert code(server, tmp_path) == 2
    said = capsys.readouterr().err
    assert "is no address of an endpoint" in said
    assert BARE not in said
