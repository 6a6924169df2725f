"""What is judged by codes, by bytes or by hashes is judged as by a plain reference, cell by cell."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from zlib import crc32

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche import tablefile
from demarche.ahead import ahead
from demarche.checks import RULES, judged, rows, unique
from demarche.checks.judged import Judged
from demarche.checks.rows import Rows, Values, as_bools
from demarche.checks.rule import RowRule, TableRule
from demarche.checks.sound import is_sound
from demarche.checks.structure import Structure
from demarche.checks.unique import Keys
from demarche.contract import lexical
from demarche.contract.arrow import arrow_type
from demarche.contract.model import Column, load_contract
from demarche.textbytes import fixed_form, hashes

PLAIN = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
COLUMNS = {
    (column.name, column.required): column
    for table in load_contract().tables.values()
    for column in table.columns
}
ODD_TEXT = st.text(alphabet='aA0i-./=+@ \n\t\x00é\u200b"', max_size=14)
ODD = {
    "string": ODD_TEXT,
    "integer": st.integers(-3, 12_000),
    "number": st.floats(width=64),
    "boolean": st.booleans(),
    "date": st.dates(),
}


def cells_of(column: Column) -> st.SearchStrategy[Any]:
    """Cells that a column might hold: right ones, nearly right ones and none."""
    field = column.field
    kinds = [ODD[field.type], st.none()]
    if field.values is not None:
        kinds.append(st.sampled_from(list(field.values)))
    elif field.pattern is not None:
        kinds.append(st.from_regex(field.pattern, fullmatch=True).map(lambda text: text[:400]))
    return st.one_of(*kinds)


def breaks(cell: Any, column: Column) -> set[str]:
    """The constraints that a cell breaks, each looked at by itself."""
    field = column.field
    if cell is None:
        return {"required"} if column.required else set()
    if field.type == "number" and not math.isfinite(cell):
        return {"finite"}
    found = {
        "enum": field.values is not None and cell not in field.values,
        "pattern": field.pattern is not None and not re.fullmatch(field.pattern, str(cell)),
        "minimum": field.minimum is not None and cell < field.minimum,
        "maximum": field.maximum is not None and cell > field.maximum,
        "maxLength": field.max_length is not None and len(cell) > field.max_length,
    }
    return {name for name, wrong in found.items() if wrong}


def in_batches(table: pa.Table, cuts: Sequence[int]) -> Iterator[Rows]:
    """The table in pieces, some of them in dictionary encoding, with the values of all in common."""
    values: dict[str, Values] = {}
    edges = [0, *sorted(min(cut, len(table)) for cut in cuts), len(table)]
    for number, (begin, end) in enumerate(itertools.pairwise(edges)):
        piece = table.slice(begin, end - begin)
        for index, field in enumerate(piece.schema):
            if number % 2 and pa.types.is_string(field.type):
                encoded = piece.column(index).combine_chunks().dictionary_encode()
                piece = piece.set_column(index, field.name, encoded)
        yield Rows(piece, values)


CUTS = st.lists(st.integers(0, 30), max_size=3)


@pytest.fixture(params=[False, True], ids=["many rows", "tiny bounds"])
def bounds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With bounds so small that every way of judging is gone."""
    if request.param:
        monkeypatch.setattr(judged, "_TABLE_BITS", 2)
        monkeypatch.setattr(judged, "_MOST", 3)
        monkeypatch.setattr(rows, "_MOST", 5)
        monkeypatch.setattr(tablefile, "_SLACK", 4)
        monkeypatch.setattr(unique, "_HELD", 2)


@PLAIN
@given(data=st.data(), column=st.sampled_from(list(COLUMNS.values())), cuts=CUTS)
def test_structure_is_that_of_each_cell(
    bounds: None, data: st.DataObject, column: Column, cuts: list[int]
) -> None:
    tables = (table for table in load_contract().tables.values() if column in table.columns)
    table = min(tables, key=lambda table: len(table.columns))
    cells = data.draw(st.lists(cells_of(column), max_size=30))
    others = {other.name: [None] * len(cells) for other in table.columns} | {column.name: cells}
    kinds = [(other.name, arrow_type(other.field)) for other in table.columns]
    structure, found = Structure(table.name), set()
    first = 0
    for batch in in_batches(pa.table(others, schema=pa.schema(kinds)), cuts):
        for constraint, name, mask in structure.broken(batch):
            if name == column.name:
                found |= {(constraint, first + row) for row in np.flatnonzero(mask).tolist()}
        first += len(batch)
    nan = {row for row, cell in enumerate(cells) if isinstance(cell, float) and not math.isfinite(cell)}
    compared = {(code, row) for code, row in found if code == "finite" or row not in nan}
    assert compared == {(code, row) for row, cell in enumerate(cells) for code in breaks(cell, column)}


