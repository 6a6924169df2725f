"""Counting events by pair or state and month or year, zeros included.

Events are counted, never claims. A pair is directed: from who acts to whom; what is mutual counts for both
directions. By state, an event counts once for each of its two sides. Of each cell it is told how many
events there are, of which types, statuses and quad classes; and the Goldstein values of what has occurred
and nobody denies, with their number: values describe acts, and are not to be summed over what is only
planned or disputed.

What cannot be counted is left out and told: events with an organisation or a bloc (unless they are wanted),
without a date, with a date that does not lie within one period, or outside the span. A thing that lasted
counts where it began.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
import pyarrow.compute as pc

from demarche.contract.actors import Actor
from demarche.contract.model import load_contract

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["dyad", "state"]
Period = Literal["month", "year"]

_MONTHS = 12
_BEGINS = ("range", "open")
"""Precisions of what lasts: it counts where it began."""
_KINDS = ("interaction_type", "status", "quad_class")
_PREFIX = {"interaction_type": "type", "status": "status", "quad_class": "quad"}
_DATE = ("date_start", "date_end", "date_precision")
COLUMNS = ("initiator", "target", "directed", "disputed", *_DATE, *_KINDS, "goldstein")
"""What is read of the table `events`."""


@dataclass(frozen=True, slots=True)
class Span:
    """Periods from the first to the last, as months since the year 0."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The cells, and how many events were counted and left out, by reason."""

    table: pa.Table
    counted: int
    left_out: Mapping[str, int]


@dataclass
class _Kept:
    """Events that are counted, with the period of each, and why others are not."""

    events: pa.Table
    left_out: dict[str, int] = field(default_factory=dict)

    def drop(self, wanted: pa.ChunkedArray, reason: str) -> None:
        """Keep the events that are wanted, and count the others."""
        before = len(self.events)
        self.events = self.events.filter(pc.fill_null(wanted, False))
        if before > len(self.events):
            self.left_out[reason] = before - len(self.events)


def aggregate(
    events: pa.Table,
    unit: Unit,
    period: Period,
    actors: Mapping[str, Actor],
    *,
    span: Span | None = None,
    states_only: bool = True,
) -> Counted:
    """The events by unit and period, a row for each unit that occurs and each period of the span.

    Without a `span` it is that of the events' own dates. A unit has no row in a period in which one of its
    actors did not exist, unless something is told of it.
    """
    kept = _Kept(events.select(COLUMNS))
    if states_only:
        states = pa.array([name for name, actor in actors.items() if actor.kind == "state"])
        both = pc.and_(pc.is_in(kept.events["initiator"], states), pc.is_in(kept.events["target"], states))
        kept.drop(both, "with an organisation or a bloc")
    _date(kept, period)
    if span is not None:
        first, last = _index(span.first, period), _index(span.last, period)
        at = kept.events["period"]
        kept.drop(pc.and_(pc.greater_equal(at, first), pc.less_equal(at, last)), "outside the span")
    elif len(kept.events):
        limits = pc.min_max(kept.events["period"]).as_py()
        first, last = limits["min"], limits["max"]
    else:
        first, last = 0, -1
    cells = _cells(_units(kept.events, unit), unit, period)
    return Counted(_grid(cells, unit, period, (first, last), actors), len(kept.events), kept.left_out)


def _index(month: int, period: Period) -> int:
    return month if period == "month" else month // _MONTHS


def month_index(days: pa.ChunkedArray) -> pa.ChunkedArray:
    """The months of days, counted from the year 0."""
    return pc.add(pc.multiply(pc.year(days), _MONTHS), pc.subtract(pc.month(days), 1))


def _date(kept: _Kept, period: Period) -> None:
    """Give every event its period; drop those that have none."""
    kept.drop(pc.is_valid(kept.events["date_start"]), "without a date")
    start, end = month_index(kept.events["date_start"]), month_index(kept.events["date_end"])
    if period == "year":
        start, end = pc.divide(start, _MONTHS), pc.divide(end, _MONTHS)
    lasts = pc.is_in(kept.events["date_precision"], pa.array(_BEGINS))
    kept.events = kept.events.append_column("period", start)
    kept.drop(pc.or_kleene(pc.equal(start, end), lasts), f"with a date that does not tell the {period}")


