"""Which claims of different sources tell of one happening: a function of the claims alone, whatever their
order.

Claims are compared within a block: one type, one initiator, one target. They tell of one happening when their
dates, their status, their mode and phase and their objects are compatible, and no two of them stand in one
source: what a source tells twice is one claim already. The most exact claims found the events; vaguer ones
join the event that fits them best, or none.

What is compatible:

- dates: some day is common to all claims of an event, with a day's difference allowed for acts that last or
that time zones part (not for strikes and for words, which may follow each other daily). A claim without a
date happened in the days before it was reported; one as wide as a season or a year joins an event only
where just one fits; - status: the same, or of what is planned and what came of it, where both are dated; -
mode: the same, or one is unspecified, or words that different sources use for one thing (a state visit, an
official visit); phase: the same, or one is not told; - object: half of the words of the shorter one,
endings apart; or one is not told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

Block = tuple[str, str, str]
"""Type, initiator, target."""

_ONE_DAY_APART = frozenset(
    {
        "visit",
        "agreement",
        "sanction",
        "consultation",
        "support",
        "cooperation",
        "aid",
        "concession",
        "mobilization",
    }
)
"""Types of which two sources may tell with neighbouring days."""

_SAME_MODES = {
    "visit": [{"state_visit", "official_visit", "working_visit", "summit"}],
    "accusation": [{"allegation", "condemnation"}],
    "agreement": [{"treaty", "partnership", "cooperation", "alliance", "contract"}],
    "request": [{"demand", "appeal"}],
}

_PLANS = frozenset({"planned", "proposed"})
_SAME_STATUS = frozenset(
    frozenset(pair)
    for pair in [
        ("occurred", "ongoing"),
        ("planned", "proposed"),
        ("planned", "occurred"),
        ("planned", "cancelled"),
    ]
)

_LATE = 5
"""Days between a happening and a report that does not date it."""
_ANNOUNCED = 7
"""Days between two reports of one plan, when one of them does not date it."""
_WIDE = 40
"""Days of an interval from which on it says too little to choose between events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim as far as linking looks at it; days are ordinals, None where it has no date."""

    name: str
    source_id: str
    interaction_type: str
    initiator: str
    target: str
    mode: str
    status: str
    phase: str | None
    object: str | None
    start: int | None
    end: int | None
    reported: int

    @property
    def block(self) -> Block:
        """Only claims of one block can tell of one happening between one pair."""
        return self.interaction_type, self.initiator, self.target

    @property
    def days(self) -> tuple[int, int]:
        """First and last day on which it may have happened, as far as can be said."""
        if self.start is not None and self.end is not None:
            return self.start, self.end
        if self.start is not None or self.end is not None:  # open: since, or until
            known = self.start if self.start is not None else self.end
            assert known is not None
            return known, known
        if self.status in _PLANS:
            return self.reported, self.reported + _ANNOUNCED
        return self.reported - _LATE, self.reported

    @property
    def exactness(self) -> tuple[int, bool, bool, int, int, str, str]:
        """The order in which claims found events: a total order over a block that the claims alone decide."""
        first, last = self.days
        vague = (last - first, self.mode == "unspecified", self.object is None)
        return (*vague, first, self.reported, self.source_id, self.name)


@dataclass(slots=True)
class _Event:
    """The claims of one happening so far, and what they have in common."""

    members: list[Telling]
    first: int
    last: int
    sources: set[str] = field(default_factory=set)

    def add(self, telling: Telling) -> None:
        first, last = telling.days
        self.members.append(telling)
        self.sources.add(telling.source_id)
        if max(self.first, first) <= min(self.last, last):
            self.first, self.last = max(self.first, first), min(self.last, last)


def link(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """The claims parted into happenings; each founder first, happenings in the order of their founders."""
    blocks: dict[Block, list[Telling]] = defaultdict(list)
    for telling in tellings:
        blocks[telling.block].append(telling)
    return [event for block in sorted(blocks) for event in link_block(blocks[block])]


def link_block(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The claims of one block parted into happenings."""
    index = _Index()
    for telling in sorted(tellings, key=lambda each: each.exactness):
        event = _best(telling, index)
        if event is None:
            event = index.found(telling)
        event.add(telling)
    return [event.members for event in index.events]


