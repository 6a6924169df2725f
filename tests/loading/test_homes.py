"""Loading over a network: hashes, the cache, no network, damage, retractions."""

from __future__ import annotations

import errno
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import demarche
from demarche.cli import main
from demarche.errors import DataError, DemarcheWarning, InputError
from demarche.loading import open_home
from demarche.release.publish import publish
from demarche.stores import open_store

Serve = Callable[[Path], Any]
EVENTS = "releases/0.1.1/events.parquet"


def status(code: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def cut(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent, and hang up."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"x" * 10)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b"x" * 100_000)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "6829")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.01)


@pytest.fixture
def impatience(patience: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demarche.stores.web.SLOW_AFTER", 0.1)
    monkeypatch.setattr("demarche.stores.web.TIMEOUTS", (5.0, 0.3))


def silent(_: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


def retract(home: Path, version: str, replaced_by: str | None) -> None:
    path = home / "releases.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    told = {"date": "2026-12-01", "reason": "Dates were a day late.", "replaced_by": replaced_by}
    for entry in index["releases"]:
        if entry["version"] == version:
            entry["retracted"] = told
    path.write_text(json.dumps(index), encoding="utf-8")


def test_what_was_fetched_is_kept_and_not_asked_for_again(home: Path, serve: Serve, cache: Path) -> None:
    server = serve(home)
    first = demarche.load("events", home=server.url)
    assert first.attrs == demarche.load("events", home=home).attrs
    assert (cache / "0.1.1-c5331a594e36" / "events.parquet").is_file()
    server.asked.clear()
    demarche.load("events", "0.1.1", home=server.url + "/")
    assert server.asked == ["/releases.json"]


def test_without_a_network_what_is_kept_is_used(
    home: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch, patience: None
) -> None:
    server = serve(home)
    demarche.load("events", "0.1.0", home=server.url)
    server.server_close()
    server.shutdown()
    with pytest.warns(DemarcheWarning, match=r"cannot be reached .* that of the last visit"):
        assert len(demarche.load("events", "0.1.0", home=server.url)) == 33
    with (
        pytest.warns(DemarcheWarning, match="last visit"),
        pytest.raises(InputError, match=r"cannot be reached after 3 tries: the connection is refused"),
    ):
        demarche.load("events", "0.1.1", home=server.url)


def test_without_a_network_and_without_a_visit_there_is_nothing(tmp_path: Path, patience: None) -> None:
    with pytest.raises(InputError, match="cannot be reached after 3 tries") as caught:
        demarche.load("events", home="http://127.0.0.1:9/dataset")
    assert "Check the address and the network" in str(caught.value)


@pytest.mark.parametrize("fault", [status(503), status(429, Retry_After="0"), status(500), cut])
def test_a_failure_that_passes_is_not_noticed(
    home: Path, serve: Serve, patience: None, fault: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    server = serve(home)
    server.faults[f"/{EVENTS}"] = [fault, fault]
    assert len(demarche.load("events", home=server.url)) == 33


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (status(503), "the server answers 503"),
        (status(403), "the server answers 403 Forbidden"),
        (status(404), "is not there"),
        (cut, "the connection was cut"),
        (dripping, "is too slow"),
        (silent, "no answer in time"),
    ],
)
def test_a_failure_that_stays_is_said_plainly(
    home: Path,
    serve: Serve,
    impatience: None,
    fault: Callable[[BaseHTTPRequestHandler], None],
    told: str,
) -> None:
    server = serve(home)
    server.faults[f"/{EVENTS}"] = [fault] * 3
    with pytest.raises(InputError, match=told) as caught:
        demarche.load("events", home=server.url)
    assert f"{server.url}/{EVENTS}" in str(caught.value)
    server.faults.clear()
    assert len(demarche.load("events", home=server.url)) == 33  # nothing of it was kept


def test_an_endless_answer_is_ended(home: Path, serve: Serve, cache: Path) -> None:
    server = serve(home)
    server.faults[f"/{EVENTS}"] = [endless]
    with pytest.raises(DataError, match="is not what was released"):
        demarche.load("events", home=server.url)
    assert not list(cache.rglob("events.parquet"))
    server.faults["/releases.json"] = [endless]
    with pytest.raises(InputError, match="is larger than"):
        demarche.releases(home=server.url)


@pytest.mark.parametrize("name", ["events.parquet", "manifest.json", "CITATION.cff"])
@pytest.mark.parametrize("over", ["a network", "a path"])
def test_a_file_that_was_changed_is_not_used(home: Path, serve: Serve, name: str, over: str) -> None:
    path = home / "releases" / "0.1.1" / name
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    place = serve(home).url if over == "a network" else str(home)
    with pytest.raises(DataError, match="is not what was released: its SHA-256") as caught:
        demarche.load("events", home=place)
    assert str(caught.value).startswith(f"{place}/releases/0.1.1/{name}: ")
    assert "Do not use it" in str(caught.value)


def test_a_kept_file_that_was_damaged_is_fetched_again(home: Path, serve: Serve, cache: Path) -> None:
    server = serve(home)
    demarche.load("events", home=server.url)
    (kept,) = cache.rglob("events.parquet")
    kept.write_bytes(b"PAR1")
    with pytest.warns(DemarcheWarning, match="it is fetched again"):
        assert len(demarche.load("events", home=server.url)) == 33


def test_a_missing_file_is_named(home: Path) -> None:
    (home / EVENTS).unlink()
    with pytest.raises(DataError, match=f"{EVENTS}: is missing from the release"):
        demarche.load("events", home=home)


def test_index_and_folder_that_disagree_are_told(home: Path) -> None:
    path = home / "releases.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"0.1.1"', '"0.1.2"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"releases/0.1.2/manifest.json: is missing"):
        demarche.load("events", home=home)
    (home / "releases" / "0.1.1").rename(home / "releases" / "0.1.2")
    with pytest.raises(DataError, match=r"is the manifest of another version than 0.1.2 \(found '0.1.1'\)"):
        demarche.load("events", home=home)


@pytest.mark.parametrize(
    "text",
    [
        "<html>",
        "[]",
        '{"releases": [{"version": "1"}]}',
        "[" * 100_000,
        b'{"releases": [], "\xff": 1}',
        '{"releases": [{"version": "1.0.0", "date": "soon", "manifest_sha256": "' + "0" * 64 + '"}]}',
        '{"releases": [{"version": "1.0.0", "date": "2024-01-01", "manifest_sha256": "../x"}]}',
    ],
)
def test_what_is_no_index_is_refused(home: Path, serve: Serve, text: str | bytes) -> None:
    (home / "releases.json").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    with pytest.raises(DataError, match=r"releases.json: is not an index of releases"):
        demarche.releases(home=serve(home).url)


def test_a_place_without_an_index_is_no_home(tmp_path: Path, serve: Serve) -> None:
    with pytest.raises(InputError, match=r"/releases.json: is not there"):
        demarche.releases(home=serve(tmp_path).url)


@pytest.mark.parametrize("place", ["nothing://there", "gopher://old.example/x"])
def test_an_address_that_nothing_serves_is_refused(place: str) -> None:
    with pytest.raises(InputError, match="nothing here can serve"):
        demarche.load("events", home=place)


def test_a_retracted_release_is_loaded_with_a_warning(home: Path) -> None:
    retract(home, "0.1.0", "0.1.1")
    with pytest.warns(
        DemarcheWarning,
        match="release 0.1.0 was retracted on 2026-12-01: Dates were a day late. Use 0.1.1 instead.",
    ):
        assert len(demarche.load("events", "0.1.0", home=home)) == 33
    assert demarche.releases(home=home)["retracted"][0]["replaced_by"] == "0.1.1"


def test_latest_leaves_out_what_was_retracted(home: Path) -> None:
    retract(home, "0.1.1", None)
    assert demarche.load("events", home=home).attrs["version"] == "0.1.0"
    retract(home, "0.1.0", None)
    with pytest.raises(InputError, match="every release was retracted"):
        demarche.load("events", home=home)


def test_warnings_point_at_the_caller(home: Path) -> None:
    retract(home, "0.1.0", None)
    with pytest.warns(DemarcheWarning) as caught:
        demarche.load("events", "0.1.0", home=home)
    assert caught[0].filename == __file__


def test_a_full_disk_is_said_plainly(
    home: Path,
    serve: Serve,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    server = serve(home)
    with monkeypatch.context() as patched:
        patched.setattr("demarche.stores.web.WebStore.fetch", full)
        with pytest.raises(InputError, match=r"cannot be kept: No space left on device") as caught:
            demarche.load("events", home=server.url)
    assert "set XDG_CACHE_HOME" in str(caught.value)
    out = tmp_path / "out" / "copy"
    monkeypatch.setattr("demarche.loading.fetch.shutil.copyfile", full)
    assert main(["fetch", "0.1.1", "--home", str(home), "--out", str(out)]) == 2
    assert "out/copy: cannot be written: No space left on device" in capsys.readouterr().err
    assert not list(out.parent.iterdir())


def test_a_release_is_read_from_its_address_without_this_package(home: Path, serve: Serve) -> None:
    address = f"{serve(home).url}/{EVENTS}"
    pd.testing.assert_frame_equal(pd.read_parquet(address), pd.read_parquet(home / EVENTS))


def test_any_store_that_fsspec_knows_is_a_home(home: Path) -> None:
    source = open_home(home, pytest.fail)
    place = "memory://releases-of-a-test"
    done = [
        publish(source.release("0.1.1"), source.entries, open_store(place), lambda _: None).state
        for _ in range(2)
    ]
    assert done == ["made", "there"]
    assert demarche.load("events", home=place).attrs == demarche.load("events", home=home).attrs
