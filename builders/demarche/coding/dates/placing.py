"""Dates that are placed by publication and tense: months without a year, weekdays, "last week", seasons."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.coding.dates.expressions import DateExpression
from demarche.coding.dates.spans import Span, Tense, of_day, of_month, of_year, stretch, week_of

_EDGE_MONTHS = {"start": 1, "end": 12}


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is resolved in: day of publication, tense of its clause, date in focus."""

    published: date
    tense: Tense | None = None
    anchor: Span | None = None


def _year(year: int, part: str | None) -> Span:
    """A year, or its first or last month when the text speaks of its start or end."""
    return of_month(year, _EDGE_MONTHS[part]) if part in _EDGE_MONTHS else of_year(year)


def calendar(expression: DateExpression, setting: Setting) -> Span | None:
    """A date with year, month or day; a missing year is the nearest that the tense allows."""
    year, month, day = expression.year, expression.month, expression.day
    if month is None:
        return None if year is None else _year(year, expression.part)
    if year is None and expression.reference is None:
        return _nearest(month, day, setting)
    if year is None:
        year = _pointed_year(expression, setting)
    if year is None:
        return None
    return of_month(year, month) if day is None else of_day(date(year, month, day))


def _pointed_year(expression: DateExpression, setting: Setting) -> int | None:
    """The year of "March of last year", "that March", and of "last March", the one before this month."""
    step = expression.direction or 0
    if expression.reference == "anchor":
        return None if setting.anchor is None else setting.anchor.first.year + step
    year, this_month, month = setting.published.year, setting.published.month, expression.month or 1
    if expression.unit != "month":
        return year + step
    if step == -1:
        return year - (month >= this_month)
    if step == 1:
        return year + (month <= this_month)
    return (
        year
        + (setting.tense == "future" and month < this_month)
        - (setting.tense == "past" and month > this_month)
    )


def _nearest(month: int, day: int | None, setting: Setting) -> Span | None:
    """The last such date not after publication, the next one not before it; in the present the nearer."""
    published = setting.published
    past = None if setting.tense == "future" else _on_the_way(month, day, published, -1)
    future = None if setting.tense in ("past", None) else _on_the_way(month, day, published, 1)
    if past and future:
        return past if published - past.last <= future.first - published else future
    return past or future


def _on_the_way(month: int, day: int | None, published: date, step: int) -> Span | None:
    """The first such date from publication on, year by year; 29 February can be eight years off."""
    sought, now = (month, day or 0), (published.month, published.day if day else 0)
    passed = sought > now if step < 0 else sought < now
    for year in range(published.year + step * passed, published.year + 10 * step, step):
        if 1 <= year <= 9999 and (day is None or day <= monthrange(year, month)[1]):
            return of_month(year, month) if day is None else of_day(date(year, month, day))
    return None


def span_of(expression: DateExpression, setting: Setting) -> Span | None:
    """A range: its two ends are placed together, one without a year next to the other."""
    last = expression.to
    if last is None:
        return None
    if expression.weekday is not None and last.weekday is not None:
        length = timedelta(days=(last.weekday - expression.weekday) % 7)
        if setting.tense == "future":
            first_day = _weekday(expression, setting)
            return stretch(of_day(first_day), of_day(first_day + length))
        last_day = _weekday(last, setting)
        return stretch(of_day(last_day - length), of_day(last_day))
    head = replace(expression, to=None)
    first = calendar(head, setting)
    if first is None or (expression.month is None and last.year is not None):
        second = calendar(last, setting)
        return None if first is None or second is None else stretch(first, second)
    year = first.first.year
    if last.year not in (None, year):
        second = calendar(last, setting)
    else:
        second = calendar(replace(last, year=year, reference=None), setting)
        if second is not None and second.last < first.first:
            # "November to January 2011" begins in 2010; "November to January" ends a year on
            if last.year is not None:
                first = calendar(replace(head, year=year - 1), setting)
            else:
                second = calendar(replace(last, year=year + 1, reference=None), setting)
    if first is None or second is None:
        return None
    undated = expression.year is None and last.year is None and expression.reference is None
    if undated and setting.tense == "past" and second.first > setting.published:
        first = calendar(replace(head, year=first.first.year - 1), setting)
        second = calendar(replace(last, year=second.first.year - 1), setting)
    return None if first is None or second is None else stretch(first, second)


def weekday(expression: DateExpression, setting: Setting) -> Span:
    """Backwards from publication in the past tense, forwards in the future; on the day itself that day."""
    return of_day(_weekday(expression, setting))


