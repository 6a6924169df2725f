"""What journalists leave out or turn round: verbs told before, inserts, clefts, places before the subject."""

from __future__ import annotations

from collections.abc import Callable

CASES = r"""
# the verb of the clause before
Peru expelled two Chilean diplomats; Bolivia, three.
  sanction PER>CHL occurred
  sanction BOL>CHL occurred
Peru expelled two Chilean diplomats; Bolivia, three; Ecuador, one.
  sanction PER>CHL occurred
  sanction BOL>CHL occurred
  sanction ECU>CHL occurred
Peru banned Chilean wine; Bolivia, Chilean fish.
  sanction PER>CHL occurred
  sanction BOL>CHL occurred
Peru banned Chilean wine in May, and Bolivia in June.
  sanction PER>CHL occurred
  sanction BOL>CHL occurred
Peru signed a pact with Chile; Bolivia, which had been asked, did not.
  agreement CHL-PER occurred
The Peruvian premier visited Chile in May, and Bolivia in June.
  visit PER>CHL occurred
  visit PER>BOL occurred
Peru recalled its ambassador to Chile, and Bolivia and Ecuador theirs.
  sanction PER>CHL occurred
  sanction BOL>CHL occurred
  sanction ECU>CHL occurred
# the same by another, and in return
Peru recalled its ambassador to Chile. Bolivia's followed a day later.
  sanction PER>CHL occurred
  sanction BOL>CHL occurred
Peru recalled its ambassador to Chile. Others did the same: Bolivia on Monday, Ecuador on Tuesday.
  sanction PER>CHL occurred
  sanction BOL>CHL occurred
  sanction ECU>CHL occurred
Peru threw out two Chilean diplomats. Chile responded in kind.
  sanction PER>CHL occurred
  sanction CHL>PER occurred
Peru threw out two Chilean diplomats. Chile reciprocated a day later.
  sanction PER>CHL occurred
  sanction CHL>PER occurred
Peru threw out two Chilean diplomats. Chile retaliated by expelling as many.
  sanction PER>CHL occurred
  sanction CHL>PER occurred
Peru threw out two Chilean diplomats. Chile may respond in kind.
  sanction PER>CHL occurred
# inserts
A year ago Peru, tired of waiting, severed relations with Chile.
  sanction PER>CHL occurred
Peru, determined to act, recalled its envoy to Chile.
  sanction PER>CHL occurred
Chile and Peru had quarrelled, but in May they signed, in Quito, a pact.
  agreement CHL-PER occurred
The raid by Chile has been condemned by, among others, Peru and Bolivia.
  accusation PER>CHL occurred
  accusation BOL>CHL occurred
# turned round
It was Peru that first expelled Chilean diplomats.
  sanction PER>CHL occurred
The expulsion by Peru of two Chilean diplomats came late.
  sanction PER>CHL occurred
With Eritrea Sudan has signed a pact.
  agreement ERI-SDN occurred
In New York Chilean diplomats accused Peru of spying.
  accusation CHL>PER occurred
In Lima President Ana Ruiz of Chile accused Bolivia of spying.
  accusation CHL>BOL occurred
# who judges stands behind a passive or another noun
The raid by Chile was condemned in Lima and La Paz.
  accusation PER>CHL occurred
  accusation BOL>CHL occurred
Condemnation of Chile's raid came from Peru.
  accusation PER>CHL occurred
# what a relative clause is about
The sanctions on Chile that Peru imposed in May are still in place.
  sanction PER>CHL occurred
# the first to do it has done it
Ana Ruiz, the first Chilean premier to set foot in Lima since 1978, smiled.
  visit CHL>PER occurred
Ana Ruiz will be the first Chilean premier to visit Peru.
  visit CHL>PER planned
Ana Ruiz, who is Peru's foreign minister, leaves for Santiago today.
  visit PER>CHL planned
# two clauses, not one list
Ana Ruiz of Chile met Juan Paz of Peru in a hotel and the two agreed to open a railway.
  consultation CHL-PER occurred
  agreement CHL-PER occurred
Peru bars Chilean officers from its soil and calls off a visit to Chile.
  sanction PER>CHL occurred
  visit PER>CHL cancelled
# two objects
Peru has promised the Chileans six thousand tons of wheat.
  aid PER>CHL planned
# the time of an entry
10.40 The African Union has condemned Mali.
  accusation AU>MLI occurred
# "it" is nobody whom its clause names
Sudan and Ethiopia are at odds. In May it closed the Sudanese consulate in Gambela.
  sanction ETH>SDN occurred
Seven months after it cut off the gas to Mali, Niger is silent.
  sanction NER>MLI occurred
# whose sentence it was before, not who stands behind a preposition
The Kuwaitis are angry. In a letter to the United Nations, their ambassador accused Iran of piracy.
  accusation KWT>IRN occurred
# a participle between subject and verb
Ana Ruiz of Chile, passing through Lima, promised Peru a loan.
  visit CHL>PER occurred
  aid CHL>PER planned
The Chilean premier, in Lima for talks, accused Bolivia of spying.
  visit CHL>PER occurred
  accusation CHL>BOL occurred
# a state before a full name
Chile's Ana Ruiz, who was in Lima last week, accused Bolivia of spying.
  visit CHL>PER occurred
  accusation CHL>BOL occurred
# a relative clause is about the person
The Chilean premier was received in Lima by his Peruvian colleague, who accused Bolivia of spying.
  visit CHL>PER occurred
  accusation PER>BOL occurred
# whom an act means that names nobody, and whose police act
Norway and Mali have quarrelled. Mali recalled its ambassador. Norway called it an outrage.
  sanction MLI>NOR occurred
  accusation NOR>MLI occurred
Norway and Mali have quarrelled. Norway's premier cancelled a stop at a day's notice.
  visit NOR>MLI cancelled
Norway and Mali have quarrelled. Police broke into the Norwegian embassy in Bamako.
  assault MLI>NOR occurred
Norway and Mali have quarrelled. Rebels broke into the Norwegian embassy in Bamako.
Mali quarrelled with Norway. President Ali Traore of Mali visited Bamako.
# an object that no list knows
Norway grounded Mali's gliders.
  sanction NOR>MLI occurred
# in the country of somebody else in office
In Bamako the Norwegian premier thanked the Malian president.
  support NOR>MLI occurred
  visit NOR>MLI occurred
In Bamako the Norwegian premier thanked the Chadian president.
  support NOR>TCD occurred
# who is on stage for other things is not guessed
Chile and Peru signed a pact. Bolivia recalled its ambassador.
  agreement CHL-PER occurred
Peru let two Chilean pilots use its airfield.
# nor is a minister of the state that he accuses
Peru and Chile are at odds. The Peruvians were angry. Juan Paz, the interior minister, accused Lima of spying.
  accusation CHL>PER occurred
# "its" is theirs who are asked
The African Union has appealed to Mali to end its raids on Niger.
  request AU>MLI occurred
  assault MLI>NER occurred
"""


def test_ellipsis(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells
