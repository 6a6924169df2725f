"""Choosing rows of `events` or `interactions`: by pair, type, years, status and kind of actor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from demarche.errors import InputError
from demarche.loading.release import Release
from demarche.loading.rows import looked_at

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("events", "interactions")
EVERY_KIND = "all"
_YEARS = re.compile(r"(?P<first>[0-9]{4})?(?P<dash>-)?(?P<last>[0-9]{4})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which rows are wanted; an empty tuple or None does not restrict.

    `years` are the first and the last, either may be None: the date can fall in them. `kinds` are those of
    both actors. `machine` adds the rows that nobody has looked at.
    """

    table: str = "events"
    dyads: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    years: tuple[int | None, int | None] | None = None
    kinds: tuple[str, ...] = ("state",)
    machine: bool = False

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Selection:
        """The selection in a record. Raises ValueError, TypeError or LookupError for another form."""
        if raw.keys() != {field.name for field in fields(cls)}:
            raise ValueError("a selection has " + ", ".join(field.name for field in fields(cls)))
        years = raw["years"]
        if years is not None:
            first, last = years
            years = (None if first is None else int(first), None if last is None else int(last))
        return cls(
            table=str(raw["table"]),
            dyads=tuple(map(str, raw["dyads"])),
            types=tuple(map(str, raw["types"])),
            statuses=tuple(map(str, raw["statuses"])),
            years=years,
            kinds=tuple(map(str, raw["kinds"])),
            machine=bool(raw["machine"]),
        )

    def as_dict(self) -> dict[str, Any]:
        """The selection as a record keeps it."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    def in_words(self) -> str:
        """What a citation says of the rows."""
        parts = [self.table]
        for word, values in (("type", self.types), ("dyad", self.dyads), ("status", self.statuses)):
            if values:
                parts.append(f"{word} {' or '.join(values)}")
        if self.years is not None:
            first, last = self.years
            parts.append(f"years {'' if first is None else first}–{'' if last is None else last}")
        parts.append(
            f"between actors of kind {' or '.join(self.kinds)}" if self.kinds else "all kinds of actors"
        )
        return ", ".join(parts) + (", with machine rows" if self.machine else "")


@dataclass(frozen=True, slots=True)
class Selected:
    """The rows, and how many a default left out that asking for more would have kept."""

    table: pa.Table
    machine: int
    undated: int
    other_kinds: int


def parse_years(text: str) -> tuple[int | None, int | None]:
    """Years as `2000-2024`, `2024`, `2000-` or `-1999`. Raises InputError."""
    match = _YEARS.fullmatch(text)
    if match is not None and (match["first"] or match["last"]):
        first = int(match["first"]) if match["first"] else None
        last = int(match["last"]) if match["last"] else None
        if not match["dash"] and first is not None and last is None:
            last = first
        if (match["dash"] or first == last) and (first is None or last is None or first <= last):
            return first, last
    raise InputError("are no years", field="years", value=text, hint="Write 2000-2024, 2024, 2000- or -1999.")


def sorted_dyad(text: str) -> str:
    """A pair of actors with both codes in alphabetical order, as the tables have it. Raises InputError."""
    codes = text.upper().split("-")
    if len(codes) != 2 or not all(codes):
        raise InputError("is no pair of actors", field="dyad", value=text, hint="Write PRK-RUS.")
    return "-".join(sorted(codes))


def select(release: Release, wanted: Selection) -> Selected:
    """The rows of a release that are wanted. Raises InputError for a value that the release does not know."""
    import pyarrow.compute as pc

    _require_known(release, wanted)
    rows, unseen = (release.table(wanted.table), 0) if wanted.machine else looked_at(release, wanted.table)
    for column, values in (
        ("interaction_type", wanted.types),
        ("dyad", wanted.dyads),
        ("status", wanted.statuses),
    ):
        if values:
            rows = rows.filter(_among(rows[column], values))
    undated = 0
    if wanted.years is not None:
        undated = pc.sum(pc.is_null(rows["date"])).as_py() or 0
        rows = rows.filter(_in_years(rows, wanted.years))
    before = len(rows)
    if wanted.kinds:
        actors = release.table("actors", ["actor_id", "kind"])
        allowed = actors.filter(_among(actors["kind"], wanted.kinds))["actor_id"].to_pylist()
        rows = rows.filter(pc.and_(_among(rows["initiator"], allowed), _among(rows["target"], allowed)))
    return Selected(rows, unseen, undated, before - len(rows))


def _among(column: pa.ChunkedArray, values: Sequence[str]) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.is_in(column, pa.array(values, pa.string()))


def _in_years(rows: pa.Table, years: tuple[int | None, int | None]) -> Any:
    """Rows whose date can fall in the years; an open side of a date can be any year on that side."""
    import pyarrow.compute as pc

    first, last = years
    kept = pc.is_valid(rows["date"])
    if last is not None:
        kept = pc.and_(kept, pc.fill_null(pc.less_equal(pc.year(rows["date_start"]), last), True))
    if first is not None:
        kept = pc.and_(kept, pc.fill_null(pc.greater_equal(pc.year(rows["date_end"]), first), True))
    return kept


def _require_known(release: Release, wanted: Selection) -> None:
    if wanted.table not in TABLES:
        raise InputError("cannot be extracted", field="table", value=wanted.table, hint=f"Tables: {TABLES}.")
    values = release.enumerations(wanted.table)
    kinds = release.enumerations("actors")["kind"]
    actors = release.table("actors", ["actor_id"])["actor_id"].to_pylist()
    for field, given, known in (
        ("type", wanted.types, values["interaction_type"]),
        ("status", wanted.statuses, values["status"]),
        ("kind", wanted.kinds, kinds),
        ("dyad", [code for dyad in wanted.dyads for code in dyad.split("-")], actors),
    ):
        for value in given:
            if value not in known:
                raise InputError("is not known", field=field, value=value, hint=_suggestion(value, known))


def _suggestion(value: str, known: Sequence[str]) -> str:
    if len(known) <= 20:
        return f"There are: {', '.join(known)}."
    near = get_close_matches(value, known)
    return f"Did you mean {' or '.join(near)}?" if near else "The codes are in the table actors."
