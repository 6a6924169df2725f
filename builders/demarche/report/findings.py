"""A verdict for the eyes of a reader and, as JSON, for programs.

The text tells the numbers first, then each kind of finding with a few samples, where they stand and how to
mend them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.checks.finding import Finding, Kind, Verdict

if TYPE_CHECKING:
    from rich.console import Console

SAMPLES = 3
_COLOURS = {"error": "bold red", "warning": "bold yellow"}


def print_verdict(verdict: Verdict, console: Console, samples: int = SAMPLES) -> None:
    """Print the verdict, with at most `samples` findings of each kind. Colour is the console's to decide."""
    from rich.text import Text

    def line(*parts: tuple[str, str] | str) -> None:
        console.print(Text.assemble(*parts), soft_wrap=True)

    by_kind: dict[Kind, list[Finding]] = {}
    for finding in verdict.findings:
        kind = (finding.severity, finding.table, finding.code, finding.column)
        by_kind.setdefault(kind, []).append(finding)
    line((summary(verdict), "bold"))
    for kind, found in sorted(by_kind.items(), key=lambda item: item[0][0] != "error"):
        severity, table, code, column = kind
        count = verdict.counts[kind]
        place = f"{table}.{column}" if column else table
        line("\n", (severity, _COLOURS[severity]), f" {code} in {place}: {_many(count, 'row')}")
        line(f"  {found[0].message.partition(' [')[0]}")
        for finding in found[:samples]:
            line("    ", (_place(finding), "cyan"), _shown(finding))
        if count > len(found[:samples]):
            line(f"    … and {count - len(found[:samples]):,} more")
        hints = dict.fromkeys(finding.hint for finding in found[:samples] if finding.hint)
        for hint in hints:
            line("  ", (f"→ {hint}", "green"))
    if verdict.not_checked:
        missing = ", ".join(sorted(set(verdict.not_checked.values())))
        number = _many(len(verdict.not_checked), "check")
        line(f"\nNot checked for want of a whole table ({missing}): {number}.")


def summary(verdict: Verdict) -> str:
    """The numbers in one sentence."""
    rows = ", ".join(f"{count:,} {name}" for name, count in verdict.rows.items())
    errors, warnings = verdict.total("error"), verdict.total("warning")
    if not errors and not warnings:
        return f"valid: {rows}"
    word = "not valid" if errors else "valid"
    return f"{word}: {_many(errors, 'error')}, {_many(warnings, 'warning')} in {rows}"


def verdict_json(verdict: Verdict) -> str:
    """The verdict as a JSON text: valid, rows, counts, findings, not_checked."""
    counts = [
        {"severity": severity, "table": table, "code": code, "column": column, "count": count}
        for (severity, table, code, column), count in verdict.counts.items()
    ]
    content = {
        "valid": verdict.valid,
        "rows": verdict.rows,
        "counts": counts,
        "findings": list(_as_dicts(verdict.findings)),
        "not_checked": verdict.not_checked,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _as_dicts(findings: Iterable[Finding]) -> Iterable[dict[str, Any]]:
    for finding in findings:
        yield {
            "code": finding.code,
            "severity": finding.severity,
            "table": finding.table,
            "row_id": finding.row_id,
            "file": None if finding.file is None else _shortest(finding.file),
            "line": finding.line,
            "column": finding.column,
            "value": finding.value,
            "message": finding.message,
            "hint": finding.hint,
        }


def _place(finding: Finding) -> str:
    parts = [] if finding.file is None else [_shortest(finding.file)]
    if finding.line is not None:
        parts.append(str(finding.line))
    return ":".join(parts) or finding.row_id or finding.table


def _shown(finding: Finding) -> str:
    """The cell, and the cells that it was compared with."""
    if finding.column is None:
        return f"  {finding.message}"
    value = f"  {finding.column}={_clipped(finding.value)}"
    others = finding.message.partition(" [")[2].rstrip("]")
    row = f"  ({finding.row_id})" if finding.row_id and finding.row_id != finding.value else ""
    return value + (f", {others}" if others else "") + row


def _clipped(value: str | None) -> str:
    """The value on one line, in quotes where its ends or its characters would not be seen."""
    if value is None:
        return "(empty)"
    clipped = value if len(value) <= 60 else value[:60] + "…"
    return clipped if clipped.isprintable() and value == value.strip() else ascii(clipped)


def _shortest(path: Path) -> str:
    """The path from the working directory, where the file lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return os.fspath(path)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
