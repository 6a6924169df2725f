"""Each constraint of the contract catches a violation that is derived from it, and catches nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest

from demarche.checks import RULES, check, find_tables, validate_tables
from demarche.checks.package import compare, validate_files
from demarche.checks.structure import broken_constraints
from demarche.contract.model import Column, load_contract
from demarche.tablefile import MemoryTable
from demarche.tables import write_csv

Tables = dict[str, pa.Table]
Violation = tuple[str, str, str, Any]
"""Table, column, constraint, and a value that breaks it alone."""


def violations(table: str, column: Column) -> Iterator[Violation]:
    field = column.field
    if column.required:
        yield table, field.name, "required", None
    if field.values is not None:
        yield table, field.name, "enum", "no_such_value"
    if field.pattern is not None:
        yield table, field.name, "pattern", " \t"
    if field.minimum is not None:
        yield table, field.name, "minimum", int(field.minimum) - 1
    if field.maximum is not None:
        yield table, field.name, "maximum", int(field.maximum) + 1
    if field.max_length is not None:
        yield table, field.name, "maxLength", too_long(field.name, field.max_length)
    if field.type == "number":
        yield table, field.name, "finite", float("nan")


def too_long(name: str, length: int) -> str:
    """A cell that its pattern allows but for its length."""
    heads = {"claim_key": "visit.", "url": "https://"}
    return heads.get(name, "") + "a" * (length + 1)


VIOLATIONS = [
    violation
    for table in load_contract().tables.values()
    for column in table.columns
    for violation in violations(table.name, column)
]


def with_cell(table: pa.Table, column: str, value: Any, row: int = 0) -> pa.Table:
    index = table.schema.get_field_index(column)
    cells = table.column(index).to_pylist()
    cells[row] = value
    return table.set_column(index, table.schema.field(index), pa.array(cells, table.schema.field(index).type))


@pytest.mark.parametrize(("table", "column", "constraint", "value"), VIOLATIONS)
def test_a_violation_of_each_constraint(
    good: Tables, table: str, column: str, constraint: str, value: Any
) -> None:
    found = list(broken_constraints(with_cell(good[table], column, value), table))
    if constraint == "finite":  # NaN is not within bounds either
        found = [item for item in found if item[0] not in {"minimum", "maximum"}]
    assert [(name, where) for name, where, _ in found] == [(constraint, column)]
    assert found[0][2].to_pylist() == [True] + [False] * (len(good[table]) - 1)


def test_the_good_tables_break_no_constraint(good: Tables) -> None:
    for name, table in good.items():
        assert list(broken_constraints(table, name)) == []


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
def test_infinity_is_no_number(good: Tables, value: float) -> None:
    found = {
        name
        for name, _, _ in broken_constraints(
            with_cell(good["interactions"], "goldstein", value), "interactions"
        )
    }
    assert "finite" in found


def test_an_empty_string_is_no_text(good: Tables) -> None:
    found = list(broken_constraints(with_cell(good["actors"], "region", ""), "actors"))
    assert [(name, column) for name, column, _ in found] == [("pattern", "region")]


def allowed(table: str, column: str) -> set[str]:
    """What else a wrong cell is: references and keys are judged by the cells as they stand, as others do."""
    contract = load_contract().tables[table]
    own = {"primary_key"} if column in contract.primary_key else set()
    refers = any(column in key.fields for key in contract.foreign_keys)
    referred = any(
        key.reference == table and column in key.reference_fields
        for other in load_contract().tables.values()
        for key in other.foreign_keys
    )
    return own | ({"foreign_key"} if refers or referred else set())


FIRST = {violation[:2]: violation for violation in reversed(VIOLATIONS)}
"""One violation of each column: which constraint it breaks is all the same to other rows."""


def around(tables: Tables, name: str) -> Tables:
    """A table and those that are judged by it."""
    contract = load_contract().tables
    judged = {
        *(rule_table for rule in RULES if name in rule.needs for rule_table in (*rule.tables, *rule.needs)),
        *(other for other in contract if any(key.reference == name for key in contract[other].foreign_keys)),
    }
    return {other: table for other, table in tables.items() if other in {name, *judged}}


@pytest.mark.parametrize(("table", "column", "constraint", "value"), FIRST.values())
def test_one_wrong_cell_is_one_fault(
    good: Tables, table: str, column: str, constraint: str, value: Any
) -> None:
    """What hangs on the cell is unknown, and not told as a fault of other rows."""
    found = validate_tables(around(good, table) | {table: with_cell(good[table], column, value)})
    others = {"minimum", "maximum"} if constraint == "finite" else set()
    assert (constraint, table, column) in {(each.code, each.table, each.column) for each in found}
    extra = {each.code for each in found} - {constraint} - others
    assert extra <= allowed(table, column)


TYPED = [
    (table.name, column.name)
    for table in load_contract().tables.values()
    for column in table.columns
    if column.field.type != "string"
]
UNREADABLE = {"integer": "0x10", "number": "1,5", "boolean": "TRUE", "date": "2001-5-4"}


@pytest.mark.parametrize(("table", "column"), TYPED)
def test_a_cell_that_cannot_be_cast_is_one_fault(
    good: Tables, tmp_path: Path, table: str, column: str
) -> None:
    text = UNREADABLE[load_contract().fields[column].type]
    rows = good[table]
    index = rows.schema.get_field_index(column)
    cells = rows[column].cast(pa.string()).to_pylist()
    written = rows.set_column(index, column, pa.array([text, *cells[1:]], pa.string()))
    write_csv(written, tmp_path / f"{table}.csv")
    others = [MemoryTable(other, name) for name, other in around(good, table).items() if name != table]
    verdict = check([*find_tables(tmp_path), *others])
    assert [(each.code, each.table, each.column, each.value) for each in verdict.findings] == [
        ("type", table, column, text)
    ]


def test_what_hangs_on_a_wrong_cell_is_unknown(good: Tables) -> None:
    """An event without a claim that tells it so: unless the claim's mode is what cannot be read."""

    def unknown(claims: pa.Table) -> dict[str, str]:
        tables = good | {"interactions": claims}
        return check([MemoryTable(tables[name], name) for name in ("events", "interactions")]).unknown

    told = unknown(with_cell(good["interactions"], "mode", "no_such_mode"))
    assert told["event_is_told_by_a_claim events"] == "interactions.mode"
    assert unknown(good["interactions"]) == {}


