"""What a frame asks of its slots: one function a question, found by its name in `frames.tsv`."""

from __future__ import annotations

from collections.abc import Callable, Container

from demarche.coding import grammar
from demarche.coding.chunks import Phrase
from demarche.coding.frames import noun_classes
from demarche.coding.lists import COUNTRY_NOUNS, NON_STATE, STATE_GROUPS, word_list
from demarche.coding.mentions import PLACE_KINDS, STATE_KINDS
from demarche.coding.pointing import owned
from demarche.coding.slots import Trigger, fillers, refs
from demarche.coding.view import View
from demarche.coding.words import singular

_ACTING = frozenset(("state", "org", "institution", "office", "person", "group", "people"))
_HOSTILE = word_list("hostile_verb")
_LAND_NOUNS = COUNTRY_NOUNS | word_list("land_noun")
_ARMED = word_list("armed_group")
_NO_TOPIC = word_list("no_topic")
_FIGURATIVE = word_list("figurative")
_CURRENCY_SIGNS = frozenset("$€£¥₹₽₩₪")
_PERSON_ENDINGS = ("er", "or", "ist", "man", "ant", "ian", "ee", "ese")


def fits(view: View, trigger: Trigger, slot: str, constraint: str, status: str | None) -> bool:
    """Whether what stands in a slot meets a constraint; `status`: how the act is told, None for a noun's."""
    if slot == "status":
        return status == constraint
    of_clause = _CLAUSE_QUESTIONS.get(slot)
    if of_clause is not None and (slot != "under" or trigger.phrase is not None):
        return of_clause(view, trigger, constraint)
    if slot in _WORDS:
        return not _WORDS[slot].isdisjoint(view.discourse.lows)
    if constraint in ("plural", "single"):
        count = len(refs(view, trigger, slot))
        return count >= 2 if constraint == "plural" else count == 1
    phrases = fillers(view, trigger, slot)
    if slot == "as" and constraint == "@wrong" and trigger.verb is not None:
        wrong = noun_classes()["wrong"]  # denounced as illegal
        return trigger.verb.predicate in wrong or any(_has_word(view, phrase, wrong) for phrase in phrases)
    if constraint in ("plural", "single"):
        count = len(refs(view, trigger, slot)) if phrases or slot == "owner" else 0
        return count >= 2 if constraint == "plural" else count == 1
    if not phrases or constraint in ("any", "none"):
        return bool(phrases) == (constraint != "none")
    return any(_phrase_fits(view, phrase, constraint) for phrase in phrases)


# --- questions about the clause


def _always(_view: View, _trigger: Trigger, _constraint: str) -> bool:
    return True


def _particle(_view: View, trigger: Trigger, constraint: str) -> bool:
    """ "flew in": the verb's particle, or a preposition that begins with it ("out of")."""
    verb = trigger.verb
    wanted = constraint.split("|")
    return verb is not None and (
        verb.particle in wanted
        or (constraint != "in" and any(prep.split()[0] in wanted for prep, _ in verb.pps))
    )


