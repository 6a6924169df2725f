"""What each pattern of `date_words` says: a match becomes the `DateExpression`s in it, or none.

A reader decides what the pattern cannot: whether "March" is a month, a number a year, "after" an adverb.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from demarche.coding import date_words as words

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


_DIRECTIONS = {"last": -1, "previous": -1, "preceding": -1, "before": -1, "this past": -1, "next": 1}
_DIRECTIONS |= {"following": 1, "after": 1, "this coming": 1}
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LATER = ("later", "after", "afterward", "afterwards", "on")
Reader = Callable[["re.Match[str]"], "list[DateExpression] | None"]
"""A reader gives no dates where another pattern may yet fit, and None where there is none to be found."""


def _month(name: str) -> int:
    return words.MONTHS[name.lower().rstrip(".")]


def _weekday(name: str) -> int:
    key = name.lower().rstrip(".")
    return next(number for day, number in words.WEEKDAYS.items() if day.startswith(key))


def _day(text: str) -> int:
    digits = re.match(r"[0-9]+", text)
    return int(digits[0]) if digits else words.ORDINALS[text.lower()]


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _direction(text: str | None) -> int | None:
    if not text:
        return None
    return _DIRECTIONS.get(text.lower().split("the ")[-1].removeprefix("that "), 0)


def _unit(text: str) -> str:
    """`weeks` → `week`; times of the day count as the day, shorter times as an hour."""
    key = text.lower()
    key = "century" if key.startswith("centur") else key.rstrip("s")
    if key in ("morning", "afternoon", "evening", "night"):
        return "day"
    return "hour" if key in ("minute", "moment", "second") else key


def _part(text: str | None) -> str | None:
    """`end` and `start` narrow a year to a month; the others leave it as wide as it is."""
    for word in ("end", "close"):
        if text and re.search(rf"\b{word}\b", text.lower()):
            return "end"
    if text and re.search(r"\b(?:start|beginning)\b", text.lower()):
        return "start"
    return "vague" if text else None


def _reference(year_of: str | None) -> dict[str, Any]:
    """The fields for "of last year" (from publication), "that year" (from the date in focus)."""
    if not year_of:
        return {}
    anchored = year_of.lower().startswith("th") and year_of.lower() not in ("this", "the")
    return {"reference": "anchor" if anchored else "published", "direction": _direction(year_of)}


def _make(match: re.Match[str], kind: Kind, group: str | int = 0, **fields: Any) -> DateExpression:
    start, end = match.span(group)
    return DateExpression(start=start, end=end, kind=kind, **fields)


def _iso(match: re.Match[str]) -> list[DateExpression]:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    valid = 1 <= day <= _LAST_DAYS[month - 1] and year > 0
    return [_make(match, "calendar", year=year, month=month, day=day)] if valid else []


def _numeric(match: re.Match[str]) -> list[DateExpression]:
    """Day or month first is settled by a number above twelve; otherwise it stays unsettled: no date."""
    one, two = int(match["one"]), int(match["two"] or match["dotted"])
    if match["dotted"] or (one > 12 >= two) or one == two:
        day, month = one, two
    elif two > 12 >= one:
        day, month = two, one
    else:
        return []
    valid = 1 <= month <= 12 and 1 <= day <= _LAST_DAYS[month - 1]
    return [_make(match, "calendar", year=int(match["year"]), month=month, day=day)] if valid else []


def _dated(match: re.Match[str]) -> list[DateExpression] | None:
    month, day, year = _month(match["month"]), _day(match["day"]), _year(match["year"])
    if not 1 <= day <= _LAST_DAYS[month - 1]:
        return None
    fields = _reference(match["year_of"])
    first = _make(match, "calendar", year=year, month=month, day=day, **fields)
    if not match["day2"]:
        return [first]
    day2 = _day(match["day2"])
    if not day < day2 <= _LAST_DAYS[month - 1]:
        return [first]
    return [replace(first, kind="range", to=replace(first, day=day2))]


def _feast(match: re.Match[str]) -> list[DateExpression]:
    month, day = words.FEASTS[re.sub(r"\s+", " ", match["feast"].lower()).replace("’", "'")]
    return [
        _make(
            match, "calendar", year=_year(match["year"]), month=month, day=day, **_reference(match["year_of"])
        )
    ]


_NAME_PREPOSITIONS = (
    "by",
    "from",
    "for",
    "to",
    "before",
    "after",
    "of",
    "and",
    "during",
    "through",
    "between",
)
_DETERMINERS = ("the", "a", "an", "its", "their", "his", "her", "our")
_MODIFIES = re.compile(r"[^\S\n][a-z]{3,}(?<!\sand)(?<!\swas)(?<!\shas)(?<!\shad)(?<!\swill)(?<!\ssaid)")


def _bare_month(match: re.Match[str]) -> bool:
    """Whether a month name without day and year is a month, and not the verb, the march or a person."""
    prep = (match["prep"] or "").lower()
    month, after = match["month"].rstrip("."), match.string[match.end() : match.end() + 16]
    if match["part"] or match["direction"] or match["month2"]:
        return True
    if prep in _DETERMINERS or match["owner"]:
        return month not in ("May", "April") and _MODIFIES.match(after) is not None
    if month in ("May", "April", "June", "August") and prep in _NAME_PREPOSITIONS:
        return False
    return prep not in ("", "and", "to") and (month != "March" or prep != "to")


def _months(match: re.Match[str]) -> list[DateExpression]:
    year, fields = _year(match["year"]), _reference(match["year_of"])
    if not year and not fields and not _bare_month(match):
        return []
    if match["direction"]:
        that = match["direction"].lower() == "that"
        fields = {
            "reference": "anchor" if that else "published",
            "direction": _direction(match["direction"]),
            "unit": "month",
        }
    month, part = _month(match["month"]), _part(match["part"])
    first = _make(match, "calendar", "core", year=year, month=month, part=part, **fields)
    starts = [match.start(name) for name in ("part", "direction") if match[name]]
    first = replace(first, start=min([first.start, *starts]))
    if not match["month2"]:
        return [first]
    year2 = _year(match["year2"])
    second = _make(match, "calendar", "core", year=year2, month=_month(match["month2"]))
    prep, join = (match["prep"] or "").lower(), match["join"].strip().lower()
    if join in ("and", "or") and prep != "between":
        head = replace(first, end=match.start("join"), year=year or year2)
        return [head, replace(second, start=match.start("month2"))]
    return [replace(first, kind="range", year=year or year2, to=second)]


def _half(match: re.Match[str]) -> list[DateExpression]:
    nth = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["nth"].lower())
    width = 6 if match["half"].lower() == "half" else 3
    count = nth or 12 // width
    if count > 12 // width:
        return []
    fields = _reference(match["year_of"])
    return [_make(match, "half", "core", year=_year(match["year"]), count=count, month=width, **fields)]


def _decade(match: re.Match[str]) -> list[DateExpression]:
    year = int(match["decade"]) if match["decade"] else words.DECADES[match["decade_word"].lower()]
    part = (match["part"] or "").lower()
    narrowed = next((word for word in ("early", "mid", "late") if part.startswith(word)), None)
    return [_make(match, "decade", year=year, part=narrowed)]


def _season(match: re.Match[str]) -> list[DateExpression]:
    text, start, end = match.string, match.start(), match.end()
    prep, direction = (match["prep"] or "").lower(), (match["direction"] or "").lower()
    dated = match["year"] or match["year_of"]
    fall_of = match["season"] == "fall" and not (dated or direction in ("last", "this", "next"))
    if fall_of and (not prep or text[end : end + 4] == " of "):
        return []
    if not (dated or prep or direction in ("last", "this", "next", "that")):
        return []
    start = match.end("prep") + 1 if prep else start
    fields = _reference(match["year_of"])
    if not dated and direction == "that":
        fields = {"reference": "anchor", "direction": 0}
    elif not dated and direction in ("last", "this", "next"):
        fields = {"reference": "published", "direction": _direction(direction)}
    elif not dated and prep == "this past":
        fields = {"reference": "published", "direction": -1}
    month = words.SEASONS[match["season"]]
    return [
        DateExpression(start=start, end=end, kind="season", year=_year(match["year"]), month=month, **fields)
    ]


def _years(match: re.Match[str]) -> list[DateExpression]:
    first = _make(match, "range", "core", year=int(match["year"]))
    return [replace(first, to=replace(first, kind="calendar", year=int(match["year2"])))]


def _bare_year(match: re.Match[str]) -> list[DateExpression]:
    after = match.string[match.end("core") : match.end("core") + 20]
    prep = (match["prep"] or "").lower()
    if match["det"] is not None:
        placed = re.match(r"[^\S\n]{1,3}\(?[A-Za-z]|-", after) is not None
    elif match["bracket"]:
        placed = after.startswith((")", ",", ";"))
    elif prep == "of":
        before = match.string[max(0, match.start() - 10) : match.start()].lower()
        placed = not re.search(r"(?:total|number|height|maximum|sum|some) $", before)
    else:
        placed = bool(prep or match["part"] or words.EVENT_NOUN.match(after))
    if not (placed or len(match["year2"] or "") == 4):
        return []
    first = _make(match, "calendar", "core", year=int(match["year"]), part=_part(match["part"]))
    if match["year2"]:
        year2 = int(match["year2"] if len(match["year2"]) == 4 else match["year"][:2] + match["year2"])
        if year2 > int(match["year"]):
            return [replace(first, kind="range", to=replace(first, year=year2))]
    if not prep:
        return [first]
    more = words.YEARS.finditer(match.string, match.start("more"), match.end("more"))
    return [
        first,
        *(DateExpression(start=m.start(), end=m.end(), kind="calendar", year=int(m[0])) for m in more),
    ]


def _same(match: re.Match[str]) -> list[DateExpression]:
    if match["weekday"]:
        return [_make(match, "same", "core", weekday=_weekday(match["weekday"]), reference="anchor")]
    if match["unit"] in words.SEASONS:
        month = words.SEASONS[match["unit"]]
        return [_make(match, "season", "core", month=month, direction=0, reference="anchor")]
    return [_make(match, "same", "core", unit=_unit(match["unit"]), reference="anchor")]


def _neighbour(match: re.Match[str]) -> list[DateExpression]:
    if match["deictic"]:
        count = {"yesterday": -2, "tomorrow": 2}[match["deictic"].lower()]
        agrees = (count < 0) == (match["side"].lower() == "before") and match["unit2"].lower() == "day"
        return [_make(match, "today", "core", count=count, reference="published")] if agrees else []
    direction = _direction(match["which"] or match["side"])
    if match["weekday"]:
        return [
            _make(
                match,
                "neighbour",
                "core",
                weekday=_weekday(match["weekday"]),
                direction=direction,
                reference="anchor",
            )
        ]
    unit = _unit(match["unit"] or match["unit2"])
    refers = match["side"] is not None and _named_after(match)
    return [
        _make(match, "neighbour", "core", unit=unit, direction=direction, reference="anchor", refers=refers)
    ]


def _on_next(match: re.Match[str]) -> list[DateExpression]:
    """ "that day … and on the next": a day only where a day has just been named."""
    before = match.string[max(0, match.start() - 16) : match.start()]
    if not re.search(r"\b(?:day|morning|evening|night),? (?:and |but )?$", before):
        return []
    return [_make(match, "neighbour", "core", unit="day", direction=1, reference="anchor")]


def _named_after(match: re.Match[str]) -> bool:
    """Whether what the offset counts from follows ("after the raid"), and it is no adverb ("a day after.")."""
    return re.match(r"\s+\w", match.string[match.end() : match.end() + 4]) is not None


def _ordinal(match: re.Match[str]) -> list[DateExpression]:
    fields: dict[str, Any] = {"reference": "anchor"}
    if match["month_of"]:
        fields = {**_reference(match["month_of"]), "unit": "month"}
    return [_make(match, "ordinal", "core", day=_day(match["day"]), **fields)]


_PROPER = re.compile(
    r"(?:Good|Black|Bloody|Super|Easter|Palm|Holy|Ash|Shrove|Man|Ruby|Mail on|(?i:first|second|third|fourth))[ ]$"
)


def _week_day(match: re.Match[str]) -> list[DateExpression] | None:
    """ "the Monday" and "the last Monday of May" stay open; names ("Bloody Sunday") and habits are none."""
    before = match.string[max(0, match.start("weekday") - 8) : match.start("weekday")]
    if match["every"] or _PROPER.search(before) or (match["the"] and match["direction"]):
        return None
    if re.match(
        r"[^\S\n](?:Times|Telegraph|Mirror|Express|Agreement)\b", match.string[match.end() : match.end() + 12]
    ):
        return None
    weekday, direction = _weekday(match["weekday"]), _direction(match["direction"])
    unit = "week" if match["week"] else None
    direction = _direction(match["week"]) if unit else direction
    return [
        _make(
            match, "weekday", "core", weekday=weekday, direction=direction, unit=unit, reference="published"
        )
    ]


def _today(match: re.Match[str]) -> list[DateExpression]:
    before = match.string[max(0, match.start() - 2) : match.start()]
    if match[0].startswith("Today") and before[:1].isalnum() and before.endswith(" "):
        return []  # the title of a paper or a channel
    if re.match(r"(?i)last", match[0]) and before.lower().endswith("e "):
        return []  # "the last night"
    count = -1 if match["yesterday"] else 1 if match["tomorrow"] else 0
    return [_make(match, "today", count=count, reference="published")]


def _amount(match: re.Match[str]) -> tuple[float | None, str]:
    """Number and unit; a fortnight is two weeks, a decade ten years, a year and a half eighteen months."""
    number, unit = words.number_value(match["number"]), _unit(match["unit"])
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
        return [_make(match, "today", count=0, reference="published")]
    return [_make(match, "offset", unit=unit, count=count, direction=-1, reference="published")]


def _offset(match: re.Match[str]) -> list[DateExpression]:
    count, unit = _amount(match)
    side = match["side"].lower()
    direction = 1 if side in _LATER else -1
    refers = side in ("before", "after", "prior to") and _named_after(match)
    if unit == "hour":
        return [_make(match, "near", reference="anchor", direction=direction, refers=refers)]
    return [
        _make(match, "offset", unit=unit, count=count, direction=direction, reference="anchor", refers=refers)
    ]


def _within(match: re.Match[str]) -> list[DateExpression]:
    count, unit = _amount(match)
    if unit == "hour":
        return [_make(match, "near", reference="anchor")]
    return [_make(match, "within", unit=unit, count=count, reference="published")]


def _coming(match: re.Match[str]) -> list[DateExpression]:
    return [_make(match, "within", unit=_unit(match["unit"]), reference="published")]


def _ahead(match: re.Match[str]) -> list[DateExpression]:
    count, unit = _amount(match)
    certain = 0 if match["time"] else None
    return [_make(match, "ahead", unit=unit, count=count, direction=certain, reference="published")]


def _units(match: re.Match[str]) -> list[DateExpression]:
    if match.string[max(0, match.start() - 4) : match.start()].lower() == "the " and not match["part"]:
        return []  # "the last week", "the next month": a length of time
    unit, direction = _unit(match["unit"]), _direction(match["direction"])
    return [
        _make(
            match,
            "unit",
            "core",
            unit=unit,
            direction=direction,
            part=_part(match["part"]),
            reference="published",
        )
    ]


def _part_of(match: re.Match[str]) -> list[DateExpression]:
    fields = {"unit": _unit(match["unit"]), "part": _part(match["part"] or "late")}
    return [_make(match, "unit", "core", direction=0, reference="published", **fields)]


def _weekend(match: re.Match[str]) -> list[DateExpression]:
    return [_make(match, "unit", "core", unit="weekend", reference="published")]


def _near(match: re.Match[str]) -> list[DateExpression]:
    group = "then" if match["then"] else "core" if match["core"] else 0
    return [_make(match, "near", group, reference="anchor")]


READERS: dict[str, Reader] = {
    "iso": _iso, "numeric": _numeric, "day_month": _dated, "month_day": _dated, "feast": _feast,
    "month": _months, "half": _half, "decade": _decade, "season": _season, "years": _years,
    "year": _bare_year, "same": _same, "neighbour": _neighbour, "on_next": _on_next, "ordinal": _ordinal,
    "weekday": _week_day, "today": _today, "ago": _ago, "offset": _offset, "within": _within,
    "coming": _coming, "ahead": _ahead, "unit": _units, "part_of": _part_of, "weekend": _weekend,
    "near": _near,
}  # fmt: skip
