"""The words and patterns of English date expressions: closed classes, and the grammar over them.

A pattern names its parts; `date_expressions` reads them. All repetition is bounded, so that a match costs
the same wherever it stands in a text of any length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season; a season has three (northern hemisphere, as in agency copy)."""

UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
            "twenty-second",
            "twenty-third",
            "twenty-fourth",
            "twenty-fifth",
            "twenty-sixth",
            "twenty-seventh",
            "twenty-eighth",
            "twenty-ninth",
            "thirtieth",
            "thirty-first",
        ],
        start=1,
    )
}
DECADES = {
    word: 1900 + 10 * number
    for number, word in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 2
    )  # fmt: skip
}
FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
}
VAGUE = ("a few", "several", "some", "many")


def number_value(words: str | None) -> float | None:
    """The value of a number in digits or words; None for a vague or absent one ("several").

    >>> number_value("twenty-four"), number_value("a couple of"), number_value("a"), number_value("several")
    (24, 2, 1, None)
    """
    text = re.sub(r"[\s-]+", " ", (words or "").lower()).strip()
    if text.isdecimal():
        return int(text)
    if text in ("a", "an"):
        return 1
    if text == "half a":
        return 0.5
    if text in ("a couple of", "a couple"):
        return 2
    if text in ("a dozen", "dozen"):
        return 12
    if text in ("a hundred", "one hundred", "hundred"):
        return 100
    total = 0
    for word in text.split():
        if word in TENS:
            total += TENS[word]
        elif word in UNITS:
            total += UNITS.index(word) + 1
        else:
            return None
    return total or None


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