def _weekday(expression: DateExpression, setting: Setting) -> date:
    published, tense, number, step = (
        setting.published,
        setting.tense,
        expression.weekday or 0,
        expression.direction,
    )
    if expression.unit == "week" or (step == 0 and tense in (None, "present")):
        return published + timedelta(days=number - published.weekday() + 7 * (step or 0))
    back, ahead = (published.weekday() - number) % 7, (number - published.weekday()) % 7
    if step == -1:
        return published - timedelta(days=back or 7)
    if step == 1:
        return published + timedelta(days=ahead or 7)
    if tense == "future" or (tense == "present" and ahead < back):
        return published + timedelta(days=ahead)
    return published - timedelta(days=back)


def day(expression: DateExpression, setting: Setting) -> Span:
    """Some days from publication: "today", "yesterday"."""
    return of_day(setting.published + timedelta(days=int(expression.count or 0)))


def unit(expression: DateExpression, setting: Setting) -> Span:
    """A week (Monday to Sunday), weekend, month or year, counted from that of publication."""
    published, step = setting.published, expression.direction or 0
    if expression.unit == "year":
        return _year(published.year + step, expression.part)
    if expression.unit == "month":
        return of_month(published.year, published.month + step)
    if expression.unit == "week":
        return week_of(published + timedelta(days=7 * step))
    saturday = published + timedelta(days=5 - published.weekday() + 7 * step)
    over = setting.tense == "past" or (setting.tense is None and expression.direction is None)
    if step == 0 and over and saturday > published:
        saturday -= timedelta(days=7)
    return stretch(of_day(saturday), of_day(saturday + timedelta(days=1)), "window")


def season(expression: DateExpression, setting: Setting) -> Span | None:
    """Three months; a winter bears the year in which it begins."""
    month, step, published = expression.month or 1, expression.direction, setting.published

    def of(year: int) -> Span:
        return stretch(of_month(year, month), of_month(year, month + 2), "window")

    if expression.year is not None:
        return of(expression.year)
    if expression.reference == "anchor":
        return None if setting.anchor is None else _around(setting.anchor, of, step or 0)
    near = [of(published.year + years) for years in (-2, -1, 0, 1, 2)]
    if expression.unit == "year":
        return near[2 + (step or 0)]
    if step == -1:
        return [span for span in near if span.last < published][-1]
    if step == 1:
        return next(span for span in near if span.first > published)
    if step == 0 and setting.tense is None:
        return near[2]
    if setting.tense == "future":
        return next(span for span in near if span.last >= published)
    return [span for span in near if span.first <= published][-1]


def _around(anchor: Span, of: Callable[[int], Span], step: int) -> Span:
    """The season that a date lies in or next to: in January "that winter" began in the year before."""
    year = anchor.first.year

    def distance(season: Span) -> timedelta:
        return max(season.first - anchor.last, anchor.first - season.last, timedelta())

    return of(year + step) if step else min((of(year), of(year - 1), of(year + 1)), key=distance)


def decade(expression: DateExpression, _: Setting) -> Span:
    """Ten years, or the early, middle or late ones of them."""
    year = expression.year or 0
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(expression.part or "", (0, 9))
    return stretch(of_year(year + first), of_year(year + last), "window")


def half(expression: DateExpression, setting: Setting) -> Span:
    """A half or quarter: `month` is its width in months, `count` which one of the year."""
    year = expression.year or setting.published.year + (expression.direction or 0)
    width, count = expression.month or 6, int(expression.count or 1)
    return stretch(of_month(year, (count - 1) * width + 1), of_month(year, count * width), "window")


def ordinal(expression: DateExpression, setting: Setting) -> Span | None:
    """A day without its month: of the month in focus, else the nearest one that the tense allows."""
    number, step, anchor, published = (
        expression.day or 1,
        expression.direction or 0,
        setting.anchor,
        setting.published,
    )
    if expression.reference == "published":
        return of_day(of_month(published.year, published.month + step).first.replace(day=number))
    if anchor is not None and (expression.unit or anchor.precision in ("day", "month")):
        return of_day(of_month(anchor.first.year, anchor.first.month + step).first.replace(day=number))
    if expression.unit:
        return None
    ahead = setting.tense == "future"
    for months in (0, 1, 2) if ahead else (0, -1, -2):
        month = of_month(published.year, published.month + months)
        if number <= month.last.day:
            found = month.first.replace(day=number)
            if found >= published if ahead else found <= published:
                return of_day(found)
    return None
