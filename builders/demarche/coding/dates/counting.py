"""Dates that are counted from another: "that week", "two days later", "a year ago", "within three months"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from demarche.coding.dates.expressions import DateExpression
from demarche.coding.dates.placing import Setting, calendar
from demarche.coding.dates.spans import Span, move, of_day, of_month, of_year, stretch, week_of


def near(expression: DateExpression, setting: Setting) -> Span | None:
    """The date in focus, as exact as it is: "hours later", "at the same time", "then"."""
    if setting.anchor is None and expression.direction == -1 and not expression.refers:
        return of_day(setting.published)
    return setting.anchor


def ahead(expression: DateExpression, setting: Setting) -> Span | None:
    """Ahead of publication: "in ten days" in the future tense; in the past it is a length of time."""
    if setting.tense != "future" and expression.direction is None:
        return None
    return _shift(replace(expression, direction=1), of_day(setting.published))


def within(expression: DateExpression, setting: Setting) -> Span | None:
    """From the date in focus, in the future tense from publication, so far on: "within three months".

    Without a number ("within days") it is as exact as the month or months that a few days reach.
    """
    base = setting.published
    if setting.anchor is not None and setting.tense != "future":
        base = setting.anchor.last
        if (expression.unit, expression.count) == ("day", 1):  # struck back within a day
            return of_day(base + timedelta(days=1))
    if expression.count is not None:
        return stretch(of_day(base), of_day(move(base, expression.unit or "day", expression.count)))
    reach = {"day": 6, "week": 27}.get(expression.unit or "")
    if reach is None:
        return None
    until = base + timedelta(days=reach)
    return stretch(of_month(base.year, base.month), of_month(until.year, until.month), "window")


def beside(expression: DateExpression, setting: Setting) -> Span | None:
    """Next to the date in focus, or that date: "the following day", "the month before", "that week"."""
    step, anchor = expression.direction or 0, setting.anchor
    if anchor is None:
        if step != -1 or expression.refers:
            return None
        anchor = of_day(setting.published)
    if expression.month is not None:
        return _month_beside(expression, anchor)
    if expression.weekday is None:
        return _shift(replace(expression, count=abs(step), direction=step or 1), anchor, whole_weeks=True)
    if (anchor.last - anchor.first).days > 6:
        return None
    base = anchor.last if step > 0 else anchor.first
    distance = expression.weekday - base.weekday()
    if step > 0:
        distance = distance % 7 or 7
    elif step < 0:
        distance = -(-distance % 7 or 7)
    return of_day(base + timedelta(days=distance))


def _month_beside(expression: DateExpression, anchor: Span) -> Span:
    """The first such month or season after the date in focus, or the last one before it."""
    month, step = expression.month or 1, expression.direction or 1
    width = 3 if expression.unit == "season" else 1
    year = anchor.last.year if step > 0 else anchor.first.year
    while True:
        found = of_month(year, month)
        if width > 1:
            found = stretch(found, of_month(year, month + width - 1), "window")
        if found.first > anchor.last if step > 0 else found.last < anchor.first:
            return found
        year += step


def offset(expression: DateExpression, setting: Setting) -> Span | None:
    """So far from another date: "two days later", "a year ago", "a week after May 12"."""
    if expression.to is not None:
        named = calendar(expression.to, setting)
        return None if named is None else _shift(expression, named)
    if expression.reference == "published":
        # "a week ago" is a day; further back people count in weeks
        return _shift(expression, of_day(setting.published), whole_weeks=expression.count != 1)
    anchor = setting.anchor
    if anchor is None:
        if expression.refers or expression.direction == 1:
            return None
        anchor = of_day(setting.published)
    return _shift(expression, anchor)


def _shift(expression: DateExpression, anchor: Span, *, whole_weeks: bool = False) -> Span | None:
    """The anchor moved by the expression's amount, as exact as unit and anchor allow."""
    if expression.count is None:
        return None
    step = 1 if (expression.direction or 0) > 0 else -1
    base, width = anchor.last if step > 0 else anchor.first, (anchor.last - anchor.first).days
    count = step * expression.count
    if expression.unit == "year":
        return of_year(int(base.year + count))
    if expression.unit == "year_and_half":
        return of_year(move(base, "month", count).year)
    if expression.unit == "month":
        moved = move(base, "month", count)
        return None if width > 92 else of_month(moved.year, moved.month)
    days = int(count * (7 if expression.unit == "week" else 1))
    if width > 6:
        # the day in focus is not known: a few days on lie in the same month, as far as one can tell
        return anchor if abs(days) <= 7 and width <= 31 else None
    moved = base + timedelta(days=days)
    return week_of(moved) if expression.unit == "week" and whole_weeks else of_day(moved)
