"""The coder: news text in, claims out. Rules and words only; no model, no network.

Stages: `segment` → `mentions` (and `datelines`) → `tagging` → `chunks` → `clauses` → `entities` →
`extract` (`frames` whose `slots` and `constraints` fit; `filling`, `modes`) → `attribution` → `convert` →
`drafting` (`occasions`, `qualify`), `retelling` → `denials` → `merge`. `reader` runs them in order; `record`
is its state.
"""

from __future__ import annotations

from demarche.claims import Claim

CODER = "demarche"
CODER_VERSION = "0.1.0"


def code_document(text: str, published: str, source_id: str) -> list[Claim]:
    """The claims that a document makes, in the order of the contract's claims table.

    `published` is the day of publication (ISO 8601); offsets in the claims count code points of `text`.
    """
    from demarche.coding.reader import read
    from demarche.coding.record import Document

    return read(Document(text, published, source_id, CODER, CODER_VERSION))


__all__ = ["CODER", "CODER_VERSION", "code_document"]
