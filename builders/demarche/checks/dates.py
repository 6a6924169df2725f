"""Rules on when it happens and when it was said."""

from __future__ import annotations

import datetime

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import (
    ACT_TABLES,
    CLAIM_TABLES,
    Column,
    Mask,
    RowRule,
    Rule,
    TableRule,
    Tables,
    all_of,
    any_of,
    by_value,
    equal,
    is_any,
    lookup,
    negate,
)
from demarche.contract import edtf
from demarche.contract.model import load_contract

# A day that has begun in one place has not yet begun in another.
_TIME_ZONES = pa.scalar(datetime.timedelta(days=1))


def date_is_in_the_calendar(rows: pa.Table) -> Mask:
    """The date names days that exist, and an interval does not end before it begins."""
    pattern = f"^(?:{load_contract().fields['date'].pattern})$"
    return all_of(pc.match_substring_regex(rows["date"], pattern), pc.invert(_valid(rows)))


def date_columns_stand_together(rows: pa.Table) -> Mask:
    """A date comes with its precision and its basis, and none of the date columns is filled without it."""
    described = [name for name in ("date_precision", "date_basis") if name in rows.column_names]
    given = pc.is_valid(rows["date"])
    missing = any_of(*(pc.is_null(rows[name]) for name in described))
    stray = any_of(*(pc.is_valid(rows[name]) for name in (*described, "date_start", "date_end")))
    return any_of(all_of(given, missing), all_of(pc.invert(given), stray))


def date_interval_matches_edtf(rows: pa.Table) -> Mask:
    """First and last day are those that the date can mean; null at an open end."""
    first = by_value(rows["date"], lambda date: _interval(date)[0], pa.date32())
    last = by_value(rows["date"], lambda date: _interval(date)[1], pa.date32())
    same = all_of(equal(rows["date_start"], first), equal(rows["date_end"], last))
    return all_of(_valid(rows), pc.invert(same))


def date_precision_matches_edtf(rows: pa.Table) -> Mask:
    """The precision is that of the date's form; an interval is a range or a window, an open one is open."""
    form = by_value(rows["date"], _precision, pa.string())
    found = pc.if_else(is_any(rows["date_precision"], ("window",)), "range", rows["date_precision"])
    known = is_any(rows["date_precision"], load_contract().fields["date_precision"].values or ())
    return all_of(_valid(rows), known, pc.not_equal(found, form))


def occurred_before_the_report(rows: pa.Table) -> Mask:
    """What occurred or is ongoing began no later than the day it was said, give or take time zones."""
    done = is_any(rows["status"], ("occurred", "ongoing"))
    return all_of(done, pc.greater(rows["date_start"], _day_after(rows["reported_on"])))


def reported_before_publication(rows: pa.Table, tables: Tables) -> Mask:
    """A claim was said no later than its source was published, give or take time zones."""
    published = lookup(rows["source_id"], tables["sources"], "source_id", "published")
    return pc.greater(rows["reported_on"], _day_after(published))


def year_follows_date(rows: pa.Table) -> Mask:
    """The year is that of the first day, if the event has occurred and that day is known; otherwise null."""
    occurred = is_any(rows["status"], ("occurred",))
    expected = pc.if_else(occurred, pc.year(rows["date_start"]), pa.scalar(None, pa.int64()))
    return negate(equal(rows["year"], expected))


def validity_ends_after_it_begins(rows: pa.Table) -> Mask:
    """The last day of validity does not come before the first."""
    return pc.less(rows["valid_to"], rows["valid_from"])


def _valid(rows: pa.Table) -> Mask:
    return pc.fill_null(by_value(rows["date"], edtf.is_valid, pa.bool_()), False)


def _interval(date: str) -> tuple[datetime.date | None, datetime.date | None]:
    return edtf.interval(date) if edtf.is_valid(date) else (None, None)


def _precision(date: str) -> str | None:
    return edtf.precision(date) if edtf.is_valid(date) else None


def _day_after(days: Column) -> Column:
    return pc.add(days.cast(pa.timestamp("s")), _TIME_ZONES).cast(pa.date32())


RULES: tuple[Rule, ...] = (
    RowRule(date_is_in_the_calendar, ACT_TABLES, ("date",), "Look at the month and the day."),
    RowRule(
        date_columns_stand_together,
        CLAIM_TABLES,
        ("date", "date_start", "date_end", "date_precision", "date_basis"),
        "Fill all of them or none.",
    ),
    RowRule(
        date_columns_stand_together,
        ("events",),
        ("date", "date_start", "date_end", "date_precision"),
        "Fill all of them or none.",
    ),
    RowRule(
        date_interval_matches_edtf,
        ACT_TABLES,
        ("date", "date_start", "date_end"),
        "Work the days out from the date; the build does.",
        takes_codes=True,
    ),
    RowRule(
        date_precision_matches_edtf,
        ACT_TABLES,
        ("date_precision", "date"),
        "A form such as 2024-06 is a month, an interval a range or a window.",
    ),
    RowRule(
        occurred_before_the_report,
        CLAIM_TABLES,
        ("date_start", "reported_on", "status"),
        "Look whether it was only planned, or whether the date is the report's.",
        takes_codes=True,
    ),
    TableRule(
        reported_before_publication,
        CLAIM_TABLES,
        ("reported_on", "source_id"),
        "Look at the date of the report and at that of the source.",
        needs=("sources",),
        takes_codes=True,
    ),
    RowRule(
        year_follows_date,
        ("events",),
        ("year", "status", "date_start"),
        "Take the year of date_start if the status is occurred.",
    ),
    RowRule(
        validity_ends_after_it_begins,
        ("actors", "actor_codes"),
        ("valid_to", "valid_from"),
        "Swap the days.",
    ),
)
