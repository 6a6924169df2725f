"""What a phrase points back at: whose a thing or a message is, who did "the raid" or "it", who says it."""

from __future__ import annotations

from dataclasses import replace

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.lists import word_list
from demarche.coding.view import View

_DEEDS = word_list("known_deed")
_SAYINGS = word_list("known_saying")
_SANCTIONS = frozenset(("measure", "curb", "penalty", "restriction", "sanction", "ban", "embargo"))
_MEASURES = word_list("known_measure")
_PROPERTY = word_list("known_property")
_MESSAGES = word_list("message_noun")
_RULED = word_list("deed_of_rule")
_DONE_TO = word_list("objective_noun")
_AUTHORING = word_list("authoring_verb")
_VIOLENT = word_list("violent_deed")
JUDGED = word_list("judged_type")
_POINTING = frozenset(("the", "this", "that", "these", "those", "such"))
POINTERS = frozenset(("it", "this", "that", "these", "those", "they", "them", "which"))


def speakers(view: View, verb: Verb | None) -> tuple[Ref, ...]:
    """Who says the clause of a verb; of a quotation that goes on who spoke last."""
    chain = grammar.said_by(verb) if verb is not None else []
    for saying, _ in chain:
        speaker = grammar.subject(saying)
        if speaker is not None:
            return actors_of_message(view, speaker) or view.discourse.all(speaker)
    if verb is not None and view.tokens[verb.head].quoted and view.discourse.speaker is not None:
        return (view.discourse.speaker,)
    return ()


def owned(view: View, phrase: Phrase) -> tuple[Ref, ...]:
    """Whose a thing is; of a thing told of before ("the embargo") whose it was then."""
    found = view.discourse.owner(phrase) or _renamed(view, phrase)
    if found or phrase.determiner in ("a", "an", "any", "no"):
        return found
    noun, culprit = view.noun(phrase), view.discourse.culprit
    where = phrase.pp("in", "by", "from") if noun in _RULED else None
    if where is not None:
        return tuple(replace(ref, kind="thing", person=None) for ref in view.discourse.all(where))
    if noun in _VIOLENT and culprit is not None and phrase.determiner in ("the", "this", "that"):
        return (replace(culprit, kind="thing", person=None),)
    if noun in _SAYINGS and view.discourse.speaker is not None:
        return (view.discourse.speaker,)
    known = noun in _MEASURES or (noun in _PROPERTY and phrase.determiner in _POINTING)
    told = view.discourse.things.get(noun, ()) if known else ()
    senders = view.discourse.measures.front
    if not told and noun in _SANCTIONS and len(senders) == 1:
        return tuple(Ref(actor, "thing", False) for actor in senders)
    return told


def actors_of_message(view: View, phrase: Phrase) -> tuple[Ref, ...]:
    """Whose word a statement, letter or resolution is: "adopted a resolution condemning …", "its letter"."""
    if view.noun(phrase) not in _MESSAGES or phrase.pronoun:
        return ()
    found = owned(view, phrase) or view.discourse.all(phrase)
    if found:
        return tuple(replace(ref, official=True, kind="state") for ref in found)
    verb = phrase.verb
    author = grammar.subject(verb) if verb is not None and verb.lemma in _AUTHORING else None
    if author is None or author is phrase:
        return ()
    return tuple(ref for ref in view.discourse.all(author) if ref.official)


def doers(view: View, verb: Verb | None, phrase: Phrase) -> tuple[Ref, ...]:
    """Who did what "it", "the raid" or "these measures" points back at, told of lately: not the judges."""
    if phrase.pronoun:
        points = phrase.pronoun in POINTERS
    else:
        known = view.noun(phrase) in _DEEDS or view.noun(phrase) in _MEASURES
        judged = phrase.determiner in ("a", "an") and verb is not None and verb.governor is phrase
        points = known and (phrase.determiner in _POINTING or judged) and not view.discourse.owner(phrase)
    if not points:
        return ()
    kinds, reach = _judged(view, phrase)
    judges = {ref.actor_id for ref in speakers(view, verb)}
    judge = grammar.subject(verb) if verb is not None else None
    if judge is not None and judge is not phrase:
        judges.update(ref.actor_id for ref in view.discourse.all(judge))
    found = view.discourse.doers(judges, kinds, reach)
    if not found and not phrase.pronoun and view.noun(phrase) in _VIOLENT | _DONE_TO:
        found = view.discourse.blamed(judges)
    return tuple(replace(ref, kind="thing", person=None) for ref in found if ref.kind != "place")


def _judged(view: View, phrase: Phrase) -> tuple[frozenset[str], int]:
    """The types of acts that a phrase can point back at, and how many sentences back they may stand."""
    noun = view.noun(phrase) if not phrase.pronoun else ""
    if phrase.determiner in ("a", "an"):
        return JUDGED, 0  # "blocked the plan, a refusal that he called inexcusable"
    if noun in _VIOLENT:
        return frozenset(("assault", "coercion", "mobilization")), 24
    if noun in _MEASURES:
        return frozenset(("sanction", "agreement", "request")), 12
    return JUDGED, 1 if phrase.pronoun else 2


def _renamed(view: View, phrase: Phrase) -> tuple[Ref, ...]:
    """Whose somebody is by what renames the name: "Ana Ruiz, a Peruvian engineer"."""
    if view.tokens[phrase.head].tag != "NP" or phrase.mentions:
        return ()
    return next((owners for np in phrase.appositions if (owners := view.discourse.owner(np))), ())
