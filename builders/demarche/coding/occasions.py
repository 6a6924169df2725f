"""When: the dates of a sentence bound to clauses, and dates that hold on within a paragraph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.clauses import DatePlace
from demarche.coding.dated import Dated
from demarche.coding.dates import DateExpression, Resolved, Tense, resolve, reverse
from demarche.coding.lists import word_list
from demarche.coding.segment import Sentence
from demarche.coding.view import View

_TAKES_PLACE = word_list("takes_place")


@dataclass(slots=True)
class Calendar:
    """The dates of a document so far.

    `anchor`: the date in focus of the narrative; `day`: the last one known to the day; `entry`: that of
    the entry of a live blog; `here`: those of the current sentence.
    """

    published: date
    anchor: Resolved | None = None
    day: Resolved | None = None
    entry: Resolved | None = None
    here: Dated = field(default_factory=Dated)

    def enter(self, sentence: Sentence) -> bool:
        """A heading that is a date, as a live blog's entries have it: it dates what stands under it."""
        if (
            not self.here.expressions
            or not sentence.heading
            or len(self.here.by_token) * 2 < sum(t.text[0].isalnum() for t in sentence.tokens)
        ):
            return False
        found = resolve(self.here.expressions[0], self.published, "past", None)
        if found is None or found.precision != "day":
            return False
        self.entry = Resolved(found.date, "day", "stated")
        self.published = date.fromisoformat(found.date)
        return True

    def of_verb(self, view: View, verb: Verb) -> Resolved | None:
        """The date in a verb's own clause, else in the nearest one that dates it too."""
        places = next((found for rule in _PLACES if (found := rule(view, verb))), [])
        if not places and verb.link == "ing" and verb.marker == "," and verb.parent is not None:
            return self.of_verb(view, verb.parent)
        return self._pick([self.here.by_token.get(place.first) for place in places], grammar.tense(verb))

    def all_of(self, view: View, verb: Verb) -> list[Resolved]:
        """Every date that stands in a verb's clause, in order."""
        tense = grammar.tense(verb)
        found = [
            self.resolve(self.here.by_token[p.first], tense)
            for p in view.parse.dates
            if p.verb is verb and p.first in self.here.by_token
        ]
        return list(dict.fromkeys(date for date in found if date is not None))

    def resolve(self, expression: DateExpression, tense: Tense) -> Resolved | None:
        """The date that an expression stands for here."""
        if expression.refers:  # "A week after X signed, …": the signing, seen from the day of publication
            day = Resolved(self.published.isoformat(), "day", "stated")
            return resolve(reverse(expression), self.published, tense, day)
        anchor = self.day if expression.kind == "near" else self.anchor
        return resolve(expression, self.published, tense, anchor)

    def of_phrase(self, view: View, phrase: Phrase, verb: Verb | None) -> Resolved | None:
        """The date that stands with a noun, else that of the verb that governs it."""
        last = max([phrase.last, *(np.last for _, np in phrase.pps)])
        near = [
            p
            for p in view.parse.dates
            if p.after is not None and phrase.first <= p.after.first <= last and p.first > phrase.head
        ]
        inside = [k for k in range(phrase.first, phrase.last + 1) if k in self.here.by_token]
        expressions = [self.here.by_token.get(p.first) for p in near] + [
            self.here.by_token[k] for k in inside
        ]
        found = self._pick(expressions, grammar.tense(verb) if verb is not None else "past")
        if found is None and verb is not None and verb.lemma in _TAKES_PLACE:
            return self.of_verb(view, verb)
        return found

    def _pick(self, expressions: list[DateExpression | None], tense: Tense) -> Resolved | None:
        found = [self.resolve(expression, tense) for expression in expressions if expression is not None]
        dates = [date for date in found if date is not None]
        return next((date for date in dates if date.basis == "stated"), dates[0] if dates else None)

    def advance(self, resolved: Resolved | None) -> None:
        """The narrative has reached a date."""
        if resolved is not None:
            self.anchor = resolved
            if resolved.precision == "day":
                self.day = resolved


# --- where the date of a verb may stand


def _own(view: View, verb: Verb) -> list[DatePlace]:
    """ "signed it on Monday"."""
    return [place for place in view.parse.dates if place.verb is verb]


def _coordinated(view: View, verb: Verb) -> list[DatePlace]:
    """ "On Monday she landed in Lima and met Ruiz": fronted before an earlier verb of the same subject."""
    if verb.link not in ("coord", "that", "") or verb.subject is None:
        return []
    same = [v for v in view.parse.verbs if v.first < verb.first and v.subject is verb.subject]
    return [place for place in view.parse.dates if place.fronted and place.verb in same]


def _cleft(view: View, verb: Verb) -> list[DatePlace]:
    """ "It was in May that they signed"."""
    parent = verb.parent
    return _own(view, parent) if verb.link == "that" and parent is not None and parent.lemma == "be" else []


def _where(view: View, verb: Verb) -> list[DatePlace]:
    """ "flew to Lima, where she met Ruiz on Monday"."""
    clauses = [v for v in view.children(verb) if v.link == "rel" and v.marker == "where"]
    return [place for place in view.parse.dates if place.verb in clauses]


def _governing(view: View, verb: Verb) -> list[DatePlace]:
    """ "In May she agreed to sign", "flew to Lima to sign on Monday"."""
    if verb.link not in ("inf", "ing", "part") or verb.parent is None or verb.marker == "after":
        return []
    return [place for place in _own(view, verb.parent) if place.fronted or place.first > verb.last]


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


_PLACES: tuple[Callable[[View, Verb], list[DatePlace]], ...] = (
    _own,
    _coordinated,
    _cleft,
    _where,
    _governing,
    _participle,
)
"""The nearest first."""
