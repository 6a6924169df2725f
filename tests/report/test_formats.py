"""A verdict in the formats of other programs: what each of them needs to find its way."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.checks.finding import Finding, Verdict
from demarche.report.formats import FORMATS, as_html, render
from demarche.report.formats.as_github import SHOWN, step_summary

NASTY = "50% <b>&\r\n::error::, a:b `x` | [y](javascript:z)"


def finding(**changes: Any) -> Finding:
    values: dict[str, Any] = {
        "code": "enum",
        "severity": "error",
        "table": "actors",
        "row_id": "PER",
        "file": Path("data/actors, old.csv"),
        "line": 7,
        "column": "kind",
        "value": "sate",
        "message": "not a value of the list",
        "hint": "Did you mean state?",
    }
    return Finding(**(values | changes))


@pytest.fixture
def verdict() -> Verdict:
    found = Verdict(rows={"actors": 1200}, not_checked={"validity_ends_after_it_begins": "sources"})
    found.add([finding(line=line) for line in range(7, 32)], total=1100)
    found.add([finding(code="told_twice", severity="warning", column=None, value=None, hint=None)])
    found.add([finding(code="pattern", column="name", value=NASTY, line=None, file=None)])
    return found


def test_github_shows_each_kind_before_it_shows_one_again(verdict: Verdict) -> None:
    lines = render(verdict, "github").splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == SHOWN
    assert "title=pattern in actors" in errors[1]
    assert errors[0] == (
        "::error file=data/actors%2C old.csv,line=7,title=enum in actors::"
        "not a value of the list: kind=sate. Did you mean state?"
    )
    assert [line for line in lines if line.startswith("::warning ")] == [
        "::warning file=data/actors%2C old.csv,line=7,title=told_twice in actors::not a value of the list"
    ]
    assert lines[-1] == "not valid: 1,101 errors, 1 warning in 1,200 actors"


def test_a_cell_cannot_give_github_a_command(verdict: Verdict) -> None:
    for line in render(verdict, "github").splitlines()[:-1]:
        assert re.match(r"::(?:error|warning) [^\r\n]*$", line)
    assert "50%25" in render(verdict, "github")


def test_the_summary_of_a_step_has_every_kind_with_its_count(verdict: Verdict) -> None:
    text = step_summary(verdict)
    assert text.startswith("### ❌ not valid: 1,101 errors")
    assert "**error** `enum` in `actors.kind`: 1,100 rows" in text
    assert "- … and 1,095 more" in text
    assert not re.search(r"(?<!\\)[<\]]", text)


def test_the_summary_stays_below_what_github_takes() -> None:
    found = Verdict()
    for number in range(3000):
        found.add([finding(code=f"rule_{number}", message="x" * 400)])
    assert len(step_summary(found).encode()) < 1024 * 1024
    assert step_summary(found).endswith("(cut here)\n")


def test_sarif_has_rules_results_places_and_stable_fingerprints(verdict: Verdict) -> None:
    told = json.loads(render(verdict, "sarif"))
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
    first = run["results"][0]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/actors%2C%20old.csv"},
        "region": {"startLine": 7},
    }
    moved = Verdict()
    moved.add([finding(line=99)])
    again = json.loads(render(moved, "sarif"))["runs"][0]["results"][0]
    assert again["partialFingerprints"] == first["partialFingerprints"]


def test_junit_has_a_case_for_what_failed_what_passed_and_what_was_not_checked(verdict: Verdict) -> None:
    (suite,) = ET.fromstring(render(verdict, "junit"))
    assert suite.get("failures") == "2"
    cases = {case.get("name"): [child.tag for child in case] for case in suite}
    assert cases["enum actors.kind"] == ["failure"]
    assert cases["told_twice actors"] == ["system-out"]
    assert cases["validity_ends_after_it_begins"] == ["skipped"]
    assert cases["state_has_an_alpha3_code"] == []


def test_html_is_whole_and_inert(verdict: Verdict) -> None:
    page = render(verdict, "html")
    assert page.startswith("<!doctype html>")
    assert "not valid: 1,101 errors, 1 warning in 1,200 actors" in page
    assert "1,100 rows" in page
    assert "<b>&" not in page
    assert "<script" not in page
    assert as_html.fragment(verdict).startswith("<div")


@given(value=st.text(), message=st.text(), row=st.text())
def test_any_text_can_be_told(value: str, message: str, row: str) -> None:
    found = Verdict(rows={"actors": 1})
    found.add([finding(value=value, message=message, row_id=row)])
    told = {name: render(found, name) for name in FORMATS}
    assert json.loads(told["json"])["findings"][0]["value"] == value
    ET.fromstring(told["junit"])
    json.loads(told["sarif"])
    assert len(told["github"].splitlines()) >= 2
