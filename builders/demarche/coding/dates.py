"""Dates in running text: found (`find_dates`), and resolved against publication and narrative (`resolve`).

The rules are those of data-model.md: a date is *stated* when it is written, also where only its year is
missing; weekdays, "last month" and what counts from another date are *relative*. A missing year comes from
publication: the last such date in the past tense, the next one in the future tense.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from demarche.coding.date_expressions import DateExpression, find_dateline, find_dates
from demarche.coding.date_spans import (
    Precision,
    Span,
    move,
    of_day,
    of_month,
    of_year,
    read,
    stretch,
    week_of,
)

__all__ = [
    "DateExpression",
    "Resolved",
    "Tense",
    "find_dateline",
    "find_dates",
    "resolve",
    "reverse",
    "since",
    "spanning",
]

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A date as EDTF (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `a/b`, `a/..`, `../b`), how exact, and how it is told.

    A *range* is written with both ends; a *window* is a vague date within which a day lies ("last week").
    """

    date: str
    precision: Precision
    basis: Literal["stated", "relative"]


def resolve(
    expression: DateExpression,
    published: date,
    tense: Tense | None = None,
    anchor: Resolved | None = None,
) -> Resolved | None:
    """The date that an expression stands for; None where the text leaves it open.

    `anchor` is the date in focus, from which "that day" and "two days later" count; what goes back from it
    ("a year earlier") falls back on publication when there is none. With "since" the date is open (`a/..`),
    with "until" `../b`; "by" and "from" give the date itself.
    """
    if tense != "past" and expression.sense == "until":
        tense = "future"
    if expression.sense == "since":
        tense = "past"
    try:
        span = _resolve(expression, published, tense, None if anchor is None else read(anchor.date))
    except (ValueError, OverflowError):
        return None  # no such day, or beyond the calendar
    if span is None:
        return None
    basis: Literal["stated", "relative"] = "stated" if _is_stated(expression) else "relative"
    start, _, end = span.edtf.partition("/")
    if expression.sense == "since" and expression.kind != "range":
        return Resolved(f"{start}/..", "open", basis)
    if expression.sense == "until" and expression.kind != "range":
        return Resolved(f"../{end or start}", "open", basis)
    return Resolved(span.edtf, span.precision, basis)


def reverse(expression: DateExpression) -> DateExpression:
    """The same offset from its other end.

    "A week after they signed, talks opened": resolved, it dates the talks from the signing in focus;
    reversed, it dates the signing from the talks.
    """
    return replace(expression, direction=-(expression.direction or 0), refers=False)


def since(resolved: Resolved) -> Resolved:
    """The open date of what began at a date and is still in force."""
    start = resolved.date.split("/")[0]
    return resolved if start == ".." else Resolved(f"{start}/..", "open", resolved.basis)


def spanning(first: Resolved, last: Resolved) -> Resolved | None:
    """The range from one date to another; None when they are in the wrong order or open."""
    if "open" in (first.precision, last.precision):
        return None
    start, end = first.date.split("/")[0], last.date.split("/")[-1]
    try:
        span = stretch(read(start), read(end))
    except ValueError:
        return None
    return Resolved(span.edtf, span.precision, first.basis)


def _is_stated(expression: DateExpression) -> bool:
    if expression.kind == "range" and expression.to is not None:
        return _is_stated(expression.to) and expression.weekday is None
    if expression.kind == "ordinal":
        return expression.unit is None
    return (
        expression.kind in ("calendar", "dateline", "decade", "season", "half")
        and expression.reference is None
    )


def _resolve(
    expression: DateExpression, published: date, tense: Tense | None, anchor: Span | None
) -> Span | None:
    match expression.kind:
        case "range":
            return _range(expression, published, tense, anchor)
        case "calendar" | "dateline":
            return _calendar(expression, published, tense, anchor)
        case "weekday":
            return of_day(_weekday(expression, published, tense))
        case "today":
            return of_day(published + timedelta(days=int(expression.count or 0)))
        case "unit":
            return _unit(expression, published, tense)
        case "season":
            return _season(expression, published, tense, anchor)
        case "decade":
            return _decade(expression)
        case "half":
            return _half(expression, published)
        case "ordinal":
            return _ordinal(expression, published, tense, anchor)
        case "within" | "ahead":
            return _ahead(expression, published, tense, anchor)
        case "near":
            return anchor or (of_day(published) if expression.direction == -1 else None)
        case "same" | "neighbour":
            return _beside(expression, published, anchor)
        case "offset":
            return _offset(expression, published, tense, anchor)


