"""Where a text speaks of dates: one pass over a span, from words to `DateExpression`s.

Every pattern is bounded and is tried only near a telling word, so that the work grows with the length of the
span and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from demarche.coding.dates import pointing, telling, written
from demarche.coding.dates.expressions import DateExpression, Sense

_READERS = written.READERS | pointing.READERS
_SENSE = re.compile(
    r"(?:^|[^\w])(since|until|till|by|from|between)(?:[ \n](?:the|noon|midnight))?[ \n]$", re.IGNORECASE
)
_SENSES: dict[str, Sense] = {
    "till": "until",
    "since": "since",
    "until": "until",
    "by": "by",
    "from": "from",
    "between": "from",
}
_NOT = re.compile(r"\b[Nn]ot[ \n]$")
_REACH = 8
"""How many words before the one that gives a date away it can begin."""
_DIGIT = re.compile("[0-9]")
_WORD = re.compile("[A-Za-z]+")
_CHUNK = 4096
_OVERLAP = 96


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of a span, cut between words, so that of a very long one only a part is held."""
    while start < end:
        cut = min(end, start + _CHUNK)
        if cut < end and (word := telling.TOKEN.match(text, cut, end)):
            cut = word.end()
        yield start, cut
        start = cut


def _found(text: str, start: int, end: int) -> Iterator[DateExpression]:
    done = start
    for low, high in _chunks(text, start, end):
        origin = max(start, low - _OVERLAP)
        if _DIGIT.search(text, origin, high) is None and telling.WORDS.isdisjoint(
            _WORD.findall(text, origin, high)
        ):
            continue
        tokens = telling.TOKEN.findall(text, origin, high)
        places = [at for at, token in enumerate(tokens) if token in telling.KINDS or token < ":"]
        if not places:
            continue
        starts = [
            token.start() for token in islice(telling.TOKEN.finditer(text, origin, high), places[-1] + 1)
        ]
        untried = 0
        for place in places:
            if starts[place] < max(done, low):
                continue
            kind = telling.KINDS.get(tokens[place], "number")
            for at in range(max(untried, place - _REACH + 1), place + 1):
                first = tokens[at]
                patterns = telling.STARTS.get((kind, first.lower() if first > ":" else "#"))
                if patterns and starts[at] >= done:
                    done, found = _read(text, starts[at], end, patterns, done)
                    yield from found
            untried = place + 1


def _read(
    text: str, place: int, end: int, patterns: list[str], done: int
) -> tuple[int, list[DateExpression]]:
    """The dates that begin at a place, and up to where the text is dealt with after that."""
    for name in patterns:
        match = telling.pattern(name).match(text, place, end)
        if match is None:
            continue
        found = _READERS[name](match)
        if found is None:
            return match.end(), []
        if found:
            return found[-1].end, found
    return done, []


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateExpression]:
    """The date expressions of `text[start:end]`, in order and without overlap.

    Offsets are code points of `text`. Lengths of time ("for three months"), habits ("every Monday"), and
    numbers that only look like years are left out.
    """
    end = len(text) if end is None else min(end, len(text))
    found: list[DateExpression] = []
    for expression in _found(text, max(0, start), end):
        sense = _SENSE.search(text, max(0, expression.start - 16), expression.start)
        if sense:
            negated = _NOT.search(text, max(0, expression.start - 20), sense.start(1)) is not None
            told = "at" if negated else _SENSES[sense[1].lower()]  # not until May: in May
            expression = replace(expression, sense=told)  # noqa: PLW2901
        expression = _as_dateline(text, expression)  # noqa: PLW2901
        merged = _merge(text, found[-1], expression) if found else None
        if merged is not None:
            found[-1] = merged
        elif not found or expression.start >= found[-1].end:
            found.append(expression)
    return found


_RANGE_GAP = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through|and)\s")
_RANGED = ("calendar", "weekday")