GAP = r"(?:[^\S\n]{1,3}|\n)"
_FULL = [name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july")]
_SHORT = [name for name in MONTHS if name not in _FULL]
MONTH = (
    rf"(?:(?:{_either([name.title() for name in _FULL] + [name.upper() for name in _FULL])})(?!\w)"
    rf"|(?:{_either([name.title() for name in _SHORT] + [name.upper() for name in _SHORT])})(?!\w)\.?)"
)
_DAY_NAMES = [form for name in WEEKDAYS for form in (name.title(), name.upper())]
WEEKDAY = rf"(?:(?:{_either(_DAY_NAMES)})(?!\w)|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9]|[,.][0-9]|s\b)"
DAY = rf"(?:(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![\w:%°]|[,.][0-9]{{3}}|\.[0-9])|(?i:{_either(ORDINALS)})\b)"
TENS_WORD = rf"(?:{_either(TENS)})(?:[- ](?:{_either(UNITS[:9])}))?"
NUMBER = (
    rf"(?i:(?<![0-9.,])[0-9]{{1,4}}(?![0-9,.])|half an?|{_either(VAGUE)}|an?{GAP}couple(?:{GAP}of)?|an?{GAP}dozen"
    rf"|(?:an?|one){GAP}hundred|{TENS_WORD}|{_either(UNITS)}|an?)"
)
MEASURE = (
    r"(?i:%|per ?cent|percent|tons?|tonnes?|met(?:er|re)s?|kilomet(?:er|re)s?|km|miles?|f(?:oo|ee)t|people"
    r"|troops|soldiers|men|women|children|dollars?|euros?|pounds?|kilograms?|kg|barrels|hours?|hrs|gmt|utc"
    r"|local time|words|pages|votes|prisoners|civilians|migrants|refugees|workers|times|points|million|billion"
    r"|others|persons|members|vessels|ships|aircraft|tanks|missiles|diplomats)\b"
)
UNIT = r"(?i:days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))\b"
PART = (
    r"(?i:the[ ](?:very[ ])?(?:end|start|beginning|middle|close)[ ]of|(?:end|start|beginning|middle)[ ]of"
    r"|mid-|(?:early|earlier|late|later|mid|middle)(?:[ ](?:in|on))?)"
)
_PART_GAP = rf"(?:(?P<part>{PART})(?:(?<=-)|{GAP}))?"
YEAR_OF = (
    rf"(?:(?i:of){GAP})?(?P<year_of>(?i:last|this|next|that|(?:the|that)[ ](?:same|previous|following|next))){GAP}"
    r"(?i:year)\b"
)
TAIL = rf"(?:,?{GAP}?(?P<year>{YEAR})|,?{GAP}{YEAR_OF})?"
_JOIN = rf"(?:{GAP}?[-–—/]{GAP}?|{GAP}(?i:to|and|until|till|through|or){GAP})"
_TIME_OF_DAY = r"(?i:morning|afternoon|evening|night|noon|midday|midnight)s?\b"
_EVENT = (
    r"(?:visit|treaty|agreement|accord|deal|summit|war|invasion|pact|elections?|conflict|coup|protests?|talks"
    r"|sanctions|crisis|protocol|convention|annexation|uprising|ceasefire|truce|meeting|referendum|budget)\b"
)

PATTERNS: dict[str, str] = {
    "iso": r"(?<![\w./-])(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3][0-9])(?![0-9-])",
    "numeric": (
        r"(?<![\w./-])(?P<one>[0-9]{1,2})(?:/(?P<two>[0-9]{1,2})/|\.(?P<dotted>[0-9]{1,2})\.)"
        r"(?P<year>(?:1[5-9]|20)[0-9]{2})(?![0-9/])"
    ),
    "day_month": (
        rf"(?<![\w.,$€£/])(?:{WEEKDAY},?{GAP})?(?:(?i:the){GAP})?(?P<day>{DAY})"
        rf"(?:(?P<join>{_JOIN})(?:(?i:the){GAP})?(?P<day2>{DAY}))?"
        rf"(?:{GAP}(?i:day))?(?:{GAP}(?i:of))?{GAP}(?P<month>{MONTH}){TAIL}"
        rf"(?:{GAP}\((?:{WEEKDAY})\))?"
    ),
    "month_day": (
        rf"\b(?:{WEEKDAY},?{GAP})?(?P<month>{MONTH}){GAP}(?:(?i:the){GAP})?(?P<day>{DAY})"
        rf"(?!{GAP}{MEASURE})(?:(?P<join>{_JOIN})(?P<day2>{DAY})(?!{GAP}(?:{MONTH}|{MEASURE})))?{TAIL}"
        rf"(?:{GAP}\((?:{WEEKDAY})\))?"
    ),
    "feast": rf"\b(?P<feast>Christmas{GAP}(?:Eve|Day)|Boxing{GAP}Day|New{GAP}Year['’]s{GAP}(?:Eve|Day)){TAIL}",
    "month": (
        rf"\b(?:(?P<prep>(?i:in|since|until|till|by|from|between|during|before|after|through|throughout|of|to|for"
        rf"|and|the|an?|its|their|his|her|our)){GAP}|(?<=['’]s )(?=(?P<owner>[A-Z])))?{_PART_GAP}"
        rf"(?:(?P<direction>(?i:last|this|next|that)){GAP})?"
        rf"(?P<core>(?P<month>{MONTH})(?!{GAP}{DAY}(?!{GAP}{MEASURE}))(?:,?{GAP}(?:of{GAP})?(?P<year>{YEAR})|,?{GAP}{YEAR_OF})?"
        rf"(?:(?P<join>{_JOIN})(?P<month2>{MONTH})(?:,?{GAP}(?P<year2>{YEAR}))?(?!{GAP}[0-9]))?)"
    ),
    "half": (
        rf"\b(?P<core>(?:(?i:the){GAP})?(?P<nth>(?i:first|second|third|fourth|last|final)){GAP}"
        rf"(?P<half>(?i:half|quarter)){GAP}(?i:of){GAP}(?:(?P<year>{YEAR})|(?P<year_of>(?i:last|this|next|the)){GAP}(?i:year)\b))"
    ),
    "decade": (
        rf"\b(?:(?i:the){GAP})?{_PART_GAP}"
        rf"(?:(?P<decade>(?:1[5-9]|20)[0-9]0)[’']?s\b|(?<=the )(?P<decade_word>(?i:{_either(DECADES)}))\b)"
    ),
    "season": (
        rf"\b(?:(?P<prep>(?i:in|over|during|since|by|until|this past)){GAP})?(?:(?i:the){GAP})?{_PART_GAP}"
        rf"(?:(?P<direction>(?i:last|this|next|that|the)){GAP})?"
        rf"(?P<season>{_either(SEASONS)})\b(?:(?:{GAP}of)?{GAP}(?P<year>{YEAR})(?:[-–/][0-9]{{2,4}})?|{GAP}{YEAR_OF})?"
    ),
    "years": (
        rf"\b(?P<prep>(?i:between|from)){GAP}(?P<core>(?P<year>{YEAR}){GAP}(?i:and|to|until|till|through){GAP}"
        rf"(?P<year2>{YEAR}))(?!{GAP}{MEASURE})"
    ),
    "year": (
        rf"(?:\b(?P<prep>(?i:in|since|until|till|by|from|during|before|after|through|throughout|of|around|circa"
        rf"|back to|the year)){GAP}(?:(?i:the[ ]year){GAP})?|(?P<det>\b(?i:the|an?|its|their|his|her|our){GAP}|(?<=['’]s ))"
        rf"|(?P<bracket>(?<=\())|(?=(?:{PART}|[0-9])))"
        rf"(?P<core>{_PART_GAP}(?<![\w.,$€£#/])(?:(?<!-)|(?<=[Mm]id-))(?P<year>{YEAR})"
        rf"(?:[-–—](?P<year2>(?:{YEAR})|[0-9]{{2}}(?![0-9])))?)"
        rf"(?!{GAP}?{MEASURE})(?P<more>(?:(?:,{GAP}|,?{GAP}(?i:and|or){GAP}){YEAR}(?!{GAP}{MEASURE})){{0,5}})"
    ),
    "same": (
        rf"\b(?P<core>(?P<same>(?i:that(?:[ ](?:very|same))?|(?:on|in)[ ]the[ ]same|the[ ](?:very[ ])?same)){GAP}"
        rf"(?:(?P<weekday>{WEEKDAY})|(?P<unit>(?i:day|week|month|year|morning|afternoon|evening|night)\b(?!['’-])"
        rf"|{_either(SEASONS)})))"
    ),
    "neighbour": (
        rf"\b(?P<core>(?i:the){GAP}(?:(?P<which>(?i:next|following|previous|preceding)){GAP}"
        rf"(?:(?P<weekday>{WEEKDAY})|(?P<unit>(?i:day|week|month|year|morning|afternoon|evening|night))\b(?!['’]s))"
        rf"|(?P<unit2>(?i:day|week|month|year|morning|evening|night)){GAP}(?P<side>(?i:before|after))\b"
        rf"(?:{GAP}(?P<deictic>(?i:yesterday|tomorrow)))?))"
    ),
    "on_next": rf"\b(?i:on[ ]the)[ ](?P<core>(?P<which>(?i:next|following)))\b(?!{GAP}(?:day|week|month|year|morning|round|{WEEKDAY})\b)",
    "ordinal": (
        rf"\b(?:(?P<prep>(?i:on|from|until|till|by|since|to)){GAP})(?P<core>(?i:the){GAP}"
        rf"(?P<day>(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)|(?i:{_either(ORDINALS)})\b)"
        rf"(?:{GAP}(?i:of){GAP}(?P<month_of>(?i:last|this|next|that|the[ ](?:same|next|following|previous))){GAP}(?i:month)\b"
        rf"|(?=[.,;:)!?—–]|\s?$|{GAP}(?i:the|he|she|it|they|we|his|her|their|and|but|to|in|at|by|with|for|when|after"
        rf"|from|as|a|an)\b)))"
    ),
    "weekday": (
        rf"\b(?:(?P<every>(?i:every|each)){GAP})?(?P<core>(?:(?P<the>(?i:the){GAP}))?"
        rf"(?:(?P<direction>(?i:last|this|next|this past|this coming)){GAP})?"
        rf"(?:(?i:early|earlier|late|later)(?:{GAP}(?i:on))?{GAP})?(?P<weekday>{WEEKDAY})(?:{GAP}{_TIME_OF_DAY})?"
        rf"(?:,?{GAP}(?:of{GAP})?(?P<week>(?i:last|this|next)){GAP}(?i:week)\b)?)"
    ),
    "today": (
        rf"\b(?:(?i:early|earlier|late|later){GAP})?(?:(?P<today>(?i:today|tonight)"
        rf"|(?i:this){GAP}(?:(?i:very){GAP})?(?i:morning|afternoon|evening)"
        rf"|overnight(?=[.,;:)—–]|$|{GAP}(?:and|as|in|by|with|after|from|at|the|but|that)\b))"
        rf"|(?P<yesterday>(?i:yesterday|last{GAP}(?:night|evening)))|(?P<tomorrow>(?i:tomorrow)))\b"
        rf"(?:{GAP}{_TIME_OF_DAY})?"
    ),
    "ago": (
        rf"\b(?P<number>{NUMBER}){GAP}(?P<unit>{UNIT}|(?i:hours?|minutes?|moments?)\b)"
        rf"(?P<half>{GAP}(?i:and){GAP}(?i:a){GAP}(?i:half))?{GAP}(?i:ago)\b"
    ),
    "offset": (
        rf"\b(?:(?P<number>{NUMBER}){GAP})?(?P<unit>{UNIT}|(?i:hours?|minutes?|moments?|seconds)\b)"
        rf"(?P<half>{GAP}(?i:and){GAP}(?i:a){GAP}(?i:half))?"
        rf"{GAP}(?P<side>(?i:later|earlier|before|after(?:wards?)?|previously|prior(?:{GAP}to)?|on(?=,)))\b"
    ),
    "within": rf"\b(?i:within)(?:{GAP}(?i:the[ ]next))?{GAP}(?:(?P<number>{NUMBER}){GAP})?(?P<unit>{UNIT}|(?i:hours?|minutes?|moments)\b)(?!{GAP}(?i:of)\b)",
    "coming": rf"\b(?i:in)(?:{GAP}(?i:the))?{GAP}(?i:coming|next){GAP}(?:few{GAP}|couple{GAP}of{GAP})?(?P<unit>(?i:days|weeks))\b",
    "ahead": rf"\b(?i:in){GAP}(?P<number>{NUMBER}){GAP}(?P<unit>{UNIT})(?P<time>['’]s?{GAP}(?i:time))?(?!{GAP}(?i:of)\b)",
    "unit": (
        rf"\b(?P<core>{_PART_GAP}(?P<direction>(?i:last|this|next)){GAP}(?P<unit>(?i:weekend|week|month|year))\b"
        rf"(?!-|{GAP}(?:ago|later|of)\b))"
    ),
    "part_of": (
        rf"\b(?P<core>(?:(?P<part>(?i:(?:the{GAP})?(?:very{GAP})?(?:end|start|beginning|middle|close){GAP}of))|(?i:early|earlier|later?){GAP}(?i:in))"
        rf"{GAP}(?i:the){GAP}(?P<unit>(?i:week|month|year)))\b(?!['’-])"
    ),
    "weekend": rf"\b(?i:over|at|during|on){GAP}(?P<core>(?i:the{GAP}weekend))\b(?!['’-])",
    "near": (
        rf"\b(?:(?i:at){GAP}(?P<core>(?i:the){GAP}(?:(?i:very){GAP})?(?i:same){GAP}(?i:time|moment|hour))|(?i:shortly|soon){GAP}(?i:afterwards?)"
        rf"|(?P<prep>(?i:by|since|until|till)){GAP}(?P<then>(?i:then)))\b"
    ),
}
"""Pattern by name, tried in this order at each place: the first that makes a date there is taken."""

_PREPOSITIONS = "in since until till by from between during before after through throughout of to for"
_DETERMINERS = "the a an its their his her our"
_PARTS = "the end start beginning middle mid early earlier late later"
_POINTING = "last this next that"
_NUMBERS = " ".join(["a an one half several some many", *UNITS, *TENS, "#"])
_SPANS = "day week fortnight month year decade hour minute moment"
_LENGTHS = " ".join(f"{word} {word}s" for word in _SPANS.split()) + " century centuries seconds"
_MONTH_NAMES, _DAY_WORDS = (
    " ".join(MONTHS),
    " ".join(["mon tue tues wed thu thur thurs fri sat sun", *WEEKDAYS]),
)
_RULES = {
    "iso": ("number", "#"),
    "numeric": ("number", "#"),
    "day_month": ("number month weekday ordinal", f"# the {_DAY_WORDS} {' '.join(ORDINALS)} twenty thirty"),
    "month_day": ("month weekday", f"{_DAY_WORDS} {_MONTH_NAMES}"),
    "feast": ("length eve", "christmas boxing new"),
    "month": (
        "month next",
        f"and {_PREPOSITIONS} {_DETERMINERS} {_PARTS} {_POINTING} {_MONTH_NAMES}",
    ),
    "half": ("half", "the first second third fourth last final"),
    "decade": ("number decade", f"# {_PARTS}"),
    "season": ("season next", f"in over during since by until {_PARTS} {_POINTING} {' '.join(SEASONS)}"),
    "years": ("number", "between from"),
    "year": ("number length", f"# around circa back {_PREPOSITIONS} {_DETERMINERS} {_PARTS}"),
    "same": ("length weekday season", "that on in the"),
    "neighbour": ("length weekday next", "the"),
    "on_next": ("next", "on"),
    "ordinal": ("number ordinal", "on from until till by since to"),
    "weekday": (
        "weekday next",
        f"every each the last this next early earlier late later {_DAY_WORDS}",
    ),
    "today": (
        "today length",
        "early earlier late later today tonight this overnight yesterday last tomorrow",
    ),
    "ago": ("number length half", _NUMBERS),
    "offset": ("number length half", f"{_NUMBERS} {_LENGTHS}"),
    "within": ("number length next", "within"),
    "coming": ("length next", "in"),
    "ahead": ("number length", "in"),
    "unit": ("length weekend next", f"{_PARTS} {_POINTING}"),
    "part_of": ("length", _PARTS),
    "weekend": ("weekend", "over at during on"),
    "near": ("then time length", "at shortly soon by since until till"),
}
"""For each pattern: the kinds of telling word that it holds first, and the words, in lower case, that it can
start with (`#` is a number in digits)."""

STARTS: dict[tuple[str, str], list[tuple[str, re.Pattern[str]]]] = {}
"""By kind of telling word and first word: the patterns to try, in their order."""
for _name, _text in PATTERNS.items():
    _pattern = re.compile(_text)
    for _kind in _RULES[_name][0].split():
        for _word in dict.fromkeys(_RULES[_name][1].split()):
            STARTS.setdefault((_kind, _word), []).append((_name, _pattern))

_LATE_ORDINALS = " ".join(
    word for word in ORDINALS if "-" not in word and word not in ("first", "second", "third")
)
_TELLING = {
    "today": "today tonight yesterday tomorrow overnight",
    "then": "then afterward afterwards",
    "next": "next following coming",
    "half": "half quarter",
    "weekend": "weekend",
    "time": "time",
    "length": f"morning afternoon evening night {_LENGTHS}",
    "decade": " ".join(DECADES),
    "season": " ".join(SEASONS),
    "ordinal": _LATE_ORDINALS,
}
CORE = {
    form: kind
    for kind, listed in _TELLING.items()
    for word in listed.split()
    for form in (word, word.title(), word.upper())
}
CORE |= {
    form: kind
    for kind, listed in (("month", _MONTH_NAMES), ("weekday", _DAY_WORDS), ("eve", "eve"))
    for word in listed.split()
    for form in (word.title(), word.upper())
}
CORE |= dict.fromkeys("0123456789", "number")
"""The words that give a date away, with their kind; a span without any of them and any digit holds none."""
TELLING = frozenset(CORE)

TOKEN = re.compile(r"[A-Za-z]+|[0-9]+")
PIECE = re.compile(r"[A-Za-z]+|[0-9]")
EVENT_NOUN = re.compile(rf"{GAP}{_EVENT}")
YEARS = re.compile(YEAR)
