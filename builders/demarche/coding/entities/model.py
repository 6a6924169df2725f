"""What the document's memory holds: references, their traces, and people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, unsafe_hash=True)
class Ref:
    """What a phrase stands for. Never changed once made: it is not frozen because it is made so often.

    `kind` is state, place (a place within the actor), person, office, institution, org, group, people
    (nationals), thing (belongs to the actor). `official` says whether it can act for the actor.
    `actor_id` is "" for a private person.
    """

    actor_id: str
    kind: str
    official: bool
    person: str | None = None
    office: str | None = None
    level: str | None = None
    capital: bool = False


@dataclass(slots=True)
class Trace:
    """A reference remembered: where it stood, and as what (0 subject, 1 owner or agent, 2 object)."""

    ref: Ref
    sentence: int
    first: int
    rank: int

    @property
    def subject(self) -> bool:
        """Whether it stood as subject."""
        return self.rank == 0


@dataclass(slots=True)
class Person:
    """A person introduced in the text (None as reference: a private person)."""

    name: str
    ref: Ref | None
