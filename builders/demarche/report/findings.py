"""A verdict in words: for the eyes of a reader at a terminal, and the parts that all formats are made of.

The text tells the numbers first, then each kind of finding with a few samples, where they stand and how to
mend them. The formats for programs are in `formats`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

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

    line((summary(verdict), "bold"))
    for kind, found in by_kind(verdict).items():
        severity, _, code, _ = kind
        count = verdict.counts[kind]
        line("\n", (severity, _COLOURS[severity]), f" {code} in {subject(kind)}: {many(count, 'row')}")
        line(f"  {found[0].message.partition(' [')[0]}")
        for finding in found[:samples]:
            line("    ", (place(finding), "cyan"), shown(finding))
        if count > len(found[:samples]):
            line(f"    … and {count - len(found[:samples]):,} more")
        hints = dict.fromkeys(finding.hint for finding in found[:samples] if finding.hint)
        for hint in hints:
            line("  ", (f"→ {hint}", "green"))
    if verdict.not_checked:
        missing = ", ".join(sorted(set(verdict.not_checked.values())))
        number = many(len(verdict.not_checked), "check")
        line(f"\nNot checked for want of a whole table ({missing}): {number}.")
    if verdict.unknown:
        cells = ", ".join(sorted(set(verdict.unknown.values())))
        line(f"\nUnknown until wrong cells are mended ({cells}): {many(len(verdict.unknown), 'check')}.")


def summary(verdict: Verdict) -> str:
    """The numbers in one sentence."""
    rows = ", ".join(f"{count:,} {name}" for name, count in verdict.rows.items())
    errors, warnings = verdict.total("error"), verdict.total("warning")
    if not errors and not warnings:
        return f"valid: {rows}"
    word = "not valid" if errors else "valid"
    return f"{word}: {many(errors, 'error')}, {many(warnings, 'warning')} in {rows}"


def by_kind(verdict: Verdict) -> dict[Kind, list[Finding]]:
    """The findings that are there of each kind, errors before warnings."""
    kinds: dict[Kind, list[Finding]] = {}
    for finding in verdict.findings:
        kinds.setdefault((finding.severity, finding.table, finding.code, finding.column), []).append(finding)
    return dict(sorted(kinds.items(), key=lambda item: item[0][0] != "error"))


def subject(kind: Kind) -> str:
    """What a kind of finding is about: `table.column`, or the table."""
    _, table, _, column = kind
    return f"{table}.{column}" if column else table


def place(finding: Finding) -> str:
    """Where a finding stands: file and line, else the row, else the table."""
    parts = [] if finding.file is None else [shortest(finding.file)]
    if finding.line is not None:
        parts.append(str(finding.line))
    return ":".join(parts) or finding.row_id or finding.table


def shown(finding: Finding) -> str:
    """The cell, and the cells that it was compared with."""
    if finding.column is None:
        return f"  {finding.message}"
    value = f"  {finding.column}={_clipped(finding.value)}"
    others = finding.message.partition(" [")[2].rstrip("]")
    row = f"  ({finding.row_id})" if finding.row_id and finding.row_id != finding.value else ""
    return value + (f", {others}" if others else "") + row


def described(finding: Finding) -> str:
    """A finding without its place, in a line: what is wrong, with which value, and the way out."""
    value = "" if finding.column is None else f": {finding.column}={_clipped(finding.value)}"
    message, _, others = finding.message.partition(" [")
    compared = f", {others.rstrip(']')}" if others else ""
    return f"{message}{value}{compared}" + (f". {finding.hint}" if finding.hint else "")


def _clipped(value: str | None) -> str:
    """The value on one line, in quotes where its ends or its characters would not be seen."""
    if value is None:
        return "(empty)"
    clipped = value if len(value) <= 60 else value[:60] + "…"
    return clipped if clipped.isprintable() and value == value.strip() else ascii(clipped)


def shortest(path: Path | str) -> str:
    """The path from the working directory, where the file lies below it; an address as it is."""
    if isinstance(path, str):
        return path
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return os.fspath(path)


def many(count: int, noun: str) -> str:
    """A number with its noun: "1 row", "1,200 rows"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
