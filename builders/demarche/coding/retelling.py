"""Sentences that add to what an earlier one told: further dates, a charge told again."""

from __future__ import annotations

from dataclasses import replace

from demarche.claims import Claim
from demarche.coding import qualify
from demarche.coding.attribution import Hearing
from demarche.coding.dates import Resolved
from demarche.coding.drafting import ITERATED
from demarche.coding.found import Found
from demarche.coding.lists import word_list
from demarche.coding.merge import Draft
from demarche.coding.record import Record
from demarche.coding.view import View

REACH = 100
"""How many drafts back a retelling may point."""
_ONE = word_list("one_of_several")


def further_dates(record: Record, view: View) -> None:
    """ "One in 2019 and another in 2023": the dates of an act that the sentence before told of."""
    if not view.tokens or not record.drafts or view.tokens[0].low not in _ONE:
        return
    last = record.drafts[-1]
    if last.sentence != view.discourse.sentence - 1 or last.claim.interaction_type not in ITERATED:
        return
    if last.claim.date is not None:
        return
    found = [record.calendar.resolve(e, "past") for e in record.calendar.here.expressions]
    dates = [when for when in found if when is not None]
    if dates:
        record.drafts.pop()
    for when in dates:
        claim = replace(dated(last.claim, when), evidence_end=view.sentence.end)
        record.drafts.append(replace(last, claim=claim))


def charged_again(record: Record, view: View, found: Found, hearing: Hearing) -> None:
    """A deed told again by who charged it before is the charge told again: it may date it.

    "Latvia accused Belarus of jamming its radar. On Monday Riga said that Belarus had jammed it."
    """
    if not hearing.speakers or not hearing.verbs or found.mutual:
        return
    speaker = hearing.speakers[0]
    when = record.calendar.of_verb(view, hearing.verbs[0]) or record.occasion(view, speaker)
    if when is None:
        return
    recent = record.drafts[-REACH:]
    for draft in recent:
        charge = draft.claim
        if charge.interaction_type != "accusation" or charge.initiator != speaker.actor_id:
            continue
        accused = next((ref for ref in found.initiators if ref.actor_id == charge.target), None)
        if accused is None or draft.sentence == view.discourse.sentence:
            continue
        deeds = (d.claim for d in recent if d.sentence == draft.sentence)
        if not any(_deed(d) == (found.interaction_type, accused.actor_id) for d in deeds):
            continue
        claim = replace(
            dated(charge, when),
            reported_on=when.date if when.precision == "day" else charge.reported_on,
            trigger_start=view.tokens[found.first].start,
            trigger_end=view.tokens[found.first].end,
            evidence_start=view.sentence.start,
            evidence_end=view.sentence.end,
            participants=qualify.participants(speaker, accused, (), False),
        )
        record.drafts.append(
            Draft(
                claim,
                view.discourse.sentence,
                view.sentence.paragraph,
                draft.words,
                draft.rule,
                tellings=draft.tellings,
            )
        )
        return


def _deed(claim: Claim) -> tuple[str, str]:
    return claim.interaction_type, claim.initiator


def dated(claim: Claim, when: Resolved | None) -> Claim:
    """A claim with another date, or without one."""
    if when is None:
        return replace(claim, date=None, date_precision=None, date_basis=None)
    return replace(claim, date=when.date, date_precision=when.precision, date_basis=when.basis)
