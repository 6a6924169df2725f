"""Readers of dates that point from another: a weekday, "last month", "two days later", "that day"."""

from __future__ import annotations

import re
from typing import Any

from demarche.coding.dates import words
from demarche.coding.dates.expressions import (
    DateExpression,
    Reader,
    day_of,
    direction_of,
    make,
    part_of,
    reference_of,
    unit_of,
    weekday_of,
)
from demarche.coding.dates.patterns import either

_PROPER = re.compile(rf"(?:{either(words.PROPER)})[ ]$")
_PAPER = re.compile(rf"[^\S\n](?:{either(words.PAPERS)})\b")
_LATER = ("later", "after", "afterward", "afterwards", "on")


def _same(match: re.Match[str]) -> list[DateExpression]:
    if match["weekday"]:
        return [make(match, "same", "core", weekday=weekday_of(match["weekday"]), reference="anchor")]
    if match["unit"].lower() in words.SEASONS:
        month = words.SEASONS[match["unit"]]
        return [make(match, "season", "core", month=month, direction=0, reference="anchor")]
    return [make(match, "same", "core", unit=unit_of(match["unit"]), reference="anchor")]


def _neighbour(match: re.Match[str]) -> list[DateExpression]:
    if match["deictic"]:
        count = {"yesterday": -2, "tomorrow": 2}[match["deictic"].lower()]
        agrees = (count < 0) == (match["side"].lower() == "before") and match["unit2"].lower() == "day"
        return [make(match, "today", "core", count=count, reference="published")] if agrees else []
    direction = direction_of(match["which"] or match["side"])
    if match["weekday"]:
        return [
            make(
                match,
                "neighbour",
                "core",
                weekday=weekday_of(match["weekday"]),
                direction=direction,
                reference="anchor",
            )
        ]
    unit = unit_of(match["unit"] or match["unit2"])
    refers = match["side"] is not None and _named_after(match)
    return [
        make(match, "neighbour", "core", unit=unit, direction=direction, reference="anchor", refers=refers)
    ]


def _on_next(match: re.Match[str]) -> list[DateExpression]:
    """After "that day and on the next": a day only where one has just been named."""
    before = match.string[max(0, match.start() - 16) : match.start()]
    if not re.search(r"\b(?:day|morning|evening|night),? (?:and |but )?$", before):
        return []
    return [make(match, "neighbour", "core", unit="day", direction=1, reference="anchor")]


def _beside(match: re.Match[str]) -> list[DateExpression]:
    """ "The Friday before": the one next to the date in focus."""
    weekday, direction = weekday_of(match["weekday"]), direction_of(match["side"])
    return [make(match, "neighbour", "core", weekday=weekday, direction=direction, reference="anchor")]


def _before_last(match: re.Match[str]) -> list[DateExpression]:
    """ "The week before last"."""
    return [make(match, "unit", "core", unit=unit_of(match["unit"]), direction=-2, reference="published")]


def _of_day(match: re.Match[str]) -> list[DateExpression]:
    """ "Earlier in the day": of the day in focus."""
    return [make(match, "near", direction=-1, reference="anchor")]


def _next_day(match: re.Match[str]) -> list[DateExpression]:
    """ "Next morning they signed", at the head of a clause."""
    return [make(match, "neighbour", "core", unit="day", direction=1, reference="anchor")]


def _weekday_the(match: re.Match[str]) -> list[DateExpression]:
    """ "Thursday the 18th": the day of the month says which Thursday."""
    return [make(match, "ordinal", "core", day=day_of(match["day"]), reference="anchor")]


def _named_after(match: re.Match[str]) -> bool:
    """Whether what is counted from follows ("after the raid"); else it is an adverb ("a day after.")."""
    return re.match(r"\s+\w", match.string[match.end() : match.end() + 4]) is not None


def _ordinal(match: re.Match[str]) -> list[DateExpression]:
    fields: dict[str, Any] = {"reference": "anchor"}
    if match["month_of"]:
        fields = {**reference_of(match["month_of"]), "unit": "month"}
    return [make(match, "ordinal", "core", day=day_of(match["day"]), **fields)]


def _week_day(match: re.Match[str]) -> list[DateExpression] | None:
    """Names ("Bloody Sunday"), habits ("every Monday") and "the last Monday of May" are left out."""
    before = match.string[max(0, match.start("weekday") - 8) : match.start("weekday")]
    if match["every"] or _PROPER.search(before) or (match["the"] and match["direction"]):
        return None
    if _PAPER.match(match.string, match.end()):
        return None
    weekday, direction = weekday_of(match["weekday"]), direction_of(match["direction"])
    unit = "week" if match["week"] else None
    direction = direction_of(match["week"]) if unit else direction
    return [
        make(match, "weekday", "core", weekday=weekday, direction=direction, unit=unit, reference="published")
    ]


