from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.evaluate.pairs import (
    MarkedSentence,
    PairsEvaluation,
    evaluate_pairs,
    predictions_tsv,
    read_pairs,
    root_class,
    unmark,
)
from demarche.evaluate.withheld import EvaluationInputError

HEAD = "sentence\tmarked_sentence\tgold_root\n"


@pytest.mark.parametrize(
    ("marked", "sentence", "source", "target"),
    [
        ("<s>Oslo</s> thanked <t>Riga</t>.", "Oslo thanked Riga.", "Oslo", "Riga"),
        ("<t>Riga</t> was thanked by <s>Oslo</s>", "Riga was thanked by Oslo", "Oslo", "Riga"),
        (
            "<s>Oslo's envoy to <t>Riga</t></s> left",
            "Oslo's envoy to Riga left",
            "Oslo's envoy to Riga",
            "Riga",
        ),
        ("<s>Oslo </s>left", "Oslo left", "Oslo", ""),
        ("They left <t>Riga</t>", "They left Riga", "", "Riga"),
        ("<s>A</s> told <t>B</t> that <t>B</t> lost", "A told B that B lost", "A", "B"),
        ("if a<b and <s>A</s>", "if a<b and A", "A", ""),
    ],
)
def test_marks_become_spans(marked: str, sentence: str, source: str, target: str) -> None:
    found, one, other = unmark(marked)
    assert found == sentence
    assert (found[slice(*one)], found[slice(*other)]) == (source, target)


def test_a_mention_marked_twice_is_its_first_place() -> None:
    assert unmark("<s>A</s> told <t>B</t> that <t>B</t> lost")[2] == (7, 8)


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("no marks", "neither"),
        ("<s>A", "<s> is not closed"),
        ("A</t>", "</t> closes no <t>"),
        ("<s>A<t>B</s>C</t>", "</s> closes no <s>"),
        ("<s>A<s>B</s></s>", "<s> is opened again"),
    ],
)
def test_odd_marks_are_errors(marked: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        unmark(marked)


@given(st.text(), st.text(), st.text())
def test_marks_take_nothing_from_the_sentence(before: str, inside: str, after: str) -> None:
    plain = [part.replace("<", "(") for part in (before, inside, after)]
    sentence, span, _ = unmark(f"{plain[0]}<s>{plain[1]}</s>{plain[2]}")
    assert sentence == "".join(plain)
    assert sentence[slice(*span)] == plain[1].strip()


@pytest.mark.parametrize(
    ("root", "name"),
    [("ACCUSE", "ACCUSE"), ("concede", "YIELD"), ("RETREAT", "YIELD"), ("YIELD", "YIELD"), ("VISIT", None)],
)
def test_sixteen_roots_are_fifteen_classes(root: str, name: str | None) -> None:
    assert root_class(root) == name


def test_figures_worked_by_hand() -> None:
    found = PairsEvaluation((("AID", "AID"), ("AID", "YIELD"), ("YIELD", "YIELD"), ("ACCUSE", "AID")))
    f1 = {name: score.f1 for name, score in found.classes().items()}
    assert f1 == {"AID": 0.5, "YIELD": pytest.approx(2 / 3), "ACCUSE": 0.0}
    assert found.macro_f1 == pytest.approx((0.5 + 2 / 3) / 3)
    assert found.accuracy == 0.5
    assert predictions_tsv(found).splitlines()[:3] == ["row\tgold\tpredicted", "1\tAID\tAID", "2\tAID\tYIELD"]


def test_a_class_that_is_only_predicted_costs() -> None:
    assert PairsEvaluation((("AID", "AID"), ("AID", "THREATEN"))).macro_f1 == pytest.approx(1 / 3)


def test_the_classifier_gets_sentence_and_spans() -> None:
    seen: list[object] = []

    def classify(sentence: str, source: tuple[int, int], target: tuple[int, int]) -> str:
        seen.append((sentence, source, target))
        return "CONCEDE"

    found = evaluate_pairs([MarkedSentence("A freed B", (0, 1), (8, 9), "YIELD")], classify)
    assert seen == [("A freed B", (0, 1), (8, 9))]
    assert found.outcomes == (("YIELD", "YIELD"),)


def test_a_classifier_must_return_a_root() -> None:
    with pytest.raises(ValueError, match="not a PLOVER root"):
        evaluate_pairs([MarkedSentence("A", (0, 1), (0, 0), "AID")], lambda *_: "visit")


def test_cells_may_be_quoted(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(HEAD + 'x\t"<s>Oslo</s> said ""no"" to <t>Riga</t>"\tREJECT\n', encoding="utf-8")
    assert read_pairs(path) == [MarkedSentence('Oslo said "no" to Riga', (0, 4), (18, 22), "REJECT")]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", None, "is empty"),
        (HEAD, None, "holds no sentences"),
        ("sentence\tgold_root\n", 1, "has no column marked_sentence"),
        (HEAD + "x\t<s>A</s>\tAID\nx\t<s>A\tAID\n", 3, "is not closed"),
        (HEAD + "x\t<s>A</s>\tVISIT\n", 2, "is not a PLOVER root"),
        (HEAD + "x\t<s>A</s>\n", 2, "has 2 cells where the header has 3"),
        (HEAD + 'x\t"<s>A</s>" said\tAID\n', 2, "cannot be read as tab-separated"),
    ],
)
def test_bad_files_are_named_with_their_line(
    tmp_path: Path, content: str, line: int | None, message: str
) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationInputError, match=message) as caught:
        read_pairs(path)
    assert (caught.value.file, caught.value.line) == (path, line)
