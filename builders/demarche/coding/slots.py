"""The places of a frame: what stands as subject, object, "on X" … of a trigger, and whether it fits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.clauses import Parse
from demarche.coding.entities import Discourse, Ref
from demarche.coding.frames import noun_classes
from demarche.coding.mentions import PLACE_KINDS, STATE_KINDS
from demarche.coding.lists import COUNTRY_NOUNS, NON_STATE, STATE_GROUPS
from demarche.coding.referring import EVENT_PREPOSITIONS, QUANTITIES
from demarche.coding.segment import Sentence, Token
from demarche.coding.words import singular

_ACTING = frozenset(("state", "org", "institution", "office", "person", "group", "people"))
_PHONE = frozenset(["phone", "telephone", "telephoned", "hotline", "videolink"])
HOSTILE = frozenset(
    ["impede", "undermine", "destabilise", "destabilize", "sow", "split", "divide", "isolate", "weaken", "sabotage", "block", "thwart", "topple", "overthrow", "subvert", "encircle", "contain", "strangle", "discredit", "dominate", "provoke", "obstruct", "hinder", "hamper", "interfere", "meddle", "exploit"]
)


@dataclass(slots=True)
class View:
    """A parsed sentence with the document's memory: all that frames are matched against."""

    sentence: Sentence
    parse: Parse
    discourse: Discourse

    @property
    def tokens(self) -> list[Token]:
        return self.sentence.tokens

    def noun(self, phrase: Phrase) -> str:
        """The head noun of a phrase, singular, lower case; of "tons of X" and its like that of X."""
        noun = singular(self.tokens[phrase.head].low)
        if phrase.pronoun in ("it", "this") and self.discourse.sentence - self.discourse.topic[1] <= 1:
            return self.discourse.topic[0]
        if noun in QUANTITIES:
            of = phrase.pp("of")
            if of is not None:
                return singular(self.tokens[of.head].low)
        return noun

    def children(self, verb: Verb) -> list[Verb]:
        """The verbs whose clauses hang directly on a verb."""
        return [other for other in self.parse.verbs if other.parent is verb]


@dataclass(slots=True)
class Trigger:
    """A verb, or a noun with the verb that governs it, that a frame is tried on. `item`: one member of a list."""

    verb: Verb | None
    phrase: Phrase | None = None
    item: Phrase | None = None


def light_verb(phrase: Phrase) -> Verb | None:
    """The verb that a noun phrase is subject or object of, or stands under in a prepositional phrase."""
    host: Phrase | None = phrase
    while host is not None and host.role in ("and", "appos") and host.owner is not None:
        host = host.owner
    return host.verb if host is not None else None


def fillers(view: View, trigger: Trigger, slot: str) -> list[Phrase]:
    """The phrases that stand in a slot; [] when nothing does."""
    base, _, rest = slot.partition(".")
    found = _base(view, trigger, base)
    if not rest or rest == "owner":
        return found
    if base == "comp" and rest == "subj":
        return found
    return [np for phrase in found for prep, np in phrase.pps if prep == rest]


def _base(view: View, trigger: Trigger, slot: str) -> list[Phrase]:
    verb, phrase = trigger.verb, trigger.phrase
    if phrase is not None:
        return _of_noun(view, trigger, slot)
    assert verb is not None
    if slot == "subj":
        found = grammar.subject(verb)
        return [found] if found is not None else []
    if slot == "obj":
        if trigger.item is not None:
            return [trigger.item]
        return [member for np in grammar.objects(verb) for member in np.members()]
    if slot == "iobj":
        every = grammar.objects(verb)
        return every[:1] if len(every) >= 2 else []
    if slot == "comp" and phrase is None:
        return [
            s
            for child in view.children(verb)
            if child.link in ("that", "wh", "quote")
            for s in [grammar.subject(child)]
            if s
        ]
    if slot == "event":
        node: Verb | None = verb
        while node is not None and node.link != "rel":
            node = node.parent
        found = grammar.subject(node.parent) if node is not None and node.parent is not None else None
        return [found] if found is not None else []
    if slot == "parent":
        node = verb.parent
        found = grammar.subject(node) if node is not None else None
        return [found] if found is not None else []
    return [np for prep, np in verb.pps if prep == slot and not _of_event(view, prep, np)]


def _of_event(view: View, preposition: str, phrase: Phrase) -> bool:
    """Whether a prepositional phrase belongs to an event noun before it: "spoke about a visit to Lima"."""
    host = phrase.owner
    return (
        host is not None
        and phrase.role == preposition
        and preposition in EVENT_PREPOSITIONS.get(view.noun(host), ())
    )


def _of_noun(view: View, trigger: Trigger, slot: str) -> list[Phrase]:
    phrase = trigger.phrase
    assert phrase is not None
    if slot == "comp":
        said = [v for v in view.parse.verbs if v.governor is phrase and v.link == "that"]
        return [s for child in said for s in [grammar.subject(child)] if s is not None]
    if slot == "light":
        verb = trigger.verb
        found = grammar.subject(verb) if verb is not None else None
        return [found] if found is not None and found is not phrase else []
    return [np for prep, np in phrase.pps if prep == slot]


