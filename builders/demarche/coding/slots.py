"""The places of a frame: which phrases stand as subject, object, "on X" … of a trigger, and whom they mean.

A slot is `subj`, `obj`, `iobj` (the first of two objects), a preposition, or one of the places named in the
tables below; with `.preposition` after it what hangs on the phrase there, with `.owner` whose it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.lists import word_list, word_lists
from demarche.coding.view import View

_DEEDS = word_list("known_deed")
_SAYINGS = word_list("known_saying")
_MEASURES = word_list("known_measure")
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


def light_verb(phrase: Phrase) -> Verb | None:
    """The verb that a noun phrase is subject or object of, or stands under in a prepositional phrase."""
    host: Phrase | None = phrase
    while host is not None and host.role in ("and", "appos") and host.owner is not None:
        host = host.owner
    return host.verb if host is not None else None


# --- phrases


def fillers(view: View, trigger: Trigger, slot: str) -> list[Phrase]:
    """The phrases that stand in a slot; [] when nothing does."""
    base, _, rest = slot.partition(".")
    found = _of_noun(view, trigger, base) if trigger.phrase is not None else _of_verb(view, trigger, base)
    if rest in ("", "owner", "subj"):
        return found
    for preposition in rest.split("."):
        found = [np for phrase in found for prep, np in phrase.pps if prep == preposition]
    return found


def _of_verb(view: View, trigger: Trigger, slot: str) -> list[Phrase]:
    verb = trigger.verb
    assert verb is not None, "a trigger without a noun has a verb"
    if slot == "obj" and trigger.item is not None:
        return [trigger.item]
    place = _VERB_PLACES.get(slot)
    if place is not None:
        return place(view, verb)
    return [np for prep, np in verb.pps if prep == slot and not _of_event(view, prep, np)]


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


_VERB_PLACES: dict[str, Callable[[View, Verb], list[Phrase]]] = {
    "subj": _subject,
    "obj": _objects,
    "iobj": _first_of_two,
    "comp": _complement,
    "event": _event,
    "parent": _parent,
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
        return [subject for subject in _subject(view, trigger.verb) if subject is not phrase]
    return [np for prep, np in phrase.pps if prep == slot]


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
        elif trigger.item is phrase:
            got = view.discourse.resolve(phrase)
        else:
            got = view.discourse.all(phrase)
        for ref in got:
            found.setdefault(ref.actor_id, ref)
    return tuple(found.values())


def _said(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Who says it: "the ministry said that the three had a week to leave"."""
    chain = grammar.said_by(trigger.verb) if trigger.verb is not None else []
    speaker = grammar.subject(chain[0][0]) if chain else None
    return view.discourse.all(speaker) if speaker is not None else ()


def _left(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Whose capital is left: "was asked to leave Lima"."""
    verbs = view.children(trigger.verb) if trigger.verb is not None else []
    return tuple(ref for v in verbs if v.link == "inf" for np in v.objects for ref in view.discourse.all(np))


def _topic(view: View, trigger: Trigger) -> tuple[Ref, ...]:
    """Whom the sentence before was about: "Ruiz travels under a warrant. It was issued …"."""
    pronoun = any(phrase.pronoun for phrase in fillers(view, trigger, "obj"))
    return view.discourse.holders if pronoun else ()


_ACTOR_PLACES: dict[str, Callable[[View, Trigger], tuple[Ref, ...]]] = {
    "said": _said,
    "left": _left,
    "topic": _topic,
}


def owned(view: View, phrase: Phrase) -> tuple[Ref, ...]:
    """Whose a thing is; of a thing told of before ("the embargo") whose it was then."""
    found = view.discourse.owner(phrase)
    if found or phrase.determiner in ("a", "an", "any", "no"):
        return found
    noun, culprit = view.noun(phrase), view.discourse.culprit
    if noun in _DEEDS and culprit is not None and phrase.determiner in ("the", "this", "that"):
        return (replace(culprit, kind="thing", person=None),)
    if noun in _SAYINGS and view.discourse.speaker is not None:
        return (view.discourse.speaker,)
    return view.discourse.things.get(noun, ()) if noun in _MEASURES else ()
