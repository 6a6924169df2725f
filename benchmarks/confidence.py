"""Fit the points of `lexicon/confidence.tsv` to coded texts, and say how well they hold.

    python benchmarks/confidence.py [SHARED] [--write]

The texts are those that the coder is developed on: tests/data/documents, the first source, and, where the
folder SHARED of development data lies beside the checkout (default: ../shared), its documents. A claim that
is right counts one, a wrong one nothing; claims matched to optional gold rows are left out. The points are
the least squares, with a ridge against what few rows say; only being told again may speak for a claim. What
texts give that nobody has developed on is lower: a fixed number of points is taken from the base for that.
Beside the fit stands what the claims of each text get from the points fitted without it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality import ROOT, SOURCE

from demarche.coding import CODER, CODER_VERSION
from demarche.coding.confidence import HIGHEST, LOWEST, SIGNS, signs
from demarche.coding.reader import read_drafts
from demarche.coding.record import Document, Record
from demarche.evaluate import evaluate
from demarche.evaluate.reading import read_document_text, read_gold, read_index
from demarche.evaluate.rows import row_of_claim
from demarche.files import write_text
from demarche.resources import lexicon_dir

RIDGE = 10.0
"""So many rows without effect are added to each sign's own."""
UNSEEN = 9
"""Points taken from the base: the coder reads texts less well that it was not developed on. How much less is
known from the sums of the texts that are kept apart; refit when those sums no longer agree."""
ROUNDS = 200
SPEAKS_FOR = frozenset(("told_again",))
BINS = ((0, 40), (40, 60), (60, 80), (80, 101))


@dataclass(frozen=True, slots=True)
class Example:
    """A claim of a text: the signs that it bears, and whether it is right."""

    text: str
    signs: frozenset[str]
    right: bool


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a claim without signs, and of each sign, as shares of one."""

    base: float
    of: dict[str, float]

    def share(self, borne: frozenset[str]) -> int:
        """What claims with these signs get, in hundredths."""
        total = round(100 * self.base) + sum(round(100 * self.of[name]) for name in borne)
        return min(max(total, LOWEST), HIGHEST)


def texts(shared: Path) -> Iterator[tuple[str, Path, Path, str]]:
    """(name, gold, text, day of publication) of the texts that the coder is developed on."""
    yield (
        SOURCE,
        ROOT / f"dataset/gold/{SOURCE}.csv",
        ROOT / f"dataset/sources/{SOURCE}/text.txt",
        "2024-06-18",
    )
    for folder in (ROOT / "tests/data/documents", shared / "data/documents"):
        if folder.is_dir():
            for name, day in read_index(folder / "index.csv").items():
                yield name, folder / f"{name}.gold.csv", folder / f"{name}.txt", day


def examples(shared: Path) -> list[Example]:
    """The claims of all texts, but for those that the gold leaves open."""
    found = []
    for name, gold, path, day in texts(shared):
        record = Record(Document(read_document_text(path), day, name, CODER, CODER_VERSION))
        drafts = read_drafts(record)[1]
        result = evaluate(read_gold(gold), [row_of_claim(d.claim, n) for n, d in enumerate(drafts)])
        right = {match.claim.number for match in result.demanded()}
        wrong = {row.number for row in result.false_rows}
        found += [
            Example(name, frozenset(signs(draft)), n in right)
            for n, draft in enumerate(drafts)
            if n in right | wrong
        ]
    return found


def fit(rows: Sequence[Example]) -> Points:
    """The least squares, one sign after the other until they stay."""
    base, of = 0.0, dict.fromkeys(SIGNS, 0.0)
    for _ in range(ROUNDS):
        base = sum(row.right - sum(of[name] for name in row.signs) for row in rows) / len(rows)
        for name in SIGNS:
            bearing = [row for row in rows if name in row.signs]
            rest = (row.right - base - sum(of[other] for other in row.signs - {name}) for row in bearing)
            value = sum(rest) / (len(bearing) + RIDGE)
            of[name] = max(value, 0.0) if name in SPEAKS_FOR else min(value, 0.0)
    return Points(base - UNSEEN / 100, of)


def left_out(rows: Sequence[Example]) -> list[tuple[int, bool]]:
    """What each claim gets from the points fitted to the other texts, and whether it is right."""
    found = []
    for text in dict.fromkeys(row.text for row in rows):
        others = fit([row for row in rows if row.text != text])
        found += [(others.share(row.signs), row.right) for row in rows if row.text == text]
    return found


def table(title: str, told: Sequence[tuple[int, bool]]) -> str:
    """How many claims of each step of confidence are right."""
    lines = [title]
    for low, high in BINS:
        right = [verdict for share, verdict in told if low <= share < high]
        if right:
            lines.append(
                f"  {low / 100:.2f} and more: {sum(right)}/{len(right)} = {sum(right) / len(right):.2f}"
            )
    return "\n".join(lines)


def write(points: Points, path: Path) -> None:
    """Put the points into the table, and leave its words as they are."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0] == "base":
            cells[1] = str(round(100 * points.base))
        elif cells[0] in points.of:
            cells[1] = str(round(100 * points.of[cells[0]]))
        lines.append("\t".join(cells))
    write_text(path, "\n".join([*lines, ""]))


def main(arguments: Sequence[str]) -> int:
    """Fit, print, and with --write take the points into the table."""
    folders = [each for each in arguments if each != "--write"]
    rows = examples(Path(folders[0]) if folders else ROOT.parent / "shared")
    points = fit(rows)
    print(f"{len(rows)} claims, {sum(row.right for row in rows)} right")
    print(f"base {100 * points.base:.0f}; " + ", ".join(f"{k} {100 * v:.0f}" for k, v in points.of.items()))
    print(table("Fitted to all", [(points.share(row.signs), row.right) for row in rows]))
    print(table("Each text left out", left_out(rows)))
    if "--write" in arguments:
        write(points, lexicon_dir() / "confidence.tsv")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
