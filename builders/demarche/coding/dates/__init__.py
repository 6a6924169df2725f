"""Dates in running text: found (`find_dates`), and resolved against publication and narrative (`resolve`).

The rules are those of data-model.md: a date is *stated* when it is written, also where only its year is
missing; weekdays, "last month" and what counts from another date are *relative*. A missing year comes from
publication: the last such date in the past tense, the next one in the future tense.

`words` and `patterns` hold the language, `telling` where to try it; `written` and `pointing` read a match;
`finding` walks the text. `placing` and `counting` turn an expression into a span of the calendar.
"""

from demarche.coding.dates.expressions import DateExpression
from demarche.coding.dates.finding import find_dateline, find_dates
from demarche.coding.dates.resolving import LONG_AGO, Resolved, in_period, resolve, reverse, since, spanning
from demarche.coding.dates.spans import Precision, Tense

__all__ = [
    "LONG_AGO",
    "DateExpression",
    "Precision",
    "Resolved",
    "Tense",
    "find_dateline",
    "find_dates",
    "in_period",
    "resolve",
    "reverse",
    "since",
    "spanning",
]
