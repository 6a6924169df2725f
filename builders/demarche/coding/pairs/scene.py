"""A parsed sentence with its marked source and target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb, chunk
from demarche.coding.clauses import Parse, parse
from demarche.coding.dates import find_dates
from demarche.coding.given import GivenMention, place_mentions
from demarche.coding.mentions import find_mentions
from demarche.coding.pairs.cues import by_head
from demarche.coding.segment import MAX_SENTENCE_TOKENS, Token, tokenize
from demarche.coding.tagging import tag
from demarche.coding.words import closed_class, singular, verb_forms, word_class

NOW = "9999-12-31"
"""Names mean what they mean today: the task gives no date."""
REACH = 14
"""How many words behind a verb can belong to it when the parse gives it nothing."""

PREPOSITION_REACH = 30
"""How far behind a verb a preposition of its can stand."""

_FINITE = frozenset(("BE", "HAVE", "DO", "MD"))

Span = tuple[int, int]
"""First and last token of a mention; (0, -1) when it is not in the sentence."""
NOWHERE: Span = (0, -1)

Filler = tuple[frozenset[str], frozenset[str]]
"""All words of what stands in a slot, and its head words."""
NOTHING: Filler = (frozenset(), frozenset())


@dataclass(slots=True)
class Scene:
    """A sentence's tokens, clauses and marked mentions, and what has been looked up in it so far."""

    tokens: list[Token]
    parse: Parse
    source: Span
    target: Span
    children: dict[int, list[Verb]] = field(default_factory=dict)
    _words: dict[tuple[int, str], Filler] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for verb in self.parse.verbs:
            if verb.parent is not None:
                self.children.setdefault(id(verb.parent), []).append(verb)

    def words(self, first: int, last: int) -> frozenset[str]:
        """The words of some tokens, in the singular and as they stand."""
        inside = self.tokens[first : last + 1]
        return frozenset(word for t in inside for word in (t.low, singular(t.low), *_parts(t.low)) if word)

    def of_phrase(self, phrase: Phrase) -> Filler:
        """The words of a phrase, its "of" phrases and the other members of its list."""
        return self._kept(id(phrase), "phrase", lambda: self._of_phrase(phrase))

    def _of_phrase(self, phrase: Phrase) -> Filler:
        words: set[str] = set()
        heads: set[str] = set()
        for member in phrase.members():
            inner = [np for preposition, np in member.pps if preposition == "of" and np is not phrase]
            if ("n", singular(self.tokens[member.head].low), True) in by_head():
                inner = []  # "the lifting of the ban" is no ban
            for one in (member, *inner):
                start = one.possessor.last + 2 if one.possessor is not None else one.first
                words |= self.words(start, one.last)
                heads |= self.words(one.head, one.head)
        return frozenset(words), frozenset(heads)

    def slot(self, verb: Verb, slot: str) -> Filler:
        """The words that stand in a slot of a verb: obj, near, subj, or a preposition.

        With "?far" behind it, a preposition may also stand where the parse gave it to another word.
        """
        return self._kept(id(verb), slot, lambda: self._slot(verb, slot))

    def _slot(self, verb: Verb, slot: str) -> Filler:
        if slot == "near":
            words = self.words(verb.head + 1, self.end_of(verb))
            return words, words
        if slot == "subj":
            subject = grammar.subject(verb)
            return self.of_phrase(subject) if subject is not None else NOTHING
        if slot == "obj":
            found = self._together(grammar.objects(verb))
            return found if found[0] or verb.passive else self._first_behind(verb)
        name, _, loose = slot.partition("?")
        found = self._together([np for preposition, np in verb.pps if preposition == name])
        return found if found[0] or not loose else self._behind_preposition(verb, name)

    def _together(self, phrases: list[Phrase]) -> Filler:
        found = [self.of_phrase(phrase) for phrase in phrases]
        words = frozenset[str]().union(*(one for one, _ in found))
        return words, frozenset[str]().union(*(heads for _, heads in found))

    def _behind_preposition(self, verb: Verb, preposition: str) -> Filler:
        """The words behind a preposition that the parse gave to a phrase on the way."""
        for k in range(verb.last + 1, min(verb.last + PREPOSITION_REACH, len(self.tokens) - 1)):
            token = self.tokens[k]
            if token.text in ";:" or token.tag == "SUB":
                break
            if token.low == preposition and (
                token.tag == "IN" or (token.tag == "TO" and self.tokens[k + 1].tag != "V")
            ):
                words = self.words(k + 1, k + 5)
                return words, words
        return NOTHING

    def _first_behind(self, verb: Verb) -> Filler:
        """The words of the phrase that touches a verb, which the parse may have made a subject."""
        start = verb.last + 1
        if start < len(self.tokens) and self.tokens[start].tag == "RB":
            start += 1
        phrase = next((p for p in self.parse.phrases if p.first == start), None)
        return self.of_phrase(phrase) if phrase is not None else NOTHING

    def party(self, name: str) -> frozenset[str]:
        """The words of a marked mention, and of what it is the owner of: "<s>Peru</s>'s miners"."""
        span = self.source if name == "source" else self.target
        return self._kept(0, name, lambda: self._party(span))[0]

    def _party(self, span: Span) -> Filler:
        words = self.words(*span)
        for phrase in self.parse.phrases:
            possessor = phrase.possessor
            owned = possessor is not None and possessor.first <= span[1] and span[0] <= possessor.last
            if owned or (phrase.first <= span[0] <= span[1] < phrase.last):
                words |= self.words(span[1] + 1, phrase.last)
        return words, words

    def end_of(self, verb: Verb) -> int:
        """The last token that can belong to a verb: before the next verb or a semicolon."""
        last = min(verb.last + REACH, len(self.tokens) - 1)
        following = (v.first for v in self.parse.verbs if v.first > verb.last)
        last = min(last, next(following, last + 1) - 1)
        for k in range(verb.last + 1, last + 1):
            if self.tokens[k].text == ";":
                return k - 1
        return last

    def _kept(self, key: int, slot: str, make: Callable[[], Filler]) -> Filler:
        found = self._words.get((key, slot))
        if found is None:
            found = self._words[key, slot] = make()
        return found


