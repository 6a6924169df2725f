"""Dates: what is found in a sentence, and what it stands for on a day of publication.

In the examples the expression stands between « and »; a line says tense (p, present n, future f, none -), the
date in focus (or -), then date, precision and basis.
"""

from __future__ import annotations

import time
from datetime import date
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.coding.dates import (
    DateExpression,
    Resolved,
    Tense,
    find_dateline,
    find_dates,
    resolve,
    reverse,
    since,
    spanning,
)
from demarche.coding.dates.words import number_value
from demarche.contract import edtf

WEDNESDAY = date(2012, 3, 14)
TENSES: dict[str, Tense | None] = {"p": "past", "n": "present", "f": "future", "-": None}

EXAMPLES = """
# written out in full
Envoys met on «12 May 1999» in Oslo.|p|-|1999-05-12|day|stated
Envoys met on «May 12, 1999», in Oslo.|p|-|1999-05-12|day|stated
It was «the 12th of May 1999» when they met.|p|-|1999-05-12|day|stated
It lapsed on «the twelfth of May, 1999», he said.|p|-|1999-05-12|day|stated
The log has «1999-05-12» for it.|p|-|1999-05-12|day|stated
The log has «13/05/1999» for it.|p|-|1999-05-13|day|stated
The log has «05/13/1999» for it.|p|-|1999-05-13|day|stated
The log has «3.5.1999» for it.|p|-|1999-05-03|day|stated
They met on «Sept. 24, 1978» and parted.|p|-|1978-09-24|day|stated
They met on «Sunday, 24 September 1978», and parted.|p|-|1978-09-24|day|stated
They met on «MARCH 3, 1998» AGAIN.|p|-|1998-03-03|day|stated
He left on «Christmas Day 1991» for good.|p|-|1991-12-25|day|stated
# month and year, year
They met in «March 1969» there.|p|-|1969-03|month|stated
They met in «March of 1969» there.|p|-|1969-03|month|stated
Ties were cut in «1984», then mended.|p|-|1984|year|stated
Quito broke at «the end of 1978» there.|p|-|1978-12|month|stated
It was signed at «the start of 1990» there.|p|-|1990-01|month|stated
Talks stalled in «late 1990» again.|p|-|1990|year|stated
Talks stalled in «mid-2009» again.|p|-|2009|year|stated
The border shut in «mid-March 2011» already.|p|-|2011-03|month|stated
The «1999» treaty lapsed.|p|-|1999|year|stated
A «1962» embargo remains.|p|-|1962|year|stated
Rome’s «2014» annexation rankled.|p|-|2014|year|stated
A «2019» visit fell flat.|p|-|2019|year|stated
# a year that publication gives
He landed on «Feb. 21» in Lima.|p|-|2012-02-21|day|stated
He landed on «April 2» in Lima.|p|-|2011-04-02|day|stated
He lands on «April 2» in Lima.|f|-|2012-04-02|day|stated
He lands on «February 2» in Lima.|f|-|2013-02-02|day|stated
He lands on «14 March» in Lima.|f|-|2012-03-14|day|stated
He lands on «April 2» in Lima.|n|-|2012-04-02|day|stated
He is there since «May 26» already.|n|-|2011-05-26/..|open|stated
It is shut since «Oct. 3», they say.|p|-|2011-10-03/..|open|stated
They met in «March» at the Rhine.|p|-|2012-03|month|stated
They met in «May» at the Rhine.|p|-|2011-05|month|stated
They will meet in «May» at the Rhine.|f|-|2012-05|month|stated
They will meet in «January» at the Rhine.|f|-|2013-01|month|stated
It shut on «29 February» this time.|p|-|2012-02-29|day|stated
It will shut on «Feb. 29» next time.|f|-|2016-02-29|day|stated
The «March» summit failed.|p|-|2012-03|month|stated
He died on «New Year’s Eve» at home.|p|-|2011-12-31|day|stated
It was over by «the end of March» or so.|f|-|2012-03|month|stated
# months that point
He flew there «last July» unannounced.|p|-|2011-07|month|relative
He flew there «last March» unannounced.|p|-|2011-03|month|relative
They agreed «this January» on it.|p|-|2012-01|month|relative
They will agree «this January» on it.|f|-|2013-01|month|relative
They will agree «next March» on it.|f|-|2013-03|month|relative
They will agree «next April» on it.|f|-|2012-04|month|relative
They agreed in «March last year» on it.|p|-|2011-03|month|relative
They agreed in «March of that year» on it.|p|1998-10|1998-03|month|relative
«Last year, in March», they agreed.|p|-|2011-03|month|relative
They will agree on «12 May next year» there.|f|-|2013-05-12|day|relative
# weekdays, seen from a Wednesday
The charge came on «Tuesday» in Minsk.|p|-|2012-03-13|day|relative
The charge came on «Wednesday» in Minsk.|p|-|2012-03-14|day|relative
The charge came «last Wednesday» in Minsk.|p|-|2012-03-07|day|relative
The charge came on «Thursday» in Minsk.|-|-|2012-03-08|day|relative
He is to speak on «Thursday» in Minsk.|f|-|2012-03-15|day|relative
He is to speak on «Wednesday» in Minsk.|f|-|2012-03-14|day|relative
He speaks on «Friday» in Minsk.|n|-|2012-03-16|day|relative
He spoke «late on Friday» there.|p|-|2012-03-09|day|relative
He spoke on «Friday night» there.|p|-|2012-03-09|day|relative
He will speak «this Friday» there.|f|-|2012-03-16|day|relative
He will speak «next Wednesday» there.|f|-|2012-03-21|day|relative
He spoke on «Tuesday of last week» there.|p|-|2012-03-06|day|relative
He spoke on «Monday (March 12)» there.|p|-|2012-03-12|day|stated
He spoke on «March 12 (Monday)» there.|p|-|2012-03-12|day|stated
«Monday»’s talks failed.|p|-|2012-03-12|day|relative
He was held until «Friday» there.|f|-|../2012-03-16|open|relative
They sit since «Monday» there.|p|-|2012-03-12/..|open|relative
# days, weeks, months and years around publication
He left «this morning» for Rome.|p|-|2012-03-14|day|relative
He left «early today» for Rome.|p|-|2012-03-14|day|relative
He left «today (March 14)» for Rome.|p|-|2012-03-14|day|stated
He goes «tonight» to Rome.|f|-|2012-03-14|day|relative
He left «yesterday» for Rome.|p|-|2012-03-13|day|relative
He left «last night» for Rome.|p|-|2012-03-13|day|relative
He goes «tomorrow» to Rome.|f|-|2012-03-15|day|relative
He left «the day before yesterday» for Rome.|p|-|2012-03-12|day|relative
He goes «the day after tomorrow» to Rome.|f|-|2012-03-16|day|relative
Guns fired «overnight», Kyiv said.|p|-|2012-03-14|day|relative
He left «last week» for Rome.|p|-|2012-03-05/2012-03-11|window|relative
The house votes «this week» on it.|f|-|2012-03-12/2012-03-18|window|relative
The house votes «next week» on it.|f|-|2012-03-19/2012-03-25|window|relative
They met over «the weekend» there.|p|-|2012-03-10/2012-03-11|window|relative
They meet at «the weekend» there.|f|-|2012-03-17/2012-03-18|window|relative
They met «last weekend» there.|p|-|2012-03-10/2012-03-11|window|relative
He left «last month» for Rome.|p|-|2012-02|month|relative
He goes «later this month» to Rome.|f|-|2012-03|month|relative
They met at «the start of this month» too.|p|-|2012-03|month|relative
Flights are shut since «the middle of last month» now.|p|-|2012-02/..|open|relative
He left «last year» for Rome.|p|-|2011|year|relative
He left at «the end of last year» for Rome.|p|-|2011-12|month|relative
He goes «early next year» to Rome.|f|-|2013|year|relative
He goes by «the end of the year» to Rome.|f|-|2012-12|month|relative
He left «three days ago» for Rome.|p|-|2012-03-11|day|relative
He left «a week ago» for Rome.|p|-|2012-03-07|day|relative
He left «two weeks ago» for Rome.|p|-|2012-02-27/2012-03-04|window|relative
He left «a fortnight ago» for Rome.|p|-|2012-02-27/2012-03-04|window|relative
He left «two months ago» for Rome.|p|-|2012-01|month|relative
He left «half a year ago» for Rome.|p|-|2011-09|month|relative
He left «a year ago» for Rome.|p|-|2011|year|relative
He left «a year and a half ago» for Rome.|p|-|2010|year|relative
He left nearly «twenty-five years ago» for Rome.|p|-|1987|year|relative
He left «two decades ago» for Rome.|p|-|1992|year|relative
He left «two hours ago» for Rome.|p|-|2012-03-14|day|relative
He goes «in ten days» to Rome.|f|-|2012-03-24|day|relative
He goes «in three weeks’ time» to Rome.|p|-|2012-04-04|day|relative
A pact is due «within three months» there.|f|-|2012-03-14/2012-06-14|range|relative
A team is due «within days» there.|f|-|2012-03|month|relative
A team is due «in the coming weeks» there.|f|-|2012-03/2012-04|window|relative
# seasons, parts of a year, decades
He wrote over «the summer» to both.|p|-|2011-06/2011-08|window|stated
He writes over «the summer» to both.|f|-|2012-06/2012-08|window|stated
He wrote «last spring» to both.|p|-|2011-03/2011-05|window|relative
He wrote in «the spring of 2011» to both.|p|-|2011-03/2011-05|window|stated
He wrote in «the winter of 1978-79» to both.|p|-|1978-12/1979-02|window|stated
He wrote «that summer» to both.|p|1969-03|1969-06/1969-08|window|relative
Trade fell in «the first half of 2011» there.|p|-|2011-01/2011-06|window|stated
Trade fell in «the last quarter of last year» there.|p|-|2011-10/2011-12|window|relative
Ties soured in «the 1990s» there.|p|-|1990/1999|window|stated
Ties soured in «the early 1990s» there.|p|-|1990/1993|window|stated
Ties soured in «the nineties» there.|p|-|1990/1999|window|stated
# open ends
It holds since «1962», they say.|p|-|1962/..|open|stated
It holds since «early 1962», they say.|f|-|1962/..|open|stated
It held until «1962», they say.|p|-|../1962|open|stated
It is to end by «2030», they say.|f|-|2030|year|stated
It ruled from «May 1» on.|f|-|2012-05-01|day|stated
# ranges
He goes to Hanoi on «June 19-20» again.|f|-|2012-06-19/2012-06-20|range|stated
He goes to Hanoi from «3 to 5 May 2010» again.|p|-|2010-05-03/2010-05-05|range|stated
He was in Hanoi between «1975 and 1979» again.|p|-|1975/1979|range|stated
He was in Hanoi from «1975 to 1979» again.|p|-|1975/1979|range|stated
He was in Hanoi («1949-1990») again.|p|-|1949/1990|range|stated
He was in Hanoi in «1978–79» again.|p|-|1978/1979|range|stated
He was in Hanoi «June 30 to July 2» again.|p|-|2011-06-30/2011-07-02|range|stated
He was in Hanoi «Dec. 30-Jan. 2» again.|p|-|2011-12-30/2012-01-02|range|stated
He was in Hanoi between «March and May» again.|p|-|2011-03/2011-05|range|stated
He will be in Hanoi between «March and May» again.|f|-|2012-03/2012-05|range|stated
He was in Hanoi from «November to January 2011» again.|p|-|2010-11/2011-01|range|stated
He was in Hanoi from «Monday to Wednesday» again.|p|-|2012-03-12/2012-03-14|range|relative
He goes to Hanoi from «Friday to Sunday» again.|f|-|2012-03-16/2012-03-18|range|relative
He was in Hanoi on «June 19 and 20» again.|p|-|2011-06-19/2011-06-20|range|stated
# counted from the date in focus
It fell «two days later», then rose.|p|1982-04-08|1982-04-10|day|relative
It fell «two days later», then rose.|p|-|-
It fell «a day earlier», then rose.|p|2010-12-17|2010-12-16|day|relative
It fell «a day earlier», then rose.|p|-|2012-03-13|day|relative
It fell «seven months later», then rose.|p|1993-07|1994-02|month|relative
It fell «twelve months before», then rose.|p|2010-12-16|2009-12|month|relative
It fell «three years later», then rose.|p|1993-07|1996|year|relative
It fell «ten days later», then rose.|p|1993-07|-
It fell «several days later», then rose.|p|1993-07-02|-
It fell «48 hours later», then rose.|p|1993-07-02|1993-07-04|day|relative
It fell «hours later», then rose.|p|1993-07-02|1993-07-02|day|relative
It fell «within minutes», then rose.|p|1993-07-02|1993-07-02|day|relative
It fell «hours before» his arrival.|p|1993-07-02|1993-07-02|day|relative
It fell at «the same time», then rose.|p|1993-07-02|1993-07-02|day|relative
By «then» it had fallen.|p|1993-07-02|1993-07-02|day|relative
Since «then» it has fallen.|p|1993-07-02|1993-07-02/..|open|relative
It fell «that same day», then rose.|p|1993-07-02|1993-07-02|day|relative
It fell «that morning», then rose.|p|1993-07-02|1993-07-02|day|relative
It fell «that year», then rose.|p|1993-07-02|1993|year|relative
It fell «the next day», then rose.|p|1993-07-02|1993-07-03|day|relative
It fell «the next day», then rose.|p|-|-
It fell on «the following Monday», then rose.|p|1993-07-02|1993-07-05|day|relative
It fell on «the previous Monday», then rose.|p|1993-07-02|1993-06-28|day|relative
It fell «that Monday», then rose.|p|1993-07-02|1993-06-28|day|relative
It fell «the week before», then rose.|p|1993-07-02|1993-06-21/1993-06-27|window|relative
It fell «the month before», then rose.|p|1993-01|1992-12|month|relative
It fell «the year after», then rose.|p|1993-07-02|1994|year|relative
In July, on «the 25th», it fell.|p|1993-07|1993-07-25|day|stated
They met on «the twelfth», he said.|p|-|2012-03-12|day|stated
They meet on «the 12th», he said.|f|-|2012-04-12|day|stated
They met on «the 30th», he said.|p|-|2012-01-30|day|stated
They met on «the 12th of last month» there.|p|-|2012-02-12|day|relative
They met on «Thursday the 8th» there.|p|2012-03|2012-03-08|day|stated
Peru left. «Next morning» it came back.|p|1993-07-02|1993-07-03|day|relative
Peru left. «Next day», it came back.|p|1993-07-02|1993-07-03|day|relative
He left «the very next day» for Rome.|p|1993-07-02|1993-07-03|day|relative
He left «the Friday before», in haste.|p|1993-07-02|1993-06-25|day|relative
He left «the Friday after» the summit.|p|1993-07-02|1993-07-09|day|relative
«Two days after that» Peru left.|p|1993-07-02|1993-07-04|day|relative
He had left «earlier in the day» for Rome.|p|1993-07-02|1993-07-02|day|relative
It answered «within a day», as ever.|p|1993-07-02|1993-07-03|day|relative
It answered «within the hour», as ever.|p|1993-07-02|1993-07-02|day|relative
# counted back to a day
He left «two weeks ago today» for Rome.|p|-|2012-02-29|day|relative
He left «a week ago Monday» for Rome.|p|-|2012-03-05|day|relative
He left «the week before last» for Rome.|p|-|2012-02-27/2012-03-04|window|relative
He left «the year before last» for Rome.|p|-|2010|year|relative
# weeks of a month, and what precedes a month
He left in «the second week of January» already.|p|-|2012-01-08/2012-01-14|range|stated
He left in «the last week of April 2011» already.|p|-|2011-04-24/2011-04-30|range|stated
He left in «the last days of April» already.|p|-|2011-04|month|stated
He left as early as «January» there.|p|-|2012-01|month|stated
He left as long ago as «1987» there.|p|-|1987|year|stated
«Nine months before, in May 1998», it fell.|p|-|1998-05|month|stated
«Two days later, on 10 April», it fell.|p|-|2011-04-10|day|stated
It fell «three days after 12 May 1999» there.|p|-|1999-05-15|day|relative
"""


def _examples() -> list[tuple[str, ...]]:
    return [tuple(line.split("|")) for line in EXAMPLES.splitlines() if line and not line.startswith("#")]


def _focus(day: str) -> Resolved | None:
    return None if day == "-" else Resolved(day, edtf.precision(day), "stated")  # type: ignore[arg-type]


def _find(marked: str) -> tuple[list[DateExpression], int, int]:
    start, end = marked.index("«"), marked.index("»") - 1
    return find_dates(marked.replace("«", "").replace("»", "")), start, end


@pytest.mark.parametrize("example", _examples(), ids=lambda example: example[0])
def test_expression_is_found_whole_and_resolved(example: tuple[str, ...]) -> None:
    marked, tense, focus, expected = example[:4]
    found, start, end = _find(marked)
    at = [one for one in found if one.start < end and one.end > start]
    assert [(one.start, one.end) for one in at] == [(start, end)]
    resolved = resolve(at[0], WEDNESDAY, TENSES[tense], _focus(focus))
    if expected == "-":
        assert resolved is None
    else:
        assert resolved == Resolved(expected, *example[4:])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "The council passed UN resolution 1973 on it.",
        "A Boeing 737 came down 1,800 metres away.",
        "It bought 2,019 tons and $2019 worth of No. 1999.",
        "A convoy with 2000 men came by 2000 GMT.",
        "Theresa May in London may go; a deal by May was hers.",
        "The March on Rome; troops march 12 miles.",
        "April Glaspie said nothing.",
        "The Good Friday Agreement and Bloody Sunday.",
        "Envoys meet every Monday for three months.",
        "Talks lasted over the last month and the last three days.",
        "USA Today said so.",
        "The 38th parallel; the fall of Saigon; the 25th anniversary, on the 25th anniversary.",
        "It was a three-year deal after a two-day visit, a 24/7 affair since 9/11.",
        "It came on 12/05/1999.",
        "It came on 30 February 2010.",
        "It is the second holder of the post.",
        "",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("twice, in 2015 and again in 2018", ["2015", "2018"]),
        ("in 1999, 2001 and 2003", ["1999", "2001", "2003"]),
        ("one in 2019 and another in 2023", ["2019", "2023"]),
        ("in May and June", ["2011-05", "2011-06"]),
        ("in January and February 2010", ["2010-01", "2010-02"]),
        ("on 5 May 2003 and 9 June 2004", ["2003-05-05", "2004-06-09"]),
        ("In March 15 people were killed.", ["2012-03"]),
    ],
)
def test_dates_in_a_row_stay_apart(text: str, dates: list[str]) -> None:
    resolved = [resolve(one, WEDNESDAY, "past") for one in find_dates(text)]
    assert [one.date for one in resolved if one] == dates


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Since May 3 it", "since"),
        ("till Monday", "until"),
        ("by next March", "by"),
        ("from 1 May", "from"),
        ("on May 3", "at"),
    ],
)
def test_preposition_gives_the_sense(text: str, sense: str) -> None:
    assert [one.sense for one in find_dates(text)] == [sense]


def test_offset_counts_from_either_end() -> None:
    [later] = find_dates("Five days after tanks had moved, they shook hands.")
    assert later.refers
    focus = Resolved("2012-03-09", "day", "relative")
    assert resolve(later, WEDNESDAY, "past", focus) == Resolved("2012-03-14", "day", "relative")
    assert resolve(reverse(later), WEDNESDAY, "past", focus) == Resolved("2012-03-04", "day", "relative")
    assert resolve(later, WEDNESDAY, "past") is None


def test_open_and_spanning_dates() -> None:
    first, last = Resolved("1964", "year", "stated"), Resolved("1975-05", "month", "stated")
    assert since(first) == Resolved("1964/..", "open", "stated")
    assert since(Resolved("../1964", "open", "stated")).date == "../1964"
    assert spanning(first, last) == Resolved("1964/1975-05", "range", "stated")
    assert spanning(last, first) is None
    assert spanning(since(first), last) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A Headline\n\nLIMA, March 3, 1998 — Envoys met.", date(1998, 3, 3)),
        ("ST. PETERSBURG, Russia, 3 March 1998 (Agency) - Envoys met.", date(1998, 3, 3)),
        ("A headline\n\nTuesday 3 March 1998\n\nEnvoys met.", date(1998, 3, 3)),
        ("LIMA, March 3 — Envoys met.", None),
        ("Envoys met in Lima on March 3, 1998 — at last.", None),
        ("LIMA, February 30, 1998 — Envoys met.", None),
        ("x" * 3000 + "\nLIMA, March 3, 1998 — Envoys met.", None),
    ],
)
def test_dateline(text: str, day: date | None) -> None:
    found = find_dateline(text)
    assert (found and found[2]) == day
    if found:
        assert "1998" in text[found[0] : found[1]]
        assert [one.kind for one in find_dates(text)][:1] == ["dateline"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seven", 7),
        ("Twenty", 20),
        ("ninety-nine", 99),
        ("a hundred", 100),
        ("a couple of", 2),
        ("12", 12),
        ("many", None),
        (None, None),
        ("x y", None),
    ],
)
def test_number_value(words: str | None, value: float | None) -> None:
    assert number_value(words) == value


def test_only_the_span_is_read() -> None:
    text = "On Monday. On Tuesday. On Friday."
    [found] = find_dates(text, 11, 22)
    assert text[found.start : found.end] == "Tuesday"
    assert find_dates(text, 0, 6) == []


def test_long_text_gives_the_same_dates_as_its_parts() -> None:
    sentence = (
        "They met at the end of last month, two days after 12 May 1999, and again the day before yesterday. "
    )
    parts = [(one.start, one.end) for one in find_dates(sentence)]
    whole = find_dates(sentence * 200)
    assert [(one.start, one.end) for one in whole] == [
        (start + k * len(sentence), end + k * len(sentence)) for k in range(200) for start, end in parts
    ]


@pytest.mark.parametrize(
    "unit", ["May ", "1", "1999-", "the end of ", "in the last ", " ", "(2014 ", "A. ", "Mon. ", "\u2013"]
)
def test_work_grows_with_length_only(unit: str) -> None:
    """Four times the text costs about four times the work, not sixteen."""

    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        spent = []
        for _ in range(3):
            began = time.process_time()
            find_dates(text)
            spent.append(time.process_time() - began)
        return min(spent)

    assert cost(40_000) < 10 * cost(10_000) + 0.02


FRAGMENTS = """
in on the last next this that since until by from between of and to within ago later before after
two 3 12th 25 1999 2012-02-30 31 May March Feb. Friday Monday week month year days day summer end
early today (June 18) – , . ’s 30 half first quarter decade 1990s 0 9999 2/13/1999 same following
weekend then century couple a Christmas Eve
"""
PIECES = st.sampled_from(["\n", *FRAGMENTS.split()])
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join))
DAYS = st.dates()
FOCUS = st.sampled_from(
    [
        None,
        "2012",
        "2012-02",
        "2012-02-29",
        "0001-01-01",
        "9999-12-31",
        "1962/..",
        "../1962-05",
        "2011-11-20/2012-02",
    ]
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, DAYS, st.sampled_from([None, "past", "present", "future"]), FOCUS)
def test_whatever_the_text_dates_are_well_formed(
    text: str, published: date, tense: Literal["past", "present", "future"] | None, focus: str | None
) -> None:
    found = find_dates(text)
    assert found == find_dates(text)
    last = 0
    for one in found:
        assert last <= one.start < one.end <= len(text)
        last = one.end
        anchor = _focus(focus) if focus else None
        for variant in (one, reverse(one)):
            resolved = resolve(variant, published, tense, anchor)
            assert resolved == resolve(variant, published, tense, anchor)
            if resolved is not None:
                first, end = edtf.interval(resolved.date)
                assert first is None or end is None or first <= end
                window = resolved.precision == "window"
                assert edtf.precision(resolved.date, window) == resolved.precision
                assert resolved.basis in ("stated", "relative")
    assert find_dateline(text) is None or text
