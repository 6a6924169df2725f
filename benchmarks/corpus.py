"""How fast a corpus is coded, in how much memory, and that a run survives being killed: benchmarks/corpus.md.

    python benchmarks/corpus.py speed [ARTICLES …] [--engines local,dask] [--processes 1,2] [--no-write]
    python benchmarks/corpus.py soak [KILLS] [--articles N]

`speed` codes corpora of ARTICLES articles (default: 10,000 and 30,000; the promise is made for 100,000)
from JSON lines to Parquet, with every engine and number of processes that is asked for (default: local, with
one and with two); dask is a LocalCluster of so many workers. Memory is the peak over all processes of a run,
shared pages counted once, as Linux tells it. Processor seconds are those of all processes of a run, as Linux
adds them up when they have ended: they mean something on a busy machine too. Where those for a thousand
articles stay the same, the cost is linear. The report keeps the last measurement of every line.

`soak` starts a run, kills a worker or the whole run at random moments, KILLS times (default: 20), and
starts it again where it is dead; in the end the tables must have the bytes of an undisturbed run.

An article has 20 sentences. `DENSE` of them are a passage from the project's own texts, dense accounts of
quarrels; the others are ordinary news, put together from templates.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import cycle, product
from pathlib import Path

import ordinary
import pyarrow as pa

SENTENCES, DENSE = 20, 6
REPORT = Path(__file__).with_name("corpus.md")
_TEXTS = Path(__file__).resolve().parents[1] / "tests" / "data"
_END = re.compile(r"(?<=[.!?]) (?=[A-Z“])")


def write_corpus(path: Path, articles: int) -> None:
    """Write so many articles as JSON lines, always the same."""
    rng = random.Random(11)
    passages = list(_passages())
    frames = cycle(ordinary.articles(997, SENTENCES - DENSE, states=True))
    with path.open("w", encoding="utf-8") as stream:
        for number in range(articles):
            text = f"{rng.choice(passages)}\n\n{next(frames)}"
            day = f"{1990 + number % 35}-{1 + number % 12:02d}-{1 + number % 28:02d}"
            row = {
                "source_id": f"a-{number}",
                "title": "News",
                "publisher": "Wire",
                "published": day,
                "text": text,
            }
            stream.write(json.dumps(row) + "\n")


def _passages() -> Iterator[str]:
    """Runs of sentences of the project's own texts."""
    for path in sorted([*_TEXTS.glob("documents/*.txt"), *_TEXTS.glob("validation/*.txt")]):
        paragraphs = path.read_text(encoding="utf-8").split("\n")
        sentences = [each for part in paragraphs for each in _END.split(part) if len(each) > 20]
        for start in range(0, len(sentences) - DENSE, 2):
            yield " ".join(sentences[start : start + DENSE])


def command(corpus: Path, out: Path, processes: int, engine: str = "local") -> list[str]:
    """The command of a run."""
    options = ["--out", str(out), "--processes", str(processes), "--engine", engine]
    return [sys.executable, "-m", "demarche", "code", str(corpus), *options]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: seconds by the clock and by the processors, and peak memory in MB."""

    seconds: float
    processor: float
    peak: int


def measured(words: list[str]) -> Taken:
    """Run a command to its end."""
    start, before, peak = time.perf_counter(), _processor(), 0
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as run:
        while run.poll() is None:
            peak = max(peak, sum(map(_memory, [run.pid, *descendants(run.pid)])))
            time.sleep(0.25)
    if run.returncode:
        raise SystemExit(f"{' '.join(words)}: exit code {run.returncode}")
    return Taken(time.perf_counter() - start, _processor() - before, peak // 1024)


def _processor() -> float:
    """Processor seconds of all processes that this one started and that they started, of those that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(
                int(path.parent.name)
            )
        except OSError:  # it has ended meanwhile
            continue
    found, left = [], [process]
    while left:
        below = parents.get(left.pop(), [])
        found += below
        left += below
    return found


def _memory(process: int) -> int:
    """Kilobytes of a process, its part of what it shares."""
    try:
        match = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(match[1]) if match else 0


_HEAD = f"""# How fast a corpus is coded

Written by `python benchmarks/corpus.py speed`, from JSON lines to Parquet; every line as last measured.
Articles have {SENTENCES} sentences, {DENSE} of them dense accounts of quarrels. Processor seconds are those
of all processes of a run: where they stay the same for a thousand articles, the cost is linear.

"""
_COLUMNS = """\
| articles | engine | processes | seconds | articles/s | peak memory | s a thousand | processor s a thousand |
|---:|---|---:|---:|---:|---:|---:|---:|
"""
_Case = tuple[int, str, int]


