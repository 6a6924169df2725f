"""Deeds that somebody named denies: the accusation and the deed it charges become disputed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from demarche.claims import Participant
from demarche.coding import grammar
from demarche.coding.entities import Ref
from demarche.coding.merge import Draft
from demarche.coding.view import View

_DENYING = frozenset(("deny", "refute", "dispute"))
_NOUNS = frozenset(("denial",))
REACH = 3
"""How many sentences back a denial may reach for the charge that it answers."""


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody denies something: who, in which sentence, with a verb of its own (a row) or in passing (no row)."""

    ref: Ref
    sentence: int
    start: int
    end: int
    trigger: tuple[int, int]
    paragraph: int
    spoken: bool


def find_denials(view: View) -> list[Denial]:
    """The denials that a sentence tells: "X denies …", "X's denials"."""
    found = []
    for verb in view.parse.verbs:
        if verb.lemma in _DENYING and not verb.negated and not verb.passive:
            subject = grammar.subject(verb)
            refs = view.discourse.all(subject) if subject is not None else ()
            found += [_denial(view, ref, verb.head, True) for ref in refs if ref.official]
    for phrase in view.parse.phrases:
        if view.noun(phrase) in _NOUNS:
            refs = view.discourse.owner(phrase)
            if phrase.role == "and" and phrase.owner is not None:
                refs += view.discourse.resolve(phrase.owner)
            found += [_denial(view, ref, phrase.head, False) for ref in refs]
    return found


def _denial(view: View, ref: Ref, head: int, spoken: bool) -> Denial:
    token = view.tokens[head]
    return Denial(
        ref,
        view.discourse.sentence,
        view.sentence.start,
        view.sentence.end,
        (token.start, token.end),
        view.sentence.paragraph,
        spoken,
    )


def apply_denials(drafts: list[Draft], denials: list[Denial]) -> list[Draft]:
    """Mark the accusations that denials answer, and the deeds they charge, as disputed; add the denials' own rows."""
    result = list(drafts)
    for denial in denials:
        charges = [
            d
            for d in drafts
            if d.claim.interaction_type == "accusation"
            and denial.ref.actor_id in (d.claim.target, *_third(d))
            and 0 <= denial.sentence - d.sentence <= REACH
        ]
        charges = [d for d in charges if d.sentence == max(c.sentence for c in charges)]
        direct = [d for d in charges if d.claim.target == denial.ref.actor_id]
        denier = Participant(
            "denier", denial.ref.actor_id, denial.ref.person, denial.ref.office if denial.ref.person else None
        )
        for n, draft in enumerate(result):
            deed = any(_charged(draft, charge) for charge in charges)
            if deed or draft in (direct or charges):
                claim = draft.claim
                parts = tuple(dict.fromkeys((*claim.participants, denier)))
                result[n] = replace(draft, claim=replace(claim, disputed=True, participants=parts))
        for charge in direct[:1] if denial.spoken else ():
            if charge.claim.initiator != denial.ref.actor_id:
                result.append(_row(denial, charge))
    return result


def _third(draft: Draft) -> tuple[str, ...]:
    return tuple(p.actor_id for p in draft.claim.participants if p.role == "third_party") + tuple(
        draft.others
    )


def _charged(draft: Draft, charge: Draft) -> bool:
    """Whether a draft is the deed that a charge in the same sentence names."""
    return (
        draft.sentence == charge.sentence
        and draft.claim.interaction_type != "accusation"
        and draft.claim.initiator == charge.claim.target
        and draft.claim.reported_by == charge.claim.initiator
    )


def _row(denial: Denial, charge: Draft) -> Draft:
    claim = charge.claim
    parts: tuple[Participant, ...] = ()
    if denial.ref.person is not None:
        parts = (Participant("initiator_agent", denial.ref.actor_id, denial.ref.person, denial.ref.office),)
    row = replace(
        claim,
        interaction_type="rejection",
        mode="denial",
        phase=None,
        initiator=denial.ref.actor_id,
        target=claim.initiator,
        status="occurred",
        directed=True,
        disputed=False,
        voice="source",
        reported_by=None,
        object=None,
        date=None,
        date_precision=None,
        date_basis=None,
        reported_on=max(claim.reported_on, claim.reported_on),
        level=denial.ref.level,
        evidence_start=denial.start,
        evidence_end=denial.end,
        trigger_start=denial.trigger[0],
        trigger_end=denial.trigger[1],
        rule="denial",
        participants=parts,
    )
    return Draft(row, denial.sentence, denial.paragraph, frozenset(), "denial")
