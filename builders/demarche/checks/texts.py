"""Rules on cells of free text: what a reader would not see, or a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import Column, Mask, RowRule, Rule, TableRule, Tables, all_of, repeats
from demarche.contract.model import load_contract

_INVISIBLE = "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
"""Soft hyphens, zero-width and direction marks: Unicode's format characters that news text does not need."""


def text_is_no_formula(cells: Column) -> Mask:
    """Text does not begin as a formula of a spreadsheet does: with =, + or @, or a - that no word follows."""
    return pc.match_substring_regex(cells, r"^(?:[=+@]|-[^ A-Za-z])")


def text_has_no_invisible_characters(cells: Column) -> Mask:
    """Text has no characters that cannot be seen, such as zero-width spaces and direction marks."""
    return pc.match_substring_regex(cells, _INVISIBLE)


def source_ids_differ_in_more_than_case(rows: pa.Table, tables: Tables) -> Mask:
    """No two sources have ids that differ in case only: some file systems take them for one."""
    every = tables["sources"]["source_id"]
    lower = pc.utf8_lower(every)
    twice = lower.filter(repeats(lower)).combine_chunks()
    return all_of(pc.is_in(pc.utf8_lower(rows["source_id"]), value_set=twice))


def _of_column(broken: Callable[[Column], Mask], name: str) -> Callable[[pa.Table], Mask]:
    """A rule on cells as one on the rows that hold them."""

    def of_rows(rows: pa.Table) -> Mask:
        return broken(rows[name])

    of_rows.__name__, of_rows.__doc__ = broken.__name__, broken.__doc__
    return of_rows


def _rules() -> Iterator[Rule]:
    for broken, hint in (
        (text_is_no_formula, "Put a word before it, or quote it."),
        (text_has_no_invisible_characters, "Delete the character; copying from a web page brings it along."),
    ):
        for name, field in load_contract().fields.items():
            tables = tuple(
                table.name for table in load_contract().tables.values() if name in table.column_names
            )
            if field.free_text and tables:
                yield RowRule(_of_column(broken, name), tables, (name,), hint, severity="warning")


RULES: tuple[Rule, ...] = (
    *_rules(),
    TableRule(
        source_ids_differ_in_more_than_case,
        ("sources",),
        ("source_id",),
        "Give one of the two another id.",
        needs=("sources",),
    ),
)
