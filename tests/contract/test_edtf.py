"""EDTF intervals, against the reference library."""

from __future__ import annotations

import time
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.contract import edtf
from demarche.errors import DataError

DAYS = st.dates(min_value=date(1, 1, 1))


def to_date(moment: time.struct_time) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def point_of(day: date, width: int) -> str:
    return day.isoformat()[:width]


@st.composite
def closed(draw: st.DrawFn) -> str:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    start = point_of(first, draw(st.sampled_from((4, 7, 10))))
    if draw(st.booleans()):
        return start
    # an end that is coarser or finer may still come before the start: then the interval is refused, below
    return f"{start}/{point_of(last, draw(st.sampled_from((4, 7, 10))))}"


@given(closed())
@settings(max_examples=150, deadline=None)
def test_intervals_are_those_of_the_reference_library(written: str) -> None:
    parsed = parse_edtf(written)
    expected = to_date(parsed.lower_strict()), to_date(parsed.upper_strict())
    if expected[0] > expected[1]:
        assert not edtf.is_valid(written)
    else:
        assert edtf.interval(written) == expected


@given(DAYS, st.sampled_from((4, 7, 10)))
def test_an_open_end_has_no_day(day: date, width: int) -> None:
    point = point_of(day, width)
    first, last = edtf.interval(point)
    assert edtf.interval(f"{point}/..") == (first, None)
    assert edtf.interval(f"../{point}") == (None, last)
    assert edtf.precision(f"{point}/..") == edtf.precision(f"../{point}", window=True) == "open"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024-06-18", date(2024, 6, 18), date(2024, 6, 18)),
        ("2023-09", date(2023, 9, 1), date(2023, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2024-06-19/2024-06-20", date(2024, 6, 19), date(2024, 6, 20)),
        ("2024-06/2024-08", date(2024, 6, 1), date(2024, 8, 31)),
        ("1962/..", date(1962, 1, 1), None),
    ],
)
def test_the_forms_of_the_data_model(written: str, first: date, last: date | None) -> None:
    assert edtf.interval(written) == (first, last)


@pytest.mark.parametrize(
    ("written", "window", "expected"),
    [
        ("2024-06-18", False, "day"),
        ("2023-09", False, "month"),
        ("2019", True, "year"),
        ("2024-06-19/2024-06-20", False, "range"),
        ("2024-06-19/2024-06-20", True, "window"),
    ],
)
def test_precision(written: str, window: bool, expected: str) -> None:
    assert edtf.precision(written, window) == expected


@pytest.mark.parametrize(
    "written",
    [
        *("", "../..", "/", "2024/", "/2024", "2024-13", "2023-02-29", "2024-00", "0000", "24", "2024-6-1"),
        *(
            "2024-06-20/2024-06-19",
            "2024/2023",
            "2024-06-18T12:00",
            "2024?",
            "20XX",
            "2024-06-18/2024-06-19/2024",
        ),
        *("٢٠٢٤", "2024-06-18\n", " 2024", "-2024"),
    ],
)
def test_other_forms_are_refused(written: str) -> None:
    assert not edtf.is_valid(written)
    with pytest.raises(DataError) as caught:
        edtf.precision(written)
    assert caught.value.value == written
    assert caught.value.hint
