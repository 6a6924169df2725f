"""Who codes a corpus, and what a model was asked for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class CodedBy:
    """Who codes a corpus: name and version of the coder, and the model that it asks, if any."""

    name: str
    version: str
    model: str | None = None


def by_rules() -> CodedBy:
    """The coder of rules."""
    from demarche.coding import CODER, CODER_VERSION

    return CodedBy(CODER, CODER_VERSION)


@dataclass(slots=True)
class Account:
    """The account of the documents that were coded; the same however often the run was stopped.

    It counts every answer that the claims rest on, whenever it was asked for. `sent` is the sum of the shares
    of the documents that the model was shown, `asked` the number of documents of which it was shown any.
    """

    documents: int = 0
    asked: int = 0
    sent: float = 0.0
    answers: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    dropped: Counter[str] = field(default_factory=Counter)
    notices: set[str] = field(default_factory=set)

    def with_rows(self, rows: Iterable[Mapping[str, Any] | None]) -> Account:
        """This account and those of more documents."""
        for row in rows:
            if row is None:
                continue
            self.documents += 1
            self.asked += row["sent"] > 0
            for name in ("sent", "answers", "tokens_in", "tokens_out", "cost"):
                setattr(self, name, getattr(self, name) + row[name])
            self.dropped.update(dict(row["dropped"]))
            self.notices.update(row["notices"])
        return self

    def told(self) -> dict[str, Any]:
        """The account as the manifest holds it; cost in US dollars."""
        return {
            "documents asked about": self.asked,
            "share of text sent": round(self.sent / self.documents, 4),
            "answers": self.answers,
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
            "cost_usd": round(self.cost, 6),
            "not believed": dict(sorted(self.dropped.items())),
            "notices": sorted(self.notices),
        }
