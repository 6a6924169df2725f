"""A claim as the coder returns it, before curation gives it an id.

The columns are those of the contract's `claims` table; what can be derived from others (codes,
first and last day of a date, dyad) is not held here but computed when tables are assembled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from demarche.errors import DataError


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone with a part in a claim: a person or an actor, and the role played.

    `role` is one of initiator_agent, target_agent, signatory, reporter, denier, refuser,
    third_party, companion; `person` and `office` are None where the text names none.
    """

    role: str
    actor_id: str
    person: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One source says that one actor did, does or will do one thing to another.

    Offsets are half-open, in Unicode code points of the source text. Dates are EDTF strings
    (`date`) or ISO days (`reported_on`); None where the text gives none.
    """

    source_id: str
    interaction_type: str
    mode: str
    initiator: str
    target: str
    directed: bool
    status: str
    reported_on: str
    evidence_start: int
    evidence_end: int
    trigger_start: int
    trigger_end: int
    rule: str
    coder: str
    coder_version: str
    object: str | None = None
    phase: str | None = None
    disputed: bool = False
    voice: str = "source"
    reported_by: str | None = None
    date: str | None = None
    date_precision: str | None = None
    date_basis: str | None = None
    context: str | None = None
    location: str | None = None
    level: str | None = None
    confidence: float | None = None
    participants: tuple[Participant, ...] = ()


_SIGNS = re.compile(r"[;/\[\]]")
_PACKED = re.compile(r"([a-z_]+):([^/\[\]]*?)(?: \[([^\]]*)\])?/([A-Z][A-Z0-9]*)")


def pack_participants(participants: tuple[Participant, ...]) -> str | None:
    """Participants as one CSV cell: `role:Person Name [office]/ACTOR;…`; None when there are none.

    >>> pack_participants((Participant("denier", "PRK"), Participant("reporter", "USA", "A. Ray", "envoy")))
    'denier:/PRK;reporter:A. Ray [envoy]/USA'
    """
    cells = []
    for part in participants:
        office = f" [{_plain(part.office)}]" if part.office else ""
        cells.append(f"{part.role}:{_plain(part.person or '')}{office}/{part.actor_id}")
    return ";".join(cells) or None


def _plain(words: str) -> str:
    """A name or office without the signs that part a cell."""
    return " ".join(_SIGNS.sub(" ", words).split())


def unpack_participants(cell: str | None) -> tuple[Participant, ...]:
    """The inverse of `pack_participants`. Raises DataError on a cell of another form."""
    found = []
    for part in (cell or "").split(";"):
        if not part.strip():
            continue
        match = _PACKED.fullmatch(part.strip())
        if match is None:
            raise DataError(
                "a participant is written role:Person [office]/ACTOR", field="participants", value=part
            )
        role, person, office, actor = match.groups()
        found.append(Participant(role, actor, person or None, office or None))
    return tuple(found)
