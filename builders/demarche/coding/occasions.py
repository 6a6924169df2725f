"""When: the dates of a sentence bound to clauses, and dates that hold on within a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from demarche.coding import dateplaces, grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.dated import Dated
from demarche.coding.dates import DateExpression, Resolved, Tense, resolve, reverse
from demarche.coding.lists import word_list
from demarche.coding.segment import Sentence
from demarche.coding.view import View

_TAKES_PLACE = word_list("takes_place")
_PERFORMATIVE = word_list("performative_verb")


def heads_entry(sentence: Sentence, dated: Dated) -> bool:
    """Whether a sentence is a heading that is hardly more than a date."""
    if not dated.expressions or not sentence.heading:
        return False
    return len(dated.by_token) * 2 >= sum(t.text[0].isalnum() for t in sentence.tokens)


@dataclass(slots=True)
class Calendar:
    """The dates of a document so far.

    `anchor`: the date in focus of the narrative; `day`: the last one known to the day; `entry`: that of
    the entry of a live blog (`blog`: the text has several); `here`: those of the current sentence.
    """

    published: date
    anchor: Resolved | None = None
    day: Resolved | None = None
    entry: Resolved | None = None
    blog: bool = False
    here: Dated = field(default_factory=Dated)

    def enter(self, sentence: Sentence) -> bool:
        """A heading that is a date, as a live blog's entries have it: it dates what stands under it."""
        if not heads_entry(sentence, self.here):
            return False
        found = resolve(self.here.expressions[0], self.published, "past", None)
        if found is None or found.precision != "day":
            return False
        self.entry = Resolved(found.date, "day", "stated") if self.blog else None
        self.published = date.fromisoformat(found.date)
        return True

    def of_verb(self, view: View, verb: Verb) -> Resolved | None:
        """The date in a verb's own clause, else in the nearest one that dates it too."""
        counted = self._counted_from(view, verb)
        if counted is not None:
            return counted
        places = dateplaces.places(view, verb)
        if not places and verb.link == "ing" and verb.marker == "," and verb.parent is not None:
            return self.of_verb(view, verb.parent)
        expressions = [self.here.by_token.get(place.first) for place in places]
        if verb.link == "adv" and verb.marker == "when":  # "since May, when they met": in May
            expressions = [replace(e, sense="at") if e is not None else None for e in expressions]
        return self._pick(expressions, grammar.tense(verb))

    def _counted_from(self, view: View, verb: Verb) -> Resolved | None:
        """ "On May 6, four days after it invaded Chile, …": the invasion, seen from the day told before."""
        before = [e for e in self.here.expressions if e.end <= view.tokens[verb.first].start]
        if len(before) < 2 or not before[-1].refers or before[-2].refers:
            return None
        if any(t.start >= before[-1].end and t.tag in ("V", "PUNCT") for t in view.tokens[: verb.first]):
            return None
        base = self.resolve(before[-2], "past")
        return resolve(reverse(before[-1]), self.published, "past", base) if base is not None else None

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
        if found is None and verb is not None and verb.lemma in _TAKES_PLACE | _PERFORMATIVE:
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
