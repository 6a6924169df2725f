"""Release-level rules: what a contribution, or the next state of the dataset, owes to a published release.

Ids are never reused and never lost, tombstones stay, and a released row that holds other values is told, cell
by cell: a correction is legitimate, and has to be meant. `against` applies them.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.ids import comparable
from demarche.checks.published import Published
from demarche.checks.rule import (
    Column,
    Mask,
    ReleaseRule,
    Tables,
    all_of,
    any_of,
    equal,
    index_in,
    is_in,
    lookup,
    negate,
)
from demarche.version import Version

_GRAVE = ("withdrawn_in", "reason", "replaced_by")
_SIDES = ("initiator", "target")


def withdrawn_id_stays_withdrawn(rows: pa.Table, release: Published) -> Mask:
    """No claim stands under an id that the release has as withdrawn."""
    return is_in(rows["interaction_id"], release.tables["withdrawn"]["id"])


def released_id_is_not_reused(rows: pa.Table, release: Published) -> Mask:
    """An id of the release stands for the same claim: of the same source, and of the same words or act."""
    released = release.tables["interactions"]
    old = released.take(index_in(rows["interaction_id"], released["interaction_id"]))
    apart = any_of(
        pc.greater_equal(rows["evidence_start"], old["evidence_end"]),
        pc.less_equal(rows["evidence_end"], old["evidence_start"]),
    )
    same_act = all_of(
        equal(rows["interaction_type"], old["interaction_type"]), pc.equal(_pair(rows), _pair(old))
    )
    other_source = pc.not_equal(rows["source_id"], old["source_id"])
    return any_of(other_source, all_of(apart, pc.invert(same_act)))


def id_of_a_released_version_is_released(rows: pa.Table, release: Published) -> Mask:
    """An id minted for the release's version or before stands in the release, or is withdrawn there."""
    known = any_of(
        is_in(rows["interaction_id"], release.tables["interactions"]["interaction_id"]),
        is_in(rows["interaction_id"], release.tables["withdrawn"]["id"]),
    )
    early = pc.less_equal(comparable(rows["minted_in"]), release.version.number)
    never_shown = pc.fill_null(pc.equal(rows["withdrawn_in"], rows["minted_in"]), False)
    return all_of(early, pc.invert(known), pc.invert(never_shown))


def tombstone_is_as_released(rows: pa.Table, release: Published) -> Mask:
    """A tombstone of the release is never written anew: version, reason and replacement stay."""
    old = release.tables["withdrawn"]
    same = all_of(*(equal(rows[name], lookup(rows["id"], old, "id", name)) for name in _GRAVE))
    return all_of(is_in(rows["id"], old["id"]), pc.invert(same))


def tombstone_is_of_a_later_version(rows: pa.Table, release: Published) -> Mask:
    """What the release still shows is withdrawn in a later version than the release."""
    early = pc.less_equal(comparable(rows["withdrawn_in"]), release.version.number)
    return all_of(early, is_in(rows["id"], release.tables["interactions"]["interaction_id"]))


def released_id_is_kept(released: pa.Table, tables: Tables) -> Mask:
    """Every id that the release shows stands in the dataset, or has a tombstone there."""
    return negate(
        any_of(
            is_in(released["interaction_id"], tables["interactions"]["interaction_id"]),
            is_in(released["interaction_id"], tables["withdrawn"]["id"]),
        )
    )


def released_tombstone_is_kept(released: pa.Table, tables: Tables) -> Mask:
    """Every tombstone of the release stands in the dataset."""
    return negate(is_in(released["id"], tables["withdrawn"]["id"]))


def released_cell_is_unchanged(cells: Column, released: Column) -> Mask:
    """A row of the release holds what was released; where it does not, a correction has to be meant."""
    return negate(equal(cells, released))


def version_follows_the_release(version: Version, release: Published, changed: bool) -> bool:
    """A dataset whose rows are others than the release's has a higher version, by its second number at least.

    By the first where a column of the release is gone or has another type.
    """
    before = release.version
    if release.lost:
        return version.major <= before.major
    if changed or release.added:
        return (version.major, version.minor) <= (before.major, before.minor)
    return version < before


def _pair(rows: pa.Table) -> Column:
    """Who has to do with whom, whichever way round."""
    one, other = (rows[name] for name in _SIDES)
    ordered = pc.less_equal(one, other)
    return pc.binary_join_element_wise(pc.if_else(ordered, one, other), pc.if_else(ordered, other, one), " ")


RULES: tuple[ReleaseRule, ...] = (
    ReleaseRule(
        withdrawn_id_stays_withdrawn,
        ("interactions",),
        ("interaction_id",),
        "Leave the id out: a claim that is taken back is given a new one.",
    ),
    ReleaseRule(
        released_id_is_not_reused,
        ("interactions",),
        ("interaction_id", "source_id", "interaction_type", *_SIDES, "evidence_start", "evidence_end"),
        "Withdraw the id with a reason, and let the other claim be given one of its own.",
    ),
    ReleaseRule(
        id_of_a_released_version_is_released,
        ("ids",),
        ("interaction_id", "minted_in", "withdrawn_in"),
        "Restore the ledger; new ids are minted for the version that is being worked on.",
    ),
    ReleaseRule(
        tombstone_is_as_released, ("withdrawn",), ("id", *_GRAVE), "Restore the tombstone."
    ),
    ReleaseRule(
        tombstone_is_of_a_later_version,
        ("withdrawn",),
        ("id", "withdrawn_in"),
        "Name the version that is being worked on.",
    ),
    ReleaseRule(
        released_id_is_kept,
        ("interactions",),
        ("interaction_id",),
        "Restore the claim, or reject it in dataset/curation/ with a reason: it leaves a tombstone.",
        judged="released",
    ),
    ReleaseRule(
        released_tombstone_is_kept,
        ("withdrawn",),
        ("id",),
        "Restore the tombstone: what was cited has to be found.",
        judged="released",
    ),
    ReleaseRule(
        released_cell_is_unchanged,
        ("events", "interactions", "sources", "actors"),
        (),
        "A correction is legitimate where the source bears it out: decide it in dataset/curation/ with a "
        "reason, and raise the second number of the dataset's version.",
        judged="cells",
        severity="warning",
    ),
    ReleaseRule(
        version_follows_the_release,
        (),
        ("version",),
        "Set the next version in dataset.yaml.",
        judged="dataset",
    ),
)  # fmt: skip
