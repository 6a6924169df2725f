"""A run over a corpus: what it writes, and that nothing that happens to it changes what it writes."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pyarrow.parquet as pq
import pytest

from corpora import jsonl
from demarche.checks import check, find_tables
from demarche.cli import main
from demarche.corpus import batches as cutting
from demarche.corpus import run, tables
from demarche.corpus.journal import UNFINISHED, Journal
from demarche.engines import Engine, Numbered
from demarche.engines.batch import code_batch
from demarche.errors import InputError
from demarche.sources.reading import Options, Place, expand

TEXTS = sorted((Path(__file__).parents[1] / "data").glob("*/[0-9]*.txt"))


class Quiet:
    """A watcher that remembers how many documents were done, with how many bytes."""

    def __init__(self) -> None:
        self.done = {"coded": [0, 0], "found": [0, 0]}

    def coded(self, documents: int, read: int) -> None:
        self._add("coded", documents, read)

    def found(self, documents: int, read: int) -> None:
        self._add("found", documents, read)

    def _add(self, kind: str, documents: int, read: int) -> None:
        self.done[kind] = [self.done[kind][0] + documents, self.done[kind][1] + read]

    def laying_out(self) -> None: ...


def inline(batches: Iterator[Numbered]) -> Iterator[Numbered]:
    """An engine without processes."""
    for number, batch in batches:
        yield number, code_batch(batch)


def articles(count: int, length: int = 2) -> list[dict[str, str]]:
    """Articles of so many paragraphs of the project's texts, some of which must fail or be passed over."""
    paragraphs = [
        part for path in TEXTS for part in path.read_text(encoding="utf-8").split("\n") if len(part) > 80
    ]
    rows = []
    for n in range(count):
        text = "\n\n".join(paragraphs[(5 * n + k) % len(paragraphs)] for k in range(length))
        rows.append(
            {"source_id": f"a-{n}", "text": text, "published": f"{2000 + n % 4}-05-03", "publisher": "Wire"}
        )
    rows[3]["published"] = "soon"
    rows[5]["source_id"] = "a-4"
    rows[7]["text"] = "Le ministre est parti. " * 20
    return rows


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "news.jsonl"
    path.write_bytes(jsonl(articles(40)) + b"{broken\n")
    return path


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "ROWS", 4)


def code(
    corpus: Path, out: Path, engine: Engine = inline, watcher: Quiet | None = None
) -> tuple[dict[str, object], bool]:
    return run.code_corpus(expand([str(corpus)]), out, engine, Options(), watcher or Quiet())


def bytes_of(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "ROWS", 4)
        code(corpus, out)
    return out


def test_the_tables_are_those_of_the_contract(undisturbed: Path) -> None:
    files = [
        *find_tables(undisturbed),
        *(f for path in undisturbed.glob("claims/*/*") for f in find_tables(path)),
    ]
    assert {file.name for file in files} == {"sources", "errors", "claims"}
    findings = check(files).findings
    assert [each for each in findings if each.severity == "error"] == []


def test_claims_are_parted_by_year_and_sorted(undisturbed: Path) -> None:
    years = sorted(undisturbed.glob("claims/year=*/claims.parquet"))
    assert len(years) >= 4
    for path in years:
        table = pq.ParquetFile(path).read()
        assert {str(day.year) for day in table["reported_on"].to_pylist()} == {path.parent.name[5:]}
        keys = list(zip(table["source_id"].to_pylist(), table["evidence_start"].to_pylist(), strict=True))
        assert keys == sorted(keys)
        told = [
            (s, k, part)
            for s, k, parts in zip(
                *(table[name].to_pylist() for name in ("source_id", "claim_key", "participants")), strict=True
            )
            for part in parts or ()
        ]
        rows = pq.ParquetFile(str(path).replace("claims", "claim_participants")).read().to_pylist()
        assert [(row.pop("source_id"), row.pop("claim_key"), row) for row in rows] == told


