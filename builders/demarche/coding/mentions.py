"""Names of actors and places in a text: one Aho-Corasick pass over the gazetteer.

The tables are `lexicon/names.tsv` and `lexicon/cities.tsv`. A form that meant different actors at
different times ("Moscow", "Germany") is resolved at the date of publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick_rs

from demarche.coding.segment import Token
from demarche.coding.tables import read_rows

PLACE_KINDS = frozenset(("city", "venue"))
STATE_KINDS = frozenset(("name", "capital", "seat", "body", "state_media", "igo", "bloc"))
ADJECTIVE_KINDS = frozenset(("adjective", "bloc_adjective"))
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


def _extends(tokens: list[Token], first: int) -> bool:
    """Whether a capitalised word right before a name makes it another body's."""
    before = tokens[first - 1]
    return (
        before.tag == ""
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
    "West" only as "the West".
    """
    if not tokens:
        return []
    table = gazetteer()
    offset = tokens[0].start
    view = _plain(text[offset : tokens[-1].end])
    matches = table.automaton.find_matches_as_indexes(view)
    if not matches:
        return []
    starts = {token.start: k for k, token in enumerate(tokens)}
    ends = {token.end: k for k, token in enumerate(tokens)}
    found = []
    for index, start, end in matches:
        first, last = starts.get(start + offset), ends.get(end + offset)
        if first is None:
            continue
        if last is None:  # "US." at the end of a sentence, "U.S." with one token more
            last = ends.get(end + offset + 1) if view[end : end + 1] == "." else None
            if last is None:
                continue
        sense = _sense_of(index, published)
        if sense is None:
            continue
        form = table.forms[index]
        if _means_another(tokens, first, last, sense, form):
            continue
        for token in tokens[first : last + 1]:
            token.tag = "NP"
        if sense.kind in _TAGS:
            tokens[last].tag = _TAGS[sense.kind]
            for token in tokens[first:last]:
                token.tag = "JJ"
        found.append(Mention(first, last, sense.actor_id, sense.kind, form))
    return found


# --- without a parse


def actors_named(text: str, day: str) -> Iterator[str]:
    """The actors whose names stand in a raw text, and perhaps more: no token is made."""
    view = _plain(text)
    for index, start, end in gazetteer().automaton.find_matches_as_indexes(view):
        inside = view[start - 1 : start].isalpha() or (
            view[end : end + 1].isalpha() and not view.startswith("n't", end)
        )
        sense = None if inside else _sense_of(index, day)
        if sense is not None and sense.actor_id:
            yield sense.actor_id


def halves_named(text: str, day: str) -> Iterator[str]:
    """The states that a raw text may name by their divided country in the plural: "the two Koreas"."""
    for name in _divided():
        if name + "s" in text:
            yield from halves_of(name, day)
