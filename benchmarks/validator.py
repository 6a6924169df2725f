"""How long validating takes against merely reading the same file, and how much memory, as a Markdown table.

    python benchmarks/validator.py [ROWS]

ROWS (default 1,000,000) rows of interactions, made by `synthetic`, are written to a temporary folder as
Parquet and as CSV. Both sides of a ratio are measured in one run, the best of three; memory is the peak of a
process that only validates, as Linux counts it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
from synthetic import write_interactions

from demarche.checks import check, find_tables
from demarche.tables import write_csv

_PEAK = """
import re, sys
from pathlib import Path
from demarche.checks import check, find_tables
assert check(find_tables(Path(sys.argv[1]))).valid
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def row(name: str, path: Path, read: Callable[[], object]) -> str:
    """A line of the table for one file."""
    reading, checking = best(read), best(lambda: check(find_tables(path)))
    peak = subprocess.run([sys.executable, "-c", _PEAK, path], check=True, capture_output=True, text=True)
    ratio, memory = checking / reading, peak.stdout.strip()
    return f"| {name} | {reading:.2f} s | {checking:.2f} s | ×{ratio:.1f} | {memory} MB |"


def main() -> None:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        coded, text = Path(folder) / "interactions.parquet", Path(folder) / "csv" / "interactions.csv"
        write_interactions(coded, rows)
        print(f"| {rows:,} interactions | reading | validating | ratio | peak memory |")
        print("|---|---:|---:|---:|---:|")
        print(row("Parquet", coded, lambda: pyarrow.parquet.read_table(coded)), flush=True)
        if rows <= 2_000_000:
            write_csv(pyarrow.parquet.read_table(coded), text)
            print(row("CSV", text, lambda: pyarrow.csv.read_csv(text)))


if __name__ == "__main__":
    main()