def _range(
    expression: DateExpression, published: date, tense: Tense | None, anchor: Span | None
) -> Span | None:
    """The two ends are placed together: the one without a year is next to the other."""
    last = expression.to
    if last is None:
        return None
    head = replace(expression, kind="weekday" if expression.weekday is not None else "calendar", to=None)
    if head.weekday is not None:
        if tense == "future":
            start = _weekday(head, published, tense)
            return stretch(
                of_day(start), of_day(start + timedelta(days=((last.weekday or 0) - start.weekday()) % 7))
            )
        end = _weekday(last, published, tense)
        return stretch(of_day(end - timedelta(days=(end.weekday() - head.weekday) % 7)), of_day(end))
    first = _calendar(head, published, tense, anchor)
    if first is None:
        return None
    if last.year is None or (expression.year == last.year and head.month is not None):
        second = _calendar(replace(last, year=first.first.year, reference=None), published, tense, anchor)
        if second is not None and second.last < first.first:
            if last.year is not None:
                first = _calendar(replace(head, year=last.year - 1), published, tense, anchor)
            else:
                second = _calendar(replace(last, year=first.first.year + 1), published, tense, anchor)
    else:
        second = _calendar(last, published, tense, anchor)
    return None if first is None or second is None else stretch(first, second)


def _calendar(
    expression: DateExpression, published: date, tense: Tense | None, anchor: Span | None
) -> Span | None:
    year, month, day = expression.year, expression.month, expression.day
    if month is None:
        if year is None:
            return None
        months = {"end": 12, "start": 1}
        return of_month(year, months[expression.part]) if expression.part in months else of_year(year)
    if year is None and expression.reference is not None:
        if expression.unit == "month":
            year = _month_year(expression, published, tense, anchor)
        else:
            base = of_day(published) if expression.reference == "published" else anchor
            year = None if base is None else base.first.year + (expression.direction or 0)
        if year is None:
            return None
    if year is not None:
        return of_month(year, month) if day is None else of_day(date(year, month, day))
    return _nearest(month, day, published, tense)


def _month_year(
    expression: DateExpression, published: date, tense: Tense | None, anchor: Span | None
) -> int | None:
    """The year of "last March", "this March", "next March", "that March"."""
    month = expression.month or 1
    if expression.reference == "anchor":
        return None if anchor is None else anchor.first.year
    if expression.direction == -1:
        return published.year - (month >= published.month)
    if expression.direction == 1 or (tense == "future" and month < published.month):
        return published.year + (month <= published.month)
    return published.year - (tense == "past" and month > published.month)


def _nearest(month: int, day: int | None, published: date, tense: Tense | None) -> Span | None:
    """The last such date not after publication, the next one not before it, or whichever is nearer."""
    past = None if tense == "future" else _first_of(month, day, published, -1)
    future = None if tense in ("past", None) else _first_of(month, day, published, 1)
    if past and future:
        return past if published - past.last <= future.first - published else future
    return past or future


def _first_of(month: int, day: int | None, published: date, step: int) -> Span | None:
    """The first such date on the way from publication, year by year; 29 February can be eight years off."""
    for year in range(published.year, published.year + 10 * step, step):
        if not 1 <= year <= 9999 or (day is not None and day > monthrange(year, month)[1]):
            continue
        ahead = (month, day or 0) > (published.month, published.day if day else 0)
        behind = (month, day or 0) < (published.month, published.day if day else 0)
        if year == published.year and (ahead if step < 0 else behind):
            continue
        return of_month(year, month) if day is None else of_day(date(year, month, day))
    return None


def _weekday(expression: DateExpression, published: date, tense: Tense | None) -> date:
    weekday = expression.weekday or 0
    if expression.unit == "week":
        monday = published - timedelta(days=published.weekday() - 7 * (expression.direction or 0))
        return monday + timedelta(days=weekday)
    back, ahead = (published.weekday() - weekday) % 7, (weekday - published.weekday()) % 7
    if expression.direction == -1:
        return published - timedelta(days=back or 7)
    if expression.direction == 1:
        return published + timedelta(days=ahead or 7)
    if expression.direction == 0 and tense in (None, "present"):
        return published + timedelta(days=weekday - published.weekday())
    if tense == "future" or (tense == "present" and ahead < back):
        return published + timedelta(days=ahead)
    return published - timedelta(days=back)


def _unit(expression: DateExpression, published: date, tense: Tense | None) -> Span:
    step = expression.direction or 0
    if expression.unit == "year":
        months = {"end": 12, "start": 1}
        year = published.year + step
        return of_month(year, months[expression.part]) if expression.part in months else of_year(year)
    if expression.unit == "month":
        return of_month(published.year, published.month + step)
    if expression.unit == "week":
        return week_of(published + timedelta(days=7 * step))
    saturday = published + timedelta(days=5 - published.weekday())
    if step:
        saturday += timedelta(days=7 * step)
    elif saturday > published and tense != "future" and (expression.direction is None or tense == "past"):
        saturday -= timedelta(days=7)
    return stretch(of_day(saturday), of_day(saturday + timedelta(days=1)), "window")


