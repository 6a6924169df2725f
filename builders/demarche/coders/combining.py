"""Two codings of one text as one: what either has, or what both have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from demarche.claims import Claim
from demarche.claims_table import in_order
from demarche.evaluate.matching import dyad_key, overlap, pair_up, relaxed_key, same_date
from demarche.evaluate.rows import Row, row_of_claim

Policy = Literal["union", "intersection", "adjudicate"]
POLICIES: tuple[Policy, ...] = get_args(Policy)


def matched(first: Sequence[Claim], second: Sequence[Claim], *, other_types: bool = False) -> dict[int, int]:
    """Which claims of two codings of one text are the same: their places in `first` and `second`.

    Type and pair must be the same, and their evidence overlap or their dates mean the same days. With
    `other_types` then also what has the same two actors, whoever acts, and evidence that overlaps.
    """
    left = [row_of_claim(claim, number) for number, claim in enumerate(first)]
    right = [row_of_claim(claim, number) for number, claim in enumerate(second)]
    found = pair_up(left, right, relaxed_key, _alike)
    if other_types:
        taken = {id(row) for match in found for row in (match.gold, match.claim)}
        left = [row for row in left if id(row) not in taken]
        right = [row for row in right if id(row) not in taken]
        found += pair_up(left, right, dyad_key, lambda one, other: overlap(one, other) > 0)
    return {match.gold.number: match.claim.number for match in found}


def _alike(one: Row, other: Row) -> bool:
    return overlap(one, other) > 0 or (one.date is not None and same_date(one.date, other.date))


def united(first: Sequence[Claim], second: Sequence[Claim]) -> list[Claim]:
    """What either coding has; of a claim that both have, the first's."""
    taken = set(matched(first, second).values())
    return in_order([*first, *(claim for number, claim in enumerate(second) if number not in taken)])


def common(first: Sequence[Claim], second: Sequence[Claim]) -> list[Claim]:
    """What both codings have, as the first has it."""
    return in_order([first[number] for number in matched(first, second)])
