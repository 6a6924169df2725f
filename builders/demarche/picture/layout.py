"""Where each event stands in the picture: panel, row, lane. Pure arithmetic on days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

# The types that head the dataset, then the rest of the ontology by its quad class. Okabe and Ito's palette is
# told apart under the common colour blindnesses; the shapes say it once more.
CLASSES: Mapping[str, tuple[str, str]] = {
    "visit": ("#0072B2", "circle"),
    "agreement": ("#009E73", "square"),
    "sanction": ("#D55E00", "triangle-up"),
    "accusation": ("#CC79A7", "diamond"),
    "other, cooperative": ("#56B4E9", "triangle-right"),
    "other, conflictual": ("#000000", "triangle-down"),
}
HAPPENED = ("occurred", "ongoing")
LATEST = timedelta(days=27)
"""How much of the end of the time line gets a panel of its own: four weeks."""
SLOTS = {"before": 22, "latest": 12, "undated": 5}
"""How many marks stand side by side in a panel without touching."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event's place in the picture. `start` and `end` are days; both None in the panel `undated`.

    `words` tell the event to who does not see it.
    """

    panel: str
    dyad: str
    lane: int
    slot: int
    start: date | None
    end: date | None
    kind: str
    happened: bool
    disputed: bool
    words: str


def place(events: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """Give every event a panel and, within its dyad and panel, the first lane where it touches no other."""
    rows = sorted(events, key=_order)
    days = [day for row in rows for day in (row["date_start"], row["date_end"]) if day] or [date.max]
    first, last = min(days), max(days)
    # Counted back from what has happened: a plan for years ahead must not empty the panel.
    news = [row["date_start"] for row in rows if row["date_start"] and row["status"] in HAPPENED]
    border = max(news, default=last) - LATEST
    spans = {"before": (first, border), "latest": (border, last)}
    taken: dict[tuple[str, str], list[float]] = defaultdict(list)
    marks = []
    for row in rows:
        panel, start, end = _panel(row, border, last)
        lanes = taken[row["dyad"], panel]
        if start is None or end is None:
            count = len(lanes)
            lanes.append(0)
            lane, slot = divmod(count, SLOTS[panel])
        else:
            low, high = spans[panel]
            unit = max((high - low).days, 1) / SLOTS[panel]
            left, right = (start - low).days, (end - low).days
            lane = next((n for n, edge in enumerate(lanes) if edge <= left), len(lanes))
            lanes[lane : lane + 1] = [max(right, left + unit)]
            slot = 0
        marks.append(
            Mark(
                panel,
                row["dyad"],
                lane,
                slot,
                start,
                end,
                class_of(row),
                row["status"] in HAPPENED,
                row["disputed"],
                f"{row['interaction_type']}, {row['status']}, {row['date'] or 'no date'}",
            )
        )
    return marks


def _order(row: Mapping[str, Any]) -> tuple[object, ...]:
    start = row["date_start"] or row["date_end"] or date.max
    return (
        row["dyad"],
        start,
        row["date_end"] or date.max,
        list(CLASSES).index(class_of(row)),
        row["event_id"],
        row["initiator"],
    )


def _dated(row: Mapping[str, Any]) -> bool:
    return row["date_start"] is not None or row["date_end"] is not None


def _panel(row: Mapping[str, Any], border: date, last: date) -> tuple[str, date | None, date | None]:
    """The panel and the days; an open end is drawn to the edge of what the dataset knows."""
    if not _dated(row):
        return "undated", None, None
    start, end = row["date_start"] or row["date_end"], row["date_end"] or last
    if start > border:
        return "latest", start, end
    return "before", start, min(end, border)


def class_of(row: Mapping[str, Any]) -> str:
    """The class of an event's type, one of `CLASSES`."""
    kind = row["interaction_type"]
    if kind in CLASSES:
        return str(kind)
    return "other, conflictual" if str(row["quad_class"]).endswith("conflict") else "other, cooperative"
