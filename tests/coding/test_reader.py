"""From a document to its claims: status, dates, places, and the columns beside the pair."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demarche.claims import Claim, Participant
from demarche.coding import CODER, CODER_VERSION, code_document

CASES = r"""
LIMA, June 11 - The Latvian premier flew in on Monday.
  visit LVA>PER occurred
LIMA (Reuters) - The Latvian premier flew in on Monday.
  visit LVA>PER occurred
Latvia and Norway say Belarus used gas.
  accusation LVA>BLR occurred
  accusation NOR>BLR occurred
If Belarus does not hand back the ship, Latvia will close the border.
  threat LVA>BLR occurred
Unless Belarus hands back the ship, Latvia will seal its border with Belarus.
  threat LVA>BLR occurred
Latvia and Belarus each expelled two of the other's diplomats.
  sanction BLR>LVA occurred
  sanction LVA>BLR occurred
The Latvian president's tour took him to Lima.
  visit LVA>PER occurred
After the earthquake Latvia flew tents and blankets to Peru.
  aid LVA>PER occurred
# planned, offered, cancelled
The Dutch premier is due in Hanoi next week.
  visit NLD>VNM planned
The Dutch premier will travel to Vietnam on Friday.
  visit NLD>VNM planned
The Dutch premier is expected to visit Vietnam in July.
  visit NLD>VNM planned
The Dutch premier plans to visit Vietnam.
  visit NLD>VNM planned
The Dutch premier travels to Vietnam tomorrow.
  visit NLD>VNM planned
The Peruvian president called off a trip to Ecuador.
  visit PER>ECU cancelled
The Peruvian president postponed his visit to Ecuador.
  visit PER>ECU cancelled
Peru cancelled talks with Ecuador.
  consultation PER>ECU cancelled
The Latvian premier, who was due in Georgia on Tuesday, called off the trip.
  visit LVA>GEO cancelled
  defect: “the trip” that is called off is not tied to the one that was due
Ukraine offered Moldova a treaty.
  agreement UKR>MDA proposed
Ukraine proposed a treaty to Moldova.
  agreement UKR>MDA proposed
Ukraine and Moldova could sign a treaty.
  agreement MDA-UKR planned
Ukraine and Moldova are negotiating a treaty.
  agreement MDA-UKR planned
# lasting
Latvia's embargo on Belarus is still in force.
  sanction LVA>BLR ongoing
Latvia has imposed sanctions on Belarus.
  sanction LVA>BLR occurred
# leaving
Ukraine withdrew from its treaty with Moldova on Friday.
  agreement UKR>MDA cancelled
# headings are not told again
Latvia expels two diplomats of Belarus\n\nLatvia expelled two Belarusian diplomats on Monday.
  sanction LVA>BLR occurred
