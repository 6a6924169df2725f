"""One row of gold or of claims, reduced to what an evaluation compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.claims import Claim
from demarche.evaluate.withheld import EvaluationInputError

TIERS = ("core", "extended", "optional")
CORE_TYPES = frozenset({"visit", "agreement", "sanction", "accusation"})

KEY = ("interaction_type", "initiator", "target", "status")
SPAN = ("evidence_start", "evidence_end")
TEXT_FIELDS = (
    "mode", "phase", "voice", "reported_by", "date", "date_precision", "date_basis", "reported_on", "context",
    "location", "level",
)  # fmt: skip
FLAGS = ("directed", "disputed")
FIELDS = (
    "date", "date_precision", "date_basis", "reported_by", "reported_on", "voice", "disputed", "mode",
    "phase", "context", "location", "level", "directed",
)  # fmt: skip
"""The columns whose accuracy is measured on matched rows, in the order of the output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A gold row (with a `tier`) or a claim (without).

    `columns` names the columns that its file has: a field is compared only where both files have it.
    Offsets are half-open, in code points of the source text. `number` is the row's place in its file,
    from 1; it is shown to people and decides nothing.
    """

    interaction_type: str
    initiator: str
    target: str
    status: str
    evidence_start: int
    evidence_end: int
    columns: frozenset[str]
    number: int = 0
    tier: str = ""
    mode: str | None = None
    phase: str | None = None
    voice: str | None = None
    reported_by: str | None = None
    date: str | None = None
    date_precision: str | None = None
    date_basis: str | None = None
    reported_on: str | None = None
    context: str | None = None
    location: str | None = None
    level: str | None = None
    directed: bool | None = None
    disputed: bool | None = None
    confidence: float | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Who acts and on whom, as they are compared.

        As written; a row that says it is undirected is read in alphabetical order, whichever way
        round its file has it. The coarser gold has no `directed`: its undirected rows are written in
        alphabetical order, so that they need no rule of their own.
        """
        if self.directed is False and self.initiator > self.target:
            return self.target, self.initiator
        return self.initiator, self.target

    @property
    def place(self) -> tuple[object, ...]:
        """The row's place in the text, then its content: an order that no reordering of files changes."""
        values = (str(getattr(self, name) or "") for name in (*KEY, *TEXT_FIELDS, *FLAGS, "confidence"))
        return (self.evidence_start, self.evidence_end, *values, self.tier)


def row_of_cells(cells: Mapping[str, str | None], *, number: int, file: Path, line: int, gold: bool) -> Row:
    """A row from the text of its cells. Raises EvaluationInputError naming file, line and column."""

    def wrong(field: str, message: str, hint: str | None = None) -> EvaluationInputError:
        return EvaluationInputError(
            message, file=file, line=line, field=field, value=cells.get(field), hint=hint
        )

    key = {name: cells.get(name) or "" for name in KEY}
    for name, value in key.items():
        if not value:
            raise wrong(name, "a row cannot be matched without it")
    span = {}
    for name in SPAN:
        value = cells.get(name) or ""
        if not (value.isascii() and value.isdigit() and len(value) < 19):
            raise wrong(name, "is not an offset", "Offsets are whole numbers, from 0.")
        span[name] = int(value)
    if span["evidence_end"] < span["evidence_start"]:
        raise wrong("evidence_end", "lies before evidence_start")
    tier = (cells.get("tier") or "") if gold else ""
    if gold and tier not in TIERS:
        raise wrong("tier", f"is none of {', '.join(TIERS)}")
    flags: dict[str, bool | None] = {}
    for name in FLAGS:
        value = (cells.get(name) or "").lower()
        if value not in {"", "true", "false"}:
            raise wrong(name, "is neither true nor false")
        flags[name] = None if not value else value == "true"
    confidence = cells.get("confidence")
    try:
        sure = None if confidence is None else float(confidence)
    except ValueError:
        raise wrong("confidence", "is not a number") from None
    values: dict[str, Any] = {**key, **span, **flags, **{name: cells.get(name) for name in TEXT_FIELDS}}
    return Row(**values, columns=frozenset(cells), number=number, tier=tier, confidence=sure)


_CLAIM_COLUMNS = frozenset((*KEY, *SPAN, *TEXT_FIELDS, *FLAGS, "confidence"))


def row_of_claim(claim: Claim, number: int = 0) -> Row:
    """A claim as the coder returns it, as a row to compare."""
    return Row(
        interaction_type=claim.interaction_type,
        initiator=claim.initiator,
        target=claim.target,
        status=claim.status,
        evidence_start=claim.evidence_start,
        evidence_end=claim.evidence_end,
        columns=_CLAIM_COLUMNS,
        number=number,
        directed=claim.directed,
        disputed=claim.disputed,
        confidence=claim.confidence,
        **{name: getattr(claim, name) for name in TEXT_FIELDS},
    )
