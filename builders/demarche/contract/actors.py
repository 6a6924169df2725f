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
    """From `valid_from` to `valid_to`, both included; None means no limit known.

    Where only the year is known, they are its first and its last day.
    """

    valid_from: date | None
    valid_to: date | None

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class Actor(_Period):
    """A state, an intergovernmental organisation (`igo`) or a bloc.

    `iso_alpha2` and `region` (of the United Nations) are None where there is none; `un_member`: whether it
    is a member state of the United Nations today.
    """

    actor_id: str
    name: str
    kind: str
    iso_alpha2: str | None
    region: str | None
    un_member: bool

    def as_dict(self) -> dict[str, str | bool | date | None]:
        """The row under the column names of the table `actors`."""
        return {
            "actor_id": self.actor_id,
            "name": self.name,
            "kind": self.kind,
            "iso_alpha2": self.iso_alpha2,
            "region": self.region,
            "un_member": self.un_member,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }


@dataclass(frozen=True, slots=True)
class ActorCode(_Period):
    """A code of an actor in another list (`scheme`), for as long as it holds."""

    actor_id: str
    scheme: str
    code: str

    def as_dict(self) -> dict[str, str | date | None]:
        """The row under the column names of the table `actor_codes`."""
        return {
            "actor_id": self.actor_id,
            "scheme": self.scheme,
            "code": self.code,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }


@cache
def load_actors() -> Mapping[str, Actor]:
    """All actors of the contract by actor_id, in alphabetical order."""
    return MappingProxyType(read_actors(schema_dir() / "vocab" / "actors.csv"))


@cache
def load_actor_codes() -> tuple[ActorCode, ...]:
    """All codes of the contract's actors, sorted by actor_id and scheme."""
    return read_actor_codes(schema_dir() / "vocab" / "actor_codes.csv", load_actors())


def read_actors(path: Path) -> dict[str, Actor]:
    """The actors of a file, by actor_id. Raises DataError for a malformed or a repeated row."""
    actors: dict[str, Actor] = {}
    for line, row in _rows(path):
        actor = Actor(
            actor_id=row["actor_id"],
            name=row["name"],
            kind=row["kind"],
            iso_alpha2=row["iso_alpha2"] or None,
            region=row["region"] or None,
            un_member=_boolean(path, line, row["un_member"]),
            valid_from=_day(path, line, "valid_from", row["valid_from"]),
            valid_to=_day(path, line, "valid_to", row["valid_to"]),
        )
        if actor.actor_id in actors:
            raise DataError("stands twice", file=path, line=line, field="actor_id", value=actor.actor_id)
        actors[actor.actor_id] = actor
    return actors


def read_actor_codes(path: Path, actors: Mapping[str, Actor]) -> tuple[ActorCode, ...]:
    """The codes of a file, in its order. Raises DataError for a malformed row or an actor not in `actors`."""
    codes = []
    for line, row in _rows(path):
        if row["actor_id"] not in actors:
            raise DataError("unknown actor", file=path, line=line, field="actor_id", value=row["actor_id"])
        codes.append(
            ActorCode(
                actor_id=row["actor_id"],
                scheme=row["scheme"],
                code=row["code"],
                valid_from=_day(path, line, "valid_from", row["valid_from"]),
                valid_to=_day(path, line, "valid_to", row["valid_to"]),
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


def _boolean(path: Path, line: int, text: str) -> bool:
    if text not in {"true", "false"}:
        raise DataError("neither true nor false", file=path, line=line, field="un_member", value=text)
    return text == "true"


def _day(path: Path, line: int, field: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise DataError("not a day (YYYY-MM-DD)", file=path, line=line, field=field, value=text) from None
