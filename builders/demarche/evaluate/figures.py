"""From matches to figures.

Optional gold rows are neither demanded nor counted as wrong: a miss of one costs no recall and a claim
matched to one is left out of precision. What is asked of a claim depends on the tiers:

- core: core gold rows, and of the claims those of the four core types;
- core+extended: all demanded gold rows, and all claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import fsum

from demarche.evaluate.matching import Match, dyad_key, match, overlap, pair_up, relaxed_key, same_date
from demarche.evaluate.rows import CORE_TYPES, FIELDS, Row

SURE = 0.8
"""From this confidence on, at least as many claims must be right as the confidence says."""

STEPS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.01)
"""Where the steps of confidence begin in which claims are counted; the last one ends above 1."""

_FINER_MODES = {
    ("sanction", "diplomatic"): {"diplomatic", "expulsion", "recall", "severance"},
    ("accusation", "legal_charge"): {"legal_charge", "inquiry", "suit", "warrant", "finding"},
    ("rejection", "unspecified"): {"unspecified", "refusal", "defiance"},
}
_MODES_BEYOND_COARSE = {
    "aid", "assault", "coercion", "concession", "mobilization", "protest", "request", "support", "threat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and what follows from them; a ratio over nothing is None."""

    matched: int
    gold: int
    false: int

    @property
    def precision(self) -> float | None:
        """Matched claims as a share of the claims that count."""
        return _share(self.matched, self.matched + self.false)

    @property
    def recall(self) -> float | None:
        """Matched gold rows as a share of those demanded."""
        return _share(self.matched, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.matched, self.matched + self.false + self.gold)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """`right` / `of`, None when there is nothing to measure on."""
        return _share(self.right, self.of)


@dataclass(frozen=True, slots=True)
class Step:
    """The claims whose confidence begins at `low`: how many are right, and their mean confidence."""

    low: float
    share: Share
    expected: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found of a document's gold, or of several documents pooled.

    `matches` are on the strict key, optional ones among them; `relaxed` are matches of demanded rows on
    the key without the status; `confusions` pair a miss with the false claim that seems to stand for it.
    """

    matches: tuple[Match, ...]
    misses: tuple[Row, ...]
    false_rows: tuple[Row, ...]
    relaxed: tuple[Match, ...]
    confusions: tuple[Match, ...]

    def score(self, *, core: bool) -> Score:
        """Precision and recall over the core tier, or over core and extended together."""
        matched = [one for one in self.matches if _in_tier(one.gold, core)]
        missed = [row for row in self.misses if _in_tier(row, core)]
        false = [row for row in self.false_rows if not core or row.interaction_type in CORE_TYPES]
        return Score(len(matched), len(matched) + len(missed), len(false))

    def types(self) -> dict[str, Score]:
        """A score a type over core and extended rows, for each type demanded or wrongly claimed."""
        matched = Counter(one.gold.interaction_type for one in self.demanded())
        missed = Counter(row.interaction_type for row in self.misses)
        false = Counter(row.interaction_type for row in self.false_rows)
        return {
            name: Score(matched[name], matched[name] + missed[name], false[name])
            for name in sorted({*matched, *missed, *false}, key=lambda name: (name not in CORE_TYPES, name))
        }

    def demanded(self, *, core: bool = False) -> list[Match]:
        """The matches with gold rows of the core tier, or of core and extended."""
        return [one for one in self.matches if _in_tier(one.gold, core)]

    def fields(self, *, core: bool) -> dict[str, Share]:
        """How often each column is right on matched rows (the status: on matches that ignore it)."""
        statuses = [one for one in self.relaxed if _in_tier(one.gold, core)]
        found = {"status": Share(sum(one.gold.status == one.claim.status for one in statuses), len(statuses))}
        matches = self.demanded(core=core)
        for name in FIELDS:
            verdicts = [verdict for one in matches if (verdict := field_equal(name, one)) is not None]
            found[name] = Share(sum(verdicts), len(verdicts))
        found["evidence"] = Share(sum(one.overlap > 0 for one in matches), len(matches))
        return found

    def jaccard(self, *, core: bool) -> float | None:
        """The mean Jaccard index of the evidence spans of matched rows."""
        matches = self.demanded(core=core)
        return fsum(one.jaccard for one in matches) / len(matches) if matches else None

    def sure(self) -> Share:
        """How many of the claims with a confidence of at least `SURE` are right; optional ones left out."""
        right = sum(_is_sure(one.claim) for one in self.demanded())
        return Share(right, right + sum(_is_sure(row) for row in self.false_rows))

    def calibration(self) -> list[Step]:
        """The claims that have a confidence, by steps of it, the lowest first; optional ones left out."""
        told = [(one.claim.confidence, True) for one in self.demanded()]
        told += [(row.confidence, False) for row in self.false_rows]
        steps = []
        for low, high in pairwise(STEPS):
            inside = [(sure, right) for sure, right in told if sure is not None and low <= sure < high]
            if inside:
                share = Share(sum(right for _, right in inside), len(inside))
                steps.append(Step(low, share, fsum(sure for sure, _ in inside) / len(inside)))
        return steps

    def confusion(self) -> Counter[tuple[str, str]]:
        """How often which gold type and status was coded as which other."""
        return Counter((label(one.gold), label(one.claim, one.gold)) for one in self.confusions)


def evaluate(gold: Iterable[Row], claims: Iterable[Row]) -> Evaluation:
    """Compare the claims of one document with its gold."""
    # From here on rows are told apart as objects: two of equal content are two.
    gold, claims = [replace(row) for row in gold], [replace(row) for row in claims]
    matches = match(gold, claims)
    used = {id(row) for one in matches for row in (one.gold, one.claim)}
    misses = sorted(
        (row for row in gold if id(row) not in used and row.tier != "optional"), key=lambda row: row.place
    )
    false_rows = sorted((row for row in claims if id(row) not in used), key=lambda row: row.place)
    optional = {id(one.claim) for one in matches if one.gold.tier == "optional"}
    relaxed = pair_up(
        [row for row in gold if row.tier != "optional"],
        [row for row in claims if id(row) not in optional],
        relaxed_key,
    )
    confusions = pair_up(misses, false_rows, dyad_key, _may_stand_for)
    return Evaluation(tuple(matches), tuple(misses), tuple(false_rows), tuple(relaxed), tuple(confusions))


def pool(evaluations: Sequence[Evaluation]) -> Evaluation:
    """Several documents as one: counts are added, so that averages are micro averages."""
    return Evaluation(
        tuple(one for some in evaluations for one in some.matches),
        tuple(one for some in evaluations for one in some.misses),
        tuple(one for some in evaluations for one in some.false_rows),
        tuple(one for some in evaluations for one in some.relaxed),
        tuple(one for some in evaluations for one in some.confusions),
    )


def label(row: Row, against: Row | None = None) -> str:
    """`type/status`, and whether the actors stand the other way round than in `against`."""
    turned = against is not None and row.pair == against.pair[::-1]
    return f"{row.interaction_type}/{row.status}{' reversed' if turned else ''}"


def field_equal(name: str, found: Match) -> bool | None:
    """Whether a column of the claim is right; None where it cannot be measured."""
    gold, claim = found.gold, found.claim
    if name not in gold.columns or name not in claim.columns:
        return None
    if name == "date":
        return same_date(gold.date, claim.date)
    if name == "mode" and "phase" not in gold.columns:
        return _coarse_mode_equal(gold, claim)
    return bool(getattr(gold, name) == getattr(claim, name))


def _coarse_mode_equal(gold: Row, claim: Row) -> bool | None:
    """Modes against the coarser gold: its `lifting` is a phase today, and others hold finer modes."""
    if gold.interaction_type in _MODES_BEYOND_COARSE:
        return None
    if gold.interaction_type == "sanction":
        lifted = claim.mode == "lifting" or claim.phase in {"lifted", "eased"}
        if lifted or gold.mode == "lifting":
            return lifted and gold.mode == "lifting"
    return claim.mode in _FINER_MODES.get((gold.interaction_type, gold.mode or ""), {gold.mode})


def _may_stand_for(gold: Row, claim: Row) -> bool:
    """A false claim explains a miss of the same actors if it was read from the same words or has its type."""
    return overlap(gold, claim) > 0 or gold.interaction_type == claim.interaction_type


def _in_tier(row: Row, core: bool) -> bool:
    return row.tier == "core" or (row.tier == "extended" and not core)


def _is_sure(claim: Row) -> bool:
    return claim.confidence is not None and claim.confidence >= SURE


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
