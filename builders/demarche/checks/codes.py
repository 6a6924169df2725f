"""Rules on what kind of act it is, and on the codes that the ontology gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import (
    ACT_TABLES,
    CLAIM_TABLES,
    Column,
    Mask,
    RowRule,
    Rule,
    UniqueRule,
    all_of,
    any_of,
    equal,
    every_row,
    index_in,
    is_any,
    is_in,
    key,
    negate,
)
from demarche.contract.arrow import arrow_schema
from demarche.contract.ontology import InteractionType, load_ontology

COMBINATION = ("interaction_type", "mode", "phase", "status", "context")
CODES = ("cameo_code", "plover_event", "plover_mode", "quad_class", "goldstein")


def mode_belongs_to_type(rows: pa.Table) -> Mask:
    """The mode is one that the ontology has for the type."""
    return all_of(_known_type(rows), pc.is_valid(rows["mode"]), negate(_mode_fits(rows)))


def phase_belongs_to_type(rows: pa.Table) -> Mask:
    """The phase is one that the ontology has for the type; most types have none."""
    return all_of(_known_type(rows), pc.is_valid(rows["phase"]), negate(_phase_fits(rows)))


def combination_is_listed(rows: pa.Table) -> Mask:
    """The ontology lists the combination of type, mode, phase and status."""
    listed = is_in(key(rows, COMBINATION[:4]), key(ontology_table(), COMBINATION[:4]))
    known = is_any(rows["status"], pc.unique(ontology_table()["status"]).to_pylist())
    phase_fits = any_of(pc.is_null(rows["phase"]), _phase_fits(rows))
    return all_of(_mode_fits(rows), phase_fits, known, pc.invert(listed))


def codes_follow_ontology(rows: pa.Table) -> Mask:
    """CAMEO, PLOVER, quad class and Goldstein value are those of the ontology for the combination."""
    index = ontology_index(rows)
    return all_of(pc.is_valid(index), negate(codes_match(rows, index)))


def direction_follows_ontology(rows: pa.Table) -> Mask:
    """The row is directed, or not, where the ontology says which."""
    return pc.not_equal(rows["directed"], ontology_table()["directed"].take(ontology_index(rows)))


def ontology_rows_are_unique(rows: pa.Table) -> Mask:
    """No combination of type, mode, phase, status and context stands twice."""
    return every_row(rows)


def ontology_follows_the_contract(rows: pa.Table) -> Mask:
    """A row of the table is a row of the contract's ontology, with its direction and codes."""
    contract = ontology_table()
    columns = (*COMBINATION, "definition", "directed", *CODES)
    return pc.invert(is_in(key(rows, columns), key(contract, columns)))


@cache
def ontology_table() -> pa.Table:
    """The ontology of the contract as its table."""
    rows = [row.as_dict() for row in load_ontology().rows()]
    return pa.Table.from_pylist(rows, schema=arrow_schema("ontology"))


def ontology_index(rows: pa.Table) -> Column:
    """The row of `ontology_table` that holds for each row: that of its context, or else the one without.

    Null where the combination is not listed.
    """
    listed = key(ontology_table(), COMBINATION)
    plain = rows.set_column(
        rows.schema.get_field_index("context"), "context", [pa.nulls(len(rows), pa.string())]
    )
    return pc.coalesce(index_in(key(rows, COMBINATION), listed), index_in(key(plain, COMBINATION), listed))


def codes_match(rows: pa.Table, index: Column) -> Mask:
    """Whether all codes of each row are those of the ontology's row at `index`."""
    table = ontology_table()
    return all_of(*(equal(rows[name], table[name].take(index)) for name in CODES))


def _known_type(rows: pa.Table) -> Mask:
    return is_any(rows["interaction_type"], load_ontology().types)


def _mode_fits(rows: pa.Table) -> Mask:
    return _pair_in(rows, "mode", [(name, mode) for name, kind in _types() for mode in kind.modes])


def _phase_fits(rows: pa.Table) -> Mask:
    return _pair_in(rows, "phase", [(name, phase) for name, kind in _types() for phase in kind.phases])


def _types() -> Iterable[tuple[str, InteractionType]]:
    return load_ontology().types.items()


def _pair_in(rows: pa.Table, column: str, pairs: Sequence[tuple[str, str]]) -> Mask:
    names = ("interaction_type", column)
    allowed = pa.table([list(cells) for cells in zip(*pairs, strict=True)], names=list(names))
    return is_in(key(rows, names), key(allowed, names))


RULES: tuple[Rule, ...] = (
    RowRule(
        mode_belongs_to_type,
        (*ACT_TABLES, "ontology"),
        ("mode", "interaction_type"),
        "Take a mode of the type, or `unspecified`.",
    ),
    RowRule(
        phase_belongs_to_type,
        (*ACT_TABLES, "ontology"),
        ("phase", "interaction_type"),
        "Take a phase of the type, or leave it empty.",
    ),
    RowRule(
        combination_is_listed,
        ACT_TABLES,
        ("status", "interaction_type", "mode", "phase"),
        "Look the type up in the ontology.",
    ),
    RowRule(
        codes_follow_ontology,
        CLAIM_TABLES,
        (*CODES, *COMBINATION),
        "Take the codes from the ontology; the build does.",
    ),
    RowRule(
        direction_follows_ontology,
        CLAIM_TABLES,
        ("directed", *COMBINATION),
        "Look the type up in the ontology.",
    ),
    UniqueRule(
        ontology_rows_are_unique, ("ontology",), COMBINATION, "Take one of the two rows out.", COMBINATION
    ),
    RowRule(
        ontology_follows_the_contract,
        ("ontology",),
        (*COMBINATION, "definition", "directed", *CODES),
        "Build the table again from schema/ontology.yaml.",
    ),
)
