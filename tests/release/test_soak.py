"""Releasing is killed at five random moments; `benchmarks/soak.py` does it as often as one likes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_a_kill_at_any_moment_leaves_the_old_state_or_the_new_one(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(checkout / "benchmarks" / "soak.py"), "release", "5"],
        env=os.environ | {"PYTHONPATH": str(checkout / "builders")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    counts = [line.split() for line in done.stdout.splitlines()]
    assert sum(int(count) for count, _ in counts) == 5
    assert {state for _, state in counts} <= {"old", "new"}