EXPRESSIBLE = {
    (table, constraint): (table, column, constraint, value)
    for table, column, constraint, value in reversed(VIOLATIONS)
    if constraint != "finite" and table not in {"errors"}
}


@pytest.mark.parametrize("violation", EXPRESSIBLE.values(), ids=lambda violation: "-".join(violation[:3]))
def test_both_engines_find_the_same(good: Tables, tmp_path: Path, violation: Violation) -> None:
    table, column, constraint, value = violation
    write_csv(with_cell(good[table], column, value, row=len(good[table]) - 1), tmp_path / f"{table}.csv")
    readings = find_tables(tmp_path)
    theirs, ours = validate_files(readings), check(readings)
    assert (table, constraint, column) in {kind[1:] for kind in theirs.counts}
    assert (table, constraint, column) in {kind[1:] for kind in ours.counts}
    assert not [finding for finding in compare(ours, theirs).findings if finding.code == "engines_differ"]


KEYED = [table for table in load_contract().tables.values() if table.primary_key]


@pytest.mark.parametrize("table", KEYED, ids=lambda table: table.name)
def test_a_repeated_key_is_found_by_both_engines(good: Tables, tmp_path: Path, table: Any) -> None:
    rows = good[table.name]
    write_csv(pa.concat_tables([rows, rows.slice(0, 1)]), tmp_path / f"{table.name}.csv")
    readings = find_tables(tmp_path)
    for verdict in (check(readings), validate_files(readings)):
        (finding,) = [finding for finding in verdict.findings if finding.code == "primary_key"]
        assert finding.column == table.primary_key[0]
        assert finding.line == len(rows) + 2 + rows_with_newlines(rows)


def rows_with_newlines(rows: pa.Table) -> int:
    return sum(str(cell).count("\n") for row in rows.to_pylist() for cell in row.values())


REFERENCES = [(table.name, key) for table in load_contract().tables.values() for key in table.foreign_keys]


