"""Where the date of a verb may stand: in its own clause, or in the nearest one that dates it too."""

from __future__ import annotations

from collections.abc import Callable

from demarche.coding.chunks import Verb
from demarche.coding.clauses import DatePlace
from demarche.coding.lists import word_list
from demarche.coding.view import View

_ORDERING = word_list("object_control")
COUNTED_FROM = frozenset(("after", "before", "since"))
_AT_ONCE = frozenset(("when", "as", "while"))
_REACH = 40
"""How far behind a date the verb may stand that "…, when …" dates."""


def places(view: View, verb: Verb) -> list[DatePlace]:
    """The dates of a verb, by the first rule that finds any."""
    return next((found for rule in _RULES if (found := rule(view, verb))), [])


def own(view: View, verb: Verb) -> list[DatePlace]:
    """ "signed it on Monday"; not "the accord of May 3", a noun's date."""
    found = [place for place in view.parse.dates if place.verb is verb and not place.noun]
    if not verb.past or verb.perfect:
        return found
    dates = view.dates.by_token  # "gave it until Friday to leave": given before that
    return [place for place in found if place.first not in dates or dates[place.first].sense != "until"]


def _when(view: View, verb: Verb) -> list[DatePlace]:
    """ "It began last Saturday, when Chile closed its border"."""
    if verb.link != "adv" or verb.marker != "when":
        return []
    found = [
        place
        for place in view.parse.dates
        if place.last < verb.first <= place.last + _REACH
        and any(token.low == "when" for token in view.tokens[place.last + 1 : place.last + 3])
    ]
    return found[-1:]


def _left_out(view: View, verb: Verb) -> list[DatePlace]:
    """ "recalled its envoy on Monday and Chile its consul": the one left out has the date of the other."""
    if verb.first <= verb.head:
        return []
    return [place for place in view.parse.dates if place.verb is not None and place.verb.head == verb.head]


def _coordinated(view: View, verb: Verb) -> list[DatePlace]:
    """ "On Monday she landed in Lima and met Ruiz": before or with an earlier verb of the same subject."""
    if verb.link not in ("coord", "that", "", "adv", "rel") or verb.subject is None:
        return []
    same = [v for v in view.parse.verbs if v.first < verb.first and v.subject is verb.subject]
    fronted = [place for place in view.parse.dates if place.fronted and place.verb in same]
    return fronted or [
        place for other in same[-1:] if _beside(view, other, verb) for place in places(view, other)
    ]


def _beside(view: View, first: Verb, second: Verb) -> bool:
    """Whether a verb goes on from another in one breath: "flew in on Monday and met Ruiz"."""
    between = view.tokens[first.last + 1 : second.first]
    joined = any(token.tag == "CC" for token in between[-3:]) or (bool(between) and between[-1].text == ",")
    return joined and second.link == first.link and second.modal == first.modal and first.finite


def _in_scope(view: View, verb: Verb) -> list[DatePlace]:
    """ "On Monday Chile called Peru, and the two agreed …": a date in front holds for what is coordinated."""
    if verb.link not in ("", "coord") or verb.subject is None or not verb.finite:
        return []
    before = [v for v in view.parse.verbs if v.last < verb.first and v.link in ("", "coord") and v.finite]
    if not before or verb.subject.first < before[-1].first:
        return []
    first, opening = before[0], view.tokens[before[-1].last + 1 : verb.subject.first]
    joined = any(token.tag == "CC" for token in opening[-2:])
    if not joined or any(token.text == ";" for token in view.tokens[first.first : verb.first]):
        return []
    if verb.past != first.past or verb.modal != first.modal or verb.perfect or first.perfect:
        return []
    return [place for place in view.parse.dates if place.fronted and place.verb is first]


