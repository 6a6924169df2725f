"""The contract agrees with itself, and its patterns mean the same to every reader."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from demarche.contract.frames import pandera_schema
from demarche.contract.model import TABLE_ORDER, Field, get_table, load_contract
from demarche.contract.ontology import load_ontology
from demarche.errors import InputError

CONTRACT = load_contract()
FIELDS = list(CONTRACT.fields.values())
PATTERNS = sorted({field.pattern for field in FIELDS if field.pattern})


def test_every_file_of_a_table_is_read(checkout: Path) -> None:
    assert {path.stem for path in (checkout / "schema" / "tables").glob("*.yaml")} == set(TABLE_ORDER)
    assert [table.name for table in CONTRACT.tables.values()] == list(TABLE_ORDER)


def test_every_field_stands_in_a_table() -> None:
    used = {name for table in CONTRACT.tables.values() for name in table.column_names}
    assert used == set(CONTRACT.fields)


def test_keys_name_columns_that_are_there() -> None:
    for table in CONTRACT.tables.values():
        for name in table.primary_key:
            assert table.column(name).required, (table.name, name)
        for key in table.foreign_keys:
            referred = CONTRACT.tables[key.reference]
            types = [table.column(name).field.type for name in key.fields]
            assert types == [referred.column(name).field.type for name in key.reference_fields]
            if len(key.fields) > 1:
                assert key.reference_fields == referred.primary_key


def test_released_tables_refer_to_released_tables() -> None:
    for name in CONTRACT.released:
        assert {key.reference for key in CONTRACT.tables[name].foreign_keys} <= set(CONTRACT.released)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_examples_are_what_the_field_allows(field: Field) -> None:
    assert field.examples
    assert field.description.endswith(".")
    for example in field.examples:
        if field.type in {"string", "date"}:
            assert isinstance(example, str)
        if field.values is not None:
            assert example in field.values
        if field.pattern is not None:
            assert re.fullmatch(field.pattern, str(example))
        if field.minimum is not None:
            assert not isinstance(example, str)
            assert field.minimum <= example
        if field.maximum is not None:
            assert not isinstance(example, str)
            assert example <= field.maximum


def test_enumerations_come_from_the_ontology() -> None:
    ontology = load_ontology()
    values = {
        name: tuple(CONTRACT.fields[name].values or ()) for name in ("interaction_type", "mode", "phase")
    }
    assert values["interaction_type"] == tuple(ontology.types)
    assert set(values["mode"]) == {mode for kind in ontology.types for mode in ontology.modes(kind)}
    assert set(values["phase"]) == {phase for kind in ontology.types for phase in ontology.phases(kind)}
    assert {row.status for row in ontology.rows()} == set(CONTRACT.fields["status"].values or ())
    contexts = {row.context for row in ontology.rows() if row.context}
    assert contexts <= set(CONTRACT.fields["context"].values or ())
    events = {row.codes.plover_event for row in ontology.rows() if row.codes.plover_event}
    assert events == set(CONTRACT.fields["plover_event"].values or ())


def test_every_value_has_a_definition() -> None:
    for field in FIELDS:
        for value, definition in (field.values or {}).items():
            assert re.fullmatch(r"[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*", value)
            assert definition.strip(), (field.name, value)


def test_a_ranking_ranks_every_value() -> None:
    status = CONTRACT.fields["status"]
    assert sorted(status.ranking) == sorted(status.values or ())
    assert status.ranking[0] == "occurred"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_keep_to_what_every_engine_reads_alike(pattern: str) -> None:
    bare = re.sub(r"\[(?:\\.|[^\]])*\]", "c", pattern)  # what stands in a class is not syntax
    assert not re.search(r"\(\?(?!:)", bare), "only (?:…) groups"
    assert not re.search(r"\((?!\?:)", bare.replace(r"\(", "")), "no capturing groups"
    assert not re.search(r"\\[a-zA-Z0-9]", bare), "no \\d, \\w, \\b or back references"
    assert not re.search(r"[\^$]", bare), "no anchors: a pattern matches the whole cell"
    assert not re.search(r"(?<!\\)\.", bare), "no dot: what it matches differs"
    assert not re.search(r"[+*?}][+?]", bare), "no lazy or possessive repetition"
    depth = 0
    for character in bare:
        depth += {"(": 1, ")": -1}.get(character, 0)
        assert character != "|" or depth, "alternatives stand in a group, as Frictionless adds ^ and $ only"


@pytest.mark.parametrize("field", [field for field in FIELDS if field.pattern], ids=lambda field: field.name)
def test_python_and_re2_agree_on_examples_and_on_what_is_near_them(field: Field) -> None:
    cells = [str(example) for example in field.examples]
    near = [text + tail for text in cells for tail in ("\n", " ", "é", "\x00", "|", "/")]
    near += (
        [text[:-1] for text in cells]
        + [text.upper() for text in cells]
        + [" " + text for text in cells]
        + [""]
    )
    column = pa.array(cells + near)
    found = pc.match_substring_regex(column, f"^(?:{field.pattern})$").to_pylist()
    assert found == [re.fullmatch(field.pattern or "", text) is not None for text in cells + near]


def test_an_unknown_table_is_named_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="no such table") as caught:
        get_table("interaction")
    assert "interactions" in (caught.value.hint or "")


def test_pandera_schemas_hold_the_columns_in_order() -> None:
    for name, table in CONTRACT.tables.items():
        schema = pandera_schema(name)
        assert tuple(schema.columns) == table.column_names
        assert schema.strict
        assert schema.ordered
