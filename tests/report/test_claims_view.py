from __future__ import annotations

from typing import Any

import pytest

from demarche.claims import Claim, Participant
from demarche.report.claims_view import view

TEXT = "Before.\nThey are to sign a treaty on Wednesday, the\nKremlin said. After."
EVIDENCE = (TEXT.index("They"), TEXT.index(" After"))
NAMES = {"PRK": "North Korea", "RUS": "Russia", "USA": "United States"}


def claim(**other: Any) -> Claim:
    values: dict[str, Any] = {
        "source_id": "s",
        "interaction_type": "agreement",
        "mode": "treaty",
        "phase": "signed",
        "initiator": "PRK",
        "target": "RUS",
        "directed": False,
        "status": "planned",
        "date": "2024-06-19",
        "reported_on": "2024-06-18",
        "evidence_start": EVIDENCE[0],
        "evidence_end": EVIDENCE[1],
        "trigger_start": EVIDENCE[0],
        "trigger_end": EVIDENCE[0] + 4,
        "rule": "r",
        "coder": "c",
        "coder_version": "0",
    }
    return Claim(**(values | other))


def test_a_claim_reads_as_one_block() -> None:
    assert view([claim(object="mutual defence", voice="actor", reported_by="RUS")], TEXT, NAMES) == (
        "  1  PRK — RUS  agreement: treaty, signed      planned    2024-06-19\n"
        "     North Korea and Russia; about mutual defence; Russia says so\n"
        "     “They are to sign a treaty on Wednesday, the Kremlin said.”\n"
        "\n"
        "1 claim: 1 agreement. Disputed: 0. → directed, — mutual.\n"
    )


def test_a_denied_deed_is_flagged_with_who_denies_it() -> None:
    denied = claim(disputed=True, participants=(Participant("denier", "PRK"), Participant("reporter", "USA")))
    assert "     DISPUTED: denied by North Korea\n" in view([denied], TEXT, NAMES)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"directed": True}, "PRK → RUS"),
        ({"directed": True}, "North Korea to Russia"),
        ({"date": None}, "no date"),
        ({"mode": "unspecified", "phase": None}, "  agreement   "),
        ({"confidence": 0.8}, "; confidence 0.80"),
        ({"voice": "media"}, "a news medium says so"),
        ({"voice": "unnamed"}, "someone unnamed says so"),
        ({"target": "XYZ", "directed": True}, "North Korea to XYZ"),
    ],
)
def test_what_a_claim_says(fields: dict[str, Any], words: str) -> None:
    assert words in view([claim(**fields)], TEXT, NAMES)


def test_nothing_found_is_said() -> None:
    assert view([], TEXT, NAMES).startswith("No claims")


def test_the_summary_counts_by_type_most_frequent_first() -> None:
    shown = view([claim(), claim(interaction_type="visit"), claim(interaction_type="visit")], TEXT, NAMES)
    assert shown.endswith("3 claims: 2 visit, 1 agreement. Disputed: 0. → directed, — mutual.\n")


@pytest.mark.parametrize("width", [60, 80])
def test_lines_keep_to_the_width(width: int) -> None:
    shown = view(
        [claim(object="trade, energy, transport, culture and education")], TEXT * 9, NAMES, width=width
    )
    assert all(len(line) <= max(width, 72) for line in shown.splitlines())


def test_colour_adds_marks_and_takes_no_words() -> None:
    disputed = claim(disputed=True)
    coloured = view([disputed], TEXT, NAMES, colour=True)
    plain = view([disputed], TEXT, NAMES)
    assert "\x1b[" in coloured
    assert coloured.replace("\x1b[1m", "").replace("\x1b[31m", "").replace("\x1b[0m", "") == plain