def _season(
    expression: DateExpression, published: date, tense: Tense | None, anchor: Span | None
) -> Span | None:
    """Three months; a winter bears the year in which it begins."""
    month = expression.month or 1

    def of(year: int) -> Span:
        return stretch(of_month(year, month), of_month(year, month + 2), "window")

    year, step = expression.year, expression.direction
    if year is not None:
        return of(year)
    if expression.reference == "anchor":
        return None if anchor is None else of(anchor.first.year + (step or 0))
    near = [of(published.year + offset) for offset in (-2, -1, 0, 1, 2)]
    if step == -1:
        return [span for span in near if span.last < published][-1]
    if step == 1:
        return next(span for span in near if span.first > published)
    if step == 0 and tense is None:
        return near[2]
    if tense == "future":
        return next(span for span in near if span.last >= published)
    return [span for span in near if span.first <= published][-1]


def _decade(expression: DateExpression) -> Span:
    year = expression.year or 0
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(expression.part or "", (0, 9))
    return stretch(of_year(year + first), of_year(year + last), "window")


def _half(expression: DateExpression, published: date) -> Span:
    """`month` is the width in months, `count` which one of the year."""
    year, width = expression.year or published.year + (expression.direction or 0), expression.month or 6
    last = int(expression.count or 1) * width
    return stretch(of_month(year, last - width + 1), of_month(year, last), "window")


def _ordinal(
    expression: DateExpression, published: date, tense: Tense | None, anchor: Span | None
) -> Span | None:
    """ "the 25th": of the month in focus, else the nearest one that the tense allows."""
    day, step = expression.day or 1, expression.direction or 0
    if expression.reference == "published" or (expression.unit and anchor):
        base = published if expression.reference == "published" or anchor is None else anchor.first
        return of_day(of_month(base.year, base.month + step).first.replace(day=day))
    if anchor is not None and anchor.precision in ("day", "month"):
        return of_day(anchor.first.replace(day=day))
    if expression.unit:
        return None
    steps = (0, 1, 2) if tense == "future" else (0, -1, -2)
    for months in steps:
        month = of_month(published.year, published.month + months)
        if day > month.last.day:
            continue
        found = month.first.replace(day=day)
        if found >= published if tense == "future" else found <= published:
            return of_day(found)
    return None


def _ahead(
    expression: DateExpression, published: date, tense: Tense | None, anchor: Span | None
) -> Span | None:
    """ "within three months" runs from the date in focus; "within days" is as exact as its month or months."""
    if expression.kind == "ahead":
        if tense != "future" and expression.direction is None:
            return None  # "his second journey in ten days" is a length of time
        return _shift(replace(expression, direction=1), of_day(published), exact=True)
    base = published if anchor is None or tense == "future" else anchor.last
    if expression.count is None:
        if expression.unit not in ("day", "week"):
            return None
        until = base + timedelta(days=6 if expression.unit == "day" else 27)
        return stretch(of_month(base.year, base.month), of_month(until.year, until.month), "window")
    return stretch(of_day(base), of_day(move(base, expression.unit or "day", expression.count)))


def _beside(expression: DateExpression, published: date, anchor: Span | None) -> Span | None:
    """ "that week", "the following day", "the month before": next to the date in focus, or it."""
    step = expression.direction or 0
    if anchor is None:
        if step != -1 or expression.refers:
            return None
        anchor = of_day(published)
    base = anchor.last if step > 0 else anchor.first
    if expression.weekday is not None:
        if anchor.precision == "year":
            return None
        distance = (expression.weekday - base.weekday()) % 7
        if step == -1:
            return of_day(base - timedelta(days=((base.weekday() - expression.weekday) % 7) or 7))
        return of_day(base + timedelta(days=distance or 7 if step else expression.weekday - base.weekday()))
    return _shift(replace(expression, count=abs(step), direction=step or 1), anchor)


def _offset(
    expression: DateExpression, published: date, tense: Tense | None, anchor: Span | None
) -> Span | None:
    if expression.to is not None:
        named = _resolve(expression.to, published, tense, anchor)
        return None if named is None else _shift(expression, named, exact=True)
    if expression.reference == "published":
        # "a week ago" is a day; further back people count in whole weeks
        return _shift(expression, of_day(published), exact=expression.count == 1)
    if anchor is None:
        if expression.refers or expression.direction == 1:
            return None
        anchor = of_day(published)
    return _shift(expression, anchor, exact=True)


def _shift(expression: DateExpression, anchor: Span, *, exact: bool = False) -> Span | None:
    """The anchor moved by the expression's amount, as exact as unit and anchor allow."""
    if expression.count is None or expression.unit is None:
        return None
    step = 1 if (expression.direction or 0) > 0 else -1
    base = anchor.last if step > 0 else anchor.first
    width = (anchor.last - anchor.first).days
    count = step * expression.count
    match expression.unit:
        case "year":
            return of_year(int(base.year + count))
        case "year_and_half":
            return of_year(move(base, "month", count).year)
        case "month":
            moved = move(base, "month", count)
            return None if width > 92 else of_month(moved.year, moved.month)
        case unit:
            days = count * (7 if unit == "week" else 1)
            if width > 6 or anchor.precision == "month":
                # the day in focus is not known: a few days on lie in the same month, as far as one can tell
                return anchor if abs(days) <= 7 and width <= 31 else None
            moved = base + timedelta(days=int(days))
            return of_day(moved) if unit == "day" or exact else week_of(moved)
