"""The rules on what has a name: states and their places, organisations, peoples and persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.coding.entities import names, relations
from demarche.coding.entities.model import Ref
from demarche.coding.entities.rule import HEADED, Look, Refs, Rule
from demarche.coding.lists import COUNTERPARTS, word_list
from demarche.coding.mentions import ADJECTIVE_KINDS, PERSON, PLACE_KINDS, Mention, halves_of

if TYPE_CHECKING:
    from demarche.coding.entities.discourse import Discourse

_DIRECTIONS = ("North", "South", "East", "West")
_ORG_NOUNS = word_list("organisation_noun")
_NAMED_KINDS = {
    "seat": "institution",
    "body": "institution",
    "state_media": "institution",
    "igo": "org",
    "bloc": "org",
}


def note_directions(discourse: Discourse, mentions: list[Mention]) -> None:
    """Remember whom "the North" means once the text has named a "North …"."""
    for mention in mentions:
        direction, _, rest = mention.form.partition(" ")
        if rest and direction in _DIRECTIONS and mention.kind == "name":
            discourse.compass[direction.lower()] = mention.actor_id


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
    if name and look.phrase.mentions and any(token.low in COUNTERPARTS for token in look.before):
        return relations.counterpart(look.discourse, look.phrase)  # "her Chilean colleague Ana Ruiz"
    return names.person(look.discourse, look.phrase, name, look.office) if name else None


def _nationals(look: Look) -> Refs | None:
    """ "the French" act for France, "a Peruvian" does not."""
    if look.headed is None:
        return None
    first = look.discourse.tokens[look.phrase.first]
    if look.phrase.determiner in ("a", "an", "another") or first.tag == "CD":
        return (Ref(look.headed.actor_id, "people", False),)
    return (Ref(look.headed.actor_id, "people", True),) if look.phrase.determiner == "the" else ()


RULES: tuple[Rule, ...] = (
    (_compass, frozenset(word.lower() for word in _DIRECTIONS)),
    (_named, HEADED),
    (_halves, None),
    (_person, None),
    (_nationals, HEADED),
)
"""In their order."""
