"""Two engines, one verdict: faults that a Table Schema can express, in well-formed tables, by both alike."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.checks import check, find_tables
from demarche.checks.package import compare, validate_files
from demarche.contract.model import Column, load_contract

Tables = dict[str, pa.Table]
Place = tuple[int | None, str | None, str]
WRONG = {
    "integer": ["0x10", "x", "1.5"],
    "number": ["x", "1,5", "--1"],
    "boolean": ["TRUE", "maybe", "1"],
    "date": ["2001-02-30", "soon", "2001"],
}
TABLES = ("actors", "sources", "links", "participants", "events", "claims")
SEEN = {"type", "required", "enum", "pattern", "minimum", "maximum", "maxLength", "primary_key"}


def wrong_cells(column: Column) -> list[str]:
    """Cells that break the column's type or one of its constraints, as a Table Schema has them."""
    field = column.field
    cells = list(WRONG.get(field.type, []))
    if column.required:
        cells.append("")
    if field.values is not None:
        cells.append("no_such_value")
    if field.pattern is not None:
        cells.append("\t")
    if field.minimum is not None:
        cells.append(str(int(field.minimum) - 1))
    if field.maximum is not None:
        cells.append(str(int(field.maximum) + 1))
    if field.max_length is not None:
        cells.append("https://a" + "a" * field.max_length)
    return cells


@st.composite
def faults(draw: st.DrawFn) -> tuple[str, list[tuple[float, str, str]], bool]:
    """A table, cells to write into it (where, column, text), and whether a row stands twice."""
    name = draw(st.sampled_from(TABLES))
    columns = [column for column in load_contract().tables[name].columns if wrong_cells(column)]
    cell = st.sampled_from(columns).flatmap(
        lambda column: st.tuples(
            st.floats(0, 0.999), st.just(column.name), st.sampled_from(wrong_cells(column))
        )
    )
    return name, draw(st.lists(cell, min_size=1, max_size=4)), draw(st.booleans())


def found(findings: list[Any]) -> set[Place]:
    return {(each.line, each.column, each.code) for each in findings if each.code in SEEN}


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=faults())
def test_both_engines_name_the_same_row_field_and_constraint(
    good_folder: Path, case: tuple[str, list[tuple[float, str, str]], bool]
) -> None:
    name, cells, twice = case
    with (good_folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    for place, column, text in cells:
        rows[int(place * len(rows))][header.index(column)] = text
    if twice:
        rows.append(rows[0])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, *rows])
        files = find_tables(path)
        ours, theirs = check(files), validate_files(files)
        differing = [each for each in compare(ours, theirs).findings if each.code == "engines_differ"]
    assert found(ours.findings) == found(theirs.findings)
    assert found(ours.findings)
    assert differing == []
