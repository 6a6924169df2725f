"""The rules that tell what a noun phrase stands for, the most specific first.

A rule returns what the phrase stands for, () when that is no actor, and None when it is not the rule's case.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from demarche.coding.chunks import Phrase
from demarche.coding.entities import anaphora, names, offices
from demarche.coding.entities.model import Ref
from demarche.coding.lists import (
    COUNTERPARTS,
    COUNTRY_NOUNS,
    HOSTS,
    NON_STATE,
    STATE_GROUPS,
    UNANCHORED,
    word_list,
)
from demarche.coding.mentions import ADJECTIVE_KINDS, PERSON, PLACE_KINDS, Mention, halves_of
from demarche.coding.people import Office
from demarche.coding.segment import Token
from demarche.coding.words import singular

if TYPE_CHECKING:
    from demarche.coding.entities.discourse import Discourse

_NOT_IN_OFFICE = word_list("not_in_office")
_SEMI_STATE = word_list("semi_state")
_ORG_NOUNS = word_list("organisation_noun")
_PAIR_NOUNS = word_list("pair_noun")
_LAND_NOUNS = word_list("land_noun")
_THINGS_OF_STATE = word_list("thing_of_state")
_FRIENDS = frozenset(("ally", "partner"))  # "her allies" are not the other side
_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_AT_ODDS = word_list("between_two")
_OF_BOTH = ("the", "these", "both", "two")
_DIRECTIONS = ("North", "South", "East", "West")
_NAMED_KINDS = {
    "seat": "institution",
    "body": "institution",
    "state_media": "institution",
    "igo": "org",
    "bloc": "org",
}

Refs = tuple[Ref, ...]


@dataclass(slots=True)
class Look:
    """A phrase as the rules see it: `start` is the first token after a possessor, `headed` the gazetteer's
    form at its head, `noun` its head in the singular, `office` the office in it with its tokens."""

    discourse: Discourse
    phrase: Phrase
    start: int
    headed: Mention | None
    head: Token
    noun: str
    office: tuple[Office, int, int] | None

    @property
    def bare(self) -> bool:
        """Whether the head is the phrase's last word."""
        return self.phrase.head == self.phrase.last

    @property
    def before(self) -> list[Token]:
        """The tokens before the head."""
        return self.discourse.tokens[self.start : self.phrase.head]


def resolve_phrase(discourse: Discourse, phrase: Phrase) -> Refs:
    """What a phrase alone stands for; () when it is no actor's."""
    if phrase.pronoun:
        discourse.ways[phrase] = "pronoun"
        return anaphora.pronoun(discourse, phrase.pronoun, phrase)
    tokens = discourse.tokens
    start = phrase.possessor.last + 2 if phrase.possessor is not None else phrase.first
    office = discourse.office_in(start, phrase.last)
    head = tokens[phrase.head]
    pointing = head.low in ("former", "latter")  # of two
    if (
        not pointing
        and not _NOT_IN_OFFICE.isdisjoint(discourse.lows)
        and any(token.low in _NOT_IN_OFFICE for token in tokens[start : phrase.last + 1])
    ):
        names.introduce(discourse, names.name_in(discourse, phrase, start, office), None)
        return ()
    headed = _headed(discourse, phrase, start) if phrase.mentions else None
    for mention in phrase.mentions:
        direction, _, rest = mention.form.partition(" ")
        if rest and direction in _DIRECTIONS and mention.kind == "name":
            discourse.compass[direction.lower()] = mention.actor_id
    noun = singular(head.low)
    look = Look(discourse, phrase, start, headed, head, noun, office)
    for rule in _rules_for(noun, head.low, headed is not None, office is not None):
        refs = rule(look)
        if refs is not None:
            discourse.ways.setdefault(phrase, rule.__name__)
            return refs
    return ()


