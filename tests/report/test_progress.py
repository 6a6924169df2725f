"""The bar of a run: what it tells, and that it is quiet where nobody looks."""

from __future__ import annotations

import pytest

from demarche.report import progress
from demarche.report.progress import Progress, pace


@pytest.mark.parametrize(
    ("documents", "read", "left", "seconds", "told"),
    [
        (3000, 1_000_000, 7_500_000, 30.0, "100/s, 0:03:45 left"),
        (12, 1_000, 2_000, 8.0, "1.5/s, 0:00:16 left"),
        (3000, 1_000_000, 0, 30.0, "100/s"),
        (3000, 0, 1_000, 30.0, "100/s"),
        (3000, 1_000_000, 1_000, 0.5, ""),
        (0, 0, 1_000, 30.0, ""),
    ],
)
def test_the_rate_and_the_time_left(documents: int, read: int, left: int, seconds: float, told: str) -> None:
    assert pace(documents, read, left, seconds) == told


def test_what_was_coded_before_says_nothing_of_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 100.0, 100.0, 110.0])
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    bar = Progress(3000)
    bar.found(100, 1000)
    bar.coded(100, 1000)
    (task,) = bar._bar.tasks
    assert (task.completed, task.fields) == (2000, {"documents": 200, "pace": "10/s, 0:00:10 left"})


def test_without_a_terminal_it_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(10) as bar:
        bar.coded(1, 10)
        bar.laying_out()
    assert capsys.readouterr() == ("", "")
