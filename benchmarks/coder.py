"""The coder's figures on every set of texts at hand, and its speed, as a Markdown table.

    python benchmarks/coder.py [SHARED]

SHARED is the folder of development data beside the checkout (default: ../shared); where it is missing, only
the texts in the checkout are measured. Of sets that are kept apart only sums are shown. Speed is measured in
one process; it says how this machine did today and is no promise.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from demarche.coding import code_document
from demarche.coding.pairs import classify_pair
from demarche.coding.segment import segment
from demarche.evaluate import Evaluation, evaluate, pool
from demarche.evaluate.documents import code_documents
from demarche.evaluate.pairs import evaluate_pairs, read_pairs
from demarche.evaluate.reading import read_index

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "2024-06-18-putin-pyongyang"


def sets(shared: Path) -> list[tuple[str, Path, Path | None, str | None]]:
    """(name, gold, text, published) of each set: a file with its text, or a folder with an index."""
    found: list[tuple[str, Path, Path | None, str | None]] = [
        (
            "first source (brief)",
            ROOT / f"dataset/gold/{SOURCE}.csv",
            ROOT / f"dataset/sources/{SOURCE}/text.txt",
            "2024-06-18",
        ),
        ("tests/data/documents (developed on)", ROOT / "tests/data/documents", None, None),
        ("tests/data/validation (kept apart)", ROOT / "tests/data/validation", None, None),
    ]
    if (shared / "data").is_dir():
        data = shared / "data"
        found += [
            ("the article", data / "article/gold.csv", data / "article/article.txt", "2024-06-18"),
            ("shared documents (developed on)", data / "documents", None, None),
            ("sealed documents (never seen)", data / "sealed/documents", None, None),
        ]
    return found


def measure(gold: Path, text: Path | None, published: str | None) -> Evaluation:
    """Code a set now and compare it with its gold."""
    documents = code_documents(gold, text, published)
    return pool([evaluate(document.gold, document.claims) for document in documents])


def row(name: str, evaluation: Evaluation) -> str:
    """One line of the table: core precision, recall and F1, F1 of all types, and dates right."""
    core, every = evaluation.score(core=True), evaluation.score(core=False)
    figures = [core.precision, core.recall, core.f1, every.f1]
    return f"| {name} | {core.gold} | " + " | ".join("–" if f is None else f"{f:.2f}" for f in figures) + " |"


def pairs(shared: Path) -> list[str]:
    """One line for each set of the sentence task: sentences, macro-F1, accuracy."""
    found = []
    for name, path in (("developed on", "benchmark/plv.tsv"), ("sealed", "sealed/plv.tsv")):
        if (shared / "data" / path).is_file():
            one = evaluate_pairs(read_pairs(shared / "data" / path), classify_pair)
            figures = f"{len(one.outcomes)} | {one.macro_f1:.3f} | {one.accuracy:.3f}"
            found.append(f"| sentence task ({name}) | {figures} |")
    return found


def speed() -> tuple[float, float, float]:
    """Seconds to load the tables, sentences a second, and the peak memory in MB."""
    folder = ROOT / "tests/data/documents"
    index = read_index(folder / "index.csv")
    texts = [((folder / f"{name}.txt").read_text(encoding="utf-8"), day) for name, day in index.items()]
    start = time.perf_counter()
    code_document("Peru and Chile signed a treaty.", "2020-01-01", "warm")
    loaded = time.perf_counter() - start
    sentences = sum(len(segment(text)) for text, _ in texts)
    start = time.perf_counter()
    for text, day in texts:
        code_document(text, day, "timed")
    rate = sentences / (time.perf_counter() - start)
    return loaded, rate, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Print the table and the speed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--no-write", action="store_true", help="print the report only")
    shared = parser.parse_args().shared
    loaded, rate, memory = speed()
    print("| texts | core rows | precision | recall | F1 | F1, all types |")
    print("|---|---|---|---|---|---|")
    for name, gold, text, published in sets(shared):
        print(row(name, measure(gold, text, published)))
    if lines := pairs(shared):
        print("\n| sentences | n | macro-F1 | accuracy |\n|---|---|---|---|", *lines, sep="\n")
    print(f"\nOne process: {rate:,.0f} sentences/s of dense diplomatic news,")
    print(f"tables loaded in {loaded:.2f} s, {memory:.0f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
