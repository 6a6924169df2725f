"""From what was found to claims: dates, voice, day of report, phase and status as the contract allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from demarche.claims import Claim
from demarche.coding import qualify
from demarche.coding.attribution import Hearing
from demarche.coding.dates import Resolved
from demarche.coding.entities import Ref
from demarche.coding.filling import CAN_LAST
from demarche.coding.found import Found
from demarche.coding.grammar import tense
from demarche.coding.lists import word_list
from demarche.coding.merge import Draft
from demarche.coding.occasions import ASIDE
from demarche.coding.record import Record
from demarche.coding.telling import Telling, resolution
from demarche.coding.view import View
from demarche.contract.ontology import load_ontology

ITERATED = frozenset(("visit", "consultation", "assault", "mobilization", "cooperation"))
"""Types of acts that one sentence may tell of several dates."""
_SPEECH_ACTS = frozenset(("accusation", "request", "rejection", "threat", "support"))
_PERFORMATIVE = word_list("performative_verb")
_AGAIN = word_list("again")
_POINTING = ("the", "this", "that", "its", "their")


def dates_of(record: Record, view: View, found: Found) -> list[Resolved | None]:
    """The date of what was found; several for an act told of several ("in 2015 and again in 2018")."""
    calendar, verb = record.calendar, found.verb
    if found.phrase is not None:
        return [calendar.of_phrase(view, found.phrase, verb)]
    assert verb is not None, "what no noun tells a verb tells"
    every = calendar.all_of(view, verb)
    iterated = found.interaction_type in ITERATED or any(t.low == "twice" for t in view.tokens)
    if len(every) > 1 and iterated and any(t.low in _AGAIN for t in view.tokens):
        return [*every]
    when = calendar.of_verb(view, verb)
    if found.status == "planned" and verb.parent is not None and calendar.of_governor(view, verb):
        when = None if tense(verb.parent) == "past" else when  # on Monday it promised to leave, some day
    governor = found.reading.governor
    if when is None and governor is not None and found.status == "proposed":
        when = calendar.of_verb(view, governor)  # "offered in May to mediate"
    if found.status == "cancelled" and found.item is not None:
        when = calendar.of_plan(view, found.item) or when
    if when is None and found.item is not None and found.interaction_type not in _SPEECH_ACTS:
        when = calendar.of_phrase(view, found.item, None)
    return [when]


def draft(record: Record, view: View, found: Found, hearing: Hearing, when: Resolved | None) -> None:
    """Add the claims of what was found on one date, one a pair, to the record."""
    said_on = _said_on(record, view, hearing)
    when = _begun(found, when, record.document.published)
    announced = _announced(record, view, found, hearing) if when is None else None
    if announced is not None:
        when, hearing = announced, Hearing()
    if found.interaction_type == "accusation" != found.frame.interaction_type:
        record.discourse.note_act("accusation", found.initiators, found.targets, found.status)
    for initiator, target in _pairs(found):
        if initiator.actor_id == target.actor_id:
            continue
        if when is None:
            when = _carried(record, view, found, initiator)
        sides = (
            resolution(view, found, hearing, initiator, found.places[0]),
            resolution(view, found, hearing, target, found.places[1]),
        )
        beside = record.calendar.beside(view, found.verb, sides[1].phrase) if len(found.targets) > 1 else None
        telling = Telling(found, hearing, beside or when, said_on, view.discourse.sentence, *sides)
        if view.trail is not None:
            view.trail.told(record.calendar, telling)
        claim = _claim(record, view, telling, initiator, target)
        if claim is None:
            if view.trail is not None:
                view.trail.dropped(view, found, "forbidden")
            continue
        _reach(record, view, telling)
        record.drafts.append(_drafted(view, telling, claim))
        record.discourse.meet(initiator.actor_id, target.actor_id)


def _reach(record: Record, view: View, telling: Telling) -> None:
    """What a dated act means for what comes: how far the narrative is, and who spoke on that day."""
    found, when, initiator = telling.found, telling.when, telling.initiator.ref
    if when is None:
        return
    if when.precision == "day":
        for speaker in telling.hearing.speakers:
            record.spoke(view, speaker.actor_id, when)
    if found.status != "occurred":
        return
    aside = found.phrase is None and found.verb is not None and found.verb.link in ASIDE
    record.calendar.tell(found.interaction_type, when)
    if not (aside and record.calendar.background(when)):
        record.calendar.advance(when)
    if _speaks(found):
        record.spoke(view, initiator.person or initiator.actor_id, when)


def _carried(record: Record, view: View, found: Found, initiator: Ref) -> Resolved | None:
    """A date that holds on from a sentence before: of who speaks on an occasion, of what one did then."""
    if found.status in ("occurred", "proposed") and _speaks(found):
        carried = record.occasion(view, initiator)
        if carried is not None:
            return replace(carried, basis="relative")
    if found.status != "occurred" or found.verb is None or found.phrase is not None:
        return None
    return record.goes_on(view, found.verb, initiator)


def _speaks(found: Found) -> bool:
    return found.interaction_type in _SPEECH_ACTS or found.status == "proposed"


def _announced(record: Record, view: View, found: Found, hearing: Hearing) -> Resolved | None:
    """ "announced on Monday that it was expelling two": done in the saying, on that day."""
    if found.status != "occurred" or not hearing.verbs or hearing.verbs[0].lemma not in _PERFORMATIVE:
        return None
    speakers = {ref.actor_id for ref in hearing.speakers}
    day = record.calendar.of_verb(view, hearing.verbs[0])
    if day is None or not {ref.actor_id for ref in found.initiators} <= speakers:
        return None
    return replace(day, basis="relative")


def _said_on(record: Record, view: View, hearing: Hearing) -> str | None:
    """The day of the saying: at its verb, else that on which the speaker spoke in this paragraph."""
    days = [record.calendar.of_verb(view, verb) for verb in hearing.verbs]
    names = [(view.sentence.paragraph, ref.person or ref.actor_id) for ref in hearing.speakers]
    days += [record.said.get(name) for name in names]
    return next((day.date for day in days if day is not None and day.precision == "day"), None)


def _pairs(found: Found) -> Iterator[tuple[Ref, Ref]]:
    """Each with each; of a mutual act each two once."""
    seen = set()
    for a in found.initiators:
        for b in found.targets:
            pair = frozenset((a.actor_id, b.actor_id))
            if not found.mutual or (len(pair) == 2 and pair not in seen):
                seen.add(pair)
                yield a, b


def _drafted(view: View, telling: Telling, claim: Claim) -> Draft:
    found = telling.found
    words = {view.noun(p) for p in view.parse.phrases} | {v.lemma for v in view.parse.verbs}
    others = dict.fromkeys(ref.actor_id for ref in view.refs() if ref.kind == "state")
    phrase = found.item or found.phrase
    points_back = phrase is not None and (
        phrase.determiner in _POINTING or phrase.pronoun in ("it", "this")  # the agreement will be signed
    )
    return Draft(
        claim,
        view.discourse.sentence,
        view.sentence.paragraph,
        frozenset(words),
        found.frame.rule,
        points_back,
        tuple(others),
        (telling,),
    )


# --- the claim


def _claim(record: Record, view: View, telling: Telling, initiator: Ref, target: Ref) -> Claim | None:
    """The claim between two; None where the contract has no such phase and status."""
    found, hearing, document = telling.found, telling.hearing, record.document
    phase, status = _told(telling, document.published)
    if status is None:
        return None
    when = telling.when
    if when is None and status in ("occurred", "proposed") and (found.phrase is None or _performed(found)):
        entry = record.calendar.entry
        when = None if entry is None or _ahead(entry, document.published) else entry
    directed = load_ontology().row(found.interaction_type, found.mode, phase, status).directed
    mutual = found.mutual if directed is None else not directed
    voice, reported_by = _voice(found, hearing, initiator, status)
    first, second = initiator, target
    if mutual and initiator.actor_id > target.actor_id:
        first, second = target, initiator
    trigger = view.tokens[found.first]
    return Claim(
        source_id=document.source_id,
        interaction_type=found.interaction_type,
        mode=found.mode,
        initiator=first.actor_id,
        target=second.actor_id,
        directed=not mutual,
        status=status,
        reported_on=_reported_on(telling, when, status, document.published),
        evidence_start=view.sentence.start,
        evidence_end=view.sentence.end,
        trigger_start=trigger.start,
        trigger_end=trigger.end,
        rule=found.frame.rule,
        coder=document.coder,
        coder_version=document.version,
        object=qualify.object_text(view, found),
        phase=phase,
        voice=voice,
        reported_by=reported_by,
        date=when.date if when is not None else None,
        date_precision=when.precision if when is not None else None,
        date_basis=when.basis if when is not None else None,
        context=qualify.context(found, view.tokens),
        location=qualify.location(found, target.actor_id),
        level=qualify.level((initiator, target) if mutual else (initiator,)),
        participants=qualify.participants(first, second, hearing.speakers if reported_by else (), mutual),
    )


def _performed(found: Found) -> bool:
    """Whether what a noun names is done by its verb: "proclaims the annexation"."""
    verb, phrase = found.verb, found.phrase
    return verb is not None and verb.lemma in _PERFORMATIVE and phrase in verb.objects


def _told(telling: Telling, published: str) -> tuple[str | None, str | None]:
    """The phase and status that the contract allows for what was told; what lies ahead is planned."""
    found, when = telling.found, telling.when
    phase, status = _allowed(found, found.status)
    if status == "occurred" and _still(found, when):
        sanction = found.interaction_type == "sanction"
        phase, status = _allowed(replace(found, phase="in_force" if sanction else found.phase), "ongoing")
    if status == "ongoing" and found.interaction_type == "assault" and when is not None and _over(when):
        phase, status = _allowed(found, "occurred")  # the 1974 invasion
    if status == "occurred" and when is not None and _ahead(when, published):
        phase, status = _allowed(found, "planned")  # "goes to Lima tomorrow"
    if found.mutual and found.interaction_type == "agreement" and status == "proposed":
        return None, "planned"  # what both could do; an offer has one side that makes it
    return phase, status


def _begun(found: Found, when: Resolved | None, published: str) -> Resolved | None:
    """The date of an act; what goes on now did not begin tomorrow."""
    ahead = when is not None and found.status == "ongoing" and _ahead(when, published)
    return None if ahead else when


def _ahead(when: Resolved, published: str) -> bool:
    return when.date[:10] > published[: len(when.date[:10])]


def _still(found: Found, when: Resolved | None) -> bool:
    """ "has banned it since May": what began then goes on."""
    verb = found.verb
    lasts = found.interaction_type in CAN_LAST or found.mode == "mediation"
    since = when is not None and when.precision == "open" and when.date.endswith("/..")
    return lasts and since and verb is not None and verb.perfect and not verb.past


def _over(when: Resolved) -> bool:
    """Whether a date has an end: not "since 1962"."""
    return when.precision != "open"


def _allowed(found: Found, status: str) -> tuple[str | None, str | None]:
    """The phase nearest to what was read that the ontology allows with a status; (None, None) for none."""
    allowed = _combinations(found.interaction_type, found.mode)
    for phase in (found.phase, None, "agreed", "imposed", "in_force"):
        if (phase, status) in allowed:
            return phase, status
    return None, None


@cache
def _combinations(interaction_type: str, mode: str) -> frozenset[tuple[str | None, str]]:
    return frozenset(load_ontology().combinations(interaction_type, mode))


def _voice(found: Found, hearing: Hearing, initiator: Ref, status: str) -> tuple[str, str | None]:
    """Whose word the claim is, and the actor that reports it; a speech act done is the text's own word."""
    if hearing.voice != "actor":
        own = found.interaction_type == "accusation" and not hearing.verbs
        return ("source" if own else hearing.voice), None
    speakers = {ref.actor_id for ref in hearing.speakers}
    if not speakers or (found.interaction_type == "accusation" and not hearing.verbs):
        return "source", None
    if found.interaction_type == "rejection" and speakers & {ref.actor_id for ref in found.targets}:
        return "source", None  # "says X lied, a charge that X denies": nobody tells of his own rebuff so
    if initiator.actor_id not in speakers:
        return "actor", hearing.speakers[0].actor_id
    if status == "occurred" and found.interaction_type in _SPEECH_ACTS - {"request"}:
        return "source", None
    return "actor", initiator.actor_id  # of several who speak, each of their own deed


def _reported_on(telling: Telling, when: Resolved | None, status: str, published: str) -> str:
    """The day of the report: of the speech act itself, of the saying, or of publication, the latest."""
    day = telling.said_on or published
    spoken = telling.found.interaction_type in _SPEECH_ACTS and status == "occurred"
    if spoken and when is not None and when.precision == "day":
        day = when.date
    if status == "occurred" and when is not None and when.date[:10] > day:
        day = published  # what has happened was not reported before
    return min(day, published) if len(day) == 10 else published
