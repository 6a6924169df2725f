"""From a document to its claims: the stages in order, sentence by sentence, with the document's memory."""

from __future__ import annotations

from dataclasses import replace

from demarche.claims import Claim
from demarche.coding import drafting, imitation, retelling, titles
from demarche.coding.attribution import Hearing, Speaking, hear
from demarche.coding.chunks import Phrase, chunk
from demarche.coding.clauses import parse
from demarche.coding.confidence import confidence
from demarche.coding.convert import convert
from demarche.coding.dated import dates_of_sentence
from demarche.coding.datelines import strip_dateline
from demarche.coding.denials import answers, apply_denials, find_denials
from demarche.coding.entities.names import SERVING, bind_servant
from demarche.coding.entries import heads_entry, leads_entry
from demarche.coding.extract import extract
from demarche.coding.gate import tells_of_two
from demarche.coding.given import place_mentions, within
from demarche.coding.lists import COUNTERPARTS, HOSTS, UNANCHORED
from demarche.coding.mentions import ADJECTIVE_KINDS, STATE_KINDS, find_mentions
from demarche.coding.merge import Draft, merge
from demarche.coding.record import Document, Record
from demarche.coding.segment import Sentence, segment
from demarche.coding.tagging import tag
from demarche.coding.view import View

_OTHER_SIDES = COUNTERPARTS | HOSTS


LEAD = 2
"""The last paragraph that says what a text is about: behind title and dateline."""
TOPICAL = STATE_KINDS | ADJECTIVE_KINDS | {"people"}


def read(document: Document) -> list[Claim]:
    """All claims of a document, merged and in the order of the contract."""
    if not document.given and not tells_of_two(document.text, document.published):
        return []
    return [draft.claim for draft in read_drafts(Record(document))[1]]


def read_drafts(record: Record) -> tuple[list[View], list[Draft]]:
    """The sentences of a record's document, and its claims with what they were drafted from."""
    document = record.document
    views = _parse_all(record, segment(document.text))
    record.discourse.scouting = True
    for view in views:
        _names_first(view)
    record.discourse.settle_topics()
    record.discourse.forget()
    entries = (heads_entry(v.sentence, v.dates) or leads_entry(v.sentence, v.dates) for v in views)
    record.calendar.blog = sum(entries) > 1
    record.calendar.frame(views)
    for number, view in enumerate(views):
        _enter(record, number, view)
        dated_heading = record.calendar.enter(view)
        if not dated_heading and not (view.sentence.heading and number > 0):
            _tell(record, view)
    drafts = merge(apply_denials(record.drafts, record.denials))
    for draft in drafts:
        draft.claim = replace(draft.claim, confidence=confidence(draft))
    return views, drafts


def _parse_all(record: Record, sentences: list[Sentence]) -> list[View]:
    """The sentences parsed, titles last: the text below them tells which of their words are names."""
    parsed = {n: _parse(record, s) for n, s in enumerate(sentences) if not s.heading}
    parsed.update((n, _parse(record, s)) for n, s in enumerate(sentences) if s.heading)
    return [parsed[n] for n in range(len(sentences))]


def _parse(record: Record, sentence: Sentence) -> View:
    """The stages that look at one sentence alone."""
    document, discourse = record.document, record.discourse
    mentions = find_mentions(document.text, sentence.tokens, document.published)
    if document.given:
        given = within(document.given, sentence.start, sentence.end)
        mentions = place_mentions(given, sentence.tokens, mentions)
    here, mentions = strip_dateline(document.text, sentence, mentions)
    discourse.here = discourse.here or here
    dates = dates_of_sentence(document.text, sentence)
    tokens = sentence.tokens
    if sentence.heading:
        titles.plain(tokens, record.names)
    tag(tokens, record.names)
    if not sentence.heading:
        record.names.update(t.text for t in tokens[1:] if t.tag == "NP" and len(t.text) > 2)
    parsed = parse(tokens, chunk(tokens, mentions, set(dates.by_token)))
    if sentence.heading:
        titles.complete(parsed)
    return View(sentence, parsed, discourse, dates, record.trail)


