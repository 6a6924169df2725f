"""Names of actors and places in a text: one Aho-Corasick pass over the gazetteer.

The tables are `lexicon/names.tsv` and `lexicon/cities.tsv`. A form that meant different actors at
different times ("Moscow", "Germany") is resolved at the date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick_rs

from demarche.coding.segment import Token
from demarche.coding.tables import read_rows

PLACE_KINDS = frozenset(("city", "venue"))
STATE_KINDS = frozenset(("name", "capital", "seat", "body", "state_media", "igo", "bloc"))
ADJECTIVE_KINDS = frozenset(("adjective", "bloc_adjective"))
PERSON = "person"
"""Only of mentions that the caller gives: the gazetteer holds no persons (`leaders.tsv` does)."""
_TAGS = {"adjective": "JJ", "bloc_adjective": "JJ", "people": "N"}


@dataclass(frozen=True, slots=True)
class Sense:
    """What a form means from one day to another (ISO days; "" = open)."""

    actor_id: str
    kind: str
    valid_from: str
    valid_to: str

    def holds(self, day: str) -> bool:
        """Whether the form has this sense on an ISO day."""
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Mention:
    """A gazetteer form in a sentence: tokens `first` to `last`, inclusive."""

    first: int
    last: int
    actor_id: str
    kind: str
    form: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All forms with their senses, and the automaton that finds them."""

    automaton: ahocorasick_rs.AhoCorasick
    senses: tuple[tuple[Sense, ...], ...]
    forms: tuple[str, ...]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once a process."""
    table: dict[str, list[Sense]] = {}
    for row in read_rows("names.tsv"):
        sense = Sense(row["actor_id"], row["kind"], row.get("valid_from", ""), row.get("valid_to", ""))
        table.setdefault(row["form"].replace("’", "'"), []).append(sense)
    for row in read_rows("cities.tsv"):
        sense = Sense(row["actor_id"], "city", row.get("valid_from", ""), row.get("valid_to", ""))
        table.setdefault(row["form"].replace("’", "'"), []).append(sense)
    for form in [form for form in table if not form.isupper() and len(form) > 3]:
        table.setdefault(form.upper(), table[form])  # headlines and datelines in capitals
    forms = tuple(sorted(table))
    automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return Gazetteer(automaton, tuple(tuple(table[form]) for form in forms), forms)


@cache
def bodies() -> frozenset[str]:
    """The actors that are organisations."""
    senses = (sense for every in gazetteer().senses for sense in every)
    return frozenset(sense.actor_id for sense in senses if sense.kind == "igo")


def _extends(tokens: list[Token], first: int) -> bool:
    """Whether a capitalised word right before a name makes it another body's."""
    before = tokens[first - 1]
    return (
        before.tag == ""
        and before.low != "the"
        and before.text[0].isupper()
        and before.text.isalpha()
        and tokens[first - 2].text not in '.:;“"('
    )


def _means_another(tokens: list[Token], first: int, last: int, sense: Sense, form: str) -> bool:
    """Whether a form stands here as part of another name, or as a common word."""
    if sense.kind in ("igo", "body") and first > 1 and _extends(tokens, first):
        return True  # the High Security Council is not the Security Council
    if sense.kind == "bloc" and form == "West" and not (first and tokens[first - 1].low == "the"):
        return True
    return last == first and form.lower() == "us" and not tokens[first].text.isupper()


_PRIORITY = {
    kind: rank for rank, kind in enumerate(("name", "igo", "capital", "seat", "body", "adjective", "bloc"))
}


def _sense_at(senses: Sequence[Sense], day: str) -> Sense | None:
    fitting = [sense for sense in senses if sense.holds(day)]
    return min(fitting, key=lambda sense: _PRIORITY.get(sense.kind, 9)) if fitting else None


def _plain(text: str) -> str:
    """A text with the apostrophe and the hyphen that the gazetteer has; no offset changes."""
    return text.replace("’", "'").replace("‑", "-")


@lru_cache(maxsize=8192)
def _sense_of(index: int, day: str) -> Sense | None:
    """The sense of a form of the gazetteer on a day."""
    return _sense_at(gazetteer().senses[index], day)


_HALVES = ("North", "South", "East", "West")


@cache
def _divided() -> dict[str, tuple[int, ...]]:
    """A name that two forms or more begin with a direction for → those forms in the gazetteer."""
    found: dict[str, list[int]] = {}
    for index, form in enumerate(gazetteer().forms):
        half, _, name = form.partition(" ")
        if half in _HALVES and name:
            found.setdefault(name, []).append(index)
    return {name: tuple(indices) for name, indices in found.items() if len(indices) > 1}


@cache
def halves_of(name: str, day: str) -> tuple[str, ...]:
    """The states that a divided country's name stands for in the plural: Korea → its North and its South."""
    senses = (_sense_of(index, day) for index in _divided().get(name, ()))
    found = [sense.actor_id for sense in senses if sense is not None and sense.kind == "name"]
    return tuple(sorted(found)) if len(found) == 2 else ()


