"""The agreement of two coders as tables for people and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from demarche.evaluate.agreement import Joined, by_field, differences
from demarche.evaluate.grids import Grid, number
from demarche.evaluate.rows import Row


def as_grids(documents: Sequence[Joined]) -> list[Grid]:
    """What both have, the agreement by field, and every difference."""
    both, only_a, only_b = _counts(documents)
    return [
        Grid(
            "Claims",
            ("in both", "only in A", "only in B", "of all, in both"),
            [(str(both), str(only_a), str(only_b), number(_share(both, only_a, only_b)))],
            left=0,
        ),
        Grid(
            "Agreement on the claims in both",
            ("field", "same", "of", "share", "alpha", "kappa"),
            [
                (
                    one.field,
                    str(one.same),
                    str(one.of),
                    number(one.same / one.of),
                    number(one.alpha),
                    number(one.kappa),
                )
                for one in by_field(documents)
            ],
        ),
        Grid(
            "Differences",
            ("document", "row", "claim", "field", "A", "B"),
            [
                (
                    one.document,
                    f"{one.unit.gold.number}/{one.unit.claim.number}",
                    _told(one.unit.gold),
                    one.field,
                    one.a,
                    one.b,
                )
                for one in differences(documents)
            ],
            left=6,
        ),
        _only("A", [(one.name, row) for one in documents for row in one.only_a]),
        _only("B", [(one.name, row) for one in documents for row in one.only_b]),
    ]


def _only(coder: str, rows: Sequence[tuple[str, Row]]) -> Grid:
    lines = [
        (name, str(row.number), _told(row), row.status, f"{row.evidence_start}–{row.evidence_end}")
        for name, row in rows
    ]
    return Grid(f"Only in {coder}", ("document", "row", "claim", "status", "evidence"), lines, left=5)


def as_json(documents: Sequence[Joined]) -> dict[str, Any]:
    """The same as plain values."""
    both, only_a, only_b = _counts(documents)
    return {
        "claims": {"both": both, "only_a": only_a, "only_b": only_b, "share": _share(both, only_a, only_b)},
        "fields": {
            one.field: {"same": one.same, "of": one.of, "alpha": one.alpha, "kappa": one.kappa}
            for one in by_field(documents)
        },
        "differences": [
            {
                "document": one.document,
                "row_a": one.unit.gold.number,
                "row_b": one.unit.claim.number,
                "field": one.field,
                "a": one.a,
                "b": one.b,
            }
            for one in differences(documents)
        ],
        "only": {
            name: [
                {"document": document.name, "row": row.number}
                for document in documents
                for row in getattr(document, f"only_{name}")
            ]
            for name in ("a", "b")
        },
    }


def _counts(documents: Sequence[Joined]) -> tuple[int, int, int]:
    return (
        sum(len(one.both) for one in documents),
        sum(len(one.only_a) for one in documents),
        sum(len(one.only_b) for one in documents),
    )


def _share(both: int, only_a: int, only_b: int) -> float | None:
    """Rows of either coder that the other has too."""
    rows = 2 * both + only_a + only_b
    return 2 * both / rows if rows else None


def _told(row: Row) -> str:
    return f"{row.interaction_type} {' → '.join(row.pair)}"
