"""What holds of any text: it is coded, in linear space, to claims that the contract allows."""

from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from demarche.checks import validate_tables
from demarche.claims import Claim
from demarche.claims_table import claims_table
from demarche.coding import MAX_CHARACTERS, code_document, explain_document, reader
from demarche.coding.segment import segment
from demarche.errors import InputError

PUBLISHED = "2024-06-12"
VOCABULARY = (
    "Peru Chile Denmark Oslo Moscow Danish Peruvian the a its their president premier minister Berg ministry "
    "troops rebels he it they who which that to of in on by with from and or if after said says denied "
    "accused will plans not no has been was were off Monday May 2015 yesterday “ ” \" , . : ; ( ) \n - — 's"
)
WORDS = VOCABULARY.split(" ")
"""Words that open, close and mislead constructions."""
PARTS = (
    "Peru condemned Chile", "the Danish premier visited Oslo", "signed a treaty with Chile", "Oslo said that",
    "sanctions on Peru", "accused Denmark of arming rebels", "the two countries", "its invasion of Chile",
    "agreed to lift its ban on Peru", "were expelled by Chile", "will meet the king of Chile", "in May 2019.",
    "on Friday.", "“It is a lie,” he added.", "Oslo denied it.", "according to Moscow,", "and Denmark",
    "called off a trip to Peru", "invited the Danish premier", "despite Chile's denials", "bombed a camp in",
)  # fmt: skip
"""Parts of sentences that make claims, alone or with others."""

told = st.lists(st.sampled_from(PARTS) | st.sampled_from(WORDS), max_size=40).map(" ".join)
texts = st.text() | told
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def code(text: str) -> list[Claim]:
    return code_document(text, PUBLISHED, "test")


def paragraphs(text: str, claim: Claim) -> set[int]:
    """The paragraphs that the evidence of a claim touches."""
    start, end = claim.evidence_start, claim.evidence_end
    return {each.paragraph for each in segment(text) if each.start < end and start < each.end}


@given(texts)
@few
def test_spans_lie_in_the_text(text: str) -> None:
    for claim in code(text):
        assert (
            0
            <= claim.evidence_start
            <= claim.trigger_start
            < claim.trigger_end
            <= claim.evidence_end
            <= len(text)
        )
        assert len(paragraphs(text, claim)) == 1


@given(texts)
@example("Verbeke agreed to lift its ban on Peru.")
@few
def test_pairs_are_of_two_and_mutual_ones_sorted(text: str) -> None:
    for claim in code(text):
        assert claim.initiator
        assert claim.target
        assert claim.initiator != claim.target
        assert claim.directed or claim.initiator < claim.target


@given(texts)
@few
def test_coding_is_deterministic(text: str) -> None:
    assert code(text) == code(text)


@given(told)
@example("Verbeke agreed to lift its ban on Peru.")
@example("Chile accused Peru of spying on Friday. It signed a treaty with Peru on Monday, it added.")
@settings(max_examples=25, deadline=None)
def test_claims_keep_to_the_contract(text: str) -> None:
    claims = code(text)
    table = claims_table(claims)
    assert table.num_rows == len(claims)
    assert [each for each in validate_tables({"claims": table}) if each.severity == "error"] == []


@given(texts)
@few
def test_asking_why_changes_nothing(text: str) -> None:
    told = explain_document(text, PUBLISHED, "test")
    assert [trace.claim for trace in told.claims] == code(text)


SENTENCES = ("Peru condemned Chile.", "Chile visited Peru in May.", "Oslo left.", "“No,” he said.")


@given(st.lists(st.sampled_from(SENTENCES), max_size=6))
@few
def test_a_paragraph_more_does_not_undo_what_was_read(parts: list[str]) -> None:
    text = "\n".join(parts)
    types = {claim.interaction_type for claim in code(text)}
    assert types <= {claim.interaction_type for claim in code(text + "\nRain fell.")}


