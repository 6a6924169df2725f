"""A decision goes into the file, and nothing else of the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.curation import read_curation
from demarche.errors import DataError
from demarche.review.blocks import items, with_decision
from demarche.review.words import written

FILE = """\
# About this file.
decisions:   # of people
  - decision: accept
    claim: visit.RUS-PRK.1  # the landing
    expect: {status: occurred}
    # Told twice.
    reason: >-
      It says so: # and this is no comment,
      but words.

  # The second one.
  - {decision: reject, claim: visit.PRK-RUS.2, expect: {date: null}, reason: "No # visit."}
  - decision: add
    key: manual.one
    row:
      status: occurred
      participants:
        - reporter:A [b]/RUS
    reason: Added.
# Links follow.
links:
  - {from: manual.one, to: visit.RUS-PRK.1, relation: denies, reason: It denies it.}
"""
NEW = "- decision: accept\n  claim: new\n  expect:\n    status: planned\n  reason: Because."


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_new_decision_comes_after_the_last_and_all_else_stays(newline: str, end: str) -> None:
    text = FILE.rstrip("\n").replace("\n", newline) + end.replace("\n", newline)
    changed = with_decision(text, {"new"}, NEW)
    block = "".join(f"  {line}{newline}" for line in NEW.split("\n"))
    before, after = text.split("# Links follow.")
    assert changed == before + block + "# Links follow." + after


@pytest.mark.parametrize(
    ("name", "start", "end", "kept"),
    [
        (
            "visit.RUS-PRK.1",
            "  - decision: accept",
            "      but words.\n",
            "  # the landing\n  # Told twice.\n",
        ),
        ("visit.PRK-RUS.2", "  - {decision: reject", 'visit."}\n', ""),
        ("manual.one", "  - decision: add", "Added.\n", ""),
    ],
)
def test_a_decision_is_replaced_and_its_comments_stay(name: str, start: str, end: str, kept: str) -> None:
    first, last = FILE.index(start), FILE.index(end) + len(end)
    block = "".join(f"  {line}\n" for line in NEW.split("\n"))
    assert with_decision(FILE, {name}, NEW) == FILE[:first] + kept + block + FILE[last:]
    assert with_decision(FILE, {name}, None) == FILE[:first] + kept + FILE[last:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "decisions:\n{}"),
        ("# Only this.", "# Only this.\ndecisions:\n{}"),
        ("decisions:\n", "decisions:\n{}"),
        ("decisions: []  # none yet\nlinks: []\n", "decisions:  # none yet\n{}links: []\n"),
        ("links: []\n", "links: []\ndecisions:\n{}"),
    ],
)
def test_the_first_decision_finds_its_place(text: str, expected: str) -> None:
    block = "".join(f"  {line}\n" for line in NEW.split("\n"))
    assert with_decision(text, {"new"}, NEW) == expected.format(block)


def test_decisions_in_brackets_are_left_alone() -> None:
    with pytest.raises(DataError, match="in brackets"):
        with_decision("decisions: [{decision: accept, claim: a}]\n", {"a"}, NEW)


def test_the_checkouts_own_file_goes_through_decision_by_decision(checkout: Path) -> None:
    """Each taken out and put back at its place leaves the rest byte for byte."""
    for path in (checkout / "dataset" / "curation").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for item in items(text):
            changed = with_decision(text, item.names, NEW)
            assert changed.startswith(text[: item.start])
            assert changed.endswith(text[item.end :])


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40).filter(
    str.strip
)


@settings(deadline=None)
@given(
    reason=WORDS,
    value=st.one_of(st.none(), WORDS, st.sampled_from(["true", "NO", "2024-06-18", "null", "~", "1e3"])),
)
def test_words_are_read_as_they_were_written(
    reason: str, value: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    block = written(
        {
            "decision": "amend",
            "claim": "a",
            "expect": {"date": value},
            "set": {"object": value},
            "reason": reason,
        }
    )
    path = tmp_path_factory.getbasetemp() / "words.yaml"
    path.write_text(with_decision(FILE, {"a"}, block), encoding="utf-8")
    decision = read_curation(path).decisions[-1]
    assert decision.reason.split() == reason.split()
    for node in (decision.expect["date"], decision.values["object"]):
        assert (node.value if value is None else str(node.value).split()) == (
            None if value is None else value.split()
        )