def refs(view: View, trigger: Trigger, slot: str) -> tuple[Ref, ...]:
    """The actors that stand in a slot, each once."""
    discourse = view.discourse
    base, _, rest = slot.partition(".")
    if slot == "owner" and trigger.phrase is not None:
        return owned(view, trigger.phrase)
    if slot in ("other", "focus", "host", "measured"):
        return ()
    if slot == "said":  # the ministry said that the three had a week to leave
        chain = grammar.said_by(trigger.verb) if trigger.verb is not None else []
        speaker = grammar.subject(chain[0][0]) if chain else None
        return discourse.all(speaker) if speaker is not None else ()
    if slot == "left":  # was asked to leave Moscow: by whose capital that is
        children = [
            v
            for v in view.parse.verbs
            if trigger.verb is not None and v.parent is trigger.verb and v.link == "inf"
        ]
        return tuple(r for v in children for np in v.objects for r in discourse.all(np))
    if slot == "topic":  # "X travels under a warrant. It was issued …": whom the sentence before was about
        return discourse.holders if any(p.pronoun for p in fillers(view, trigger, "obj")) else ()
    found: dict[str, Ref] = {}
    for phrase in fillers(
        view,
        trigger,
        slot.removesuffix(".subj") if slot in ("light.subj", "parent.subj", "event.subj") else slot,
    ):
        got = (
            owned(view, phrase)
            if rest == "owner"
            else discourse.all(phrase)
            if trigger.item is not phrase
            else discourse.resolve(phrase)
        )
        for ref in got:
            found.setdefault(ref.actor_id, ref)
    return tuple(found.values())


def owned(view: View, phrase: Phrase) -> tuple[Ref, ...]:
    """Whose a thing is; of a thing told of before ("the embargo") whose it was then."""
    found = view.discourse.owner(phrase)
    if found or phrase.determiner in ("a", "an", "any", "no"):
        return found
    if (
        view.noun(phrase) in _DEEDS
        and view.discourse.culprit is not None
        and phrase.determiner in ("the", "this", "that")
    ):
        return (replace(view.discourse.culprit, kind="thing", person=None),)
    if view.noun(phrase) in _SAYINGS and view.discourse.speaker is not None:
        return (view.discourse.speaker,)
    return view.discourse.things.get(view.noun(phrase), ()) if view.noun(phrase) in _REMEMBERED else ()


_DEEDS = frozenset(
    ["raid", "attack", "strike", "airstrike", "assault", "invasion", "bombing", "shelling", "killing", "launch", "test", "incident", "seizure", "arrest", "storming", "incursion", "bombardment", "blockade", "move", "step", "act", "action", "aggression", "escalation", "provocation", "intrusion"]
)
_SAYINGS = frozenset(
    ["remark", "statement", "comment", "word", "speech", "declaration", "announcement", "utterance", "outburst"]
)
_REMEMBERED = frozenset(
    ["agreement", "accord", "pact", "deal", "memorandum", "declaration", "treaty", "sanction", "embargo", "ban", "boycott", "blockade", "proposal", "offer", "plan", "demand", "tariff", "restriction"]
)


def fits(view: View, trigger: Trigger, slot: str, constraint: str, status: str | None) -> bool:
    """Whether what stands in a slot meets a frame's constraint."""
    verb = trigger.verb
    if slot == "any":
        return True
    if slot == "prt":
        return verb is not None and (
            verb.particle == constraint or any(p.split()[0] == constraint for p, _ in verb.pps)
        )
    if slot == "inf":
        return _infinitive(view, trigger, constraint)
    if slot == "alone":
        return verb is not None and not grammar.objects(verb)
    if slot == "bare":
        return verb is not None and not verb.predicate and len(grammar.objects(verb)) == 1
    if slot == "status":
        return status == constraint
    if slot in ("home", "phone", "together", "persona", "sorry", "packing"):
        words = _PHONE if slot == "phone" else {"persona", "personae"} if slot == "persona" else {slot}
        return any(token.low in words for token in view.tokens)
    if slot == "comp":
        return _complement(view, trigger, constraint)
    if slot == "obj2":
        return _predicate(view, trigger, constraint)
    phrases = fillers(view, trigger, slot)
    if constraint == "@wrong" and slot == "as" and verb is not None:
        words_wrong = noun_classes()["wrong"]
        return verb.predicate in words_wrong or any(
            _has_word(view, phrase, words_wrong) for phrase in phrases
        )
    if not phrases:
        return False
    if constraint == "any":
        return True
    if constraint in ("plural", "single"):
        return (len(refs(view, trigger, slot)) >= 2) == (constraint == "plural") and bool(
            refs(view, trigger, slot)
        )
    return any(_phrase_fits(view, phrase, constraint) for phrase in phrases)


