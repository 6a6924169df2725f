"""The places of a frame: which phrases stand as subject, object, "on X" … of a trigger, and whom they mean.

A slot is `subj`, `obj`, `iobj` (the first of two objects), a preposition, or one of the places named in the
tables below; with `.preposition` after it what hangs on the phrase there, with `.owner` whose it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from demarche.coding import grammar
from demarche.coding.agents import agent
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.lists import word_list, word_lists
from demarche.coding.pointing import POINTERS, actors_of_message, doers, owned, speakers
from demarche.coding.view import View

_LOCATIVE = word_list("locative")
_BORDERS = frozenset(("border", "frontier", "boundary"))
_LEAVING = frozenset(("leave", "quit", "depart", "exit"))
_COMING = frozenset(("come", "issue", "emanate", "arrive"))
_SETTING = frozenset(("after", "at", "before", "during", "following", "in", "on", "ahead of", "with"))
"""Prepositions with which an event sets the scene for what its party does."""
_EVENT_PREPOSITIONS = {
    noun: frozenset(prepositions.split("|"))
    for prepositions, nouns in word_lists("takes").items()
    for noun in nouns
}


@dataclass(slots=True)
class Trigger:
    """A verb, or a noun with the verb over it, that a frame is tried on; `item`: one of its objects."""

    verb: Verb | None
    phrase: Phrase | None = None
    item: Phrase | None = None


# --- phrases


def fillers(view: View, trigger: Trigger, slot: str) -> list[Phrase]:
    """The phrases that stand in a slot; [] when nothing does."""
    base, _, rest = slot.partition(".")
    found = _of_noun(view, trigger, base) if trigger.phrase is not None else _of_verb(view, trigger, base)
    if rest in ("", "owner", "subj", "doer"):
        return found
    if base == "doing" and trigger.verb is not None:
        under = (child for child in view.children(trigger.verb) if child.link in ("inf", "ing"))
        return [np for child in under for prep, np in child.pps if prep == rest]
    rest = rest.removesuffix(".owner")
    for preposition in rest.split("."):
        choice = preposition.split("|")
        found = [np for phrase in found for prep, np in phrase.pps if prep in choice]
    return found


def _of_verb(view: View, trigger: Trigger, slot: str) -> list[Phrase]:
    verb = trigger.verb
    assert verb is not None, "a trigger without a noun has a verb"
    if slot == "obj" and trigger.item is not None:
        return [trigger.item]
    place = _VERB_PLACES.get(slot)
    if place is not None:
        return place(view, verb)
    choice = slot.split("|")
    return [np for prep, np in verb.pps if prep in choice and not _of_event(view, prep, np)]


def _subject(_: View, verb: Verb | None) -> list[Phrase]:
    found = grammar.subject(verb) if verb is not None else None
    return [found] if found is not None else []


def _objects(_: View, verb: Verb) -> list[Phrase]:
    return [member for np in grammar.objects(verb) for member in np.members()]


def _first_of_two(_: View, verb: Verb) -> list[Phrase]:
    """ "gave Peru an ultimatum"."""
    every = grammar.objects(verb)
    return every[:1] if len(every) >= 2 else []


def _complement(view: View, verb: Verb) -> list[Phrase]:
    """The subjects of what is said: "said that Peru had jammed its radar"."""
    said = (child for child in view.children(verb) if child.link in ("that", "wh", "quote"))
    return [subject for child in said for subject in _subject(view, child)]


def _event(view: View, verb: Verb) -> list[Phrase]:
    """The subject of the clause over a relative one: "Chile held a meeting that condemned …"."""
    node: Verb | None = verb
    while node is not None and node.link != "rel":
        node = node.parent
    return _subject(view, node.parent) if node is not None else []


def _parent(view: View, verb: Verb) -> list[Phrase]:
    """The subject of the governing clause."""
    return _subject(view, verb.parent)


def _places(_: View, verb: Verb) -> list[Phrase]:
    """What the verb's prepositions of place name: "in", "off", "deep inside"."""
    return [np for prep, np in verb.pps if prep in _LOCATIVE]


def _done(view: View, verb: Verb) -> list[Phrase]:
    """The objects of what hangs on a verb: "told Peru to close its consulate"."""
    under = (child for child in view.children(verb) if child.link in ("inf", "ing"))
    return [member for child in under for np in child.objects for member in np.members()]


_VERB_PLACES: dict[str, Callable[[View, Verb], list[Phrase]]] = {
    "where": _places,
    "subj": _subject,
    "obj": _objects,
    "iobj": _first_of_two,
    "comp": _complement,
    "event": _event,
    "parent": _parent,
    "done": _done,
}


def _of_event(view: View, preposition: str, phrase: Phrase) -> bool:
    """Whether a prepositional phrase belongs to an event noun before it: "spoke about a visit to Lima"."""
    host = phrase.owner
    return (
        host is not None
        and phrase.role == preposition
        and preposition in _EVENT_PREPOSITIONS.get(view.noun(host), ())
    )


