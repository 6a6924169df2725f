"""Mentions that the caller brings: they add to the gazetteer's and hold where the two overlap."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import demarche
from demarche.coding import code_document
from demarche.coding.given import KINDS, GivenMention
from demarche.errors import InputError

DAY = "2020-05-04"


def mark(text: str, *wanted: tuple[str, str, str]) -> list[GivenMention]:
    """Mentions of words in a text, by (words, actor, kind)."""
    return [GivenMention(text.index(w), text.index(w) + len(w), actor, kind) for w, actor, kind in wanted]


def rows(text: str, *wanted: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    claims = code_document(text, DAY, "given", mark(text, *wanted))
    return [(c.interaction_type, c.initiator, c.target) for c in claims]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Zembla condemned Chile.", [("Zembla", "PER", "name")], [("accusation", "PER", "CHL")]),
        ("Zembla condemned Terra Firma.", [("Zembla", "PER", "name"), ("Terra Firma", "CHL", "name")],
         [("accusation", "PER", "CHL")]),
        ("Peru condemned Chile.", [("Peru", "BOL", "name")], [("accusation", "BOL", "CHL")]),
        ("Peru condemned Chile.", [("Peru", "", "not_state")], []),
        ("Ana Ruiz visited Chile.", [("Ana Ruiz", "PER", "person")], [("visit", "PER", "CHL")]),
        ("Ana Ruiz met ministers. Ruiz later condemned Chile.", [("Ana Ruiz", "PER", "person")],
         [("accusation", "PER", "CHL")]),
        ("The Zemblan government condemned Chile.", [("Zemblan", "PER", "adjective")],
         [("accusation", "PER", "CHL")]),
        ("“𝄞” Zembla condemned Chile.", [("Zembla", "PER", "name")], [("accusation", "PER", "CHL")]),
    ],
)  # fmt: skip
def test_given_mentions_are_actors(
    text: str, wanted: list[tuple[str, str, str]], found: list[tuple[str, str, str]]
) -> None:
    assert rows(text, *wanted) == found


def test_without_them_nothing_changes() -> None:
    assert rows("Peru condemned Chile.") == [("accusation", "PER", "CHL")]
    assert rows("Zembla condemned Chile.") == []


@pytest.mark.parametrize(
    ("mentions", "message"),
    [
        ([GivenMention(0, 99, "PER")], r"does not lie within the text \(found '0-99'\)"),
        ([GivenMention(-1, 3, "PER")], "does not lie within the text"),
        ([GivenMention(3, 3, "PER")], "does not lie within the text"),
        ([GivenMention(0, 5, "PER"), GivenMention(4, 8, "CHL")], "overlaps the one before it"),
        ([GivenMention(0, 4, "PER", "state")], "of no known kind"),
        ([GivenMention(0, 4, "", "name")], "needs an actor_id"),
        ([GivenMention(0, 4, "PER", "not_state")], "needs an actor_id"),
        ([GivenMention(0, 4, "XYZ")], "names no actor"),
    ],
)
def test_what_cannot_be_a_mention_is_an_error(mentions: list[GivenMention], message: str) -> None:
    with pytest.raises(InputError, match=message):
        code_document("Peru condemned Chile.", DAY, "given", mentions)


def test_the_public_function_takes_them() -> None:
    found = demarche.code("Zembla condemned Chile.", DAY, mentions=[demarche.Mention(0, 6, "PER")])
    assert list(found["initiator"]) == ["PER"]


TEXT = "On Monday, Peru’s president said: “Chile and Bolivia (the neighbours) have signed a treaty.”"


@settings(deadline=None)
@given(st.lists(st.integers(0, len(TEXT)), max_size=8), st.sampled_from(sorted(KINDS - {"not_state"})))
def test_mentions_anywhere_are_read(cuts: list[int], kind: str) -> None:
    places = sorted(set(cuts))
    mentions = [GivenMention(a, b, "PER", kind) for a, b in zip(places[::2], places[1::2], strict=False)]
    for claim in code_document(TEXT, DAY, "given", mentions):
        assert 0 <= claim.evidence_start < claim.evidence_end <= len(TEXT)
