"""Rules on who does it to whom."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import (
    ACT_TABLES,
    CLAIM_TABLES,
    Mask,
    RowRule,
    Rule,
    TableRule,
    Tables,
    all_of,
    any_of,
    is_any,
    lookup,
    of_those,
)


def initiator_is_not_target(rows: pa.Table) -> Mask:
    """Initiator and target are never the same actor."""
    return pc.equal(rows["initiator"], rows["target"])


def undirected_is_sorted(rows: pa.Table) -> Mask:
    """In an undirected row the initiator comes before the target in alphabetical order."""
    return all_of(pc.invert(rows["directed"]), pc.greater(rows["initiator"], rows["target"]))


def dyad_is_sorted_pair(rows: pa.Table) -> Mask:
    """The dyad joins initiator and target in alphabetical order."""
    first = pc.if_else(pc.less(rows["initiator"], rows["target"]), rows["initiator"], rows["target"])
    second = pc.if_else(pc.less(rows["initiator"], rows["target"]), rows["target"], rows["initiator"])
    return pc.not_equal(rows["dyad"], pc.binary_join_element_wise(first, second, "-"))


def visit_is_at_the_host(rows: pa.Table, tables: Tables) -> Mask:
    """A visit to a state takes place there; an invitation may only name the host, who invites."""

    def astray(visits: pa.Table) -> Mask:
        invitation = pc.equal(visits["mode"], "invitation")
        host = pc.if_else(invitation, visits["initiator"], visits["target"])
        kind = lookup(host, tables["actors"], "actor_id", "kind")
        return all_of(pc.equal(kind, "state"), pc.not_equal(visits["location"], host))

    return of_those(rows, is_any(rows["interaction_type"], ("visit",)), astray)


def actor_exists_at_the_date(rows: pa.Table, tables: Tables) -> Mask:
    """Initiator and target exist on some day that the date, or else the day of the report, can mean."""
    undated = pc.is_null(rows["date"])
    first = pc.if_else(undated, rows["reported_on"], rows["date_start"])
    last = pc.if_else(undated, rows["reported_on"], rows["date_end"])
    actors = tables["actors"]
    masks = []
    for column in ("initiator", "target"):
        begins = lookup(rows[column], actors, "actor_id", "valid_from")
        ends = lookup(rows[column], actors, "actor_id", "valid_to")
        masks += [pc.less(last, begins), pc.greater(first, ends)]
    return any_of(*masks)


RULES: tuple[Rule, ...] = (
    RowRule(
        initiator_is_not_target,
        ACT_TABLES,
        ("target", "initiator"),
        "Name the other actor, or take the row out.",
    ),
    RowRule(
        undirected_is_sorted,
        ACT_TABLES,
        ("initiator", "target", "directed"),
        "Swap initiator and target.",
    ),
    RowRule(
        dyad_is_sorted_pair,
        ("interactions", "events"),
        ("dyad", "initiator", "target"),
        "Write both codes in alphabetical order, joined by a hyphen.",
    ),
    TableRule(
        visit_is_at_the_host,
        CLAIM_TABLES,
        ("location", "interaction_type", "mode", "initiator", "target"),
        "Name the host, or leave the location empty.",
        needs=("actors",),
        takes_codes=True,
    ),
    TableRule(
        actor_exists_at_the_date,
        CLAIM_TABLES,
        ("initiator", "target", "reported_on", "date", "date_start", "date_end"),
        "Look whether a predecessor or successor is meant.",
        needs=("actors",),
        severity="warning",
        takes_codes=True,
    ),
)