def _of_noun(view: View, trigger: Trigger, slot: str) -> list[Phrase]:
    phrase = trigger.phrase
    assert phrase is not None, "a noun's slots need the noun"
    if slot == "comp":  # the claim that Peru had jammed its radar
        said = (v for v in view.parse.verbs if v.governor is phrase and v.link == "that")
        return [subject for child in said for subject in _subject(view, child)]
    if slot == "light":  # Peru paid a visit
        subjects = [subject for subject in _subject(view, trigger.verb) if subject is not phrase]
        return subjects or _whence(trigger.verb, phrase)
    if slot == "where":
        return [np for prep, np in phrase.pps if prep in _LOCATIVE]
    choice = slot.split("|")
    return [np for prep, np in phrase.pps if prep in choice]


def _whence(verb: Verb | None, phrase: Phrase) -> list[Phrase]:
    """From whom a word came: "praise came from Lima"."""
    if verb is None or verb.lemma not in _COMING or verb.subject is not phrase:
        return []
    return [np for prep, np in verb.pps if prep == "from"]


# --- actors


def refs(view: View, trigger: Trigger, slot: str) -> tuple[Ref, ...]:
    """The actors that stand in a slot, each once."""
    if slot == "owner" and trigger.phrase is not None:
        return owned(view, trigger.phrase)
    place = _ACTOR_PLACES.get(slot)
    if place is not None:
        return place(view, trigger)
    found: dict[str, Ref] = {}
    for phrase in fillers(view, trigger, slot):
        if slot.endswith(".owner"):
            got = owned(view, phrase)
        elif slot.endswith(".doer"):
            got = doers(view, trigger.verb, phrase)
        elif slot == "subj":
            got = actors_of_message(view, phrase) or view.discourse.all(phrase)
        elif trigger.item is phrase:
            got = view.discourse.resolve(phrase)
        else:
            got = view.discourse.all(phrase)
        for ref in got:
            found.setdefault(ref.actor_id, ref)
    return tuple(found.values())


def _said(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Who says it: "the ministry said that the three had a week to leave"."""
    return speakers(view, trigger.verb)


def _in_infinitive(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Whom an infinitive on the trigger names: "threatened to close its border to Chile"."""
    on = trigger.verb if trigger.phrase is None else trigger.phrase
    found: dict[str, Ref] = {}
    for verb in view.parse.verbs:
        if verb.link != "inf" or on not in (verb.parent, verb.governor):
            continue
        for phrase in (*verb.objects, *(np for _, np in verb.pps)):
            for ref in owned(view, phrase) or view.discourse.all(phrase):
                found.setdefault(ref.actor_id, ref)
    return tuple(found.values())


def _speakers_foe(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """With whom a speaker is at odds who judges "it" or "these"."""
    verb = trigger.verb
    if verb is None or verb.subject is None or verb.subject.pronoun not in POINTERS:
        return ()
    said = speakers(view, verb)
    found = view.discourse.foe(said[0].actor_id, 2) if said else None
    return (replace(found, kind="thing", person=None),) if found is not None else ()


def _offender(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Who did what a speaker says was done to it: "said that its airspace had been violated"."""
    verb = trigger.verb
    if verb is None or not verb.passive or verb.pp("by") is not None or verb.subject is None:
        return ()
    said = {ref.actor_id for ref in speakers(view, verb)}
    hurt = {ref.actor_id for ref in (*view.discourse.all(verb.subject), *view.discourse.owner(verb.subject))}
    if len(said) != 1 or hurt != said:
        return ()
    other = view.discourse.partner(next(iter(said)))
    return (Ref(other, "state", True),) if other is not None else ()


def _left(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Whose capital is left: "was asked to leave Lima"."""
    verbs = view.children(trigger.verb) if trigger.verb is not None else []
    left = (v for v in verbs if v.link == "inf" and v.lemma in _LEAVING)
    return tuple(ref for v in left for np in v.objects for ref in view.discourse.all(np))


def _topic(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Whom the sentence before was about: "Ruiz travels under a warrant. It was issued …"."""
    pronoun = any(phrase.pronoun for phrase in fillers(view, trigger, "obj"))
    return view.discourse.holders if pronoun else ()


def _where(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Whose the place is: "in Lima", "on Peru's coast", "along its border with Peru"."""
    found: dict[str, Ref] = {}
    for phrase in fillers(view, trigger, "where"):
        of_two = [np for prep, np in phrase.pps if prep == "with"] if view.noun(phrase) in _BORDERS else []
        refs = [ref for np in of_two for ref in view.discourse.all(np)]
        for ref in refs or view.discourse.all(phrase) or view.discourse.owner(phrase):
            found.setdefault(ref.actor_id, ref)
    return tuple(found.values())


def _doer(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Who does what the noun tells."""
    phrase = agent(view, trigger.phrase) if trigger.phrase is not None else None
    return view.discourse.all(phrase) if phrase is not None else ()


def _party(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Whose meeting it is: the doer, or the subject of the clause that the noun dates or places."""
    phrase = trigger.phrase
    found = _doer(view, trigger)
    if found or phrase is None or phrase.role not in _SETTING:
        return found
    return tuple(ref for np in _subject(view, trigger.verb) for ref in view.discourse.all(np))


_ACTOR_PLACES: dict[str, Callable[[View, Trigger], tuple[Ref, ...]]] = {
    "where": _where,
    "said": _said,
    "left": _left,
    "topic": _topic,
    "agent": _doer,
    "party": _party,
    "infinitive": _in_infinitive,
    "offender": _offender,
    "speakers_foe": _speakers_foe,
}
