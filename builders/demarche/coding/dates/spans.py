"""Stretches of the calendar and their EDTF form: a day, a month, a year, or from one to another."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Tense = Literal["past", "present", "future"]
Precision = Literal["day", "month", "year", "range", "window", "open"]


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both inclusive, as one year, month or day, or as a stretch between two of them."""

    first: date
    last: date
    precision: Precision
    edtf: str


def of_day(day: date) -> Span:
    """One day."""
    return Span(day, day, "day", day.isoformat())


def of_month(year: int, month: int) -> Span:
    """A month; months beyond the year count on into the years around it."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first = date(year, month, 1)
    return Span(first, first.replace(day=monthrange(year, month)[1]), "month", f"{year:04d}-{month:02d}")


def of_year(year: int) -> Span:
    """A year."""
    return Span(date(year, 1, 1), date(year, 12, 31), "year", f"{year:04d}")


def stretch(first: Span, last: Span, precision: Precision = "range") -> Span:
    """From the first day of one to the last day of the other; ValueError when they are in the wrong order."""
    if last.last < first.first:
        raise ValueError("a range ends before it starts")
    if first.edtf == last.edtf:
        return first
    return Span(first.first, last.last, precision, f"{first.edtf}/{last.edtf}")


def week_of(day: date, precision: Precision = "window") -> Span:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return stretch(of_day(monday), of_day(monday + timedelta(days=6)), precision)


def read(text: str, precision: Precision = "range") -> Span:
    """The span of an EDTF date as it is written here; one with an open end stands at the known one."""
    known = [_read_one(part) for part in text.split("/") if part != ".."]
    return known[0] if len(known) == 1 else stretch(known[0], known[1], precision)


def _read_one(text: str) -> Span:
    numbers = [int(part) for part in text.split("-")]
    if len(numbers) == 3:
        return of_day(date(*numbers))
    return of_month(*numbers) if len(numbers) == 2 else of_year(*numbers)


def move(base: date, unit: str, count: float) -> date:
    """The day so many days, weeks, months or years away; the last of a month where that day is missing."""
    if unit in ("day", "week"):
        return base + timedelta(days=int(count * (7 if unit == "week" else 1)))
    months = int(count * (12 if unit == "year" else 1))
    month = of_month(base.year, base.month + months)
    return month.first.replace(day=min(base.day, month.last.day))
