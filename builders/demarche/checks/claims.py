"""Rules on whose word a claim is, where it stands in the text and how it was coded."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import (
    CLAIM_TABLES,
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
    lookup,
    negate,
)


def reported_by_iff_voice_actor(rows: pa.Table) -> Mask:
    """reported_by is filled if and only if the voice is an actor's."""
    return pc.not_equal(pc.is_valid(rows["reported_by"]), pc.equal(rows["voice"], "actor"))


def evidence_is_not_empty(rows: pa.Table) -> Mask:
    """The evidence ends after it begins."""
    return pc.greater_equal(rows["evidence_start"], rows["evidence_end"])


def evidence_is_within_the_text(rows: pa.Table, tables: Tables) -> Mask:
    """The evidence does not reach beyond the end of the source's text."""
    return pc.greater(
        rows["evidence_end"], lookup(rows["source_id"], tables["sources"], "source_id", "n_chars")
    )


def evidence_holds_the_trigger(rows: pa.Table) -> Mask:
    """The trigger is not empty and lies within the evidence."""
    return any_of(
        pc.less(rows["trigger_start"], rows["evidence_start"]),
        pc.greater_equal(rows["trigger_start"], rows["trigger_end"]),
        pc.greater(rows["trigger_end"], rows["evidence_end"]),
    )


def coder_version_iff_machine_found(rows: pa.Table) -> Mask:
    """A row names the version of the coder that found it, unless it was added in curation."""
    return pc.equal(pc.is_valid(rows["coder_version"]), pc.equal(rows["coding"], "manual"))


def confidence_is_of_the_machine(rows: pa.Table) -> Mask:
    """Only machine rows have a confidence."""
    return all_of(pc.is_valid(rows["confidence"]), pc.not_equal(rows["coding"], "machine"))


def packed_denier_means_disputed(rows: pa.Table) -> Mask:
    """A claim that someone denies is disputed."""
    denied = pc.match_substring_regex(rows["participants"], "(?:^|;)denier:")
    return all_of(denied, pc.invert(rows["disputed"]))


def packed_roles_are_known(rows: pa.Table) -> Mask:
    """The roles of packed participants are those of the contract."""
    from demarche.contract.model import load_contract

    roles = "|".join(load_contract().fields["role"].values or ())
    pattern = f"^(?:{roles}):[^;]*(?:;(?:{roles}):[^;]*)*$"
    return pc.invert(pc.match_substring_regex(rows["participants"], pattern))


def source_tells_an_event_once(rows: pa.Table) -> Mask:
    """Told twice in one source is one claim: a source has one claim of an event for a pair."""
    return every_row(rows)


def redistributable_needs_a_licence(rows: pa.Table) -> Mask:
    """A text that may be passed on has a licence that says so."""
    return all_of(rows["redistributable"], pc.is_null(rows["licence"]))


def state_has_an_alpha3_code(rows: pa.Table) -> Mask:
    """The id of a state has three letters; only a state has an ISO alpha-2 code."""
    state = is_any(rows["kind"], ("state",))
    three = pc.match_substring_regex(rows["actor_id"], "^[A-Z]{3}$")
    return any_of(
        all_of(state, negate(three)),
        all_of(pc.is_valid(rows["kind"]), negate(state), pc.is_valid(rows["iso_alpha2"])),
    )


def actor_codes_are_unique(rows: pa.Table) -> Mask:
    """No code of an actor stands twice for the same time."""
    return every_row(rows)


RULES: tuple[Rule, ...] = (
    RowRule(
        reported_by_iff_voice_actor,
        CLAIM_TABLES,
        ("reported_by", "voice"),
        "Name the actor whose word it is, or set the voice right.",
    ),
    RowRule(
        evidence_is_not_empty,
        CLAIM_TABLES,
        ("evidence_end", "evidence_start"),
        "The end is the character after the last.",
    ),
    TableRule(
        evidence_is_within_the_text,
        CLAIM_TABLES,
        ("evidence_end", "source_id"),
        "Offsets count Unicode code points of the source's text.",
        needs=("sources",),
        takes_codes=True,
    ),
    RowRule(
        evidence_holds_the_trigger,
        ("claims",),
        ("trigger_start", "trigger_end", "evidence_start", "evidence_end"),
        "Widen the evidence to the trigger's clause.",
    ),
    RowRule(
        coder_version_iff_machine_found,
        ("interactions",),
        ("coder_version", "coding"),
        "Leave the version empty for manual rows only.",
    ),
    RowRule(
        confidence_is_of_the_machine,
        ("interactions",),
        ("confidence", "coding"),
        "Leave the confidence of reviewed and manual rows empty.",
    ),
    UniqueRule(
        source_tells_an_event_once,
        ("interactions",),
        ("event_id", "source_id", "initiator", "target"),
        "Merge the tellings, or give the second an event of its own.",
        key=("source_id", "event_id", "initiator", "target"),
        severity="warning",
    ),
    RowRule(
        packed_roles_are_known,
        ("claims",),
        ("participants",),
        "Take a role of the participants table.",
    ),
    RowRule(
        packed_denier_means_disputed,
        ("claims",),
        ("disputed", "participants"),
        "Set disputed to true, or take the denier out.",
    ),
    RowRule(
        redistributable_needs_a_licence,
        ("sources",),
        ("licence", "redistributable"),
        "Name the licence, or set redistributable to false.",
    ),
    RowRule(
        state_has_an_alpha3_code,
        ("actors",),
        ("actor_id", "kind", "iso_alpha2"),
        "Take the code of ISO 3166.",
    ),
    UniqueRule(
        actor_codes_are_unique,
        ("actor_codes",),
        ("code", "actor_id", "scheme", "valid_from", "valid_to"),
        "Take one of the two rows out.",
        key=("actor_id", "scheme", "code", "valid_from", "valid_to"),
    ),
)
