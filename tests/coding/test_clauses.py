"""Clauses: who acts on whom in passives, under governing verbs, in lists, in dependent clauses."""

from __future__ import annotations

from collections.abc import Callable

CASES = r"""
# the passive: the agent may come late, or be left out
Oslo was accused on Monday by Riga of jamming its radar.
  accusation LVA>NOR occurred
  coercion NOR>LVA occurred
Lisbon was condemned last week by the foreign minister of Angola.
  accusation AGO>PRT occurred
Three Slovak diplomats were expelled by Hungary.
  sanction HUN>SVK occurred
Uruguay was invaded by Paraguay in 1911.
  assault PRY>URY occurred
The Kenyan president was received by the king of Jordan in Amman.
  visit KEN>JOR occurred
Sanctions were imposed on Belarus by Canada.
  sanction CAN>BLR occurred
The treaty was signed by Ghana and Togo.
  agreement GHA-TGO occurred
The embargo imposed by Kuwait on Iraq hurt traders.
  sanction KWT>IRQ occurred
Four of its diplomats were expelled.
The ambassador of Cuba was summoned.
# one verb governs another
Ghana agreed to lift its ban on Togo.
  sanction GHA>TGO planned
Norway plans to expel two Serbian diplomats.
  sanction NOR>SRB planned
Norway decided to expel two Serbian diplomats.
  sanction NOR>SRB planned
Norway threatened to impose sanctions on Serbia.
  threat NOR>SRB occurred
Norway began to deliver tanks to Georgia.
  aid NOR>GEO occurred
Norway offered to send food to Mali.
  aid NOR>MLI proposed
Norway managed to sign a treaty with Mali.
  agreement MLI-NOR occurred
Norway keeps sending rifles to Georgia.
  aid NOR>GEO ongoing
Norway wants to sign a treaty with Mali.
Norway stopped sending arms to Mali.
Accra agreed to consider lifting the ban on Togo.
  agreement GHA>TGO proposed
  defect: of two governing verbs only the nearest is counted (factuality.reading)
Ghana lifted its ban on imports from Togo.
  sanction GHA>TGO occurred
Norway plans to recall its ambassador from Serbia.
  sanction NOR>SRB planned
# asked, told, urged: the request is the act
Chile urged Bolivia to release the pilots.
  request CHL>BOL occurred
Chile told Bolivia to withdraw its troops.
  request CHL>BOL occurred
Chile urged Bolivia to free the pilots.
  request CHL>BOL occurred
Chile asked Bolivia to withdraw its troops from the border.
  request CHL>BOL occurred
Chile asked Bolivia for medicine.
  request CHL>BOL occurred
# failed, refused, stopped short
The sides failed to sign.
Egypt and Sudan failed to sign the treaty.
Egypt stopped short of breaking off relations with Sudan.
Egypt could not reach a deal with Sudan.
Egypt declined to lift its embargo on Sudan.
  rejection EGY>SDN occurred
The Danish premier declined to visit Togo.
  visit DNK>TGO refused
The Danish premier refused to visit Togo.
  visit DNK>TGO refused
Egypt refused to lift its embargo on Mali.
  rejection EGY>MLI occurred
Egypt declined to sign the treaty with Sudan.
  agreement EGY-SDN refused
# not told as done
The Dutch premier did not visit Vietnam.
The Dutch premier has no plans to visit Vietnam.
The Dutch premier has no intention of visiting Vietnam.
Iran would respond if Oman closed its border.
If Oman signs the treaty with Iran, trade will grow.
Unless Iran withdraws its troops from Oman, talks will end.
Iran should lift its sanctions on Oman.
Did Iran bomb Oman?
Had Iran bombed Oman, others would have helped.
# lists
Paris condemned Baku and Yerevan.
  accusation FRA>ARM occurred
  accusation FRA>AZE occurred
Sweden imposed sanctions on Iran, Syria and Belarus.
  sanction SWE>BLR occurred
  sanction SWE>IRN occurred
  sanction SWE>SYR occurred
The Polish president visited Kenya and Tanzania.
  visit POL>KEN occurred
  visit POL>TZA occurred
France, Germany and Italy recalled their ambassadors from Niger.
  sanction DEU>NER occurred
  sanction FRA>NER occurred
  sanction ITA>NER occurred
Both Ireland and Iceland recognised Kosovo.
  support IRL>XKX occurred
  support ISL>XKX occurred
Morocco closed its border with Algeria and recalled its ambassador.
  sanction MAR>DZA occurred
  sanction MAR>DZA occurred
Kenya's defence minister flew to Uganda and met its president.
  visit KEN>UGA occurred
Morocco condemned and expelled the Algerian ambassador.
  accusation MAR>DZA occurred
  sanction MAR>DZA occurred
# dependent clauses
Peru, which invaded Ecuador in 1941, thanked Brazil for its help.
  assault PER>ECU occurred
  support PER>BRA occurred
The king of Jordan, who arrived in Cairo on Monday, thanked Egypt.
  support JOR>EGY occurred
  visit JOR>EGY occurred
Relations soured in 2012, when Quito expelled the ambassador of Peru.
  sanction ECU>PER occurred
Croatia expelled two Serbian diplomats, accusing Serbia of spying.
  accusation HRV>SRB occurred
  sanction HRV>SRB occurred
Croatia closed its border with Serbia after expelling two Serbian diplomats.
  sanction HRV>SRB occurred
  sanction HRV>SRB occurred
After it expelled two Serbian diplomats, Croatia closed its border with Serbia.
  sanction HRV>SRB occurred
  sanction HRV>SRB occurred
After expelling two Serbian diplomats, Croatia closed its border with Serbia.
  sanction HRV>SRB occurred
  sanction HRV>SRB occurred
Accusing Serbia of spying, Croatia expelled two Serbian diplomats.
  accusation HRV>SRB occurred
  sanction HRV>SRB occurred
Having expelled two Serbian diplomats, Croatia closed its border with Serbia.
  sanction HRV>SRB occurred
  sanction HRV>SRB occurred
Troops sent by Rwanda invaded Burundi.
  assault RWA>BDI occurred
# relative clauses of which the noun before is the object; clauses that begin without a pronoun
The tariffs which Croatia imposed on Serbia in May hurt traders.
  sanction HRV>SRB occurred
The treaty Croatia signed with Serbia in May was published.
  agreement HRV-SRB occurred
Serbia rejected the offer that Croatia made in May.
  rejection SRB>HRV occurred
The accord that Croatia and Serbia signed in May was published.
  agreement HRV-SRB occurred
Hungary and Serbia, with which Croatia broke in 1991, kept silent.
  sanction HRV>HUN occurred
  sanction HRV>SRB occurred
Croatia accused Serbia of spying. Hungary, whose flights it has banned since May, kept silent.
  accusation HRV>SRB occurred
  sanction HRV>HUN ongoing
Croatian police detained two officers of Serbia's army and three Croats said to have worked for them.
  coercion HRV>SRB occurred
The accord was signed by Croatia and Serbia, with Hungary as witness.
  agreement HRV-SRB occurred
Croatia expelled two Serbian diplomats, an act that Serbia condemned.
  accusation SRB>HRV occurred
  sanction HRV>SRB occurred
Croatia expelled two Serbian diplomats, which Serbia condemned.
  accusation SRB>HRV occurred
  sanction HRV>SRB occurred
Croatia invaded Serbia. Hungary condemned the invasion. Poland condemned the storming of the Serbian embassy.
  accusation HUN>HRV occurred
  accusation POL>HRV occurred
  assault HRV>SRB occurred
# each what the other does
Croatia and Serbia accused each other of spying.
  accusation HRV>SRB occurred
  accusation SRB>HRV occurred
Croatia and Serbia expelled one another's ambassadors.
  sanction HRV>SRB occurred
  sanction SRB>HRV occurred
# the place that somebody is sent from says who sends
Two Serbian diplomats were expelled from Croatia.
  sanction HRV>SRB occurred
Forty Serbs were deported from Zagreb.
  coercion HRV>SRB occurred
Croatia and Serbia recalled their respective ambassadors.
  sanction HRV>SRB occurred
  sanction SRB>HRV occurred
# participles behind the subject
The Serbian ambassador, expelled from Zagreb on Monday, arrived home.
  sanction HRV>SRB occurred
The treaty signed by Croatia and Serbia in 1929 gave the islands to Hungary.
  agreement HRV-SRB occurred
# who does not
Neither Croatia nor Hungary signed the treaty with Serbia.
Croatia condemned Serbia but Hungary did not.
  accusation HRV>SRB occurred
# both travel
Croatian and Serbian officials met in Geneva on Monday.
  consultation HRV-SRB occurred
Not until May did Croatia lift its ban on imports from Serbia.
  sanction HRV>SRB occurred
While Croatia condemned Serbia, Hungary praised it.
  accusation HRV>SRB occurred
  support HUN>SRB occurred
# a question and its answer
How did Croatia answer Serbia? By recalling its ambassador and closing its border.
  sanction HRV>SRB occurred
  sanction HRV>SRB occurred
# others who do the same
Croatia condemned Serbia, as did Hungary.
  accusation HRV>SRB occurred
  accusation HUN>SRB occurred
Croatia, like Hungary, has recalled its ambassador from Serbia.
  sanction HRV>SRB occurred
  sanction HUN>SRB occurred
# done to somebody
Serbia had its ambassador expelled from Croatia.
  sanction HRV>SRB occurred
# an act under a noun
Croatia's decision to expel two Serbian diplomats angered Belgrade.
  sanction HRV>SRB occurred
Croatia announced its decision to recall its ambassador from Serbia.
  sanction HRV>SRB planned
Croatia's threat to invade Serbia was dismissed.
  threat HRV>SRB occurred
A bid by Croatia to invade Serbia failed.
# the verb left out
Croatia expelled two Serbian diplomats and Hungary three.
  sanction HRV>SRB occurred
  sanction HUN>SRB occurred
# titles
Croatia to expel Serbian diplomats
  sanction HRV>SRB planned
Serbian diplomats expelled from Croatia
  sanction HRV>SRB occurred
Sanctions on Serbia lifted by Croatia
  sanction HRV>SRB occurred
Croatia Expels Two Serbian Diplomats
  sanction HRV>SRB occurred
CROATIA EXPELS TWO SERBIAN DIPLOMATS
  sanction HRV>SRB occurred
Croatian premier to visit Serbia
  visit HRV>SRB planned
# acts in nouns
A visit by the Peruvian president to Ecuador was cancelled.
  visit PER>ECU cancelled
The Dutch premier's planned visit to Vietnam drew protests.
  visit NLD>VNM planned
A meeting between the presidents of Laos and Nepal lasted two hours.
  consultation LAO-NPL occurred
Libya regretted its invasion of Chad.
  assault LBY>TCD ongoing
Despite EU sanctions on Minsk, trade grew.
  sanction EU>BLR ongoing
Trade fell because of Colombian tariffs on Ecuador.
  sanction COL>ECU ongoing
At the invitation of the Thai king, the Lao president arrived in Bangkok.
  visit LAO>THA occurred
  visit THA>LAO occurred
Nepal's recognition of Kosovo angered Serbia.
  support NPL>XKX occurred
The expulsion of two Serbian diplomats by Croatia angered Belgrade.
  sanction HRV>SRB occurred
Croatia's withdrawal of its troops from Serbia was noted in Vienna.
  concession HRV>SRB occurred
"""


def test_clauses(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells
