"""Checking tables against a published release: the release-level rules, applied to what is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.finding import Finding
from demarche.checks.part import Part, Place
from demarche.checks.plan import RULED, Check
from demarche.checks.published import Published
from demarche.checks.release_rules import RULES
from demarche.checks.rows import Rows, as_bools
from demarche.checks.rule import Mask, ReleaseRule, Tables, index_in, key
from demarche.checks.told import Findings, Told
from demarche.contract.model import Table
from demarche.tablefile import Fault
from demarche.version import Version

_FIRST_ORDER = 1000
"""Places in a rank: release-level rules come after all others."""
DATASET_NEEDS = ("interactions", "withdrawn")
"""The tables of a whole dataset by which the rows of a release are judged."""


def checks_against(table: Table, number: int, release: Published) -> Iterator[Check]:
    """The checks of a table's rows, the `number`th of those given, by a release."""
    for order, rule in _rules("rows"):
        if table.name in rule.tables:
            told = Told(rule.code, rule.columns, rule.statement, rule.hint, rule.severity)
            yield Check((RULED, order, number), told, partial(_judged, rule=rule, release=release))


class Changes:
    """The cells of one table that differ from those of the released row with the same key, if any."""

    def __init__(self, number: int, part: Part, release: Published | None) -> None:
        ((order, self._rule),) = _rules("cells")
        self._rank = (RULED, order, number)
        self._part = part
        self._names = part.contract.primary_key
        self._released: pa.Table | None = None
        if release is not None and part.name in self._rule.tables:
            self._released = release.tables[part.name]
            self._shown = f"in {release.version}"
            self._message = f"differs from release {release.version}"

    def judge(self, place: Place, rows: Rows, findings: Findings) -> None:
        """Tell which cells of a batch differ; `rows` has null for those that are wrong in themselves."""
        if self._released is None:
            return
        table = rows.select(self._part.contract.column_names)
        found = index_in(key(table, self._names), key(self._released, self._names))
        there = pc.indices_nonzero(pc.is_valid(found))
        if not len(there):
            return
        old = self._released.take(found)
        for order, name in enumerate(table.column_names):
            differs = pc.and_(pc.is_valid(found), self._rule.broken(table[name], old[name]))
            mask = None if name in self._names else as_bools(differs)
            if mask is not None:
                told = Told(
                    self._rule.code, (name, self._shown), self._message, self._rule.hint, self._rule.severity
                )
                beside = table.append_column(self._shown, old[name])
                known = self._part.known(place, mask, (name,))
                findings.add((*self._rank, order), told, self._part, place, beside, known)


def judge_kept(parts: Mapping[str, Part], tables: Tables, release: Published, findings: Findings) -> None:
    """Tell which rows of the release are gone from a whole dataset."""
    if not all(name in tables for name in DATASET_NEEDS):
        return  # some of its rows could not be read, which is told
    for order, rule in _rules("released"):
        (name,) = rule.tables
        released = release.tables[name]
        lost = released[rule.columns[0]].filter(rule.broken(released, tables)).to_pylist()
        faults = [
            Fault(rule.code, rule.statement, rule.columns[0], value=value, hint=rule.hint) for value in lost
        ]
        shown = faults[: findings.limit]
        findings.add_faults((RULED, order), name, parts[name].files[0], shown, len(lost))


def version_finding(version: str, release: Published, changed: bool, path: Path, line: int) -> Finding | None:
    """What is wrong with the version of a dataset whose rows are `changed` since the release, if anything."""
    ((_, rule),) = _rules("dataset")
    if not rule.broken(Version.parse(version), release, changed):
        return None
    lost = f"; gone from the release: {', '.join(release.lost)}" if release.lost else ""
    return Finding(
        code=rule.code,
        severity=rule.severity,
        table="dataset",
        row_id=None,
        file=path,
        line=line,
        column=rule.columns[0],
        value=version,
        message=f"{rule.statement} [release={release.version}{lost}]",
        hint=rule.hint,
    )


def _rules(judged: str) -> list[tuple[int, ReleaseRule]]:
    """The rules that judge something, each with its place among all."""
    return [(_FIRST_ORDER + order, rule) for order, rule in enumerate(RULES) if rule.judged == judged]


def _judged(rows: pa.Table, _tables: Tables, rule: ReleaseRule, release: Published) -> Mask:
    answer: Any = rule.broken(rows, release)
    return answer
