"""The grammar of English date expressions: one pattern a construction, over the words of `dates.words`.

A pattern names its parts, which the readers in `written` and `pointing` take up. All repetition is bounded,
so that a match costs the same wherever it stands in a text of any length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from demarche.coding.dates import words


def either(options: Iterable[str]) -> str:
    """The alternatives of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, options), key=len, reverse=True))


def _names(full: Iterable[str]) -> str:
    """Proper names as they are written: with a capital, or all in capitals."""
    return either([form for name in full for form in (name.title(), name.upper())])


GAP = r"(?:[^\S\n]{1,3}|\n)"
_THE = rf"(?:(?i:the){GAP})"
_LONG_MONTHS = [name for name in words.MONTHS if len(name) > 4 or name in ("may", "june", "july")]
_SHORT_MONTHS = [name for name in words.MONTHS if name not in _LONG_MONTHS]
_LONG_DAYS = [name for name in words.WEEKDAYS if name.endswith("day")]
_SHORT_DAYS = [name for name in words.WEEKDAYS if name not in _LONG_DAYS]
MONTH = rf"(?:(?:{_names(_LONG_MONTHS)})(?!\w)|(?:{_names(_SHORT_MONTHS)})(?!\w)\.?)"
WEEKDAY = rf"(?:(?:{_names(_LONG_DAYS)})(?!\w)|(?:{either(map(str.title, _SHORT_DAYS))})\.)"
YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9]|[,.][0-9]|s\b)"
_ORDINAL = rf"(?i:{either(words.ORDINALS)})\b"
DAY = rf"(?:(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![\w%°]|:[0-9]|[,.][0-9]{{3}}|\.[0-9])|{_ORDINAL})"
NUMBER = (
    rf"(?i:(?<![0-9.,])[0-9]{{1,4}}(?![0-9,.])|half an?|{either(words.VAGUE)}|an?{GAP}couple(?:{GAP}of)?"
    rf"|an?{GAP}dozen|(?:an?|one){GAP}hundred|(?:{either(words.TENS)})(?:[- ](?:{either(words.NUMBERS)}))?"
    rf"|{either(words.NUMBERS)}|an?)"
)
MEASURE = rf"(?:%|(?i:{either(words.MEASURES)})\b)"
_UNIT = r"(?i:days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))\b"
_HOURS = r"(?i:hours?|minutes?|moments?)\b"
_AND_A_HALF = rf"(?P<half>{GAP}(?i:and){GAP}(?i:a){GAP}(?i:half))?"
_SEASON = either(words.SEASONS)
_PART = (
    r"(?i:(?:the[ ](?:very[ ])?)?(?:end|start|beginning|middle|close)[ ]of"
    r"|mid-|(?:early|earlier|late|later|mid|middle)(?:[ ](?:in|on))?)"
)
_PART_GAP = rf"(?:(?P<part>{_PART})(?:(?<=-)|{GAP}))?"
_YEAR_OF = (
    rf"(?:(?i:of){GAP})?"
    rf"(?P<year_of>(?i:last|this|next|that|(?:the|that)[ ](?:same|previous|following|next))){GAP}(?i:year)\b"
)
_TAIL = rf"(?:,?{GAP}?(?P<year>{YEAR})|,?{GAP}{_YEAR_OF})?(?:{GAP}\({WEEKDAY}\))?"
_JOIN = rf"(?:{GAP}?[-–—/]{GAP}?|{GAP}(?i:to|and|until|till|through|or){GAP})"
_HOUR_OF_DAY = r"(?i:morning|afternoon|evening|night|noon|midday|midnight)s?\b"
_DAYLIKE = r"(?i:day|week|month|year|morning|afternoon|evening|night)\b"
_WHICH = r"(?:(?i:last|this|next|that)|(?<=[Tt]he )(?:following|previous|preceding))"
_DETERMINER = rf"(?!{_PART})(?i:the|an?|its|their|his|her|our)"
_PREPOSITION = (
    r"(?i:in|since|until|till|by|from|during|before|after|through|throughout|of|for|to|between"
    r"|as (?:early|late|recently|far back|long ago) as)"
)
_NUMBERED = r"Army|Battalion|Brigade|Congress|Corps|Division|Fleet|Floor|Infantry|Parallel|Regiment|Street"
"""What a numeral before it belongs to: "on the 8th Fleet"."""
_SENTENCE_GOES_ON = (
    rf"(?=[.,;:)!?—–]|\s?$|{GAP}(?i:the|he|she|it|they|we|his|her|their|and|but|to|in|at|by|with|for|when"
    r"|after|from|as|a|an|that|which|who|was|were|is|had|has|did|will|would|said)\b)"
)