def find_mentions(text: str, tokens: list[Token], published: str) -> list[Mention]:
    """The names in a sentence, longest first from the left; tags their tokens.

    `published` (ISO day) chooses among dated senses. A form counts only at word boundaries, and
    "West" only as "the West". A compound of names ("Franco-German") is parted into its tokens.
    """
    if not tokens:
        return []
    table = gazetteer()
    offset = tokens[0].start
    view = _plain(text[offset : tokens[-1].end])
    found: list[Mention] = []
    matches = table.automaton.find_matches_as_indexes(view)
    if not matches:
        return found
    if "-" in view:
        _part_compounds(tokens)
    for first, last, index in _aligned(matches, view, tokens):
        sense = _sense_of(index, published)
        if sense is None or _means_another(tokens, first, last, sense, table.forms[index]):
            continue
        for token in tokens[first : last + 1]:
            token.tag = "NP"
        if sense.kind in _TAGS:
            tokens[last].tag = _TAGS[sense.kind]
            for token in tokens[first:last]:
                token.tag = "JJ"
        mention = Mention(first, last, sense.actor_id, sense.kind, table.forms[index])
        if found:
            _join_compound(tokens, found[-1], mention)
        found.append(mention)
    return found


def _aligned(
    matches: Sequence[tuple[int, int, int]], view: str, tokens: list[Token]
) -> Iterator[tuple[int, int, int]]:
    """Matches that begin and end with a token, as first and last token and number of the form."""
    offset = tokens[0].start
    starts = {token.start - offset: k for k, token in enumerate(tokens)}
    ends = {token.end - offset: k for k, token in enumerate(tokens)}
    for index, start, end in matches:
        first, last = starts.get(start), ends.get(end)
        if first is None:
            continue
        if last is None and view[end : end + 1] == ".":
            last = ends.get(end + 1)  # "US." at the end of a sentence, "U.S." with one token more
        if last is None and view[end : end + 1] == "-":
            word = _BELONGING.match(view, end)  # British-flagged
            last = ends.get(word.end()) if word is not None else None
        if last is not None:
            yield first, last, index
        else:
            yield from _shorter(view, tokens, first, end)


def _shorter(view: str, tokens: list[Token], first: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """The forms in a stretch whose longest one ends within a word: "Iranian Revolution|ary Guards"."""
    numbers, offset = form_numbers(), tokens[0].start
    while first < len(tokens) and tokens[first].start - offset < stop:
        for last in range(min(first + 5, len(tokens) - 1), first - 1, -1):
            index = numbers.get(view[tokens[first].start - offset : tokens[last].end - offset])
            if index is not None:
                yield first, last, index
                first = last
                break
        first += 1


# --- compounds

_BELONGING = re.compile(r"-(?:flagged|flag|owned|registered|operated|crewed|manned)(?![\w-])")
"""What makes an adjective of a name: "British-flagged"."""


@cache
def form_numbers() -> dict[str, int]:
    """Form → its number in the gazetteer."""
    return {form: number for number, form in enumerate(gazetteer().forms)}


@cache
def _halves() -> frozenset[str]:
    """The words that can be part of a compound of names: "Franco", "German", "US"."""
    table = gazetteer()
    wanted = (*ADJECTIVE_KINDS, "name", "igo")
    named = (
        form
        for form, senses in zip(table.forms, table.senses, strict=True)
        if any(sense.kind in wanted for sense in senses)
    )
    return frozenset(form.split()[-1].removesuffix("-") for form in named)


def _part_compounds(tokens: list[Token]) -> None:
    """Part the tokens that join names with hyphens: "US-Japanese" becomes three."""
    for k in range(len(tokens) - 1, -1, -1):
        word = tokens[k].text
        if "-" not in word or word in form_numbers() or not word[0].isupper():
            continue
        parts = word.split("-")
        if all(part in _halves() for part in parts):
            start, pieces = tokens[k].start, []
            for piece in re.split("(-)", word):
                pieces.append(Token(start, start + len(piece), piece, piece.lower(), quoted=tokens[k].quoted))
                start += len(piece)
            tokens[k : k + 1] = pieces


def _join_compound(tokens: list[Token], before: Mention, mention: Mention) -> None:
    """Tag two names with a hyphen between them as one modifier: "the U.S.-Japanese drills"."""
    glued = tokens[before.last].end == tokens[mention.first].start and before.form.endswith("-")
    if not glued:
        if mention.first != before.last + 2 or tokens[before.last + 1].text not in "-–":
            return
        hyphen = tokens[before.last + 1]
        if hyphen.start != tokens[before.last].end or hyphen.end != tokens[mention.first].start:
            return
        hyphen.tag = "CC"
    follower = tokens[mention.last + 1] if mention.last + 1 < len(tokens) else None
    if follower is not None and follower.text[0].islower():
        for token in (*tokens[before.first : before.last + 1], *tokens[mention.first : mention.last + 1]):
            token.tag = "JJ"


# --- without a parse


def actors_named(text: str, day: str) -> Iterator[str]:
    """The actors whose names stand in a raw text, and perhaps more: no token is made."""
    view = _plain(text)
    for index, start, end in gazetteer().automaton.find_matches_as_indexes(view):
        if view[start - 1 : start].isalpha():
            continue  # within a word
        indices = [index]
        if view[end : end + 1].isalpha() and not view.startswith("n't", end):
            indices = _within(view[start:end])
        for shorter in indices:
            sense = _sense_of(shorter, day)
            if sense is not None and sense.actor_id:
                yield sense.actor_id


def _within(form: str) -> list[int]:
    """The forms in one whose last word goes on: "Iranian" in "Iranian Revolution|ary"."""
    numbers, words = form_numbers(), form.split(" ")
    parts = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words)))
    return [numbers[part] for part in parts if part in numbers]


def halves_named(text: str, day: str) -> Iterator[str]:
    """The states that a raw text may name by their divided country in the plural: "the two Koreas"."""
    for name in _divided():
        if name + "s" in text:
            yield from halves_of(name, day)
