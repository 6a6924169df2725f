"""A frame that matched: the claim in the making."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.factuality import Reading
from demarche.coding.frames import Frame


@dataclass(slots=True)
class Found:
    """What a frame found: of which type, how it is told ("" as status: no act of its own), between whom.

    `verb` and `phrase` are the trigger (a noun's verb is the one that governs it); `item` the object that
    it is about; `places` the slots in which initiators and targets were found; `clause` what a deverbal noun
    is read as; `guessed`: something that the frame asks for was supplied (`guessing`).
    """

    frame: Frame
    verb: Verb | None
    phrase: Phrase | None
    interaction_type: str
    mode: str
    phase: str | None
    status: str
    context: str | None
    initiators: tuple[Ref, ...]
    targets: tuple[Ref, ...]
    mutual: bool
    reading: Reading
    item: Phrase | None = None
    places: tuple[str, str] = ("", "")
    clause: Verb | None = None
    guessed: bool = False

    @property
    def parties(self) -> tuple[Ref, ...]:
        """Initiators and targets, each actor once."""
        return tuple({ref.actor_id: ref for ref in (*self.initiators, *self.targets)}.values())

    @property
    def first(self) -> int:
        """The trigger's first token."""
        if self.phrase is not None:
            return self.phrase.head
        return self.verb.head if self.verb is not None else 0
