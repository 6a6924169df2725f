"""What the pages show of a release: its claims in words, by source, by event and by pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from demarche.holdings import Holdings
from demarche.report import claim_words

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A claim that another one refers to, in words, and the page below the site on which it stands."""

    words: str
    page: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in words; `words` are its evidence, None where the text is not in the release.

    `page` is the place on the site where it stands in its source.
    """

    row: Row
    act: str
    pair: str
    parties: str
    told: tuple[str, ...]
    people: tuple[str, ...]
    words: str | None
    page: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A row of `events` and the claims that tell of it."""

    row: Row
    act: str
    pair: str
    parties: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of one release by which its pages are made; events stand by first day, undated ones last."""

    held: Holdings
    names: Mapping[str, str]
    kinds: Mapping[str, str]
    events: tuple[Event, ...]
    sources: Mapping[str, Row]
    by_source: Mapping[str, tuple[Claim, ...]] = field(repr=False)

    @property
    def by_dyad(self) -> dict[str, list[Event]]:
        """The events of each pair, pairs in alphabetical order."""
        found: defaultdict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            found[event.row["dyad"]].append(event)
        return dict(sorted(found.items()))

    def between_states(self, row: Row) -> bool:
        """Whether both sides are states."""
        return all(self.kinds.get(row[side]) == "state" for side in ("initiator", "target"))

    def dyad_name(self, dyad: str) -> str:
        """The names of a pair."""
        return " – ".join(self.names.get(code, code) for code in dyad.split("-"))


def gather(held: Holdings) -> Content:
    """Put the tables of a release together."""
    names = held.names()
    actors = held.tables["actors"]
    claims = _claims(held, names)
    by_event: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    by_source: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_event[_event_key(claim.row)].append(claim)
        by_source[claim.row["source_id"]].append(claim)
    events = [
        Event(
            row,
            claim_words.act(row),
            claim_words.pair(row),
            claim_words.parties(row, names),
            tuple(by_event[_event_key(row)]),
        )
        for row in sorted(held.rows("events"), key=by_day)
    ]
    return Content(
        held=held,
        names=names,
        kinds=dict(zip(actors["actor_id"].to_pylist(), actors["kind"].to_pylist(), strict=True)),
        events=tuple(events),
        sources={row["source_id"]: row for row in held.rows("sources")},
        by_source={source: tuple(group) for source, group in sorted(by_source.items())},
    )


def by_day(row: Row) -> tuple[Any, ...]:
    """The order of events: by first day, undated ones last, then by pair and id."""
    start = row["date_start"] or row["date_end"]
    return start is None, str(start), row["dyad"], row["interaction_type"], row["event_id"], row["initiator"]


def _event_key(row: Row) -> tuple[str, str, str]:
    return row["event_id"], row["initiator"], row["target"]


def _claims(held: Holdings, names: Mapping[str, str]) -> list[Claim]:
    """The claims in the order of their sources' texts."""
    rows = sorted(
        held.rows("interactions"),
        key=lambda row: (row["source_id"], row["evidence_start"], row["evidence_end"], row["interaction_id"]),
    )
    people: defaultdict[str, list[Row]] = defaultdict(list)
    for row in held.rows("participants"):
        people[row["interaction_id"]].append(row)
    pages = {
        row["interaction_id"]: f"sources/{row['source_id']}.html#{row['interaction_id']}" for row in rows
    }
    links = _links(held.rows("links"), pages)
    return [
        Claim(
            row=row,
            act=claim_words.act(row),
            pair=claim_words.pair(row),
            parties=claim_words.parties(row, names),
            told=tuple(claim_words.details(row, names)),
            people=tuple(claim_words.participants(people[row["interaction_id"]], names)),
            words=held.evidence(row),
            page=pages[row["interaction_id"]],
            links=tuple(links[row["interaction_id"]]),
        )
        for row in rows
    ]


_FROM_THE_OTHER_END = {
    "alleges": "alleged by",
    "denies": "denied by",
    "lifts": "lifted by",
    "fulfils": "fulfilled by",
    "invites_to": "invited to by",
}


def _links(rows: Iterable[Row], pages: Mapping[str, str]) -> defaultdict[str, list[Link]]:
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for row in rows:
        relation, start, end = row["relation"], row["from_id"], row["to_id"]
        back = _FROM_THE_OTHER_END.get(relation, f"{claim_words.plain(relation)}, told by")
        found[start].append(Link(f"{claim_words.plain(relation)} {end}", pages[end]))
        found[end].append(Link(f"{back} {start}", pages[start]))
    return found
