"""Whole runs with a model, over files and over a corpus: nothing is paid twice, the result is the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from chat import KEY, TEXT, VISIT, Server, fails, says
from demarche.checks import check, find_tables
from demarche.cli import main
from demarche.coders import Coded, choose
from demarche.corpus.journal import UNFINISHED
from demarche.engines import asking
from demarche.sources.text import Document


def article(number: int) -> str:
    return f"{TEXT}\nThis was report number {number}.\n"


def number_in(request: dict[str, Any]) -> int:
    """Which article a request is about; -1 where it shows too little of it."""
    found = re.search(r"report number (\d+)", request["messages"][1]["content"])
    return int(found[1]) if found else -1


def tells(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
    """A claim that differs from article to article."""
    says(VISIT | {"object": f"talks {number_in(request)}"})(handler, request)


def bytes_of(path: Path) -> dict[str, str]:
    """A file, or every file of a folder, with the hash of its bytes."""
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    return {each.relative_to(path).as_posix(): sha256(each.read_bytes()).hexdigest() for each in files}


def corpus(path: Path, count: int, *more: dict[str, str]) -> Path:
    rows = [{"source_id": f"a-{n}", "text": article(n), "published": "2030-03-06"} for n in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, *more]), encoding="utf-8")
    return path


def files(folder: Path, count: int) -> list[str]:
    folder.mkdir()
    for n in range(count):
        (folder / f"a-{n}.txt").write_text(article(n), encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


@pytest.mark.parametrize(("kind", "answers"), [("files", 3), ("corpus", 24)])
def test_a_killed_run_goes_on_and_no_request_is_paid_twice(
    kind: str, answers: int, server: Server, asked: list[str], tmp_path: Path
) -> None:
    if kind == "files":
        paths, name = [*files(tmp_path / "texts", 6), "--published", "2030-03-06"], "claims.csv"
    else:
        paths, name = [str(corpus(tmp_path / "news.jsonl", 45))], "coded"
    call = ["code", *paths, "--coder", "llm", *asked, "--out"]
    paid: Counter[str] = Counter()
    gone, lock = threading.Event(), threading.Lock()

    def until_killed(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        with lock:
            silent = len(paid) >= answers
            if not silent:
                paid[json.dumps(request)] += 1
        if silent:
            gone.wait(60)
        else:
            tells(handler, request)

    server.replies = [until_killed]
    kept, out = tmp_path / "answers", tmp_path / name
    run = subprocess.Popen([sys.executable, "-m", "demarche", *call, str(out)], stderr=subprocess.PIPE)
    for _ in range(2400):
        done = kind == "files" or any((out / UNFINISHED).glob("*.arrow"))
        if (len(list(kept.rglob("*.json"))) == answers and done) or run.poll() is not None:
            break
        time.sleep(0.05)
    run.kill()
    assert run.communicate()[1] == b""
    gone.set()
    assert len(paid) == answers

    def pays(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        with lock:
            paid[json.dumps(request)] += 1
        tells(handler, request)

    server.replies = [pays]
    assert main([*call, str(out)]) == 0
    assert set(paid.values()) == {1}
    assert len(paid) == (6 if kind == "files" else 45)
    server.replies = [tells]
    call[call.index("--cache") + 1] = str(tmp_path / "other answers")
    assert main([*call, str(tmp_path / "undisturbed" / name)]) == 0
    assert bytes_of(out) == bytes_of(tmp_path / "undisturbed" / name)
    assert bytes_of(kept) == bytes_of(tmp_path / "other answers")


def test_a_corpus_coded_by_a_model(
    server: Server, asked: list[str], tmp_path: Path, pauses: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    lost = {"source_id": "lost", "text": article(77), "published": "2030-03-06"}
    copy = {"source_id": "copy", "text": article(0), "published": "2030-03-06"}
    french = {"source_id": "fr", "text": "Le ministre est parti. " * 20, "published": "2030-03-06"}
    news = corpus(tmp_path / "news.jsonl", 4, lost, copy, french)

    def reply(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        number = number_in(request)
        if number == 77:
            fails(500)(handler, request)
        elif number == 2:
            says(VISIT, VISIT | {"trigger": "sailed"})(handler, request)
        else:
            tells(handler, request)

    server.replies = [reply]
    out = tmp_path / "coded"
    prices = ["--price-in", "2", "--price-out", "10"]
    call = ["code", str(news), "--coder", "llm", *asked, *prices]
    assert main([*call, "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert "5 claims" in said.out
    assert "m was asked about 5 articles, 100% of the text: 6,000 tokens in, 600 out, $0.0180" in said.out
    assert "not believed: 1 × trigger not in the evidence" in said.out
    assert "1 failed" in said.out
    assert "5 requests, 1 answers from the cache" in said.err
    assert KEY not in said.out + said.err
    assert Counter(map(number_in, server.requests)) == {
        0: 1,
        1: 1,
        2: 2,
        3: 1,
        77: 5,
    }  # the copy asks nothing

    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    name, version = manifest["versions"]["coder"].split()
    assert (name, version.partition("@")[0], manifest["model"]) == ("llm", "m", "m")
    assert manifest["documents"] == {"coded": 5, "failed": 1, "in other languages": {"und": 1}}
    assert manifest["account"] == {
        "documents asked about": 5,
        "share of text sent": pytest.approx(1, abs=0.01),
        "answers": 6,
        "tokens_in": 6000,
        "tokens_out": 600,
        "cost_usd": 0.018,
        "not believed": {"trigger not in the evidence": 1},
        "notices": [],
    }
    (dead,) = pq.read_table(out / "errors.parquet").to_pylist()
    assert (dead["source_id"], dead["line"], dead["coder"], dead["coder_version"]) == (
        "lost",
        5,
        name,
        version,
    )
    assert "answers 500" in dead["message"]
    claims = pq.ParquetFile(next(out.glob("claims/*/*"))).read().to_pylist()
    assert {(row["coder"], row["coder_version"], row["rule"]) for row in claims} == {(name, version, "m")}
    tables = [*find_tables(out), *find_tables(next(out.glob("claims/*")))]
    assert [each for each in check(tables).findings if each.severity == "error"] == []

    before = len(server.requests)
    assert main([*call, "--out", str(out)]) == 1
    assert "nothing was done" in capsys.readouterr().out
    assert (
        main([*call, "--out", str(tmp_path / "again"), "--offline"]) == 2
    )  # the lost one was never answered
    assert "never asked about" in capsys.readouterr().err
    assert len(server.requests) == before


def test_a_corpus_is_replayed_without_an_endpoint(server: Server, asked: list[str], tmp_path: Path) -> None:
    news = corpus(tmp_path / "news.jsonl", 3)
    server.replies = [fails(400, b'{"error": {"message": "no json_schema here"}}'), tells]
    call = ["code", str(news), "--coder", "rules+llm", *asked, "--workers", "1", "--out"]
    assert main([*call, str(tmp_path / "one")]) == 0
    account = json.loads((tmp_path / "one" / "manifest.json").read_text(encoding="utf-8"))["account"]
    assert ["described in words" in notice for notice in account["notices"]] == [True]
    server.replies = [fails(500)]
    assert main([*call, str(tmp_path / "two"), "--offline"]) == 0
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


@pytest.mark.parametrize(
    ("trouble", "options", "code", "words"),
    [
        (None, ["--max-requests", "3"], 1, "--max-requests allows"),
        (None, ["--max-cost", "0.0825", "--price-out", "10"], 1, "could go over --max-cost"),
        (fails(429), [], 1, "answers 429"),
        (fails(500), [], 1, "2 documents in a row could not be coded"),
        (fails(401), [], 2, "refuses the key"),
        (fails(404), [], 2, "does not know this model"),
        ("gone", [], 2, "cannot be reached"),
    ],
    ids=["requests", "cost", "429", "500", "key", "model", "gone"],
)
def test_what_would_fail_for_every_document_stops_the_run_and_the_same_command_goes_on(
    trouble: Any,
    options: list[str],
    code: int,
    words: str,
    server: Server,
    asked: list[str],
    tmp_path: Path,
    pauses: list[float],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(asking, "IN_A_ROW", 2)
    monkeypatch.setattr(asking.Asking, "ROWS", 2)
    news, out = corpus(tmp_path / "news.jsonl", 5), tmp_path / "coded"
    server.replies = [tells, tells, tells, trouble or tells]
    call = ["code", str(news), "--coder", "llm", *asked, "--workers", "1", "--out", str(out)]
    if trouble == "gone":
        server.replies = [tells]
        call[call.index(server.url)] = "http://127.0.0.1:9/v1"
    assert main([*call, *options]) == code
    said = capsys.readouterr()
    assert words in said.err
    assert "is kept" in said.err or code == 2
    assert KEY not in said.err + said.out
    assert not (out / "manifest.json").exists()
    server.replies = [tells]
    if trouble == "gone":
        call[call.index("http://127.0.0.1:9/v1")] = server.url
    paid = len(list((tmp_path / "answers").rglob("*.json")))
    assert paid == (0 if trouble == "gone" else 3)
    before = len(server.requests)
    assert main(call) == 0
    assert len(server.requests) - before == 5 - paid
    assert not (out / UNFINISHED).exists()


class Foreign:
    """A coder of another package, with a fault of its own."""

    name, version = "foreign", "7"

    def code(self, document: Document) -> Coded:
        if document.source_id == "a-1":
            raise ZeroDivisionError("by nought")
        return Coded(())


def test_a_coder_of_another_package_codes_a_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = EntryPoint("foreign", f"{__name__}:Foreign", choose.GROUP)
    monkeypatch.setattr(choose, "entry_points", lambda group: EntryPoints([entry]))
    out = tmp_path / "coded"
    call = ["code", str(corpus(tmp_path / "news.jsonl", 3)), "--coder", "foreign", "--out", str(out)]
    assert main(call) == 1
    (dead,) = pq.read_table(out / "errors.parquet").to_pylist()
    assert dead["message"] == "the coder foreign failed: ZeroDivisionError: by nought"
    assert "1 failed" in capsys.readouterr().out
    for wrong in (["--engine", "dask"], ["--processes", "2"]):
        assert main([*call, *wrong]) == 2
        assert "are for the rules" in capsys.readouterr().err