def _headed(discourse: Discourse, phrase: Phrase, start: int) -> Mention | None:
    """The gazetteer's form at the head; a place's name after a first name is a person's: "Ana Lima"."""
    headed = next((m for m in phrase.mentions if m.first <= phrase.head <= m.last), None)
    if headed is None or headed.kind not in PLACE_KINDS | {"capital"} or headed.first <= start:
        return headed
    if discourse.tokens[headed.first - 1].tag != "NP":
        return headed
    if any(m.last == headed.first - 1 for m in phrase.mentions):
        return headed
    phrase.mentions.remove(headed)
    return None


# --- names


def _compass(look: Look) -> Refs | None:
    """ "the North", where the text has named a North before."""
    actor = look.discourse.compass.get(look.head.low)
    if actor is None or look.headed is not None or look.phrase.determiner != "the" or not look.bare:
        return None
    return (Ref(actor, "state", True),)


def _named(look: Look) -> Refs | None:
    """ "Peru", "Lima", "the Kremlin", "Peruvians"."""
    mention, phrase, discourse = look.headed, look.phrase, look.discourse
    if mention is None or mention.kind in ADJECTIVE_KINDS:
        return None
    if mention.kind in PLACE_KINDS:
        return (Ref(mention.actor_id, "place", False),)
    if mention.kind == "not_state":
        return ()
    if mention.kind == "people":
        counted = any(token.tag == "CD" for token in look.before)
        whole = look.start == mention.first or phrase.determiner == "the"
        return (Ref(mention.actor_id, "people", whole and not counted),)
    if phrase.head < mention.last or mention.last < phrase.last:
        return ()
    if mention.kind == PERSON:
        return names.given_person(discourse, mention.actor_id, mention.form)
    kind = _NAMED_KINDS.get(mention.kind, "state")
    if kind == "org":
        discourse.orgs[""] = mention.actor_id
        nouns = (word for word in mention.form.lower().split() if word in _ORG_NOUNS)
        discourse.orgs.update(dict.fromkeys(nouns, mention.actor_id))
    return (Ref(mention.actor_id, kind, True, capital=mention.kind == "capital"),)


def _halves(look: Look) -> Refs | None:
    """ "the two Koreas"."""
    if look.head.tag != "NP" or not look.head.low.endswith("s") or not look.bare:
        return None
    halves = halves_of(look.head.text[:-1], look.discourse.day)
    return tuple(Ref(actor, "state", True) for actor in halves) or None


def _person(look: Look) -> Refs | None:
    """ "Chilean Foreign Minister Ana Ruiz", "Ruiz"."""
    name = names.name_in(look.discourse, look.phrase, look.start, look.office)
    return names.person(look.discourse, look.phrase, name, look.office) if name else None


def _nationals(look: Look) -> Refs | None:
    """ "the French" act for France, "a Peruvian" does not."""
    if look.headed is None:
        return None
    first = look.discourse.tokens[look.phrase.first]
    if look.phrase.determiner in ("a", "an", "another") or first.tag == "CD":
        return (Ref(look.headed.actor_id, "people", False),)
    return (Ref(look.headed.actor_id, "people", True),) if look.phrase.determiner == "the" else ()


# --- bodies, and what is no state's


def _semi_state(look: Look) -> Refs | None:
    """ "Peruvian engineers": sent by a state, without a word for it."""
    if look.noun not in _SEMI_STATE:
        return None
    owners = look.discourse.owner(look.phrase)
    orgs = {mention.actor_id for mention in look.phrase.mentions if mention.kind == "igo"}
    return tuple(Ref(ref.actor_id, "group", ref.kind == "org" or ref.actor_id in orgs) for ref in owners)


def _organisation(look: Look) -> Refs | None:
    """ "the court", "the alliance": the organisation named before."""
    phrase, orgs = look.phrase, look.discourse.orgs
    if look.noun not in _ORG_NOUNS or phrase.determiner not in ("the", "its", "his"):
        return None
    if phrase.mentions or phrase.possessor is not None:
        return None
    actor = orgs.get(look.noun) or (orgs.get("") if look.head.tag != "NP" else None)
    return (Ref(actor, "org", True),) if actor is not None else None


def _non_state(look: Look) -> Refs | None:
    """ "Peruvian rebels"; but not "the party leader", an office."""
    is_office = look.office is not None and look.office[2] == look.phrase.head
    return () if look.noun in NON_STATE and not is_office else None


# --- what points back


def _same_again(look: Look) -> Refs | None:
    """ "the same president"."""
    if "same" in look.discourse.lows and any(token.low == "same" for token in look.before):
        return look.discourse.nouns.get(look.noun)
    return None


def _latter(look: Look) -> Refs | None:
    """ "the former", "the latter"."""
    group = look.discourse.group
    if look.head.low not in ("latter", "former") or len(group) < 2:
        return None
    return (group[-1] if look.head.low == "latter" else group[0],)


def _the_other(look: Look) -> Refs | None:
    """ "the other": of two who are the subject each for the other, of one the partner."""
    if look.head.low != "other" or not look.bare or look.phrase.determiner != "the":
        return None
    subject = anaphora.reciprocal(look.discourse, look.phrase)
    return subject if len(subject) > 1 else None


def _number(look: Look) -> Refs | None:
    """ "the three", "the two", "the pair"."""
    phrase = look.phrase
    if look.head.low in _COUNTS and look.bare and phrase.determiner in ("the", "all"):
        return anaphora.several(look.discourse, _COUNTS[look.head.low], phrase)
    if phrase.determiner != "the":
        return None
    if (look.head.low == "two" and look.bare) or (look.noun in ("pair", "duo") and not phrase.pp("of")):
        return anaphora.pair(look.discourse)
    return None


def _other_side(look: Look) -> Refs | None:
    """ "his counterpart", "a neighbour", "the hosts", "their host in Lima"."""
    phrase, discourse = look.phrase, look.discourse
    if look.noun in _PAIR_NOUNS and look.head.low != look.noun and phrase.determiner in _OF_BOTH:
        return None  # the two neighbours
    if look.head.low != look.noun and _of_two(look):
        return anaphora.pair_without_owner(discourse, phrase)  # both its neighbours
    if look.noun in COUNTERPARTS:
        return anaphora.counterpart(discourse, phrase)
    if look.noun not in HOSTS:
        return None
    if look.noun in _FRIENDS and look.head.low.endswith("s") and not look.phrase.mentions:
        return ()
    neighbour = look.noun in ("neighbour", "neighbor")
    if neighbour and phrase.determiner == "a" and phrase.role not in ("subj", "appos"):
        return anaphora.other_than_owner(discourse, phrase)
    place = phrase.pp("in")
    there = discourse.all(place) if place is not None else ()
    if there:
        return tuple(replace(ref, kind="office", official=True) for ref in there)
    if phrase.determiner in UNANCHORED or phrase.determiner == "the":
        return anaphora.other_than_owner(discourse, phrase)
    return None


def _of_two(look: Look) -> bool:
    """Whether a possessive plural counts two: "both its neighbours", "both of its allies"."""
    phrase = look.phrase
    if look.noun not in HOSTS or phrase.determiner not in UNANCHORED | {"both"}:
        return False
    host = phrase.owner
    counted = host is not None and phrase.role == "of" and host.pronoun in ("both", "two")
    return counted or any(
        token.low in ("two", "both") for token in (look.discourse.tokens[look.start], *look.before)
    )


def _both_sides(look: Look) -> Refs | None:
    """ "both governments", "the two leaders", "the countries"."""
    phrase = look.phrase
    body = look.noun in STATE_GROUPS or (look.office is not None and look.office[0].kind == "institution")
    counted = phrase.determiner in ("both", "two") or any(t.low in ("two", "both") for t in look.before)
    if (
        not (look.noun in _PAIR_NOUNS or (body and counted))
        or phrase.possessor is not None
        or phrase.mentions
        or phrase.pp("of")
    ):
        return None
    plural = phrase.determiner in ("the", "these") and look.head.low.endswith("s")
    if look.noun in COUNTRY_NOUNS:  # not "the rich nations"
        plural = plural and all(token.low in _AT_ODDS for token in look.before)
    told = phrase.determiner in ("both", "two") or any(token.low in ("two", "both") for token in look.before)
    return anaphora.pair(look.discourse) if plural or told else None


