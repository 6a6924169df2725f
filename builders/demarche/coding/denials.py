"""Deeds that somebody named denies: the accusation and the deed it charges become disputed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from demarche.claims import Claim, Participant
from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.found import Found
from demarche.coding.frames import noun_classes
from demarche.coding.lists import word_list
from demarche.coding.merge import Draft
from demarche.coding.pointing import speakers
from demarche.coding.view import View
from demarche.coding.words import speech_kinds

_DENYING = word_list("denying_verb")
_DISMISSING = word_list("dismissing_verb")
_CALLING = word_list("calling_verb")
_CHARGED = word_list("charged_noun")
_FABRICATING = word_list("fabricating_verb")
_NOUNS = word_list("denial_noun")
_POINTERS = frozenset(("it", "this", "that", "these", "those", "they", "which"))
_OPENING_QUOTES = frozenset(("“", '"'))
_FRAGMENT = 8
"""How many words a quoted answer may have that is no clause."""
REACH = 3
"""How many sentences back a denial may reach for the charge that it answers."""


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody denies something, with a verb (`spoken`: a row) or in passing ("despite its denials": no row).

    `start` and `end` are the sentence's, `trigger` the word's, in characters of the text.
    """

    ref: Ref
    sentence: int
    start: int
    end: int
    trigger: tuple[int, int]
    paragraph: int
    spoken: bool


def find_denials(view: View) -> list[Denial]:
    """The denials that a sentence tells: "X denies …", "X called the charge baseless", "X's denials"."""
    found = []
    for verb in view.parse.verbs:
        found += [_denial(view, ref, verb.head, True) for ref in _deniers(view, verb) if ref.official]
    for phrase in view.parse.phrases:
        if view.noun(phrase) in _NOUNS:
            by = phrase.pp("by", "from")
            refs = view.discourse.owner(phrase) or (view.discourse.all(by) if by is not None else ())
            if phrase.role == "and" and phrase.owner is not None:
                refs += view.discourse.resolve(phrase.owner)
            found += [_denial(view, ref, phrase.head, False) for ref in refs]
    return found


def _deniers(view: View, verb: Verb) -> tuple[Ref, ...]:
    """Who denies something with a verb: "denies it", "called it a lie", "said that it was untrue"."""
    if verb.negated:
        return ()
    if verb.lemma == "be":
        untrue = verb.subject is not None and _charge(view, verb.subject) and _untrue(view, verb)
        return speakers(view, verb) if untrue else ()
    if verb.lemma in _FABRICATING:
        faked = any(view.noun(np) in _CHARGED for np in grammar.objects(verb))
        return speakers(view, verb) if faked else ()
    if verb.lemma in _DENYING:
        denies = not verb.passive
    else:
        objects = grammar.objects(verb) if verb.lemma in _DISMISSING | _CALLING else []
        denies = any(
            (view.noun(np) in _CHARGED and verb.lemma in _DISMISSING)
            or (_charge(view, np) and _untrue(view, verb))
            for np in objects
        )
        denies = denies or (verb.lemma in speech_kinds() and _fragment(view, verb))
    subject = grammar.subject(verb) if denies else None
    return view.discourse.all(subject) if subject is not None else ()


def _charge(view: View, phrase: Phrase) -> bool:
    """Whether a phrase is, or points back at, what somebody is charged with."""
    return phrase.pronoun in _POINTERS or view.noun(phrase) in _CHARGED


def _untrue(view: View, verb: Verb) -> bool:
    """Whether a verb says of something that it is untrue: "was a lie", "called it baseless", "as absurd"."""
    words = noun_classes()["baseless"]
    if verb.predicate in words:
        return True
    said = [*grammar.objects(verb)[-1:], *(np for prep, np in verb.pps if prep == "as")]
    return any(view.tokens[np.head].low in words or view.noun(np) in words for np in said if not np.pronoun)


def _fragment(view: View, verb: Verb) -> bool:
    """Whether all that is quoted before a verb of saying is a word like "Baseless" or "A lie"."""
    if not view.tokens or view.tokens[0].text not in _OPENING_QUOTES:
        return False
    quoted = [token for token in view.tokens[: verb.first] if token.quoted]
    if len(quoted) > _FRAGMENT or any(token.tag in ("V", "BE") for token in quoted):
        return False
    words = noun_classes()["baseless"]
    return any(token.low in words for token in quoted)


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


def answers(view: View, found: Found, denials: list[Denial]) -> bool:
    """Whether a verdict is on the charge that was made before, so that it is no charge but its denial."""
    if found.verb is None or found.interaction_type not in ("accusation", "wrong"):
        return False
    head = view.tokens[found.verb.head]
    trigger = (head.start, head.end)
    return any(
        denial.trigger == trigger and view.discourse.charged(denial.ref.actor_id, REACH) for denial in denials
    )


def apply_denials(drafts: list[Draft], denials: list[Denial]) -> list[Draft]:
    """Mark what denials answer, charges and the deeds charged, as disputed; add the denials' own rows."""
    result = list(drafts)
    places: dict[int, list[int]] = {}  # sentence → where its drafts stand
    for n, draft in enumerate(drafts):
        places.setdefault(draft.sentence, []).append(n)
    for denial in denials:
        near = (n for back in range(REACH, -1, -1) for n in places.get(denial.sentence - back, ()))
        charges = _answered([drafts[n] for n in near], denial)
        direct = [charge for charge in charges if charge.claim.target == denial.ref.actor_id]
        for n in places[charges[0].sentence] if charges else ():
            draft = result[n]
            if draft in (direct or charges) or any(_charged(draft, charge) for charge in charges):
                result[n] = replace(draft, claim=_disputed(draft.claim, denial.ref))
        if denial.spoken and direct and direct[0].claim.initiator != denial.ref.actor_id:
            result.append(_row(denial, direct[0]))
    return result


def _answered(near: list[Draft], denial: Denial) -> list[Draft]:
    """The accusations in reach that a denial answers: of the last sentence that charges who denies."""
    charges = [
        draft
        for draft in near
        if draft.claim.interaction_type == "accusation"
        and denial.ref.actor_id in (draft.claim.target, *_named(draft))
    ]
    last = max((charge.sentence for charge in charges), default=-1)
    return [charge for charge in charges if charge.sentence == last]


def _named(draft: Draft) -> tuple[str, ...]:
    """The actors that a draft's sentence names beside its two sides."""
    parties = draft.claim.participants
    return (*(p.actor_id for p in parties if p.role == "third_party"), *draft.others)


def _disputed(claim: Claim, ref: Ref) -> Claim:
    denier = Participant("denier", ref.actor_id, ref.person, ref.office if ref.person else None)
    participants = tuple(dict.fromkeys((*claim.participants, denier)))
    return replace(claim, disputed=True, participants=participants)


def _charged(draft: Draft, charge: Draft) -> bool:
    """Whether a draft is the deed that a charge in the same sentence names."""
    return (
        draft.sentence == charge.sentence
        and draft.claim.interaction_type not in ("accusation", "rejection")
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
        level=denial.ref.level,
        evidence_start=denial.start,
        evidence_end=denial.end,
        trigger_start=denial.trigger[0],
        trigger_end=denial.trigger[1],
        rule="denial",
        participants=parts,
    )
    return Draft(row, denial.sentence, denial.paragraph, frozenset(), "denial")
