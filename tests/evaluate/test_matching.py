from __future__ import annotations

from typing import Any

import pytest

from demarche.evaluate.matching import Match, match, overlap, pair_up, same_date, strict_key
from demarche.evaluate.rows import Row


def row(tier: str = "", span: tuple[int, int] = (0, 10), **values: Any) -> Row:
    key = {"interaction_type": "visit", "initiator": "FRA", "target": "ITA", "status": "occurred"}
    return Row(
        tier=tier, evidence_start=span[0], evidence_end=span[1], columns=frozenset(), **{**key, **values}
    )


def numbers(matches: list[Match]) -> set[tuple[int, int]]:
    return {(one.gold.number, one.claim.number) for one in matches}


@pytest.mark.parametrize(
    "other",
    [row(interaction_type="aid"), row(initiator="DEU"), row(target="DEU"), row(status="planned")],
)
def test_each_part_of_the_key_must_agree(other: Row) -> None:
    assert match([row("core")], [row()])
    assert not match([row("core")], [other])


def test_direction_counts_unless_the_claim_is_undirected() -> None:
    turned: dict[str, Any] = {"initiator": "ITA", "target": "FRA"}
    assert not match([row("core")], [row(**turned, directed=True)])
    assert not match([row("core")], [row(**turned)])
    assert match([row("core")], [row(**turned, directed=False)])
    assert match([row("core", **turned, directed=False)], [row()])


def test_one_claim_serves_one_gold_row() -> None:
    assert len(match([row("core", number=1), row("core", number=2)], [row()])) == 1
    assert len(match([row("core")], [row(number=1), row(number=2)])) == 1


def test_most_overlap_goes_first() -> None:
    # In the order of the file, gold 1 would take claim 1 and leave claim 2 to gold 2.
    gold = [row("core", (0, 50), number=1), row("core", (40, 90), number=2)]
    claims = [row(span=(40, 80), number=1), row(span=(0, 45), number=2)]
    assert numbers(match(gold, claims)) == {(1, 2), (2, 1)}


def test_equal_overlap_is_settled_by_the_date_then_by_the_place() -> None:
    # Both claims hold the whole gold span; the first in the text has the wrong date.
    claims = [row(span=(0, 20), number=1, date="2021"), row(span=(0, 30), number=2, date="2019")]
    assert numbers(match([row("core", number=1, date="2019")], claims)) == {(1, 2)}
    later = [row(span=(70, 80), number=1), row(span=(60, 70), number=2)]
    assert numbers(match([row("core", number=1)], later)) == {(1, 2)}


def test_rows_without_common_evidence_still_match() -> None:
    assert len(match([row("core", (0, 5))], [row(span=(90, 99))])) == 1


def test_demanded_rows_choose_before_optional_ones() -> None:
    gold = [row("optional", (0, 10), number=1), row("extended", (50, 60), number=2)]
    assert numbers(match(gold, [row(span=(0, 10), number=1)])) == {(2, 1)}
    both = [row(span=(0, 10), number=1), row(span=(50, 60), number=2)]
    assert numbers(match(gold, both)) == {(2, 2), (1, 1)}


def test_unrelated_rows_are_not_paired() -> None:
    assert not pair_up([row("core")], [row()], strict_key, lambda gold, claim: False)


@pytest.mark.parametrize(
    ("one", "other", "common", "jaccard"),
    [
        ((0, 10), (0, 10), 10, 1.0),
        ((0, 10), (5, 15), 5, 5 / 15),
        ((0, 10), (2, 4), 2, 0.2),
        ((0, 10), (10, 20), 0, 0.0),
        ((3, 3), (3, 3), 0, 1.0),
        ((3, 3), (4, 4), 0, 0.0),
    ],
)
def test_overlap_and_jaccard(
    one: tuple[int, int], other: tuple[int, int], common: int, jaccard: float
) -> None:
    gold, claim = row("core", one), row(span=other)
    assert overlap(gold, claim) == overlap(claim, gold) == common
    assert Match(gold, claim).jaccard == pytest.approx(jaccard)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True),
        ("2024", None, False),
        ("2024-06", "2024-06", True),
        ("2024-06", "2024-06-01/2024-06-30", True),
        ("1964/1975", "1964-01-01/1975-12-31", True),
        ("1962/..", "1962-01/..", True),
        ("1962/..", "1962", False),
        ("2024-06-18", "2024-06", False),
        ("soon", "soon", True),
        ("soon", "2024", False),
    ],
)
def test_same_date_means_the_same_days(one: str | None, other: str | None, same: bool) -> None:
    assert same_date(one, other) is same
    assert same_date(other, one) is same
