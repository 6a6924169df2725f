"""When: the dates of a sentence bound to clauses, and dates that hold on within a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from demarche.coding import dateplaces, grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.clauses import DatePlace
from demarche.coding.dated import Dated
from demarche.coding.dates import LONG_AGO, DateExpression, Resolved, Tense, in_period, resolve, reverse
from demarche.coding.entries import day_of_entry, first_day, heads_entry, leads_entry
from demarche.coding.frames import noun_frames
from demarche.coding.lists import word_list
from demarche.coding.view import View

_TAKES_PLACE = word_list("takes_place")
_PERFORMATIVE = word_list("performative_verb")
_DURING = ("on", "during", "at")
ASIDE = ("rel", "part", "wh")
"""Clauses that tell something beside the narrative."""
_ROUND_UP = timedelta(days=31)
"""How old a report can be that a text brings."""


def _times(place: DatePlace) -> bool:
    """Whether a date dates what a clause tells, so that later ones can count from it."""
    verb = place.verb
    return verb is not None and not place.noun and verb.link not in ASIDE


def _dateline(view: View) -> DateExpression | None:
    """The date that opens a report, behind its place; one alone on its line heads an entry."""
    head = view.dates.expressions[0] if view.dates.expressions else None
    heads = head is not None and head.kind == "dateline" and head.start > view.sentence.start
    return head if heads else None


def _counted_from(view: View, expression: DateExpression) -> str:
    """The noun that a date counts from: "two days after the raid"; "" where it is a clause."""
    if not expression.refers or expression.kind == "near":
        return ""
    first = next((k for k, token in enumerate(view.tokens) if token.start >= expression.end), -1)
    if any(verb.subject is not None and verb.subject.first == first for verb in view.parse.verbs):
        return ""
    return next((view.noun(phrase) for phrase in view.parse.phrases if phrase.first == first), "")


@dataclass(slots=True)
class Calendar:
    """The dates of a document so far.

    `published`: the day from which the text speaks, `origin` that of the report, `filed` that of
    publication. `anchor`: the date in focus
    of the narrative; `day`: the last one known to the day. `entry`: that of the entry (`blog`: the text has
    several), `headed` the day of the last one, `paragraph` the one that it is bound to. `period`: the date
    that the narrative of a paragraph, its number beside it, has reached; `historical`: the text begins long
    ago, so that its months are not the last ones before publication. `here`: those of the
    current sentence, `timing` the ones of them that date its clauses; `before`: the two in focus where that
    sentence begins.
    """

    published: date
    origin: date = field(init=False)
    filed: date = field(init=False)
    anchor: Resolved | None = None
    day: Resolved | None = None
    entry: Resolved | None = None
    blog: bool = False
    headed: date | None = None
    paragraph: int | None = None
    period: tuple[int, Resolved] | None = None
    historical: bool | None = None
    round_up: bool = False
    told: dict[str, Resolved] = field(default_factory=dict)
    events: dict[DateExpression, str] = field(default_factory=dict)
    here: Dated = field(default_factory=Dated)
    timing: list[DateExpression] = field(default_factory=list)
    before: tuple[Resolved | None, Resolved | None] = (None, None)

    def __post_init__(self) -> None:
        self.origin = self.filed = self.published

    def begin(self, view: View) -> None:
        """Move on to a sentence: what its own dates are counted from is settled before it is read."""
        self.here, self.before = view.dates, (self.anchor, self.day)
        self.timing = [
            expression
            for place in view.parse.dates
            if (expression := self.here.by_token.get(place.first))
            and _times(place)
            and not expression.refers
            and expression.sense in ("at", "by", "from", "since")
        ]
        self.events = {e: noun for e in self.here.expressions if (noun := _counted_from(view, e))}
        if self.period is not None and self.period[0] != view.sentence.paragraph:
            self.period = None

    def enter(self, view: View) -> bool:
        """Begin an entry where a sentence is a heading that dates one; whether it is such a heading."""
        sentence = view.sentence
        self._open_report(view)
        heads = heads_entry(sentence, self.here)
        if not heads and self.paragraph not in (None, sentence.paragraph):
            self.entry, self.paragraph, self.published = None, None, self.origin
        leads = self.blog and leads_entry(sentence, self.here)
        if not heads and not leads:
            return False
        found = day_of_entry(self.here.expressions[0], self.origin, self.headed)
        if found is None or (heads and found.precision != "day"):
            return False
        self.paragraph = None if heads else sentence.paragraph
        self.entry = replace(found, basis="stated") if self.blog else None
        self.advance(found)
        if found.precision == "day":
            self.headed = self.published = date.fromisoformat(found.date)
        return heads

    def _open_report(self, view: View) -> None:
        """A dateline opens a report: it speaks from its own day, and goes on from no other one."""
        head = _dateline(view)
        if head is None:
            return
        found = resolve(head, self.filed, "past")
        if found is None or found.precision != "day":
            return
        day = date.fromisoformat(found.date)
        if timedelta() <= self.filed - day <= _ROUND_UP:
            self.published = self.origin = day
            if self.round_up:
                self.anchor = self.day = self.period = None
                self.before = None, None

    def of_verb(self, view: View, verb: Verb) -> Resolved | None:
        """The date in a verb's own clause, else in the nearest one that dates it too."""
        counted = self._counted_from(view, verb) or self._counted_on(view, verb)
        if counted is not None:
            return counted
        governor = verb.parent if verb.link == "ing" and verb.marker in (",", "by") else None
        if governor is not None and not dateplaces.own(view, verb):
            return self.of_verb(view, governor)
        places = dateplaces.places(view, verb)
        expressions = [self.here.by_token.get(place.first) for place in places]
        when = grammar.tense(verb.parent if self.of_governor(view, verb) and verb.parent else verb)
        if verb.link == "adv" and verb.marker == "when":  # "since May, when they met": in May
            expressions = [replace(e, sense="at") if e is not None else None for e in expressions]
        if any(e is not None and not e.refers for e in expressions):
            expressions = [e for e in expressions if e is not None and not e.refers]
        if not verb.perfect:  # "signed their second pact since July on Monday"
            done = [e for e in expressions if e is not None and e.sense != "since"]
            expressions = [*done] or expressions
        return self._pick(expressions, when, before=verb.past and verb.perfect)

    def of_governor(self, view: View, verb: Verb) -> bool:
        """Whether the date of a verb is that of the one above it: "on Monday it offered to talk"."""
        places = dateplaces.places(view, verb)
        return bool(places) and all(place.fronted and place.verb is verb.parent for place in places)

    def _counted_from(self, view: View, verb: Verb) -> Resolved | None:
        """ "On May 6, four days after it invaded Chile, …": the invasion, seen from the day told before."""
        before = [e for e in self.here.expressions if e.end <= view.tokens[verb.first].start]
        if len(before) < 2 or not before[-1].refers or before[-2].refers:
            return None
        if any(t.start >= before[-1].end and t.tag in ("V", "PUNCT") for t in view.tokens[: verb.first]):
            return None
        base = self.resolve(before[-2], "past")
        return resolve(reverse(before[-1]), self.published, "past", base) if base is not None else None

    def _counted_on(self, view: View, verb: Verb) -> Resolved | None:
        """ "left a day after they met on Monday": as long after, or before, the date of that clause."""
        if any(not self.here.by_token[p.first].refers for p in dateplaces.own(view, verb) if self._dates(p)):
            return None
        for place, clause in dateplaces.counted(view, verb):
            others = [p for p in dateplaces.own(view, clause) if self._dates(p) and p is not place]
            base = self._pick([self.here.by_token[p.first] for p in others], "past")
            if base is not None:
                return resolve(self.here.by_token[place.first], self.published, "past", base)
        return None

    def _dates(self, place: DatePlace) -> bool:
        return place.first in self.here.by_token

    def all_of(self, view: View, verb: Verb) -> list[Resolved]:
        """Every date that stands in a verb's clause, in order."""
        tense = grammar.tense(verb)
        found = [
            self.resolve(self.here.by_token[p.first], tense)
            for p in view.parse.dates
            if p.verb is verb and p.first in self.here.by_token
        ]
        return list(dict.fromkeys(date for date in found if date is not None))

    def resolve(self, expression: DateExpression, tense: Tense, *, before: bool = False) -> Resolved | None:
        """The date that an expression stands for here; `before`: told as past from where the narrative is."""
        if tense == "past" and self.historical:
            earlier = any(e.end <= expression.start for e in self.timing)
            reached = self._focus(expression) if earlier else self._reached
            expression = in_period(expression, reached, self.published, before=before and not earlier)
        if expression in self.events:  # "two days after the raid"
            kinds = {frame.interaction_type for frame in noun_frames().get(self.events[expression], ())}
            base = next((self.told[kind] for kind in reversed(self.told) if kind in kinds), None)
            return resolve(expression, self.published, "past", base) if base is not None else None
        if expression.refers:  # "A week after X signed, …": the signing, seen from the day of publication
            day = Resolved(self.published.isoformat(), "day", "stated")
            return resolve(reverse(expression), self.published, tense, day)
        if expression.reference != "anchor" and not (expression.kind == "within" and tense == "past"):
            return resolve(expression, self.published, tense, self.before[0])
        return resolve(expression, self.published, tense, self._focus(expression))

    @property
    def _reached(self) -> Resolved | None:
        """Where the narrative of the paragraph stands, in a text about the past."""
        return self.period[1] if self.period is not None and self.historical else None

    def tell(self, kind: str, when: Resolved) -> None:
        """An act of a kind has been dated: "the raid" is the last one in time, whenever it is told."""
        last = self.told.pop(kind, when)
        self.told[kind] = when if first_day(when) >= first_day(last) else last

    def frame(self, views: list[View]) -> None:
        """What kind of text it is, by all its dates: a round-up of reports, news with its weekdays."""
        self.round_up = sum(_dateline(view) is not None for view in views) > 1
        recent = (e.kind in ("dateline", "weekday", "today") for v in views for e in v.dates.expressions)
        if any(recent):
            self.historical = False

    def background(self, when: Resolved) -> bool:
        """Whether a date lies so far back that news does not go on from where it only mentions it."""
        return not self.historical and (self.filed - first_day(when)).days > LONG_AGO

    def narrate(self, paragraph: int, when: Resolved) -> None:
        """A main clause tells of a date; the first one says whether the text is news or about the past."""
        self.period = paragraph, when
        if self.historical is None:
            self.historical = self.background(when)

    def _focus(self, expression: DateExpression) -> Resolved | None:
        """The date from which an expression counts: of a clause before it, else of the sentences before."""
        earlier = [e for e in self.timing if e.end <= expression.start]
        own = (n for n in range(len(earlier) - 1, -1, -1) if earlier[n].reference != "anchor")
        anchor, day = self.before
        reached = self._reached
        for other in earlier[next(own, 0) :]:
            dated = in_period(other, reached, self.published) if self.historical else other
            found = resolve(dated, self.published, "past", day if other.kind == "near" else anchor)
            if found is not None:
                anchor, day = found, found if found.precision == "day" else day
                reached = found
        return day if expression.kind == "near" else anchor

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
        during = phrase.role in _DURING and phrase.owner is None  # "In July, on a visit to Peru, he …"
        if found is None and verb is not None and (verb.lemma in _TAKES_PLACE | _PERFORMATIVE or during):
            return self.of_verb(view, verb)
        return found

    def beside(self, view: View, verb: Verb | None, phrase: Phrase | None) -> Resolved | None:
        """The date right behind one of several: "was in Peru on Monday and in Chile on Tuesday"."""
        if verb is None or phrase is None:
            return None
        found = [p for p in view.parse.dates if p.after is phrase and p.verb is verb and self._dates(p)]
        return self._pick([self.here.by_token[p.first] for p in found], grammar.tense(verb))

    def of_plan(self, view: View, phrase: Phrase) -> Resolved | None:
        """For when something was planned that is told of as a noun: "a trip that had been set for May"."""
        whole = [phrase, *(np for _, np in phrase.pps)]  # also "a trip to Peru that …"
        verbs = [v for v in view.parse.verbs if v.governor in whole and v.link in ("rel", "part")]
        places = [place for verb in verbs for place in dateplaces.own(view, verb)]
        return self._pick([self.here.by_token.get(place.first) for place in places], "present")

    def _pick(
        self, expressions: list[DateExpression | None], tense: Tense, *, before: bool = False
    ) -> Resolved | None:
        found = [self.resolve(each, tense, before=before) for each in expressions if each is not None]
        dates = [date for date in found if date is not None]
        return next((date for date in dates if date.basis == "stated"), dates[0] if dates else None)

    def advance(self, resolved: Resolved | None) -> None:
        """The narrative has reached a date."""
        if resolved is not None:
            self.anchor = resolved
            if resolved.precision == "day":
                self.day = resolved
