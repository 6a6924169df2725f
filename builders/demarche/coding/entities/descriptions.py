"""The rules on what is described: bodies and groups, what points back, countries, offices, belongings."""

from __future__ import annotations

from dataclasses import replace

from demarche.coding.chunks import Phrase
from demarche.coding.entities import anaphora, offices, relations
from demarche.coding.entities.model import Ref
from demarche.coding.entities.rule import OFFICE, Look, Refs, Rule
from demarche.coding.lists import (
    COUNTERPARTS,
    COUNTRY_NOUNS,
    HOSTS,
    NON_STATE,
    STATE_GROUPS,
    UNANCHORED,
    word_list,
)
from demarche.coding.mentions import PLACE_KINDS

_SEMI_STATE = word_list("semi_state")
_ORG_NOUNS = word_list("organisation_noun")
_PAIR_NOUNS = word_list("pair_noun")
_LAND_NOUNS = word_list("land_noun")
_THINGS_OF_STATE = word_list("thing_of_state")
_FRIENDS = frozenset(("ally", "partner"))  # "her allies" are not the other side
_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_AT_ODDS = word_list("between_two")
_TWO = ("two", "both")
_OF_BOTH = ("the", "these", *_TWO)

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
    return () if look.noun in NON_STATE and look.headed_office is None else None


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
        return relations.several(look.discourse, _COUNTS[look.head.low], phrase)
    if phrase.determiner != "the":
        return None
    if (look.head.low == "two" and look.bare) or (look.noun in ("pair", "duo") and not phrase.pp("of")):
        return relations.pair(look.discourse)
    return None


def _other_side(look: Look) -> Refs | None:
    """ "his counterpart", "a neighbour", "the hosts", "their host in Lima"."""
    phrase, discourse = look.phrase, look.discourse
    if look.noun in _PAIR_NOUNS and look.head.low != look.noun and phrase.determiner in _OF_BOTH:
        return None  # the two neighbours
    if look.head.low != look.noun and _of_two(look):
        return relations.pair_without_owner(discourse, phrase)  # both its neighbours
    if look.noun in COUNTERPARTS:
        return relations.counterpart(discourse, phrase)
    if look.noun not in HOSTS:
        return None
    if look.noun in _FRIENDS and look.head.low.endswith("s") and not look.phrase.mentions:
        return ()
    neighbour = look.noun in ("neighbour", "neighbor")
    if neighbour and phrase.determiner == "a" and phrase.role not in ("subj", "appos"):
        return relations.other_than_owner(discourse, phrase)
    place = phrase.pp("in")
    there = discourse.all(place) if place is not None else ()
    if there:
        return tuple(replace(ref, kind="office", official=True) for ref in there)
    if phrase.determiner in UNANCHORED or phrase.determiner == "the":
        return relations.other_than_owner(discourse, phrase)
    return None


def _of_two(look: Look) -> bool:
    """Whether a possessive plural counts two: "both its neighbours", "both of its allies"."""
    phrase = look.phrase
    if look.noun not in COUNTERPARTS | HOSTS or phrase.determiner not in UNANCHORED | {"both"}:
        return False
    host = phrase.owner
    counted = host is not None and phrase.role == "of" and host.pronoun in _TWO
    return counted or look.discourse.tokens[look.start].low in _TWO or _two_before(look)


def _two_before(look: Look) -> bool:
    """Whether "two" or "both" stands before the head."""
    return any(token.low in _TWO for token in look.before)


def _both_sides(look: Look) -> Refs | None:
    """ "both governments", "the two leaders", "the countries"."""
    phrase = look.phrase
    body = look.noun in STATE_GROUPS or (look.office is not None and look.office[0].kind == "institution")
    counted = phrase.determiner in _TWO or _two_before(look)
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
    return relations.pair(look.discourse) if plural or counted else None


def _long_office(look: Look) -> Refs | None:
    """ "the foreign minister": an office of several words."""
    return _office(look) if look.office is not None and look.office[1] < look.office[2] else None


def _counted(look: Look) -> Refs | None:
    """ "the three countries"."""
    phrase = look.phrase
    count = next((_COUNTS[token.low] for token in look.before if token.low in _COUNTS), 0)
    fits = look.noun in _PAIR_NOUNS and phrase.determiner in ("the", "these", "those", "all")
    return (
        relations.several(look.discourse, count, phrase) if count and fits and not phrase.pp("of") else None
    )


def _country(look: Look) -> Refs | None:
    """ "the kingdom", "the Kingdom of Jordan"."""
    single = look.head.low == look.noun and look.phrase.determiner in ("the", "this", "that")
    if look.noun not in COUNTRY_NOUNS or not single:
        return None  # the islands
    if any(token.tag == "NP" for token in look.before):
        return ()
    of = look.phrase.pp("of") or _seat(look)
    return look.discourse.all(of) if of is not None else relations.country(look.discourse, look.phrase)


def _seat(look: Look) -> Phrase | None:
    """Where a government sits: "the regime in Santiago"."""
    place = look.phrase.pp("in")
    capital = place is not None and any(m.kind == "capital" and m.last == place.last for m in place.mentions)
    return place if capital else None


def _region(look: Look) -> Refs | None:
    """ "the Sinai peninsula", "the Donetsk region": soil where the place before it lies."""
    if look.noun not in _LAND_NOUNS:
        return None
    places = [m.actor_id for m in look.phrase.mentions if m.kind in PLACE_KINDS and m.actor_id]
    return (Ref(places[-1], "place", False),) if places else None


def _office(look: Look) -> Refs | None:
    """ "the ministry", "the Chilean president"."""
    office = look.headed_office
    return offices.office_ref(look.discourse, look.phrase, office) if office is not None else None


def _belongings(look: Look) -> Refs | None:
    """ "Peruvian troops" act for Peru; "Peru's offer" is Peru's."""
    owners = look.discourse.owner(look.phrase)
    if look.noun in STATE_GROUPS:
        return tuple(replace(ref, kind="group", official=True) for ref in owners)
    speaks = look.noun in _THINGS_OF_STATE
    return tuple(Ref(ref.actor_id, "thing", speaks) for ref in owners if ref.kind != "place")


RULES: tuple[Rule, ...] = (
    (_semi_state, _SEMI_STATE),
    (_organisation, _ORG_NOUNS),
    (_non_state, NON_STATE),
    (_same_again, None),
    (_latter, frozenset(("latter", "former"))),
    (_the_other, frozenset(("other",))),
    (_number, frozenset((*_COUNTS, "two", "pair", "duo"))),
    (_other_side, COUNTERPARTS | HOSTS),
    (_both_sides, _PAIR_NOUNS),
    (_long_office, OFFICE),
    (_counted, _PAIR_NOUNS),
    (_country, COUNTRY_NOUNS),
    (_region, _LAND_NOUNS),
    (_office, OFFICE),
    (_belongings, None),
)
"""In their order."""
