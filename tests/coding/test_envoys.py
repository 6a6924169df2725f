"""Envoys expelled and recalled, relations broken, measures lifted."""

from __future__ import annotations

from collections.abc import Callable

CASES = r"""
Norway expelled four Malian diplomats.
  sanction NOR>MLI occurred
Norway expelled Mali's military attache.
  sanction NOR>MLI occurred
Norway threw out four Malian diplomats.
  sanction NOR>MLI occurred
Norway kicked out four Malian diplomats.
  sanction NOR>MLI occurred
Norway ordered four Malian diplomats out of the country.
  sanction NOR>MLI occurred
Norway ordered four Malian diplomats to leave.
  sanction NOR>MLI occurred
Norway gave four Malian diplomats 72 hours to leave.
  sanction NOR>MLI occurred
Norway gave Mali's ambassador a week to pack his bags.
  sanction NOR>MLI occurred
Norway told Mali's ambassador to go home.
  sanction NOR>MLI occurred
Norway asked Mali to withdraw its ambassador.
  sanction NOR>MLI occurred
Norway sent home four Malian diplomats.
  sanction NOR>MLI occurred
Norway declared the Malian ambassador persona non grata.
  sanction NOR>MLI occurred
Norway withdrew the accreditation of the Malian ambassador.
  sanction NOR>MLI occurred
Four Malian diplomats were expelled by Norway on Monday.
  sanction NOR>MLI occurred
Four Malian diplomats were expelled from Norway on Monday.
  sanction NOR>MLI occurred
Four Malian diplomats were ordered to leave Norway on Monday.
  sanction NOR>MLI occurred
The Malian ambassador was given 48 hours to leave Norway.
  sanction NOR>MLI occurred
The Malian ambassador to Norway was declared persona non grata.
  sanction NOR>MLI occurred
The expulsion of four Malian diplomats by Norway drew protests.
  sanction NOR>MLI occurred
The expulsion of four Malian diplomats from Norway drew protests.
  sanction NOR>MLI occurred
Norway's expulsion of four Malian diplomats drew protests.
  sanction NOR>MLI occurred
Norway announced the expulsion of four Malian diplomats.
  sanction NOR>MLI occurred
Norway ordered the expulsion of four Malian diplomats.
  sanction NOR>MLI occurred
Norway expelled four diplomats from Mali.
  sanction NOR>MLI occurred
Norway is expelling four Malian diplomats.
  sanction NOR>MLI occurred
Norway will expel four Malian diplomats.
  sanction NOR>MLI planned
Mali accused Norway of spying. Four Norwegian diplomats were expelled.
  accusation MLI>NOR occurred
  sanction MLI>NOR occurred
Norway expelled four Malian diplomats. Mali retaliated by expelling four Norwegians.
  sanction MLI>NOR occurred
  sanction NOR>MLI occurred
Norway and Mali expelled each other's diplomats.
  sanction MLI>NOR occurred
  sanction NOR>MLI occurred
Norway and Mali expelled four of each other's diplomats.
  sanction MLI>NOR occurred
  sanction NOR>MLI occurred
Norway expelled four Malian diplomats, as did Chad.
  sanction NOR>MLI occurred
  sanction TCD>MLI occurred
Norway expelled four Malian diplomats. Chad followed suit on Monday.
  sanction NOR>MLI occurred
  sanction TCD>MLI occurred
Norway expelled four Malian diplomats. Chad did so on Monday.
  sanction NOR>MLI occurred
  sanction TCD>MLI occurred
Norway recalled its ambassador to Mali.
  sanction NOR>MLI occurred
Norway recalled its ambassador from Mali for consultations.
  sanction NOR>MLI occurred
Norway withdrew its ambassador from Mali.
  sanction NOR>MLI occurred
Norway pulled its ambassador out of Mali.
  sanction NOR>MLI occurred
Norway called home its ambassador to Mali.
  sanction NOR>MLI occurred
Norway summoned home its ambassador in Mali.
  sanction NOR>MLI occurred
Norway ordered its ambassador to Mali home.
  sanction NOR>MLI occurred
Norway brought its ambassador home from Mali.
  sanction NOR>MLI occurred
Norway's ambassador to Mali was recalled on Monday.
  sanction NOR>MLI occurred
Norway's ambassador in Mali was recalled for consultations.
  sanction NOR>MLI occurred
The Norwegian ambassador to Mali was withdrawn on Monday.
  sanction NOR>MLI occurred
Norway recalled its envoy to Mali.
  sanction NOR>MLI occurred
Norway recalled its top diplomat in Mali.
  sanction NOR>MLI occurred
Norway withdrew its diplomats from Mali.
  sanction NOR>MLI occurred
Norway pulled out its diplomats from Mali.
  sanction NOR>MLI occurred
Norway announced the recall of its ambassador to Mali.
  sanction NOR>MLI occurred
Norway's recall of its ambassador from Mali drew protests.
  sanction NOR>MLI occurred
Norway quarrelled with Mali over the islands. In May it recalled its ambassador.
  sanction NOR>MLI occurred
Mali accused Norway of spying. Norway recalled its ambassador.
  accusation MLI>NOR occurred
  sanction NOR>MLI occurred
Norway broke off relations with Mali.
  sanction NOR>MLI occurred
Norway broke diplomatic relations with Mali.
  sanction NOR>MLI occurred
Norway severed ties with Mali.
  sanction NOR>MLI occurred
Norway cut diplomatic ties with Mali.
  sanction NOR>MLI occurred
Norway cut off relations with Mali.
  sanction NOR>MLI occurred
Norway suspended relations with Mali.
  sanction NOR>MLI occurred
Norway downgraded its relations with Mali.
  sanction NOR>MLI occurred
Norway froze relations with Mali.
  sanction NOR>MLI occurred
Relations with Mali were broken off by Norway in 1990.
  sanction NOR>MLI occurred
Norway's severing of ties with Mali drew protests.
  sanction NOR>MLI occurred
Norway announced the severance of diplomatic relations with Mali.
  sanction NOR>MLI occurred
Norway's rupture with Mali came in 1990.
  sanction NOR>MLI occurred
Norway's break with Mali came in 1990.
  sanction NOR>MLI occurred
Norway closed its embassy in Mali.
  sanction NOR>MLI occurred
Norway shut down its embassy in Bamako.
  sanction NOR>MLI occurred
Norway ordered the closure of Mali's embassy.
  sanction NOR>MLI occurred
Norway closed Mali's consulate in Oslo.
  sanction NOR>MLI occurred
Norway ordered Mali to close its consulate.
  sanction NOR>MLI occurred
Norway's closure of its embassy in Mali drew protests.
  sanction NOR>MLI occurred
Norway reduced its staff at the embassy in Mali.
  sanction NOR>MLI occurred
Norway ordered Mali to cut its embassy staff.
  sanction NOR>MLI occurred
Norway suspended cooperation with Mali.
  sanction NOR>MLI occurred
Norway halted cultural exchanges with Mali.
  sanction NOR>MLI occurred
Norway suspended contacts with Mali.
  sanction NOR>MLI occurred
The African Union suspended Mali.
  sanction AU>MLI occurred
Mali was suspended from the African Union.
  sanction AU>MLI occurred
The African Union suspended Mali's membership.
  sanction AU>MLI occurred
The African Union expelled Mali.
  sanction AU>MLI occurred
Mali was expelled from the African Union.
  sanction AU>MLI occurred
Norway barred Mali from the games.
  sanction NOR>MLI occurred
Norway lifted sanctions on Mali.
  sanction NOR>MLI occurred
Norway lifted its embargo against Mali.
  sanction NOR>MLI occurred
Norway eased its sanctions on Mali.
  sanction NOR>MLI occurred
Norway relaxed curbs on trade with Mali.
  sanction NOR>MLI occurred
Norway ended its boycott of Mali.
  sanction NOR>MLI occurred
Norway removed Mali from its blacklist.
  sanction NOR>MLI occurred
Norway took Mali off its list of sponsors of terrorism.
  sanction NOR>MLI occurred
Norway unfroze Malian assets.
  sanction NOR>MLI occurred
Norway released frozen Malian assets.
  sanction NOR>MLI occurred
Norway resumed aid to Mali.
  sanction NOR>MLI occurred
Norway resumed flights to Mali.
  sanction NOR>MLI occurred
Norway resumed trade with Mali.
  sanction NOR>MLI occurred
Norway resumed arms sales to Mali.
  sanction NOR>MLI occurred
Niger reopened its border with Mali.
  sanction NER>MLI occurred
Norway reopened its embassy in Mali.
  sanction NOR>MLI occurred
Norway sent its ambassador back to Mali.
  sanction NOR>MLI occurred
Norway's ambassador returned to Mali on Monday.
  sanction NOR>MLI occurred
Norway's lifting of sanctions on Mali was welcomed.
  sanction NOR>MLI occurred
The lifting of Norway's embargo on Mali was welcomed.
  sanction NOR>MLI occurred
Norwegian sanctions on Mali were lifted in May.
  sanction NOR>MLI occurred
Sanctions on Mali were lifted by Norway in May.
  sanction NOR>MLI occurred
Norway agreed to lift sanctions on Mali.
  sanction NOR>MLI planned
Norway suspended its sanctions on Mali.
  sanction NOR>MLI occurred
Norway cut its tariffs on Malian steel.
  sanction NOR>MLI occurred
Norway allowed Malian ships back into its ports.
  sanction NOR>MLI occurred
Norway will impose sanctions on Mali.
  sanction NOR>MLI planned
Norway threatened Mali with sanctions.
  threat NOR>MLI occurred
Norway threatened to recall its ambassador from Mali.
  threat NOR>MLI occurred
Norway refused to lift sanctions on Mali.
  rejection NOR>MLI occurred
After expelling four Malian diplomats, Norway closed its embassy in Bamako.
  sanction NOR>MLI occurred
  sanction NOR>MLI occurred
Accusing Mali of spying, Norway expelled four diplomats.
  accusation NOR>MLI occurred
  sanction NOR>MLI occurred
Norway accused Mali of spying and expelled four diplomats.
  accusation NOR>MLI occurred
  sanction NOR>MLI occurred
Norway accused Mali of spying. It expelled four diplomats.
  accusation NOR>MLI occurred
  sanction NOR>MLI occurred
Norway expelled four Malian diplomats and closed its border.
  sanction NOR>MLI occurred
  sanction NOR>MLI occurred
Norway broke off relations with Mali, banned its aircraft and froze its assets.
  sanction NOR>MLI occurred
  sanction NOR>MLI occurred
  sanction NOR>MLI occurred
"""


def test_envoys(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells
