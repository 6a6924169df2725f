"""What a coder is: a document in, claims out, with an account of what it cost and what was not believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from demarche.claims import Claim
from demarche.errors import DataError
from demarche.sources.text import Document


@dataclass(frozen=True, slots=True)
class Usage:
    """What coding took: the answers of a model that it rests on, and what was sent and paid for them now.

    Tokens (in and out, as the endpoint counts them) and `cost` (US dollars; 0 where no price is known) are
    those of all `answers`, whenever they were asked for: the same in a run that was stopped and went on.
    `requests` were sent now, `replayed` answers were kept from before, and `paid` is the cost of the others.
    """

    answers: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    requests: int = 0
    replayed: int = 0
    paid: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.answers + other.answers,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.cost + other.cost,
            self.requests + other.requests,
            self.replayed + other.replayed,
            self.paid + other.paid,
        )


@dataclass(frozen=True, slots=True)
class Coded:
    """What a coder makes of one document.

    `dropped` counts by reason the claims that were proposed and not believed; `notices` say in words what the
    user should know, such as an endpoint without structured output; `sent` is the share of the document's
    characters that a model was shown, 0 for a coder without one; `seconds` is how long it took, as
    `code_documents` finds it.
    """

    claims: tuple[Claim, ...]
    usage: Usage = Usage()
    dropped: Counter[str] = field(default_factory=Counter)
    notices: tuple[str, ...] = ()
    sent: float = 0.0
    seconds: float = 0.0


class StoppedError(DataError):
    """Nothing more can be coded now, whatever the document; what is done is kept to go on from."""


class Coder(Protocol):
    """Anything that codes documents. Third parties register one under the entry point `demarche.coders`.

    `name` and `version` stand in the columns `coder` and `coder_version` of every claim it makes.
    """

    @property
    def name(self) -> str:
        """The coder's name, as claims carry it."""
        ...

    @property
    def version(self) -> str:
        """The coder's version, as claims carry it."""
        ...

    def code(self, document: Document) -> Coded:
        """The claims of a document; called from several threads at a time.

        Raises DataError where this document cannot be coded, StoppedError where none can be for now,
        InputError where none can be as the coder was called.
        """
        ...


def total(parts: Iterable[Coded]) -> Coded:
    """The account of several documents as one, without their claims; `sent` is the mean."""
    parts = list(parts)
    dropped: Counter[str] = Counter()
    for part in parts:
        dropped += part.dropped
    notices = tuple(dict.fromkeys(notice for part in parts for notice in part.notices))
    sent = sum(part.sent for part in parts) / len(parts) if parts else 0.0
    seconds = sum(part.seconds for part in parts)
    return Coded((), sum((part.usage for part in parts), Usage()), dropped, notices, sent, seconds)