def _units(events: pa.Table, unit: Unit) -> pa.Table:
    """The events with the columns of their unit, a row for each unit that they count for."""
    if unit == "state":
        sides = [
            events.append_column("state", events[side]).append_column(role, pa.repeat(1, len(events)))
            for side, role in (("initiator", "initiated"), ("target", "received"))
        ]
        both = pc.invert(events["directed"]).cast(pa.int64())
        sides[0] = sides[0].append_column("received", both)
        sides[1] = sides[1].append_column("initiated", both)
        return pa.concat_tables([sides[0], sides[1].select(sides[0].column_names)])
    mutual = events.filter(pc.invert(events["directed"]))
    names = [{"initiator": "target", "target": "initiator"}.get(name, name) for name in mutual.column_names]
    return pa.concat_tables([events, mutual.rename_columns(names).select(events.column_names)])


def _names(unit: Unit) -> list[str]:
    return ["state"] if unit == "state" else ["initiator", "target"]


def _cells(rows: pa.Table, unit: Unit, period: Period) -> pd.DataFrame:
    """The cells in which something is counted, indexed by unit and period."""
    import pandas as pd

    by = [*_names(unit), "period"]
    frame = rows.to_pandas()
    sums = {"events": frame.groupby(by).size()}
    if unit == "state":
        sums |= {name: frame.groupby(by)[name].sum() for name in ("initiated", "received")}
    fields = load_contract().fields
    for kind in _KINDS:
        for value in fields[kind].values or ():
            sums[f"{_PREFIX[kind]}_{value}"] = frame[frame[kind] == value].groupby(by).size()
    undisputed = (frame["status"] == "occurred") & ~frame["disputed"].astype(bool)
    certain = frame[undisputed & frame["goldstein"].notna()]
    sums["goldstein_events"] = certain.groupby(by).size()
    cells = pd.DataFrame(sums).fillna(0).astype("int64")
    cells["goldstein_sum"] = certain.groupby(by)["goldstein"].sum().round(6).reindex(cells.index)
    return cells


def _grid(
    cells: pd.DataFrame, unit: Unit, period: Period, limits: tuple[int, int], actors: Mapping[str, Actor]
) -> pa.Table:
    """The cells of all units and periods, in their order, with zeros where nothing is counted."""
    import pandas as pd

    names = _names(unit)
    told = defaultdict(set)
    for *each, at in cells.index.tolist():
        told[tuple(each)].add(at)
    wanted = []
    for each in sorted(told):
        first, last = _existence(each, actors, period, limits)
        wanted += [(*each, at) for at in sorted({*range(first, last + 1), *told[each]})]
    index = pd.MultiIndex.from_tuples(wanted, names=[*names, "period"]) if wanted else cells.index[:0]
    full = cells.reindex(index)
    counts = [name for name in full.columns if name != "goldstein_sum"]
    columns = {name: pa.array(index.get_level_values(name).tolist(), pa.string()) for name in names}
    at = index.get_level_values("period").tolist()
    columns[period] = pa.array(at, pa.int64()) if period == "year" else pa.array(map(_month, at), pa.string())
    columns |= {name: pa.array(full[name].fillna(0).astype("int64").tolist(), pa.int64()) for name in counts}
    columns["goldstein_sum"] = pa.array(full["goldstein_sum"], pa.float64(), from_pandas=True)
    return pa.table(columns)


def _month(index: int) -> str:
    return f"{index // _MONTHS:04d}-{index % _MONTHS + 1:02d}"


def _existence(
    who: tuple[str, ...], actors: Mapping[str, Actor], period: Period, limits: tuple[int, int]
) -> tuple[int, int]:
    """The first and last period within the limits in which all of them existed."""
    first, last = limits
    for name in who:
        actor = actors.get(name)
        if actor is not None and actor.valid_from is not None:
            month = actor.valid_from.year * _MONTHS + actor.valid_from.month - 1
            first = max(first, _index(month, period))
        if actor is not None and actor.valid_to is not None:
            month = actor.valid_to.year * _MONTHS + actor.valid_to.month - 1
            last = min(last, _index(month, period))
    return first, last


def coverage(sources: pa.Table) -> pa.Table:
    """The documents of each publisher in each month: what counts of events have to be seen against."""
    months = pc.utf8_slice_codeunits(sources["published"].cast(pa.string()), 0, 7)
    table = pa.table({"publisher": sources["publisher"], "month": months})
    counted = table.group_by(["publisher", "month"]).aggregate([([], "count_all")])
    named = counted.rename_columns(["publisher", "month", "documents"])
    return named.sort_by([("publisher", "ascending"), ("month", "ascending")])


def span_of(sources: pa.Table) -> Span | None:
    """The months in which documents were published; None where there are none."""
    if not len(sources):
        return None
    limits = pc.min_max(month_index(sources["published"])).as_py()
    return Span(limits["min"], limits["max"])