def _long_office(look: Look) -> Refs | None:
    """ "the foreign minister": an office of several words."""
    return _office(look) if look.office is not None and look.office[1] < look.office[2] else None


def _counted(look: Look) -> Refs | None:
    """ "the three countries"."""
    phrase = look.phrase
    count = next((_COUNTS[token.low] for token in look.before if token.low in _COUNTS), 0)
    fits = look.noun in _PAIR_NOUNS and phrase.determiner in ("the", "these", "those", "all")
    return anaphora.several(look.discourse, count, phrase) if count and fits and not phrase.pp("of") else None


def _country(look: Look) -> Refs | None:
    """ "the kingdom", "the Kingdom of Jordan"."""
    single = look.head.low == look.noun and look.phrase.determiner in ("the", "this", "that")
    if look.noun not in COUNTRY_NOUNS or not single:
        return None
    if look.head.low != look.noun and look.phrase.pp("of") is None:
        return None  # the islands
    if any(token.tag == "NP" for token in look.before):
        return ()
    of = look.phrase.pp("of")
    return look.discourse.all(of) if of is not None else anaphora.country(look.discourse, look.phrase)


def _region(look: Look) -> Refs | None:
    """ "the Sinai peninsula", "the Donetsk region": soil where the place before it lies."""
    if look.noun not in _LAND_NOUNS:
        return None
    places = [m.actor_id for m in look.phrase.mentions if m.kind in PLACE_KINDS and m.actor_id]
    return (Ref(places[-1], "place", False),) if places else None


def _office(look: Look) -> Refs | None:
    """ "the ministry", "the Chilean president"."""
    if look.office is None or look.office[2] != look.phrase.head:
        return None
    return offices.office_ref(look.discourse, look.phrase, look.office[0])


def _belongings(look: Look) -> Refs | None:
    """ "Peruvian troops" act for Peru; "Peru's offer" is Peru's."""
    owners = look.discourse.owner(look.phrase)
    if look.noun in STATE_GROUPS:
        return tuple(replace(ref, kind="group", official=True) for ref in owners)
    speaks = look.noun in _THINGS_OF_STATE
    return tuple(Ref(ref.actor_id, "thing", speaks) for ref in owners if ref.kind != "place")


_HEADED, _OFFICE = "a name at the head", "an office in it"
RULES: tuple[tuple[Callable[[Look], Refs | None], Container[str] | None], ...] = (
    (_compass, frozenset(word.lower() for word in _DIRECTIONS)),
    (_named, _HEADED),
    (_halves, None),
    (_person, None),
    (_nationals, _HEADED),
    (_semi_state, _SEMI_STATE),
    (_organisation, _ORG_NOUNS),
    (_non_state, NON_STATE),
    (_same_again, None),
    (_latter, frozenset(("latter", "former"))),
    (_the_other, frozenset(("other",))),
    (_number, frozenset((*_COUNTS, "two", "pair", "duo"))),
    (_other_side, COUNTERPARTS | HOSTS),
    (_both_sides, _PAIR_NOUNS),
    (_long_office, _OFFICE),
    (_counted, _PAIR_NOUNS),
    (_country, COUNTRY_NOUNS),
    (_region, _LAND_NOUNS),
    (_office, _OFFICE),
    (_belongings, None),
)
"""The rules in their order, each with what it cannot do without: a name at the head, an office, or one of
some words as head, in the singular or as it stands; None: it is for any phrase."""


@lru_cache(maxsize=8192)
def _rules_for(noun: str, head: str, headed: bool, office: bool) -> tuple[Callable[[Look], Refs | None], ...]:
    """The rules that can have something to say of a phrase."""
    given = {_HEADED: headed, _OFFICE: office}
    return tuple(
        rule
        for rule, wants in RULES
        if wants is None or (given[wants] if isinstance(wants, str) else noun in wants or head in wants)
    )