def _alone(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "was the first to visit": no object."""
    return trigger.verb is not None and not grammar.objects(trigger.verb)


def _bare(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "called Peru", but not "called Peru a friend": one object and no predicate."""
    verb = trigger.verb
    return verb is not None and not verb.predicate and len(grammar.objects(verb)) == 1


def _plain(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "was in Lima", but not "was due in Lima": no predicate."""
    return trigger.verb is not None and not trigger.verb.predicate


def _is(_view: View, trigger: Trigger, constraint: str) -> bool:
    """ "was due in Lima", "was illegal": the predicate, a word or of a class."""
    if trigger.verb is None:
        return False
    if constraint.startswith("@"):
        return trigger.verb.predicate in noun_classes()[constraint[1:]]
    return trigger.verb.predicate in constraint.split("|")


def _negated(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "would not leave", "had no right"."""
    verb = trigger.verb
    return verb is not None and (
        verb.negated or any(np.determiner in ("no", "neither") for np in verb.objects)
    )


def _what(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "what it called an outrage"."""
    return trigger.verb is not None and trigger.verb.link == "wh" and trigger.verb.marker == "what"


def _passive(_view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "must be lifted"."""
    return trigger.verb is not None and trigger.verb.passive


def _governed(_view: View, trigger: Trigger, constraint: str) -> bool:
    """ "rejected Peru's demand": the verb over a noun."""
    return trigger.verb is not None and trigger.verb.lemma in constraint.split("|")


def _infinitive(view: View, trigger: Trigger, constraint: str) -> bool:
    """ "agreed to trade", "an attempt to topple": a verb that hangs on the trigger with "to"."""
    every = [v for v in view.parse.verbs if v.link == "inf"]
    noun = trigger.phrase
    if noun is not None:
        lemmas = {v.lemma for v in every if v.governor is noun or v.first == noun.last + 1}
    else:
        lemmas = {v.lemma for v in every if v.parent is trigger.verb}
    if constraint in ("any", "none"):
        return bool(lemmas) == (constraint == "any")
    return bool(lemmas & (_HOSTILE if constraint == "hostile" else set(constraint.split("|"))))


def _gerund(view: View, trigger: Trigger, constraint: str) -> bool:
    """ "stopped buying", "barred them from entering": a verb in -ing that hangs on the trigger."""
    lemmas = {v.lemma for v in view.parse.verbs if v.link == "ing" and v.parent is trigger.verb}
    return bool(lemmas) if constraint == "any" else not lemmas.isdisjoint(constraint.split("|"))


def _complement(view: View, trigger: Trigger, constraint: str) -> bool:
    """ "said that Peru must withdraw": a clause of what is said, with a modal if one is asked for."""
    said = [v for v in view.parse.verbs if v.parent is trigger.verb and v.link in ("that", "quote")]
    modals = {"must": ("must", "should"), "planned": ("will", "would")}.get(constraint)
    return bool(said) if modals is None else any(v.modal in modals for v in said)


def _predicate(view: View, trigger: Trigger, constraint: str) -> bool:
    """ "called the raid a crime", "called the raid illegal": the second object or the adjective."""
    if trigger.verb is None:
        return False
    words = noun_classes()[constraint.removeprefix("@")]
    every = grammar.objects(trigger.verb)
    return trigger.verb.predicate in words or (len(every) >= 2 and _has_word(view, every[-1], words))


def _literal(view: View, trigger: Trigger, _constraint: str) -> bool:
    """ "the war", but not "the trade war"."""
    return trigger.phrase is not None and not _figurative(view, trigger.phrase)


def _role(_view: View, trigger: Trigger, constraint: str) -> bool:
    """ "with the support of Peru": the preposition that brings a noun."""
    return trigger.phrase is not None and trigger.phrase.role in constraint.split("|")


_CLAUSE_QUESTIONS: dict[str, Callable[[View, Trigger, str], bool]] = {
    "any": _always,
    "literal": _literal,
    "role": _role,
    "prt": _particle,
    "alone": _alone,
    "bare": _bare,
    "plain": _plain,
    "predicate": _is,
    "negated": _negated,
    "passive": _passive,
    "what": _what,
    "under": _governed,
    "inf": _infinitive,
    "ing": _gerund,
    "comp": _complement,
    "obj2": _predicate,
}
_WORDS: dict[str, frozenset[str]] = {
    "phone": word_list("phone"),
    "persona": word_list("persona"),
    "hostage": word_list("captivity"),
    **{word: frozenset((word,)) for word in word_list("asked_word")},
}
"""Slots that ask for a word anywhere in the sentence."""


# --- questions about a phrase


def _phrase_fits(view: View, phrase: Phrase, constraint: str) -> bool:
    if constraint == "@wrong":
        return _has_word(view, phrase, noun_classes()["wrong"])
    if constraint.startswith("@"):
        return view.noun(phrase) in noun_classes()[constraint[1:]]
    question = _PHRASE_QUESTIONS.get(constraint)
    return question(view, phrase) if question is not None else view.noun(phrase) in constraint.split("|")


def _has_word(view: View, phrase: Phrase, words: Container[str]) -> bool:
    """Whether a phrase, its list or what it is "of" holds one of the words."""
    of = phrase.pp("of")
    last = max(np.last for np in (*phrase.members(), *([of] if of is not None else [])))
    lows = (token.low for token in view.tokens[phrase.first : last + 1])
    return any(low in words or singular(low) in words for low in lows)


def _of_kind(*kinds: str) -> Callable[[View, Phrase], bool]:
    """The question whether a phrase stands for somebody of these kinds."""
    wanted = frozenset(kinds)
    return lambda view, phrase: any(ref.kind in wanted for ref in view.discourse.all(phrase))


_envoy = _of_kind("person", "office", "group")


def _traveller(view: View, phrase: Phrase) -> bool:
    """ "the Peruvian premier", "a Peruvian delegation", but not "Peruvian troops"."""
    return _envoy(view, phrase) and view.noun(phrase) not in _ARMED


def _topic(view: View, phrase: Phrase) -> bool:
    """ "on trade", but not "on nothing"."""
    return view.tokens[phrase.head].low not in _NO_TOPIC


def _diplomats(view: View, phrase: Phrase) -> bool:
    """ "two Peruvians", "its ambassador", "ten of its diplomats"."""
    of = phrase.pp("of")
    if of is not None and view.tokens[phrase.head].tag == "CD":
        return _diplomats(view, of)
    nationals = (m for m in phrase.mentions if m.kind in ("people", "adjective"))
    at_head = any(m.first <= phrase.head <= m.last for m in nationals)
    return at_head or view.noun(phrase) in noun_classes()["diplomat"]


def _number(view: View, phrase: Phrase) -> bool:
    """ "expelled two"."""
    return view.tokens[phrase.head].tag == "CD"


def _guest(view: View, phrase: Phrase) -> bool:
    """ "the Peruvian premier", "an envoy": somebody who travels for a state."""
    return _traveller(view, phrase) or view.noun(phrase) in noun_classes()["envoy"]


def _named(view: View, phrase: Phrase) -> bool:
    """ "Ana Ruiz", "the minister"."""
    if phrase.pronoun:
        return False
    return any(ref.person or ref.kind == "office" for ref in view.discourse.resolve(phrase))


def _force(view: View, phrase: Phrase) -> bool:
    """ "Peruvian troops", "tanks"."""
    groups = any(ref.kind == "group" for ref in view.discourse.all(phrase))
    return groups or view.noun(phrase) in noun_classes()["force"]


def _someone(view: View, phrase: Phrase) -> bool:
    """ "Ana Ruiz", of whom the text says no state."""
    named = view.tokens[phrase.head].tag == "NP"
    return named and not view.discourse.all(phrase) and not phrase.mentions


def _igo(_view: View, phrase: Phrase) -> bool:
    """ "the Security Council"."""
    return any(m.kind in ("igo", "bloc") for m in phrase.mentions)


def _deed(view: View, phrase: Phrase) -> bool:
    """ "Peru's raid", "the raid by Peru": somebody's."""
    if view.noun(phrase) in NON_STATE:
        return False
    by = phrase.pp("by")
    return bool(
        view.discourse.all(phrase) or owned(view, phrase) or (by is not None and view.discourse.all(by))
    )


def _national(view: View, phrase: Phrase) -> bool:
    """ "a Peruvian", "Peru's citizen"."""
    return bool(view.discourse.all(phrase) or view.discourse.owner(phrase))


def _soil(view: View, phrase: Phrase) -> bool:
    """ "Peru", but not "the United Nations"."""
    return _land(view, phrase) and not _igo(view, phrase)


def _nationals(view: View, phrase: Phrase) -> bool:
    """ "two Peruvians", "a Peruvian pilot", "Ana Ruiz, a Peruvian": people of some state, not its things."""
    if any(ref.kind in ("people", "group", "person", "office") for ref in view.discourse.all(phrase)):
        return True
    of = phrase.pp("of")
    if of is not None and view.noun(phrase) == singular(view.tokens[of.head].low):
        return _nationals(view, of)  # thousands of Peruvians
    noun = view.noun(phrase)
    people = noun in NON_STATE or noun in STATE_GROUPS or noun in noun_classes()["captive"]
    if not people and not noun.endswith(_PERSON_ENDINGS) and view.tokens[phrase.head].tag != "NP":
        return False
    return bool(owned(view, phrase)) or any(_nationals(view, np) for np in _from(phrase))


def _from(phrase: Phrase) -> list[Phrase]:
    return [np for prep, np in phrase.pps if prep == "from"]


def _place(view: View, phrase: Phrase) -> bool:
    """ "Peru", "the waters off Peru", "its border with Peru"."""
    return _land(view, phrase) or bool(view.discourse.owner(phrase)) or bool(phrase.pp("with", "off"))


def _strike(view: View, phrase: Phrase) -> bool:
    """ "air strikes", but not "a verbal attack"."""
    return view.noun(phrase) in noun_classes()["deednoun"] and not _figurative(view, phrase)


def _figurative(view: View, phrase: Phrase) -> bool:
    return any(token.low in _FIGURATIVE for token in view.tokens[phrase.first : phrase.head])


def _money(view: View, phrase: Phrase) -> bool:
    """ "a loan", "$500,000", "30 million euros in aid"."""
    if view.noun(phrase) in noun_classes()["money"]:
        return True
    before = view.tokens[phrase.first - 1].text if phrase.first else ""
    return before in _CURRENCY_SIGNS


def _state_owned(view: View, phrase: Phrase) -> bool:
    """ "Peru's ships", but not "Peruvian rebels" or "Peru's capital"."""
    if view.noun(phrase) in NON_STATE:
        return False
    return bool(owned(view, phrase)) and not _land(view, phrase)


def _land(view: View, phrase: Phrase) -> bool:
    """ "Lima", "Peru", "the kingdom", "its territory"."""
    for mention in phrase.mentions:
        if mention.first <= phrase.head <= mention.last == phrase.last:
            return mention.kind in PLACE_KINDS | STATE_KINDS - {"body", "state_media"}
    noun = view.noun(phrase)
    if noun in _LAND_NOUNS:
        return bool(view.discourse.all(phrase) or view.discourse.owner(phrase))
    if noun in STATE_GROUPS and not phrase.pronoun:
        return False
    return any(ref.kind in ("state", "place") for ref in view.discourse.resolve(phrase))


_PHRASE_QUESTIONS: dict[str, Callable[[View, Phrase], bool]] = {
    "actor": _of_kind(*_ACTING),
    "person": _of_kind("person", "office"),
    "guest": _guest,
    "traveller": _traveller,
    "force": _force,
    "diplomats": _diplomats,
    "named": _named,
    "someone": _someone,
    "number": _number,
    "topic": _topic,
    "igo": _igo,
    "land": _land,
    "deed": _deed,
    "national": _national,
    "nationals": _nationals,
    "soil": _soil,
    "place": _place,
    "strike": _strike,
    "money": _money,
    "stateowned": _state_owned,
}


QUESTIONS = frozenset((*_PHRASE_QUESTIONS, "any", "plural", "single", "@wrong"))
"""The constraints that ask for more than a noun."""
NOT_IN_PLACE = frozenset((*_CLAUSE_QUESTIONS, *_WORDS, "as"))
"""The slots that ask for more than a phrase in that place."""
