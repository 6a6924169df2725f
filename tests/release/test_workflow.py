"""The workflow that publishes a release on its tag: it parses, and its commands are ones that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from demarche.cli import build_parser


@pytest.fixture(scope="module")
def workflow(checkout: Path) -> dict[Any, Any]:
    text = (checkout / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    content: dict[Any, Any] = yaml.safe_load(text)
    return content


@pytest.fixture(scope="module")
def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workflow["jobs"]["release"]["steps"]
    return found


def commands(steps: list[dict[str, Any]]) -> list[list[str]]:
    """The calls of demarche, in order."""
    script = "\n".join(step["run"] for step in steps if "run" in step)
    calls = re.findall(r"\.venv/bin/demarche ([^;\n]+)", script.replace("$VERSION", "0.1.1"))
    return [shlex.split(call) for call in calls]


def test_it_runs_on_a_tag_of_the_data_and_on_nothing_else(workflow: dict[Any, Any]) -> None:
    assert workflow[True] == {"push": {"tags": ["data-*"]}}  # YAML 1.1 reads `on` as true
    assert workflow["permissions"] == {"contents": "write"}


def test_it_builds_validates_publishes_and_attaches_in_this_order(steps: list[dict[str, Any]]) -> None:
    names = [step["name"] for step in steps if "name" in step]
    assert names == ["Which version", "Build and validate", "Publish", "Deposit", "Attach"]
    build = next(step["run"] for step in steps if step.get("name") == "Build and validate")
    assert build.splitlines()[:2] == ["make dataset", "git diff --exit-code"]


def test_its_commands_take_what_they_are_given(steps: list[dict[str, Any]]) -> None:
    calls = commands(steps)
    assert [call[0] for call in calls] == ["verify", "publish", "verify", "publish", "fetch"]
    for call in calls:
        build_parser().parse_args(call)


def test_secrets_and_names_reach_the_shell_through_the_environment_only(steps: list[dict[str, Any]]) -> None:
    for step in steps:
        assert "${{" not in step.get("run", "")


def test_a_secret_is_given_to_the_one_step_that_needs_it(steps: list[dict[str, Any]]) -> None:
    holders = [step["name"] for step in steps if "ZENODO_TOKEN" in step.get("env", {})]
    assert holders == ["Deposit"]
