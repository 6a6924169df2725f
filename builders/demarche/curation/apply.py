"""Decisions applied to the frozen claims of a source.

Claims without a decision stay machine rows; accepted and amended ones are reviewed, added ones manual,
rejected ones go. Every decision must find its claim as its guard describes it: a coder that changed its
mind is met here, with file and line, and not in the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from demarche.claims import Claim, pack_participants
from demarche.curation.decisions import Curation, Decision, LinkDecision, nearest
from demarche.curation.document import Node
from demarche.curation.values import COLUMNS, added, amended, cell, find_words, typed
from demarche.errors import DemarcheError, collecting, raise_faults
from demarche.ledger import Ledger, LedgerRow

if TYPE_CHECKING:
    from demarche.sources.store import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedRow:
    """A claim that goes into the tables.

    `coding` is machine, reviewed or manual; `bound` is the interaction_id by which a decision says that it is
    known; `event` names the row whose event it shares, by claim key or interaction_id; `node` is the place of
    the decision.
    """

    key: str
    claim: Claim
    coding: str
    bound: str | None = None
    event: str | None = None
    node: Node | None = None

    @property
    def name(self) -> tuple[str, str]:
        """Source and claim key: what tells the row from all others before it has an id."""
        return self.claim.source_id, self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A claim that curation takes out, by claim key or, where the coder makes it no longer, by id alone."""

    node: Node
    reason: str
    key: str | None = None
    id: str | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class CuratedSource:
    """What curation makes of the claims of one source."""

    source_id: str
    rows: tuple[CuratedRow, ...]
    rejections: tuple[Rejection, ...] = ()
    links: tuple[LinkDecision, ...] = ()


def curate(
    source: Source, frozen: Mapping[str, Claim], curation: Curation | None, ledger: Ledger
) -> CuratedSource:
    """The curated rows of a source, in the order of its claims, added rows last.

    Raises DataError that names every decision which does not hold, with file and line.
    """
    if curation is None:
        rows = [CuratedRow(key=key, claim=claim, coding="machine") for key, claim in frozen.items()]
        return CuratedSource(source.source_id, tuple(rows))
    desk = _Desk(source, frozen, ledger)
    faults: list[DemarcheError] = []
    for decision in curation.decisions:
        with collecting(faults):
            desk.decide(decision)
    raise_faults(faults)
    rows = [
        desk.rows.get(key) or CuratedRow(key=key, claim=claim, coding="machine")
        for key, claim in frozen.items()
        if key not in desk.gone
    ]
    rows += [row for key, row in desk.rows.items() if key not in frozen]
    return CuratedSource(source.source_id, tuple(rows), tuple(desk.rejections), curation.links)