def _names_first(view: View) -> None:
    """Titles bind names to states wherever they stand: a headline names whom the text introduces."""
    view.discourse.begin(0, view.tokens)
    named = {m.actor_id for phrase in view.parse.phrases for m in phrase.mentions if m.kind in TOPICAL}
    view.discourse.about(named, 2.0 if view.sentence.paragraph <= LEAD else 1.0)
    for phrase in view.parse.phrases:
        if phrase.pronoun or not (phrase.appositions or view.tokens[phrase.head].tag == "NP"):
            continue
        around = (phrase, *phrase.appositions, phrase.owner or phrase)
        if any(p.determiner in UNANCHORED for p in around):
            continue
        if view.noun(phrase) not in _OTHER_SIDES:
            view.discourse.resolve(phrase)


def _enter(record: Record, number: int, view: View) -> None:
    """Move the memory to a sentence: its paragraph, the place it opens with, whom its phrases mean."""
    discourse = record.discourse
    discourse.begin(number, view.tokens)
    record.calendar.begin(view)
    if view.sentence.paragraph != record.speaking.paragraph:
        record.speaking = Speaking(view.sentence.paragraph)
        discourse.paragraph = number
        if number == 0:
            record.calendar.anchor = None
    for phrase in view.parse.phrases[:2]:
        if _opens(phrase):
            places = (m.actor_id for m in phrase.mentions if m.kind in ("capital", "name", "city"))
            discourse.local = next(places, None)
    discourse.expect(_awaited(view))
    for phrase in view.parse.phrases:
        discourse.resolve(phrase)
        if phrase.role == "and" and phrase.owner is not None and phrase in phrase.owner.coordinated[:1]:
            discourse.focus(discourse.all(phrase.owner))
    for verb in view.parse.verbs:
        if verb.lemma in SERVING and verb.link == "rel" and verb.governor is not None:
            bind_servant(discourse, verb)


def _opens(phrase: Phrase) -> bool:
    """Whether a phrase opens its sentence as a place: "In Lima, the ministry said …"."""
    before_verb = phrase.verb is not None and phrase.last < phrase.verb.first
    return phrase.role in ("in", "at") and phrase.first <= 2 and before_verb


def _awaited(view: View) -> Phrase | None:
    """The subject of the main clause, when a subordinate clause with a pronoun comes first."""
    verbs = view.parse.verbs
    fronted = next((v for v in verbs if v.link in ("adv", "ing", "part", "inf")), None)
    if fronted is None:
        return None
    main = next((v for v in verbs if v.link == "" and v.finite), None)
    if main is None or main.first < fronted.last or fronted.parent not in (None, main):
        return None
    return None if main.subject is None or main.subject.pronoun else main.subject


def _tell(record: Record, view: View) -> None:
    """What a sentence tells: acts and their dates, retellings, denials; then who is in focus after it."""
    for verb in view.parse.verbs:
        record.note_speech(view, verb)
    _answer(record, view)
    retelling.further_dates(record, view)
    denials = find_denials(view)
    for found in extract(view):
        if answers(view, found, denials):
            if view.trail is not None:
                view.trail.dropped(view, found, "answers")
            continue
        hearing = hear(view, found.verb, record.speaking)
        if found.phrase is not None and found.status == "ongoing":
            hearing = Hearing()  # what a noun takes for granted is the text's own word
        for act in convert(view, found, hearing):
            for when in drafting.dates_of(record, view, found):
                drafting.draft(record, view, act, hearing, when)
        retelling.charged_again(record, view, found, hearing)
    imitation.followed(record, view)
    imitation.mirrored(record, view)
    record.denials.extend(denials)
    together = {ref.actor_id for ref in view.refs() if ref.actor_id and ref.kind != "thing"}
    if len(together) == 2:
        record.discourse.together(*sorted(together))
    record.note_speaker(view)
    record.note_days(view)
    subjects = (v.subject for v in view.parse.verbs if v.link == "" and v.subject is not None)
    main = next(subjects, None)
    record.discourse.holders = record.discourse.all(main) if main is not None else ()
    question = bool(view.tokens) and view.tokens[-1].text == "?"
    asked = (record.discourse.resolved.get(phrase, ()) for phrase in view.parse.phrases)
    record.asked = next((refs for refs in asked if refs and refs[0].official), ()) if question else ()


def _answer(record: Record, view: View) -> None:
    """Give a sentence without a finite verb the subject of the question before: "By recalling its envoy."."""
    if not record.asked or any(verb.finite for verb in view.parse.verbs):
        return
    asked = Phrase(0, 0, 0, pronoun="it")
    view.discourse.resolved[asked] = record.asked
    for verb in view.parse.verbs:
        if verb.link == "ing" and verb.parent is None and verb.subject is None:
            verb.subject = asked
