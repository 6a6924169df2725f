"""Segmentation: paragraphs, sentences and tokens, with offsets into the text as it was given."""

from __future__ import annotations

import pytest

from demarche.coding.segment import MAX_SENTENCE_TOKENS, segment, tokenize


def sentences(text: str) -> list[str]:
    return [text[each.start : each.end] for each in segment(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell.| It stopped.",
        "Who came? |Nobody came.",
        "Help! |It burns.",
        "He left.” |She stayed.",
        "It is a lie.\" |She left.",
        "(It was late.) |They left.",
        "One.\n|Two.",
        "One.\n\n\n|Two.",
        "A heading\n|A sentence follows.",
        "The U.S. army left.| It rained.",
        "They went to the U.S. |The army stayed.",
        "Mr. Berg met Dr. Lund on Jan. 5 in St. Gallen. |They talked.",
        "Gen. A. Mora flew to Lima. |He stayed.",
        "J. K. Berg spoke.| He left.",
        "Prices rose by 3.5 per cent. |Wages fell.",
        "It closed at 10.30. |Then it rained.",
        "He came late… and left.",
        "It met at noon: all came.",
        "He fled.|The king stayed.",
        "In 1994. |2 men left.",
        "“No. |We will stay,” he said.",
    ],
)  # fmt: skip
def test_sentences(text: str) -> None:
    expected = [part.strip() for part in text.split("|")]
    assert sentences(text.replace("|", "")) == expected


def test_a_paragraph_is_a_line() -> None:
    found = segment("One. Two.\n\nThree.\r\nFour.")
    assert [each.paragraph for each in found] == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Envoys leave Lima", True),
        ("Envoys leave Lima.", False),
        ("They said:", False),
        ("“We leave”", False),
        (" ".join(["word"] * 60), False),
    ],
)
def test_a_short_line_without_a_full_stop_is_a_heading(text: str, heading: bool) -> None:
    assert [each.heading for each in segment(text)] == [heading]


def test_blank_lines_are_nothing() -> None:
    assert segment(" \n\t\n\r\n ") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chile's envoy", ["Chile", "'s", "envoy"]),
        ("Chile’s envoy", ["Chile", "’s", "envoy"]),
        ("It didn't", ["It", "did", "n't"]),
        ("a two-day trip", ["a", "two-day", "trip"]),
        ("the U.S. army", ["the", "U.S.", "army"]),
        ("10,000.5 tons", ["10,000.5", "tons"]),
        ("Côte d'Ivoire", ["Côte", "d'Ivoire"]),
        ("“No”, he", ["“", "No", "”", ",", "he"]),
        ("a_b", ["a", "_", "b"]),
        ("日本 met", ["日本", "met"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    found = tokenize(text)
    assert [token.text for token in found] == words
    assert [text[token.start : token.end] for token in found] == words


def test_tokens_of_a_part_count_from_the_beginning_of_the_text() -> None:
    text = "One. Two three."
    assert [(token.text, token.start) for token in tokenize(text, 5, 14)] == [("Two", 5), ("three", 9)]


def quoted(text: str) -> list[str]:
    return [
        token.text for each in segment(text) for token in each.tokens if token.quoted and token.text.isalpha()
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “no” and left.", ["no"]),
        ('He said "no" and left.', ["no"]),
        ("“Yes. Always,” he said.", ["Yes", "Always"]),
        ("“Yes.\nNobody came.", ["Yes"]),
        ("It’s the rebels’ camp.", []),
    ],
)
def test_quotations(text: str, words: list[str]) -> None:
    assert quoted(text) == words


def test_a_sentence_without_an_end_is_cut() -> None:
    found = segment("word " * (3 * MAX_SENTENCE_TOKENS))
    assert len(found) >= 3
    assert max(len(each.tokens) for each in found) <= MAX_SENTENCE_TOKENS + 1