PATTERNS: dict[str, str] = {
    "iso": r"(?<![\w./-])(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3][0-9])(?![0-9-])",
    "numeric": (
        r"(?<![\w./-])(?P<one>[0-9]{1,2})(?:/(?P<two>[0-9]{1,2})/|\.(?P<dotted>[0-9]{1,2})\.)"
        r"(?P<year>(?:1[5-9]|20)[0-9]{2})(?![0-9/])"
    ),
    "day_month": (
        rf"(?<![\w.,$€£/])(?:{WEEKDAY},?{GAP})?{_THE}?(?P<day>{DAY})"
        rf"(?:(?P<join>{_JOIN}){_THE}?(?P<day2>{DAY}))?"
        rf"(?:{GAP}(?i:day))?(?:{GAP}(?i:of))?{GAP}(?P<month>{MONTH}){_TAIL}"
    ),
    "month_day": (
        rf"\b(?:{WEEKDAY},?{GAP})?(?P<month>{MONTH}){GAP}{_THE}?(?P<day>{DAY})(?!{GAP}{MEASURE})"
        rf"(?:(?P<join>{_JOIN})(?P<day2>{DAY})(?!{GAP}(?:{MONTH}|{MEASURE})))?{_TAIL}"
    ),
    "feast": (
        rf"\b(?P<feast>Christmas{GAP}(?:Eve|Day)|Boxing{GAP}Day|New{GAP}Year['’]s{GAP}(?:Eve|Day)){_TAIL}"
    ),
    "month": (
        rf"\b(?:(?P<prep>{_PREPOSITION}|and|{_DETERMINER}){GAP}|(?<=['’]s )(?=(?P<owner>[A-Z])))?{_PART_GAP}"
        rf"(?:(?P<direction>{_WHICH}){GAP})?"
        rf"(?P<core>(?P<month>{MONTH})(?!\.?{GAP}{DAY}(?!{GAP}{MEASURE}))"
        rf"(?:,?{GAP}(?:of{GAP})?(?P<year>{YEAR})|,?{GAP}{_YEAR_OF})?"
        rf"(?:(?P<join>{_JOIN})(?P<month2>{MONTH})(?:,?{GAP}(?P<year2>{YEAR}))?(?!{GAP}[0-9]))?)"
    ),
    "half": (
        rf"\b(?P<core>{_THE}?(?P<nth>(?i:first|second|third|fourth|last|final)){GAP}(?P<half>(?i:half|quarter))"
        rf"{GAP}(?i:of){GAP}(?:(?P<year>{YEAR})|(?P<year_of>(?i:last|this|next|the)){GAP}(?i:year)\b))"
    ),
    "decade": (
        rf"\b{_THE}?{_PART_GAP}(?:(?P<decade>(?:1[5-9]|20)[0-9]0)[’']?s\b"
        rf"|(?<=the )(?P<decade_word>(?i:{either(words.DECADES)}))\b)"
    ),
    "season": (
        rf"\b(?:(?P<prep>(?i:in|over|during|since|by|until|this past)){GAP})?{_THE}?{_PART_GAP}"
        rf"(?:(?P<direction>{_WHICH}){GAP})?(?P<season>{_SEASON})\b"
        rf"(?:(?:{GAP}of)?{GAP}(?P<year>{YEAR})(?:[-–/][0-9]{{2,4}})?|{GAP}{_YEAR_OF})?"
    ),
    "years": (
        rf"\b(?i:between|from){GAP}(?P<core>(?P<year>{YEAR}){GAP}(?i:and|to|until|till|through){GAP}"
        rf"(?P<year2>{YEAR}))(?!{GAP}{MEASURE})"
    ),
    "year": (
        rf"(?:\b(?P<prep>(?:(?!to|for|between){_PREPOSITION}|(?i:around|circa|back to))){GAP}"
        rf"(?:(?i:the[ ]year){GAP})?"
        rf"|(?P<det>\b{_DETERMINER}{GAP}|(?<=['’]s ))|\b(?P<word>(?i:the[ ]year)){GAP}|(?P<bracket>(?<=\())"
        rf"|(?={_PART}|[0-9]))"
        rf"(?P<core>{_PART_GAP}(?<![\w.,$€£#/])(?:(?<!-)|(?<=[Mm]id-))(?P<year>{YEAR})"
        rf"(?:[-–—](?P<year2>(?:{YEAR})|[0-9]{{2}}(?![0-9])))?)(?!{GAP}?{MEASURE})"
        rf"(?P<more>(?:(?:,{GAP}|,?{GAP}(?i:and|or){GAP}){YEAR}(?!{GAP}{MEASURE})){{0,5}})"
    ),
    "same": (
        r"\b(?P<core>(?i:that(?:[ ](?:very|same))?|(?:on|in)[ ]the[ ]same|the[ ](?:very[ ])?same)"
        rf"{GAP}(?:(?P<weekday>{WEEKDAY})|(?P<unit>{_DAYLIKE}(?!['’-])|(?:{_SEASON})\b)))"
    ),
    "before_last": (
        rf"\b(?P<core>{_THE}(?P<unit>(?i:week|weekend|month|year)){GAP}(?i:before){GAP}(?i:last))\b"
    ),
    "neighbour": (
        rf"\b(?P<core>{_THE}(?:(?i:very){GAP})?(?:(?P<which>(?i:next|following|previous|preceding)){GAP}"
        rf"(?:(?P<weekday>{WEEKDAY})|(?P<unit>{_DAYLIKE})(?!['’]s))"
        rf"|(?P<unit2>{_DAYLIKE}){GAP}(?P<side>(?i:before|after))\b"
        rf"(?:{GAP}(?P<deictic>(?i:yesterday|tomorrow)))?))"
    ),
    "on_next": (
        r"\b(?i:on[ ]the)[ ](?P<core>(?i:next|following))\b"
        rf"(?!{GAP}(?:day|week|month|year|morning|round|{WEEKDAY})\b)"
    ),
    "beside": (
        rf"\b(?P<core>{_THE}(?P<weekday>{WEEKDAY}){GAP}(?P<side>(?i:before|after))(?=[,.;:)—–]|$"
        rf"|{GAP}(?:and|but|in|at|to|by|from|with|when|he|she|it|they|the)\b))"
    ),
    "next_day": (
        rf"(?:^|(?<=[.;:”\n])|(?<=[.;:”!?,] )|(?<=\b(?:and|but) ))(?P<core>(?i:next){GAP}"
        rf"(?i:day|morning|afternoon|evening))(?=,|{GAP}\w)"
    ),
    "ordinal": (
        rf"\b(?i:on|from|until|till|by|since|to){GAP}(?P<core>{_THE}"
        rf"(?P<day>(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)|{_ORDINAL})(?:{GAP}(?i:of){GAP}"
        r"(?P<month_of>(?i:last|this|next|that|the[ ](?:same|next|following|previous)))"
        rf"{GAP}(?i:month)\b|{_SENTENCE_GOES_ON}"
        rf"|(?<=[0-9](?:st|nd|rd|th))(?={GAP}(?!{_NUMBERED})[A-Z])))"
    ),
    "weekday_the": (
        rf"\b(?P<core>{WEEKDAY},?{GAP}{_THE}(?P<day>(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)))"
        rf"(?!{GAP}(?:(?i:of){GAP})?{MONTH})"
    ),
    "weekday": (
        rf"\b(?:(?P<every>(?i:every|each)){GAP})?(?P<core>(?P<the>{_THE})?"
        rf"(?:(?P<direction>(?i:last|this|next|this past|this coming)){GAP})?"
        rf"(?:(?i:early|earlier|late|later)(?:{GAP}(?i:on))?{GAP})?(?P<weekday>{WEEKDAY})(?:{GAP}{_HOUR_OF_DAY})?"
        rf"(?:,?{GAP}(?:of{GAP})?(?P<week>(?i:last|this|next)){GAP}(?i:week)\b)?)"
    ),
    "today": (
        rf"\b(?:(?i:early|earlier|late|later){GAP})?(?:(?i:today|tonight)"
        rf"|(?i:this){GAP}(?:(?i:very){GAP})?(?i:morning|afternoon|evening)"
        rf"|overnight(?=[.,;:)—–]|$|{GAP}(?:and|as|in|by|with|after|from|at|the|but|that)\b)"
        rf"|(?P<yesterday>(?i:yesterday|last{GAP}(?:night|evening)))|(?P<tomorrow>(?i:tomorrow)))\b"
        rf"(?:{GAP}{_HOUR_OF_DAY})?"
    ),
    "ago": rf"\b(?P<number>{NUMBER}){GAP}(?P<unit>{_UNIT}|{_HOURS}){_AND_A_HALF}{GAP}(?i:ago)\b",
    "offset": (
        rf"\b(?:(?P<number>{NUMBER}){GAP})?(?P<unit>{_UNIT}|{_HOURS}|(?i:seconds)\b){_AND_A_HALF}{GAP}"
        rf"(?P<side>(?i:later|earlier|before|after(?:wards?)?|previously|prior(?:{GAP}to)?|on(?=,)))\b"
        rf"(?P<that>(?<=after){GAP}(?i:that)(?=[.,;:]|{GAP}(?:[A-Z]|(?:and|but|the|an?|he|she|it|they|his|her|its|their)\b)))?"
    ),
    "within": (
        rf"\b(?i:within)(?:{GAP}(?i:the(?:[ ]next)?))?{GAP}(?:(?P<number>{NUMBER}){GAP})?"
        rf"(?P<unit>{_UNIT}|{_HOURS})(?!{GAP}(?i:of)\b)"
    ),
    "coming": (
        rf"\b(?i:in){GAP}{_THE}?(?i:coming|next){GAP}(?i:few{GAP}|couple{GAP}of{GAP})?"
        r"(?P<unit>(?i:days|weeks))\b"
    ),
    "ahead": (
        rf"\b(?i:in){GAP}(?P<number>{NUMBER}){GAP}(?P<unit>{_UNIT})(?P<time>['’]s?{GAP}(?i:time))?"
        rf"(?!{GAP}(?i:of)\b)"
    ),
    "unit": (
        rf"\b{_PART_GAP}(?P<direction>(?i:last|this|next)){GAP}(?P<unit>(?i:weekend|week|month|year))\b"
        rf"(?!-|{GAP}(?:ago|later|of)\b)"
    ),
    "part_of": (
        rf"\b(?:(?P<part>{_THE}?(?i:(?:very{GAP})?(?:end|start|beginning|middle|close){GAP}of))"
        rf"|(?i:early|earlier|later?){GAP}(?i:in)){GAP}{_THE}(?P<unit>(?i:week|month|year))\b(?!['’-])"
    ),
    "of_day": rf"\b(?i:earlier|later){GAP}(?i:in){GAP}{_THE}(?i:day)\b(?!['’-])",
    "week_of": (
        rf"\b(?P<core>{_THE}(?P<nth>(?i:first|second|third|fourth|last|final|opening|closing)){GAP}"
        rf"(?P<unit>(?i:week|days|(?<=first )day|(?<=last )day)){GAP}(?i:of){GAP}"
        rf"(?P<month>{MONTH})(?:,?{GAP}(?P<year>{YEAR}))?)"
    ),
    "weekend": rf"\b(?i:over|at|during|on){GAP}(?P<core>{_THE}(?i:weekend))\b(?!['’-])",
    "near": (
        rf"\b(?:(?i:at){GAP}(?P<core>{_THE}(?i:very{GAP})?(?i:same){GAP}(?i:time|moment|hour))"
        rf"|(?i:shortly|soon){GAP}(?i:afterwards?)|(?i:by|since|until|till){GAP}(?P<then>(?i:then)))\b"
    ),
}
"""Pattern by name, tried in this order at each place: the first that makes a date there is taken."""
