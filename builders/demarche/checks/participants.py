"""Rules on who takes part in a claim, and on how claims are linked."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import (
    Column,
    Mask,
    RowRule,
    Rule,
    TableRule,
    Tables,
    UniqueRule,
    all_of,
    any_of,
    every_row,
    is_any,
    is_in,
    lookup,
    negate,
)


def agents_act_for_their_side(rows: pa.Table, tables: Tables) -> Mask:
    """An agent acts for the actor of its side; in an undirected row, for either."""
    initiator, target = _of_claim(rows, tables, "initiator"), _of_claim(rows, tables, "target")
    own = pc.if_else(pc.equal(rows["role"], "initiator_agent"), initiator, target)
    other = pc.if_else(pc.equal(rows["role"], "initiator_agent"), target, initiator)
    astray = pc.not_equal(rows["actor_id"], own)
    either = all_of(pc.invert(_of_claim(rows, tables, "directed")), pc.equal(rows["actor_id"], other))
    return all_of(is_any(rows["role"], ("initiator_agent", "target_agent")), astray, negate(either))


def signatory_only_undirected(rows: pa.Table, tables: Tables) -> Mask:
    """Only undirected rows have signatories, and they are of the pair."""
    stranger = all_of(
        pc.not_equal(rows["actor_id"], _of_claim(rows, tables, "initiator")),
        pc.not_equal(rows["actor_id"], _of_claim(rows, tables, "target")),
    )
    directed = _of_claim(rows, tables, "directed")
    return all_of(is_any(rows["role"], ("signatory",)), any_of(directed, stranger))


def denier_means_disputed(rows: pa.Table, tables: Tables) -> Mask:
    """A claim that someone denies is disputed."""
    return all_of(is_any(rows["role"], ("denier",)), pc.invert(_of_claim(rows, tables, "disputed")))


def refuser_means_refused(rows: pa.Table, tables: Tables) -> Mask:
    """Only what was refused or cancelled has someone who refused it."""
    turned_down = is_any(_of_claim(rows, tables, "status"), ("refused", "cancelled"))
    known = pc.is_valid(_of_claim(rows, tables, "status"))
    return all_of(is_any(rows["role"], ("refuser",)), known, pc.invert(turned_down))


def participants_are_unique(rows: pa.Table) -> Mask:
    """No one has the same part in a claim twice."""
    return every_row(rows)


def disputed_needs_a_denier(rows: pa.Table, tables: Tables) -> Mask:
    """Someone named denies what is disputed: a participant, or a claim that is linked to it."""
    participants, links = tables["participants"], tables["links"]
    deniers = participants.filter(is_any(participants["role"], ("denier",)))["interaction_id"]
    denied = links.filter(is_any(links["relation"], ("denies",)))["to_id"]
    named = any_of(*(is_in(rows["interaction_id"], ids) for ids in (deniers, denied)))
    return all_of(rows["disputed"], pc.invert(named))


def link_joins_different_claims(rows: pa.Table) -> Mask:
    """A link leads from one claim to another."""
    return pc.equal(rows["from_id"], rows["to_id"])


def alleges_starts_at_an_accusation(rows: pa.Table, tables: Tables) -> Mask:
    """A claim that alleges another is an accusation."""
    return _link(
        rows, "alleges", negate_known(_end(rows, tables, "from_id", "interaction_type"), ("accusation",))
    )


def denies_starts_at_a_denial(rows: pa.Table, tables: Tables) -> Mask:
    """A claim that denies another is a rejection of mode denial."""
    wrong_type = negate_known(_end(rows, tables, "from_id", "interaction_type"), ("rejection",))
    wrong_mode = negate_known(_end(rows, tables, "from_id", "mode"), ("denial",))
    return _link(rows, "denies", any_of(wrong_type, wrong_mode))


def denied_claim_is_disputed(rows: pa.Table, tables: Tables) -> Mask:
    """A claim that another denies is disputed."""
    return _link(rows, "denies", pc.invert(_end(rows, tables, "to_id", "disputed")))


def lifts_leads_to_a_sanction(rows: pa.Table, tables: Tables) -> Mask:
    """A sanction is lifted by a claim of its easing or lifting."""
    phase = _end(rows, tables, "from_id", "phase")
    mode = _end(rows, tables, "from_id", "mode")
    lifting = any_of(is_any(phase, ("eased", "lifted")), is_any(mode, ("easing",)))
    no_lifting = all_of(pc.is_valid(mode), pc.invert(lifting))
    no_sanction = negate_known(_end(rows, tables, "to_id", "interaction_type"), ("sanction",))
    return _link(rows, "lifts", any_of(no_lifting, no_sanction))


def fulfils_leads_to_a_plan(rows: pa.Table, tables: Tables) -> Mask:
    """A visit fulfils a visit that was planned or proposed."""
    wrong = any_of(
        negate_known(_end(rows, tables, "from_id", "interaction_type"), ("visit",)),
        negate_known(_end(rows, tables, "to_id", "interaction_type"), ("visit",)),
        negate_known(_end(rows, tables, "to_id", "status"), ("planned", "proposed")),
    )
    return _link(rows, "fulfils", wrong)


def invites_to_leads_to_a_visit(rows: pa.Table, tables: Tables) -> Mask:
    """An invitation invites to a visit."""
    wrong = any_of(
        negate_known(_end(rows, tables, "from_id", "mode"), ("invitation",)),
        negate_known(_end(rows, tables, "to_id", "interaction_type"), ("visit",)),
        is_any(_end(rows, tables, "to_id", "mode"), ("invitation",)),
    )
    return _link(rows, "invites_to", wrong)


def negate_known(column: Column, values: Iterable[str]) -> Mask:
    """Where the cell is filled and is none of the values."""
    return all_of(pc.is_valid(column), pc.invert(is_any(column, values)))


def _of_claim(rows: pa.Table, tables: Tables, column: str) -> Column:
    return lookup(rows["interaction_id"], tables["interactions"], "interaction_id", column)


def _end(rows: pa.Table, tables: Tables, end: str, column: str) -> Column:
    return lookup(rows[end], tables["interactions"], "interaction_id", column)


def _link(rows: pa.Table, relation: str, wrong: Mask) -> Mask:
    return all_of(is_any(rows["relation"], (relation,)), wrong)


RULES: tuple[Rule, ...] = (
    UniqueRule(
        participants_are_unique,
        ("participants",),
        ("role", "interaction_id", "actor_id", "person", "office"),
        "Take one of the two rows out.",
        key=("interaction_id", "actor_id", "person", "office", "role"),
    ),
    TableRule(
        agents_act_for_their_side,
        ("participants",),
        ("actor_id", "role", "interaction_id"),
        "Give the actor of the side, or another role.",
        needs=("interactions",),
    ),
    TableRule(
        signatory_only_undirected,
        ("participants",),
        ("role", "actor_id", "interaction_id"),
        "Make it an agent, or the row undirected.",
        needs=("interactions",),
    ),
    TableRule(
        denier_means_disputed,
        ("participants",),
        ("role", "interaction_id"),
        "Set disputed to true, or take the denier out.",
        needs=("interactions",),
    ),
    TableRule(
        refuser_means_refused,
        ("participants",),
        ("role", "interaction_id"),
        "Look at the status, or give another role.",
        needs=("interactions",),
    ),
    TableRule(
        disputed_needs_a_denier,
        ("interactions",),
        ("disputed", "interaction_id"),
        "Name the denier as a participant, or link the denial.",
        needs=("participants", "links"),
    ),
    RowRule(link_joins_different_claims, ("links",), ("to_id", "from_id"), "Link to the other claim."),
    *(
        TableRule(rule, ("links",), ("relation", "from_id", "to_id"), hint, needs=("interactions",))
        for rule, hint in (
            (alleges_starts_at_an_accusation, "Start at the accusation."),
            (denies_starts_at_a_denial, "Start at the denial."),
            (denied_claim_is_disputed, "Set disputed of the denied claim to true."),
            (lifts_leads_to_a_sanction, "Lead from the lifting to the sanction."),
            (fulfils_leads_to_a_plan, "Lead from the visit to its plan."),
            (invites_to_leads_to_a_visit, "Lead from the invitation to the visit."),
        )
    ),
)