@PLAIN
@given(data=st.data(), column=st.sampled_from(list(COLUMNS.values())))
def test_what_is_plainly_sound_breaks_nothing(data: st.DataObject, column: Column) -> None:
    cells = data.draw(st.lists(cells_of(column), max_size=8))
    begin = data.draw(st.integers(0, len(cells)))
    array = pa.chunked_array([pa.array(cells, arrow_type(column.field)).slice(begin)])
    broken = {name for cell in cells[begin:] for name in breaks(cell, column)}
    assert not (is_sound(array, column) and broken)
    field = column.field
    if not broken and (field.type != "string" or fixed_form(field.pattern or "")) and field.values is None:
        assert is_sound(array, column), "a column of this form is cheap to see through"


@pytest.mark.parametrize(
    "pattern", ["i[0-9a-hjkmnp-tv-z]{12}", "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9a-f]{64}", "[A-Z]", "x{3}"]
)
@PLAIN
@given(data=st.data())
def test_a_fixed_form_is_its_pattern(pattern: str, data: st.DataObject) -> None:
    form = fixed_form(pattern)
    assert form is not None
    places = [allowed for count, allowed in form for _ in range(count)]
    cell = data.draw(st.from_regex(pattern, fullmatch=True))
    at, sign = data.draw(st.integers(0, len(cell) - 1)), data.draw(st.characters(max_codepoint=127))
    changed = cell[:at] + sign + cell[at + 1 :]
    fits = all(ord(one) in allowed for one, allowed in zip(changed, places, strict=True))
    assert fits == bool(re.fullmatch(pattern, changed))


@pytest.mark.parametrize("pattern", ["a+", "(?:a|b)", "[^a]", "a?", ".", "[a-z]{1,3}", "é", "", "a|b", "\\."])
def test_other_patterns_have_no_fixed_form(pattern: str) -> None:
    assert fixed_form(pattern) is None


TABLES = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", None]),
        st.one_of(st.none(), st.integers(-2, 2)),
        st.one_of(st.none(), st.text(alphabet="xyz", max_size=3)),
    ),
    max_size=40,
)


def odd(table: pa.Table) -> pa.ChunkedArray:
    """A rule on three columns: null is a value like any other, some answers are null."""
    cells = table.to_pylist()
    answers = [None if row["one"] == "c" else crc32(str(row).encode()) % 3 == 0 for row in cells]
    return pa.chunked_array([pa.array(answers, pa.bool_())])


@PLAIN
@given(cells=TABLES, cuts=CUTS)
def test_a_rule_says_of_combinations_what_it_says_of_rows(
    bounds: None, cells: list[tuple[Any, ...]], cuts: list[int]
) -> None:
    kinds = [("one", pa.string()), ("two", pa.int64()), ("three", pa.string())]
    table = pa.Table.from_pylist(
        [dict(zip(("one", "two", "three"), row, strict=True)) for row in cells], pa.schema(kinds)
    )
    judgement = Judged(("one", "two", "three"))
    found: list[bool] = []
    for batch in in_batches(table, cuts):
        mask = judgement.broken(batch, odd)
        found += [False] * len(batch) if mask is None else mask.tolist()
    expected = as_bools(odd(table))
    assert found == ([False] * len(table) if expected is None else expected.tolist())


KEYS = st.lists(
    st.tuples(st.text(alphabet="ab\x00", max_size=3), st.sampled_from(["x", "y", None])), max_size=30
)


@PLAIN
@given(cells=KEYS, cuts=CUTS, rising=st.booleans(), single=st.booleans())
def test_a_key_is_repeated_if_an_earlier_row_has_it(
    bounds: None, cells: list[tuple[str, str | None]], cuts: list[int], rising: bool, single: bool
) -> None:
    cells = sorted(cells, key=str) if rising else cells
    names = ("one",) if single else ("one", "two")
    table = pa.table(
        [[c[0] for c in cells], [c[1] for c in cells]], pa.schema([(n, pa.string()) for n in ("one", "two")])
    )
    batches = list(in_batches(table, cuts))
    judged_rows = [
        np.array([cell != "b" for cell in batch.plain("one").to_pylist()], dtype=bool) for batch in batches
    ]
    keys, found, seen = Keys(names), [], set()
    for batch, which in zip(batches, judged_rows, strict=True):
        keys.add(batch, which)
    if keys.unread:
        for batch, which in zip(batches, judged_rows, strict=True):
            keys.note(batch, which)
    if keys.suspects():
        for batch, which in zip(batches, judged_rows, strict=True):
            found += keys.repeated(batch, which).tolist()
    expected = []
    for cell in cells:
        key = cell[: len(names)]
        expected.append(cell[0] != "b" and key in seen)
        seen |= {key} if cell[0] != "b" else set()
    assert (found or [False] * len(cells)) == expected


