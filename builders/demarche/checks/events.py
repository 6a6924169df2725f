"""Rules on events, which are derived from claims and have to agree with them."""

from __future__ import annotations

import weakref
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.codes import CODES, COMBINATION, codes_match, ontology_index
from demarche.checks.rule import (
    Column,
    Mask,
    Rule,
    TableRule,
    Tables,
    all_of,
    by_value,
    equal,
    index_in,
    is_any,
    key,
    lookup,
    negate,
)
from demarche.contract.model import load_contract

EVENT_KEY = ("event_id", "initiator", "target")


def event_has_a_claim(rows: pa.Table, tables: Tables) -> Mask:
    """Some claim tells of the event between this pair."""
    return negate(_told(rows, tables))


def event_counts_its_claims(rows: pa.Table, tables: Tables) -> Mask:
    """n_claims and n_sources are the numbers of claims, and of sources, that tell of the event."""
    told = _of_claims(rows, tables, "source_id", "count")
    sources = _of_claims(rows, tables, "source_id", "count_distinct")
    same = all_of(equal(rows["n_claims"], told), equal(rows["n_sources"], sources))
    return all_of(_told(rows, tables), pc.invert(same))


def event_has_the_most_definite_status(rows: pa.Table, tables: Tables) -> Mask:
    """The status is the most definite that any of its claims gives."""
    ranking = load_contract().fields["status"].ranking
    known = is_any(rows["status"], ranking)
    best = _of_claims(rows, tables, "status", "min", ranking)
    return all_of(_told(rows, tables), known, pc.not_equal(_rank(rows["status"], ranking), best))


def event_is_disputed_if_a_claim_is(rows: pa.Table, tables: Tables) -> Mask:
    """The event is disputed if and only if one of its claims is."""
    return all_of(
        _told(rows, tables), pc.not_equal(rows["disputed"], _of_claims(rows, tables, "disputed", "any"))
    )


def event_has_its_claims_type(rows: pa.Table, tables: Tables) -> Mask:
    """All claims of the event have its type."""
    claims = tables["interactions"]
    index = _event_of(claims, rows)
    other = all_of(pc.not_equal(rows["interaction_type"].take(index), claims["interaction_type"]))
    return _marked(rows, index.filter(other))


def event_is_told_by_a_claim(rows: pa.Table, tables: Tables) -> Mask:
    """One claim of the event's status has its direction, phase and date; one claim has its mode."""
    claims = tables["interactions"]
    index = _event_of(claims, rows)
    compared = ("status", "directed", "phase", "date", "date_start", "date_end", "date_precision")
    telling = all_of(*(equal(rows[name].take(index), claims[name]) for name in compared))
    naming = equal(rows["mode"].take(index), claims["mode"])
    told = all_of(_marked(rows, index.filter(telling)), _marked(rows, index.filter(naming)))
    known = is_any(rows["status"], load_contract().fields["status"].ranking)
    return all_of(_told(rows, tables), known, pc.invert(told))


def event_codes_follow_ontology(rows: pa.Table, tables: Tables) -> Mask:
    """The codes are those of the ontology for the event, in the context of a claim that has its status."""
    claims = tables["interactions"]
    index = _event_of(claims, rows)
    at_event = rows.take(index)
    seen = at_event.select(COMBINATION[:4]).append_column("context", claims["context"])
    listed = ontology_index(seen)
    same_status = equal(at_event["status"], claims["status"])
    coded = all_of(same_status, codes_match(at_event, listed), pc.is_valid(listed))
    judged = _marked(rows, index.filter(all_of(same_status, pc.is_valid(listed))))
    return all_of(judged, pc.invert(_marked(rows, index.filter(coded))))


def pairs_of_an_event_share_its_type(rows: pa.Table, tables: Tables) -> Mask:
    """All pairs of one happening have one type."""
    grouped = tables["events"].group_by("event_id").aggregate([("interaction_type", "count_distinct")])
    return pc.greater(lookup(rows["event_id"], grouped, "event_id", "interaction_type_count_distinct"), 1)


@dataclass(frozen=True, slots=True)
class _Joined:
    """How claims and events belong together, by row numbers.

    `event` has for each claim the first row of its event, null where there is none; `first` has for each row
    of the events the first row with its key.
    """

    event: Column
    first: Column


_last: list[tuple[weakref.ref[pa.Table], weakref.ref[pa.Table], _Joined]] = []


def _joined(claims: pa.Table, rows: pa.Table) -> _Joined:
    """Claims and events joined; remembered for the tables asked about last, as each rule asks it."""
    for held_claims, held_rows, joined in _last:
        if held_claims() is claims and held_rows() is rows:
            return joined
    events = key(rows, EVENT_KEY)
    joined = _Joined(index_in(key(claims, EVENT_KEY), events), index_in(events, events))
    _last[:] = [(weakref.ref(claims), weakref.ref(rows), joined)]
    return joined


def _event_of(claims: pa.Table, rows: pa.Table) -> Column:
    """The row of the event that each claim tells of; null where there is none."""
    return _joined(claims, rows).event


def _marked(rows: pa.Table, index: Column) -> Mask:
    """Which rows are named in `index`."""
    marked = np.zeros(len(rows), dtype=bool)
    marked[index.drop_null().to_numpy()] = True
    return pa.chunked_array([pa.array(marked)])


def _told(rows: pa.Table, tables: Tables) -> Mask:
    joined = _joined(tables["interactions"], rows)
    return _marked(rows, joined.event).take(joined.first)


def _rank(status: Column, ranking: tuple[str, ...]) -> Column:
    known = set(ranking)
    return by_value(status, lambda value: ranking.index(value) if value in known else None, pa.int64())


def _of_claims(
    rows: pa.Table, tables: Tables, column: str, function: str, ranking: tuple[str, ...] = ()
) -> Column:
    """For each event, a column of its claims summed up by `function`."""
    claims = tables["interactions"]
    values = _rank(claims[column], ranking) if ranking else claims[column]
    joined = _joined(claims, rows)
    grouped = (
        pa.table([joined.event, values], names=["event", "value"])
        .group_by("event")
        .aggregate([("value", function)])
    )
    return lookup(joined.first, grouped, "event", f"value_{function}")


RULES: tuple[Rule, ...] = (
    *(
        TableRule(rule, ("events",), columns, "Build the events again.", needs=("interactions",))
        for rule, columns in (
            (event_has_a_claim, EVENT_KEY),
            (event_counts_its_claims, ("n_claims", "n_sources")),
            (event_has_the_most_definite_status, ("status",)),
            (event_is_disputed_if_a_claim_is, ("disputed",)),
            (event_has_its_claims_type, ("interaction_type",)),
            (
                event_is_told_by_a_claim,
                ("date", "mode", "phase", "status", "directed", "date_start", "date_end", "date_precision"),
            ),
            (event_codes_follow_ontology, (*CODES, *COMBINATION[:4])),
        )
    ),
    TableRule(
        pairs_of_an_event_share_its_type,
        ("events",),
        ("interaction_type", "event_id"),
        "Give the claims of another type an event of their own.",
        needs=("events",),
    ),
)
