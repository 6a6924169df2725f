"""The sentence task: a sentence with a marked source and target, asked for its PLOVER root class.

The benchmark's rows mark the source as `<s>…</s>` and the target as `<t>…</t>`. Real files hold more
than that: a mention that is marked twice (the first counts), one inside the other, and sentences where
one of the two is not marked at all. A missing mention is the empty span (0, 0).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.evaluate.figures import Score
from demarche.evaluate.grids import Grid, number
from demarche.evaluate.reading import read_tsv
from demarche.evaluate.withheld import EvaluationInputError

CLASSES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLOVER's sixteen roots, CONCEDE and RETREAT being one class, YIELD, as in the published results."""

_MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_MARK = re.compile(r"<(/?)([st])>")
_COLUMNS = ("sentence", "marked_sentence", "gold_root")
NOWHERE = (0, 0)

Span = tuple[int, int]
Classifier = Callable[[str, Span, Span], str]


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence without its marks, where its source and target stand in it, and its class."""

    sentence: str
    source: Span
    target: Span
    gold: str


@dataclass(frozen=True, slots=True)
class PairsEvaluation:
    """Gold and predicted classes, in the order of the file."""

    outcomes: tuple[tuple[str, str], ...]

    @property
    def accuracy(self) -> float:
        """The share of sentences with the right class."""
        return sum(gold == predicted for gold, predicted in self.outcomes) / len(self.outcomes)

    def classes(self) -> dict[str, Score]:
        """A score for each class that occurs in gold or was predicted."""
        found = {}
        for name in CLASSES:
            gold = sum(one == name for one, _ in self.outcomes)
            predicted = sum(one == name for _, one in self.outcomes)
            right = sum(one == other == name for one, other in self.outcomes)
            if gold or predicted:
                found[name] = Score(right, gold, predicted - right)
        return found

    @property
    def macro_f1(self) -> float:
        """The unweighted mean of the classes' F1, over classes that occur in gold or were predicted."""
        scores = [score.f1 or 0.0 for score in self.classes().values()]
        return sum(scores) / len(scores)


def read_pairs(path: Path) -> list[MarkedSentence]:
    """The sentences of a TSV file. Raises EvaluationInputError naming the line."""
    found = []
    for line, cells in read_tsv(path, _COLUMNS):
        try:
            sentence, source, target = unmark(cells["marked_sentence"])
        except ValueError as error:
            raise EvaluationInputError(
                str(error), file=path, line=line, field="marked_sentence", value=cells["marked_sentence"]
            ) from None
        gold = root_class(cells["gold_root"])
        if gold is None:
            raise EvaluationInputError(
                "is not a PLOVER root", file=path, line=line, field="gold_root", value=cells["gold_root"]
            )
        found.append(MarkedSentence(sentence, source, target, gold))
    if not found:
        raise EvaluationInputError("holds no sentences", file=path)
    return found


def unmark(marked: str) -> tuple[str, Span, Span]:
    """The sentence without marks, the first source's span and the first target's.

    >>> unmark("<s>Oslo</s> thanked <t>Riga</t>.")
    ('Oslo thanked Riga.', (0, 4), (13, 17))

    Spaces just inside a mark do not belong to the mention. Raises ValueError, with a message that quotes
    nothing, when marks are not closed in order or no mention is marked.
    """
    pieces: list[str] = []
    length = end = 0
    opened: list[tuple[str, int]] = []
    spans: dict[str, Span] = {}
    for mark in _MARK.finditer(marked):
        pieces.append(marked[end : mark.start()])
        length, end = length + mark.start() - end, mark.end()
        closing, name = mark.groups()
        if not closing:
            if any(name == other for other, _ in opened):
                raise ValueError(f"<{name}> is opened again before it is closed")
            opened.append((name, length))
        elif not opened or opened[-1][0] != name:
            raise ValueError(f"</{name}> closes no <{name}>")
        else:
            spans.setdefault(name, (opened.pop()[1], length))
    if opened:
        raise ValueError(f"<{opened[-1][0]}> is not closed")
    sentence = "".join((*pieces, marked[end:]))
    if not spans:
        raise ValueError("neither <s>…</s> nor <t>…</t> is marked")
    source, target = (_trimmed(sentence, spans.get(name, NOWHERE)) for name in ("s", "t"))
    return sentence, source, target


def root_class(root: str) -> str | None:
    """The class of a PLOVER root, whatever its case; None for what is no root."""
    name = root.strip().upper()
    name = _MERGED.get(name, name)
    return name if name in CLASSES else None


def evaluate_pairs(sentences: Sequence[MarkedSentence], classify: Classifier) -> PairsEvaluation:
    """Classify each sentence. Raises ValueError when the classifier returns something that is no root."""
    outcomes = []
    for one in sentences:
        predicted = root_class(classify(one.sentence, one.source, one.target))
        if predicted is None:
            raise ValueError("the classifier returned something that is not a PLOVER root")
        outcomes.append((one.gold, predicted))
    return PairsEvaluation(tuple(outcomes))


def predictions_tsv(evaluation: PairsEvaluation) -> str:
    """Row number (from 1, the header not counted), gold and predicted class, tab-separated."""
    lines = [f"{row}\t{gold}\t{predicted}" for row, (gold, predicted) in enumerate(evaluation.outcomes, 1)]
    return "\n".join(("row\tgold\tpredicted", *lines, ""))


def pairs_grids(evaluation: PairsEvaluation, *, summary: bool) -> list[Grid]:
    """The figures, and without `summary` which class was taken for which."""
    confusion = Counter(one for one in evaluation.outcomes if one[0] != one[1])
    return [
        Grid(
            "Sentence task",
            ("", "sentences", "classes", "macro-F1", "accuracy"),
            [
                (
                    "all",
                    str(len(evaluation.outcomes)),
                    str(len(evaluation.classes())),
                    number(evaluation.macro_f1),
                    number(evaluation.accuracy),
                )
            ],
        ),
        Grid(
            "By class",
            ("class", "gold", "predicted", "right", "precision", "recall", "F1"),
            [
                (
                    name,
                    str(score.gold),
                    str(score.matched + score.false),
                    str(score.matched),
                    *(number(one) for one in (score.precision, score.recall, score.f1)),
                )
                for name, score in evaluation.classes().items()
            ],
        ),
        Grid(
            "Confusion",
            ("gold", "predicted", "sentences"),
            [] if summary else [(*names, str(count)) for names, count in confusion.most_common()],
            left=2,
        ),
    ]


def pairs_json(evaluation: PairsEvaluation, *, summary: bool) -> dict[str, object]:
    """The same as plain values."""
    figures: dict[str, object] = {
        "sentences": len(evaluation.outcomes),
        "macro_f1": evaluation.macro_f1,
        "accuracy": evaluation.accuracy,
        "classes": {
            name: {
                "gold": score.gold,
                "predicted": score.matched + score.false,
                "right": score.matched,
                "precision": score.precision,
                "recall": score.recall,
                "f1": score.f1,
            }
            for name, score in evaluation.classes().items()
        },
    }
    if not summary:
        confusion = Counter(one for one in evaluation.outcomes if one[0] != one[1])
        figures["confusion"] = [
            {"gold": gold, "predicted": predicted, "sentences": count}
            for (gold, predicted), count in sorted(confusion.items())
        ]
    return figures


def _trimmed(sentence: str, span: Span) -> Span:
    start, end = span
    while start < end and sentence[start].isspace():
        start += 1
    while start < end and sentence[end - 1].isspace():
        end -= 1
    return start, end