@PLAIN
@given(cells=st.lists(st.one_of(st.none(), st.text(max_size=20)), min_size=1), at=st.integers(0, 99))
def test_the_hash_of_a_cell_is_its_own(cells: list[str | None], at: int) -> None:
    array = pa.array(cells, pa.string())
    every, one = hashes(array), at % len(cells)
    assert hashes(array.slice(one, 1))[0] == every[one]
    texts = {cell or "" for cell in cells}
    assert len(set(every.tolist())) == len(texts)


def in_codes(table: pa.Table) -> pa.Table:
    """The table with all text in dictionary encoding."""
    for index, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            table = table.set_column(
                index, field.name, table.column(index).combine_chunks().dictionary_encode()
            )
    return table


CODED = [
    (rule, name)
    for rule in RULES
    if isinstance(rule, RowRule | TableRule) and rule.takes_codes
    for name in rule.tables
]


@pytest.mark.parametrize(("rule", "name"), CODED, ids=lambda item: getattr(item, "code", item))
@PLAIN
@given(data=st.data())
def test_a_rule_that_takes_codes_says_the_same_of_them(
    good: dict[str, pa.Table], rule: Any, name: str, data: st.DataObject
) -> None:
    """Cells of a column are shuffled, so that some rows break the rule."""
    table = good[name]
    for column in rule.columns:
        index = table.schema.get_field_index(column)
        order = data.draw(
            st.lists(
                st.one_of(st.none(), st.integers(0, len(table) - 1)), min_size=len(table), max_size=len(table)
            )
        )
        table = table.set_column(index, column, table.column(index).take(pa.array(order, pa.int64())))
    assert rule.apply(in_codes(table), good).to_pylist() == rule.apply(table, good).to_pylist()


CELLS = st.one_of(
    st.none(),
    st.from_regex(r"-?[0-9]{1,20}|0x1|\+5|1_0|1e9|-?[0-9]\.[0-9]{1,3}", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|2024-0[1-9]-[0-3][0-9]|2001-1-2", fullmatch=True),
    st.sampled_from(["true", "false", "True", "0", "NaN", "inf", " 1", "1 ", "-0", "９"]),
)


@pytest.mark.parametrize("kind", sorted(lexical.FORMS))
@PLAIN
@given(data=st.data())
def test_cells_are_read_by_their_form_encoded_or_not(kind: str, data: st.DataObject) -> None:
    """In columns all of whose cells are of the form, too, which is what the quick way is for."""
    right = st.from_regex(lexical.FORMS[kind].strip("^$"), fullmatch=True).filter(str.isascii)
    cells = data.draw(st.lists(data.draw(st.sampled_from([right, CELLS])), max_size=12))
    form = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}[kind]
    text = pa.chunked_array([pa.array(cells, pa.string())])
    expected = [None if cell is None else read(cell, kind) for cell in cells]
    wrong = [cell is not None and value is None for cell, value in zip(cells, expected, strict=True)]
    for given_text in (text, text.dictionary_encode()):
        values, bad = lexical.cast(given_text, kind, form)
        assert values.to_pylist() == expected
        assert ([False] * len(cells) if bad is None else bad.to_pylist()) == wrong


def read(cell: str, kind: str) -> Any:
    """The value of a cell; None where it is none."""
    if not re.fullmatch(lexical.FORMS[kind].strip("^$"), cell, re.ASCII):
        return None
    if kind == "integer":
        return int(cell) if -(2**63) <= int(cell) < 2**63 else None
    if kind == "number":
        return float(cell) if math.isfinite(float(cell)) else None
    if kind == "boolean":
        return cell == "true"
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def test_what_is_made_ahead_comes_in_order_and_so_do_its_errors() -> None:
    def items() -> Iterator[int]:
        yield from range(5)
        raise ValueError("the sixth")

    coming = ahead(items())
    assert [next(coming) for _ in range(5)] == list(range(5))
    with pytest.raises(ValueError, match="the sixth"):
        next(coming)
    assert next(ahead(items())) == 0, "and may be left before the end"
