"""Read a document and tell why it was coded as it was.

Coding goes on as ever, with a `Trail` beside it; afterwards the drafts of the claims and the trail are put
into plain values (`explanation`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.confidence import signs
from demarche.coding.entities import Ref
from demarche.coding.explanation import (
    Antecedent,
    ClaimTrace,
    Explanation,
    Line,
    NearMiss,
    Place,
    Point,
    Reading,
    Saying,
    Side,
    Span,
    Stood,
    Uncoded,
)
from demarche.coding.frames import Frame, verb_frames
from demarche.coding.merge import Draft
from demarche.coding.reader import read_drafts
from demarche.coding.record import Document, Record
from demarche.coding.tables import line_of, read_rows
from demarche.coding.telling import Resolution, Telling
from demarche.coding.trail import Miss, Trail
from demarche.coding.view import View

_SELF_EVIDENT = frozenset(("_named", "title", "owner", "_person", "_nationals", "_halves", "leaders"))
"""Ways of reading an actor that need nothing said before."""
_COLOURLESS = frozenset(("be", "have", "do", "say"))
"""Verbs that tell nothing of what happens."""
_AUXILIARY = frozenset(("BE", "HAVE", "DO"))


def explain(document: Document) -> Explanation:
    """The claims of a document with what made them, its near misses, and sentences without a known word."""
    trail = Trail()
    record = Record(document, trail)
    views, drafts = read_drafts(record)
    back = _LookBack(document.text, views, record, trail, drafts)
    return Explanation(
        document.source_id,
        document.published,
        tuple(back.claim(draft) for draft in drafts),
        tuple(back.uncoded()),
    )


@dataclass(slots=True)
class _LookBack:
    """A document that has been read."""

    text: str
    views: list[View]
    record: Record
    trail: Trail
    drafts: list[Draft]

    # --- claims

    def claim(self, draft: Draft) -> ClaimTrace:
        """What made a claim."""
        claim = draft.claim
        place = self._place(draft.sentence)
        trigger = self._span(claim.trigger_start, claim.trigger_end)
        if not draft.tellings:
            return ClaimTrace(claim, place, trigger, points=_points(draft))
        telling, *others = draft.tellings
        view, reading = self.views[telling.sentence], telling.found.reading
        sides = {side.ref.actor_id: side for side in (telling.initiator, telling.target)}
        own = [each for each in draft.tellings if each.when is not None and each.when.date == claim.date]
        dated = next((words for each in own if (words := self.trail.dated.get(id(each)))), None)
        governor, heard = reading.governor, telling.hearing.phrase
        return ClaimTrace(
            claim,
            place,
            trigger,
            _frame_line(telling.found.frame),
            tuple(self._lines(view, telling)),
            tuple(
                self._side(telling.sentence, sides[actor])
                for actor in (claim.initiator, claim.target)
                if actor in sides
            ),
            tuple(self._saying(view, verb) for verb in telling.hearing.verbs),
            self._phrase(view, heard) if heard is not None else None,
            self._span(*dated) if dated is not None else None,
            Reading(
                telling.found.frame.interaction_type,
                telling.found.status,
                reading.effect,
                self._word(view, governor) if governor is not None else None,
            ),
            tuple(sorted({self.views[other.sentence].sentence.paragraph + 1 for other in others})),
            _points(draft),
        )

    def _side(self, sentence: int, read: Resolution) -> Side:
        view, phrase, ref = self.views[sentence], read.phrase, read.ref
        words = self._phrase(view, phrase) if phrase is not None else None
        before = None
        if read.way not in _SELF_EVIDENT:
            before = self._before(sentence, phrase.first if phrase is not None else 0, ref)
        return Side(ref.actor_id, read.slot, words, read.way, before)

    def _before(self, sentence: int, first: int, ref: Ref) -> Antecedent | None:
        """The last words before a place that name a person, else an actor."""
        for trace in reversed(self.record.discourse.traces):
            other = trace.ref
            if other.actor_id != ref.actor_id or (ref.person and other.person != ref.person):
                continue
            if (trace.sentence, trace.first) >= (sentence, first):
                continue
            view = self.views[trace.sentence]
            phrase = next((p for p in view.parse.phrases if p.first == trace.first), None)
            if phrase is not None and not phrase.pronoun:
                return Antecedent(self._phrase(view, phrase).text, view.sentence.paragraph + 1)
        return None

    def _saying(self, view: View, verb: Verb) -> Saying:
        subject = verb.pp("by") if verb.passive else verb.subject
        return Saying(self._word(view, verb), self._phrase(view, subject) if subject is not None else None)

    def _lines(self, view: View, telling: Telling) -> Iterator[Line]:
        """The lexicon's lines beside the frame's: nouns of a class, governing verb, verbs of saying."""
        found, words = telling.found, dict[Line, None]()
        nouns = dict.fromkeys(view.noun(p) for p in view.parse.phrases)
        for _, constraint in found.frame.needs:
            if constraint.startswith("@"):
                lines = (_line("nouns.tsv", noun, word=noun, **{"class": constraint[1:]}) for noun in nouns)
                words.update(dict.fromkeys(line for line in lines if line is not None))
        governor = found.reading.governor
        if governor is not None and governor is not found.verb:
            lemma = governor.predicate if governor.lemma == "be" and governor.predicate else governor.lemma
            line = _line("control.tsv", lemma, lemma=lemma)
            if line is not None:
                words[line] = None
        for verb in telling.hearing.verbs:
            line = _line("speech.tsv", verb.lemma, lemma=verb.lemma)
            if line is not None:
                words[line] = None
        yield from words

    # --- what was not coded

    def uncoded(self) -> Iterator[Uncoded]:
        """The sentences in which something stands that made no claim, in the order of the text."""
        told = self._told()
        sentences = {sentence for sentence, _ in told}
        misses: dict[int, list[NearMiss]] = {}
        for (sentence, token), miss in sorted(self.trail.misses.items(), key=lambda item: item[0]):
            if (sentence, token) not in told and self._near(sentence, token, miss):
                misses.setdefault(sentence, []).append(self._near_miss(sentence, token, miss))
        for number, view in enumerate(self.views):
            actors, near = self._actors(number), tuple(misses.get(number, ()))
            silent = len(actors) > 1 and number not in sentences and not (view.sentence.heading and number)
            if near or silent:
                yield Uncoded(self._place(number), actors, near, self._unknown(view) if silent else ())

    def _told(self) -> set[tuple[int, int]]:
        """The words that made a claim, also one that was merged into another: triggers and governors."""
        told = set(self.trail.spoken)
        for draft in (*self.record.drafts, *self.drafts):
            told.update((draft.sentence, token) for token in self._trigger(draft))
            for telling in draft.tellings:
                told.update((telling.sentence, token) for token in self._words(telling))
        return told

    def _trigger(self, draft: Draft) -> Iterator[int]:
        """The token of a claim's trigger: of a rule that is no frame the only one."""
        for number, token in enumerate(self.views[draft.sentence].tokens):
            if token.start == draft.claim.trigger_start:
                yield number

    def _words(self, telling: Telling) -> Iterator[int]:
        """The verbs and nouns that a telling took part of its act from."""
        found = telling.found
        yield found.first
        if found.reading.governor is not None:
            yield found.reading.governor.head
        if found.verb is not None and any(slot == "inf" for slot, _ in found.frame.needs):
            children = self.views[telling.sentence].children(found.verb)
            yield from (child.head for child in children if child.link == "inf")

    def _near(self, sentence: int, token: int, miss: Miss) -> bool:
        """Whether an attempt is worth telling: two actors are in reach, and not only the word was there."""
        if miss.stage != "need":
            return True
        word = self.views[sentence].tokens[token]
        if word.tag == "PRP" or word.tag in _AUXILIARY or word.lemma in _COLOURLESS:
            return miss.met > 0 and bool(miss.stood)
        return len(self._actors(sentence)) > 1 and (miss.met > 0 or len(miss.unmet) == 1)

    def _near_miss(self, sentence: int, token: int, miss: Miss) -> NearMiss:
        view = self.views[sentence]
        return NearMiss(
            self._tokens(view, token, token),
            _frame_line(miss.frame),
            miss.stage,
            miss.why,
            tuple("=".join(need) for need in miss.unmet),
            tuple(Stood(s.slot, self._phrase(view, s.phrase), s.actors) for s in miss.stood),
            miss.actors,
            miss.effect,
        )

    def _unknown(self, view: View) -> tuple[str, ...]:
        """The verbs of a sentence with which no frame begins."""
        lemmas = dict.fromkeys(verb.lemma for verb in view.parse.verbs)
        return tuple(each for each in lemmas if each not in verb_frames() and each not in _COLOURLESS)

    def _actors(self, sentence: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ref.actor_id for ref in self.views[sentence].refs() if ref.actor_id))

    # --- places in the text

    def _span(self, start: int, end: int) -> Span:
        return Span(self.text[start:end], start, end)

    def _tokens(self, view: View, first: int, last: int) -> Span:
        return self._span(view.tokens[first].start, view.tokens[last].end)

    def _phrase(self, view: View, phrase: Phrase) -> Span:
        return self._tokens(view, phrase.first, phrase.last)

    def _word(self, view: View, verb: Verb) -> Span:
        return self._tokens(view, verb.head, verb.head)

    def _place(self, number: int) -> Place:
        sentence = self.views[number].sentence
        start = sentence.tokens[0].start if sentence.tokens else sentence.start
        return Place(number + 1, sentence.paragraph + 1, self._span(start, sentence.end))


def _frame_line(frame: Frame) -> Line:
    needs = " ".join("=".join(need) for need in frame.needs)
    return Line("frames.tsv", line_of("frames.tsv", id=frame.rule) or 0, frame.rule, needs)


def _line(file: str, entry: str, **cells: str) -> Line | None:
    number = line_of(file, **cells)
    return Line(file, number, entry) if number is not None else None


def _points(draft: Draft) -> tuple[Point, ...]:
    """What the confidence of a claim is made of: the base, then the signs that it bears."""
    rows = {row["sign"]: row for row in read_rows("confidence.tsv")}
    borne = (rows[name] for name in ("base", *signs(draft)))
    return tuple(Point(row["sign"], int(row["points"]), row["meaning"]) for row in borne)
