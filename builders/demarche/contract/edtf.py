"""EDTF dates of the levels that the dataset uses: year, month, day, and intervals of them with an open end.

Written for speed: the reference library takes milliseconds a date, and a coder meets a date in every other
sentence. Years run from 0001 to 9999, as in ISO 8601 calendars of most tools.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from functools import lru_cache

from demarche.errors import DataError

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_HINT = "Write YYYY, YYYY-MM, YYYY-MM-DD, or two of them with a slash between, one of which may be `..`."


@lru_cache(maxsize=65536)
def interval(date: str) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day that an EDTF date can mean; None for an open end.

    Raises DataError for another form, a day that does not exist, or an interval that ends before it begins.

    >>> interval("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> interval("1962/..")
    (datetime.date(1962, 1, 1), None)
    """
    first, slash, last = date.partition("/")
    if not slash:
        return _days(first, date)
    if first == last == "..":
        raise DataError("an interval has at most one open end", value=date, hint=_HINT)
    start = None if first == ".." else _days(first, date)[0]
    end = None if last == ".." else _days(last, date)[1]
    if start and end and start > end:
        raise DataError("the interval ends before it begins", value=date, hint="Swap its ends.")
    return start, end


@lru_cache(maxsize=65536)
def is_valid(date: str) -> bool:
    """Whether `interval` can read the date."""
    try:
        interval(date)
    except DataError:
        return False
    return True


@lru_cache(maxsize=65536)
def precision(date: str, window: bool = False) -> str:
    """The `date_precision` of an EDTF date: day, month, year, range, window or open.

    `window` says that an interval means some day within it (window), not that the thing lasted so long
    (range); EDTF writes both alike. Raises DataError as `interval` does.
    """
    interval(date)
    if ".." in date:
        return "open"
    if "/" in date:
        return "window" if window else "range"
    return ("year", "month", "day")[date.count("-")]


def _days(point: str, date: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a year, a month or a day; `date` is the whole cell, for the message."""
    match = _POINT.fullmatch(point)
    if match is None:
        raise DataError("not an EDTF date of the levels in use", value=date, hint=_HINT)
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        if match[2] is None:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if match[3] is None:
            return datetime.date(year, month, 1), datetime.date(year, month, monthrange(year, month)[1])
        return datetime.date(year, month, day), datetime.date(year, month, day)
    except ValueError as error:
        raise DataError("no such day in the calendar", value=date, hint=_HINT) from error
