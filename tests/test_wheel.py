"""The wheel, as someone without a checkout has it: built, installed alone, run elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel

TEXT = "Norway expelled three Russian diplomats on Tuesday, accusing Russia of espionage.\n"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that knows nothing of the checkout; its output when it succeeds."""
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, checkout, cwd=folder
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that holds the wheel and what it depends on, and nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(folder, with_pip=False, symlinks=True)
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    into = ("--python", folder / "bin" / "python", "install", "--no-compile")
    run(*pip, *into, "--constraint", checkout / "constraints.txt", wheel, cwd=folder)
    return folder / "bin"


def test_the_help_works(installed: Path, tmp_path: Path) -> None:
    assert "usage: demarche" in run(installed / "demarche", "--help", cwd=tmp_path).stdout


def test_the_package_is_not_the_checkouts(installed: Path, tmp_path: Path) -> None:
    program = "import demarche; print(demarche.__file__)"
    shown = run(installed / "python", "-c", program, cwd=tmp_path).stdout
    assert Path(shown.strip()).is_relative_to(installed.parent)


def test_a_text_is_coded(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "oslo.txt").write_text(TEXT, encoding="utf-8")
    done = run(installed / "demarche", "code", "oslo.txt", "--published", "2022-04-08", cwd=tmp_path)
    assert "NOR → RUS" in done.stdout


def test_a_release_is_validated(installed: Path, newest_release: Path, tmp_path: Path) -> None:
    shutil.copytree(newest_release, tmp_path / "release")
    run(installed / "demarche", "validate", "release", cwd=tmp_path)


def test_a_release_is_loaded(installed: Path, newest_release: Path, tmp_path: Path) -> None:
    shutil.copytree(newest_release, tmp_path / "home" / "releases" / newest_release.name)
    shutil.copy(newest_release.parents[1] / "releases.json", tmp_path / "home")
    program = f"import demarche; print(len(demarche.load('events', {newest_release.name!r}, home='home')))"
    assert int(run(installed / "python", "-c", program, cwd=tmp_path).stdout) > 0
