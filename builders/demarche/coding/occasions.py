"""When: the dates of a sentence bound to clauses, and dates that hold on within a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.dates import DateExpression, Resolved, find_dates, resolve, reverse
from demarche.coding.segment import Sentence
from demarche.coding.view import View


@dataclass(slots=True)
class Calendar:
    """The dates of a document so far: `anchor` is the date in focus of the narrative, `day` the last known to the day."""

    published: date
    anchor: Resolved | None = None
    day: Resolved | None = None
    entry: Resolved | None = None
    expressions: list[DateExpression] = field(default_factory=list)
    by_token: dict[int, DateExpression] = field(default_factory=dict)
    paragraph: int = -1

    def enter(self, sentence: Sentence) -> bool:
        """A heading that is a date, as a live blog's entries have it: it dates what stands under it."""
        if (
            not self.expressions
            or not sentence.heading
            or len(self.by_token) * 2 < sum(t.text[0].isalnum() for t in sentence.tokens)
        ):
            return False
        found = resolve(self.expressions[0], self.published, "past", None)
        if found is None or found.precision != "day":
            return False
        self.entry = Resolved(found.date, "day", "stated")
        self.published = date.fromisoformat(found.date)
        return True

    def read(self, text: str, sentence: Sentence) -> set[int]:
        """Find a sentence's dates; the indices of their tokens."""
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
        self.expressions = find_dates(text, sentence.start, sentence.end)
        self.by_token = {}
        if self.expressions:
            for k, token in enumerate(sentence.tokens):
                for expression in self.expressions:
                    if expression.start <= token.start and token.end <= expression.end:
                        self.by_token[k] = expression
                        if k and sentence.tokens[k - 1].low == "the":
                            self.by_token[k - 1] = expression
        return set(self.by_token)

    def of_verb(self, view: View, verb: Verb) -> Resolved | None:
        """The date in a verb's own clause, else a fronted one of the clause it is coordinated with."""
        own = [place for place in view.parse.dates if place.verb is verb]
        if not own and verb.link in ("coord", "that", ""):
            same = [
                v
                for v in view.parse.verbs
                if v.first < verb.first and v.subject is verb.subject and v.subject is not None
            ]
            own = [place for place in view.parse.dates if place.fronted and place.verb in same]
        if not own and verb.link == "that" and verb.parent is not None and verb.parent.lemma == "be":
            own = [place for place in view.parse.dates if place.verb is verb.parent]  # it was in May that …
        if not own:
            where = [
                v for v in view.parse.verbs if v.parent is verb and v.link == "rel" and v.marker == "where"
            ]
            own = [place for place in view.parse.dates if place.verb in where]
        if (
            not own
            and verb.link in ("inf", "ing", "part")
            and verb.parent is not None
            and verb.marker != "after"
        ):
            own = [
                place
                for place in view.parse.dates
                if place.verb is verb.parent and (place.fronted or place.first > verb.last)
            ]
        if not own and verb.link in ("", "coord", "that"):
            own = [
                p
                for p in view.parse.dates
                if p.verb is not None
                and p.verb.link in ("ing", "part")
                and p.verb.parent is None
                and p.verb.last < verb.first
            ]
        if not own and verb.link == "ing" and verb.marker == "," and verb.parent is not None:
            return self.of_verb(view, verb.parent)
        tense = grammar.tense(verb)
        return self._pick([self.by_token.get(place.first) for place in own], tense)

    def all_of(self, view: View, verb: Verb) -> list[Resolved]:
        """Every date that stands in a verb's clause, in order."""
        tense = grammar.tense(verb)
        found = [
            self.resolve(self.by_token[p.first], tense)
            for p in view.parse.dates
            if p.verb is verb and p.first in self.by_token
        ]
        return list(dict.fromkeys(date for date in found if date is not None))

    def resolve(self, expression: DateExpression, tense: str) -> Resolved | None:
        """The date that an expression stands for here."""
        if expression.refers:  # "A week after X signed, …": the signing, seen from the day of publication
            day = Resolved(self.published.isoformat(), "day", "stated")
            return resolve(reverse(expression), self.published, tense, day)  # type: ignore[arg-type]
        anchor = self.day if expression.kind == "near" else self.anchor
        return resolve(expression, self.published, tense, anchor)  # type: ignore[arg-type]

    def of_phrase(self, view: View, phrase: Phrase, verb: Verb | None) -> Resolved | None:
        """The date that stands with a noun, else that of the verb that governs it."""
        last = max([phrase.last, *(np.last for _, np in phrase.pps)])
        near = [
            p
            for p in view.parse.dates
            if p.after is not None and phrase.first <= p.after.first <= last and p.first > phrase.head
        ]
        inside = [k for k in range(phrase.first, phrase.last + 1) if k in self.by_token]
        expressions = [self.by_token.get(p.first) for p in near] + [self.by_token[k] for k in inside]
        found = self._pick(expressions, grammar.tense(verb) if verb is not None else "past")
        if (
            found is None
            and verb is not None
            and verb.lemma in ("make", "pay", "begin", "hold", "start", "end", "be", "take", "come")
        ):
            return self.of_verb(view, verb)
        return found

    def _pick(self, expressions: list[DateExpression | None], tense: str) -> Resolved | None:
        found = [self.resolve(expression, tense) for expression in expressions if expression is not None]
        dates = [date for date in found if date is not None]
        return next((date for date in dates if date.basis == "stated"), dates[0] if dates else None)

    def advance(self, resolved: Resolved | None) -> None:
        """The narrative has reached a date."""
        if resolved is not None:
            self.anchor = resolved
            if resolved.precision == "day":
                self.day = resolved
