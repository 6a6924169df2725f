"""Which words give a date away, and which patterns to try when one is met.

A span without a telling word is put aside after one look. In the others, a pattern is tried only where the
telling word is of a kind that it holds, at the words that it can begin with.
"""

from __future__ import annotations

import re
from functools import cache

from demarche.coding.dates.patterns import PATTERNS
from demarche.coding.dates.words import DECADES, MONTHS, NUMBERS, ORDINALS, SEASONS, TENS, WEEKDAYS

_PREPOSITIONS = "in since until till by from between during before after through throughout of to for"
_DETERMINERS = "the a an its their his her our"
_PARTS = "the end start beginning middle close mid early earlier late later"
_POINTING = "last this next that"
_COUNTS = " ".join(["# a an one half several some many", *NUMBERS, *TENS])
_LENGTHS = " ".join(
    f"{word} {word}s"
    for word in ["day", "week", "fortnight", "month", "year", "decade", "hour", "minute", "moment"]
)
_LENGTHS += " century centuries seconds"
_MONTHS, _WEEKDAYS, _SEASONS, _ORDINALS = map(" ".join, (MONTHS, WEEKDAYS, SEASONS, ORDINALS))

_RULES = {
    "iso": ("number", "#"),
    "numeric": ("number", "#"),
    "day_month": ("number month weekday ordinal", f"# the twenty thirty {_WEEKDAYS} {_ORDINALS}"),
    "month_day": ("month weekday", f"{_WEEKDAYS} {_MONTHS}"),
    "feast": ("length eve", "christmas boxing new"),
    "month": ("month next", f"and as {_PREPOSITIONS} {_DETERMINERS} {_PARTS} {_POINTING} {_MONTHS}"),
    "half": ("half", "the first second third fourth last final"),
    "decade": ("number decade", f"# {_PARTS}"),
    "season": ("season next", f"in over during since by until {_PARTS} {_POINTING} {_SEASONS}"),
    "years": ("number", "between from"),
    "year": ("number length", f"# as around circa back {_PREPOSITIONS} {_DETERMINERS} {_PARTS}"),
    "same": ("length weekday season same", "that on in the"),
    "neighbour": ("length weekday next", "the"),
    "on_next": ("next", "on"),
    "beside": ("weekday", "the"),
    "before_last": ("length weekend", "the"),
    "of_day": ("length", "earlier later"),
    "week_of": ("length", "the first second third fourth last final opening closing"),
    "next_day": ("length next", "next"),
    "weekday_the": ("weekday", _WEEKDAYS),
    "ordinal": ("number ordinal", "on from until till by since to"),
    "weekday": ("weekday next", f"every each the last this next early earlier late later {_WEEKDAYS}"),
    "today": (
        "today length",
        "early earlier late later today tonight this overnight yesterday last tomorrow",
    ),
    "ago": ("number length half", _COUNTS),
    "offset": ("number length half", f"{_COUNTS} {_LENGTHS}"),
    "within": ("number length next", "within"),
    "coming": ("length next", "in"),
    "ahead": ("number length half", "in"),
    "unit": ("length weekend next", f"{_PARTS} {_POINTING}"),
    "part_of": ("length", _PARTS),
    "weekend": ("weekend", "over at during on"),
    "near": ("then same", "at shortly soon by since until till"),
}
"""For each pattern the kinds of telling word that can come first in it, and the words, in lower case, that
it can start with (`#` is a number in digits)."""

STARTS: dict[tuple[str, str], list[str]] = {}
"""By kind of telling word and first word: the names of the patterns to try, in their order."""
for _name in PATTERNS:
    for _kind in _RULES[_name][0].split():
        for _word in dict.fromkeys(_RULES[_name][1].split()):
            STARTS.setdefault((_kind, _word), []).append(_name)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern, compiled when a text first needs it: most texts need few."""
    return re.compile(PATTERNS[name])


_LOWER = {
    "today": "today tonight yesterday tomorrow overnight",
    "then": "then afterward afterwards",
    "next": "next following coming",
    "half": "half quarter",
    "weekend": "weekend",
    "same": "same",
    "length": f"morning afternoon evening night {_LENGTHS}",
    "decade": " ".join(DECADES),
    "season": _SEASONS,
    # "first" to "third" are too common to tell; with a month they are found by the month
    "ordinal": " ".join(word for word in list(ORDINALS)[3:] if "-" not in word),
}
_CAPITAL = {"month": _MONTHS, "weekday": _WEEKDAYS, "eve": "eve"}
KINDS = {word: kind for kind, listed in (*_LOWER.items(), *_CAPITAL.items()) for word in listed.split()}
KINDS = {
    form: kind
    for word, kind in KINDS.items()
    for form in (word, word.title(), word.upper())
    if kind not in _CAPITAL or form != word
}
"""The telling words as they can be written, with their kind; a number in digits is one as well."""

WORDS = frozenset(KINDS)
TOKEN = re.compile(r"[A-Za-z]+|[0-9]+")
