"""Sentences that add to what an earlier one told: a like measure, further dates, a charge told again."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from demarche.claims import Claim
from demarche.coding import qualify
from demarche.coding.attribution import Hearing
from demarche.coding.chunks import Phrase, Verb
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
_LIKEWISE = word_list("likewise")
_IMITATED = frozenset(("support", "rejection", "request", "protest", "aid", "mobilization", "concession"))
_DOING_SO = frozenset(("follow", "do", "have", "be"))
_SO = frozenset(("so", "as"))


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
        claim = replace(_dated(last.claim, when), evidence_end=view.sentence.end)
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
            _dated(charge, when),
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


def followed(record: Record, view: View) -> None:
    """ "Spain followed", "so did Spain", "Spain did the same": the measure told last, by another."""
    recent = islice(reversed(record.drafts), REACH)
    told = (d for d in recent if _imitable(d, view.discourse.sentence))
    last = next(told, None)
    if last is None or view.discourse.sentence - last.sentence > 2:
        return
    for verb in view.parse.verbs:
        who = _follower(view, verb)
        if who is None:
            continue
        when = record.calendar.of_verb(view, verb)
        trigger = view.tokens[verb.head]
        for ref in view.discourse.all(who):
            if not ref.official or ref.actor_id in (last.claim.initiator, last.claim.target):
                continue
            claim = replace(
                _dated(last.claim, when),
                initiator=ref.actor_id,
                evidence_start=view.sentence.start,
                evidence_end=view.sentence.end,
                trigger_start=trigger.start,
                trigger_end=trigger.end,
                rule="followed",
                level=None,
                voice="source",
                reported_by=None,
                participants=(),
            )
            again = replace(
                last, claim=claim, sentence=view.discourse.sentence, paragraph=view.sentence.paragraph
            )
            record.drafts.append(again)


def _imitable(draft: Draft, sentence: int) -> bool:
    """Whether others can be told to have done the same: a measure, a charge, lately support too."""
    kind = draft.claim.interaction_type
    return kind in ("sanction", "accusation") or (kind in _IMITATED and sentence - draft.sentence <= 1)


def _follower(view: View, verb: Verb) -> Phrase | None:
    """Who does the same, where a verb tells that."""
    if verb.lemma not in _DOING_SO or not verb.finite or verb.negated or verb.passive:
        return None
    who = verb.subject
    inverted = verb.first > 0 and view.tokens[verb.first - 1].low in _SO
    if verb.lemma != "follow" and (who is None or inverted):
        who = next(iter(verb.objects), None)  # so did X, as has Y
    if verb.lemma in ("have", "be") and not (inverted and len(verb.objects) == 1):
        return None
    words = {view.noun(p) for p in verb.objects}
    words.update(token.low for token in view.tokens[max(0, verb.first - 6) : verb.last + 3])
    alone = verb.lemma == "follow" and not verb.objects
    return who if alone or words & _LIKEWISE else None


def _dated(claim: Claim, when: Resolved | None) -> Claim:
    """A claim with another date, or without one."""
    if when is None:
        return replace(claim, date=None, date_precision=None, date_basis=None)
    return replace(claim, date=when.date, date_precision=when.precision, date_basis=when.basis)
