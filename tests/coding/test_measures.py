"""Measures: trade, money, arms, aid, travel, borders."""

from __future__ import annotations

from collections.abc import Callable

CASES = r"""
Norway expelled two Malian envoys on Monday. Mali recalled its ambassador.
  sanction NOR>MLI occurred
  sanction MLI>NOR occurred
Norway and Ghana expelled two Malian envoys. Mali closed its embassy in Oslo and recalled its ambassador.
  sanction NOR>MLI occurred
  sanction GHA>MLI occurred
  sanction MLI>NOR occurred
  sanction MLI>NOR occurred
Norway imposed sanctions on Mali.
  sanction NOR>MLI occurred
Norway imposed fresh economic sanctions on Mali on Monday.
  sanction NOR>MLI occurred
Norway has slapped sanctions on Mali.
  sanction NOR>MLI occurred
Norway hit Mali with sanctions.
  sanction NOR>MLI occurred
Norway punished Mali with trade sanctions.
  sanction NOR>MLI occurred
Norway placed Mali under an arms embargo.
  sanction NOR>MLI occurred
Norway put Mali on its blacklist.
  sanction NOR>MLI occurred
Norway added Mali to its list of sponsors of terrorism.
  sanction NOR>MLI occurred
Norway announced sanctions against Mali.
  sanction NOR>MLI occurred
Norway tightened its embargo against Mali.
  sanction NOR>MLI occurred
Norway extended sanctions against Mali for a year.
  sanction NOR>MLI occurred
Norway renewed its sanctions on Mali.
  sanction NOR>MLI occurred
Norway prolonged its sanctions on Mali.
  sanction NOR>MLI occurred
Norway widened its sanctions on Mali.
  sanction NOR>MLI occurred
Norway stepped up sanctions on Mali.
  sanction NOR>MLI occurred
Norway unveiled new sanctions on Mali.
  sanction NOR>MLI occurred
Norway ordered a trade embargo against Mali.
  sanction NOR>MLI occurred
Norway declared an embargo on Mali.
  sanction NOR>MLI occurred
Norway reimposed sanctions on Mali.
  sanction NOR>MLI occurred
Norway clapped an embargo on Mali.
  sanction NOR>MLI occurred
Norway maintained its sanctions against Mali.
  sanction NOR>MLI ongoing
Sanctions were imposed on Mali by Norway in May.
  sanction NOR>MLI occurred
Sanctions imposed by Norway on Mali bit hard.
  sanction NOR>MLI occurred
The sanctions that Norway imposed on Mali bit hard.
  sanction NOR>MLI occurred
Norway's imposition of sanctions on Mali drew protests.
  sanction NOR>MLI occurred
Mali has been under a Norwegian embargo since 1990.
  sanction NOR>MLI ongoing
Mali is under Norwegian sanctions.
  sanction NOR>MLI ongoing
Mali faces Norwegian sanctions.
  sanction NOR>MLI ongoing
Mali was hit by Norwegian sanctions in May.
  sanction NOR>MLI ongoing
Mali came under Norwegian sanctions in May.
  sanction NOR>MLI ongoing
Norway backed sanctions against Mali.
Norway introduced visa requirements for Malians.
  sanction NOR>MLI occurred
Norway raised tariffs on Malian steel.
  sanction NOR>MLI occurred
Norway doubled its duties on goods from Mali.
  sanction NOR>MLI occurred
Norway levied anti-dumping duties on steel from Mali.
  sanction NOR>MLI occurred
Norway set quotas on Malian textiles.
  sanction NOR>MLI occurred
Norway retaliated with tariffs on Malian steel.
  sanction NOR>MLI occurred
Norway responded by closing its ports to Malian ships.
  sanction NOR>MLI occurred
Norway banned imports of Malian cotton.
  sanction NOR>MLI occurred
Norway banned the import of cotton from Mali.
  sanction NOR>MLI occurred
Norway halted imports of cotton from Mali.
  sanction NOR>MLI occurred
Norway stopped buying Malian cotton.
  sanction NOR>MLI occurred
Norway cut off trade with Mali.
  sanction NOR>MLI occurred
Norway suspended trade with Mali.
  sanction NOR>MLI occurred
Norway blocked exports of machinery to Mali.
  sanction NOR>MLI occurred
Norway barred Malian ships from its ports.
  sanction NOR>MLI occurred
Norway banned Malian airlines from its airspace.
  sanction NOR>MLI occurred
Norway banned all flights to Mali.
  sanction NOR>MLI occurred
Norway closed its airspace to Malian aircraft.
  sanction NOR>MLI occurred
Norway closed its ports to Malian ships.
  sanction NOR>MLI occurred
Norway suspended flights to Mali.
  sanction NOR>MLI occurred
Norway grounded flights to Mali.
  sanction NOR>MLI occurred
Norway cut air links with Mali.
  sanction NOR>MLI occurred
Norway boycotted Malian goods.
  sanction NOR>MLI occurred
Norway launched a boycott of Malian goods.
  sanction NOR>MLI occurred
Norway cut off gas supplies to Mali.
  sanction NOR>MLI occurred
Norway turned off the gas to Mali.
  sanction NOR>MLI occurred
Norway halted oil deliveries to Mali.
  sanction NOR>MLI occurred
Norway restricted exports of chips to Mali.
  sanction NOR>MLI occurred
Norway tightened curbs on exports to Mali.
  sanction NOR>MLI occurred
Norway stripped Mali of its trade privileges.
  sanction NOR>MLI occurred
Norway revoked Mali's trade privileges.
  sanction NOR>MLI occurred
Norway withdrew trade preferences from Mali.
  sanction NOR>MLI occurred
Norway denied Mali access to its markets.
  sanction NOR>MLI occurred
Malian cotton was banned from Norway in May.
  sanction NOR>MLI occurred
Imports from Mali were banned by Norway in May.
  sanction NOR>MLI occurred
Malian aircraft were banned from Norwegian airspace.
  sanction NOR>MLI occurred
A ban on Malian imports was imposed by Norway.
  sanction NOR>MLI occurred
Norway imposed a ban on imports of cotton from Mali.
  sanction NOR>MLI occurred
Norway imposed a ban on Malian cotton.
  sanction NOR>MLI occurred
Norway's ban on Malian cotton hurt farmers.
  sanction NOR>MLI ongoing
Norway froze Malian assets.
  sanction NOR>MLI occurred
Norway froze the assets of Mali's central bank.
  sanction NOR>MLI occurred
Norway froze Mali's bank accounts.
  sanction NOR>MLI occurred
Norway blocked Malian accounts.
  sanction NOR>MLI occurred
Norway froze the assets of ten Malian officials.
  sanction NOR>MLI occurred
Norway imposed sanctions on ten Malian officials.
  sanction NOR>MLI occurred
Norway sanctioned ten Malian officials.
  sanction NOR>MLI occurred
Norway blacklisted ten Malian officials.
  sanction NOR>MLI occurred
Norway cut Malian banks off from its payment system.
  sanction NOR>MLI occurred
Norway suspended loans to Mali.
  sanction NOR>MLI occurred
Norway froze credits for Mali.
  sanction NOR>MLI occurred
Norway cancelled a loan to Mali.
  sanction NOR>MLI occurred
Norway imposed an arms embargo on Mali.
  sanction NOR>MLI occurred
Norway banned arms sales to Mali.
  sanction NOR>MLI occurred
Norway suspended arms deliveries to Mali.
  sanction NOR>MLI occurred
Norway stopped the delivery of tanks to Mali.
  sanction NOR>MLI occurred
Norway refused to sell arms to Mali.
  rejection NOR>MLI occurred
Norway halted military cooperation with Mali.
  sanction NOR>MLI occurred
Norway suspended military aid to Mali.
  sanction NOR>MLI occurred
Norway cut off aid to Mali.
  sanction NOR>MLI occurred
Norway suspended its aid to Mali.
  sanction NOR>MLI occurred
Norway cut aid to Mali by half.
  sanction NOR>MLI occurred
Norway slashed its aid to Mali.
  sanction NOR>MLI occurred
Norway withheld aid from Mali.
  sanction NOR>MLI occurred
Aid to Mali was suspended by Norway in May.
  sanction NOR>MLI occurred
Norway's suspension of aid to Mali drew protests.
  sanction NOR>MLI occurred
Norway announced the suspension of aid to Mali.
  sanction NOR>MLI occurred
Norway announced a halt to arms sales to Mali.
  sanction NOR>MLI occurred
Norway announced a freeze on aid to Mali.
  sanction NOR>MLI occurred
Norway imposed a travel ban on Malian officials.
  sanction NOR>MLI occurred
Norway denied visas to Malian officials.
  sanction NOR>MLI occurred
Norway refused visas to Malian officials.
  sanction NOR>MLI occurred
Norway revoked the visas of Malian officials.
  sanction NOR>MLI occurred
Norway cancelled visas for Malians.
  sanction NOR>MLI occurred
Norway stopped issuing visas to Malians.
  sanction NOR>MLI occurred
Norway barred Malians from entering the country.
  sanction NOR>MLI occurred
Norway barred Mali's president from entry.
  sanction NOR>MLI occurred
Norway banned entry to Malians.
  sanction NOR>MLI occurred
Norway banned travel to Mali.
  sanction NOR>MLI occurred
Norway declared the Malian president unwelcome.
  sanction NOR>MLI occurred
Niger closed its border with Mali.
  sanction NER>MLI occurred
Niger sealed the frontier with Mali.
  sanction NER>MLI occurred
Niger shut its borders to Malians.
  sanction NER>MLI occurred
Niger's closure of its border with Mali hurt traders.
  sanction NER>MLI occurred
The border with Mali was closed by Niger in May.
  sanction NER>MLI occurred
The border between Niger and Mali was closed in May.
Niger blockaded Mali.
  coercion NER>MLI occurred
Niger imposed a blockade on Mali.
  sanction NER>MLI occurred
"""


def test_measures(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells
