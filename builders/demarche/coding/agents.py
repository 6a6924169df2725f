"""Who does what a noun tells: "Peru's recall of its envoy", "announced the recall of its envoy"."""

from __future__ import annotations

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.lists import UNANCHORED, word_list
from demarche.coding.mentions import ADJECTIVE_KINDS, STATE_KINDS
from demarche.coding.view import View

_PERFORMING = word_list("performing_verb")


def light_verb(phrase: Phrase) -> Verb | None:
    """The verb that a noun phrase is subject or object of, or stands under in a prepositional phrase."""
    host: Phrase | None = phrase
    while host is not None and host.role in ("and", "appos") and host.owner is not None:
        host = host.owner
    return host.verb if host is not None else None


def agent(view: View, phrase: Phrase) -> Phrase | None:
    """Who does it: whose the noun is, "by X", or who announces it, orders it, carries it out."""
    if phrase.possessor is not None:
        return phrase.possessor
    by = phrase.pp("by")
    if by is not None:
        return by
    refs = _told_of(view, phrase)
    if refs:
        owner = Phrase(phrase.first, phrase.first, phrase.first, role="poss", owner=phrase)
        view.discourse.resolved[owner] = refs
        return owner
    verb = light_verb(phrase)
    if verb is None or verb.lemma not in _PERFORMING or phrase not in grammar.objects(verb):
        return None
    subject = grammar.subject(verb)
    return subject if subject is not phrase else None


def _told_of(view: View, phrase: Phrase) -> tuple[Ref, ...]:
    """Whom a possessive pronoun or an adjective of nationality before the noun means."""
    if phrase.determiner in UNANCHORED:
        return view.discourse.owner(phrase)
    return tuple(
        Ref(mention.actor_id, "state", True)
        for mention in phrase.mentions
        if mention.last < phrase.head and mention.kind in ADJECTIVE_KINDS | STATE_KINDS
    )