class _Desk:
    """The decisions of one source, taken one after the other."""

    def __init__(self, source: Source, frozen: Mapping[str, Claim], ledger: Ledger) -> None:
        self.source_id, self.text, self.published = source.source_id, source.text, source.published
        self.frozen, self.ledger = frozen, ledger
        self.rows: dict[str, CuratedRow] = {}
        self.gone: set[str] = set()
        self.rejections: list[Rejection] = []
        self._decided: dict[str, int] = {}

    def decide(self, decision: Decision) -> None:
        """Take one decision. Raises DataError where it does not hold."""
        key = decision.claim if decision.kind == "add" else self._claim_key(decision)
        self._once(key or str(decision.id), decision)
        if decision.kind == "reject":
            self._reject(decision, key)
            return
        assert key is not None
        if decision.kind == "add":
            claim = added(decision.values, self.source_id, self.published, self.text, decision.node)
            if decision.id is not None:
                self._bind(decision, key)
        else:
            claim = self.frozen[key]
            self._expect(decision, key, claim)
            if decision.kind == "amend":
                self._check_change(decision, claim)
                claim = amended(claim, decision.values, self.text, decision.node)
        self.rows[key] = CuratedRow(
            key=key,
            claim=claim,
            coding="manual" if decision.kind == "add" else "reviewed",
            bound=decision.id,
            event=decision.event,
            node=decision.node,
        )

    def _once(self, name: str, decision: Decision) -> None:
        if name in self._decided:
            raise decision.node.fault(
                f"was decided in line {self._decided[name]} already",
                field="key" if decision.kind == "add" else "claim",
                value=name,
                hint="Keep one of the two decisions.",
            )
        self._decided[name] = decision.node.line

    def _reject(self, decision: Decision, key: str | None) -> None:
        if key is not None:
            if not decision.expect:
                raise decision.node.fault(
                    "is missing", field="expect", hint="Name what the claim must still say."
                )
            self._expect(decision, key, self.frozen[key])
            self.gone.add(key)
        elif decision.expect:
            raise decision.node.fault(
                "cannot be checked: the claim of this id is gone", field="expect", value=decision.id
            )
        self.rejections.append(
            Rejection(
                node=decision.node,
                reason=decision.reason,
                key=key,
                id=decision.id,
                replaced_by=decision.replaced_by,
            )
        )

    def _claim_key(self, decision: Decision) -> str | None:
        """The frozen claim a decision is about; None for an id that is rejected and whose claim is gone."""
        row = None if decision.id is None else self._ledger_row(decision)
        if decision.claim is not None:
            if decision.claim not in self.frozen:
                raise decision.node.fault(
                    "no such claim in the frozen claims of this source",
                    field="claim",
                    value=decision.claim,
                    hint=nearest(decision.claim, set(self.frozen)),
                )
            if row is not None and row.claim_key != decision.claim:
                self._bind(decision, decision.claim)
            return decision.claim
        assert row is not None
        if row.claim_key in self.frozen:
            return row.claim_key
        if decision.kind == "reject":
            return None
        raise decision.node.fault(
            f"the claim of this id ({row.claim_key}) is gone from the frozen claims",
            field="id",
            value=decision.id,
            hint="Name the claim that it is now (claim: beside id:), add it by hand, or reject it.",
        )

    def _ledger_row(self, decision: Decision) -> LedgerRow:
        row = self.ledger.get(str(decision.id))
        if row is None or row.source_id != self.source_id:
            raise decision.node.fault(
                "the ledger has no such id of this source", field="id", value=decision.id
            )
        if not row.live and decision.kind != "reject":
            raise decision.node.fault(
                f"is withdrawn since {row.withdrawn_in}",
                field="id",
                value=decision.id,
                hint="Leave the id out.",
            )
        return row

    def _bind(self, decision: Decision, key: str) -> None:
        """Check that the id of a decision is free for the claim `key`."""
        row = self._ledger_row(decision)
        own = self.ledger.of_claim(self.source_id, key)
        if own is not None and own.interaction_id != decision.id:
            raise decision.node.fault(
                f"the claim {key} has an id of its own", field="id", value=own.interaction_id
            )
        if row.claim_key != key and row.claim_key in self.frozen:
            raise decision.node.fault(
                f"is the id of the claim {row.claim_key}, which still stands", field="id", value=decision.id
            )

    def _expect(self, decision: Decision, key: str, claim: Claim) -> None:
        faults: list[DemarcheError] = []
        for column, node in decision.expect.items():
            with collecting(faults):
                wanted, found = self._guard(column, node, claim)
                if wanted != found:
                    raise node.fault(
                        f"claim {key}: expected {_shown(wanted)}, the frozen claim has {_shown(found)}",
                        field=column,
                        hint="The coder changed its mind: look again, then mend expect: or the decision.",
                    )
        raise_faults(faults)

    def _guard(self, column: str, node: Node, claim: Claim) -> tuple[Any, Any]:
        if column == "evidence":
            words = " ".join(node.text(column).split())
            return words, " ".join(self.text[claim.evidence_start : claim.evidence_end].split())
        if column not in {*COLUMNS, "trigger_start", "trigger_end", "rule"}:
            raise node.fault("is no column of a claim", field=column, hint=nearest(column, set(COLUMNS)))
        return typed(node, column), getattr(claim, column)

    def _check_change(self, decision: Decision, claim: Claim) -> None:
        """Raise DataError on a value that the frozen claim has anyway: the coder caught up."""
        faults: list[DemarcheError] = []
        for column, node in decision.values.items():
            with collecting(faults):
                self._check_cell(column, node, claim)
        raise_faults(faults)

    def _check_cell(self, column: str, node: Node, claim: Claim) -> None:
        if column == "evidence":
            same = find_words(self.text, node, column) == (claim.evidence_start, claim.evidence_end)
        elif column == "trigger":
            words = " ".join(node.text(column).split())
            same = words == " ".join(self.text[claim.trigger_start : claim.trigger_end].split())
        else:
            same = column in COLUMNS and cell(node, column) == getattr(claim, column)
        if same:
            raise node.fault(
                "the frozen claim has this value already",
                field=column,
                value=_shown(getattr(claim, column, None)),
                hint="Take the line out; if nothing is left to set, accept the claim.",
            )


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, tuple):
        return repr(pack_participants(value) or "nothing")
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value)
