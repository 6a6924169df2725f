"""What points back by a pronoun: "it", "they", "she", "its", "each other", "we", "there"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities.model import Ref, Trace
from demarche.coding.entities.relations import pair
from demarche.coding.lists import GROUP_PRONOUNS, NEUTER, PERSONAL, word_list
from demarche.coding.mentions import ADJECTIVE_KINDS, STATE_KINDS
from demarche.coding.words import speech_kinds

if TYPE_CHECKING:
    from demarche.coding.entities.discourse import Discourse

_POSSESSIVES = frozenset(("its", "their", "his", "her"))
_GROUNDS = frozenset(("over", "for", "about", "because of"))
_PLACING = frozenset(("in", "at", "from", "off", "near"))
_NAMING = STATE_KINDS - {"capital", "seat"} | ADJECTIVE_KINDS | {"people"}
_OBJECT = 2
"""The rank of an object: what stands behind a preposition has a higher one."""
_SPEAKERS = word_list("speaker_pronoun")
_CONTINUING = word_list("continuing_verb")
_OBJECT_CONTROL = word_list("object_control")
_GIVING_BACK = frozenset(("return", "release", "free", "restore", "surrender", "extradite", "meet", "accept"))
_TERRITORIAL = frozenset(("state", "place", "person", "office", "institution"))
_COLLECTIVE = frozenset(("state", "org", "institution", "group", "people"))


def pronoun(discourse: Discourse, word: str, phrase: Phrase) -> tuple[Ref, ...]:
    """Whom a pronoun or possessive means."""
    blamed = _blamed(discourse, word, phrase)
    if blamed:
        return blamed
    told = _told_to(discourse, word, phrase)
    if told:
        return told
    speaking = _goes_on(discourse, word, phrase)
    if speaking:
        return speaking
    if word == "each other":
        return reciprocal(discourse, phrase)
    if word in PERSONAL:
        return _awaited(discourse, phrase, person=True) or _person(discourse, phrase)
    if word in NEUTER:
        return _awaited(discourse, phrase, person=False) or _neuter(discourse, phrase)
    if word in GROUP_PRONOUNS:
        return _plural(discourse, phrase)
    if word in ("both", "each", "two"):
        of = phrase.pp("of")
        return (discourse.all(of) if of is not None else ()) or pair(discourse)
    if word == "here" and discourse.here is not None:
        return (Ref(discourse.here, "place", False),)
    if word == "there":
        return _there(discourse)
    return _speaker(discourse, phrase) if word in _SPEAKERS else ()


def _blamed(discourse: Discourse, word: str, phrase: Phrase) -> tuple[Ref, ...]:
    """Whom a verb is about owns what it is over: "criticised Algeria over its attack"."""
    verb = phrase.verb
    if word not in _POSSESSIVES or phrase.determiner != word or phrase.role not in _GROUNDS or verb is None:
        return ()
    if verb.passive or not verb.objects or verb.objects[0].first > phrase.first:
        return ()
    return tuple(ref for ref in discourse.resolved.get(verb.objects[0], ()) if ref.kind in _TERRITORIAL)


def _told_to(discourse: Discourse, word: str, phrase: Phrase) -> tuple[Ref, ...]:
    """Who is told to do something to what is theirs: "appealed to Mali to end its raids"."""
    verb = phrase.verb
    if word not in ("its", "their") or phrase.determiner != word or verb is None or verb.link != "inf":
        return ()
    above = verb.parent
    if above is None or above.lemma not in _OBJECT_CONTROL or verb.lemma in _GIVING_BACK:
        return ()
    told = above.objects[0] if above.objects else above.pp("on", "to", "for")
    if above.passive:
        told = above.subject
    if told is None or told.first > phrase.first:
        return ()
    return tuple(ref for ref in discourse.resolved.get(told, ()) if ref.kind in _COLLECTIVE)


def _goes_on(discourse: Discourse, word: str, phrase: Phrase) -> tuple[Ref, ...]:
    """Who spoke last, where a pronoun says more: "…, it added", "she went on"."""
    verb, speaker = phrase.verb, discourse.speaker
    if (
        speaker is None
        or verb is None
        or phrase.role != "subj"
        or phrase.determiner
        or verb.subject is not phrase
    ):
        return ()
    if discourse.sentence - discourse.spoken > 1 or speech_kinds().get(verb.lemma, "think") == "think":
        return ()
    if (
        verb.lemma not in _CONTINUING
        and not discourse.tokens[0].quoted
        and discourse.tokens[0].text not in '“"'
    ):
        return ()
    individual = speaker.kind in ("person", "office")
    fits = individual if word in PERSONAL else not individual and word in NEUTER | GROUP_PRONOUNS
    return (speaker,) if fits else ()


def _awaited(discourse: Discourse, phrase: Phrase, person: bool) -> tuple[Ref, ...]:
    """The subject that is still to come: "Before he left, Ruiz …"."""
    refs, place = discourse.awaited
    if phrase.first >= place:
        return ()
    return tuple(r for r in refs if (r.kind in ("person", "office")) == person)[:1]


def _person(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """ "she": the likeliest person, or the office, by its holder if the same sentence gives it."""
    trace = next((t for t in _salient(discourse, phrase) if t.ref.kind in ("office", "person")), None)
    if trace is None:
        return ()
    if trace.ref.kind == "office":
        named = (t.ref for t in discourse.recent() if t.sentence == trace.sentence and t.ref.kind == "person")
        return (next((ref for ref in named if ref.actor_id == trace.ref.actor_id), trace.ref),)
    known = discourse.known(trace.ref.person) if trace.ref.person else None
    if known is not None and known.ref is not None:
        return (known.ref,)
    return (trace.ref,) if trace.ref.actor_id else ()


def _neuter(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """ "it": the likeliest state or body, else the state that the likeliest person speaks for."""
    salient = _salient(discourse, phrase)
    for trace in salient:
        if trace.ref.kind in _COLLECTIVE and trace.ref.official:
            return (replace(trace.ref, kind="state", person=None),)
    for trace in salient:
        if trace.ref.kind in ("office", "person") and trace.ref.actor_id:
            return (Ref(trace.ref.actor_id, "state", True),)
    return ()


def _plural(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """ "they": those named together last, unless one of them is the subject; else the likeliest body."""
    teller = _plural_teller(discourse, phrase)
    if teller:
        return teller
    subject = phrase.verb.subject if phrase.verb is not None and _beside_subject(phrase) else None
    mine = discourse.actors(subject) if subject is not None else set()
    if discourse.group and not mine & {ref.actor_id for ref in discourse.group}:
        return discourse.group
    for trace in _salient(discourse, phrase):
        if trace.ref.kind in ("group", "people") or (trace.ref.official and trace.ref.kind != "person"):
            return (trace.ref,)
    return ()


def _plural_teller(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """The plural subject of the verb that a clause with "they" hangs on: "The envoys said that they …"."""
    verb = phrase.verb
    if verb is None or phrase is not verb.subject or verb.parent is None:
        return ()
    above = verb.parent.subject
    if verb.link == "rel" and (above is verb.governor or verb.governor not in verb.parent.objects):
        return ()  # but "the Czechs dropped the suit that they had brought"
    if above is None or above is phrase or above.first > phrase.first:
        return ()
    refs = discourse.all(above)
    many = len(refs) > 1 or (above.noun and discourse.tokens[above.head].low != above.noun)
    return refs if many else ()


def reciprocal(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """ "each other", and "the other" of two: all whom the subject of the clause names."""
    node: Phrase | None = phrase
    while node is not None and node.verb is None:
        node = node.owner
    subject = grammar_subject(node.verb) if node is not None and node.verb is not None else None
    refs = discourse.all(subject) if subject is not None and subject is not phrase else ()
    refs = refs if len(refs) > 1 else pair(discourse)
    return tuple(Ref(ref.actor_id, "state", True) for ref in refs if ref.actor_id)


def grammar_subject(verb: Verb) -> Phrase | None:
    """The grammatical subject of a verb or, of an infinitive or gerund, of the nearest verb above it."""
    node: Verb | None = verb
    for _ in range(4):
        if node is None or node.subject is not None:
            break
        node = node.parent
    return node.subject if node is not None else None


def _there(discourse: Discourse) -> tuple[Ref, ...]:
    """The last place: a city, a capital, or what stood after a preposition."""
    for trace in discourse.latest_first():
        if trace.ref.kind == "place" or trace.ref.capital or trace.rank == 3:
            return (replace(trace.ref, kind="place", official=False),) if trace.ref.actor_id else ()
    return ()


def _speaker(discourse: Discourse, phrase: Phrase) -> tuple[Ref, ...]:
    """ "we": the subject of the verb of saying above, else who spoke last."""
    node = phrase.verb
    while node is not None and not (node.link in ("quote", "that") and node.parent is not None):
        node = node.parent
    if node is not None and node.parent is not None and node.parent.subject is not None:
        return discourse.all(node.parent.subject)[:1]
    return (discourse.speaker,) if discourse.speaker is not None else ()


def _beside_subject(phrase: Phrase) -> bool:
    """Whether a phrase stands directly in a clause, but not as its subject."""
    return phrase.owner is None and phrase.role not in ("subj", "poss", "")


def _salient(discourse: Discourse, phrase: Phrase) -> list[Trace]:
    """Earlier references, likeliest first: this sentence's subjects and others, then the last ones'."""
    recent = [t for t in discourse.recent() if discourse.sentence - t.sentence <= 3]
    subject = phrase.verb.subject if phrase.verb is not None else None
    acts = subject is not None and subject.possessor is None  # "X's tour took her to Lima": her is X
    if subject is not None and acts and phrase.pronoun and _beside_subject(phrase):
        same = discourse.actors(subject)  # "X hit them": not X
        recent = [t for t in recent if t.ref.actor_id not in same]
    named = _named_beside(phrase)
    if named:
        recent = [t for t in recent if t.ref.actor_id not in named]
    antecedent = _object_antecedent(phrase)
    if antecedent is not None:
        same = discourse.actors(antecedent)  # "Peru, whom it accused": not Peru
        recent = [t for t in recent if t.ref.actor_id not in same]
    here = [t for t in recent if t.sentence == discourse.sentence and t.first < phrase.first]
    before = [t for t in recent if t.sentence < discourse.sentence]
    beside = phrase.role == "obj" and bool(phrase.pronoun)  # an object goes on from an object
    here.sort(key=lambda t: (t.rank != 2 if beside else False, t.rank, -t.first))
    before.sort(key=lambda t: (-t.sentence, t.rank, t.first))
    if _heads_clause(phrase) and not any(t.rank <= _OBJECT for t in here):
        going_on = [t for t in before if t.rank == 0 and discourse.sentence - t.sentence == 1]
        before = [t for t in before if t not in going_on]
        return going_on + here + before  # "In a letter to the UN, its envoy …": whose sentence it was before
    return here + before


def _heads_clause(phrase: Phrase) -> bool:
    """Whether a pronoun is the subject of a main clause, or says whose the subject is."""
    verb = phrase.verb
    return verb is not None and phrase is verb.subject and verb.link == ""


def _named_beside(phrase: Phrase) -> set[str]:
    """Whom a clause names whose subject is "it" or "they": in "it closed the Iraqi mission" not Iraq."""
    verb = phrase.verb
    if verb is None or phrase is not verb.subject or phrase.pronoun not in NEUTER | GROUP_PRONOUNS:
        return set()
    beside = (*verb.objects, *(np for prep, np in verb.pps if prep not in _PLACING))
    owned = (np.possessor for np in beside if np.possessor is not None)
    return {m.actor_id for np in (*beside, *owned) for m in np.mentions if m.kind in _NAMING}


def _object_antecedent(phrase: Phrase) -> Phrase | None:
    """What a relative clause is about whose subject is a pronoun: "Peru, whose envoys it expelled"."""
    verb = phrase.verb
    if verb is None or verb.link != "rel" or phrase is not verb.subject or verb.governor is None:
        return None
    if verb.marker == "whom" and verb.governor.owner is not None and verb.governor.determiner == "whose":
        return verb.governor.owner
    return verb.governor if verb.marker in ("whom", "which", "that") else None
