"""The GitHub action and the pre-commit hook: read as their hosts read them, and run without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

TABLES = Path("tests/data/good")
SHELL = shutil.which("bash")


@pytest.fixture(scope="module")
def action(checkout: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((checkout / "action.yml").read_text(encoding="utf-8"))
    return content


def run_step(step: dict[str, Any], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the shell of a step as a runner does, in `folder`."""
    command = [SHELL or "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    settings = {"RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(folder / "output")} | environment
    return subprocess.run(
        command, cwd=folder, env=os.environ | settings, capture_output=True, text=True, check=False
    )


def validate(action: dict[str, Any], folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the second step with the inputs of a workflow."""
    (step,) = [step for step in action["runs"]["steps"] if step.get("id") == "validate"]
    given = {name: spec["default"] for name, spec in action["inputs"].items()} | inputs
    environment = {}
    for name, value in step["env"].items():
        source = value.removeprefix("${{ ").removesuffix(" }}")
        kind, _, rest = source.partition(".")
        environment[name] = given[rest] if kind == "inputs" else sys.executable
    return run_step(step, folder, **environment)


def test_the_action_is_one_that_github_runs(action: dict[str, Any]) -> None:
    assert action["runs"]["using"] == "composite"
    assert {"paths", "format", "against", "strict"} <= action["inputs"].keys()
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        # what a workflow gives goes through the environment: in the script itself it could be code
        assert "${{" not in step["run"]
    for spec in action["inputs"].values():
        assert isinstance(spec["default"], str)
        assert spec["description"].endswith(".")


def test_the_action_installs_its_own_checkout_with_pinned_versions(
    action: dict[str, Any], tmp_path: Path
) -> None:
    """The interpreter is a stand-in that writes down how it is called."""
    stand_in = tmp_path / "python"
    stand_in.write_text(
        '#!/bin/sh\nif [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; fi\n'
        'echo "$@" >> "$RUNNER_TEMP/calls"\n',
        encoding="utf-8",
    )
    stand_in.chmod(0o755)
    (install, _) = action["runs"]["steps"]
    done = run_step(install, tmp_path, DEMARCHE_PYTHON=str(stand_in), GITHUB_ACTION_PATH="/action")
    assert done.returncode == 0, done.stderr
    venv, backend, package = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert venv == f"-m venv {tmp_path}/demarche"
    assert backend.endswith("--constraint /action/constraints.txt hatchling")
    assert package.endswith("--constraint /action/constraints.txt --no-build-isolation /action")
    output = (tmp_path / "output").read_text(encoding="utf-8")
    assert output == f"python={tmp_path}/demarche/bin/python\n"


def test_the_action_tells_findings_and_fails(action: dict[str, Any], checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout / TABLES, tmp_path / "my tables")
    actors = tmp_path / "my tables" / "actors.csv"
    page = str(tmp_path / "page.md")
    good = validate(action, tmp_path, paths="my tables\n")
    assert (good.returncode, good.stderr) == (0, "")
    actors.write_text(actors.read_text(encoding="utf-8").replace('"igo"', '"iog"', 1), encoding="utf-8")
    os.environ["GITHUB_STEP_SUMMARY"] = page
    try:
        bad = validate(action, tmp_path, paths="my tables/actors.csv")
    finally:
        del os.environ["GITHUB_STEP_SUMMARY"]
    assert bad.returncode == 1
    assert "::error file=my tables/actors.csv,line=6,title=enum in actors::" in bad.stdout
    assert "1 error" in Path(page).read_text(encoding="utf-8")
    assert (tmp_path / "demarche-report").read_text(encoding="utf-8") == bad.stdout


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"paths": "nowhere"}, 2),
        ({"strict": "perhaps"}, 2),
        ({"paths": "--help"}, 2),
        ({"paths": "$(touch run)"}, 2),
    ],
)
def test_the_action_says_what_it_cannot_do(
    action: dict[str, Any], tmp_path: Path, inputs: dict[str, str], code: int
) -> None:
    done = validate(action, tmp_path, **inputs)
    assert done.returncode == code
    assert done.stdout + done.stderr
    assert not (tmp_path / "run").exists()


def test_the_action_passes_on_strict_and_against(
    action: dict[str, Any], checkout: Path, newest_release: Path, tmp_path: Path
) -> None:
    links = newest_release / "links.csv"
    done = validate(
        action, tmp_path, paths=str(links), against=str(newest_release), strict="true", format="json"
    )
    assert done.returncode == 0, done.stderr
    assert '"valid": true' in done.stdout


# --- pre-commit ---


@pytest.fixture(scope="module")
def hooks(checkout: Path) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = yaml.safe_load(
        (checkout / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
    return content


def pre_commit(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PRE_COMMIT_HOME": str(folder / ".home"), "GIT_CONFIG_GLOBAL": os.devnull}
    environment |= {
        f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        environment.pop(name, None)
    program = [sys.executable, "-m", "pre_commit"] if arguments[0] != "git" else []
    return subprocess.run(
        [*program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_pre_commit_takes_the_manifest(checkout: Path, tmp_path: Path) -> None:
    done = pre_commit("validate-manifest", str(checkout / ".pre-commit-hooks.yaml"), folder=tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_hook_runs_on_what_changed(hooks: list[dict[str, Any]], checkout: Path, tmp_path: Path) -> None:
    """The hook of the manifest as a local one: to install it as `language: python` takes a network."""
    (hook,) = hooks
    local = hook | {"language": "system", "entry": f"{sys.executable} -m {hook['entry']}"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (tmp_path / ".gitignore").write_text(".home\n", encoding="utf-8")
    shutil.copytree(checkout / "tests" / "data" / "small", tmp_path / "dataset")
    shutil.copytree(checkout / TABLES, tmp_path / "dataset" / "tables")
    (tmp_path / "dataset" / "notes.csv").write_text("not,a,table", encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Start"]):
        assert pre_commit("git", *command, folder=tmp_path).returncode == 0
    assert "Skipped" in pre_commit("run", folder=tmp_path).stdout
    curation = next((tmp_path / "dataset" / "curation").iterdir())
    text = curation.read_text(encoding="utf-8").replace("decision: accept", "decision: acept", 1)
    curation.write_text(text, encoding="utf-8")
    pre_commit("git", "add", "-A", folder=tmp_path)
    done = pre_commit("run", folder=tmp_path)
    assert done.returncode == 1
    assert "Did you mean accept?" in done.stdout
    curation.write_text(text.replace("acept", "accept"), encoding="utf-8")
    links = tmp_path / "dataset" / "tables" / "links.csv"
    links.write_text(links.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    pre_commit("git", "add", "-A", folder=tmp_path)
    done = pre_commit("run", folder=tmp_path)
    assert "links.csv" in done.stdout
    assert "is blank" in done.stdout


@pytest.mark.parametrize(
    ("path", "matches"),
    [
        ("dataset/tables/events.csv", True),
        ("dataset/tables/events.parquet", True),
        ("dataset/ids.csv", True),
        ("dataset/claims/2021-03-03-riga-talks.csv", True),
        ("dataset/curation/2021-03-03-riga-talks.yaml", True),
        ("dataset/sources/a/source.yaml", True),
        ("dataset/sources/a/text.txt", False),
        ("dataset/releases/0.1.0/events.csv", False),
        ("notes.csv", False),
    ],
)
def test_the_hook_takes_the_files_of_a_dataset(hooks: list[dict[str, Any]], path: str, matches: bool) -> None:
    import re

    (hook,) = hooks
    taken = re.search(hook["files"], path) and not re.search(hook["exclude"], path)
    assert bool(taken) is matches
