"""Datelines: "OSLO, May 3 —" says where the report comes from, and is no part of the sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from demarche.coding.dates import find_dateline
from demarche.coding.mentions import Mention
from demarche.coding.segment import Sentence, Token

_REACH = 120
"""Characters at the start of a sentence that a dateline may take."""
_YEAR = re.compile("[0-9]{4}")
"""Only a full date heads a report: without a year there is nothing to look for."""
_DASHES = ("—", "–")


def strip_dateline(
    text: str, sentence: Sentence, mentions: list[Mention]
) -> tuple[str | None, list[Mention]]:
    """Take a dateline off a sentence: the actor that it names, and the mentions behind it, counted anew."""
    head_of_text = text[sentence.start : sentence.start + _REACH].partition("\n")[0]
    dated = find_dateline(head_of_text) if sentence.tokens and _may_be_dated(head_of_text) else None
    end = sentence.start + dated[1] if dated is not None else _undated_end(sentence.tokens, mentions)
    if end is None:
        return None, mentions
    tokens = sentence.tokens
    head = (m.actor_id for m in mentions if tokens[m.first].start < end and m.kind != "not_state")
    gone = next((k for k, token in enumerate(tokens) if token.start >= end), len(tokens))
    if gone < len(tokens) and tokens[gone].text in (*_DASHES, "-"):
        gone += 1
    sentence.tokens = tokens[gone:]
    here = next(head, None)
    return here, [replace(m, first=m.first - gone, last=m.last - gone) for m in mentions if m.first >= gone]


def _may_be_dated(text: str) -> bool:
    """Whether a full date can head a text: behind a place in capitals, or alone on its line."""
    return (text[:2].isupper() or len(text) < _REACH) and _YEAR.search(text) is not None


def _undated_end(tokens: list[Token], mentions: list[Mention]) -> int | None:
    """Where a dateline without a year ends ("OSLO, May 3 —", "OSLO (AP) —"); None where there is none."""
    if not mentions or mentions[0].first > 0 or not tokens[0].text.isupper() or len(tokens[0].text) < 4:
        return None
    for k in range(mentions[0].last + 1, min(12, len(tokens))):
        word = tokens[k].text
        if word in _DASHES or (word == "-" and _parts(tokens, k)):
            return tokens[k].end
        if word[0].islower():
            return None
    return None


def _parts(tokens: list[Token], k: int) -> bool:
    """Whether a hyphen stands for a dash: between spaces, or doubled."""
    before, after = tokens[k - 1], tokens[k + 1] if k + 1 < len(tokens) else None
    spaced = before.end < tokens[k].start and after is not None and tokens[k].end < after.start
    return spaced or before.text == "-"