def test_every_document_is_accounted_for(undisturbed: Path) -> None:
    manifest = json.loads((undisturbed / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["documents"] == {"coded": 37, "failed": 3, "in other languages": {"und": 1}}
    assert [(each["documents"], each["reason"]) for each in manifest["failures"]] == [
        (1, "is not JSON"),
        (1, "published: is not a day"),
        (1, "source_id: another document has this one already"),
    ]
    sources = pq.read_table(undisturbed / "sources.parquet").to_pylist()
    assert [row["source_id"] for row in sources] == sorted(
        {f"a-{n}" for n in range(40)} - {"a-3", "a-5", "a-7"}
    )
    text = articles(40)[0]["text"]
    assert (sources[0]["text_sha256"], sources[0]["n_chars"]) == (
        sha256(text.encode()).hexdigest(),
        len(text),
    )
    dead = pq.read_table(undisturbed / "errors.parquet").to_pylist()
    assert [(row["line"], row["source_id"]) for row in dead] == [(4, "a-3"), (6, "a-4"), (41, None)]
    claims = sum(pq.read_table(path).num_rows for path in undisturbed.glob("claims/*/*"))
    assert sum(manifest["claims"].values()) == claims > 40


def test_it_is_what_code_document_finds(undisturbed: Path) -> None:
    from demarche.claims_table import claims_of, in_order
    from demarche.coding import code_document
    from demarche.contract.arrow import plain

    found = [
        claim
        for path in undisturbed.glob("claims/*/*")
        for claim in claims_of(plain(pq.ParquetFile(path).read()))
        if claim.source_id == "a-0"
    ]
    row = articles(40)[0]
    assert in_order(found) == code_document(row["text"], row["published"], source_id="a-0")


@pytest.mark.parametrize("seed", range(3))
def test_batches_may_come_back_in_any_order(
    seed: int, corpus: Path, undisturbed: Path, tmp_path: Path
) -> None:
    def shuffled(batches: Iterator[Numbered]) -> Iterator[Numbered]:
        done = list(inline(batches))
        random.Random(seed).shuffle(done)
        yield from done

    code(corpus, tmp_path / "out", shuffled)
    assert bytes_of(tmp_path / "out") == bytes_of(undisturbed)


def test_buckets_on_disk_change_nothing(
    corpus: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_CLAIM_BUCKET", 7)
    monkeypatch.setattr(tables, "_SOURCE_BUCKET", 5)
    monkeypatch.setattr("demarche.corpus.sorting._HELD_BYTES", 2_000)
    code(corpus, tmp_path / "out")
    assert bytes_of(tmp_path / "out") == bytes_of(undisturbed)


@pytest.mark.parametrize("stop", [0, 1, 4, 10])
def test_a_stopped_run_goes_on_and_codes_nothing_twice(
    stop: int, corpus: Path, undisturbed: Path, tmp_path: Path
) -> None:
    coded: list[int] = []

    def dying(batches: Iterator[Numbered]) -> Iterator[Numbered]:
        for number, batch in inline(batches):
            if len(coded) == stop:
                raise KeyboardInterrupt
            coded.append(number)
            yield number, batch

    with pytest.raises(KeyboardInterrupt):
        code(corpus, tmp_path / "out", dying)
    again: list[int] = []

    def counting(batches: Iterator[Numbered]) -> Iterator[Numbered]:
        for number, batch in inline(batches):
            again.append(number)
            yield number, batch

    watcher = Quiet()
    code(corpus, tmp_path / "out", counting, watcher)
    assert sorted(coded + again) == list(range(11))
    (before, old), (after, new) = watcher.done["found"], watcher.done["coded"]
    assert (before, before + after, old + new) == (min(4 * stop, 41), 41, corpus.stat().st_size)
    assert bytes_of(tmp_path / "out") == bytes_of(undisturbed)


def test_what_changed_while_the_run_was_stopped_is_coded_anew(undisturbed: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    rows = articles(40)
    path.write_bytes(jsonl([{**rows[0], "text": "Spain thanked Peru."}, *rows[1:]]))

    def dying(batches: Iterator[Numbered]) -> Iterator[Numbered]:
        yield from list(inline(batches))[:6]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        code(path, tmp_path / "out", dying)
    path.write_bytes(jsonl(rows) + b"{broken\n")
    code(path, tmp_path / "out")
    theirs, ours = bytes_of(undisturbed), bytes_of(tmp_path / "out")
    for found in (theirs, ours):  # they name the file that was read
        found.pop("manifest.json")
        found.pop("errors.parquet")
    assert ours == theirs


def test_a_finished_run_is_not_done_again(corpus: Path, undisturbed: Path, tmp_path: Path) -> None:
    before = bytes_of(undisturbed)
    assert code(corpus, undisturbed)[1] is False
    other = tmp_path / "other.jsonl"
    other.write_bytes(jsonl(articles(10)))
    with pytest.raises(InputError, match="inputs differ"):
        code(other, undisturbed)
    assert bytes_of(undisturbed) == before


def test_a_folder_of_other_things_is_left_alone(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="no folder of a run"):
        code(corpus, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_two_runs_do_not_share_a_folder(corpus: Path, tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    with pytest.raises(InputError, match="another run"):
        code(corpus, tmp_path)
    journal.close(finished=False)
    code(corpus, tmp_path)


HELD = """
import sys, time
from pathlib import Path
from demarche.cli import main
from demarche.corpus import batches, run
go_on, batches.ROWS = Path(sys.argv.pop()), 4
def held(*args, **more):
    for batch in batches.batches(*args, **more):
        while batch.number == 8 and not go_on.exists():
            time.sleep(0.01)
        yield batch
run.batches = held
sys.exit(main())
"""
"""The command, in batches of four; it waits in the middle until a file is there."""


def children(process: int) -> list[int]:
    """The processes that a process has started, those that code."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            words = (path.parent / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == process and b"spawn_main" in words:
            found.append(int(path.parent.name))
    return found


def kill_a_worker(run: subprocess.Popen[bytes]) -> None:
    found = children(run.pid)
    if found:
        os.kill(found[0], signal.SIGKILL)


def kill_the_run(run: subprocess.Popen[bytes]) -> None:
    run.kill()


def interrupt(run: subprocess.Popen[bytes]) -> None:
    run.send_signal(signal.SIGINT)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="workers are found through /proc")
@pytest.mark.parametrize(
    ("disturb", "ends"), [(kill_a_worker, 1), (kill_the_run, -signal.SIGKILL), (interrupt, 130)]
)
def test_the_tables_equal_those_of_an_undisturbed_run(
    disturb: Callable[[subprocess.Popen[bytes]], None],
    ends: int,
    corpus: Path,
    undisturbed: Path,
    tmp_path: Path,
) -> None:
    out, go_on = tmp_path / "out", tmp_path / "go-on"
    command = [sys.executable, "-c", HELD, "code", str(corpus), "--out", str(out), "--processes", "2"]
    started = subprocess.Popen([*command, str(go_on)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until(lambda: len(list((out / UNFINISHED).glob("*.arrow"))) >= 1 or started.poll() is not None)
    workers = children(started.pid)
    assert len(workers) >= 1, started.communicate()
    disturb(started)
    if ends == 1:
        go_on.touch()
    told, code_ = started.communicate()[1], started.returncode
    assert code_ == ends
    assert (b"the same command goes on" in told) == (ends == 130)
    assert b"Traceback" not in told
    wait_until(lambda: not any(Path(f"/proc/{worker}/cmdline").exists() for worker in workers))
    again = Quiet()
    _, worked = code(corpus, out, watcher=again)
    assert worked == (ends != 1)
    assert bool(again.done["found"][0]) == worked
    assert bytes_of(out) == bytes_of(undisturbed)


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for something that must come, and not longer than two minutes."""
    for _ in range(2400):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come")


def test_all_that_can_be_bad_becomes_dead_letters_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = [
        {"source_id": f"g-{n}", "text": "France recalled its envoy.", "published": "2022-04-08"}
        for n in range(9)
    ]
    files = {
        "break.jsonl.gz": gzip.compress(jsonl(good[:2]))[:-6],
        "large.txt": b"x" * 11_000_000,
        "latin.csv": "text,published\nTürkei,2022-04-08\n".encode("latin-1"),
        "lines.jsonl": b"".join(
            (
                b"{broken\n",
                jsonl([{"published": "2022-04-08"}, {"text": "Spain thanked Peru."}]),
                jsonl([good[0], {**good[2], "published": "8 April"}, {**good[3], "language": "fr"}]),
                jsonl(good[4:6]),
            )
        ),
        "shut.jsonl": b"",
    }
    news = tmp_path / "news"
    news.mkdir()
    for name, data in files.items():
        (news / name).write_bytes(data)
    opened = Place.open

    def refused(place: Place) -> BinaryIO:
        if place.name == "shut.jsonl":
            raise InputError("cannot be read: Permission denied", file=place.shown)
        return opened(place)

    monkeypatch.setattr(Place, "open", refused)
    assert main(["code", str(news), "--out", str(tmp_path / "out"), "--processes", "1"]) == 1
    told = capsys.readouterr().out
    assert "from 4 articles\n  1 article in other languages passed over (fr 1)\n  9 failed: " in told
    assert told.endswith("    6 for other reasons\n")
    rows = pq.read_table(tmp_path / "out" / "errors.parquet").to_pylist()
    found = [(Path(row["file"]).name, row["line"], row["source_id"], row["message"]) for row in rows]
    expected = [
        ("break.jsonl.gz", None, None, "cannot be decompressed"),
        ("large.txt", None, None, "has more than 10,485,760 bytes"),
        ("latin.csv", 2, None, "text: is not UTF-8"),
        ("lines.jsonl", 1, None, "is not JSON"),
        ("lines.jsonl", 2, None, "text: holds no text"),
        ("lines.jsonl", 3, None, "published: the publication date is not known"),
        ("lines.jsonl", 4, "g-0", "source_id: another document has this one"),
        ("lines.jsonl", 5, "g-2", "published: is not a day"),
        ("shut.jsonl", None, None, "cannot be read: Permission denied"),
    ]
    assert [row[:3] for row in found] == [row[:3] for row in expected]
    assert all(row[3].startswith(start[3]) for row, start in zip(found, expected, strict=True))


def test_what_the_command_says(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "coded"
    assert main(["code", str(corpus), "--out", str(out), "--processes", "1"]) == 1
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "from 37 articles\n  1 article in other languages passed over (not told which 1)\n" in shown.out
    assert (
        f"  3 failed: {out}/errors.parquet says where and why\n    1 × is not JSON. One object" in shown.out
    )
    assert main(["code", str(corpus), "--out", str(out)]) == 1
    assert "nothing was done" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--map", "text"], "is not FIELD=COLUMN"),
        (["--map", "body=text"], "Fields: source_id"),
        (["--processes", "0"], "must be 1 or more"),
        (["--published", "soon"], "is not a day"),
    ],
)
def test_wrong_options_stop_before_anything_is_written(
    options: list[str], told: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["code", str(corpus), "--out", str(tmp_path / "out"), *options]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_corpus_needs_a_folder(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", str(corpus)]) == 2
    assert "--out FOLDER" in capsys.readouterr().err