def _today(match: re.Match[str]) -> list[DateExpression]:
    before = match.string[max(0, match.start() - 2) : match.start()]
    if match[0].startswith("Today") and before[:1].isalnum() and before.endswith(" "):
        return []  # the title of a paper or a channel
    if re.match(r"(?i)last", match[0]) and before.lower().endswith("e "):
        return []  # "the last night"
    count = -1 if match["yesterday"] else 1 if match["tomorrow"] else 0
    return [make(match, "today", count=count, reference="published")]


def _amount(match: re.Match[str]) -> tuple[float | None, str]:
    """Number and unit; a fortnight is two weeks, a decade ten years, a year and a half eighteen months."""
    number, unit = words.number_value(match["number"]), unit_of(match["unit"])
    if number is None:
        return None, unit
    number += 0.5 if match.groupdict().get("half") else 0
    factor, plain = {"fortnight": (2, "week"), "decade": (10, "year"), "century": (100, "year")}.get(
        unit, (1, unit)
    )
    number *= factor
    if plain == "hour":
        minutes = not re.match(r"(?i)hour", match["unit"])
        return (number // 24, "day") if number >= 24 and not minutes else (number, plain)
    if plain == "year" and number % 1:
        return (number * 12, "month" if number < 1 else "year_and_half")
    return number, plain


def _ago(match: re.Match[str]) -> list[DateExpression]:
    count, unit = _amount(match)
    if unit == "hour":
        return [make(match, "today", count=0, reference="published")]
    return [make(match, "offset", unit=unit, count=count, direction=-1, reference="published")]


def _offset(match: re.Match[str]) -> list[DateExpression]:
    count, unit = _amount(match)
    side = match["side"].lower()
    direction = 1 if side in _LATER else -1
    refers = side in ("before", "after", "prior to") and not match["that"] and _named_after(match)
    if unit == "hour":
        return [make(match, "near", reference="anchor", direction=direction, refers=refers)]
    return [
        make(match, "offset", unit=unit, count=count, direction=direction, reference="anchor", refers=refers)
    ]


def _within(match: re.Match[str]) -> list[DateExpression]:
    count, unit = _amount(match)
    if unit == "hour":
        return [make(match, "near", reference="anchor")]
    return [make(match, "within", unit=unit, count=count, reference="published")]


def _coming(match: re.Match[str]) -> list[DateExpression]:
    return [make(match, "within", unit=unit_of(match["unit"]), reference="published")]


def _ahead(match: re.Match[str]) -> list[DateExpression]:
    count, unit = _amount(match)
    certain = 0 if match["time"] else None
    return [make(match, "ahead", unit=unit, count=count, direction=certain, reference="published")]


def _units(match: re.Match[str]) -> list[DateExpression]:
    if match.string[max(0, match.start() - 4) : match.start()].lower() == "the " and not match["part"]:
        return []  # "the last week", "the next month": a length of time
    unit, direction = unit_of(match["unit"]), direction_of(match["direction"])
    return [
        make(
            match,
            "unit",
            unit=unit,
            direction=direction,
            part=part_of(match["part"]),
            reference="published",
        )
    ]


def _part_of(match: re.Match[str]) -> list[DateExpression]:
    unit, part = unit_of(match["unit"]), part_of(match["part"] or "late")
    return [make(match, "unit", unit=unit, part=part, direction=0, reference="published")]


def _weekend(match: re.Match[str]) -> list[DateExpression]:
    return [make(match, "unit", "core", unit="weekend", reference="published")]


def _near(match: re.Match[str]) -> list[DateExpression]:
    group = "then" if match["then"] else "core" if match["core"] else 0
    return [make(match, "near", group, reference="anchor")]


READERS: dict[str, Reader] = {
    "same": _same,
    "neighbour": _neighbour,
    "on_next": _on_next,
    "beside": _beside,
    "before_last": _before_last,
    "of_day": _of_day,
    "next_day": _next_day,
    "weekday_the": _weekday_the,
    "ordinal": _ordinal,
    "weekday": _week_day,
    "today": _today,
    "ago": _ago,
    "offset": _offset,
    "within": _within,
    "coming": _coming,
    "ahead": _ahead,
    "unit": _units,
    "part_of": _part_of,
    "weekend": _weekend,
    "near": _near,
}
