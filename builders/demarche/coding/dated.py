"""The dates of a sentence, and in which of its tokens they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.coding.dates import DateExpression, find_dates
from demarche.coding.segment import Sentence


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence's date expressions in order, and the one that a token stands in."""

    expressions: list[DateExpression] = field(default_factory=list)
    by_token: dict[int, DateExpression] = field(default_factory=dict)


_UNDATED = Dated()


def dates_of_sentence(text: str, sentence: Sentence) -> Dated:
    """Find a sentence's dates; "the" before one belongs to it."""
    expressions = find_dates(text, sentence.start, sentence.end)
    if not expressions:
        return _UNDATED
    by_token = {}
    tokens = sentence.tokens
    for k, token in enumerate(tokens):
        for expression in expressions:
            if expression.start <= token.start and token.end <= expression.end:
                by_token[k] = expression
                if k and tokens[k - 1].low == "the":
                    by_token[k - 1] = expression
    return Dated(expressions, by_token)
