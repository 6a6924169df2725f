"""The clauses of a sentence: who is subject and object of which verb, and how clauses hang together.

One pass from left to right over the chunks, with a stack of clauses that are still open (`state`). What an
item does depends on its kind: noun phrases are placed by `arguments` and `lists`, verbs by `verbs` and
`nonfinite`, the rest by `function_words`. Each step looks a few chunks ahead at most (`lookahead`), so that
the cost is linear.
"""

from __future__ import annotations

from collections.abc import Callable

from demarche.coding.chunks import Item
from demarche.coding.clauses import function_words
from demarche.coding.clauses.arguments import place_phrase
from demarche.coding.clauses.idioms import resolve_idioms
from demarche.coding.clauses.sharing import share
from demarche.coding.clauses.state import DatePlace, Parse, State
from demarche.coding.clauses.trailing import attribute
from demarche.coding.clauses.verbs import place_verb
from demarche.coding.segment import Token

_PLACE: dict[str, Callable[[State, Item], None]] = {
    "NP": place_phrase,
    "V": place_verb,
    "P": function_words.preposition,
    "RP": function_words.particle,
    "SUB": function_words.subordinator,
    "THAT": function_words.that,
    "WH": function_words.wh_word,
    "CC": function_words.conjunction,
    "RB": function_words.adverb,
    "JJ": function_words.predicate,
    "DATE": function_words.date,
    "COMMA": function_words.comma,
    "DASH": function_words.dash,
    "SEMI": function_words.semicolon,
    "COLON": function_words.colon,
    "OPEN": function_words.open_bracket,
    "UNBRACKET": function_words.close_bracket,
}
"""What each kind of item does; quotation marks and other signs do nothing."""


def parse(tokens: list[Token], items: list[Item]) -> Parse:
    """Build the clause structure of one sentence from its chunks."""
    state = State(tokens, items)
    for k, item in enumerate(items):
        state.at = k
        place = _PLACE.get(item.kind)
        if place is not None:
            place(state, item)
        if item.kind not in ("NP", "QUOTE"):
            state.touching = None
    share(tokens, state.result.verbs)
    resolve_idioms(state.result.verbs)
    attribute(tokens, state.result.verbs)
    for day in state.result.dates:  # "twice: in 2015, and again in 2018"
        day.verb = day.verb or day.parent
    return state.result


__all__ = ["DatePlace", "Parse", "parse"]
