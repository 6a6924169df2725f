"""Rules on the ledger of ids and the tombstones of withdrawn claims."""

from __future__ import annotations

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
    by_value,
    equal,
    index_in,
    is_in,
    lookup,
    negate,
)
from demarche.errors import InputError
from demarche.version import Version


def claim_keys_are_unique(rows: pa.Table) -> Mask:
    """A claim of a source has one id that stands; it may have withdrawn ones beside it."""
    return pc.is_null(rows["withdrawn_in"])


def withdrawal_has_a_reason(rows: pa.Table) -> Mask:
    """A withdrawal names its version and its reason; a row that stands has neither, nor a replacement."""
    withdrawn = pc.is_valid(rows["withdrawn_in"])
    return any_of(
        pc.not_equal(withdrawn, pc.is_valid(rows["reason"])),
        all_of(pc.invert(withdrawn), pc.is_valid(rows["replaced_by"])),
    )


def withdrawn_after_it_was_minted(rows: pa.Table) -> Mask:
    """A claim is not withdrawn in an earlier version than it was minted in."""
    return pc.less(comparable(rows["withdrawn_in"]), comparable(rows["minted_in"]))


def replacement_is_in_the_ledger(rows: pa.Table, tables: Tables) -> Mask:
    """What replaces a claim is another claim of the ledger."""
    unknown = pc.is_null(index_in(rows["replaced_by"], tables["ids"]["interaction_id"]))
    itself = pc.equal(rows["replaced_by"], rows["interaction_id"])
    return all_of(pc.is_valid(rows["replaced_by"]), any_of(unknown, itself))


def claim_is_in_the_ledger(rows: pa.Table, tables: Tables) -> Mask:
    """A claim stands in the ledger with its id and source, and is not withdrawn there."""
    ledger = tables["ids"]
    source = lookup(rows["interaction_id"], ledger, "interaction_id", "source_id")
    withdrawn_in = lookup(rows["interaction_id"], ledger, "interaction_id", "withdrawn_in")
    return any_of(negate(equal(rows["source_id"], source)), pc.is_valid(withdrawn_in))


def minted_claim_stands_or_is_withdrawn(rows: pa.Table, tables: Tables) -> Mask:
    """Every id of the ledger stands in the dataset until it is withdrawn."""
    present = is_in(rows["interaction_id"], tables["interactions"]["interaction_id"])
    return all_of(pc.is_null(rows["withdrawn_in"]), pc.invert(present))


def withdrawn_claim_is_gone(rows: pa.Table, tables: Tables) -> Mask:
    """No claim stands under an id that was withdrawn."""
    return is_in(rows["id"], tables["interactions"]["interaction_id"])


def withdrawn_follows_the_ledger(rows: pa.Table, tables: Tables) -> Mask:
    """A tombstone says what the ledger says."""
    compared = ("withdrawn_in", "reason", "replaced_by")
    same = all_of(
        *(equal(rows[name], lookup(rows["id"], tables["ids"], "interaction_id", name)) for name in compared)
    )
    return negate(same)


def withdrawal_leaves_a_tombstone(rows: pa.Table, tables: Tables) -> Mask:
    """Every id that was withdrawn after it had been released has a tombstone."""
    buried = is_in(rows["interaction_id"], tables["withdrawn"]["id"])
    return all_of(pc.not_equal(rows["withdrawn_in"], rows["minted_in"]), pc.invert(buried))


def comparable(versions: Column) -> Column:
    """Versions as numbers in their order; null for what is none."""

    def number(version: str) -> int | None:
        try:
            return Version.parse(version).number
        except InputError:
            return None

    return by_value(versions, number, pa.int64())


RULES: tuple[Rule, ...] = (
    UniqueRule(
        claim_keys_are_unique,
        ("ids",),
        ("claim_key", "source_id", "withdrawn_in"),
        "An id is minted once; restore the ledger.",
        key=("source_id", "claim_key"),
        among=("withdrawn_in",),
    ),
    RowRule(
        withdrawal_has_a_reason,
        ("ids",),
        ("withdrawn_in", "reason", "replaced_by"),
        "Fill withdrawn_in and reason together.",
    ),
    RowRule(
        withdrawn_after_it_was_minted,
        ("ids",),
        ("withdrawn_in", "minted_in"),
        "Restore the ledger.",
    ),
    TableRule(
        replacement_is_in_the_ledger,
        ("ids",),
        ("replaced_by", "interaction_id"),
        "Name an id of the ledger.",
        needs=("ids",),
    ),
    TableRule(
        claim_is_in_the_ledger,
        ("interactions",),
        ("interaction_id", "source_id"),
        "Build the tables again; the ledger is never edited.",
        needs=("ids",),
    ),
    TableRule(
        minted_claim_stands_or_is_withdrawn,
        ("ids",),
        ("interaction_id", "withdrawn_in"),
        "Withdraw the id with a reason, or restore the claim.",
        needs=("interactions",),
    ),
    TableRule(
        withdrawal_leaves_a_tombstone,
        ("ids",),
        ("interaction_id", "withdrawn_in", "minted_in"),
        "Build the tables again.",
        needs=("withdrawn",),
    ),
    TableRule(
        withdrawn_claim_is_gone,
        ("withdrawn",),
        ("id",),
        "Take the claim out, or restore the ledger.",
        needs=("interactions",),
    ),
    TableRule(
        withdrawn_follows_the_ledger,
        ("withdrawn",),
        ("id", "withdrawn_in", "reason", "replaced_by"),
        "Build the tables again.",
        needs=("ids",),
    ),
)
