"""Offices, ministries and bodies without a person's name: whose they are, and who holds them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from demarche.coding.chunks import Phrase
from demarche.coding.entities.model import Person, Ref
from demarche.coding.mentions import STATE_KINDS
from demarche.coding.people import Office, fold
from demarche.coding.words import speech_kinds

if TYPE_CHECKING:
    from demarche.coding.entities.discourse import Discourse

_PEOPLE = 300
"""Of how many people, those last introduced, one may be meant by an office alone."""
_KINDS = {"office": "office", "spokesperson": "office", "institution": "institution"}
_SEATED = frozenset(("state", "org", "institution", "place"))
_EMPLOYERS = _SEATED | {"office", "person", "group"}
"""For whom somebody speaks: "a spokesman for the Chilean president"."""
_HEADS = ("head_of_state", "head_of_government")


def office_ref(discourse: Discourse, phrase: Phrase, office: Office) -> tuple[Ref, ...]:
    """An office, institution or group without a person's name: "the Chilean minister", "the ministry"."""
    kind = _KINDS.get(office.kind, "group")
    owners = discourse.owner(phrase) or _by_place(discourse, phrase, kind)
    if owners:
        if office.kind == "office" and phrase.determiner == "the" and not phrase.appositions:
            holder = _holder(discourse, owners[0].actor_id, office.level)
            holder = holder or _described(discourse, phrase, owners[0], office)
            if holder is not None:
                return (holder,)
        word = office.form if phrase.role == "appos" else discourse.tokens[phrase.head].text
        return tuple(Ref(r.actor_id, kind, True, None, word, office.level) for r in owners)
    apposed = next((a for a in phrase.appositions if discourse.capitalised(a)), None)
    if apposed is not None:
        refs = discourse.resolve(apposed)
        if refs:
            return refs
    if office.actor_id:
        return (Ref(office.actor_id, kind, True, None, office.form, office.level),)
    if phrase.determiner in ("the", "this", "that") or (
        not phrase.determiner
        and kind == "group"
        and phrase.role == "subj"
        and not _counted(discourse, phrase)
    ):
        discourse.ways[phrase] = "spoken_of"
        where = _in_clause(discourse, phrase) if kind == "group" else ()
        if where:
            return (Ref(where[0].actor_id, kind, True, None, office.form, office.level),)
        return _spoken_of(discourse, phrase, office, kind)
    return ()


def _by_place(discourse: Discourse, phrase: Phrase, kind: str) -> tuple[Ref, ...]:
    """Whose it is by where it is: "the foreign ministry in Lima", "troops from Chad"."""
    place = phrase.pp("from", "in") if kind == "group" else phrase.pp("in", "at", "for")
    if place is None:
        return ()
    kinds = _EMPLOYERS if phrase.pp("for") is place else _SEATED
    return tuple(ref for ref in discourse.all(place) if ref.kind in kinds and ref.actor_id)


