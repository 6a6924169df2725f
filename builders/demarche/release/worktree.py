"""Whether everything that a release is made from is committed: else nobody could make it again."""

from __future__ import annotations

import subprocess
from pathlib import Path

from demarche.errors import InputError
from demarche.release.index import FOLDER, INDEX, LEDGER

WRITTEN = (f"{FOLDER}/", INDEX, LEDGER, "tables/", "withdrawn.csv", "timeline.svg")
"""What building and releasing write themselves, below the dataset folder; an interrupted run leaves it."""
_SHOWN = 8


def require_committed(dataset: Path) -> None:
    """Raise InputError, naming files, when the checkout that the dataset lies in has uncommitted changes.

    A dataset outside of git is not judged.
    """
    top = _git(dataset, "rev-parse", "--show-toplevel")
    if top is None:
        return
    status = _git(dataset, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames") or ""
    changed = [entry[3:] for entry in status.split("\0") if entry]
    below = dataset.resolve().relative_to(Path(top.strip()).resolve()).as_posix()
    changed = [name for name in changed if not name.startswith(tuple(f"{below}/{own}" for own in WRITTEN))]
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        raise InputError(
            "the working tree has changes that are not committed",
            file=Path(top.strip()),
            value=", ".join(changed[:_SHOWN]) + more,
            hint="Commit them first: a release is made from what others can check out.",
        )


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says; None where there is no git, or no repository."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
