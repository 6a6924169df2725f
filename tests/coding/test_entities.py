"""Who stands for a state: titles, demonyms, capitals, seats, pronouns, descriptions; and who does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demarche.claims import Claim, Participant
from demarche.coding import code_document

CASES = r"""
# offices, bodies and seats
Belgian Foreign Minister Anna Peeters condemned Rwanda.
  accusation BEL>RWA occurred
Anna Peeters, Belgium's foreign minister, condemned Rwanda.
  accusation BEL>RWA occurred
Ruth Ochieng, the Kenyan defence minister, landed in Uganda on 4 May.
  visit KEN>UGA occurred
The foreign ministry in Brussels condemned Rwanda.
  accusation BEL>RWA occurred
Moldova's parliament condemned Romania.
  accusation MDA>ROU occurred
Moldova's army shelled Romania.
  assault MDA>ROU occurred
State television in Moldova condemned Romania.
  accusation MDA>ROU occurred
The Moldovan ambassador to Romania condemned Hungary.
  accusation MDA>HUN occurred
Downing Street condemned Belarus.
  accusation GBR>BLR occurred
The Kremlin condemned Latvia.
  accusation RUS>LVA occurred
The kingdom of Jordan condemned Syria.
  accusation JOR>SYR occurred
South Korea condemned North Korea.
  accusation KOR>PRK occurred
A spokesman for President Ruiz of Chile condemned Spain.
  accusation CHL>ESP occurred
The regime in Santiago condemned Spain.
  accusation CHL>ESP occurred
# names and colleagues
Omar al-Bashir of Sudan condemned Chad.
  accusation SDN>TCD occurred
Sudan's president, Anwar el-Hassan, condemned Chad. Chad condemned Mr. el-Hassan.
  accusation SDN>TCD occurred
  accusation TCD>SDN occurred
The Dutch foreign minister, Hans van den Berg, condemned Chad. Chad condemned Van den Berg.
  accusation NLD>TCD occurred
  accusation TCD>NLD occurred
Norway's minister, Ana Lind, flew to Chad. Her Sudanese colleague Omar Ali condemned Libya.
  visit NOR>TCD occurred
  accusation SDN>LBY occurred
Norway's minister, Ana Lind, flew to Chad. Her Sudanese opposite number condemned Libya.
  visit NOR>TCD occurred
  accusation SDN>LBY occurred
Chad and Sudan condemned each other. Norway's minister, Ana Lind, met both of her colleagues.
  accusation SDN>TCD occurred
  accusation TCD>SDN occurred
  consultation NOR-SDN occurred
  consultation NOR-TCD occurred
Norway told Ana Lind of its doubts. Lind condemned Chad.
# organisations and blocs
NATO condemned Libya.
  accusation NATO>LBY occurred
The EU imposed sanctions on Libya.
  sanction EU>LBY occurred
The West imposed sanctions on Libya.
  sanction WEST>LBY occurred
Africa condemned Libya.
# named before
The Belgian foreign minister, Anna Claes, flew to Rwanda. Mrs Claes later visited Uganda.
  visit BEL>RWA occurred
  visit BEL>UGA occurred
The Belgian foreign minister, Anna Verbeke, flew to Rwanda. Verbeke later visited Uganda.
  visit BEL>RWA occurred
  visit BEL>UGA occurred
The Belgian foreign minister, Anna Peeters, flew to Rwanda. Peeters later visited Uganda.
  visit BEL>RWA occurred
  visit BEL>UGA occurred
The Belgian ministry condemned Rwanda. The ministry also expelled two Rwandan diplomats.
  accusation BEL>RWA occurred
  sanction BEL>RWA occurred
Verbeke condemned Rwanda.
Verbeke agreed to lift its ban on Peru.
# pronouns
The Belgian king flew to Rwanda. He later travelled to Uganda.
  visit BEL>RWA occurred
  visit BEL>UGA occurred
Belgium condemned Rwanda. It expelled two Rwandan diplomats.
  accusation BEL>RWA occurred
  sanction BEL>RWA occurred
Mali criticised Algeria over its attack on Niger.
  accusation MLI>DZA occurred
  assault DZA>NER occurred
# descriptions
The Argentine president invited his Chilean counterpart to Buenos Aires.
  visit ARG>CHL occurred
