"""Why something was coded, and why something was not: the types of the answer.

Plain values, so that they can be written as JSON. Offsets count code points of the text, half-open; sentences
and paragraphs count from 1. `report.explain_view` puts them into words.
"""

from __future__ import annotations

from dataclasses import dataclass

from demarche.claims import Claim


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the text and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of the text."""

    sentence: int
    paragraph: int
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the lexicon: `entry` is what it is about, `needs` what a frame asks for."""

    file: str
    number: int
    entry: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Earlier words that a phrase points back to."""

    words: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Side:
    """How an initiator or target was read (`telling.Resolution`); `words` is None where none name it."""

    actor_id: str
    slot: str
    words: Span | None
    way: str
    antecedent: Antecedent | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying that the act stands under, and who says it."""

    verb: Span
    speaker: Span | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the act is told.

    `drafted`: the type of its frame; `status` before dates and other tellings count; `effect` what the
    `governor`, the verb over it, does to it.
    """

    drafted: str
    status: str
    effect: str = ""
    governor: Span | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A sign of how a claim was read, and its points of a hundred (`lexicon/confidence.tsv`)."""

    sign: str
    points: int
    meaning: str


@dataclass(frozen=True, slots=True)
class ClaimTrace:
    """A claim and what made it.

    A rule that is no frame (a denial) has no `frame`. `lines`: lines of the lexicon beside the frame's;
    `speaker`: whose word it is, where the sentence says that; `points`: what its confidence is made of;
    `dated`: the words that date it, None where the date is carried over; `paragraphs`: where it is told
    again.
    """

    claim: Claim
    place: Place
    trigger: Span
    frame: Line | None = None
    lines: tuple[Line, ...] = ()
    sides: tuple[Side, ...] = ()
    sayings: tuple[Saying, ...] = ()
    speaker: Span | None = None
    dated: Span | None = None
    reading: Reading | None = None
    paragraphs: tuple[int, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood in a slot of a near miss, and the actors that it stands for."""

    slot: str
    words: Span
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A trigger that made no claim: the frame that came furthest, and where it stopped (`trail.Miss`)."""

    trigger: Span
    frame: Line
    stage: str
    why: str
    unmet: tuple[str, ...]
    stood: tuple[Stood, ...]
    actors: tuple[str, ...]
    effect: str


@dataclass(frozen=True, slots=True)
class Uncoded:
    """A sentence and what was not coded in it.

    `actors`: those in reach; `verbs`: where two are in reach and no claim was made, the verbs with which no
    frame begins.
    """

    place: Place
    actors: tuple[str, ...]
    near_misses: tuple[NearMiss, ...]
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that there is to say of the reading of a text."""

    source_id: str
    published: str
    claims: tuple[ClaimTrace, ...]
    uncoded: tuple[Uncoded, ...]
