"""From a document to its claims: the stages in order, sentence by sentence, with the document's memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from demarche.claims import Claim, Participant
from demarche.coding import qualify
from demarche.coding.attribution import Hearing, Speaking, hear
from demarche.coding.chunks import Phrase, Verb, chunk
from demarche.coding.clauses import Parse, parse
from demarche.coding.convert import convert
from demarche.coding.dates import Resolved, find_dateline
from demarche.coding.denials import Denial, apply_denials, find_denials
from demarche.coding.entities import Discourse, Ref
from demarche.coding.extract import extract
from demarche.coding.found import Found
from demarche.coding.frames import speech_kinds
from demarche.coding.mentions import Mention, find_mentions
from demarche.coding.merge import Draft, merge
from demarche.coding.occasions import Calendar
from demarche.coding.lists import COUNTERPARTS, HOSTS, UNANCHORED
from demarche.coding.segment import Sentence, Token, segment
from demarche.coding.view import View
from demarche.coding.tagging import tag
from demarche.contract.ontology import load_ontology

ITERATED = frozenset(("visit", "consultation", "assault", "mobilization", "cooperation"))
_OCCASIONS = frozenset(["speak", "talk", "address", "brief", "write", "broadcast"])
_PERFORMATIVE = frozenset(("announce", "declare"))
_AGAIN = frozenset(("again", "twice", "times", "another", "once", "both"))
_ONE = frozenset(("one", "once", "another", "first", "both"))
SPEECH_ACTS = frozenset(("accusation", "request", "rejection", "threat", "support"))


@dataclass(slots=True)
class Reader:
    """Reads one document; `drafts` are its claims before merging."""

    text: str
    published: str
    source_id: str
    coder: str
    version: str
    discourse: Discourse = field(init=False)
    calendar: Calendar = field(init=False)
    speaking: Speaking = field(default_factory=Speaking)
    drafts: list[Draft] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
    said: dict[tuple[int, str], Resolved] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.discourse = Discourse(self.published)
        self.calendar = Calendar(date.fromisoformat(self.published))

    def read(self) -> list[Claim]:
        """All claims of the document, merged and in the order of the contract."""
        sentences = segment(self.text)
        parsed = [self._parse(sentence) for sentence in sentences]
        self.discourse.scouting = True
        for sentence, view in zip(sentences, parsed, strict=True):
            self._people_first(sentence, view)
        self.discourse.forget()
        for number, view in enumerate(parsed):
            self._sentence(number, view)
        return merge(apply_denials(self.drafts, self.denials), self.text)

    # --- per sentence

    def _parse(self, sentence: Sentence) -> View:
        mentions = find_mentions(self.text, sentence.tokens, self.published)
        dates = self.calendar.read(self.text, sentence)
        place = find_dateline(self.text[sentence.start : sentence.start + 120]) if sentence.tokens else None
        end = sentence.start + place[1] if place is not None else _dateline_end(sentence.tokens, mentions)
        if end is not None:  # "OSLO, May 3 —": it says where "here" is, and is no part of the sentence
            head = [
                m.actor_id for m in mentions if sentence.tokens[m.first].start < end and m.kind != "not_state"
            ]
            self.discourse.here = self.discourse.here or (head[0] if head else None)
            mentions, sentence.tokens = after(sentence.tokens, mentions, end)
            dates = self.calendar.read(self.text, sentence)
        tag(sentence.tokens)
        items = chunk(sentence.tokens, mentions, dates)
        return View(sentence, parse(sentence.tokens, items), self.discourse)

    def _people_first(self, sentence: Sentence, view: View) -> None:
        """Titles bind names to states wherever they stand: a headline may name whom the text introduces later."""
        self.discourse.begin(0, view.tokens)
        for phrase in view.parse.phrases:
            if phrase.pronoun or phrase.determiner in UNANCHORED or view.noun(phrase) in COUNTERPARTS | HOSTS:
                continue
            if not any(
                a.determiner in UNANCHORED for a in (*phrase.appositions, phrase.owner or phrase)
            ) and (phrase.appositions or view.tokens[phrase.head].tag == "NP"):
                self.discourse.resolve(phrase)

    def _sentence(self, number: int, view: View) -> None:
        self.discourse.begin(number, view.tokens)
        self.calendar.read(self.text, view.sentence)
        if view.sentence.paragraph != self.speaking.paragraph:
            self.speaking = Speaking(view.sentence.paragraph)
            self.discourse.paragraph = number
            self.calendar.anchor = None if number == 0 else self.calendar.anchor
        for phrase in view.parse.phrases[:2]:
            if (
                phrase.role in ("in", "at")
                and phrase.first <= 2
                and phrase.verb is not None
                and phrase.last < phrase.verb.first
            ):
                self.discourse.local = next(
                    (m.actor_id for m in phrase.mentions if m.kind in ("capital", "name", "city")), None
                )
        self.discourse.expect(_awaited(view))
        for phrase in view.parse.phrases:
            self.discourse.resolve(phrase)
            if phrase.role == "and" and phrase.owner is not None:
                self.discourse.focus(self.discourse.all(phrase.owner))
        if self.calendar.enter(self.text, view.sentence):
            return
        if view.sentence.heading and number > 0:
            return
        for verb in view.parse.verbs:
            self._note_speech(view, verb)
        self._retold(view)
        for found in extract(view):
            hearing = hear(view, found.verb, self.speaking)
            if found.phrase is not None and found.status == "ongoing":
                hearing = Hearing()  # what a noun takes for granted is the text's own word
            for fixed in convert(view, found, hearing):
                for when in self._when(view, found):
                    self._draft(view, number, fixed, hearing, when)
            self._recharge(view, number, found, hearing)
        self._followed(view, number)
        self.denials.extend(find_denials(view, number))
        together = {
            r.actor_id
            for p in view.parse.phrases
            for r in self.discourse.resolved.get(p, ())
            if r.actor_id and r.kind != "thing"
        }
        if len(together) == 2:
            self.discourse.together(*sorted(together))
        self._speaker_after(view)
        main = next((v for v in view.parse.verbs if v.link == "" and v.subject is not None), None)
        self.discourse.holders = (
            self.discourse.all(main.subject) if main is not None and main.subject is not None else ()
        )

    def _recharge(self, view: View, number: int, found: Found, hearing: Hearing) -> None:
        """A deed told again by who charged it before is the charge told again: it may date it."""
        if not hearing.speakers or not hearing.verbs or found.mutual:
            return
        speaker = hearing.speakers[0].actor_id
        for draft in [
            d
            for d in self.drafts
            if d.claim.interaction_type == "accusation" and d.claim.initiator == speaker
        ]:
            deeds = {
                (d.claim.interaction_type, d.claim.initiator)
                for d in self.drafts
                if d.sentence == draft.sentence
            }
            for initiator in found.initiators:
                if (
                    draft.claim.target != initiator.actor_id
                    or (found.interaction_type, initiator.actor_id) not in deeds
                ):
                    continue
                person = hearing.speakers[0].person or speaker
                when = self.calendar.of_verb(view, hearing.verbs[0]) or self._occasion(view, person, speaker)
                if draft.sentence == number or when is None:
                    continue
                start, end = evidence(view)
                retold = replace(
                    draft.claim,
                    date=when.date,
                    date_precision=when.precision,
                    date_basis=when.basis,
                    reported_on=when.date if when.precision == "day" else draft.claim.reported_on,
                    evidence_start=start,
                    evidence_end=end,
                    participants=qualify.participants(found, hearing.speakers[0], initiator, (), False),
                )
                self.drafts.append(Draft(retold, number, view.sentence.paragraph, draft.words, draft.rule))
                return

    def _occasion(self, view: View, *names: str) -> Resolved | None:
        """The day on which somebody spoke in this paragraph."""
        found = (self.said.get((view.sentence.paragraph, name)) for name in names)
        return next((when for when in found if when is not None), None)

    def _when(self, view: View, found: Found) -> list[Resolved | None]:
        """The date of what was found; several for an act told of several dates ("in 2015 and again in 2018")."""
        if found.phrase is not None:
            return [self.calendar.of_phrase(view, found.phrase, found.verb)]
        assert found.verb is not None
        every = self.calendar.all_of(view, found.verb)
        if (
            len(every) > 1
            and found.interaction_type in ITERATED
            and any(t.low in _AGAIN for t in view.tokens)
        ):
            return list(every)
        when = self.calendar.of_verb(view, found.verb)
        if when is None and found.item is not None:
            when = self.calendar.of_phrase(view, found.item, None)
        return [when]

    def _followed(self, view: View, number: int) -> None:
        """ "Spain followed", "so did Spain", "Spain did the same": the measure told last, by another."""
        last = next(
            (d for d in reversed(self.drafts) if d.claim.interaction_type in ("sanction", "accusation")), None
        )
        if last is None or number - last.sentence > 2:
            return
        for verb in view.parse.verbs:
            if verb.lemma not in ("follow", "do") or not verb.finite or verb.negated or verb.passive:
                continue
            who = verb.subject or (
                verb.objects[0] if verb.objects and verb.lemma == "do" else None
            )  # so did X
            if who is None:
                continue
            words = {view.noun(p) for p in verb.objects} | {
                t.low for t in view.tokens[max(0, verb.first - 6) : verb.last + 3]
            }
            if not (
                words & {"suit", "same", "likewise", "so", "as"}
                or (verb.lemma == "follow" and not verb.objects)
            ):
                continue
            when = self.calendar.of_verb(view, verb)
            for ref in self.discourse.all(who):
                if not ref.official or ref.actor_id in (last.claim.initiator, last.claim.target):
                    continue
                start, end = evidence(view)
                token = view.tokens[verb.head]
                claim = replace(
                    last.claim,
                    initiator=ref.actor_id,
                    date=when.date if when is not None else None,
                    date_precision=when.precision if when is not None else None,
                    date_basis=when.basis if when is not None else None,
                    evidence_start=start,
                    evidence_end=end,
                    trigger_start=token.start,
                    trigger_end=token.end,
                    rule="followed",
                    level=None,
                    voice="source",
                    reported_by=None,
                    participants=(),
                )
                self.drafts.append(
                    replace(last, claim=claim, sentence=number, paragraph=view.sentence.paragraph)
                )

    def _retold(self, view: View) -> None:
        """ "One in 2019 and another in 2023": the dates of an act that the sentence before told of."""
        if not view.tokens or not self.drafts or view.tokens[0].low not in _ONE:
            return
        last = self.drafts[-1]
        if (
            last.sentence != self.discourse.sentence - 1
            or last.claim.date is not None
            or last.claim.interaction_type not in ITERATED
        ):
            return
        dates = [
            d for d in (self.calendar.resolve(e, "past") for e in self.calendar.expressions) if d is not None
        ]
        if dates:
            self.drafts.pop()
        for when in dates:
            claim = replace(
                last.claim,
                date=when.date,
                date_precision=when.precision,
                date_basis=when.basis,
                evidence_end=view.sentence.end,
            )
            self.drafts.append(replace(last, claim=claim))

    def _note_speech(self, view: View, verb: Verb) -> None:
        """Remember when a speaker spoke: it dates what else is said on the occasion."""
        if verb.lemma not in speech_kinds() and verb.lemma not in _OCCASIONS:
            return
        when = self.calendar.of_verb(view, verb)
        self.calendar.advance(when)
        for ref in self._subject_refs(view, verb):
            if when is not None:
                self.said[view.sentence.paragraph, ref.person or ref.actor_id] = when
                self.said.setdefault((view.sentence.paragraph, ref.actor_id), when)

    def _subject_refs(self, view: View, verb: Verb) -> tuple[Ref, ...]:
        from demarche.coding import grammar

        subject = grammar.subject(verb)
        return tuple(r for r in self.discourse.all(subject) if r.official) if subject is not None else ()

    def _speaker_after(self, view: View) -> None:
        for verb in view.parse.verbs:
            if verb.lemma in speech_kinds() and verb.finite and speech_kinds()[verb.lemma] != "think":
                refs = self._subject_refs(view, verb)
                if refs:
                    self.speaking.speakers, self.speaking.verb = refs, verb
                    self.discourse.speaker = refs[0]

    # --- drafting

    def _draft(self, view: View, number: int, found: Found, hearing: Hearing, when: Resolved | None) -> None:
        said_on = self._said_on(view, found, hearing)
        speech = found.interaction_type in SPEECH_ACTS or found.status == "proposed"
        if (
            found.status == "occurred"
            and hearing.verbs
            and hearing.verbs[0].lemma in _PERFORMATIVE
            and when is None
        ):
            announced = self.calendar.of_verb(view, hearing.verbs[0])
            if announced is not None and {r.actor_id for r in found.initiators} <= {
                r.actor_id for r in hearing.speakers
            }:
                when, hearing = Resolved(announced.date, announced.precision, "relative"), Hearing()
        for initiator, target in _pairs(found):
            if initiator.actor_id == target.actor_id:
                continue
            if when is None and speech and found.status in ("occurred", "proposed"):
                key = (view.sentence.paragraph, initiator.person or initiator.actor_id)
                carried = self.said.get(key) or self.said.get((view.sentence.paragraph, initiator.actor_id))
                if carried is not None:
                    when = Resolved(carried.date, carried.precision, "relative")
            claim = self._claim(view, found, initiator, target, hearing, when, said_on)
            if claim is None:
                continue
            if when is not None and when.precision == "day":
                for speaker in hearing.speakers:
                    self.said.setdefault((view.sentence.paragraph, speaker.actor_id), when)
            if when is not None and found.status == "occurred":
                self.calendar.advance(when)
                if speech:
                    self.said.setdefault(
                        (view.sentence.paragraph, initiator.person or initiator.actor_id), when
                    )
            self.drafts.append(
                Draft(
                    claim,
                    number,
                    view.sentence.paragraph,
                    self._mentioned(view),
                    found.frame.rule,
                    _anaphoric(found),
                    self._others(view),
                )
            )
            self.discourse.meet(initiator.actor_id, target.actor_id)

    def _mentioned(self, view: View) -> frozenset[str]:
        """The lemmas and heads of a sentence's phrases: what a denial can point at."""
        return frozenset(view.noun(p) for p in view.parse.phrases) | frozenset(
            v.lemma for v in view.parse.verbs
        )

    def _others(self, view: View) -> tuple[str, ...]:
        """The actors that a sentence names."""
        refs = (
            r for p in view.parse.phrases for r in self.discourse.resolved.get(p, ()) if r.kind == "state"
        )
        return tuple(dict.fromkeys(ref.actor_id for ref in refs))

    def _said_on(self, view: View, found: Found, hearing: Hearing) -> str | None:
        for verb in hearing.verbs:
            when = self.calendar.of_verb(view, verb)
            if when is not None and when.precision == "day":
                return when.date
        for speaker in hearing.speakers:
            when = self.said.get((view.sentence.paragraph, speaker.person or speaker.actor_id))
            if when is not None and when.precision == "day":
                return when.date
        return None

    def _claim(
        self,
        view: View,
        found: Found,
        initiator: Ref,
        target: Ref,
        hearing: Hearing,
        when: Resolved | None,
        said_on: str | None,
    ) -> Claim | None:
        phase, status = _allowed(found)
        if (
            status == "occurred"
            and when is not None
            and when.date[:10] > self.published[: len(when.date[:10])]
        ):
            phase, status = _allowed(replace(found, status="planned"))  # "goes to Lima tomorrow"
        if status is None:
            return None
        mutual = found.mutual
        if mutual and found.interaction_type == "agreement" and status == "proposed":
            status, phase = "planned", None  # what both could do; an offer has one side that makes it
        if when is None and self.calendar.entry is not None and status == "occurred" and found.phrase is None:
            when = self.calendar.entry
        fixed = load_ontology().row(found.interaction_type, found.mode, phase, status).directed
        mutual = mutual if fixed is None else not fixed
        speech = found.interaction_type in SPEECH_ACTS or (status == "proposed")
        own_word = found.interaction_type in ("accusation",) and not hearing.verbs
        voice = "source" if own_word else hearing.voice
        reported_by = hearing.speakers[0].actor_id if voice == "actor" and hearing.speakers else None
        if reported_by is not None and initiator.actor_id in {ref.actor_id for ref in hearing.speakers}:
            reported_by = initiator.actor_id  # several who each speak of their own deed
        voice = "source" if voice == "actor" and reported_by is None else voice
        if (
            speech
            and voice == "actor"
            and reported_by == initiator.actor_id
            and found.interaction_type != "request"
        ):
            voice, reported_by = ("source", None) if status == "occurred" else (voice, reported_by)
        reported_on = said_on or self.published
        if speech and status == "occurred" and when is not None and when.precision == "day":
            reported_on = when.date
        reported_on = min(reported_on, self.published) if len(reported_on) == 10 else self.published
        trigger = view.tokens[found.first]
        first, second = (
            (initiator, target) if not mutual or initiator.actor_id < target.actor_id else (target, initiator)
        )
        start, end = evidence(view)
        return Claim(
            source_id=self.source_id,
            interaction_type=found.interaction_type,
            mode=found.mode,
            initiator=first.actor_id,
            target=second.actor_id,
            directed=not mutual,
            status=status,
            reported_on=reported_on,
            evidence_start=start,
            evidence_end=end,
            trigger_start=trigger.start,
            trigger_end=trigger.end,
            rule=found.frame.rule,
            coder=self.coder,
            coder_version=self.version,
            object=qualify.object_text(view, found),
            phase=phase,
            voice=voice,
            reported_by=reported_by,
            date=when.date if when is not None else None,
            date_precision=when.precision if when is not None else None,
            date_basis=when.basis if when is not None else None,
            context=qualify.context(found, view.tokens),
            location=qualify.location(view, found, target.actor_id),
            level=qualify.level((initiator, target) if mutual else (initiator,)),
            participants=qualify.participants(
                found, first, second, hearing.speakers if reported_by else (), mutual
            ),
        )