def _in_clause(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """Whose a force is by where it acts: "police broke into the embassy in Lima"."""
    if phrase.verb is None or discourse.scouting:
        return ()
    places = (
        np
        for prep, np in phrase.verb.pps
        if prep in ("in", "at")
        and any(m.kind in ("capital", "city") and m.last == np.last for m in np.mentions)
    )
    return next((discourse.all(np) for np in places), ())


def _counted(discourse: Discourse, phrase: Phrase) -> bool:
    return any(token.tag == "CD" for token in discourse.tokens[phrase.first : phrase.head])


def _holder(discourse: Discourse, actor: str, level: str) -> Ref | None:
    """The one person of the text who leads an actor or speaks for it abroad: "the Chilean president"."""
    if level not in (*_HEADS, "foreign_minister"):
        return None
    found = _in_office(discourse, actor, level)
    return found.pop() if len(found) == 1 else None


def _in_office(discourse: Discourse, actor: str, level: str) -> set[Ref]:
    lately = islice(reversed(discourse.people.values()), _PEOPLE)
    refs = (person.ref for person in lately if person.ref is not None)
    return {ref for ref in refs if ref.actor_id == actor and ref.level == level}


def _described(discourse: Discourse, phrase: Phrase, owner: Ref, office: Office) -> Ref | None:
    """The last person named without a state is the one described: "Ruiz landed … the Chilean president"."""
    name, sentence = discourse.stranger
    if (
        not name
        or discourse.scouting
        or discourse.sentence - sentence > 1
        or _in_office(discourse, owner.actor_id, office.level)
    ):
        return None
    word = discourse.tokens[phrase.head].text
    ref = Ref(owner.actor_id, "person", True, name, word, office.level)
    discourse.people[fold(name).split()[-1]] = Person(name, ref)
    discourse.stranger = ("", -1)
    return ref


def implied(discourse: Discourse, phrase: Phrase, office: Office) -> str | None:
    """Whose an office or body named without a state is.

    That of the place which the sentence opens with, of the government that spoke last, or of the place that
    the report comes from: "In Lima, the foreign ministry said …".
    """
    if discourse.scouting:
        return None
    addressed = _addressed(phrase)
    if addressed is not None:
        found = _implied(discourse, phrase, office)
        return found if found != addressed else discourse.partner(addressed)
    return _implied(discourse, phrase, office)


def _addressed(phrase: Phrase) -> str | None:
    """Whom the holder of an office speaks to or of: "the minister accused Peru" is not Peru's."""
    host = phrase.owner if phrase.role == "appos" and phrase.owner is not None else phrase
    verb = host.verb
    if verb is None or verb.subject is not host or verb.passive or verb.lemma not in speech_kinds():
        return None
    named = [m for np in verb.objects[:1] for m in np.mentions if m.last == np.head and m.kind in STATE_KINDS]
    return named[0].actor_id if named else None


def _implied(discourse: Discourse, phrase: Phrase, office: Office) -> str | None:
    if discourse.local is not None:
        return discourse.local
    proper = discourse.tokens[phrase.head].tag == "NP"
    if discourse.here is not None and proper and office.kind == "institution":
        return discourse.here
    subjects = [trace for trace in discourse.recent() if trace.subject]
    lately = [
        trace.ref.actor_id
        for trace in subjects
        if trace.ref.official
        and trace.ref.actor_id
        and trace.ref.kind != "org"
        and discourse.sentence - trace.sentence <= 1
    ]
    inside = any(trace.sentence >= discourse.paragraph for trace in subjects)
    if lately and (inside or discourse.here is None):
        return lately[-1]
    return discourse.here or (lately[-1] if lately else None)


def _spoken_of(discourse: Discourse, phrase: Phrase, office: Office, kind: str) -> tuple[Ref, ...]:
    """Who held an office, or whose it was, when last spoken of: "the ministry", "the president"."""
    for trace in discourse.latest_first():
        ref = trace.ref
        if kind == "institution" and ref.kind == "institution" and ref.office == office.form:
            return (replace(ref, person=None),)
        if kind == "office" and ref.office:
            title = ref.office.lower()
            if (ref.person and office.form in title) or (office.kind == "spokesperson" and "spokes" in title):
                return (ref,)
    if kind == "office" and office.level in _HEADS:
        for trace in discourse.latest_first():
            if trace.ref.person and trace.ref.level == office.level:
                return (trace.ref,)
    actor = discourse.local or _speakers_own(discourse, phrase, office, kind)
    actor = actor or implied(discourse, phrase, office)
    return (Ref(actor, kind, True, None, office.form, office.level),) if actor is not None else ()


def _speakers_own(discourse: Discourse, phrase: Phrase, office: Office, kind: str) -> str | None:
    """Of whom "the minister" is when somebody speaks for a state: the speaker's."""
    speaker = discourse.speaker
    renames = phrase.role == "appos" and office.kind == "office"
    proper = discourse.tokens[phrase.head].tag == "NP"
    if speaker is None or renames or proper or speaker.kind == "org" or kind == "group":
        return None
    return speaker.actor_id