@pytest.mark.parametrize(("name", "key"), REFERENCES, ids=lambda part: str(getattr(part, "fields", part)))
def test_a_dangling_reference_is_found_by_both_engines(
    good: Tables, tmp_path: Path, name: str, key: Any
) -> None:
    column = key.fields[0]
    nowhere = {"event_id": "e" + "9" * 12, "source_id": "nowhere"}.get(column, "ZZZ")
    nowhere = "i" + "9" * 12 if column in {"interaction_id", "from_id", "to_id"} else nowhere
    write_csv(with_cell(good[name], column, nowhere), tmp_path / f"{name}.csv")
    write_csv(good[key.reference], tmp_path / f"{key.reference}.csv")
    readings = find_tables(tmp_path)
    ours, theirs = check(readings), validate_files(readings)
    for verdict in (ours, theirs):
        places = [
            (finding.table, finding.column, finding.line)
            for finding in verdict.findings
            if finding.code == "foreign_key"
        ]
        assert (name, column, 2) in places
    assert not [finding for finding in compare(ours, theirs).findings if finding.code == "engines_differ"]


def test_references_to_tables_that_are_not_there_are_named_as_not_checked(good_folder: Path) -> None:
    verdict = check(find_tables(good_folder / "links.csv"))
    assert verdict.valid
    assert verdict.not_checked["foreign_key links.from_id"] == "interactions"
    assert verdict.not_checked["alleges_starts_at_an_accusation"] == "interactions"


def test_actors_are_known_without_their_table(good: Tables) -> None:
    found = validate_tables({"claims": with_cell(good["claims"], "reported_by", "XYZ", row=3)})
    assert [(finding.code, finding.column, finding.value) for finding in found] == [
        ("foreign_key", "reported_by", "XYZ")
    ]


def test_a_near_value_is_suggested(good: Tables) -> None:
    (finding,) = validate_tables({"actors": with_cell(good["actors"], "kind", "sate")})
    assert finding.hint == "Did you mean state?"
    claims = with_cell(good["claims"], "interaction_type", "visits")
    assert [finding.hint for finding in validate_tables({"claims": claims})] == ["Did you mean visit?"]


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("Russia", "Did you mean RUS (Russia)?"),
        ("russia", "Did you mean RUS (Russia)?"),
        ("RSU", "Did you mean RUS (Russia)"),
        ("US", "Did you mean USA (United States)?"),
        ("Burkina Fasso", "Did you mean BFA (Burkina Faso)"),
        ("R\u0423S", "It holds U+0423 (CYRILLIC CAPITAL LETTER U)"),
    ],
)
def test_an_actor_is_suggested_by_code_and_by_name(good: Tables, value: str, hint: str) -> None:
    for table, column in (
        ("claims", "initiator"),
        ("sources", "publisher_country"),
        ("participants", "actor_id"),
    ):
        found = validate_tables({table: with_cell(good[table], column, value)})
        about = [each.hint or "" for each in found if each.column == column]
        assert about
        assert about[0].startswith(hint), (table, about)


def test_columns_are_suggested_in_every_table(good: Tables, tmp_path: Path) -> None:
    for name, table in good.items():
        column = table.column_names[-1]
        slip = table.rename_columns([*table.column_names[:-1], column.replace(column[1:3], column[2:0:-1])])
        pa.csv.write_csv(slip, tmp_path / f"{name}.csv")
        (found, *_) = check(find_tables(tmp_path / f"{name}.csv")).findings
        assert (found.code, found.hint) == ("columns", f"Did you mean {column}?"), name


def test_a_wrong_cell_is_not_judged_by_the_rules(good: Tables) -> None:
    """A type that does not exist has no modes, codes or phases: one fault, one finding."""
    found = validate_tables(good | {"claims": with_cell(good["claims"], "interaction_type", "vist")})
    assert [finding.code for finding in found] == ["enum"]


def test_findings_are_counted_even_where_only_samples_are_kept(good: Tables, tmp_path: Path) -> None:
    rows = pa.concat_tables([good["participants"]] * 50)
    write_csv(rows, tmp_path / "participants.csv")
    verdict = check(find_tables(tmp_path), limit=7)
    assert verdict.counts["error", "participants", "participants_are_unique", "role"] == 49 * len(
        good["participants"]
    )
    assert len(verdict.findings) == 7


def test_tables_of_another_form_are_refused(good: Tables) -> None:
    with pytest.raises(TypeError, match="columns of the contract"):
        validate_tables({"links": good["links"].select(["from_id", "to_id"])})
    with pytest.raises(TypeError, match="columns of the contract"):
        validate_tables(
            {
                "links": good["links"].cast(
                    pa.schema([(name, pa.binary()) for name in good["links"].column_names])
                )
            }
        )


def test_dictionary_encoded_tables_are_checked_as_their_values(good: Tables) -> None:
    encoded = good["links"].set_column(2, "relation", good["links"]["relation"].dictionary_encode())
    assert validate_tables(good | {"links": encoded}) == []
