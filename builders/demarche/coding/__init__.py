"""The coder: news text in, claims out. Rules and words only; no model, no network.

Stages: `segment` → `mentions` (and `datelines`) → `tagging` → `chunks` → `clauses` → `entities` →
`extract` (`frames` whose `slots` and `constraints` fit; `filling`, `modes`) → `attribution` → `convert` →
`drafting` (`occasions`, `qualify`), `retelling` → `denials` → `merge`. `reader` runs them in order; `record`
is its state. `explaining` runs them with a `trail` of what was tried, and tells why (not) (`explanation`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.claims import Claim

if TYPE_CHECKING:
    from demarche.coding.explanation import Explanation

CODER = "demarche"
CODER_VERSION = "0.1.0"


def code_document(text: str, published: str, source_id: str) -> list[Claim]:
    """The claims that a document makes, in the order of the contract's claims table.

    `published` is the day of publication (ISO 8601); offsets in the claims count code points of `text`.
    """
    from demarche.coding.reader import read
    from demarche.coding.record import Document

    return read(Document(text, published, source_id, CODER, CODER_VERSION))


def explain_document(text: str, published: str, source_id: str) -> Explanation:
    """The same claims with what made them, and what was nearly coded and why it was not."""
    from demarche.coding.explaining import explain
    from demarche.coding.record import Document

    return explain(Document(text, published, source_id, CODER, CODER_VERSION))


__all__ = ["CODER", "CODER_VERSION", "code_document", "explain_document"]
