"""Which claim tells of which gold row.

Rows are matched one to one within a key. Within it the pairs with most evidence in common go first,
then those with the same date, then those earlier in the text. Core and extended gold rows
choose before optional ones, so that a claim is never spent on a row that nobody demanded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from demarche.contract.edtf import interval
from demarche.errors import DemarcheError
from demarche.evaluate.rows import Row


@dataclass(frozen=True, slots=True)
class Match:
    """A gold row and the claim that was found to tell of it."""

    gold: Row
    claim: Row

    @property
    def overlap(self) -> int:
        """Characters of evidence in common."""
        return overlap(self.gold, self.claim)

    @property
    def jaccard(self) -> float:
        """Characters in common as a share of the characters in either; 1 for two empty spans at one place."""
        gold, claim = self.gold, self.claim
        lengths = gold.evidence_end - gold.evidence_start + claim.evidence_end - claim.evidence_start
        either = lengths - self.overlap
        return self.overlap / either if either else float(gold.evidence_start == claim.evidence_start)


def strict_key(row: Row) -> Hashable:
    """(type, initiator, target, status): what a match means wherever figures are given."""
    return row.interaction_type, row.pair, row.status


def relaxed_key(row: Row) -> Hashable:
    """The key without the status: the rows on which the status can be wrong."""
    return row.interaction_type, row.pair


def dyad_key(row: Row) -> Hashable:
    """The two actors, whoever acts."""
    return frozenset((row.initiator, row.target))


def match(gold: Iterable[Row], claims: Iterable[Row]) -> list[Match]:
    """One-to-one matches on the strict key, in the order of the text; optional gold rows choose last.

    Rows are told apart as objects: the same one must not be given twice.
    """
    gold, claims = list(gold), list(claims)
    demanded = pair_up([row for row in gold if row.tier != "optional"], claims, strict_key)
    spent = {id(found.claim) for found in demanded}
    left = [claim for claim in claims if id(claim) not in spent]
    optional = pair_up([row for row in gold if row.tier == "optional"], left, strict_key)
    return demanded + optional


def pair_up(
    gold: Sequence[Row],
    claims: Sequence[Row],
    key: Callable[[Row], Hashable],
    related: Callable[[Row, Row], bool] = lambda gold, claim: True,
) -> list[Match]:
    """Pair rows that have `key` in common and are `related`, one to one, the best pairs first."""
    groups: dict[Hashable, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in gold:
        groups[key(row)][0].append(row)
    for row in claims:
        groups[key(row)][1].append(row)
    found: list[Match] = []
    for some_gold, some_claims in groups.values():
        if some_gold and some_claims:
            found += _greedy(sorted(some_gold, key=_place), sorted(some_claims, key=_place), related)
    return sorted(found, key=lambda one: one.gold.place)


def _greedy(gold: list[Row], claims: list[Row], related: Callable[[Row, Row], bool]) -> list[Match]:
    ranked = sorted(
        (-overlap(row, claim), row.status != claim.status, not same_date(row.date, claim.date), i, j)
        for i, row in enumerate(gold)
        for j, claim in enumerate(claims)
        if related(row, claim)
    )
    found, free_gold, free_claims = [], set(range(len(gold))), set(range(len(claims)))
    for *_, i, j in ranked:
        if i in free_gold and j in free_claims:
            free_gold.remove(i)
            free_claims.remove(j)
            found.append(Match(gold[i], claims[j]))
    return found


def _place(row: Row) -> tuple[object, ...]:
    return row.place


def overlap(one: Row, other: Row) -> int:
    """Characters of evidence that two rows have in common."""
    start = max(one.evidence_start, other.evidence_start)
    return max(0, min(one.evidence_end, other.evidence_end) - start)


@lru_cache(maxsize=4096)
def same_date(one: str | None, other: str | None) -> bool:
    """Whether two EDTF dates mean the same days.

    `2024-06` and `2024-06-01/2024-06-30` do: the coarser gold writes a window as a range.
    A date that is not EDTF equals itself only.
    """
    if one == other:
        return True
    if one is None or other is None:
        return False
    try:
        return interval(one) == interval(other)
    except (DemarcheError, ValueError):
        return False