The Belgian foreign minister met her Rwandan counterpart.
  consultation BEL-RWA occurred
The Belgian foreign minister met Jean Habimana, her Rwandan counterpart.
  consultation BEL-RWA occurred
Belgium and Rwanda held talks. The former condemned the latter.
  accusation BEL>RWA occurred
  consultation BEL-RWA occurred
# the pair in focus
Laos met Nepal in May. The two countries signed a treaty.
  agreement LAO-NPL occurred
  consultation LAO-NPL occurred
The Belgian premier met the Rwandan president. They signed a treaty.
  agreement BEL-RWA occurred
  consultation BEL-RWA occurred
The Belgian premier met the Rwandan president. Both countries signed a treaty.
  agreement BEL-RWA occurred
  consultation BEL-RWA occurred
The presidents of Laos and Nepal met in Geneva.
  consultation LAO-NPL occurred
The foreign ministers of Laos and Nepal signed a memorandum.
  agreement LAO-NPL occurred
Laos and Nepal quarrel\n\nThe Thai king met the Omani sultan. Laos has recalled its ambassador.
  consultation OMN-THA occurred
  sanction LAO>NPL occurred
Laos and Nepal are at odds. Oman called on both of its neighbours to wait.
  request OMN>LAO occurred
  request OMN>NPL occurred
Rich and poor quarrel\n\nLaos met Nepal in May. Oman called on the rich nations to wait.
  consultation LAO-NPL occurred
Oman is host to Chad, Laos and Nepal. Kenya met Uganda. Oman thanked the three countries.
  consultation KEN-UGA occurred
  support OMN>LAO occurred
  support OMN>NPL occurred
  support OMN>TCD occurred
# who stands beside a title
Ruiz speaks\n\nKing Harald condemned Nepal. The Lao prime minister smiled. Ruiz condemned Chad.
  accusation NOR>NPL occurred
# third parties are no party
Malta discussed Cyprus with London.
  consultation GBR-MLT occurred
The Maltese premier discussed the war in Libya with the British premier.
  consultation GBR-MLT occurred
# the name of a state is not the state
A Moscow-based bank financed a school in Peru.
The Beijing Olympics angered Norway.
The Paris Agreement was signed by Kenya.
A Danish footballer visited Chile.
A Danish newspaper condemned Chile.
A Danish company sued Chile.
A Danish bank froze Chilean assets.
A Danish court indicted two Chilean bankers.
# those who do not stand for a state
Somali pirates seized a Danish ship.
Kurdish rebels bombed Turkey.
Syrian rebels shelled Lebanon.
Rebels bombed a Kenyan base.
The Chilean opposition condemned Bolivia.
The Moldovan opposition leader visited Romania.
The Moldovan president-elect visited Romania.
The former president of Peru visited Chile.
The late Moldovan president had visited Romania.
"""


def test_entities(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells


def test_a_person_is_given_by_the_fullest_name(coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded("Verbeke flew to Rwanda. The Belgian premier, Anna Verbeke, is 50.")
    assert claim.initiator == "BEL"
    assert claim.participants == (Participant("initiator_agent", "BEL", "Anna Verbeke", "premier"),)


@pytest.mark.parametrize(
    ("holder", "level"),
    [
        ("president", "head_of_state"),
        ("king", "head_of_state"),
        ("prime minister", "head_of_government"),
        ("foreign minister", "foreign_minister"),
        ("defence minister", "minister"),
        ("ambassador", "envoy"),
        ("spokesman", "official"),
    ],
)
def test_the_level_is_that_of_the_office(
    holder: str, level: str, coded: Callable[[str], list[Claim]]
) -> None:
    (claim,) = coded(f"The Kenyan {holder} condemned Uganda.")
    assert claim.level == level


def test_the_text_beats_the_table_of_leaders(coded: Callable[[str], list[Claim]]) -> None:
    (claim,) = coded("The Canadian foreign minister, Ann Macron, condemned Belarus. Macron left at noon.")
    assert claim.initiator == "CAN"


@pytest.mark.parametrize(("published", "actor"), [("1985-03-01", "SUN"), ("2005-03-01", "RUS")])
def test_a_name_is_read_at_the_date_of_publication(published: str, actor: str) -> None:
    (claim,) = code_document("Moscow condemned Norway.", published, "test")
    assert claim.initiator == actor
