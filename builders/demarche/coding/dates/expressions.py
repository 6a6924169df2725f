"""What is known of a date from its words alone: `DateExpression`, and what its readers share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from demarche.coding.dates.words import MONTHS, ORDINALS, WEEKDAYS

Sense = Literal["at", "since", "until", "by", "from"]
Kind = Literal[
    "calendar", "dateline", "weekday", "today", "unit", "season", "decade", "half", "offset", "neighbour",
    "same", "ordinal", "within", "ahead", "near", "range",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DateExpression:
    """One date expression: `text[start:end]`, code points, without the preposition before it.

    `sense` is what the preposition makes of it. `direction` counts from the reference: -1 "last", 0
    "this", 1 "next". `reference` says what it counts from: "published", or "anchor", the date in focus;
    None for what stands on its own. `refers` marks an offset from something that is named after it ("five
    days after the raid"). `to` is the second end of a range, or the date that an offset counts from.
    """

    start: int
    end: int
    kind: Kind
    sense: Sense = "at"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    count: float | None = None
    direction: int | None = None
    part: str | None = None
    reference: Literal["published", "anchor"] | None = None
    refers: bool = False
    to: DateExpression | None = None

    @property
    def explicit(self) -> bool:
        """Whether it is written as a date of the calendar."""
        return self.kind in ("calendar", "dateline") and self.reference is None


Reader = Callable[["re.Match[str]"], "list[DateExpression] | None"]
"""From the match of a pattern to the dates in it. No dates: another pattern may yet fit there; None: there is
none to be found in these words."""

_DIRECTIONS = {"last": -1, "previous": -1, "preceding": -1, "before": -1, "this past": -1}
_DIRECTIONS |= {"next": 1, "following": 1, "after": 1, "this coming": 1}


def month_of(name: str) -> int:
    """The number of a month from its name or abbreviation."""
    return MONTHS[name.lower().rstrip(".")]


def weekday_of(name: str) -> int:
    """Monday is 0."""
    return WEEKDAYS[name.lower().rstrip(".")]


def day_of(text: str) -> int:
    """The day of the month from digits or an ordinal."""
    digits = re.match(r"[0-9]+", text)
    return int(digits[0]) if digits else ORDINALS[text.lower()]


def year_of(text: str | None) -> int | None:
    """The year, when there is one."""
    return int(text) if text else None


def direction_of(text: str | None) -> int | None:
    """-1 for "last", 1 for "next", 0 for "this" and "that"; None for no word."""
    if not text:
        return None
    return _DIRECTIONS.get(text.lower().split("the ")[-1].removeprefix("that "), 0)


def unit_of(text: str) -> str:
    """`weeks` → `week`; times of the day count as the day, shorter times as an hour."""
    key = text.lower()
    key = "century" if key.startswith("centur") else key.rstrip("s")
    if key in ("morning", "afternoon", "evening", "night"):
        return "day"
    return "hour" if key in ("minute", "moment", "second") else key


def part_of(text: str | None) -> str | None:
    """`end` and `start` narrow a year to a month; the others leave it as wide as it is."""
    for word in ("end", "close"):
        if text and re.search(rf"\b{word}\b", text.lower()):
            return "end"
    if text and re.search(r"\b(?:start|beginning)\b", text.lower()):
        return "start"
    return "vague" if text else None


def reference_of(year_of: str | None) -> dict[str, Any]:
    """The fields for "of last year" (from publication), "that year" (from the date in focus)."""
    if not year_of:
        return {}
    anchored = year_of.lower().startswith("th") and year_of.lower() not in ("this", "the")
    return {"reference": "anchor" if anchored else "published", "direction": direction_of(year_of)}


def make(match: re.Match[str], kind: Kind, group: str | int = 0, **fields: Any) -> DateExpression:
    """The expression at a match, or at a group of it."""
    start, end = match.span(group)
    return DateExpression(start=start, end=end, kind=kind, **fields)
