"""What the overview counts: events by type, by year and by pair. All of them, whatever the table shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from demarche.picture.layout import CLASSES, class_of
from demarche.site.content import Content, Event

HAPPENED = ("occurred", "ongoing")
SHOWN = 16
"""Actors of the matrix, and pairs of the time line."""
YEARS = 20
"""Years that the time line of a large release shows one by one."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts in rows and columns; `left_out` is how many of all counted are in none of the cells."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], int]
    left_out: int

    @property
    def highest(self) -> int:
        """The highest count; at least one, so that shares can be taken of it."""
        return max(self.cells.values(), default=1)


@dataclass(frozen=True, slots=True)
class TypeCount:
    """The events of one type: all, those that happened or last, those denied; and the claims of them."""

    name: str
    events: int
    happened: int
    disputed: int
    claims: int
    confirmed: int
    manual: int


def by_type(content: Content) -> list[TypeCount]:
    """A line for each type, the most frequent first."""
    groups: dict[str, list[Event]] = {}
    for event in content.events:
        groups.setdefault(event.row["interaction_type"], []).append(event)
    found = []
    for name, events in groups.items():
        coding = Counter(claim.row["coding"] for event in events for claim in event.claims)
        found.append(
            TypeCount(
                name,
                len(events),
                sum(event.row["status"] in HAPPENED for event in events),
                sum(event.row["disputed"] for event in events),
                sum(coding.values()),
                coding["reviewed"],
                coding["manual"],
            )
        )
    return sorted(found, key=lambda one: (-one.events, one.name))


def by_year(content: Content) -> Grid:
    """Events that happened or last, between whomever, by year of their first day and class of type."""
    cells: Counter[tuple[str, str]] = Counter()
    dated = 0
    for event in content.events:
        year = year_of(event)
        if event.row["status"] in HAPPENED and year is not None:
            cells[str(year), class_of(event.row)] += 1
            dated += 1
    years = tuple(sorted({year for year, _ in cells}))
    classes = tuple(name for name in CLASSES if any(column == name for _, column in cells))
    return Grid(years, classes, dict(cells), len(content.events) - dated)


def year_of(event: Event) -> int | None:
    """The year of the first day that is told."""
    day = event.row["date_start"] or event.row["date_end"]
    return None if day is None else int(day.year)


def matrix(content: Content) -> Grid:
    """Events between states, by pair: those who have most of them, in rows and in columns."""
    events = [event for event in content.events if content.between_states(event.row)]
    seen = Counter(code for event in events for code in event.row["dyad"].split("-"))
    most = _most(seen, SHOWN)
    pairs = Counter(event.row["dyad"] for event in events)
    cells = {}
    for dyad, count in pairs.items():
        one, other = dyad.split("-")
        if one in most and other in most:
            cells[one, other] = cells[other, one] = count
    return Grid(most, most, cells, len(content.events) - sum(cells.values()) // 2)


def dyads_by_year(content: Content) -> Grid:
    """Dated events between states: the pairs with most of them, and the last years, those before in one."""
    events = [event for event in content.events if content.between_states(event.row)]
    dated = [(event.row["dyad"], year) for event in events if (year := year_of(event)) is not None]
    most = _most(Counter(dyad for dyad, _ in dated), SHOWN)
    news = [year for event in events if event.row["status"] in HAPPENED and (year := year_of(event))]
    last = max(news, default=0)
    first = last - YEARS + 1
    cells = Counter(
        (dyad, f"to {first - 1}" if year < first else str(year))
        for dyad, year in dated
        if dyad in most and year <= last
    )
    columns = tuple(sorted({column for _, column in cells}, key=lambda name: (name[0] != "t", name)))
    return Grid(most, columns, dict(cells), len(content.events) - sum(cells.values()))


def _most(counted: Counter[str], number: int) -> tuple[str, ...]:
    ordered: Sequence[tuple[str, int]] = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(name for name, _ in ordered[:number])