def after(tokens: list[Token], mentions: list[Mention], end: int) -> tuple[list[Mention], list[Token]]:
    """The mentions and tokens behind an offset, the mentions counted anew."""
    gone = next((k for k, token in enumerate(tokens) if token.start >= end), len(tokens))
    if gone < len(tokens) and tokens[gone].text in "—–-":
        gone += 1
    kept = [replace(m, first=m.first - gone, last=m.last - gone) for m in mentions if m.first >= gone]
    return kept, tokens[gone:]


def _awaited(view: View) -> Phrase | None:
    """The subject of the main clause, when a subordinate clause with a pronoun comes first."""
    fronted = [v for v in view.parse.verbs if v.link in ("adv", "ing") and v.parent is None]
    if not fronted:
        return None
    main = next(
        (v for v in view.parse.verbs if v.link == "" and v.finite and v.first > fronted[0].last), None
    )
    if main is None or main.subject is None or main.subject.pronoun:
        return None
    return main.subject


def _dateline_end(tokens: list[Token], mentions: list[Mention]) -> int | None:
    """Where a dateline without a year ends ("OSLO, May 3 —", "OSLO (AP) —"); None where there is none."""
    if not mentions or mentions[0].first > 0 or not tokens[0].text.isupper() or len(tokens[0].text) < 4:
        return None
    for k in range(mentions[0].last + 1, min(12, len(tokens))):
        if tokens[k].text in ("—", "–") or (tokens[k].text == "-" and tokens[k - 1].text == "-"):
            return tokens[k].end
        if tokens[k].text[0].islower():
            return None
    return None