def _infinitive(view: View, trigger: Trigger, constraint: str) -> bool:
    if trigger.phrase is not None:
        children = [v for v in view.parse.verbs if v.governor is trigger.phrase and v.link == "inf"]
        children += [v for v in view.parse.verbs if v.link == "inf" and trigger.phrase.last + 1 == v.first]
    else:
        assert trigger.verb is not None
        children = [v for v in view.children(trigger.verb) if v.link == "inf"]
    if constraint == "hostile":
        return any(child.lemma in HOSTILE for child in children)
    return any(constraint == "any" or child.lemma in constraint.split("|") for child in children)


def _complement(view: View, trigger: Trigger, constraint: str) -> bool:
    assert trigger.verb is not None
    children = [v for v in view.children(trigger.verb) if v.link in ("that", "quote")]
    if constraint == "must":
        return any(v.modal in ("must", "should") for v in children)
    if constraint == "planned":
        return any(v.modal in ("will", "would") for v in children)
    return bool(children)


def _predicate(view: View, trigger: Trigger, constraint: str) -> bool:
    """ "called the raid a crime", "called the raid illegal": the second object or the adjective."""
    verb = trigger.verb
    assert verb is not None
    words = noun_classes().get(constraint[1:], {})
    every = grammar.objects(verb)
    if len(every) >= 2 and _has_word(view, every[-1], words):
        return True
    return verb.predicate in words


def _has_word(view: View, phrase: Phrase, words: dict[str, object] | object) -> bool:
    assert isinstance(words, dict)
    of = phrase.pp("of")
    last = max([phrase.last, *(np.last for np in phrase.members()), *([of.last] if of is not None else [])])
    return any(
        view.tokens[k].low in words or singular(view.tokens[k].low) in words
        for k in range(phrase.first, last + 1)
    )


def _phrase_fits(view: View, phrase: Phrase, constraint: str) -> bool:
    if constraint.startswith("@"):
        words = noun_classes().get(constraint[1:], {})
        return _has_word(view, phrase, words) if constraint == "@wrong" else view.noun(phrase) in words
    discourse = view.discourse
    if constraint == "topic":
        return view.tokens[phrase.head].low not in ("little", "nothing", "else", "none", "anything")
    if constraint == "diplomats":
        people = any(
            m.kind in ("people", "adjective") and m.first <= phrase.head <= m.last for m in phrase.mentions
        )
        return people or view.noun(phrase) in noun_classes()["diplomat"]
    if constraint == "number":
        return view.tokens[phrase.head].tag == "CD"
    if constraint == "named":
        return not phrase.pronoun and any(r.person or r.kind == "office" for r in discourse.resolve(phrase))
    if constraint == "traveller":
        return any(r.kind in ("person", "office", "group") for r in discourse.all(phrase))
    if constraint in ("actor", "person", "guest", "force"):
        found = discourse.all(phrase)
        if constraint == "person":
            return any(r.kind in ("person", "office") for r in found)
        if constraint == "guest":
            return any(r.kind in ("person", "office", "group") for r in found)
        if constraint == "force":
            return any(r.kind == "group" for r in found) or view.noun(phrase) in noun_classes()["force"]
        return any(r.kind in _ACTING for r in found)
    if constraint == "someone":
        return view.tokens[phrase.head].tag == "NP" and not found_any(view, phrase)
    if constraint == "land":
        return is_land(view, phrase)
    if constraint == "igo":
        return any(m.kind in ("igo", "bloc") for m in phrase.mentions)
    if constraint == "deed":
        by = phrase.pp("by")
        return view.noun(phrase) not in NON_STATE and bool(
            discourse.all(phrase) or owned(view, phrase) or (by is not None and discourse.all(by))
        )
    if constraint in ("stateowned", "national"):
        if constraint == "national":
            return bool(discourse.all(phrase) or discourse.owner(phrase))
        return (
            view.noun(phrase) not in NON_STATE and bool(discourse.owner(phrase)) and not is_land(view, phrase)
        )
    return view.noun(phrase) in constraint.split("|")


def found_any(view: View, phrase: Phrase) -> bool:
    """Whether a phrase stands for any actor."""
    return bool(view.discourse.all(phrase)) or bool(phrase.mentions)


def is_land(view: View, phrase: Phrase) -> bool:
    """Whether a phrase names a state or a place in one, or describes a country."""
    for mention in phrase.mentions:
        if mention.first <= phrase.head <= mention.last and mention.last == phrase.last:
            return mention.kind in PLACE_KINDS or mention.kind in STATE_KINDS - {"body", "state_media"}
    noun = view.noun(phrase)
    if noun in COUNTRY_NOUNS or noun in (
        "capital",
        "soil",
        "territory",
        "province",
        "city",
        "palace",
        "ministry",
    ):
        return bool(view.discourse.all(phrase) or view.discourse.owner(phrase))
    if phrase.pronoun:
        return any(r.kind in ("state", "place") for r in view.discourse.resolve(phrase))
    return noun not in STATE_GROUPS and any(
        r.kind in ("state", "place") for r in view.discourse.resolve(phrase)
    )
