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
from typing import Any

Row = dict[str, Any]


def event_rows(interactions: Iterable[Row]) -> list[Row]:
    """The rows of `events` that follow from the rows of `interactions`."""
    tellings: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in interactions:
        tellings[row["event_id"], row["initiator"], row["target"]].append(row)
    return [_event(rows) for rows in tellings.values()]


def _event(rows: Sequence[Row]) -> Row:
    from demarche.contract.model import load_contract
    from demarche.contract.ontology import load_ontology

    ranking = load_contract().fields["status"].ranking
    rows = sorted(rows, key=lambda row: (ranking.index(row["status"]), _width(row), row["interaction_id"]))
    chief = rows[0]
    mode = next((row["mode"] for row in rows if row["mode"] != "unspecified"), "unspecified")
    codes = load_ontology().codes(
        chief["interaction_type"], mode, chief["phase"], chief["status"], chief["context"]
    )
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
        "cameo_code": codes.cameo_code,
        "plover_event": codes.plover_event,
        "plover_mode": codes.plover_mode,
        "quad_class": codes.quad_class,
        "goldstein": codes.goldstein,
    }


def _width(row: Row) -> tuple[int, int]:
    """How much a date leaves open: days of a closed interval, then open ones, then no date."""
    start, end = row["date_start"], row["date_end"]
    if row["date"] is None:
        return 2, 0
    if start is None or end is None:
        return 1, 0
    return 0, (end - start).days
