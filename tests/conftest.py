"""Fixtures that several folders of tests share. No global settings here: they stand in pyproject.toml."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from demarche.contract.arrow import arrow_schema

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).resolve().parents[1]
SMALL = CHECKOUT / "tests" / "data" / "small"


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


@pytest.fixture(scope="session")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small invented dataset with its release 0.1.0; for reading and copying only."""
    from demarche.release.make import release

    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("released") / "dataset"))
    release(folder, "0.1.0", "2021-04-01")
    return folder


@pytest.fixture
def released(released_once: Path, tmp_path: Path) -> Path:
    """A copy of the dataset with its release."""
    return Path(shutil.copytree(released_once, tmp_path / "released"))


@pytest.fixture
def home(checkout: Path, tmp_path: Path) -> Path:
    """A home with the first two releases of the checkout, which never change, and nothing else of it."""
    from demarche.release.index import read_index, write_index

    dataset, folder = checkout / "dataset", tmp_path / "home"
    entries = [entry for entry in read_index(dataset) if entry.version in {"0.1.0", "0.1.1"}]
    for entry in entries:
        shutil.copytree(dataset / "releases" / entry.version, folder / "releases" / entry.version)
    write_index(entries, folder)
    return folder


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pauses between the tries of a call to a store."""
    monkeypatch.setattr("demarche.stores.base.PAUSES", (0.0, 0.0))


class Server(ThreadingHTTPServer):
    """Serves a folder on the loopback; `faults` hold answers for some paths, `asked` all paths asked for."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.faults: dict[str, list[Fault]] = {}
        self.asked: list[str] = []

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no fault of the test."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


Fault = Callable[[BaseHTTPRequestHandler], None]


class _Handler(SimpleHTTPRequestHandler):
    server: Server

    def __init__(self, request: object, address: object, server: Server) -> None:
        super().__init__(request, address, server, directory=str(server.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        faults = self.server.faults.get(self.path)
        if faults:
            faults.pop(0)(self)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Server]]:
    """Serves folders over HTTP on the loopback, until the test ends."""
    running: list[Server] = []

    def start(folder: Path) -> Server:
        server = Server(folder)
        running.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


MakeHome = Callable[..., Path]


@pytest.fixture
def make_home(tmp_path: Path) -> MakeHome:
    """Writes releases that hold the given rows, by version and table, without checking them."""
    from demarche.contract.datapackage import descriptor
    from demarche.files import sha256_file
    from demarche.release.about import About
    from demarche.release.citation import cff
    from demarche.release.index import Entry, write_index
    from demarche.release.manifest import write_manifest
    from demarche.tables import write_parquet

    def make(releases: dict[str, dict[str, list[dict[str, Any]]]]) -> Path:
        home, entries = tmp_path / "made", []
        for version, tables in releases.items():
            folder = home / "releases" / version
            folder.mkdir(parents=True)
            about = About(
                title="Made by hand",
                abstract="For a test.",
                version=version,
                licence="CC-BY-4.0",
                author="The maintainers",
                homepage=None,
            )
            (folder / "CITATION.cff").write_text(cff(about, "2024-07-01", None), encoding="utf-8")
            (folder / "datapackage.json").write_text(json.dumps(descriptor()), encoding="utf-8")
            made = {}
            for name, rows in tables.items():
                schema = arrow_schema(name)
                filled = [dict.fromkeys(schema.names) | row for row in rows]
                made[name] = pa.Table.from_pylist(filled, schema=schema)
                write_parquet(made[name], folder / f"{name}.parquet")
            write_manifest(folder, made, version, "2024-07-01")
            hashed = sha256_file(folder / "manifest.json")
            entries.append(Entry(version=version, date="2024-07-01", manifest_sha256=hashed))
        write_index(entries, home)
        return home

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, where it is installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed: the pages were not tested in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()
