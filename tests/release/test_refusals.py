"""What the machine or the checkout refuse: a disk that is full, changes that nobody else has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from demarche.cli import main
from demarche.errors import InputError
from demarche.release.worktree import require_committed

# Without -B the interpreter would leave compiled modules that end at the limit.
SMALL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), -1))
from demarche.cli import main
raise SystemExit(main(sys.argv[2:]))
"""


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("limit", [500, 40_000])
def test_a_full_disk_is_said_and_leaves_the_old_state(released: Path, checkout: Path, limit: int) -> None:
    """The system refuses to write more to a file, as it does when there is no space left."""
    about = released / "dataset.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("0.1.0", "0.1.1"), encoding="utf-8")
    before = files(released)
    command = ["release", "0.1.1", "--date", "2021-05-01", "--dataset", str(released)]
    done = subprocess.run(
        [sys.executable, "-B", "-c", SMALL_DISK, str(limit), *command],
        env={"PYTHONPATH": str(checkout / "builders")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "cannot be written: " in done.stderr
    assert "the space on the disk" in done.stderr
    assert files(released) == before
    assert not list((released / "releases").glob(".*"))


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def committed(released: Path) -> Path:
    """The dataset with its release, committed as it is."""
    git(released.parent, "init", "--quiet")
    git(released.parent, "add", "--all")
    git(released.parent, "commit", "--quiet", "--message", "All")
    return released


def test_what_a_release_writes_itself_may_be_there(committed: Path) -> None:
    require_committed(committed)
    (committed / "ids.csv").write_text("", encoding="utf-8")
    (committed / "releases" / ".0.1.1.x.part").mkdir()
    (committed / "releases" / ".0.1.1.x.part" / "events.csv").write_text("", encoding="utf-8")
    require_committed(committed)


@pytest.mark.parametrize("name", ["dataset.yaml", "curation/more.yaml", "../schema.yaml"])
def test_changes_that_are_not_committed_are_refused(
    committed: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = committed / name
    path.write_text(path.read_text(encoding="utf-8") + "# more\n" if path.exists() else "", encoding="utf-8")
    with pytest.raises(InputError, match="not committed") as caught:
        require_committed(committed)
    assert Path(name).name in str(caught.value)
    assert main(["release", "0.1.1", "--date", "2021-05-01", "--dataset", str(committed)]) == 2
    assert "Commit them first" in capsys.readouterr().err


def test_a_dataset_outside_of_git_is_not_judged(released: Path) -> None:
    require_committed(released)
