"""Agreements: signing, reaching, renewing, leaving, offering; the state of relations."""

from __future__ import annotations

from collections.abc import Callable

CASES = r"""
Kenya and Oman signed a fishing agreement on Monday.
  agreement KEN-OMN occurred
Kenya signed a fishing agreement with Oman.
  agreement KEN-OMN occurred
Kenya has signed with Oman an agreement on fishing.
  agreement KEN-OMN occurred
The foreign ministers of Kenya and Oman signed an accord in Nairobi.
  agreement KEN-OMN occurred
A fishing agreement between Kenya and Oman was signed on Monday.
  agreement KEN-OMN occurred
An agreement was signed on Monday between Kenya and Oman.
  agreement KEN-OMN occurred
A treaty was signed by Kenya and Oman in 1999.
  agreement KEN-OMN occurred
Under a treaty signed in 1999, Kenya and Oman share the waters.
  agreement KEN-OMN occurred
The treaty that Kenya and Oman signed in 1999 covers fishing.
  agreement KEN-OMN occurred
Under its 1999 treaty with Oman, Kenya may fish there.
  agreement KEN-OMN occurred
The Kenyan-Omani treaty of 1999 covers fishing.
  agreement KEN-OMN occurred
Kenya and Oman inked a pact on fishing.
  agreement KEN-OMN occurred
Kenya and Oman put pen to paper on a fishing deal.
  agreement KEN-OMN occurred
Kenya and Oman put their signatures to a fishing treaty.
  agreement KEN-OMN occurred
The two presidents, of Kenya and Oman, signed a joint declaration.
  agreement KEN-OMN occurred
The Kenyan president signed a joint communique with the sultan of Oman.
  agreement KEN-OMN occurred
The signing of a treaty between Kenya and Oman took place on Monday.
  agreement KEN-OMN occurred
Kenya and Oman exchanged instruments of ratification on Monday.
  agreement KEN-OMN occurred
Kenya and Oman exchanged letters on fishing.
  agreement KEN-OMN occurred
Kenya signed up to a fishing pact with Oman.
  agreement KEN-OMN occurred
Kenya and Oman struck a deal on Monday.
  agreement KEN-OMN occurred
Kenya and Oman have clinched a fishing deal.
  agreement KEN-OMN occurred
Kenya and Oman hammered out an agreement on fishing.
  agreement KEN-OMN occurred
Kenya and Oman worked out a compromise.
  agreement KEN-OMN occurred
Kenya and Oman came to an agreement on Monday.
  agreement KEN-OMN occurred
Kenya and Oman came to terms on Monday.
  agreement KEN-OMN occurred
Kenya and Oman have agreed terms for a truce.
  agreement KEN-OMN occurred
Kenya and Oman settled their dispute on Monday.
  agreement KEN-OMN occurred
Kenya settled its border dispute with Oman in 1999.
  agreement KEN-OMN occurred
Kenya and Oman patched up their quarrel.
  agreement KEN-OMN occurred
Kenya and Oman made peace in 1999.
  agreement KEN-OMN occurred
Kenya made peace with Oman in 1999.
  agreement KEN-OMN occurred
Kenya and Oman agreed on Monday on the line of their border.
  agreement KEN-OMN occurred
Kenya and Oman agreed that fishing would resume.
  agreement KEN-OMN occurred
Kenya agreed with Oman on a price for the gas.
  agreement KEN-OMN occurred
Kenya and Oman have agreed a ceasefire.
  agreement KEN-OMN occurred
A deal has been agreed between Kenya and Oman.
  agreement KEN-OMN occurred
Agreement was reached on Monday between Kenya and Oman.
  agreement KEN-OMN occurred
A ceasefire between Kenya and Oman was brokered by Egypt.
  agreement KEN-OMN occurred
  consultation EGY>KEN occurred
  consultation EGY>OMN occurred
Kenya reached agreement with Oman on fishing.
  agreement KEN-OMN occurred
Kenya reached an understanding with Oman.
  agreement KEN-OMN occurred
Kenya concluded a treaty with Oman in 1999.
  agreement KEN-OMN occurred
Kenya entered into a treaty with Oman in 1999.
  agreement KEN-OMN occurred
Kenya and Oman forged an alliance.
  agreement KEN-OMN occurred
Kenya formed an alliance with Oman.
  agreement KEN-OMN occurred
Kenya allied itself with Oman.
  agreement KEN-OMN occurred
Kenya and Oman finalised a contract for gas.
  agreement KEN-OMN occurred
Kenya and Oman sealed a defence pact.
  agreement KEN-OMN occurred
Kenya and Oman announced an agreement on Monday.
  agreement KEN-OMN occurred
Kenya announced an agreement with Oman on Monday.
  agreement KEN-OMN occurred
Kenya and Oman adopted a joint declaration.
  agreement KEN-OMN occurred
Kenya and Oman issued a joint communique.
  agreement KEN-OMN occurred
Kenya and Oman shook hands on a deal.
  agreement KEN-OMN occurred
Kenya and Oman are to build a railway.
  agreement KEN-OMN planned
Kenya and Oman will set up a joint commission.
  agreement KEN-OMN planned
Kenya and Oman are to open embassies.
  agreement KEN-OMN planned
Kenya and Oman plan to sign a treaty in July.
  agreement KEN-OMN planned
Kenya and Oman are expected to sign a treaty in July.
  agreement KEN-OMN planned
Kenya and Oman are close to a deal.
A treaty between Kenya and Oman is to be signed in July.
  agreement KEN-OMN planned
Kenya and Oman pledged to work together.
  agreement KEN-OMN occurred
Kenya and Oman vowed to deepen their ties.
  agreement KEN-OMN occurred
Kenya and Oman committed themselves to free trade.
  agreement KEN-OMN occurred
Kenya and Oman decided to open embassies.
  agreement KEN-OMN occurred
Kenya will sign a treaty with Oman next week.
  agreement KEN-OMN planned
Kenya and Oman are negotiating a treaty.
  agreement KEN-OMN planned
Kenya and Oman established diplomatic relations in 1964.
  agreement KEN-OMN occurred
Kenya established diplomatic relations with Oman in 1964.
  agreement KEN-OMN occurred
Kenya and Oman restored diplomatic ties on Monday.
  agreement KEN-OMN occurred
Kenya and Oman resumed diplomatic relations on Monday.
  agreement KEN-OMN occurred
Kenya and Oman normalised relations in 1999.
  agreement KEN-OMN occurred
Kenya and Oman agreed to restore relations.
  agreement KEN-OMN occurred
Kenya and Oman agreed to exchange ambassadors.
  agreement KEN-OMN occurred
Kenya and Oman exchanged ambassadors in 1999.
  agreement KEN-OMN occurred
Diplomatic relations between Kenya and Oman were restored in 1999.
  agreement KEN-OMN occurred
Kenya and Oman opened embassies in each other's capitals.
  agreement KEN-OMN occurred
Kenya reopened its embassy in Oman on Monday.
  sanction KEN>OMN occurred
Kenya resumed relations with Oman in 1999.
  sanction KEN>OMN occurred
Kenya and Oman ratified the treaty in 2001.
  agreement KEN-OMN occurred
Kenya's parliament ratified the treaty with Oman.
  agreement KEN-OMN occurred
Kenya ratified its treaty with Oman on Monday.
  agreement KEN-OMN occurred
The treaty between Kenya and Oman came into force in 2001.
  agreement KEN-OMN occurred
The treaty between Kenya and Oman took effect on Monday.
  agreement KEN-OMN occurred
A free trade agreement between Kenya and Oman entered into force on 1 June.
  agreement KEN-OMN occurred
Kenya and Oman extended their fishing accord for five years.
  agreement KEN-OMN occurred
Kenya and Oman renewed their fishing accord.
  agreement KEN-OMN occurred
Kenya and Oman prolonged the treaty by a decade.
  agreement KEN-OMN occurred
Kenya and Oman revived a defence pact.
  agreement KEN-OMN occurred
Kenya and Oman upgraded their ties to a strategic partnership.
  agreement KEN-OMN occurred
Kenya joined the African Union in 1999.
  agreement AU-KEN occurred
Kenya acceded to the European Union in 1999.
  agreement EU-KEN occurred
Kenya tore up its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya has torn up a fishing accord with Oman.
  agreement KEN>OMN cancelled
Kenya pulled out of a treaty with Oman.
  agreement KEN>OMN cancelled
Kenya withdrew from its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya walked out of its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya abrogated its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya renounced its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya scrapped its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya revoked its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya suspended its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya froze its participation in the treaty with Oman.
  agreement KEN>OMN cancelled
Kenya cancelled a contract with Oman.
  agreement KEN>OMN cancelled
Kenya will quit its treaty with Oman next year.
  agreement KEN>OMN cancelled
Kenya gave notice that it would leave its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya broke off its treaty with Oman.
  agreement KEN>OMN cancelled
Kenya backed out of a deal with Oman.
  agreement KEN>OMN cancelled
Kenya left the African Union in 1999.
  agreement KEN>AU cancelled
Kenya is to leave the European Union.
  agreement KEN>EU cancelled
Kenya offered Oman a fishing treaty.
  agreement KEN>OMN proposed
Kenya offered to sign a treaty with Oman.
  agreement KEN-OMN planned
Kenya proposed a fishing pact to Oman.
  agreement KEN>OMN proposed
Kenya proposed a pact with Oman.
  agreement KEN>OMN proposed
Kenya has offered a truce to Oman.
  agreement KEN>OMN proposed
Kenya made an offer to Oman on Monday.
  agreement KEN>OMN proposed
Kenya's offer of a truce to Oman stands.
  agreement KEN>OMN proposed
Kenya presented a peace plan to Oman.
  agreement KEN>OMN proposed
Kenya submitted a draft treaty to Oman.
  agreement KEN>OMN proposed
Kenya will buy 20 jets from Oman.
  agreement KEN-OMN planned
Kenya bought 20 jets from Oman in 1999.
  agreement KEN-OMN occurred
Kenya ordered 20 jets from Oman.
  agreement KEN-OMN occurred
Kenya awarded Oman a contract for a dam.
  agreement KEN-OMN occurred
Kenya won a contract from Oman for a dam.
  agreement KEN-OMN occurred
A contract for the sale of jets to Oman was signed by Kenya in May.
  agreement KEN-OMN occurred
Kenya and Oman set up a joint venture.
  agreement KEN-OMN occurred
Kenya refused to sign the treaty with Oman.
  agreement KEN-OMN refused
Kenya and Oman failed to reach agreement.
Kenya and Oman could not agree on a border.
Kenya and Oman signed nothing.
Talks between Kenya and Oman ended without agreement.
  consultation KEN-OMN occurred
Kenya and Oman met on Monday. The two signed a treaty.
  agreement KEN-OMN occurred
  consultation KEN-OMN occurred
Kenya's president met the sultan of Oman. An accord was signed.
  agreement KEN-OMN occurred
  consultation KEN-OMN occurred
Kenya and Oman ended years of enmity on Monday. The agreement provides for open borders.
The two sides, Kenya and Oman, signed a treaty.
  agreement KEN-OMN occurred
The Kenyan premier flew to Oman and signed three accords there.
  agreement KEN-OMN occurred
  visit KEN>OMN occurred
The Kenyan premier flew to Oman to sign a gas deal.
  agreement KEN-OMN occurred
  visit KEN>OMN occurred
At a ceremony in Muscat, Kenya and Oman signed a treaty.
  agreement KEN-OMN occurred
A gas deal with Oman was signed by Kenya's energy minister in Muscat.
  agreement KEN-OMN occurred
In a joint statement, Kenya and Oman pledged to expand trade.
  agreement KEN-OMN occurred
Signing a treaty with Oman, Kenya promised to open its ports.
  agreement KEN-OMN occurred
After signing a treaty with Oman, Kenya opened its ports.
  agreement KEN-OMN occurred
The three countries, Kenya, Oman and Chad, signed a pact.
  agreement KEN-OMN occurred
  agreement KEN-TCD occurred
  agreement OMN-TCD occurred
"""


def test_agreements(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells
