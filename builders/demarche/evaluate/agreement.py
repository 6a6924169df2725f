"""How far two coders of the same texts agree: on which claims there are, and field by field on those in both.

Rows are joined one to one as everywhere in the evaluation: first those with the same type, pair and status,
then those that differ in status alone, then those of one pair whose evidence overlaps, so that a claim read
as another type counts as a disagreement on the type and not as two claims. Alpha and kappa are of nominal
values, and of joined rows only: what one coder alone has is counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from demarche.contract.edtf import interval
from demarche.errors import DemarcheError
from demarche.evaluate.matching import Match, dyad_key, overlap, pair_up, relaxed_key, strict_key
from demarche.evaluate.rows import FIELDS, Row

COMPARED = ("interaction_type", "pair", "status", *FIELDS)
_OF_ONE_TYPE = {"mode", "phase"}
"""Fields whose values mean something within a type only: compared where both say the same type."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows of two codings of one text: those in both, and those that one alone has."""

    name: str
    both: tuple[Match, ...]
    only_a: tuple[Row, ...]
    only_b: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Agreement on one field: on how many of how many rows, and beyond chance.

    Alpha and kappa are None where they are not defined: no rows, or one value alone.
    """

    field: str
    same: int
    of: int
    alpha: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which a joined row differs; `unit` are its rows as A and as B have them."""

    document: str
    unit: Match
    field: str
    a: str
    b: str


def join(name: str, a: Sequence[Row], b: Sequence[Row]) -> Joined:
    """Join the rows of two codings of one text."""
    both: list[Match] = []
    stages: tuple[tuple[Callable[[Row], Hashable], Callable[[Row, Row], bool]], ...] = (
        (strict_key, lambda _, __: True),
        (relaxed_key, lambda _, __: True),
        (dyad_key, lambda one, other: overlap(one, other) > 0),
    )
    left, right = list(a), list(b)
    for key, related in stages:
        found = pair_up(left, right, key, related)
        both += found
        taken = {id(row) for match in found for row in (match.gold, match.claim)}
        left = [row for row in left if id(row) not in taken]
        right = [row for row in right if id(row) not in taken]
    return Joined(name, tuple(sorted(both, key=lambda one: one.gold.place)), tuple(left), tuple(right))


def by_field(documents: Sequence[Joined]) -> list[FieldAgreement]:
    """The agreement on every field that both codings have, pooled over the documents."""
    found = []
    for field in COMPARED:
        units = [unit for document in documents for unit in document.both]
        pairs = [values for unit in units if (values := _values(unit, field))]
        if pairs:
            same = sum(a == b for a, b in pairs)
            found.append(FieldAgreement(field, same, len(pairs), alpha(pairs), kappa(pairs)))
    return found


def differences(documents: Sequence[Joined]) -> list[Difference]:
    """Every field on which a joined row differs, in the order of the texts."""
    return [
        Difference(document.name, unit, field, values[0], values[1])
        for document in documents
        for unit in document.both
        for field in COMPARED
        if (values := _values(unit, field)) and values[0] != values[1]
    ]


def alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha of two coders' nominal values; None where only one value occurs."""
    import krippendorff

    domain = {value: n for n, value in enumerate(sorted({value for pair in pairs for value in pair}))}
    if len(domain) < 2:
        return None
    counts = [[pair.count(value) for value in domain] for pair in pairs]
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa: agreement beyond what the frequencies make by chance; None where that is all."""
    total = len(pairs)
    a, b = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(a[value] * b[value] for value in a)
    if total == 0 or chance == total * total:
        return None
    same = sum(one == other for one, other in pairs)
    return (same * total - chance) / (total * total - chance)


def _values(unit: Match, field: str) -> tuple[str, str] | None:
    """What the two say, as text; None where the field is not compared."""
    a, b = unit.gold, unit.claim
    if field in FIELDS and not (field in a.columns and field in b.columns):
        return None
    if field in _OF_ONE_TYPE and a.interaction_type != b.interaction_type:
        return None
    return _value(a, field), _value(b, field)


def _value(row: Row, field: str) -> str:
    value = " → ".join(row.pair) if field == "pair" else getattr(row, field)
    if value is None:
        return "(none)"
    if field == "date":  # 2024-06 and 2024-06-01/2024-06-30 are the same days
        try:
            days = ["…" if day is None else str(day) for day in interval(value)]
            return "/".join(dict.fromkeys(days))
        except (DemarcheError, ValueError):
            return str(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
