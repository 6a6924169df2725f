"""How a verdict is told."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from demarche.checks.finding import Finding, Verdict
from demarche.report.findings import print_verdict, summary
from demarche.report.formats import render


def finding(**changes: object) -> Finding:
    values: dict[str, object] = {
        "code": "enum",
        "severity": "error",
        "table": "actors",
        "row_id": "PER",
        "file": Path("actors.csv"),
        "line": 7,
        "column": "kind",
        "value": "sate",
        "message": "not a value of the list",
        "hint": "Did you mean state?",
    }
    return Finding(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def verdict() -> Verdict:
    found = Verdict(rows={"actors": 1200}, not_checked={"foreign_key actors.x": "sources"})
    found.add([finding(code="told_twice", severity="warning", column=None, hint=None)])
    found.add([finding(line=line) for line in range(7, 12)], total=1100)
    return found


def printed(verdict: Verdict, *, terminal: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, color_system="standard" if terminal else None)
    print_verdict(verdict, console)
    return stream.getvalue()


def test_counts_come_first_then_samples_then_the_way_out(verdict: Verdict) -> None:
    lines = printed(verdict).splitlines()
    assert lines[0] == "not valid: 1,100 errors, 1 warning in 1,200 actors"
    assert lines[2] == "error enum in actors.kind: 1,100 rows"
    assert lines[4] == "    actors.csv:7  kind=sate  (PER)"
    assert "    … and 1,097 more" in lines
    assert lines.count("  → Did you mean state?") == 1
    assert lines.index("warning told_twice in actors: 1 row") > 2
    assert lines[-1] == "Not checked for want of a whole table (sources): 1 check."


def test_colour_is_for_terminals(verdict: Verdict) -> None:
    assert "\x1b[" not in printed(verdict)
    assert "\x1b[" in printed(verdict, terminal=True)


def test_cells_cannot_paint_the_terminal() -> None:
    found = Verdict()
    found.add([finding(value="\x1b[31mred[/]"), finding(value="[bold]x[/bold]"), finding(value="state ")])
    text = printed(found)
    assert "\x1b" not in text
    assert "kind=[bold]x[/bold]" in text
    assert "kind='state '" in text


def test_long_cells_are_cut() -> None:
    found = Verdict()
    found.add([finding(value="x" * 500)])
    assert max(map(len, printed(found).splitlines())) < 120


@pytest.mark.parametrize(
    ("severity", "expected"),
    [(None, "valid: 3 links"), ("warning", "valid: 0 errors, 1 warning in 3 links")],
)
def test_warnings_leave_tables_valid(severity: str | None, expected: str) -> None:
    found = Verdict(rows={"links": 3})
    if severity:
        found.add([finding(severity=severity)])
    assert summary(found) == expected
    assert found.valid


def test_json_holds_everything(verdict: Verdict) -> None:
    told = json.loads(render(verdict, "json"))
    assert told["valid"] is False
    assert told["rows"] == {"actors": 1200}
    assert {"severity": "error", "table": "actors", "code": "enum", "column": "kind", "count": 1100} in told[
        "counts"
    ]
    assert told["findings"][1] == {
        "code": "enum",
        "severity": "error",
        "table": "actors",
        "row_id": "PER",
        "file": "actors.csv",
        "line": 7,
        "column": "kind",
        "value": "sate",
        "message": "not a value of the list",
        "hint": "Did you mean state?",
    }
    assert told["not_checked"] == {"foreign_key actors.x": "sources"}