def _parts(word: str) -> tuple[str, ...]:
    """The parts of a compound: "Saudi-led", "cease-fire"."""
    return tuple(word.split("-")) if "-" in word else ()


def stage(sentence: str, source: tuple[int, int], target: tuple[int, int]) -> Scene:
    """Parse a sentence whose marked mentions are names, whatever words are in them."""
    tokens = tokenize(sentence)[:MAX_SENTENCE_TOKENS]
    mentions = find_mentions(sentence, tokens, NOW)
    given = [
        GivenMention(start, end, name)
        for name, (start, end) in (("SOURCE", source), ("TARGET", target))
        if start < end
    ]
    given = _apart([GivenMention(_core(tokens, g), g.end, g.actor_id) for g in given])
    mentions = place_mentions(given, tokens, mentions)
    places = {m.actor_id: (m.first, m.last) for m in mentions if m.actor_id in ("SOURCE", "TARGET")}
    marked = {k for first, last in places.values() for k in range(first, last + 1)}
    dates = _date_tokens(sentence, tokens, marked)
    tag(tokens)
    _read_counts(tokens)
    _need_a_verb(tokens, marked)
    _need_a_noun(tokens)
    found = parse(tokens, chunk(tokens, mentions, dates))
    return Scene(tokens, found, places.get("SOURCE", NOWHERE), places.get("TARGET", NOWHERE))


def _read_counts(tokens: list[Token]) -> None:
    """Read what bounds a number as an adverb, also of a marked one: "rescued more than 200 migrants"."""
    triples = zip(tokens, tokens[1:], tokens[2:], strict=False)
    for one, other, number in triples:
        counted = number.text[0].isdigit() or closed_class(number.low) == "CD"
        if counted and f"{one.low} {other.low}" in word_class("approximate"):
            one.tag = other.tag = "RB"


def _need_a_verb(tokens: list[Token], marked: set[int]) -> None:
    """Read a noun behind a name as a verb where it must be one.

    "Peru stands firmly": an adverb follows. "Peru lifts ban": no other verb is finite.
    """
    headline = not any(t.tag in _FINITE or (t.tag == "V" and t.form not in ("G", "B")) for t in tokens)
    for k in range(1, len(tokens)):
        token = tokens[k]
        if k in marked or tokens[k - 1].tag not in ("NP", "N", "RB") or token.tag not in ("N", "NP"):
            continue
        adverb = k - 1 in marked and k + 1 < len(tokens) and tokens[k + 1].tag == "RB"
        if not headline and not adverb:
            continue
        for lemma, form in verb_forms().get(token.low, ()):
            if form in ("Z", "D"):
                token.tag, token.lemma, token.form = "V", lemma, form
                return


def _need_a_noun(tokens: list[Token]) -> None:
    """Read a word in -s behind a verb and a bare compound as a noun: "staged live-fire drills"."""
    for before, compound, token in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.tag == "V" and compound.tag == "N" and "-" in compound.low and token.form == "Z":
            compound.tag, token.tag, token.lemma, token.form = "JJ", "N", "", ""


def _core(tokens: list[Token], given: GivenMention) -> int:
    """Where a mention begins behind the preposition or adverb that was marked with it: "on the port"."""
    start = given.start
    for token in tokens:
        if token.end <= start:
            continue
        if token.end >= given.end or closed_class(token.low) not in ("IN", "RB", "TO"):
            break
        start = token.end + 1
    return start


def _apart(given: list[GivenMention]) -> list[GivenMention]:
    """Mentions that do not overlap: of one inside the other, the outer gives way around the inner."""
    if len(given) < 2:
        return given
    one, other = sorted(given, key=lambda g: (g.start, -g.end))
    if other.start >= one.end:
        return [one, other]
    pieces = (
        GivenMention(one.start, other.start, one.actor_id),
        GivenMention(other.end, one.end, one.actor_id),
    )
    kept = max(pieces, key=lambda piece: piece.end - piece.start)
    return sorted((*([kept] if kept.start < kept.end else []), other), key=lambda g: g.start)


def _date_tokens(sentence: str, tokens: list[Token], marked: set[int]) -> set[int]:
    """The tokens of the dates in a sentence, but for those in a mention."""
    found: set[int] = set()
    dates = list(find_dates(sentence, 0, len(sentence)))
    if not dates:
        return found
    for k, token in enumerate(tokens):
        if any(one.start <= token.start and token.end <= one.end for one in dates):
            found.add(k)
            if k and tokens[k - 1].low == "the":
                found.add(k - 1)
    return found - marked
