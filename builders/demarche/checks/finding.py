"""What a check has to say: a finding, and the verdict over some tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it stands and how to mend it.

    `code` is the name of a rule, or of a constraint of the contract (type, required, enum, pattern, minimum,
    maximum, maxLength, finite, primary_key, foreign_key, columns, row). `row_id` is the row's key, its parts
    joined by a space. `file` is an address (str) where it was fetched. `line` counts from 1 and is None where
    the file has no lines or there is no file.
    """

    code: str
    severity: Severity
    table: str
    row_id: str | None
    file: Path | str | None
    line: int | None
    column: str | None
    value: str | None
    message: str
    hint: str | None


Kind = tuple[Severity, str, str, str | None]
"""Severity, table, code and column: findings are counted by it."""


@dataclass(slots=True)
class Verdict:
    """All findings by kind, and the findings themselves as far as they were asked for.

    `counts` is exact even where `findings` holds samples only. `not_checked` names the rules that need a
    table that was not given, with that table; `unknown` those that found something which hangs on wrong cells
    of other rows, with the columns of these.
    """

    counts: Counter[Kind] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    not_checked: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)

    def add(self, findings: list[Finding], total: int | None = None) -> None:
        """Add findings of one kind, of which there are `total` in all (default: as many as are given)."""
        if findings:
            first = findings[0]
            kind = (first.severity, first.table, first.code, first.column)
            self.counts[kind] += len(findings) if total is None else total
            self.findings += findings

    def join(self, other: Verdict) -> None:
        """Add what another verdict, on other files, says."""
        self.counts += other.counts
        self.findings += other.findings
        for name, count in other.rows.items():
            self.rows[name] = self.rows.get(name, 0) + count
        self.not_checked |= other.not_checked
        self.unknown |= other.unknown

    def total(self, severity: Severity) -> int:
        """Number of findings of a severity."""
        return sum(count for kind, count in self.counts.items() if kind[0] == severity)

    @property
    def valid(self) -> bool:
        """Whether there is no error; warnings do not count."""
        return self.total("error") == 0
