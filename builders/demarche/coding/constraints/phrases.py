"""What a frame asks of the phrase in a slot: whether it is somebody's deed, a place, money, people …"""

from __future__ import annotations

from collections.abc import Callable, Container

from demarche.coding.chunks import Phrase
from demarche.coding.frames import noun_classes
from demarche.coding.lists import COUNTRY_NOUNS, NON_STATE, STATE_GROUPS, word_list
from demarche.coding.mentions import PLACE_KINDS, STATE_KINDS
from demarche.coding.pointing import owned
from demarche.coding.view import View
from demarche.coding.words import singular

_ACTING = frozenset(("state", "org", "institution", "office", "person", "group", "people"))
_LAND_NOUNS = COUNTRY_NOUNS | word_list("land_noun")
_ARMED = word_list("armed_group")
_NO_TOPIC = word_list("no_topic")
_FIGURATIVE = word_list("figurative")
_CURRENCY_SIGNS = frozenset("$€£¥₹₽₩₪")
_PERSON_ENDINGS = ("er", "or", "ist", "man", "ant", "ian", "ee", "ese")


def phrase_fits(view: View, phrase: Phrase, constraint: str) -> bool:
    """Whether a phrase is what a constraint asks for: a noun, one of a class, or the yes to a question."""
    if constraint == "@wrong":
        return has_word(view, phrase, noun_classes()["wrong"])
    if constraint.startswith("@"):
        return view.noun(phrase) in noun_classes()[constraint[1:]]
    question = PHRASE_QUESTIONS.get(constraint)
    return question(view, phrase) if question is not None else view.noun(phrase) in constraint.split("|")


def has_word(view: View, phrase: Phrase, words: Container[str]) -> bool:
    """Whether a phrase, its list or what it is "of" holds one of the words."""
    of = phrase.pp("of")
    last = max(np.last for np in (*phrase.members(), *([of] if of is not None else [])))
    lows = (token.low for token in view.tokens[phrase.first : last + 1])
    return any(low in words or singular(low) in words for low in lows)


def figurative(view: View, phrase: Phrase) -> bool:
    """ "the trade war", "a verbal attack": not meant literally."""
    return any(token.low in _FIGURATIVE for token in view.tokens[phrase.first : phrase.head])


# --- somebody


def _of_kind(*kinds: str) -> Callable[[View, Phrase], bool]:
    """The question whether a phrase stands for somebody of these kinds."""
    wanted = frozenset(kinds)
    return lambda view, phrase: any(ref.kind in wanted for ref in view.discourse.all(phrase))


_envoy = _of_kind("person", "office", "group")


def _traveller(view: View, phrase: Phrase) -> bool:
    """ "the Peruvian premier", "a Peruvian delegation", but not "Peruvian troops"."""
    return _envoy(view, phrase) and view.noun(phrase) not in _ARMED


def _guest(view: View, phrase: Phrase) -> bool:
    """ "the Peruvian premier", "an envoy", "the Peruvian": somebody who travels for a state."""
    if _traveller(view, phrase) or view.noun(phrase) in noun_classes()["envoy"]:
        return True
    one = phrase.determiner == "the" and not view.tokens[phrase.head].low.endswith("s")
    return one and any(ref.kind == "people" for ref in view.discourse.resolve(phrase))


def _named(view: View, phrase: Phrase) -> bool:
    """ "Ana Ruiz", "the minister"."""
    if phrase.pronoun:
        return False
    return any(ref.person or ref.kind == "office" for ref in view.discourse.resolve(phrase))


def _someone(view: View, phrase: Phrase) -> bool:
    """ "Ana Ruiz", of whom the text says no state."""
    named = view.tokens[phrase.head].tag == "NP"
    return named and not view.discourse.all(phrase) and not phrase.mentions


def _force(view: View, phrase: Phrase) -> bool:
    """ "Peruvian troops", "tanks"."""
    groups = any(ref.kind == "group" for ref in view.discourse.all(phrase))
    return groups or view.noun(phrase) in noun_classes()["force"]


def _diplomats(view: View, phrase: Phrase) -> bool:
    """ "two Peruvians", "its ambassador", "ten of its diplomats"."""
    of = phrase.pp("of")
    if of is not None and view.tokens[phrase.head].tag == "CD":
        return _diplomats(view, of)
    nationals = (m for m in phrase.mentions if m.kind in ("people", "adjective"))
    at_head = any(m.first <= phrase.head <= m.last for m in nationals)
    return at_head or view.noun(phrase) in noun_classes()["diplomat"]


def _national(view: View, phrase: Phrase) -> bool:
    """ "a Peruvian", "Peru's citizen"."""
    return bool(view.discourse.all(phrase) or view.discourse.owner(phrase))


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


def _igo(_view: View, phrase: Phrase) -> bool:
    """ "the Security Council"."""
    return any(m.kind in ("igo", "bloc") for m in phrase.mentions)


# --- something


def _topic(view: View, phrase: Phrase) -> bool:
    """ "on trade", but not "on nothing"."""
    return view.tokens[phrase.head].low not in _NO_TOPIC


def _number(view: View, phrase: Phrase) -> bool:
    """ "expelled two"."""
    return view.tokens[phrase.head].tag == "CD"


def _deed(view: View, phrase: Phrase) -> bool:
    """ "Peru's raid", "the raid by Peru": somebody's."""
    if view.noun(phrase) in NON_STATE:
        return False
    by = phrase.pp("by")
    return bool(
        view.discourse.all(phrase) or owned(view, phrase) or (by is not None and view.discourse.all(by))
    )


def _strike(view: View, phrase: Phrase) -> bool:
    """ "air strikes", but not "a verbal attack"."""
    return view.noun(phrase) in noun_classes()["deednoun"] and not figurative(view, phrase)


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


def _soil(view: View, phrase: Phrase) -> bool:
    """ "Peru", but not "the United Nations"."""
    return _land(view, phrase) and not _igo(view, phrase)


def _place(view: View, phrase: Phrase) -> bool:
    """ "Peru", "the waters off Peru", "its border with Peru"."""
    return _land(view, phrase) or bool(view.discourse.owner(phrase)) or bool(phrase.pp("with", "off"))


PHRASE_QUESTIONS: dict[str, Callable[[View, Phrase], bool]] = {
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
"""Constraint, as `frames.tsv` names it → the question of a phrase."""
