"""What a rule of resolution is: what it is given of a phrase, what it answers, what it cannot do without."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from demarche.coding.chunks import Phrase
from demarche.coding.entities.model import Ref
from demarche.coding.mentions import Mention
from demarche.coding.people import Office
from demarche.coding.segment import Token

if TYPE_CHECKING:
    from demarche.coding.entities.discourse import Discourse

Refs = tuple[Ref, ...]


@dataclass(slots=True)
class Look:
    """A phrase as the rules see it: `start` is the first token after a possessor, `headed` the gazetteer's
    form at its head, `noun` its head in the singular, `office` the office in it with its tokens."""

    discourse: Discourse
    phrase: Phrase
    start: int
    headed: Mention | None
    head: Token
    noun: str
    office: tuple[Office, int, int] | None

    @property
    def bare(self) -> bool:
        """Whether the head is the phrase's last word."""
        return self.phrase.head == self.phrase.last

    @property
    def headed_office(self) -> Office | None:
        """The office whose last word is the head: not that in "the foreign ministry building"."""
        return self.office[0] if self.office is not None and self.office[2] == self.phrase.head else None

    @property
    def before(self) -> list[Token]:
        """The tokens before the head."""
        return self.discourse.tokens[self.start : self.phrase.head]


HEADED, OFFICE = "a name at the head", "an office in it"
Rule = tuple[Callable[[Look], Refs | None], Container[str] | None]
"""A rule with what it cannot do without: a name at the head (`HEADED`), an office (`OFFICE`), or one of some
words as head, in the singular or as it stands; None: it is for any phrase.

It returns what the phrase stands for, () when that is no actor, and None when it is not the rule's case."""
