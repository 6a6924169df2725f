"""Readers of dates that are written with a month, a year or a season.

They decide what the patterns cannot: whether "March" is a month, and four figures are a year.
"""

from __future__ import annotations

import re
from dataclasses import replace

from demarche.coding.dates import words
from demarche.coding.dates.expressions import (
    DateExpression,
    Reader,
    day_of,
    direction_of,
    make,
    month_of,
    part_of,
    reference_of,
    year_of,
)
from demarche.coding.dates.patterns import GAP, YEAR, either

_DETERMINERS = frozenset(["the", "a", "an", "its", "their", "his", "her", "our"])
_PERSONS = frozenset(["May", "April", "June", "August"])
"""Months that are also names of people: after a preposition that people can follow they are left alone."""
_OF_PERSONS = frozenset(
    ["by", "from", "for", "to", "before", "after", "of", "and", "during", "through", "between"]
)
_MODIFIES = re.compile(r"[^\S\n](?!(?:and|was|has|had|will|said|told|met)\b)[a-z]{3,}")
_EVENT = re.compile(rf"{GAP}(?:{either(words.EVENTS)})\b")
_YEAR = re.compile(YEAR)
_FEBRUARY = 2
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _iso(match: re.Match[str]) -> list[DateExpression]:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    valid = 1 <= day <= _LAST_DAYS[month - 1] and year > 0
    return [make(match, "calendar", year=year, month=month, day=day)] if valid else []


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
    return [make(match, "calendar", year=int(match["year"]), month=month, day=day)] if valid else []


def _dated(match: re.Match[str]) -> list[DateExpression] | None:
    month, day, year = month_of(match["month"]), day_of(match["day"]), year_of(match["year"])
    if not 1 <= day <= _LAST_DAYS[month - 1]:
        return None
    fields = reference_of(match["year_of"])
    first = make(match, "calendar", year=year, month=month, day=day, **fields)
    if not match["day2"]:
        return [first]
    day2 = day_of(match["day2"])
    if not day < day2 <= _LAST_DAYS[month - 1]:
        return [first]
    return [replace(first, kind="range", to=replace(first, day=day2))]


def _feast(match: re.Match[str]) -> list[DateExpression]:
    month, day = words.FEASTS[re.sub(r"\s+", " ", match["feast"].lower()).replace("’", "'")]
    return [
        make(
            match,
            "calendar",
            year=year_of(match["year"]),
            month=month,
            day=day,
            **reference_of(match["year_of"]),
        )
    ]


def _bare_month(match: re.Match[str]) -> bool:
    """Whether a month name without day and year is a month, and not the verb, the march or a person."""
    prep = (match["prep"] or "").lower()
    month, after = match["month"].rstrip("."), match.string[match.end() : match.end() + 16]
    if match["part"] or match["direction"] or match["month2"]:
        return True
    if prep in _DETERMINERS or match["owner"]:
        return month not in ("May", "April") and _MODIFIES.match(after) is not None
    if month in _PERSONS and prep in _OF_PERSONS:
        return False
    return prep not in ("", "and", "to") and (month != "March" or prep != "to")


def _counted(match: re.Match[str], group: str | int, month: int) -> DateExpression | None:
    """ "The next March", "the previous winter": counted from the date in focus, unlike "next March"."""
    which = match["direction"].lower()
    the = match.string[max(0, match.start("direction") - 4) : match.start("direction")].lower() == "the "
    if which in ("this", "that") or (which in ("next", "last") and not the):
        return None
    unit = "season" if group == 0 else "month"
    counted = make(match, "neighbour", group, month=month, unit=unit, reference="anchor")
    return replace(counted, start=match.start("direction"), direction=direction_of(which))


def _months(match: re.Match[str]) -> list[DateExpression]:
    year, fields = year_of(match["year"]), reference_of(match["year_of"])
    if not year and not fields and not _bare_month(match):
        return []
    if match["direction"]:
        counted = _counted(match, "core", month_of(match["month"]))
        if counted is not None:
            return [counted]
        that = match["direction"].lower() == "that"
        fields = {
            "reference": "anchor" if that else "published",
            "direction": direction_of(match["direction"]),
            "unit": "month",
        }
    month, part = month_of(match["month"]), part_of(match["part"])
    first = make(match, "calendar", "core", year=year, month=month, part=part, **fields)
    starts = [match.start(name) for name in ("part", "direction") if match[name]]
    first = replace(first, start=min([first.start, *starts]))
    if not match["month2"]:
        return [first]
    year2 = year_of(match["year2"])
    second = make(match, "calendar", "core", year=year2, month=month_of(match["month2"]))
    prep, join = (match["prep"] or "").lower(), match["join"].strip().lower()
    if join in ("and", "or") and prep != "between":
        head = replace(first, end=match.start("join"), year=year or year2)
        return [head, replace(second, start=match.start("month2"))]
    return [replace(first, kind="range", year=year or year2, to=second)]


