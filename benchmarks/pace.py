"""How fast the coder is, how long it takes to start, and how much memory it needs.

All figures are of one process and one core, in seconds of that process; the best of several rounds counts,
since whatever else runs on a machine can only slow a round down.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ordinary

from demarche.coding import code_document
from demarche.coding.segment import segment
from demarche.evaluate.reading import read_index

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
_START = """
import json, resource, sys, time
begun = time.process_time()
from demarche.coding import code_document
code_document("Peru and Chile signed a treaty.", "2020-01-01", "first")
seconds = time.process_time() - begun
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as stream:
        code_document(stream.read(), "2020-01-01", "memory")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([seconds, peak / (1024 * 1024 if sys.platform == "darwin" else 1024)]))
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """Sentences a second of three kinds of text, seconds to the first claim, and the peak in MB."""

    dense: float
    ordinary: float
    ordinary_with_a_state: float
    start: float
    memory: float


def measure() -> Pace:
    """Measure on the documents in the checkout and on made-up ordinary news."""
    folder = ROOT / "tests/data/documents"
    index = read_index(folder / "index.csv")
    dense = [((folder / f"{name}.txt").read_text(encoding="utf-8"), day) for name, day in index.items()]
    start, memory = _start([folder / f"{name}.txt" for name in index])
    return Pace(
        _rate(dense),
        _rate([(text, "2021-03-04") for text in ordinary.articles(100, 30, states=False)]),
        _rate([(text, "2021-03-04") for text in ordinary.articles(100, 30, states=True)]),
        start,
        memory,
    )


def _rate(texts: Sequence[tuple[str, str]]) -> float:
    """Sentences a second of the best round."""
    sentences = sum(len(segment(text)) for text, _ in texts)
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for text, day in texts:
            code_document(text, day, "timed")
        best = min(best, time.process_time() - begun)
    return sentences / best


def _start(paths: Sequence[Path]) -> tuple[float, float]:
    """Seconds from import to first claim in a fresh process, and its peak memory after coding texts."""
    command = [sys.executable, "-c", _START, *map(str, paths)]
    found = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)]
    return min(seconds for seconds, _ in found), max(peak for _, peak in found)