# nothing to tell
The weather in Peru was fine.
Peru and Chile are neighbours.
Trade between Peru and Chile grew by four per cent.
"""


def test_reading(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells


@pytest.mark.parametrize(
    ("text", "date", "precision", "basis"),
    [
        ("Latvia expelled two Belarusian diplomats.", None, None, None),
        ("Latvia expelled two Belarusian diplomats on 3 May 2023.", "2023-05-03", "day", "stated"),
        ("Latvia expelled two Belarusian diplomats on 3 May.", "2024-05-03", "day", "stated"),
        ("Latvia expelled two Belarusian diplomats on Monday.", "2024-06-10", "day", "relative"),
        ("Latvia will expel two Belarusian diplomats on Friday.", "2024-06-14", "day", "relative"),
        (
            "Latvia expelled two Belarusian diplomats last week.",
            "2024-06-03/2024-06-09",
            "window",
            "relative",
        ),
        ("In May, Latvia expelled two Belarusian diplomats.", "2024-05", "month", "stated"),
        ("Latvia expelled two Belarusian diplomats in 2012.", "2012", "year", "stated"),
        ("Latvia has been supplying Georgia with rifles since 2020.", "2020/..", "open", "stated"),
        (
            "RIGA, June 11 — Latvia expelled two Belarusian diplomats on Monday.",
            "2024-06-10",
            "day",
            "relative",
        ),
    ],
)
def test_dates_of_acts(
    text: str, date: str | None, precision: str | None, basis: str | None, coded: Callable[[str], list[Claim]]
) -> None:
    (claim,) = coded(text)
    assert (claim.date, claim.date_precision, claim.date_basis) == (date, precision, basis)


def test_background_has_its_own_date(coded: Callable[[str], list[Claim]]) -> None:
    text = "Ecuador recalled its envoy from Peru on Monday. In 2012, Ecuador had expelled Peru's ambassador."
    recall, expulsion = coded(text)
    assert (recall.mode, recall.date) == ("recall", "2024-06-10")
    assert (expulsion.mode, expulsion.date) == ("expulsion", "2012")


def test_an_iterated_act_has_a_date_each(coded: Callable[[str], list[Claim]]) -> None:
    claims = coded("The Greek premier has visited Cyprus twice, in 2015 and again in 2018.")
    assert [claim.date for claim in claims] == ["2015", "2018"]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, Latvia accused Belarus of spying.",
        "Latvia on Monday accused Belarus of spying.",
        "Latvia accused Belarus on Monday of spying.",
        "Latvia accused Belarus of spying on Monday.",
    ],
)
def test_the_day_of_a_charge_is_the_day_it_was_said(text: str, coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded(text)
    assert (claim.date, claim.reported_on) == ("2024-06-10", "2024-06-10")


@pytest.mark.parametrize(
    ("text", "rule", "date"),
    [
        # a date before "when" is that of what the clause tells
        ("It began last Saturday, when Latvia expelled a Belarusian envoy.", "sanction.expel", "2024-06-08"),
        ("Trade has been slow since May, when Latvia condemned Belarus.", "accusation.condemn", "2024-05"),
        # a noun's date is the noun's; a verb beside another, or left out, has its date
        ("Latvia rejected the Belarusian proposals of May 3.", "rejection.reject", None),
        ("Latvia recalled its envoy in 2012 and condemned Belarus.", "accusation.condemn", "2012"),
        ("Latvia told two Belarusian diplomats to leave on Monday.", "sanction.order-out", "2024-06-10"),
        ("Latvia thanked Belarus when the two met on Monday.", "support.praise", "2024-06-10"),
        # counted from a day told before
        ("On 6 May 2012, four days after Chad invaded Mali, rain fell.", "assault.invade", "2012-05-02"),
        (
            "Rain fell in Riga on Monday. The next day Latvia condemned Belarus.",
            "accusation.condemn",
            "2024-06-11",
        ),
        # one date on its own line is that of the text, not of an entry
        ("12 June 2024\n\nLatvia condemned Belarus.", "accusation.condemn", None),
    ],
)
def test_whose_date_it_is(
    text: str, rule: str, date: str | None, coded: Callable[[str], list[Claim]]
) -> None:
    assert [claim.date for claim in coded(text) if claim.rule == rule] == [date]


def test_what_is_not_dated_was_reported_when_published(coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded("Latvia accused Belarus of spying.")
    assert (claim.date, claim.reported_on) == (None, "2024-06-12")


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The Latvian premier began a state visit to Georgia.", "state_visit"),
        ("The Latvian premier paid an official visit to Georgia.", "official_visit"),
        ("The Latvian premier paid a working visit to Georgia.", "working_visit"),
        ("The Latvian premier paid a visit to Georgia.", "unspecified"),
        ("Latvia and Georgia signed a treaty.", "treaty"),
        ("Latvia and Georgia signed a partnership pact.", "partnership"),
        ("Latvia and Georgia signed a memorandum.", "memorandum"),
        ("Latvia and Georgia signed a pact.", "unspecified"),
        ("Latvia imposed an arms embargo on Georgia.", "arms_embargo"),
        ("Latvia imposed trade sanctions on Georgia.", "economic"),
        ("Latvia imposed a visa ban on Georgia.", "travel_ban"),
        ("Latvia froze Georgian assets.", "financial"),
        ("Latvia imposed sanctions on Georgia.", "unspecified"),
        ("Latvia accused Georgia of spying.", "allegation"),
        ("Latvia condemned Georgia.", "condemnation"),
    ],
)
def test_the_mode_is_the_text_s_own_word(text: str, mode: str, coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded(text)
    assert claim.mode == mode


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Latvia and Georgia signed a treaty.", "signed"),
        ("Latvia and Georgia ratified the treaty.", "ratified"),
        ("Latvia and Georgia reached a deal.", "agreed"),
        ("Latvia quit its treaty with Georgia.", "left"),
        ("Latvia suspended its treaty with Georgia.", "suspended"),
        ("Latvia imposed sanctions on Georgia.", "imposed"),
        ("Latvian sanctions on Georgia hurt.", "in_force"),
        ("Latvia lifted its sanctions on Georgia.", "lifted"),
        ("Latvia visited Georgia.", None),
    ],
)
def test_phases(text: str, phase: str | None, coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded(text)
    assert claim.phase == phase


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("The Latvian premier visited Georgia.", "GEO"),
        ("Latvia's premier and the Georgian president signed a treaty in Vienna.", "AUT"),
        ("Latvia's premier met the Georgian president in Oslo.", "NOR"),
        ("Latvia invited the Georgian president.", None),
        ("Latvia and Georgia signed a treaty.", None),
    ],
)
def test_locations(text: str, location: str | None, coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded(text)
    assert claim.location == location


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Latvia accused Georgia of torture.", "human_rights"),
        ("Latvia condemned Georgia's missile tests.", "military"),
        ("Latvia accused Georgia of hacking.", "cyber"),
        ("The Latvian premier visited Georgia.", None),
    ],
)
def test_contexts(text: str, context: str | None, coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded(text)
    assert claim.context == context


def test_evidence_and_trigger(coded: Callable[[str], list[Claim]]) -> None:
    text = "Rain fell on Riga. Latvia expelled two Belarusian diplomats. Few were surprised."
    (claim,) = coded(text)
    assert text[claim.evidence_start : claim.evidence_end] == "Latvia expelled two Belarusian diplomats."
    assert text[claim.trigger_start : claim.trigger_end] == "expelled"


def test_offsets_count_code_points(coded: Callable[[str], list[Claim]]) -> None:
    text = "😀 🇱🇻 Ñandú “rain”.\n\nLatvia expelled two Belarusian diplomats."
    (claim,) = coded(text)
    assert text[claim.evidence_start : claim.evidence_end] == "Latvia expelled two Belarusian diplomats."


def test_both_who_sign_are_signatories(coded: Callable[[str], list[Claim]]) -> None:
    text = (
        "Jana Ozola, Latvia's foreign minister, and Irakli Beridze, the Georgian president, signed a treaty."
    )
    (claim,) = coded(text)
    assert set(claim.participants) == {
        Participant("signatory", "LVA", "Jana Ozola", "foreign minister"),
        Participant("signatory", "GEO", "Irakli Beridze", "president"),
    }


def test_a_claim_says_who_made_it() -> None:
    (claim,) = code_document("Latvia expelled two Belarusian diplomats.", "2024-06-12", "some-source")
    assert (claim.source_id, claim.coder, claim.coder_version) == ("some-source", CODER, CODER_VERSION)
    assert claim.rule == "sanction.expel"


def test_claims_are_in_order(coded: Callable[[str], list[Claim]]) -> None:
    claims = coded("Latvia expelled two Belarusian diplomats. Latvia condemned Belarus. Chile thanked Peru.")
    assert [claim.interaction_type for claim in claims] == ["sanction", "accusation", "support"]