def _week_of(match: re.Match[str]) -> list[DateExpression]:
    """ "The first week of May" by its days; "the last days of April" is the month."""
    month, year = month_of(match["month"]), year_of(match["year"])
    first = make(match, "calendar", "core", year=year, month=month)
    weeks = {"first": 1, "opening": 1, "second": 8, "third": 15, "fourth": 22}
    last = 28 if month == _FEBRUARY else _LAST_DAYS[month - 1]
    day = weeks.get(match["nth"].lower(), last - 6)
    if match["unit"].lower() == "days":
        return [first]
    if match["unit"].lower() == "day":
        return [replace(first, day=_LAST_DAYS[month - 1] if match["nth"].lower() == "last" else 1)]
    return [replace(first, kind="range", day=day, to=replace(first, day=day + 6))]


def _half(match: re.Match[str]) -> list[DateExpression]:
    nth = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["nth"].lower())
    width = 6 if match["half"].lower() == "half" else 3
    count = nth or 12 // width
    if count > 12 // width:
        return []
    fields = reference_of(match["year_of"])
    return [make(match, "half", "core", year=year_of(match["year"]), count=count, month=width, **fields)]


def _decade(match: re.Match[str]) -> list[DateExpression]:
    year = int(match["decade"]) if match["decade"] else words.DECADES[match["decade_word"].lower()]
    part = (match["part"] or "").lower()
    narrowed = next((word for word in ("early", "mid", "late") if part.startswith(word)), None)
    return [make(match, "decade", year=year, part=narrowed)]


def _season(match: re.Match[str]) -> list[DateExpression]:
    text, start, end = match.string, match.start(), match.end()
    prep, direction = (match["prep"] or "").lower(), (match["direction"] or "").lower()
    dated = match["year"] or match["year_of"]
    fall_of = match["season"] == "fall" and not (dated or direction in ("last", "this", "next"))
    if fall_of and (not prep or text[end : end + 4] == " of "):
        return []
    if not (dated or prep or direction):
        return []
    start = match.end("prep") + 1 if prep else start
    fields = reference_of(match["year_of"])
    if not dated and direction == "that":
        fields = {"reference": "anchor", "direction": 0}
    elif not dated and direction in ("last", "this", "next"):
        fields = {"reference": "published", "direction": direction_of(direction)}
    elif not dated and prep == "this past":
        fields = {"reference": "published", "direction": -1}
    month = words.SEASONS[match["season"]]
    counted = _counted(match, 0, month) if direction and not dated else None
    if counted is not None:
        return [counted]
    return [
        DateExpression(
            start=start, end=end, kind="season", year=year_of(match["year"]), month=month, **fields
        )
    ]


def _years(match: re.Match[str]) -> list[DateExpression]:
    first = make(match, "range", "core", year=int(match["year"]))
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
        placed = bool(prep or match["word"] or match["part"] or _EVENT.match(after))
    if not (placed or len(match["year2"] or "") == 4):
        return []
    first = make(match, "calendar", "core", year=int(match["year"]), part=part_of(match["part"]))
    if match["year2"]:
        year2 = int(match["year2"] if len(match["year2"]) == 4 else match["year"][:2] + match["year2"])
        if year2 > int(match["year"]):
            return [replace(first, kind="range", to=replace(first, year=year2))]
    if not prep:
        return [first]
    more = _YEAR.finditer(match.string, match.start("more"), match.end("more"))
    return [
        first,
        *(DateExpression(start=m.start(), end=m.end(), kind="calendar", year=int(m[0])) for m in more),
    ]


READERS: dict[str, Reader] = {
    "iso": _iso,
    "numeric": _numeric,
    "day_month": _dated,
    "month_day": _dated,
    "feast": _feast,
    "month": _months,
    "half": _half,
    "week_of": _week_of,
    "decade": _decade,
    "season": _season,
    "years": _years,
    "year": _bare_year,
}