def _cleft(view: View, verb: Verb) -> list[DatePlace]:
    """ "It was in May that they signed", "only in May did they sign"."""
    parent = verb.parent
    if verb.link != "that" or parent is None or parent.lemma not in ("be", "do"):
        return []
    return own(view, parent) if parent.lemma == "be" or parent.subject is None else []


def _where(view: View, verb: Verb) -> list[DatePlace]:
    """ "flew to Lima, where she met Ruiz on Monday", "on Monday she flew to Lima, where she met Ruiz"."""
    parent = verb.parent
    if verb.link == "rel" and verb.marker == "where" and parent is not None:
        return own(view, parent) if verb.past and parent.past and verb.perfect == parent.perfect else []
    clauses = [v for v in view.children(verb) if v.link == "rel" and v.marker == "where"]
    return [place for place in view.parse.dates if place.verb in clauses]


def _governing(view: View, verb: Verb) -> list[DatePlace]:
    """ "In May she agreed to sign", "flew to Lima to sign on Monday"."""
    if verb.link not in ("inf", "ing", "part") or verb.parent is None or verb.marker == "after":
        return []
    return [place for place in own(view, verb.parent) if place.fronted or place.first > verb.last]


def _participle(view: View, verb: Verb) -> list[DatePlace]:
    """ "Speaking in Lima on Monday, she condemned Peru"."""
    if verb.link not in ("", "coord", "that"):
        return []
    return [
        place
        for place in view.parse.dates
        if place.verb is not None
        and place.verb.link in ("ing", "part")
        and place.verb.parent in (None, verb)
        and place.verb.last < verb.first
    ]


def _governed(view: View, verb: Verb) -> list[DatePlace]:
    """ "told the envoys to go on Friday", "were sent packing on Friday": at the end of what is ordered."""
    if not verb.past and not verb.perfect:
        return []
    below = [
        child
        for child in view.children(verb)
        if child.link == "inf" or (child.link == "ing" and not child.marker and child.first == verb.last + 1)
    ]
    return [
        place
        for place in view.parse.dates
        if place.verb in below and not place.noun and _of_governor(view, verb, place)
    ]


def _of_governor(view: View, verb: Verb, place: DatePlace) -> bool:
    """Whether a date at the end of an infinitive dates what governs it: never when to do it by."""
    date = view.dates.by_token.get(place.first)
    if date is None or date.sense in ("by", "until"):
        return False
    gone = date.reference == "published" and (date.direction or 0) < 0  # refused to do so last year
    return gone or verb.lemma in _ORDERING or (place.verb is not None and place.verb.link == "ing")


def _at_once(view: View, verb: Verb) -> list[DatePlace]:
    """ "congratulated her when the two met on Monday"."""
    below = [v for v in view.parse.verbs if _adverbial(v, verb) and v.marker in _AT_ONCE]
    return [place for child in below for place in own(view, child)]


def _adverbial(clause: Verb, verb: Verb) -> bool:
    """Whether a clause hangs on a verb, or opens the sentence before it: "When the two met, she …"."""
    if clause.link != "adv" or clause.parent is not None:
        return clause.link == "adv" and clause.parent is verb
    opens = clause.first < verb.first and verb.link == "" and clause.past == verb.past
    return opens and clause.marker != "while" and not verb.modal and not verb.perfect


def counted(view: View, verb: Verb) -> list[tuple[DatePlace, Verb]]:
    """ "left a day after they met on Monday": the date that counts from a clause, and the clause's verb."""
    below = (v for v in view.parse.verbs if _adverbial(v, verb) and v.marker in COUNTED_FROM)
    return [
        (place, child)
        for child in below
        for place in view.parse.dates
        if place.verb is child and place.last < child.first and place.first in view.dates.by_token
    ]


_RULES: tuple[Callable[[View, Verb], list[DatePlace]], ...] = (
    _left_out,
    own,
    _when,
    _coordinated,
    _in_scope,
    _cleft,
    _where,
    _governing,
    _participle,
    _governed,
    _at_once,
)
"""The nearest first."""