def speed(sizes: list[int], engines: list[str], processes: list[int], *, write: bool) -> None:
    """Print the table of times as it grows; keep it in the report after every line when that is wanted."""
    lines = _kept()
    print(_COLUMNS, end="", flush=True)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder) / "news.jsonl"
            write_corpus(corpus, size)
            for engine, count in product(engines, processes):
                out = Path(folder) / f"{engine}{count}"
                case = (size, engine, count)
                lines[case] = _line(case, measured(command(corpus, out, count, engine)))
                print(lines[case], flush=True)
                if write:
                    REPORT.write_text(_report(lines), encoding="utf-8")


def _line(case: _Case, taken: Taken) -> str:
    size, engine, processes = case
    thousands = size / 1000
    return (
        f"| {size:,} | {engine} | {processes} | {taken.seconds:.1f} | {size / taken.seconds:.0f} "
        f"| {taken.peak} MB | {taken.seconds / thousands:.2f} | {taken.processor / thousands:.2f} |"
    )


def _cells(line: str) -> list[str]:
    return line.strip("| ").split(" | ")


def _kept() -> dict[_Case, str]:
    """The lines that the report has."""
    lines = REPORT.read_text(encoding="utf-8").splitlines() if REPORT.exists() else []
    found = {}
    for line in filter(re.compile(r"\| [\d,]+ \|").match, lines):
        size, engine, processes = _cells(line)[:3]
        found[int(size.replace(",", "")), engine, int(processes)] = line
    return found


def _report(lines: dict[_Case, str]) -> str:
    table = "".join(f"{lines[case]}\n" for case in sorted(lines))
    ratios = "".join(f"- {each}\n" for each in _ratios(lines))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    tail = f"Measured on a small shared machine ({machine}, pyarrow {pa.__version__})."
    return "\n".join([_HEAD + _COLUMNS + table, *([ratios] if ratios else []), tail, ""])


def _ratios(lines: dict[_Case, str]) -> Iterator[str]:
    """How many processes compare with one, and Dask with processes, where both were measured."""
    seconds = {case: float(_cells(line)[3]) for case, line in lines.items()}
    for size, engine, processes in sorted(seconds):
        here = seconds[size, engine, processes]
        one, local = seconds.get((size, engine, 1)), seconds.get((size, "local", processes))
        if one and processes > 1:
            yield f"{size:,} articles, {engine}: {processes} processes ×{one / here:.2f} as fast as one"
        if local and engine != "local":
            yield f"{size:,} articles, {processes} processes: {engine} ×{local / here:.2f} as fast as local"


def soak(kills: int, articles: int) -> None:
    """Disturb a run so often, and compare what it writes."""
    rng = random.Random()
    with tempfile.TemporaryDirectory() as folder:
        corpus, expected, out = (Path(folder) / name for name in ("news.jsonl", "undisturbed", "disturbed"))
        write_corpus(corpus, articles)
        longest = measured(command(corpus, expected, 2)).seconds
        done = 0
        while done < kills or not (out / "manifest.json").exists():
            if (out / "manifest.json").exists():
                _compare(expected, out)
                subprocess.run(["rm", "-r", out], check=True)
            done += _disturbed(command(corpus, out, 2), rng, longest, wanted=done < kills)
        _compare(expected, out)
    print(f"{done} kills: the tables are those of an undisturbed run")


def _words(process: int) -> bytes:
    """The command line of a process; nothing when it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _disturbed(words: list[str], rng: random.Random, longest: float, *, wanted: bool) -> int:
    """Run once; when it is wanted, kill it or its workers at a random moment. How many kills there were."""
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        if not wanted:
            return 0
        time.sleep(rng.uniform(0.2, max(1.0, longest / 2)))
        workers = [each for each in descendants(run.pid) if b"spawn_main" in _words(each)]
        victim = run.pid if rng.random() < 0.5 or not workers else rng.choice(workers)
        if run.poll() is not None:
            return 0
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            return 0
        print(f"killed {'the run' if victim == run.pid else 'a worker'}", flush=True)
        return 1


def _compare(expected: Path, found: Path) -> None:
    one, other = (_bytes(folder) for folder in (expected, found))
    if one != other:
        raise SystemExit(
            f"differ: {sorted(name for name in one | other if one.get(name) != other.get(name))}"
        )


def _bytes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="what", required=True)
    fast = what.add_parser("speed")
    fast.add_argument("sizes", nargs="*", type=int, default=[10_000, 30_000])
    fast.add_argument("--engines", default="local", help="local, dask or both, with a comma")
    fast.add_argument("--processes", default="1,2", help="numbers of processes, with commas")
    fast.add_argument("--no-write", action="store_true", help="print the table only")
    hard = what.add_parser("soak")
    hard.add_argument("kills", nargs="?", type=int, default=20)
    hard.add_argument("--articles", type=int, default=4_000)
    args = parser.parse_args()
    if args.what == "speed":
        processes = [int(each) for each in args.processes.split(",")]
        speed(args.sizes, args.engines.split(","), processes, write=not args.no_write)
    else:
        soak(args.kills, args.articles)


if __name__ == "__main__":
    main()