def _anaphoric(found: Found) -> bool:
    """Whether the act's noun points back: "the agreement will be signed"."""
    phrase = found.item or found.phrase
    return phrase is not None and (
        phrase.determiner in ("the", "this", "that", "its", "their") or phrase.pronoun in ("it", "this")
    )


def evidence(view: View) -> tuple[int, int]:
    """The characters that a claim rests on: its sentence."""
    return view.sentence.start, view.sentence.end


def _pairs(found: Found) -> list[tuple[Ref, Ref]]:
    if found.mutual:
        seen: dict[frozenset[str], tuple[Ref, Ref]] = {}
        for a in found.initiators:
            for b in found.targets:
                if a.actor_id != b.actor_id:
                    seen.setdefault(frozenset((a.actor_id, b.actor_id)), (a, b))
        return list(seen.values())
    return [(a, b) for a in found.initiators for b in found.targets]


def _allowed(found: Found) -> tuple[str | None, str | None]:
    """The phase and status nearest to what was read that the ontology allows for the type and mode."""
    allowed = load_ontology().combinations(found.interaction_type, found.mode)
    for phase in (found.phase, None, "agreed", "imposed", "in_force"):
        if (phase, found.status) in allowed:
            return phase, found.status
    return None, None


__all__ = ["Parse", "Participant", "Phrase", "Reader", "evidence", "find_dateline"]
