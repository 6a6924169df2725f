"""Who stands beside whom: the two in focus, the three named together, the counterpart, the host."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from demarche.coding.chunks import Phrase
from demarche.coding.entities import names
from demarche.coding.entities.model import Ref
from demarche.coding.mentions import ADJECTIVE_KINDS, STATE_KINDS

if TYPE_CHECKING:
    from demarche.coding.entities.discourse import Discourse

_TERRITORIAL = frozenset(("state", "place", "person", "office", "institution"))


def pair(discourse: Discourse) -> tuple[Ref, ...]:
    """The two in focus: "the two countries", "both sides"; first of all two that the sentence has named."""
    named = _two_named(discourse)
    return named or tuple(Ref(actor, "state", True) for actor in discourse.pair or ())


def _two_named(discourse: Discourse) -> tuple[Ref, ...]:
    """ "Ruiz congratulated Holm when the two met": the only two whom the sentence has named so far."""
    found: dict[str, Ref] = {}
    for trace in discourse.latest_first():
        if trace.sentence != discourse.sentence:
            break
        ref = trace.ref
        if ref.actor_id and ref.kind not in ("place", "thing", "people", "group"):
            found[ref.actor_id] = Ref(ref.actor_id, "state", True)
    return tuple(found.values()) if len(found) == 2 else ()


def pair_without_owner(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """The pair that the text is about, where whose it is is none of them: "both its neighbours"."""
    mine = {ref.actor_id for ref in discourse.owner(phrase)}
    every = sorted((*discourse.pairs, *discourse.topics), key=discourse.weight, reverse=True)
    other = next((pair for pair in every if not mine & set(pair)), ())
    return tuple(Ref(actor, "group", True) for actor in other)


def several(discourse: Discourse, count: int, phrase: Phrase) -> tuple[Ref, ...]:
    """So many actors named together, or lately, beside the subject: "the three countries"."""
    named = next((refs for refs in reversed(discourse.groups) if len(refs) == count), None)
    if named is not None:
        return named
    found: dict[str, Ref] = {}
    subject = phrase.verb.subject if phrase.verb is not None and phrase.role != "subj" else None
    mine = discourse.actors(subject) if subject is not None else set()
    for trace in discourse.latest_first():
        actor = trace.ref.actor_id
        fresh = trace.ref.kind != "place" and discourse.sentence - trace.sentence <= 2
        if actor and fresh and actor not in mine:
            found.setdefault(actor, Ref(actor, "state", True))
    return tuple(found.values()) if len(found) == count else ()


def country(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """The last state named that is not the subject of the same clause: "the kingdom"."""
    subject = phrase.verb.subject if phrase.verb is not None else None
    if phrase.verb is None and phrase.role == "obj":
        before = (p for p in discourse.of_sentence() if p.role == "subj" and p.first < phrase.first)
        subject = next(before, None)
    excluded = (
        {ref.actor_id for ref in discourse.resolved.get(subject, ())}
        if subject is not None and subject is not phrase
        else set()
    )
    for trace in discourse.latest_first():
        ref = trace.ref
        if ref.actor_id and ref.actor_id not in excluded and ref.kind in _TERRITORIAL:
            return (Ref(ref.actor_id, "state", True),)
    return ()


def counterpart(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """ "his Chilean counterpart Ana Ruiz", "her counterpart, Ana Ruiz", "his counterpart"."""
    mention = next((m for m in phrase.mentions if m.kind in ADJECTIVE_KINDS | STATE_KINDS), None)
    if mention is not None:
        name = names.name_in(discourse, phrase, phrase.first, None)
        ref = Ref(mention.actor_id, "person" if name else "office", True, name or None)
        names.introduce(discourse, name, ref)
        return (ref,)
    apposed = next((a for a in phrase.appositions if discourse.capitalised(a)), None)
    if apposed is not None:
        refs = discourse.resolve(apposed)
        if refs:
            return refs
    found = other_than_owner(discourse, phrase)
    if apposed is None or not found:
        return found
    name = discourse.words(apposed.first, apposed.last)
    ref = replace(found[0], kind="person", person=name)
    names.introduce(discourse, name, ref)
    discourse.resolved[apposed] = (ref,)
    return (ref,)


def other_than_owner(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """The other side of whose counterpart, host or neighbour it is: "its neighbour"."""
    mine = {ref.actor_id for ref in discourse.owner(phrase)}
    if not mine and phrase.verb is not None and phrase.verb.subject is not None:
        mine = {ref.actor_id for ref in discourse.resolved.get(phrase.verb.subject, ())}
    several = discourse.tokens[phrase.head].low != phrase.noun  # "his hosts" are no "he"
    kind = "group" if several else "office"
    other = discourse.partner(next(iter(mine))) if len(mine) == 1 else None
    if other is not None:
        return (Ref(other, kind, True),)
    for trace in discourse.latest_first():
        if trace.ref.actor_id and trace.ref.actor_id not in mine and trace.ref.kind != "thing":
            return (Ref(trace.ref.actor_id, kind, True),)
    return ()
