"""Whose word a claim is: verbs of saying, "according to", quotations, and who goes on speaking."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demarche.claims import Claim

CASES = r"""
# a charge in what is claimed
Ankara says Athens armed the rebels.
  accusation TUR>GRC occurred
Oslo says Madrid jammed its radar.
  accusation NOR>ESP occurred
  coercion ESP>NOR occurred
Kampala alleged that Kigali had sent arms to the rebels.
  accusation UGA>RWA occurred
Bogotá claims that Caracas shelled Colombian villages.
  accusation COL>VEN occurred
  assault VEN>COL occurred
Bogotá claims that Caracas shelled its villages.
  accusation COL>VEN occurred
  assault VEN>COL occurred
The Danish foreign minister said that Peru had violated the treaty.
  accusation DNK>PER occurred
# somebody else's deed, told neutrally
Helsinki said that Estonia and Latvia had signed a treaty.
  agreement EST-LVA occurred
According to Bern, the Austrian chancellor will visit Slovenia.
  visit AUT>SVN planned
Tokyo said Seoul had agreed to talks.
# a verdict in quotation marks
Vietnam called Thailand's tariffs "illegal".
  accusation VNM>THA occurred
The Kremlin described Norway's sanctions as illegal.
  accusation RUS>NOR occurred
The Kremlin described Norway's sanctions as an act of aggression.
  accusation RUS>NOR occurred
# threats
Iran warned Oman that it would bomb its ports.
  threat IRN>OMN occurred
Iran warned that it would bomb Oman.
  threat IRN>OMN occurred
Iran warned Oman that it would close the border.
  threat IRN>OMN occurred
# a quotation goes on
The Chilean foreign minister condemned Peru. "It has betrayed the region," she added.
  accusation CHL>PER occurred
"Peru has betrayed the region," the Chilean foreign minister said.
  accusation CHL>PER occurred
"Peru has bombed our towns," Chile's president said.
  accusation CHL>PER occurred
  assault PER>CHL occurred
# what is demanded is no deed
Chile demanded that Peru free two Bolivian pilots.
  request CHL>PER occurred
Chile insisted that Peru withdraw its troops from Chile.
  request CHL>PER occurred
Iran must stop its raids, the Chilean foreign minister said in Brussels.
  request CHL>IRN occurred
Chile asked Peru to leave. Lima said that it would not.
  rejection PER>CHL occurred
  request CHL>PER occurred
# a verdict on what was told before
Peru imposed tariffs on Chile. The Bolivian foreign ministry said the tariffs were illegal.
  accusation BOL>PER occurred
  sanction PER>CHL occurred
Latvia accused Belarus of spying. Minsk said that its embassy had been vandalised.
  accusation BLR>LVA occurred
  accusation LVA>BLR occurred
Denmark broke off relations with Peru over what it called an outrage.
  accusation DNK>PER occurred
  sanction DNK>PER occurred
Malaysia described the execution of two Malaysians in Singapore as unjust.
  accusation MYS>SGP occurred
Chile asked Peru for a loan. The request was turned down.
  rejection PER>CHL occurred
  request CHL>PER occurred
Peru protested to Chile, calling the move senseless.
  accusation PER>CHL occurred
  protest PER>CHL occurred
# courts
The ICC issued an arrest warrant for the president of Sudan.
  accusation ICC>SDN occurred
A Danish court indicted Peru's president.
  accusation DNK>PER occurred
"""


def test_attribution(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells


@pytest.mark.parametrize(
    ("text", "voice", "reported_by"),
    [
        ("Chile expelled two Bolivian diplomats.", "source", None),
        ("Peru said Chile had expelled two Bolivian diplomats.", "actor", "PER"),
        ("According to Peru, Chile expelled two Bolivian diplomats.", "actor", "PER"),
        ("Chile expelled two Bolivian diplomats, according to Peru.", "actor", "PER"),
        ("Chile expelled two Bolivian diplomats, the Peruvian foreign minister said.", "actor", "PER"),
        ("Chile has expelled two Bolivian diplomats, said the Peruvian foreign minister.", "actor", "PER"),
        ("Officials in Lima said that Chile had expelled two Bolivian diplomats.", "actor", "PER"),
        ("A newspaper in Lima reported that Chile had expelled two Bolivian diplomats.", "media", None),
        ("According to diplomats, Chile expelled two Bolivian diplomats.", "unnamed", None),
        ("An analyst said that Chile had expelled two Bolivian diplomats.", "unnamed", None),
    ],
)
def test_voice(text: str, voice: str, reported_by: str | None, coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded(text)
    assert (claim.interaction_type, claim.initiator, claim.target) == ("sanction", "CHL", "BOL")
    assert (claim.voice, claim.reported_by) == (voice, reported_by)


def test_a_charge_is_told_by_the_text_itself(coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded("Lithuania accused Belarus of spying.")
    assert (claim.voice, claim.reported_by) == ("source", None)


def test_the_day_of_speaking_is_not_the_day_of_the_deed(coded: Callable[[str], list[Claim]]) -> None:
    text = "The Peruvian premier said on Monday that Chile had expelled two Bolivian diplomats in May."
    (claim,) = coded(text)
    assert (claim.date, claim.reported_on) == ("2024-05", "2024-06-10")


def test_the_reporter_is_a_participant(coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded("Chile expelled two Bolivian diplomats, Rosa Quispe, Peru's foreign minister, said.")
    reporters = [part for part in claim.participants if part.role == "reporter"]
    assert [(part.actor_id, part.person) for part in reporters] == [("PER", "Rosa Quispe")]
