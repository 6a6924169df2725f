"""The events as the table reads them: in a script, since pages opened from the disk may not fetch.

A column in which values repeat is kept as a list of its values and a number for each row.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from demarche.contract.model import get_table
from demarche.report import claim_words
from demarche.site.content import Content, Event

MOST_ROWS = 100_000
"""Rows that a browser finds and sorts at once; of more, a sample is shown."""
MOST_WORDS = 12_000_000
"""Characters of evidence in the table; where there is more, it stands on the sources' pages alone."""


def sample(events: Sequence[Event], most: int = MOST_ROWS) -> Sequence[Event]:
    """All events, or so many of them as the table shows: evenly spaced in their order, so by day."""
    if len(events) <= most:
        return events
    return [events[n * len(events) // most] for n in range(most)]


def table_script(content: Content, shown: Sequence[Event]) -> str:
    """The script that holds the rows: `window.demarcheEvents`."""
    # The CSV that the page makes has the cells that the release's own has, so as the contract writes them.
    columns = get_table("events").columns
    packed = {
        column.name: _packed([_cell(event.row[column.name]) for event in shown], column.field.type)
        for column in columns
    }
    first = [event.claims[0] if event.claims else None for event in shown]
    packed["_act"] = _packed([event.act for event in shown], "string")
    packed["_teller"] = _packed([_tellers(event, content) for event in shown], "string")
    packed["_claim"] = _packed(
        [None if claim is None else claim.row["interaction_id"] for claim in first], "string"
    )
    packed["_source"] = _packed(
        [None if claim is None else claim.row["source_id"] for claim in first], "string"
    )
    words = [
        None if claim is None or claim.words is None else " ".join(claim.words.split()) for claim in first
    ]
    if sum(len(each) for each in words if each) <= MOST_WORDS:
        packed["_words"] = _packed(words, "string")
    data = {
        "total": len(content.events),
        "rows": len(shown),
        "version": content.held.version,
        "names": {code: content.names[code] for code in sorted(_codes(shown)) if code in content.names},
        "columns": packed,
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return f"window.demarcheEvents={text};\n"


def _codes(shown: Sequence[Event]) -> set[str]:
    return {event.row[side] for event in shown for side in ("initiator", "target")}


def _tellers(event: Event, content: Content) -> str:
    """On whose word an event is told: everyone's, each once."""
    return "; ".join(dict.fromkeys(claim_words.teller(claim.row, content.names) for claim in event.claims))


def _cell(value: Any) -> str | None:
    """A value as the release's CSV has it; None for an empty cell."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _packed(cells: Sequence[str | None], kind: str) -> dict[str, Any]:
    quoted = kind == "string"
    values = dict.fromkeys(cell for cell in cells if cell is not None)
    if len(values) * 2 > len(cells):
        return {"quoted": quoted, "cells": list(cells)}
    numbers = {value: n for n, value in enumerate(values)}
    codes = [-1 if cell is None else numbers[cell] for cell in cells]
    return {"quoted": quoted, "values": list(values), "codes": codes}
