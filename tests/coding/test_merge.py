"""Merging: one happening told twice is one claim; other dates, objects, phases or directions are others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from demarche.claims import Claim, Participant
from demarche.coding.merge import Draft, merge

CASES = r"""
# one happening
The Latvian president visited Georgia on Monday. His visit to Georgia was the first in years.
  visit LVA>GEO occurred
The Latvian president arrived in Georgia on Monday.\nThe president arrived in Tbilisi for a state visit.
  visit LVA>GEO occurred
Latvia and Georgia signed a treaty on Monday. The treaty between Latvia and Georgia is the first.
  agreement GEO-LVA occurred
Latvia and Georgia will sign a treaty on Friday. The treaty was agreed in May.
  agreement GEO-LVA planned
Latvia condemned Belarus. Latvia again condemned Belarus.
  accusation LVA>BLR occurred
Latvia expelled two Belarusian diplomats on Monday. Latvia has now expelled two Belarusian diplomats.
  sanction LVA>BLR occurred
# several
The Latvian president visited Georgia in 2015. He visited Georgia in 2018.
  visit LVA>GEO occurred
  visit LVA>GEO occurred
The Greek premier has visited Cyprus twice, in 2015 and again in 2018.
  visit GRC>CYP occurred
  visit GRC>CYP occurred
The Latvian president visited Georgia in 2015. The Georgian president visited Latvia in 2018.
  visit GEO>LVA occurred
  visit LVA>GEO occurred
Latvia imposed sanctions on Belarus in March. Latvia lifted its sanctions on Belarus in May.
  sanction LVA>BLR occurred
  sanction LVA>BLR occurred
Latvia froze Belarusian assets. Latvia expelled two Belarusian diplomats.
  sanction LVA>BLR occurred
  sanction LVA>BLR occurred
Peru invited the Danish premier. The Danish premier visited Peru.
  visit DNK>PER occurred
  visit PER>DNK occurred
"""


def test_merging(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells


VISIT = Claim(
    source_id="test",
    interaction_type="visit",
    mode="unspecified",
    initiator="LVA",
    target="GEO",
    directed=True,
    status="occurred",
    reported_on="2024-06-12",
    evidence_start=0,
    evidence_end=40,
    trigger_start=5,
    trigger_end=10,
    rule="visit.visit",
    coder="test",
    coder_version="0",
)
LATER = replace(VISIT, evidence_start=50, evidence_end=90, trigger_start=55, trigger_end=60)


def merged(*claims: Claim) -> list[Claim]:
    drafts = [Draft(claim, n, 0, frozenset(), claim.rule) for n, claim in enumerate(claims)]
    return [draft.claim for draft in merge(drafts)]


def test_what_either_telling_adds_is_kept() -> None:
    first = replace(VISIT, level="head_of_state", disputed=True)
    second = replace(
        LATER,
        mode="state_visit",
        date="2024-06-10",
        date_precision="day",
        date_basis="relative",
        location="GEO",
    )
    (claim,) = merged(first, second)
    assert claim == replace(second, level="head_of_state", disputed=True)


def test_participants_of_both_tellings_stand_once() -> None:
    guest, host = Participant("initiator_agent", "LVA", "A"), Participant("target_agent", "GEO", "B")
    (claim,) = merged(replace(VISIT, participants=(guest,)), replace(LATER, participants=(guest, host)))
    assert claim.participants == (guest, host)


def test_the_dated_telling_is_evidence() -> None:
    (claim,) = merged(VISIT, replace(LATER, date="2024-06-10", date_precision="day", date_basis="relative"))
    assert (claim.evidence_start, claim.trigger_start) == (50, 55)


def test_the_first_of_equal_tellings_is_evidence() -> None:
    assert merged(VISIT, LATER) == [VISIT]


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        ("2024-06-10", "2024-06-10", 1),
        ("2024-06-10", "2024-06", 1),
        ("2024-06-10", "2024", 1),
        ("2024-06-10", None, 1),
        ("2024-06-10", "2024-06-11", 2),
        ("2023", "2024-06-11", 2),
        ("2020/..", "2024-06-11", 1),
        ("../2020", "2024-06-11", 2),
    ],
)
def test_dates_that_can_mean_the_same_day_are_one(a: str, b: str | None, count: int) -> None:
    assert len(merged(replace(VISIT, date=a), replace(LATER, date=b))) == count


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("initiator", "EST"),
        ("target", "ARM"),
        ("interaction_type", "assault"),
        ("status", "cancelled"),
        ("mode", "invitation"),
    ],
)
def test_what_makes_another_happening(column: str, value: str) -> None:
    other = replace(LATER, **{column: value})  # type: ignore[arg-type]
    assert merged(VISIT, other) == [VISIT, other]


def test_two_kinds_of_measure_are_two() -> None:
    freeze = replace(VISIT, interaction_type="sanction", mode="financial", phase="imposed")
    expulsion = replace(LATER, interaction_type="sanction", mode="expulsion", phase="imposed")
    assert merged(freeze, expulsion) == [freeze, expulsion]


def test_the_more_definite_status_wins() -> None:
    lasting = replace(VISIT, interaction_type="assault", status="ongoing")
    (claim,) = merged(lasting, replace(LATER, interaction_type="assault"))
    assert claim.status == "occurred"


def test_claims_are_in_the_order_of_the_text() -> None:
    other = replace(VISIT, target="ARM", evidence_start=10, trigger_start=12)
    assert merged(LATER, other) == [other, LATER]
