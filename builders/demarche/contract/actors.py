"""The actors of the contract, and the codes that other lists give them.

`schema/vocab/actors.csv` has the actors, `schema/vocab/actor_codes.csv` their COW, GW and ISO numeric
codes with the time for which each holds. The standard library reads them as text, so that Namibia's
`NA` and leading zeros stay what they are.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from demarche.errors import DataError
from demarche.resources import schema_dir


@dataclass(frozen=True, slots=True)
class _Period:
    """From `valid_from` to `valid_to`, both included; a year (`1919`) or a day (`1990-03-21`).

    None means no limit: since before 1816, or still so.
    """

    valid_from: str | None
    valid_to: str | None

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the period; a year counts from its first day to its last."""
        # ISO dates compare as text; a year is cut to the length of what it is compared with.
        text = day.isoformat()
        start, end = self.valid_from or "", self.valid_to or "9999"
        return start <= text[: len(start)] and text[: len(end)] <= end


@dataclass(frozen=True, slots=True)
class Actor(_Period):
    """A state, an intergovernmental organisation (`igo`) or a bloc.

    `iso_alpha2`, `region` (of the United Nations) and `un_member` are None where they do not apply;
    `un_member` of a state that is no more tells what it was at its end.
    """

    actor_id: str
    name: str
    kind: str
    iso_alpha2: str | None
    region: str | None
    un_member: bool | None


@dataclass(frozen=True, slots=True)
class ActorCode(_Period):
    """A code of an actor in another list (`scheme`), for as long as it holds."""

    actor_id: str
    scheme: str
    code: str


@cache
def load_actors() -> Mapping[str, Actor]:
    """All actors by actor_id, in alphabetical order. Raises DataError for a malformed row."""
    path = schema_dir() / "vocab" / "actors.csv"
    actors: dict[str, Actor] = {}
    for line, row in _rows(path):
        actor = Actor(
            actor_id=row["actor_id"],
            name=row["name"],
            kind=row["kind"],
            iso_alpha2=row["iso_alpha2"] or None,
            region=row["region"] or None,
            un_member={"true": True, "false": False}.get(row["un_member"]),
            valid_from=row["valid_from"] or None,
            valid_to=row["valid_to"] or None,
        )
        if actor.actor_id in actors:
            raise DataError("stands twice", file=path, line=line, field="actor_id", value=actor.actor_id)
        actors[actor.actor_id] = actor
    return MappingProxyType(actors)


@cache
def load_actor_codes() -> tuple[ActorCode, ...]:
    """All codes, in the order of the file. Raises DataError for a code of an unknown actor."""
    path = schema_dir() / "vocab" / "actor_codes.csv"
    codes = []
    for line, row in _rows(path):
        if row["actor_id"] not in load_actors():
            raise DataError("unknown actor", file=path, line=line, field="actor_id", value=row["actor_id"])
        codes.append(
            ActorCode(
                actor_id=row["actor_id"],
                scheme=row["scheme"],
                code=row["code"],
                valid_from=row["valid_from"] or None,
                valid_to=row["valid_to"] or None,
            )
        )
    return tuple(codes)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        rows = [(reader.line_num, row) for row in reader]
    for line, row in rows:
        if None in row or None in row.values():
            raise DataError("the row has not as many cells as the header", file=path, line=line)
    return rows
