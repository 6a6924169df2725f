"""Which claims were asked for: by id of claim, event or source, by pair and by type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from demarche.curation.decisions import nearest
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.holdings import Holdings


def chosen(
    held: Holdings, name: str | None = None, dyad: str | None = None, kind: str | None = None
) -> list[dict[str, Any]]:
    """The rows of `interactions` that fit all that is given, by pair, then first day, undated last.

    Raises InputError for an id, a pair or a type that the tables do not have, with what is near.
    """
    rows = held.rows("interactions")
    if name is not None:
        found = [row for row in rows if name in (row["interaction_id"], row["event_id"], row["source_id"])]
        rows = found or _missing(held, name, rows)
    if dyad is not None:
        rows = _of_dyad(rows, dyad)
    if kind is not None:
        kinds = {row["interaction_type"] for row in rows}
        if kind not in kinds:
            hint = nearest(kind, kinds) or f"Here are: {', '.join(sorted(kinds))}."
            raise InputError("no such claim here", field="type", value=kind, hint=hint)
        rows = [row for row in rows if row["interaction_type"] == kind]
    return sorted(rows, key=_order)


def _of_dyad(rows: list[dict[str, Any]], dyad: str) -> list[dict[str, Any]]:
    """The rows of a pair, in whichever order its codes were given."""
    pair = "-".join(sorted(dyad.upper().split("-")))
    found = [row for row in rows if row["dyad"] == pair]
    if not found:
        dyads = {row["dyad"] for row in rows}
        codes = set(pair.split("-"))
        near = sorted(one for one in dyads if codes & set(one.split("-")))[:6]
        raise InputError(
            "no claim of this pair",
            field="dyad",
            value=dyad,
            hint=f"Pairs with one of the two: {', '.join(near)}." if near else "Write it as RUS-PRK.",
        )
    return found


def _missing(held: Holdings, name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Raise InputError: say whether the id was withdrawn, or what is near."""
    for row in held.rows("withdrawn"):
        if row["id"] == name:
            after = f"; see {row['replaced_by']}" if row["replaced_by"] else ""
            raise InputError(
                f"was withdrawn in {row['withdrawn_in']}: {row['reason']}{after}", field="ID", value=name
            )
    ids = {row[column] for row in rows for column in ("interaction_id", "event_id", "source_id")}
    raise InputError(
        "no such claim, event or source",
        field="ID",
        value=name,
        hint=nearest(name, ids) or "Or ask by pair: demarche show --dyad RUS-PRK",
    )


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    start = row["date_start"] or row["date_end"]
    return row["dyad"], start is None, str(start), row["interaction_type"], row["interaction_id"]