@given(texts)
@example("The two Koreas signed a treaty.")
@example("Blinken met Lavrov.")
@example("The Iranian Revolutionaries condemned Peru.")
@example("The pontiff condemned Peru.")
@example("The ministers condemned Peru; the pontiffs' envoy left.")
@few
def test_what_the_gate_keeps_out_tells_nothing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "tells_of_two", lambda *_: True)
        claims = code(text)
    assert code(text) == claims


SENTENCE = "Peru condemned Chile and its president visited Denmark, "
ODD = {
    "a line without an end": SENTENCE * 3600,
    "one word": "a" * 200_000,
    "capitals": "PERU CONDEMNED CHILE ON MONDAY. " * 2000,
    "NULs": "Peru\0condemned\0Chile\0" * 1500,
    "tags": "<p class='x'><a href='/?a=b&amp;c'>Peru</a> condemned <b>Chile</b>.</p>" * 500,
    "open quotations": "“Peru ‘condemned “Chile " * 1000,
    "brackets": "(" * 20_000 + "Peru condemned Chile" + ")" * 20_000,
    "commas": "Peru, " * 8_000,
    "only commas": "," * 20_000,
    "lists": "Peru and Chile and " * 2000,
    "relative clauses": "Peru, which condemned Chile, which visited " * 600,
    "verbs of saying": "Peru said that Chile said that " * 3000,
    "verbs that govern": "Peru agreed to plan to refuse to " * 3000,
    "of of": "the president of " * 3000,
    "full stops": "." * 50_000,
    "lines": "\n" * 50_000,
    "combining marks": "é́́" * 5_000,
    "right to left": "\u200f\u0628\u064a\u0631\u0648 condemned Chile. " * 1000,
    "apostrophes": "Peru's" * 10_000,
    "hyphens": "Peru-" * 20_000,
    "compounds of names": "Peru-Chile-" * 4_000,
    "lone surrogates": "Peru\ud83c condemned \udfff Chile. " * 1000,
    "countries": ", ".join(["Peru", "Chile", "Denmark", "Norway", "Chad"] * 1000) + " signed a treaty.",
    "one name": "Peru " * 20_000,
    "nothing but of": "of " * 20_000,
    "open brackets": "Peru (condemned Chile (" * 3000,
    "conjunctions": "Peru condemned Chile and " * 3000,
    "questions": "Did Peru condemn Chile? " * 2000,
    "front page": "<html><body><script>if (a<b) {x('Peru')}</script>" * 500,
    "no letter": "0 1 2 3 " * 3_000,
    "emoji": "🇵🇪 condemned 🇨🇱. " * 1000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_come_to_an_end(text: str) -> None:
    opened = "Peru and Chile met.\n" + text  # two actors: the text is read
    assert all(claim.evidence_end <= len(opened) for claim in code(opened))


GROWING = {
    "news": "Peru accused Chile of arming rebels, and Chile denied it. The two signed a treaty. ",
    "denials": "Peru accused Chile of arming rebels. Chile denied it. ",
    "measures": "Norway expelled three Danish diplomats. Denmark followed. ",
    "names": "Minister Ana {0} of Peru met the Danish envoy Per {0} in Oslo. The Danish president left. ",
    "visits": "Peru's premier visited Chile in May {1}. ",
}


@pytest.mark.parametrize("part", GROWING.values(), ids=GROWING)
def test_work_grows_with_the_length_alone(part: str) -> None:
    """Counted in calls of functions and steps of generators, which no busy machine changes."""

    def calls(times: int) -> int:
        count = 0

        def count_call(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event == "call"

        text = "Peru and Chile met.\n" + "".join(part.format(f"Z{n}", 1500 + n) for n in range(times))
        before = sys.getprofile()
        sys.setprofile(count_call)
        try:
            code(text)
        finally:
            sys.setprofile(before)
        return count

    calls(20)  # tables are read once
    assert calls(480) < 2.3 * calls(240)


def test_a_text_longer_than_any_document_is_refused() -> None:
    with pytest.raises(InputError, match="characters"):
        code(" " * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "Peru", "\0", "\ufeff", "\u2028", "’s", "”"])
def test_next_to_nothing_tells_nothing(text: str) -> None:
    assert code(text) == []