class _Index:
    """The events of a block by the days and months that they may have happened in."""

    def __init__(self) -> None:
        self.events: list[_Event] = []
        self._days: dict[int, list[_Event]] = defaultdict(list)
        self._months: dict[int, list[_Event]] = defaultdict(list)

    def found(self, telling: Telling) -> _Event:
        """A new event."""
        first, last = telling.days
        event = _Event([], first, last)
        self.events.append(event)
        if last - first <= _WIDE:
            for day in range(first, last + 1):
                self._days[day].append(event)
        for month in range(first // 30, last // 30 + 1):
            self._months[month].append(event)
        return event

    def near(self, first: int, last: int) -> list[_Event]:
        """The events that may have happened between two days, in the order in which they were founded."""
        wide = last - first > _WIDE
        table = self._months if wide else self._days
        keys = range(first // 30, last // 30 + 1) if wide else range(first, last + 1)
        found = {id(event): event for key in keys for event in table.get(key, ())}
        return list(found.values())


def _best(telling: Telling, index: _Index) -> _Event | None:
    """The event that a claim fits best; None where it fits none, or is too vague to choose."""
    first, last = telling.days
    slack = 1 if telling.interaction_type in _ONE_DAY_APART else 0
    if telling.start is None and telling.status in _PLANS:
        slack = _ANNOUNCED
    fitting = [event for event in index.near(first - slack, last + slack) if _fits(telling, event, slack)]
    if last - first > _WIDE and len(fitting) > 1:
        fitting = [event for event in fitting if (event.first, event.last) == (first, last)][:1]
    return min(fitting, key=lambda event: _distance(telling, event), default=None)


def _fits(telling: Telling, event: _Event, slack: int) -> bool:
    first, last = telling.days
    if telling.source_id in event.sources or first - slack > event.last or last + slack < event.first:
        return False
    return all(_compatible(telling, member) for member in event.members)


def _distance(telling: Telling, event: _Event) -> tuple[float, bool, int, tuple[object, ...]]:
    """How far an event is from a claim: object, mode, days; of equals the founder decides."""
    founder = event.members[0]
    alike = max(_likeness(telling.object, member.object) for member in event.members)
    named = any(telling.mode == member.mode for member in event.members)
    middle = telling.reported if telling.start is None else telling.days[0]
    return -alike, not named, abs(event.first - middle), founder.exactness


def _compatible(one: Telling, other: Telling) -> bool:
    dated = one.start is not None and other.start is not None
    return (
        _same_status(one.status, other.status, dated=dated)
        and _same_mode(one.interaction_type, one.mode, other.mode)
        and (one.phase is None or other.phase is None or one.phase == other.phase)
        and (one.object is None or other.object is None or _likeness(one.object, other.object) >= 0.5)
        and (dated or one.status not in _PLANS or abs(one.reported - other.reported) <= _ANNOUNCED)
    )


def _same_status(one: str, other: str, *, dated: bool) -> bool:
    if one == other:
        return True
    fulfils = (one in _PLANS) != (other in _PLANS)
    return frozenset((one, other)) in _SAME_STATUS and (dated or not fulfils)


def _same_mode(kind: str, one: str, other: str) -> bool:
    if one == other or "unspecified" in (one, other):
        return "invitation" not in (one, other) or one == other
    return any({one, other} <= group for group in _SAME_MODES.get(kind, ()))


def _likeness(one: str | None, other: str | None) -> float:
    """The share of the shorter object's words that the other has too; 0 where one is not told."""
    if one is None or other is None:
        return 0.0
    first, second = words(one), words(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else float(first == second)


_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "on",
        "in",
        "for",
        "to",
        "by",
        "with",
        "and",
        "or",
        "at",
        "from",
        "its",
        "their",
        "new",
    )
)
_ENDINGS = ("ings", "ing", "ies", "ers", "er", "ed", "es", "s", "e", "y")


@lru_cache(maxsize=65536)
def words(text: str) -> frozenset[str]:
    """The words of an object without their endings, and without those that say nothing.

    >>> sorted(words("the shelling of villages"))
    ['shell', 'villag']
    """
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def ordinal(day: date | None) -> int | None:
    """A day as its ordinal."""
    return None if day is None else day.toordinal()


@dataclass(slots=True)
class Joined:
    """Events of several pairs that are one happening, as one source tells them in the same words.

    Two events of one block are never joined: they were found to be two.
    """

    _head: dict[str, str] = field(default_factory=dict)
    _blocks: dict[str, set[Block]] = field(default_factory=dict)

    def join(self, group: Sequence[tuple[str, Block]]) -> None:
        """Join events (founder and block) that stand in the same words; first come, first joined."""
        (first, block), *others = group
        for other, its in others:
            one, two = self.head(first, block), self.head(other, its)
            if one != two and not self._blocks[one] & self._blocks[two]:
                kept, gone = sorted((one, two))
                self._head[gone] = kept
                self._blocks[kept] |= self._blocks.pop(gone)

    def head(self, event: str, block: Block | None = None) -> str:
        """The event that stands for all that are joined with one."""
        if event not in self._head:
            if block is None:
                return event
            self._head[event], self._blocks[event] = event, {block}
        while self._head[event] != event:
            self._head[event] = self._head[self._head[event]]
            event = self._head[event]
        return event


def pairs(groups: Iterable[Sequence[str]]) -> Iterator[frozenset[str]]:
    """Every two names that stand in one group: what precision and recall of a linking are counted over."""
    for group in groups:
        for n, one in enumerate(group):
            for other in group[n + 1 :]:
                yield frozenset((one, other))
