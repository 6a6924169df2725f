"""Mentions that the caller brings: the door for another entity recogniser than the gazetteer.

A given mention says that the characters from `start` to `end` stand for an actor. Where it overlaps a form
of the gazetteer, the given one holds and the form is dropped; elsewhere the gazetteer is used as always. From
the tokenised sentence on there is no difference between the two: a mention is a mention.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from demarche.coding.mentions import ADJECTIVE_KINDS, PERSON, PLACE_KINDS, STATE_KINDS, Mention
from demarche.coding.segment import Token
from demarche.errors import InputError

KINDS = STATE_KINDS | PLACE_KINDS | ADJECTIVE_KINDS | {PERSON, "people", "not_state"}
"""What a mention can be: a `kind` of `lexicon/names.tsv`, `city` or `person`."""


@dataclass(frozen=True, slots=True)
class GivenMention:
    """An actor's mention in a text: half-open offsets in Unicode code points of the text as it was given.

    `actor_id` is one of the actors' table; it is "" for, and only for, the kind `not_state`, which says that
    the characters stand for no actor, whatever the gazetteer makes of them. `kind` is a kind of
    `lexicon/names.tsv`: `name` for a name that stands for its actor, `adjective`, `people`, `capital`, `body`
    (an organ), `igo`, `venue` and so on; or `city`, a place in the actor; or `person`, who speaks for it:
    without titles ("Ana Ruiz", not "President Ana Ruiz"), and the surname alone is understood from there on.
    """

    start: int
    end: int
    actor_id: str
    kind: str = "name"


@cache
def _actors() -> frozenset[str]:
    from demarche.contract.actors import load_actors

    return frozenset(load_actors())


def checked(given: Iterable[GivenMention], length: int) -> tuple[GivenMention, ...]:
    """Mentions in the order of a text of `length` code points. Raises InputError for what cannot be one."""
    found = tuple(sorted(given, key=lambda one: (one.start, one.end)))
    end = 0
    for one in found:
        place = f"{one.start}-{one.end}"
        if not 0 <= one.start < one.end <= length:
            raise InputError(
                "a mention does not lie within the text",
                field="mentions",
                value=place,
                hint=f"Half-open offsets in code points, from 0 to {length}.",
            )
        if one.start < end:
            raise InputError(
                "a mention overlaps the one before it",
                field="mentions",
                value=place,
                hint="Give each character to one mention at most.",
            )
        if one.kind not in KINDS:
            raise InputError(
                "a mention is of no known kind",
                field="mentions",
                value=one.kind,
                hint=f"Kinds: {', '.join(sorted(KINDS))}.",
            )
        if (one.kind == "not_state") != (one.actor_id == ""):
            raise InputError(
                "a mention needs an actor_id, and not_state none",
                field="mentions",
                value=one.actor_id or place,
            )
        if one.actor_id and one.actor_id not in _actors():
            raise InputError(
                "a mention names no actor",
                field="mentions",
                value=one.actor_id,
                hint="An actor_id of schema/vocab/actors.csv.",
            )
        end = one.end
    return found


def within(given: Sequence[GivenMention], start: int, end: int) -> Sequence[GivenMention]:
    """Those of some mentions, in the order of the text, that begin or end between two offsets."""
    first = bisect_right(given, start, key=lambda one: one.end)
    return given[first : bisect_left(given, end, key=lambda one: one.start)]


def place_mentions(given: Sequence[GivenMention], tokens: list[Token], found: list[Mention]) -> list[Mention]:
    """The given mentions of a sentence and, where they leave room, those that the gazetteer found.

    Tags the tokens as `find_mentions` does. A mention takes every token that it shares a character with.
    """
    placed = [mention for one in given if (mention := _place(one, tokens)) is not None]
    if not placed:
        return found
    taken = {k for mention in placed for k in range(mention.first, mention.last + 1)}
    kept = []
    for mention in found:
        covered = range(mention.first, mention.last + 1)
        if taken.isdisjoint(covered):
            kept.append(mention)
            continue
        for token in tokens[mention.first : mention.last + 1]:
            token.tag = ""
    for mention in placed:
        for token in tokens[mention.first : mention.last + 1]:
            token.tag = "NP"
        if mention.kind in ADJECTIVE_KINDS:
            for token in tokens[mention.first : mention.last + 1]:
                token.tag = "JJ"
    return sorted((*kept, *placed), key=lambda mention: mention.first)


def _place(one: GivenMention, tokens: list[Token]) -> Mention | None:
    first = bisect_right(tokens, one.start, key=lambda token: token.end)
    last = bisect_left(tokens, one.end, key=lambda token: token.start) - 1
    if last < first:
        return None
    form = " ".join(token.text for token in tokens[first : last + 1])
    return Mention(first, last, one.actor_id, one.kind, form)
