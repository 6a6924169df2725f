"""Noun phrases and verb groups: the pieces that clauses are made of.

A chunk is found by tags alone, left to right, in one pass over the sentence.
"""

from __future__ import annotations

from demarche.coding.chunks.model import Item, Phrase, Verb
from demarche.coding.chunks.noun_phrases import STARTS, Annotated, noun_phrase
from demarche.coding.chunks.verb_groups import verb_group
from demarche.coding.mentions import Mention
from demarche.coding.segment import Token
from demarche.coding.words import PARTICLES, singular, word_class

_VERBAL = frozenset(("TO", "V", "MD", "BE", "HAVE", "DO", "NOT"))
_PARTITIVES = word_class("partitive")
_COMPOUND_PREPOSITIONS = word_class("compound_preposition")
_APPROXIMATE = word_class("approximate")
_APPROXIMATE_PAIRS = {word for word in _APPROXIMATE if " " in word}
_EXPRESSIONS_BEGIN = (
    {phrase.split()[0] for phrase in _COMPOUND_PREPOSITIONS | _APPROXIMATE} | _PARTITIVES | {"as"}
)
_SIGNS = {
    ",": "COMMA",
    "—": "DASH",
    "–": "DASH",
    "-": "DASH",
    ";": "SEMI",
    ":": "COLON",
    "(": "OPEN",
    ")": "UNBRACKET",
} | dict.fromkeys("\"“”‘’'", "QUOTE")


def chunk(tokens: list[Token], mentions: list[Mention], dates: set[int]) -> list[Item]:
    """The items of a tagged sentence. `dates` holds the indices of tokens that stand in a date."""
    sentence = Annotated(tokens, {k: m for m in mentions for k in range(m.first, m.last + 1)}, dates)
    items: list[Item] = []
    k = 0
    while k < len(tokens):
        token = tokens[k]
        if k in dates and sentence.free_date(k):
            item = Item("DATE", k, sentence.date_end(k))
        elif token.low in _EXPRESSIONS_BEGIN and (expression := _expression(tokens, k)):
            item = expression
        elif token.tag in _VERBAL:
            item = _verb(tokens, k)
        elif token.tag in STARTS:
            item = _phrase(sentence, k)
        else:
            item = _word(token, k, items[-1] if items else None)
        items.append(item)
        k = item.last + 1
    return items


def _expression(tokens: list[Token], k: int) -> Item | None:
    """A phrase of two or three words that stands for one: "ahead of", "as well as", "most of"."""
    low = tokens[k].low
    follower = tokens[k + 1].low if k + 1 < len(tokens) else ""
    pair = f"{low} {follower}"
    if pair in _COMPOUND_PREPOSITIONS and not (follower == "to" and verb_group(tokens, k + 1)):
        return Item("P", k, k + 1, pair)
    if pair == "as well" and k + 2 < len(tokens) and tokens[k + 2].low == "as":
        return Item("CC", k, k + 2, "and")
    if pair in _APPROXIMATE_PAIRS and k + 2 < len(tokens) and tokens[k + 2].tag == "CD":
        return Item("RB", k, k + 1, low)  # more than twenty envoys: twenty envoys
    if low in _APPROXIMATE and k + 1 < len(tokens) and tokens[k + 1].tag == "CD" and _counts(tokens, k):
        return Item("RB", k, k, low)
    if follower == "of" and low in _PARTITIVES:
        return Item("RB", k, k + 1, low)  # most of the ban: the ban
    return None


def _counts(tokens: list[Token], k: int) -> bool:
    """Whether "about" or "over" behind a verb or a preposition only says that a number is rough."""
    return k > 0 and tokens[k - 1].tag in ("V", "IN", "TO")


def _verb(tokens: list[Token], k: int) -> Item:
    """The verb group that begins at token `k`; without one, "to" is a preposition, an auxiliary nothing."""
    token = tokens[k]
    verb = verb_group(tokens, k)
    if verb is not None:
        return Item("V", k, verb.last, verb=verb)
    return Item("P" if token.tag == "TO" else "RB", k, k, token.low)


def _phrase(sentence: Annotated, k: int) -> Item:
    """The noun phrase that begins at token `k`; without one, an adjective or determiner alone."""
    token = sentence.tokens[k]
    phrase = noun_phrase(sentence, k)
    if phrase is not None:
        phrase.noun = "" if phrase.pronoun else _noun(sentence.tokens, phrase.head)
        return Item("NP", k, phrase.last, phrase=phrase)
    return Item("JJ" if token.tag == "JJ" else "RB", k, k, token.low)


def _word(token: Token, k: int, previous: Item | None) -> Item:
    """A function word or a sign."""
    if token.tag == "IN":
        behind_verb = previous is not None and previous.verb is not None
        return Item("RP" if behind_verb and token.low in PARTICLES else "P", k, k, token.low)
    if token.tag in ("CC", "SUB", "WH", "THAT", "RB"):
        return Item(token.tag, k, k, token.low)
    if token.tag == "POS":
        return Item("RB", k, k, "'s")
    return Item(_SIGNS.get(token.text, "PUNC"), k, k, token.text)


__all__ = ["Item", "Phrase", "Verb", "chunk"]


def _noun(tokens: list[Token], head: int) -> str:
    """The head in the singular; an "opposite number" is a counterpart."""
    noun = singular(tokens[head].low)
    return "counterpart" if noun == "number" and head and tokens[head - 1].low == "opposite" else noun
