"""Depositing at Zenodo, against a server on the loopback that speaks its REST API."""

from __future__ import annotations

import hashlib
import io
import json
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from demarche.cli import main
from demarche.errors import InputError
from demarche.release.index import find, read_index
from demarche.release.zenodo import open_zenodo
from demarche.release.zenodo_api import Zenodo

TOKEN = "a-secret-that-is-never-shown"
Answer = tuple[int, Any]
FILES = 26  # those of the folder, with sources/ as one archive


class Service(ThreadingHTTPServer):
    """Depositions in memory. `faults` are used up, one a request of that method and path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.records: dict[int, dict[str, Any]] = {}
        self.content: dict[int, dict[str, bytes]] = {}
        self.asked: list[str] = []
        self.faults: list[tuple[str, str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """A connection that was cut on purpose."""

    def add(self, metadata: dict[str, Any]) -> dict[str, Any]:
        number = 1000 + len(self.records)
        self.records[number] = {
            "id": number,
            "submitted": False,
            "metadata": metadata | {"prereserve_doi": {"doi": f"10.5281/zenodo.{number}"}},
            "links": {
                "html": f"{self.url}/deposit/{number}",
                "bucket": f"{self.url}/api/files/{number}",
                "latest_draft": f"{self.url}/api/deposit/depositions/{number}",
            },
        }
        self.content[number] = {}
        return self.record(number)

    def record(self, number: int) -> dict[str, Any]:
        files = [
            {"id": f"f-{name}", "filename": name, "checksum": hashlib.md5(data).hexdigest()}
            for name, data in sorted(self.content[number].items())
        ]
        return self.records[number] | {"files": files}

    def answer(self, method: str, path: str, body: bytes) -> Answer:
        path = path.partition("?")[0]
        if path.startswith("/api/files/"):
            _, _, _, number, name = path.split("/", 4)
            self.content[int(number)][name] = body
            return 201, {"key": name, "checksum": f"md5:{hashlib.md5(body).hexdigest()}"}
        parts = path.removeprefix("/api/deposit/depositions").strip("/").split("/")
        if parts == [""]:
            if method == "GET":
                return 200, [self.record(number) for number in self.records]
            return 201, self.add(json.loads(body)["metadata"])
        return self._one(method, int(parts[0]), parts[1:], body)

    def _one(self, method: str, number: int, rest: list[str], body: bytes) -> Answer:
        record = self.records[number]
        if rest == ["actions", "newversion"]:
            drafts = [n for n, one in self.records.items() if one.get("parent") == number]
            if not drafts:
                draft = self.add(dict(record["metadata"]))
                self.records[draft["id"]]["parent"] = number
                self.content[draft["id"]] = dict(self.content[number])
                drafts = [draft["id"]]
            links = record["links"] | {"latest_draft": f"{self.url}/api/deposit/depositions/{drafts[0]}"}
            return 201, record | {"links": links}
        if rest == ["actions", "publish"]:
            if record["submitted"]:
                return 400, {"message": "is published"}
            record |= {"submitted": True, "doi": f"10.5281/zenodo.{number}"}
            return 202, self.record(number)
        if rest[:1] == ["files"]:
            if method == "DELETE":
                del self.content[number][rest[1].removeprefix("f-")]
                return 204, None
            return 200, self.record(number)["files"]
        if method == "PUT":
            record["metadata"] |= json.loads(body)["metadata"]
        return 200, self.record(number)


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append(f"{self.command} {self.path.partition('?')[0]}")
        fault = self._fault()
        if fault == "cut":
            self.connection.close()
            return
        if fault.isdigit():
            headers = {"Retry-After": "0"} if fault == "429" else {}
            self._send(
                int(fault), {"message": "so it is", "errors": [{"field": "x", "message": "no"}]}, headers
            )
            return
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._send(401, {"message": "who are you"}, {})
            return
        status, answer = self.server.answer(self.command, self.path, body)
        if fault == "lost":  # done, and nobody is told
            self.connection.close()
            return
        if fault == "html":
            self._send(200, "<html>", {})
            return
        if fault == "damaged":
            answer = {"checksum": "md5:0"}
        self._send(status, answer, {})

    do_GET = do_POST = do_PUT = do_DELETE = _do  # noqa: N815

    def _fault(self) -> str:
        for index, (method, pattern, fault) in enumerate(self.server.faults):
            if method == self.command and re.search(pattern, self.path):
                del self.server.faults[index]
                return fault
        return ""

    def _send(self, status: int, answer: Any, headers: dict[str, str]) -> None:
        data = (
            b""
            if answer is None
            else answer.encode()
            if isinstance(answer, str)
            else json.dumps(answer).encode()
        )
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(data))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, patience: None) -> Iterator[Service]:
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    service = Service()
    threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield service
    service.shutdown()
    service.server_close()


@pytest.fixture
def deposit(
    service: Service, home: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    def run(version: str = "0.1.1", *options: str) -> tuple[int, str]:
        code = main(["publish", version, f"zenodo:{service.url}", "--home", str(home), *options])
        shown = capsys.readouterr()
        assert TOKEN not in shown.out + shown.err
        return code, shown.out + shown.err

    return run


Deposit = Callable[..., tuple[int, str]]


def test_a_draft_is_left_for_a_person_to_look_at(service: Service, deposit: Deposit, home: Path) -> None:
    code, said = deposit()
    assert code == 0
    assert f"{service.url}/deposit/1000" in said
    assert "10.5281/zenodo.1000" in said
    (record,) = service.records.values()
    assert not record["submitted"]
    assert record["metadata"]["upload_type"] == "dataset"
    assert record["metadata"]["version"] == "0.1.1"
    assert record["metadata"]["license"] == "cc-by-4.0"
    assert record["metadata"]["publication_date"] == "2026-11-23"
    assert len(service.content[1000]) == FILES
    folder = home / "releases" / "0.1.1"
    assert service.content[1000]["events.parquet"] == (folder / "events.parquet").read_bytes()
    with zipfile.ZipFile(io.BytesIO(service.content[1000]["sources.zip"])) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            f"sources/{path.name}": path.read_bytes() for path in (folder / "sources").iterdir()
        }
    entry = find(read_index(home), "0.1.1")
    assert entry is not None
    assert entry.doi is None  # a draft has none yet


def test_a_published_deposit_has_its_doi_in_the_index(service: Service, deposit: Deposit, home: Path) -> None:
    assert deposit("0.1.0", "--publish")[0] == 0
    entry = find(read_index(home), "0.1.0")
    assert entry is not None
    assert entry.doi == "10.5281/zenodo.1000"
    service.asked.clear()
    code, said = deposit("0.1.0", "--publish")
    assert code == 0
    assert "Already published" in said
    assert not [one for one in service.asked if not one.startswith("GET ")]


def test_a_draft_that_a_person_published_gives_the_index_its_doi(
    service: Service, deposit: Deposit, home: Path
) -> None:
    deposit()
    service.records[1000] |= {"submitted": True, "doi": "10.5281/zenodo.1000"}
    assert deposit()[0] == 0
    entry = find(read_index(home), "0.1.1")
    assert entry is not None
    assert entry.doi == "10.5281/zenodo.1000"


def test_the_next_version_belongs_to_the_same_record(service: Service, deposit: Deposit) -> None:
    deposit("0.1.0", "--publish")
    service.content[1000]["old-name.csv"] = b"what the next version has no more"
    assert deposit("0.1.1", "--publish")[0] == 0
    assert service.records[1001]["parent"] == 1000
    assert service.records[1001]["metadata"]["version"] == "0.1.1"
    assert len(service.content[1001]) == FILES


def test_a_draft_of_another_version_has_to_be_settled_first(service: Service, deposit: Deposit) -> None:
    deposit("0.1.0")
    code, said = deposit("0.1.1")
    assert code == 2
    assert "the draft of version 0.1.0 is not published yet" in said
    assert len(service.records) == 1


def test_a_version_that_is_published_with_other_files_is_refused(service: Service, deposit: Deposit) -> None:
    deposit("0.1.1", "--publish")
    service.content[1000]["events.csv"] = b"other"
    code, said = deposit()
    assert code == 1
    assert "version 0.1.1 is published there with other files (found 'events.csv')" in said


def test_what_a_person_added_to_the_draft_stays_but_is_not_published_unseen(
    service: Service, deposit: Deposit
) -> None:
    deposit()
    service.content[1000]["note.txt"] = b"mine"
    code, said = deposit()
    assert code == 0
    assert "note.txt" in said
    code, said = deposit("0.1.1", "--publish")
    assert code == 2
    assert "note.txt" in said
    assert not service.records[1000]["submitted"]


PASSING = [
    ("GET", "depositions$", "503"),
    ("GET", r"depositions\?", "429"),
    ("POST", "depositions$", "lost"),
    ("POST", "depositions$", "cut"),
    ("PUT", "events.csv", "500"),
    ("PUT", "events.csv", "lost"),
    ("POST", "publish$", "lost"),
    ("GET", r"depositions/1000$", "502"),
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: f"{fault[0]} {fault[2]}")
def test_a_failure_that_passes_changes_nothing(
    service: Service, deposit: Deposit, fault: tuple[str, str, str]
) -> None:
    service.faults = [fault]
    assert deposit("0.1.1", "--publish")[0] == 0
    (record,) = service.records.values()
    assert record["submitted"]
    assert len(service.content[1000]) == FILES


def test_an_interrupted_deposit_is_taken_up(service: Service, deposit: Deposit) -> None:
    service.faults = [("PUT", "links.csv", "500")] * 3
    code, said = deposit()
    assert code == 2
    assert "cannot be reached after 3 tries: the server answers 500" in said
    assert "the same command goes on" in said
    held = set(service.content[1000])
    service.asked.clear()
    assert deposit()[0] == 0
    sent = {one.rpartition("/")[2] for one in service.asked if one.startswith("PUT /api/files/")}
    assert not sent & held
    assert len(service.content[1000]) == FILES


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        (("GET", "depositions", "403"), 2, "refuses the token in ZENODO_TOKEN (403)"),
        (("POST", "depositions", "400"), 1, "Zenodo refuses it (400): so it is; x: no"),
        (("GET", "depositions", "html"), 2, "answers what is no JSON"),
        (("PUT", "events.csv", "damaged"), 1, "arrived damaged"),
    ],
    ids=lambda value: value[2] if isinstance(value, tuple) else "",
)
def test_a_refusal_is_said_plainly(
    service: Service, deposit: Deposit, fault: tuple[str, str, str], code: int, told: str
) -> None:
    service.faults = [fault] * 3
    found, said = deposit()
    assert (found, told in said) == (code, True), said


def test_another_token_is_refused(
    service: Service, deposit: Deposit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZENODO_TOKEN", "another")
    code, said = deposit()
    assert code == 2
    assert "refuses the token in ZENODO_TOKEN (401)" in said
    assert "another" not in said
    monkeypatch.delenv("ZENODO_TOKEN")
    code, said = deposit()
    assert code == 2
    assert "ZENODO_TOKEN: is not set" in said


def test_the_token_goes_only_where_it_belongs(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="must be an https:// address"):
        Zenodo("http://zenodo.example", TOKEN)
    assert open_zenodo("zenodo:").base == "https://zenodo.org"
    assert open_zenodo("zenodo:sandbox").base == "https://sandbox.zenodo.org"


def test_a_server_that_names_another_one_for_files_is_not_followed(
    service: Service, deposit: Deposit
) -> None:
    deposit()
    service.records[1000]["links"]["bucket"] = "https://elsewhere.example/files"
    service.content[1000].clear()
    code, said = deposit()
    assert code == 1
    assert "names no place on its own server" in said
