"""From an expression to its date: `resolve`, and what to do with the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from demarche.coding.dates import counting, placing
from demarche.coding.dates.expressions import DateExpression, Kind
from demarche.coding.dates.placing import Setting
from demarche.coding.dates.spans import Precision, Span, Tense, read, stretch

_RULES: dict[Kind, Callable[[DateExpression, Setting], Span | None]] = {
    "calendar": placing.calendar,
    "dateline": placing.calendar,
    "range": placing.span_of,
    "weekday": placing.weekday,
    "today": placing.day,
    "unit": placing.unit,
    "season": placing.season,
    "decade": placing.decade,
    "half": placing.half,
    "ordinal": placing.ordinal,
    "within": counting.within,
    "ahead": counting.ahead,
    "near": counting.near,
    "same": counting.beside,
    "neighbour": counting.beside,
    "offset": counting.offset,
}

LONG_AGO = 5 * 366
"""Days behind publication from which on a narrative has years of its own."""


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
    if expression.sense == "since":
        tense = "past"
    elif expression.sense == "until" and tense != "past":
        tense = "future"
    try:
        focus = None if anchor is None else read(anchor.date, anchor.precision)
        span = _RULES[expression.kind](expression, Setting(published, tense, focus))
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


def in_period(
    expression: DateExpression, reached: Resolved | None, published: date, *, before: bool = False
) -> DateExpression:
    """An expression with the year that a narrative of long ago gives it: "In 1972 … . On October 5 …".

    `reached` is the date that the narrative has come to: from there on, or, with `before`, back from there,
    the first such date is meant. Within a few years of publication the year is that of publication.
    """
    if expression.kind not in ("calendar", "season", "range") or expression.month is None or reached is None:
        return expression
    placed = (expression.year, expression.reference, expression.direction, expression.unit)
    if any(each is not None for each in placed) or (expression.to and expression.to.year is not None):
        return expression
    span = read(reached.date, reached.precision)
    if (published - span.last).days <= LONG_AGO:
        return expression
    year, sought = span.first.year, (expression.month, expression.day or 31)
    if before:
        return replace(expression, year=year - (sought > (span.last.month, span.last.day)))
    return replace(expression, year=year + (sought < (span.first.month, span.first.day)))


def _is_stated(expression: DateExpression) -> bool:
    if expression.kind == "range" and expression.to is not None:
        return expression.weekday is None and expression.reference is None
    if expression.kind == "ordinal":
        return expression.unit is None
    written = ("calendar", "dateline", "decade", "season", "half")
    return expression.kind in written and expression.reference is None


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
    try:
        span = stretch(read(first.date.split("/")[0]), read(last.date.split("/")[-1]))
    except ValueError:
        return None
    return Resolved(span.edtf, span.precision, first.basis)
