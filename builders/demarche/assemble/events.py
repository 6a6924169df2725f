"""Events from claims: one row a happening and pair, whatever the number of claims that tell of it.

Of the claims of a pair, the most definite status wins, in the contract's order: what occurred outranks what
lasts, that what was called off or refused, that a plan, that a proposal. Phase, date, codes and direction
come from the claims of that status, so that no row mixes a plan's date with a deed's status; of several
dates the narrowest is taken. The mode is the most definite claim's, or another claim's where it has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from demarche.claims_table import CODES
from demarche.errors import DataError

if TYPE_CHECKING:
    from demarche.contract.ontology import Ontology

Row = dict[str, Any]


def event_rows(
    interactions: Iterable[Row], *, uncoded: bool = False, ontology: Ontology | None = None
) -> list[Row]:
    """The rows of `events` that follow from the rows of `interactions`.

    Raises DataError where the ontology forbids what the claims of an event add up to; with `uncoded`, as for
    claims that nobody has looked at, such an event has no codes instead. The ontology is the contract's, or
    the one that is given: that of an older release.
    """
    tellings: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in interactions:
        tellings[row["event_id"], row["initiator"], row["target"]].append(row)
    return [_event(rows, uncoded=uncoded, ontology=ontology) for rows in tellings.values()]


def _event(rows: Sequence[Row], *, uncoded: bool, ontology: Ontology | None) -> Row:
    from demarche.contract.model import load_contract

    ranking = load_contract().fields["status"].ranking
    rows = sorted(rows, key=lambda row: (ranking.index(row["status"]), _width(row), row["interaction_id"]))
    chief = rows[0]
    mode = next((row["mode"] for row in rows if row["mode"] != "unspecified"), "unspecified")
    codes = _codes(chief, mode, ontology, uncoded=uncoded)
    copied = ("event_id", "dyad", "initiator", "target", "directed", "interaction_type", "phase", "status")
    dates = ("date", "date_start", "date_end", "date_precision")
    start: date | None = chief["date_start"]
    return {
        **{name: chief[name] for name in copied},
        "mode": mode,
        "disputed": any(row["disputed"] for row in rows),
        **{name: chief[name] for name in dates},
        "year": start.year if start is not None and chief["status"] == "occurred" else None,
        "n_claims": len(rows),
        "n_sources": len({row["source_id"] for row in rows}),
        **codes,
    }


def _codes(chief: Row, mode: str, ontology: Ontology | None, *, uncoded: bool) -> Row:
    """The codes of an event; all null, where that is allowed, for what the ontology does not list."""
    from demarche.contract.ontology import load_ontology

    kind, phase, status = chief["interaction_type"], chief["phase"], chief["status"]
    try:
        codes = (ontology or load_ontology()).codes(kind, mode, phase, status, chief["context"])
    except DataError:
        if not uncoded:
            raise
        return dict.fromkeys(CODES)
    return {name: getattr(codes, name) for name in CODES}


def _width(row: Row) -> tuple[int, int]:
    """How much a date leaves open: days of a closed interval, then open ones, then no date."""
    start, end = row["date_start"], row["date_end"]
    if row["date"] is None:
        return 2, 0
    if start is None or end is None:
        return 1, 0
    return 0, (end - start).days
