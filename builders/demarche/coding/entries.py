"""Timelines and live blogs: texts cut into entries, each headed by its date.

An entry is headed by a line that is hardly more than a date, or its date leads its paragraph: "Aug. 2: …",
"Aug. 2. …". What an entry tells without a date of its own happened then.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from demarche.coding.dated import Dated
from demarche.coding.dates import DateExpression, Resolved, resolve
from demarche.coding.segment import Sentence

_LEADS = (":", "—", "–", "-", ".")
_WEEK = timedelta(days=7)


def heads_entry(sentence: Sentence, dated: Dated) -> bool:
    """Whether a sentence is a heading that is hardly more than a date."""
    if not dated.expressions or not sentence.heading:
        return False
    return len(dated.by_token) * 2 >= sum(t.text[0].isalnum() for t in sentence.tokens)


def leads_entry(sentence: Sentence, dated: Dated) -> bool:
    """Whether a sentence opens with a date that is set off from it: "Aug. 2: Troops land in Peru."."""
    if sentence.heading or 0 not in dated.by_token:
        return False
    first = dated.by_token[0]
    end = next((k for k, t in enumerate(sentence.tokens) if dated.by_token.get(k) is not first), None)
    return end is not None and sentence.tokens[end].text in _LEADS


def day_of_entry(expression: DateExpression, published: date, before: date | None) -> Resolved | None:
    """The date of an entry; where it lacks its year or its week, the one next to the entry before it."""
    found = resolve(expression, published, "past", None)
    if found is None or found.precision not in ("day", "month", "year"):
        return None
    if before is None or expression.year is not None:
        return found
    if expression.kind == "weekday":
        day = date.fromisoformat(found.date)
        near = min((day + _WEEK * n for n in range(-60, 1)), key=lambda each: abs(each - before))
        return replace(found, date=near.isoformat())
    if expression.kind not in ("calendar", "dateline") or expression.reference is not None:
        return found
    years = range(before.year - 1, min(before.year + 1, published.year) + 1)
    every = [resolve(replace(expression, year=year), published, "past", None) for year in years]
    dated = [each for each in every if each is not None and each.date <= published.isoformat()]
    return min(dated, key=lambda each: abs(first_day(each) - before), default=found)


def first_day(resolved: Resolved) -> date:
    """The first day that a date can mean; of one with an open start the known end."""
    known = next(part for part in resolved.date.split("/") if part != "..")
    return date.fromisoformat((known + "-01-01")[:10])
