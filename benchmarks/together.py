"""What a model adds where the rules are unsure, as a Markdown table.

    python benchmarks/together.py [FOLDER …]

The model is scripted, so that the figures depend on nothing but the rules: asked about a part of a text it
answers with the gold rows whose evidence lies there, of which it leaves out one in `MISSED`, and turns one in
`WRONG` of those it gives the wrong way round. It stands for a good model, not for one that anybody has.
`sent` is the share of the characters that it is shown, `documents` how many it is asked about.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from demarche.claims import Claim
from demarche.coders.base import Coded
from demarche.coders.model import ModelCoder
from demarche.coders.rules import RuleCoder
from demarche.coders.together import RulesThenModel
from demarche.coders.windows import Window
from demarche.evaluate import evaluate, pool
from demarche.evaluate.reading import read_gold, read_index
from demarche.evaluate.rows import Row, row_of_claim
from demarche.sources.text import Document

ROOT = Path(__file__).resolve().parents[1]
MISSED, WRONG = 3, 5


class Scripted:
    """A model that knows the gold, but for its errors."""

    name, version = "scripted", "1"

    def __init__(self, gold: Sequence[Row]) -> None:
        told = [row for number, row in enumerate(gold) if number % MISSED]
        self._rows = [_turned(row) if not number % WRONG else row for number, row in enumerate(told)]

    def code_windows(self, document: Document, chosen: Sequence[Window]) -> Coded:
        """The claims with evidence in the windows."""
        shown = [row for row in self._rows if any(w.start <= row.evidence_start < w.end for w in chosen)]
        sent = sum(window.end - window.start for window in chosen) / len(document.text)
        return Coded(tuple(_claim(row, document) for row in shown), sent=sent)


def _turned(row: Row) -> Row:
    return replace(row, initiator=row.target, target=row.initiator, directed=True)


def _claim(row: Row, document: Document) -> Claim:
    return Claim(
        source_id=document.source_id, interaction_type=row.interaction_type, mode=row.mode or "unspecified",
        initiator=row.initiator, target=row.target, directed=row.directed is not False, status=row.status,
        reported_on=document.published, evidence_start=row.evidence_start, evidence_end=row.evidence_end,
        trigger_start=row.evidence_start, trigger_end=row.evidence_end, rule="scripted",
        coder=Scripted.name, coder_version=Scripted.version, date=row.date, reported_by=row.reported_by,
    )  # fmt: skip


def compared(folder: Path) -> str:
    """The lines of a folder of texts with gold: the rules alone, the model alone, and both."""
    days = read_index(folder / "index.csv")
    names = ("rules", "model", "rules+model")
    found: dict[str, list[Coded]] = {name: [] for name in names}
    golds, sizes = [], []
    for name in sorted(path.name.removesuffix(".gold.csv") for path in folder.glob("*.gold.csv")):
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        document = Document(name, None, text, days[name])
        gold = read_gold(folder / f"{name}.gold.csv")
        model = Scripted(gold)
        both = RulesThenModel(RuleCoder(), cast("ModelCoder", model))
        found["rules"].append(RuleCoder().code(document))
        found["model"].append(model.code_windows(document, [Window(0, len(text))]))
        found["rules+model"].append(both.code(document))
        golds.append(gold)
        sizes.append(len(text))
    lines = []
    for name in names:
        rows = [[row_of_claim(claim) for claim in coded.claims] for coded in found[name]]
        score = pool([evaluate(gold, claims) for gold, claims in zip(golds, rows, strict=True)]).score(
            core=False
        )
        asked = sum(coded.sent > 0 for coded in found[name])
        sent = sum(coded.sent * size for coded, size in zip(found[name], sizes, strict=True)) / sum(sizes)
        figures = " | ".join(
            f"{each:.2f}" for each in (score.precision or 0, score.recall or 0, score.f1 or 0)
        )
        lines.append(f"| {folder.name} | {name} | {figures} | {asked} of {len(golds)} | {sent:.0%} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table for the project's own texts with gold, or for the folders given."""
    folders = [Path(name) for name in sys.argv[1:]] or [
        ROOT / "tests/data/documents",
        ROOT / "tests/data/validation",
    ]
    print("| texts | coder | precision | recall | F1 | documents | sent |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for folder in folders:
        print(compared(folder), flush=True)


if __name__ == "__main__":
    main()
