"""The project's own files: pinned versions, the interpreter finder, the frame of the package."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[A-Za-z0-9][A-Za-z0-9.!+_-]*)(?: ; .+)?")


@pytest.fixture(scope="module")
def pyproject(checkout: Path) -> dict[str, Any]:
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_constraints_are_versions_only_each_once(checkout: Path) -> None:
    lines = (checkout / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [PIN.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(pins), [line for line, pin in zip(lines[1:], pins, strict=True) if pin is None]
    names = [normal(pin["name"]) for pin in pins if pin]
    assert sorted(names) == sorted(set(names))


def test_every_direct_dependency_is_pinned(checkout: Path, pyproject: dict[str, Any]) -> None:
    pinned = {
        normal(line.partition("==")[0])
        for line in (checkout / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    wanted = [
        *pyproject["project"]["dependencies"],
        *pyproject["project"]["optional-dependencies"]["plot"],
        *pyproject["dependency-groups"]["dev"],
        *pyproject["build-system"]["requires"],
        "pip",  # dependency groups need a pip that knows them
    ]
    names = {normal(re.split(r"[\[<>=!~ ;]", requirement)[0]) for requirement in wanted}
    assert names - pinned == set()


def test_versions_agree(checkout: Path, pyproject: dict[str, Any]) -> None:
    package = pyproject["project"]["version"]
    assert f"Package {package}" in (checkout / "CHANGELOG.md").read_text(encoding="utf-8")


def interpreter(folder: Path, name: str, script: str) -> str:
    """A stand-in for a Python on the PATH."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return name


def find(checkout: Path, folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"}
    finder = str(checkout / ".ci" / "find-python")
    return subprocess.run([finder, *names], env=env, capture_output=True, text=True, check=False)


OLD = 'case "$2" in *print*) echo 3.10;; *) exit 1;; esac'
WITHOUT_VENV = 'case "$2" in *print*) echo 3.12;; *ensurepip*) exit 1;; esac'
GOOD = f'exec {sys.executable} "$@"'


def test_the_first_python_that_is_new_enough_and_whole_is_taken(checkout: Path, tmp_path: Path) -> None:
    names = [
        "python-that-is-not-there",
        interpreter(tmp_path, "python-old", OLD),
        interpreter(tmp_path, "python-bare", WITHOUT_VENV),
        interpreter(tmp_path, "python-good", GOOD),
    ]
    assert find(checkout, tmp_path, *names).stdout == "python-good\n"


@pytest.mark.parametrize(
    ("scripts", "told"),
    [
        ({}, "Python 3.11 or newer is needed; none was found"),
        ({"python-old": OLD}, "Python 3.11 or newer is needed; python-old is 3.10"),
        ({"python-old": OLD, "python-bare": WITHOUT_VENV}, "apt install python3-venv"),
    ],
)
def test_what_is_missing_is_said(checkout: Path, tmp_path: Path, scripts: dict[str, str], told: str) -> None:
    names = [interpreter(tmp_path, name, script) for name, script in scripts.items()]
    done = find(checkout, tmp_path, *names)
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stdout == ""


def test_ci_runs_make_test_and_nothing_else(checkout: Path) -> None:
    lines = (checkout / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', "exec make test"]


def test_nothing_above_the_package_is_importable(checkout: Path) -> None:
    """PyPI has a `schema` and a `dataset`: a folder of that name must not shadow them."""
    found = [name for name in ("schema", "dataset", "builders") if (checkout / name / "__init__.py").exists()]
    assert found == []


def test_importing_the_package_costs_nothing() -> None:
    program = "import sys; import demarche; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"pandas", "pyarrow", "yaml", "argparse"}


def test_the_public_api_is_what_it_says() -> None:
    import demarche

    assert set(demarche.__all__) <= set(dir(demarche))
    assert all(getattr(demarche, name) is not None for name in demarche.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = demarche.nothing
