"""Denials: they make the charge that they answer disputed, and are a row when somebody speaks."""

from __future__ import annotations

from collections.abc import Callable

from demarche.claims import Claim, Participant

CASES = r"""
Latvia accused Belarus of spying on Monday. Minsk denied the charge.
  accusation LVA>BLR occurred disputed
  rejection BLR>LVA occurred
Latvia accused Belarus of spying. Belarus has denied it.
  accusation LVA>BLR occurred disputed
  rejection BLR>LVA occurred
Latvia accused Belarus of spying, which Minsk denied.
  accusation LVA>BLR occurred disputed
  rejection BLR>LVA occurred
Latvia accused Belarus of spying. In Minsk, the foreign ministry denied the accusation.
  accusation LVA>BLR occurred disputed
  rejection BLR>LVA occurred
Zambia accused Malawi of spying. "It is a lie," the Malawian foreign minister said.
  accusation ZMB>MWI occurred disputed
  rejection MWI>ZMB occurred
Zambia accused Malawi of spying. "Nonsense," said the Malawian foreign ministry.
  accusation ZMB>MWI occurred disputed
  rejection MWI>ZMB occurred
Zambia accused Malawi of spying. The Malawian foreign minister said that the charges were baseless.
  accusation ZMB>MWI occurred disputed
  rejection MWI>ZMB occurred
Zambia accused Malawi of spying. Malawi dismissed the accusation as absurd.
  accusation ZMB>MWI occurred disputed
  rejection MWI>ZMB occurred
Zambia accused Malawi of spying. Lilongwe called it a lie.
  accusation ZMB>MWI occurred disputed
  rejection MWI>ZMB occurred
Zambia accused Malawi of spying, a charge Malawi called absurd.
  accusation ZMB>MWI occurred disputed
  rejection MWI>ZMB occurred
Malawi rejected Zambia's allegations.
  accusation ZMB>MWI occurred disputed
  rejection MWI>ZMB occurred
# the deed that is charged is disputed with the charge
Latvia alleged that Belarus had supplied rifles to Syria. Minsk denied this.
  accusation LVA>BLR occurred disputed
  aid BLR>SYR occurred disputed
  rejection BLR>LVA occurred
Latvia said Belarus had sent drones to Syria. Minsk denied it.
  accusation LVA>BLR occurred disputed
  aid BLR>SYR occurred disputed
  rejection BLR>LVA occurred
# in passing: no row of its own
Latvia accused Belarus of spying, despite Minsk's denials.
  accusation LVA>BLR occurred disputed
Latvia accused Belarus of sending drones to Syria, despite Minsk's denials.
  accusation LVA>BLR occurred disputed
  aid BLR>SYR occurred disputed
Latvia accused Belarus of spying, despite denials by Minsk.
  accusation LVA>BLR occurred disputed
# a denial without a charge is no row
Belarus denied sending arms to Sudan.
The Belarusian president denied that he had visited Sudan.
# others' denials, and none
Latvia accused Belarus of spying. Sweden denied having armed Latvia.
  accusation LVA>BLR occurred
Latvia accused Belarus of spying. Belarus did not deny it.
  accusation LVA>BLR occurred
"""


def test_denials(text: str, tells: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(text) == tells


def test_who_denies_is_a_participant(coded: Callable[[str], list[Claim]]) -> None:
    claims = coded(
        "Latvia accused Belarus of spying. Olga Novik, the Belarusian foreign minister, denied it."
    )
    (charge,) = [claim for claim in claims if claim.interaction_type == "accusation"]
    assert Participant("denier", "BLR", "Olga Novik", "foreign minister") in charge.participants


def test_the_evidence_of_a_denial_is_its_own_sentence(coded: Callable[[str], list[Claim]]) -> None:
    text = "Latvia accused Belarus of spying. Minsk denied the charge."
    (denial,) = [claim for claim in coded(text) if claim.interaction_type == "rejection"]
    assert text[denial.evidence_start : denial.evidence_end] == "Minsk denied the charge."
    assert text[denial.trigger_start : denial.trigger_end] == "denied"


def test_a_denial_far_from_the_charge_does_not_reach_it(told: Callable[[str], list[str]]) -> None:
    between = "Rain fell. " * 6
    text = f"Latvia accused Belarus of spying. {between}Minsk denied that prices had risen."
    assert told(text) == ["accusation LVA>BLR occurred"]
