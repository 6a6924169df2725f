"""When a text tells that something happened: the clause's own date, and dates that hold on from others.

In `CASES` a text that is not indented has below it its claims, each with its date.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demarche.claims import Claim

CASES = r"""
# a date in front holds for what is coordinated with its clause
On May 3 Peru expelled two Chilean envoys, and Chile recalled its ambassador from Lima.
  sanction PER>CHL occurred 2024-05-03
  sanction CHL>PER occurred 2024-05-03
On Tuesday, in a hall where Bolívar once spoke, Peru and Chile signed a treaty.
  agreement CHL-PER occurred 2024-06-11
On May 3, two days after Peru expelled its envoys, Chile closed its consulate in Lima.
  sanction PER>CHL occurred 2024-05-01
  sanction CHL>PER occurred 2024-05-03
Chile recalled its ambassador to Peru on Friday, two days after Lima retaliated by expelling two Chileans.
  sanction CHL>PER occurred 2024-06-07
  sanction PER>CHL occurred 2024-06-05
# what the same actor did next happened then, within a paragraph
On May 3 Peru expelled two Chilean envoys. It also closed its consulate in Santiago.
  sanction PER>CHL occurred 2024-05-03
  sanction PER>CHL occurred 2024-05-03
On May 3 Peru expelled two Chilean envoys. Bolivia recalled its ambassador from Chile.
  sanction PER>CHL occurred 2024-05-03
  sanction BOL>CHL occurred no date
On May 3 Peru expelled two Chilean envoys.\nPeru has also condemned Bolivia.
  sanction PER>CHL occurred 2024-05-03
  accusation PER>BOL occurred no date
On May 3 Peru expelled two Chilean envoys. A few days later it closed its consulate in Santiago.
  sanction PER>CHL occurred 2024-05-03
  sanction PER>CHL occurred no date
# what counts from another date
On May 3 Peru bombed Chile. Chile condemned it that evening. The next day it recalled its envoy to Peru.
  assault PER>CHL occurred 2024-05-03
  accusation CHL>PER occurred 2024-05-03
  sanction CHL>PER occurred 2024-05-04
# the year of a bare month is that of a narrative of long ago, within its paragraph
In March 1972 Peru invaded Chile. On the 14th Chile recalled its ambassador. In October they signed a truce.
  assault PER>CHL occurred 1972-03
  sanction CHL>PER occurred 1972-03-14
  agreement CHL-PER occurred 1972-10
In 1972 Peru invaded Chile. Times have changed. In October the two countries signed a treaty.
  assault PER>CHL occurred 1972
  agreement CHL-PER occurred 2023-10
In 1972 Peru invaded Chile.\nIn October the two countries signed a treaty.
  assault PER>CHL occurred 1972
  agreement CHL-PER occurred 2023-10
In May 1972 Peru expelled ten Chileans. In March Chile had expelled three Peruvians.
  sanction PER>CHL occurred 1972-05
  sanction CHL>PER occurred 1972-03
In 1972 Peru invaded Chile. The following spring the two countries signed a truce.
  assault PER>CHL occurred 1972
  agreement CHL-PER occurred 1973-03/1973-05
In January 1979 Peru shelled Chile. That winter the two signed a truce.
  assault PER>CHL occurred 1979-01
  agreement CHL-PER occurred 1978-12/1979-02
# what a date at the end of an infinitive dates
Peru refused to expel the Chileans last year.
  rejection PER>CHL occurred 2023
Peru ordered two Chilean diplomats to leave by July 1.
  sanction PER>CHL occurred no date
# clauses with when, where, after; clefts and inversions
When Peru's president visited Chile in 1972, the two signed a treaty.
  visit PER>CHL occurred 1972
  agreement CHL-PER occurred 1972
On Monday the Peruvian president flew to Santiago, where he signed a treaty with Chile.
  visit PER>CHL occurred 2024-06-10
  agreement CHL-PER occurred 2024-06-10
Peru recalled its ambassador from Chile two days after Chile closed its border with Peru on May 3.
  sanction PER>CHL occurred 2024-05-05
  sanction CHL>PER occurred 2024-05-03
Three days after the raid Peru recalled its ambassador from Chile.
  sanction PER>CHL occurred no date
Not until May did Peru recall its ambassador from Chile.
  sanction PER>CHL occurred 2024-05
# a date behind each of several
Peru's foreign minister was in Chile on Monday and in Bolivia on Tuesday.
  visit PER>CHL occurred 2024-06-10
  visit PER>BOL occurred 2024-06-11
# days counted from an event that was told before, or from none
On May 11 Chile bombed Peru. Japan suspended aid to Chile two days after the raid.
  assault CHL>PER occurred 2024-05-11
  sanction JPN>CHL occurred 2024-05-13
A day after Britain, France and Germany expelled three Iranian diplomats, Tehran condemned Peru.
  sanction GBR>IRN occurred 2024-06-11
  sanction FRA>IRN occurred 2024-06-11
  sanction DEU>IRN occurred 2024-06-11
  accusation IRN>PER occurred no date
In July, on a visit to Chile, Peru's president condemned Bolivia.
  visit PER>CHL occurred 2023-07
  accusation PER>BOL occurred 2023-07
On Monday Peru promised to release ten Chileans.
  concession PER>CHL planned no date
# what goes on, and what has not come about
Peru has supplied Bolivia with arms since 2019.
  aid PER>BOL ongoing 2019/..
Peru has begun to deport Chileans.
  coercion PER>CHL ongoing no date
Peru dropped its threat to close the border with Chile.
  threat PER>CHL cancelled no date
Peru has yet to recall its ambassador from Chile.
Peru almost recalled its ambassador from Chile.
# offers, plans, pacts that are left
Chile offered at the end of May to send its foreign minister to Peru.
  visit CHL>PER proposed 2024-05
The Peruvian president is expected in Chile in the autumn.
  visit PER>CHL planned 2024-09/2024-11
The Peruvian foreign minister cancelled a trip to Chile that had been set for July.
  visit PER>CHL cancelled 2024-07
Peru and Chile signed on Monday their third accord since 2019.
  agreement CHL-PER occurred 2024-06-10
Peru gave Chile's ambassador until Friday to leave the country.
  sanction PER>CHL occurred no date
"""


TIMELINES = [
    (  # a missing year is the one of the entry before
        "Timeline\n\nDec. 30, 2022\nPeru expels two Chilean envoys. Chile condemns the step a day later."
        "\n\nJan. 4\nChile closes its border with Peru.\n\nMarch 1\nPeru and Chile signed an agreement.",
        [
            "sanction PER>CHL occurred 2022-12-30",
            "accusation CHL>PER occurred 2022-12-31",
            "sanction CHL>PER occurred 2023-01-04",
            "agreement CHL-PER occurred 2023-03-01",
        ],
    ),
    (  # a date that leads its paragraph holds in it
        "Timeline\n\nMay 3, 2023: Peru expels two Chilean envoys. Chile recalls its ambassador to Peru."
        "\n\nMay 9. Chile closes its border with Peru.\n\nAll are friends. Bolivia condemned Peru.",
        [
            "sanction PER>CHL occurred 2023-05-03",
            "sanction CHL>PER occurred 2023-05-03",
            "sanction CHL>PER occurred 2023-05-09",
            "accusation BOL>PER occurred no date",
        ],
    ),
    (  # weekdays go on from one another
        "Days\n\nMonday\nPeru expels two Chilean envoys.\n\nTuesday\nChile closes its border with Peru.",
        ["sanction PER>CHL occurred 2024-06-10", "sanction CHL>PER occurred 2024-06-11"],
    ),
    (  # the newest first
        "As it happened\n\nTuesday\nChile closes its border with Peru.\n\nMonday\nPeru expels two Chileans.",
        ["sanction CHL>PER occurred 2024-06-11", "sanction PER>CHL occurred 2024-06-10"],
    ),
    (  # a report within a round-up speaks from its own day
        "The week\n\nLIMA, June 10 — Peru expelled two Chileans today.\n\nOSLO, June 11 — Yesterday Norway "
        "closed its border with Sweden.",
        ["sanction PER>CHL occurred 2024-06-10", "sanction NOR>SWE occurred 2024-06-10"],
    ),
    (  # what has happened was not still to come when it was told
        "Timeline\n\nMay 3, 2024: Peru expels two Chilean envoys."
        "\n\nMay 3, 2031: Chile shuts its border with Peru.",
        ["sanction PER>CHL occurred 2024-05-03", "sanction CHL>PER occurred no date"],
    ),
]


def dated(claim: Claim) -> str:
    """Type, pair, status and date of a claim."""
    pair = f"{claim.initiator}{'>' if claim.directed else '-'}{claim.target}"
    return f"{claim.interaction_type} {pair} {claim.status} {claim.date or 'no date'}"


def test_dates_of_clauses(text: str, tells: list[str], coded: Callable[[str], list[Claim]]) -> None:
    assert sorted(map(dated, coded(text))) == tells


@pytest.mark.parametrize(("timeline", "tells_of"), TIMELINES)
def test_dates_of_entries(timeline: str, tells_of: list[str], coded: Callable[[str], list[Claim]]) -> None:
    assert sorted(map(dated, coded(timeline))) == sorted(tells_of)
