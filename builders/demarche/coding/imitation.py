"""Acts told by another's: "Spain followed", "so did Spain", "Chile replied in kind"."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.lists import word_list
from demarche.coding.merge import Draft
from demarche.coding.record import Record
from demarche.coding.retelling import REACH, dated
from demarche.coding.view import View

_LIKEWISE = word_list("likewise")
_IMITATED = frozenset(("support", "rejection", "request", "protest", "aid", "mobilization", "concession"))
_DOING_SO = frozenset(("follow", "do", "have", "be"))
_SO = frozenset(("so", "as"))
_MIRRORING = frozenset(("reciprocate", "retaliate", "respond", "reply", "answer", "react"))
_ALONE = frozenset(("reciprocate", "retaliate"))
_NEAR = 2
"""How many sentences back the act may stand that is done again."""


def followed(record: Record, view: View) -> None:
    """ "Spain followed", "so did Spain", "Spain did the same": the measure told last, by another."""
    recent = islice(reversed(record.drafts), REACH)
    told = (d for d in recent if _imitable(d, view.discourse.sentence))
    last = next(told, None)
    if last is None or view.discourse.sentence - last.sentence > _NEAR:
        return
    for verb in view.parse.verbs:
        who = _follower(view, verb)
        if who is not None:
            _done_by(record, view, verb, _all_who(view, who), last)


def mirrored(record: Record, view: View) -> None:
    """ "Chile replied in kind", "retaliated by expelling as many": the measure told last, turned round."""
    here = view.discourse.sentence
    recent = [d for d in islice(reversed(record.drafts), REACH) if here - d.sentence <= _NEAR]
    for verb in view.parse.verbs:
        if not _mirrors(view, verb) or verb.subject is None:
            continue
        for ref in view.discourse.all(verb.subject):
            hit = (
                d for d in recent if d.claim.interaction_type == "sanction" and d.claim.target == ref.actor_id
            )
            last = next(hit, None)
            own = any(d.sentence == here and d.claim.initiator == ref.actor_id for d in recent)
            if last is not None and not own and last.claim.status == "occurred" and ref.official:
                _add(record, view, verb, last, (ref.actor_id, last.claim.initiator))


def _done_by(record: Record, view: View, verb: Verb, refs: tuple[Ref, ...], last: Draft) -> None:
    """The last act again, by others than its two sides."""
    for ref in refs:
        if ref.official and ref.actor_id not in (last.claim.initiator, last.claim.target):
            _add(record, view, verb, last, (ref.actor_id, last.claim.target))


def _add(record: Record, view: View, verb: Verb, last: Draft, sides: tuple[str, str]) -> None:
    """Draft an act like the last one between other sides."""
    trigger = view.tokens[verb.head]
    claim = replace(
        dated(last.claim, record.calendar.of_verb(view, verb) or record.calendar.entry),
        initiator=sides[0],
        target=sides[1],
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
    again = replace(last, claim=claim, sentence=view.discourse.sentence, paragraph=view.sentence.paragraph)
    record.drafts.append(again)


def _imitable(draft: Draft, sentence: int) -> bool:
    """Whether others can be told to have done the same: a measure, a charge, lately support too."""
    kind = draft.claim.interaction_type
    return kind in ("sanction", "accusation") or (kind in _IMITATED and sentence - draft.sentence <= 1)


def _follower(view: View, verb: Verb) -> Phrase | None:
    """Who does the same, where a verb tells that."""
    if verb.lemma not in _DOING_SO or not verb.finite or verb.negated or verb.passive or verb.modal:
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


def _all_who(view: View, who: Phrase) -> tuple[Ref, ...]:
    """Whom a phrase means; of "others" those whom a list behind a colon names: "others did: Spain …"."""
    if who.noun != "other":
        return view.discourse.all(who)
    colon = next((k for k, token in enumerate(view.tokens) if token.text == ":" and k > who.last), None)
    if colon is None:
        return ()
    named = (p for p in view.parse.phrases if p.first > colon and any(m.last == p.head for m in p.mentions))
    return tuple(ref for p in named for ref in view.discourse.resolve(p) if ref.kind == "state")


def _mirrors(view: View, verb: Verb) -> bool:
    """Whether a verb tells that somebody did to another what was done to it."""
    if verb.lemma not in _MIRRORING or not verb.finite or verb.negated or verb.modal or verb.passive:
        return False
    if verb.lemma in _ALONE and not verb.objects and not any(view.children(verb)):
        return True
    lows = [token.low for token in view.tokens[verb.last + 1 : verb.last + 8]]
    pairs = set(pairwise(lows))
    return bool(pairs & {("in", "kind"), ("as", "many")})
