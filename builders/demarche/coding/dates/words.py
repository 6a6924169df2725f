"""The words of date expressions, from `lexicon/dates.tsv`, and the numbers that they stand for."""

from __future__ import annotations

import re

from demarche.coding.tables import read_rows


def _load() -> dict[str, dict[str, str]]:
    """Word to value, by class; both as written."""
    classes: dict[str, dict[str, str]] = {}
    for row in read_rows("dates.tsv"):
        classes.setdefault(row["class"], {})[row["word"]] = row["value"]
    return classes


def _numbers(name: str) -> dict[str, int]:
    return {word: int(value) for word, value in _WORDS[name].items()}


_WORDS = _load()
MONTHS = _numbers("month")
WEEKDAYS = _numbers("weekday")
"""Monday is 0; names and abbreviations."""
SEASONS = _numbers("season")
"""First month of each season; a season has three (northern hemisphere, as in agency copy)."""
NUMBERS = _numbers("number")
"""One to nineteen."""
TENS = _numbers("ten")
ORDINALS = _numbers("ordinal")
"""First to thirty-first."""
DECADES = _numbers("decade")
FEASTS = {name: (int(day[:2]), int(day[3:])) for name, day in _WORDS["feast"].items()}
"""Month and day of feasts with a fixed date."""
MEASURES = tuple(_WORDS["measure"])
EVENTS = tuple(_WORDS["event"])
PROPER = tuple(_WORDS["proper"])
PAPERS = tuple(_WORDS["paper"])

VAGUE = ("a few", "several", "some", "many")
_AMOUNTS = {"a": 1, "an": 1, "half a": 0.5, "half an": 0.5, "a couple of": 2, "a couple": 2, "a dozen": 12}
_AMOUNTS |= {"a hundred": 100, "one hundred": 100}


def number_value(words: str | None) -> float | None:
    """The value of a number in digits or words; None for a vague or absent one.

    >>> number_value("twenty-four"), number_value("a couple of"), number_value("a"), number_value("several")
    (24, 2, 1, None)
    """
    text = re.sub(r"[\s-]+", " ", (words or "").lower()).strip()
    if text.isdecimal():
        return int(text)
    if text in _AMOUNTS:
        return _AMOUNTS[text]
    tens, _, units = text.rpartition(" ")
    if tens in TENS and units in NUMBERS:
        return TENS[tens] + NUMBERS[units]
    return TENS.get(text, NUMBERS.get(text))
