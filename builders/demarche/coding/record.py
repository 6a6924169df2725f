"""What reading has brought so far: the memory, the calendar, who spoke when, the drafts of claims."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from demarche.coding import dateplaces, grammar
from demarche.coding.attribution import Speaking
from demarche.coding.chunks import Verb
from demarche.coding.dates import Resolved
from demarche.coding.denials import Denial
from demarche.coding.entities import Discourse, Ref
from demarche.coding.given import GivenMention
from demarche.coding.lists import word_list
from demarche.coding.merge import Draft
from demarche.coding.occasions import Calendar
from demarche.coding.trail import Trail
from demarche.coding.view import View
from demarche.coding.words import speech_kinds

_OCCASIONS = word_list("occasion_verb")
_STRIDE = 2
"""How many sentences behind a dated one its date still holds."""
_VERBAL = frozenset(("accusation", "request", "rejection", "threat", "protest", "support"))


@dataclass(frozen=True, slots=True)
class Document:
    """A text, its day of publication (ISO), its source's id, and the coder's name and version.

    `given`: the mentions that the caller brings, checked and in the order of the text.
    """

    text: str
    published: str
    source_id: str
    coder: str
    version: str
    given: tuple[GivenMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the narrative: in which paragraph and sentence who did something, and when."""

    paragraph: int
    sentence: int
    actors: frozenset[str]
    when: Resolved


@dataclass(slots=True)
class Record:
    """The state of one reading.

    `said`: paragraph and person or actor → the day on which they spoke; `step`: the last dated step of the
    narrative. `trail`: only when somebody asks why.
    """

    document: Document
    trail: Trail | None = None
    discourse: Discourse = field(init=False)
    calendar: Calendar = field(init=False)
    speaking: Speaking = field(default_factory=Speaking)
    drafts: list[Draft] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
    asked: tuple[Ref, ...] = ()
    names: set[str] = field(default_factory=set)
    step: Step | None = None
    said: dict[tuple[int, str], Resolved] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.discourse = Discourse(self.document.published)
        self.calendar = Calendar(date.fromisoformat(self.document.published))

    def note_speech(self, view: View, verb: Verb) -> None:
        """Remember when a speaker spoke: it dates what else is said on the occasion."""
        if verb.lemma not in speech_kinds() and verb.lemma not in _OCCASIONS:
            return
        when = self.calendar.of_verb(view, verb)
        self.calendar.advance(when)
        for ref in self._speakers(verb):
            if when is not None and when.precision != "open":
                self.said[view.sentence.paragraph, ref.person or ref.actor_id] = when
                self.said.setdefault((view.sentence.paragraph, ref.actor_id), when)

    def note_days(self, view: View) -> None:
        """The narrative has reached the days that a sentence's main clauses tell, claims or none."""
        for verb in view.parse.verbs:
            if not grammar.narrates(verb):
                if verb.link == "" and verb.finite and not verb.past:
                    self.calendar.period = None
                continue
            when = self.calendar.of_verb(view, verb)
            self.calendar.advance(when)
            if when is not None:
                self.calendar.narrate(view.sentence.paragraph, when)
            who = grammar.subject(verb)
            if when is not None and who is not None and not verb.perfect:
                actors = frozenset(ref.actor_id for ref in self.discourse.all(who))
                self.step = Step(view.sentence.paragraph, view.discourse.sentence, actors, when)

    def goes_on(self, view: View, verb: Verb, ref: Ref) -> Resolved | None:
        """The date of the last step of the narrative, where the next ones tell what the same actor did.

        "On May 3 Peru expelled two envoys. It also closed its consulate in Chile." Within a paragraph, as far
        as two sentences, and never over another date.
        """
        step = self.step
        if step is None or not grammar.narrates(verb) or verb.perfect:
            return None
        if any(
            date.end <= view.tokens[verb.first].start and date.sense != "since"
            for date in self.calendar.timing
        ):
            return None
        if dateplaces.own(view, verb):
            return None  # "a few days later": another day, whichever
        near = (
            view.sentence.paragraph == step.paragraph and view.discourse.sentence - step.sentence <= _STRIDE
        )
        return replace(step.when, basis="relative") if near and ref.actor_id in step.actors else None

    def spoke(self, view: View, name: str, when: Resolved) -> None:
        """Somebody spoke on a day, unless an earlier one in this paragraph is known."""
        self.said.setdefault((view.sentence.paragraph, name), when)

    def occasion(self, view: View, ref: Ref) -> Resolved | None:
        """The day on which a person, else anybody for the actor, spoke in this paragraph."""
        paragraph = view.sentence.paragraph
        own = self.said.get((paragraph, ref.person or ref.actor_id))
        return own or self.said.get((paragraph, ref.actor_id))

    def note_speaker(self, view: View) -> None:
        """Who spoke last in a sentence: quotations and "the ministry" in the next ones go on from there."""
        for verb in view.parse.verbs:
            if verb.finite and speech_kinds().get(verb.lemma, "think") != "think":
                refs = self._speakers(verb)
                if refs:
                    self._spoke_last(refs)
        last = self.discourse.acts[-1] if self.discourse.acts else None
        if last is None or self.discourse.spoken == self.discourse.sentence:
            return
        if last.sentence == self.discourse.sentence and last.interaction_type in _VERBAL:
            self._spoke_last(last.initiators)  # who condemns speaks

    def _spoke_last(self, refs: tuple[Ref, ...]) -> None:
        self.speaking.speakers = refs
        self.discourse.speaker, self.discourse.spoken = refs[0], self.discourse.sentence

    def _speakers(self, verb: Verb) -> tuple[Ref, ...]:
        subject = grammar.subject(verb)
        return tuple(r for r in self.discourse.all(subject) if r.official) if subject is not None else ()
