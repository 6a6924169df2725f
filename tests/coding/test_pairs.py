"""The sentence task: every line of its tables by its example, the classes by invented sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.coding.pairs import classify_pair, decide_pair
from demarche.coding.pairs.cues import cue_words, cues
from demarche.coding.pairs.turning import TURNS, alone
from demarche.coding.tables import read_rows
from demarche.coding.words import verb_forms
from demarche.evaluate.pairs import CLASSES, evaluate_pairs, read_pairs, unmark

SENTENCES = Path(__file__).parent / "pairs.tsv"
BENCHMARK = Path(__file__).resolve().parents[3] / "shared/data/benchmark/plv.tsv"
BAR = 0.89

CUES = read_rows("cues.tsv")
TURN_LINES = read_rows("turns.tsv")


def classify(marked: str) -> str:
    return classify_pair(*unmark(marked))


@pytest.mark.parametrize("row", CUES, ids=lambda row: f"{row['root']} {row['head'][:30]} {row['needs'][:30]}")
def test_each_cue_is_at_work_in_its_example(row: dict[str, str]) -> None:
    assert classify(row["example"]) == row["root"]


@pytest.mark.parametrize("row", TURN_LINES, ids=lambda row: f"{row['turn']} {row['head'][:30]}")
def test_each_turn_is_at_work_in_its_example(row: dict[str, str]) -> None:
    name = alone(row["turn"])
    found = classify(row["example"])
    assert found in {name, "THREATEN", "REJECT"} if name in ("AGREE", "REJECT") else not name or found == name


def test_the_tables_name_what_there_is() -> None:
    assert {row["root"] for row in CUES} == set(CLASSES)
    assert {row["turn"] for row in TURN_LINES} <= TURNS
    lemmas = {lemma for readings in verb_forms().values() for lemma, _ in readings} | {"be"}
    unknown = {head for cue in cues() if cue.part == "v" for head in cue.heads} - lemmas
    assert not unknown, "verbs that verbs.tsv does not know"


def test_every_class_of_words_is_asked_for() -> None:
    needs = " ".join(row["needs"] for row in (*CUES, *TURN_LINES))
    asked = {word for need in needs.replace("=", "|").replace(" ", "|").split("|") for word in [need]}
    assert {f"@{name}" for name in cue_words()} <= asked


@pytest.mark.parametrize("line", SENTENCES.read_text(encoding="utf-8").splitlines())
def test_invented_sentences(line: str) -> None:
    root, marked = line.split("\t")
    assert classify(marked) == root


@pytest.mark.parametrize(
    ("marked", "cameo", "word"),
    [
        ("<s>Peru</s> agreed to lift the embargo on <t>Chile</t>.", "085", "lift"),
        ("<t>Chile</t> was accused by <s>Peru</s> of spying.", "112", "accused"),
    ],
)
def test_a_decision_says_why(marked: str, cameo: str, word: str) -> None:
    found = decide_pair(*unmark(marked))
    assert (found.cameo, found.word) == (cameo, word)


@pytest.mark.parametrize(
    "marked",
    [
        "<s>Peru</s>",
        "<t>Chile</t>",
        "<s>Peru <t>Chile</t></s>",
        "<s></s><t>x</t>",
        "? <s>!</s>",
        "<s>,</s><t>;</t>",
    ],
)
def test_odd_sentences_get_an_answer(marked: str) -> None:
    assert classify(marked) in CLASSES


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 99)])
def test_a_span_outside_the_sentence_is_an_error(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="does not lie within the sentence"):
        classify_pair("Peru left.", span, (0, 0))


@settings(deadline=None)  # the first call loads the tables
@given(
    st.text(max_size=80),
    st.text(max_size=30),
    st.text(max_size=80),
    st.text(max_size=30),
    st.text(max_size=80),
)
def test_any_text_with_marks_gets_an_answer(a: str, source: str, b: str, target: str, c: str) -> None:
    parts = [part.replace("<", "(") for part in (a, source, b, target, c)]
    marked = "{}<s>{}</s>{}<t>{}</t>{}".format(*parts)
    assert classify(marked) in CLASSES
    assert classify(marked) == classify(marked)


WORDS = st.lists(
    st.sampled_from([row["example"].replace("<s>", "").replace("</s>", "") for row in CUES]),
    min_size=2,
    max_size=3,
)


@settings(deadline=None)  # the first call loads the tables
@given(WORDS, st.data())
def test_marks_anywhere_get_an_answer_and_so_do_swapped_ones(parts: list[str], data: st.DataObject) -> None:
    sentence = " ".join(parts).replace("<t>", "").replace("</t>", "")
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sentence)), min_size=4, max_size=4)))
    one, other = (cuts[0], cuts[1]), (cuts[2], cuts[3])
    assert classify_pair(sentence, one, other) in CLASSES
    assert classify_pair(sentence, other, one) in CLASSES


@pytest.mark.skipif(not BENCHMARK.is_file(), reason="the benchmark's sentences are not beside this checkout")
def test_the_benchmark_is_read_as_well_as_before() -> None:
    assert evaluate_pairs(read_pairs(BENCHMARK), classify_pair).macro_f1 >= BAR
