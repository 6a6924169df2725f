"""The project's own coder of rules and words as a `Coder`."""

from __future__ import annotations

from demarche.coders.base import Coded
from demarche.coding import CODER, CODER_VERSION, code_document
from demarche.sources.text import Document


class RuleCoder:
    """The coder in `demarche.coding`: no model, no network, the same claims on any machine."""

    name = CODER
    version = CODER_VERSION

    def code(self, document: Document) -> Coded:
        """The claims that the rules find."""
        return Coded(tuple(code_document(document.text, document.published, document.source_id)))