def _merge(text: str, left: DateExpression, right: DateExpression) -> DateExpression | None:
    """Two neighbours that are one date: a range, a date told twice, an offset from a written date."""
    if not 0 <= right.start - left.end <= 9:
        return None
    gap = text[left.end : right.start]
    after = text[right.end : right.end + 1]
    if right.explicit and left.reference and left.kind != "calendar":
        if (
            left.kind == "unit"
            and left.unit == "year"
            and right.year is None
            and re.fullmatch(r",? (?:in|on) |, ", gap)
        ):
            return replace(
                right, start=left.start, reference="published", direction=left.direction, sense=left.sense
            )
        told = gap == " (" and after == ")"
        told |= gap in (", in ", ", on ", " on ", " in ") and left.kind in ("offset", "neighbour", "near")
        told |= gap == ", " and right.day is not None
        if told:
            return replace(right, start=left.start, end=right.end + (gap == " ("), sense=left.sense)
        if left.refers and gap == " ":
            return replace(left, end=right.end, to=right, refers=False)
    if left.refers and gap == " " and right.kind == "same" and left.kind == "offset":
        return replace(left, end=right.end, refers=False)  # "a week before that day"
    counted = left.kind == "offset" and left.reference == "published" and left.unit == "week" and left.count
    if counted and gap == " " and right.kind == "today" and right.count == 0:  # two weeks ago today
        return replace(left, end=right.end, unit="day", count=7 * counted)
    if counted and gap in (" ", " on ") and right.kind == "weekday" and right.direction is None:
        return replace(right, start=left.start, unit="week", direction=-int(counted))
    if left.explicit and gap == " (" and after == ")" and right.kind in ("weekday", "today"):
        return replace(left, end=right.end + 1)
    return _merge_range(gap, left, right)


def _merge_range(gap: str, left: DateExpression, right: DateExpression) -> DateExpression | None:
    if left.kind not in _RANGED or right.kind != left.kind or not _RANGE_GAP.fullmatch(gap):
        return None
    if (left.day is None) != (right.day is None) or (left.month is None) != (right.month is None):
        return None
    if "and" in gap and left.sense != "from":
        return None
    return replace(
        left, end=right.end, kind="range", year=left.year or right.year, to=replace(right, sense="at")
    )


_CITY = re.compile(r"(?:[A-Z][\w.'’/-]*[ ,]{1,2}){1,8}(?:\(?[A-Z][\w ]{1,20}\)?,?\s)?")
_DASH = re.compile(r"(?:\s?\([\w /.-]{1,24}\))?\s?[—–-]{1,2}\s")
_DATED_LINE = 90


def _as_dateline(text: str, expression: DateExpression) -> DateExpression:
    """A full date after a place in capitals and before a dash, or alone on its line, heads the report."""
    if expression.kind != "calendar" or expression.day is None or expression.reference is not None:
        return expression
    line = text.rfind("\n", max(0, expression.start - _DATED_LINE), expression.start) + 1
    if line == 0 and expression.start > _DATED_LINE:
        return expression
    head, tail = text[line : expression.start], text[expression.end : expression.end + 32]
    placed = _CITY.fullmatch(head) is not None and head[:2].isupper() and _DASH.match(tail) is not None
    alone = not head.strip() and re.match(r"[^\S\n]*(?:\n|$)", tail) is not None
    return replace(expression, kind="dateline") if placed or alone else expression


def find_dateline(text: str) -> tuple[int, int, date] | None:
    """The full date that heads a report, with its place: in a dateline, or alone on a line near the top.

    Only the first 2,000 characters are read; None where the date is missing or lacks its year.
    """
    for expression in find_dates(text, 0, 2000):
        if expression.kind == "dateline" and expression.year and expression.month and expression.day:
            try:
                return (
                    expression.start,
                    expression.end,
                    date(expression.year, expression.month, expression.day),
                )
            except ValueError:
                return None
    return None
