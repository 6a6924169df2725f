"""The coder: news text in, claims out. Rules and words only; no model, no network.

Stages: `gate` (can it tell of two actors?) → `segment` → `mentions` (the caller's `given` ones, `datelines`)
→ `tagging` → `chunks` → `clauses` → `entities` → `extract` (`frames` whose `slots` and `constraints` fit,
after `triage`; `grammar`, `factuality`, `pointing`; `filling`, with `implicit` sides, `guessing`, `modes`) →
`attribution` → `convert` → `drafting` (`occasions`, `qualify`), `retelling`, `imitation` → `denials` →
`merge` → `confidence`. `reader` runs them in order; `record` is its state. `explaining` runs them with a
`trail` of what was tried, and tells why (not) (`explanation`). `pairs` is the sentence task.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from demarche.claims import Claim
from demarche.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from demarche.coding.explanation import Explanation
    from demarche.coding.given import GivenMention
    from demarche.coding.record import Document

CODER = "demarche"
CODER_VERSION = "0.2.0"
MAX_CHARACTERS = 10 * 1024 * 1024
"""Bounds one document, as `sources.text` bounds its file."""


def code_document(
    text: str, published: str, source_id: str, mentions: Iterable[GivenMention] = ()
) -> list[Claim]:
    """The claims that a document makes, in the order of the contract's claims table.

    `published` is the day of publication (ISO 8601); offsets in the claims count code points of `text`.
    `mentions` are those of the caller's own entity recogniser: they add to the gazetteer's, and hold where
    the two overlap. Raises InputError when the text is longer than any document (`MAX_CHARACTERS`), or when a
    mention cannot be one.
    """
    from demarche.coding.reader import read

    return read(_document(text, published, source_id, mentions))


def explain_document(
    text: str, published: str, source_id: str, mentions: Iterable[GivenMention] = ()
) -> Explanation:
    """The same claims with what made them, and what was nearly coded and why it was not."""
    from demarche.coding.explaining import explain

    return explain(_document(text, published, source_id, mentions))


def _document(text: str, published: str, source_id: str, mentions: Iterable[GivenMention]) -> Document:
    """A text as it can be read: not endless, and without halves of surrogate pairs; every offset stays."""
    from demarche.coding.given import checked
    from demarche.coding.record import Document

    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"has {len(text):,} characters, where a document may have {MAX_CHARACTERS:,}",
            field="text",
            hint="Code its articles one by one.",
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    given = checked(mentions, len(text))
    return Document(text, published, source_id, CODER, CODER_VERSION, given)


_SURROGATE = re.compile("[\ud800-\udfff]")

__all__ = ["CODER", "CODER_VERSION", "MAX_CHARACTERS", "code_document", "explain_document"]
