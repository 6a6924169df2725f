"""How long validating takes against merely reading, and how much memory: benchmarks/validator.md.

    python benchmarks/validator.py [ROWS]

ROWS (default 1,000,000) claims made by `synthetic` are written to a temporary folder as CSV and as Parquet,
and ten times as many as Parquet. The two sides of a ratio are measured in turns in one run, the best of each:
ratios hold on other machines as well, seconds do not. Memory is the peak of a process that only validates, as
Linux counts it. The report is written for the default number of rows; for others it is printed only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
from pyarrow import parquet
from synthetic import write_interactions

from demarche.checks import check, find_tables
from demarche.checks.package import validate_files
from demarche.tables import write_csv

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "benchmarks" / "validator.md"
ROWS = 1_000_000
SAMPLE = 50
"""Frictionless is given one row of so many, and its time taken as many times; it grows with the rows."""
ROUNDS = 5
_PEAK = """
import re, sys
from pathlib import Path
from demarche.checks import check, find_tables
assert check(find_tables(Path(sys.argv[1]))).valid
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""
_HEAD = """# How fast tables are validated

Written by `make checkbench`. Ratios are of times measured in turns in one run, the best of each; they hold on
other machines as well, seconds do not.

| what | measured | at most | validating | against |
|---|---:|---:|---:|---:|
"""


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(
    one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    """The fastest of each, run in turns: what else the machine does falls on both."""
    times = [(seconds(one), seconds(other)) for _ in range(rounds)]
    return min(first for first, _ in times), min(second for _, second in times)


def validate(path: Path) -> None:
    """Everything that `demarche validate` checks."""
    if not check(find_tables(path)).valid:
        raise AssertionError(path)


def read_groups(path: Path) -> None:
    """Read a Parquet file one row group after the other: a large one does not fit into memory."""
    with parquet.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            file.read_row_group(number)


def peak(path: Path) -> int:
    """Megabytes that a process takes at most that validates a file."""
    command = [sys.executable, "-c", _PEAK, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def cold(*arguments: str) -> float:
    """Seconds of the command line from its start to its end."""
    command = [sys.executable, "-m", "demarche", *arguments]
    return min(
        seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(ROUNDS)
    )


def against_reading(
    what: str, path: Path, read: Callable[[], object], most: float, rounds: int = ROUNDS
) -> str:
    """A line on validating and reading a file."""
    validating, reading = in_turns(lambda: validate(path), read, rounds)
    return line(
        f"{what}, against reading it", f"×{validating / reading:.1f}", f"×{most}", validating, reading
    )


def against_frictionless(path: Path, rows: int) -> str:
    """A line on validating a CSV file with Frictionless, which is given a part of it."""
    part = path.parent / "part" / path.name
    part.parent.mkdir()
    with path.open("rb") as whole, part.open("wb") as some:
        some.writelines(text for text, _ in zip(whole, range(rows // SAMPLE + 1), strict=False))
    theirs = seconds(lambda: validate_files(find_tables(part))) * SAMPLE
    ours = min(seconds(lambda: validate(path)) for _ in range(ROUNDS))
    what = f"{rows:,} rows of CSV, against Frictionless ({rows // SAMPLE:,} rows × {SAMPLE})"
    return line(what, f"1/{theirs / ours:.0f}", "1/50", ours, theirs)


def line(
    what: str, measured: str, most: str, validating: float | None = None, other: float | None = None
) -> str:
    """A line of the table."""
    times = ["" if value is None else f"{value:.2f} s" for value in (validating, other)]
    return f"| {what} | {measured} | {most} | {' | '.join(times)} |"


def measured(rows: int, folder: Path) -> list[str]:
    """The lines of the table; each is printed as soon as it is known."""
    lines: list[str] = []

    def tell(text: str) -> None:
        lines.append(text)
        print(text, flush=True)

    coded, large, text = (folder / name / f"interactions.{end}" for name, end in FILES)
    for path in (coded, large, text):
        path.parent.mkdir()
    write_interactions(coded, rows)
    tell(against_reading(f"{rows:,} rows of Parquet", coded, lambda: parquet.read_table(coded), 2.5))
    write_csv(parquet.read_table(coded), text)
    tell(against_reading(f"{rows:,} rows of CSV", text, lambda: pa.csv.read_csv(text), 4.0))
    tell(line(f"{rows:,} rows of CSV, peak memory", f"{peak(text)} MB", "–"))
    tell(against_frictionless(text, rows))
    write_interactions(large, rows * 10)
    tell(against_reading(f"{rows * 10:,} rows of Parquet", large, lambda: read_groups(large), 3.5, rounds=2))
    tell(line(f"{rows * 10:,} rows of Parquet, peak memory", f"{peak(large)} MB", "600 MB"))
    tell(line("`demarche --help`, cold", f"{cold('--help'):.2f} s", "0.25 s"))
    shipped = cold("validate", str(ROOT / "dataset" / "tables"))
    tell(line("`demarche validate dataset/tables`, cold", f"{shipped:.2f} s", "2.5 s"))
    return lines


FILES = (("coded", "parquet"), ("large", "parquet"), ("text", "csv"))


def main() -> None:
    """Print the table, and write the report."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    print(_HEAD, end="", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        lines = measured(rows, Path(folder))
    tail = f"\nSeconds on a machine with {os.cpu_count()} processors, pyarrow {pa.__version__}.\n"
    print(tail, end="")
    if rows == ROWS:
        REPORT.write_text(_HEAD + "\n".join(lines) + "\n" + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
