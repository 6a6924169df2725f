"""The coder's figures against every gold at hand: how many rows it finds, and how right their columns are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demarche.coding.pairs import classify_pair
from demarche.evaluate import Evaluation, evaluate, pool
from demarche.evaluate.documents import code_documents
from demarche.evaluate.pairs import evaluate_pairs, read_pairs

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "2024-06-18-putin-pyongyang"
FIELDS = ("status", "date", "reported_by")


@dataclass(frozen=True, slots=True)
class TextSet:
    """Texts with gold: a file of each, or a folder with an index of days of publication."""

    name: str
    gold: Path
    text: Path | None = None
    published: str | None = None


def text_sets(shared: Path) -> Iterator[TextSet]:
    """The sets in the checkout, then those in the folder of development data, where there is one."""
    yield TextSet(
        "first source (a brief)",
        ROOT / f"dataset/gold/{SOURCE}.csv",
        ROOT / f"dataset/sources/{SOURCE}/text.txt",
        "2024-06-18",
    )
    yield TextSet("tests/data/documents (developed on)", ROOT / "tests/data/documents")
    yield TextSet("tests/data/validation (kept apart)", ROOT / "tests/data/validation")
    data = shared / "data"
    if data.is_dir():
        article = data / "article"
        yield TextSet("the article", article / "gold.csv", article / "article.txt", "2024-06-18")
        yield TextSet("shared documents (developed on)", data / "documents")
        yield TextSet("sealed documents (never seen)", data / "sealed/documents")


def measure(texts: TextSet) -> Evaluation:
    """Code a set now and compare it with its gold."""
    documents = code_documents(texts.gold, texts.text, texts.published)
    return pool([evaluate(document.gold, document.claims) for document in documents])


def tables(shared: Path) -> str:
    """Two tables, a line a set: the rows found of both tiers, the columns right on them, and sure claims."""
    rows = [
        "| texts | core rows | precision | recall | F1 | all rows | precision | recall | F1 |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    fields = [
        f"| texts | rows found | {' | '.join(FIELDS)} | sure, right |",
        f"|---|---:|{'---:|' * len(FIELDS)}---:|",
    ]
    for texts in text_sets(shared):
        evaluation = measure(texts)
        core, every = evaluation.score(core=True), evaluation.score(core=False)
        figures = [
            str(core.gold), *map(_two, (core.precision, core.recall, core.f1)),
            str(every.gold), *map(_two, (every.precision, every.recall, every.f1)),
        ]  # fmt: skip
        rows.append(f"| {texts.name} | {' | '.join(figures)} |")
        right = evaluation.fields(core=False)
        shares = " | ".join(_two(right[name].share) for name in FIELDS)
        sure = evaluation.sure()
        fields.append(f"| {texts.name} | {every.matched} | {shares} | {sure.right} of {sure.of} |")
    return "\n".join([*rows, "", *fields])


def pairs(shared: Path) -> str:
    """A table of the sentence task, a line a set; "" where no set of it is at hand."""
    found = []
    for name, path in (("developed on", "benchmark/plv.tsv"), ("sealed", "sealed/plv.tsv")):
        if (shared / "data" / path).is_file():
            one = evaluate_pairs(read_pairs(shared / "data" / path), classify_pair)
            figures = f"{len(one.outcomes)} | {one.macro_f1:.3f} | {one.accuracy:.3f}"
            found.append(f"| sentence task ({name}) | {figures} |")
    head = ["| sentences | n | macro-F1 | accuracy |", "|---|---:|---:|---:|"]
    return "\n".join([*head, *found]) if found else ""


def _two(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.2f}"
