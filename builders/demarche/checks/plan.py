"""What is checked of a table beside its structure: keys, references and rules, and where each is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.finding import Severity
from demarche.checks.keys import dangling_reference
from demarche.checks.rule import Mask, Rule, Tables, UniqueRule, all_of
from demarche.checks.rules import RULES
from demarche.checks.told import Rank, Told
from demarche.contract.model import ForeignKey, Table
from demarche.meant import actors_meant, nearest

KEYS, RULED = 3, 1
"""Places in a rank: keys come after the structure of their table, rules after all tables."""


@dataclass(frozen=True, slots=True)
class Check:
    """What rows break, judged by the tables that it `needs`.

    `raw`: judged by the cells as they are, wrong ones included, as other validators do. `key`: the rows that
    `broken` is true of must differ from each other in these columns. `broken` is asked with the columns that
    `asks` names, text in dictionary encoding where it `takes_codes`. `hint` makes the hint of a finding from
    the tables, where it takes them to tell.
    """

    rank: Rank
    told: Told
    broken: Callable[[pa.Table, Tables], Mask]
    needs: tuple[str, ...] = ()
    raw: bool = False
    key: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    takes_codes: bool = False
    hint: Callable[[Tables], Callable[[Any], str]] | None = None

    @property
    def asks(self) -> tuple[str, ...]:
        """The columns that `broken` looks at."""
        return self.judged or self.told.columns

    def telling(self, tables: Tables) -> Told:
        """What its findings say."""
        return self.told if self.hint is None else replace(self.told, hint=self.hint(tables))


def checks_of(table: Table, number: int, given: Collection[str]) -> list[Check]:
    """The checks of a table, the `number`th of those `given`."""
    return [*_keys(table, number), *_references(table, number), *_rules(table, number, given)]


def _keys(table: Table, number: int) -> Iterator[Check]:
    key = table.primary_key
    if key:
        message = f"the key ({', '.join(key)}) stands in an earlier row"
        told = Told("primary_key", key, message, "Take one of the two rows out.")
        yield Check((0, number, KEYS), told, partial(_filled, columns=key), raw=True, key=key)


def _references(table: Table, number: int) -> Iterator[Check]:
    for order, key in enumerate(table.foreign_keys):
        told = Told("foreign_key", key.fields, f"{key.reference} has no such row", "")
        broken, hint = partial(_dangling, key=key), partial(_near, key=key)
        yield Check((0, number, KEYS, order), told, broken, needs=(key.reference,), raw=True, hint=hint)


def _rules(table: Table, number: int, given: Collection[str]) -> Iterator[Check]:
    for order, rule in enumerate(RULES):
        if table.name in rule.tables:
            severity = _severity(rule, table, given)
            told = Told(rule.code, rule.columns, rule.statement, rule.hint, severity)
            if isinstance(rule, UniqueRule):
                among = rule.among or rule.key[-1:]
                broken = partial(_alone, rule=rule)
                yield Check((RULED, order, number), told, broken, key=rule.key, judged=among)
            else:
                rank, codes = (RULED, order, number), rule.takes_codes
                yield Check(rank, told, rule.apply, rule.needs, takes_codes=codes)


def _severity(rule: Rule, table: Table, given: Collection[str]) -> Severity:
    """The rule's own; but beside the curated rows, claims are raw material.

    What curation leaves of them is judged as interactions: a claim that it rejects harms no one.
    """
    raw = table.name == "claims" and "interactions" in given
    return "warning" if raw else rule.severity


def _filled(rows: pa.Table, _tables: Tables, columns: tuple[str, ...]) -> Mask:
    """A key that lacks a part is not judged: it is missing, which is told as well."""
    return all_of(*(pc.is_valid(rows[name]) for name in columns))


def _alone(rows: pa.Table, _tables: Tables, rule: UniqueRule) -> Mask:
    return rule.broken(rows)


def _dangling(rows: pa.Table, tables: Tables, key: ForeignKey) -> Mask:
    return dangling_reference(rows, key, tables[key.reference])


def _near(tables: Tables, key: ForeignKey) -> Callable[[Any], str]:
    """A near value that may be meant, of actors and sources: other ids are opaque."""
    sources = key.reference == "sources"
    known = tables[key.reference][key.reference_fields[0]].drop_null().unique().to_pylist() if sources else []

    def hint(value: Any) -> str:
        near = actors_meant(str(value)) if key.reference == "actors" else nearest(str(value), known)
        missing = f"Add the row to {key.reference}, or name one that is there."
        return f"Did you mean {' or '.join(near)}?" if near else missing

    return hint
