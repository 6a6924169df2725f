"""Nouns that tell an act as a verb would: "Peru's expulsion of two envoys" is "Peru expelled two envoys".

`lexicon/deverbal.tsv` says of which verb a noun is. What it is "of" (or what another preposition of its line
brings) is the verb's object, its possessor or "by X" the subject; the frames are those of the verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from demarche.coding.agents import agent
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.tables import read_rows
from demarche.coding.view import View


@dataclass(frozen=True, slots=True)
class Deverbal:
    """The verb that a noun is of, its particle, and the prepositions that bring the object."""

    verb: str
    particle: str
    brings: tuple[str, ...]


@cache
def deverbal_nouns() -> dict[str, Deverbal]:
    """Noun → what it is of."""
    return {
        row["noun"]: Deverbal(row["verb"], row["particle"], tuple(row["object"].split("|")))
        for row in read_rows("deverbal.tsv")
    }


def clauses_of(view: View, phrase: Phrase) -> Iterator[Verb]:
    """The clauses that a noun phrase can stand for, the likelier first; none for other nouns.

    What it is "of" may be the object ("the recall of its envoy") or, without another one, the subject ("the
    arrival of the envoy").
    """
    noun = deverbal_nouns().get(view.noun(phrase))
    if noun is None:
        return
    brought = [np for prep, np in phrase.pps if prep in noun.brings]
    rest = [(prep, np) for prep, np in phrase.pps if prep not in noun.brings and prep != "by"]
    doer = agent(view, phrase)
    if brought:
        yield _clause(phrase, noun, doer, brought[:1], rest)
    of = phrase.pp("of")
    if doer is None or not brought:
        yield _clause(phrase, noun, of or doer, [], rest)


def _clause(
    phrase: Phrase,
    noun: Deverbal,
    subject: Phrase | None,
    brought: list[Phrase],
    rest: list[tuple[str, Phrase]],
) -> Verb:
    head = phrase.head
    return Verb(
        head,
        head,
        head,
        noun.verb,
        "N",
        particle=noun.particle,
        subject=subject,
        objects=brought,
        pps=rest,
        link="noun",
        end=phrase.last,
    )
