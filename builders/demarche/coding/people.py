"""Offices and office holders: which words name an office, and who held one when.

`lexicon/offices.tsv` lists the words; `lexicon/leaders.tsv` the holders. The text's own evidence (a
title with a demonym) always beats the table.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from demarche.coding.segment import Token
from demarche.coding.tables import read_rows
from demarche.coding.words import plurals, singular


@dataclass(frozen=True, slots=True)
class Office:
    """An office word or phrase: its level, its kind (office, spokesperson, institution, group), and the actor
    that it belongs to where one state alone has it ("" otherwise)."""

    form: str
    level: str
    kind: str
    actor_id: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who held an office of an actor from one day to another (ISO days, "" = open)."""

    name: str
    actor_id: str
    office: str
    start: str
    end: str


@cache
def offices() -> dict[str, Office]:
    """Office forms in lower case, singular → Office."""
    return {
        row["form"].lower(): Office(row["form"].lower(), row["level"], row["kind"], row["actor_id"])
        for row in read_rows("offices.tsv")
    }


@cache
def _sizes() -> dict[str, int]:
    """The last word of an office, or its plural → how many words the longest office has that ends in it."""
    sizes: dict[str, int] = {}
    for form in offices():
        words = form.split(" ")
        for word in plurals(words[-1]):
            sizes[word] = max(sizes.get(word, 0), len(words))
    return sizes


@cache
def office_words() -> frozenset[str]:
    """The offices of one word: always nouns."""
    return frozenset(form for form in offices() if " " not in form)


def find_office(
    tokens: list[Token], first: int, last: int, across: int | None = None
) -> tuple[Office, int, int] | None:
    """The last, longest office phrase within tokens `first` to `last`, with its own first and last token.

    With `across`, only a phrase that runs over that token counts.
    """
    table, sizes = offices(), _sizes()
    for stop in range(last, first - 1, -1):
        word = tokens[stop].low
        longest = sizes.get(word)
        if longest is None:
            continue
        for size in range(min(longest, stop - first + 1), 0, -1):
            begin = stop - size + 1
            before = "".join([token.low + " " for token in tokens[begin:stop]])
            office = table.get(before + word) or table.get(before + singular(word))
            if office is not None and (across is None or begin < across < stop):
                return office, begin, stop
    return None


@cache
def _holders() -> tuple[dict[str, tuple[Holder, ...]], dict[str, tuple[Holder, ...]]]:
    full: dict[str, list[Holder]] = {}
    short: dict[str, list[Holder]] = {}
    for row in read_rows("leaders.tsv"):
        holder = Holder(row["name"], row["actor_id"], row["office"], row["start"], row["end"])
        for name in (row["name"], *row["aliases"].split("|")):
            if " " in name:
                full.setdefault(fold(name), []).append(holder)
        for name in row["surname"].split("|"):
            if name:
                short.setdefault(fold(name), []).append(holder)
    return ({k: tuple(v) for k, v in full.items()}, {k: tuple(v) for k, v in short.items()})


@cache
def _by_last_word() -> dict[str, list[tuple[tuple[str, ...], tuple[Holder, ...], bool]]]:
    """The last word of a holder's name → such names' words, who bears them, whether they are surnames."""
    index: dict[str, list[tuple[tuple[str, ...], tuple[Holder, ...], bool]]] = {}
    for short, names in enumerate(_holders()):
        for name, holders in names.items():
            words = tuple(name.split())
            index.setdefault(words[-1], []).append((words, holders, bool(short)))
    return index


def actors_led(words: set[str], day: str) -> Iterator[str]:
    """The actors whose office holders' names can be made of folded words; a surname serves in office only."""
    index = _by_last_word()
    for last in words & index.keys():
        for name, holders, surname in index[last]:
            if words.issuperset(name):
                yield from (h.actor_id for h in holders if not surname or _holds(h, day))


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """A person's name for comparison: lower case, without diacritics, hyphens, dots or apostrophes."""
    if name.isascii():
        return " ".join(name.lower().translate(_FOLD).split())
    letters = unicodedata.normalize("NFKD", name.lower())
    plain = "".join([c for c in letters if c.isascii() or not unicodedata.combining(c)])
    return " ".join(plain.translate(_FOLD).split())


_FOLD = str.maketrans("łđøı-‐‑.'’", "ldoi" + " " * 6)


def holder_by_full_name(name: str, day: str) -> Holder | None:
    """Who bears a full name: the office nearest to an ISO day; None for an unknown or ambiguous name."""
    full = _holders()[0]
    plain = fold(name)
    found = full.get(plain) or full.get(" ".join(reversed(plain.split())), ())  # Abe Shinzo, Orban Viktor
    if len({holder.actor_id for holder in found}) > 1:
        found = tuple(holder for holder in found if _holds(holder, day))
    if not found or len({holder.actor_id for holder in found}) > 1:
        return None
    begun = [holder for holder in found if holder.start <= day]
    return max(begun or found, key=lambda holder: (_holds(holder, day), holder.start))


def holder_by_surname(name: str, day: str, office: str = "") -> Holder | None:
    """Who is meant by a surname alone on an ISO day: the only holder of that name (in an office) then."""
    found = [holder for holder in _holders()[1].get(fold(name), ()) if _holds(holder, day)]
    if office:
        found = [holder for holder in found if holder.office == office]
    return found[0] if found and len({holder.actor_id for holder in found}) == 1 else None


def _holds(holder: Holder, day: str) -> bool:
    return holder.start <= day and (not holder.end or day <= holder.end)
