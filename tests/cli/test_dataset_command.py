from collections.abc import Sequence
from pathlib import Path

import pytest

from demarche import cli
from demarche.cli import dataset


@pytest.mark.parametrize(("failing", "code"), [(None, 0), ("validate", 1), ("recode", 2)])
def test_the_round_ends_with_the_first_step_that_fails(
    monkeypatch: pytest.MonkeyPatch, failing: str | None, code: int
) -> None:
    steps: list[str] = []

    def step(arguments: Sequence[str]) -> int:
        steps.append(arguments[0])
        return code if arguments[0] == failing else 0

    run = cli.main
    monkeypatch.setattr(cli, "main", step)
    assert run(["dataset"]) == code
    every = [name for name, *_ in dataset.STEPS]
    assert steps == (every if failing is None else every[: every.index(failing) + 1])


def test_outside_a_checkout_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["dataset"]) == 2
    assert "no dataset/ folder" in capsys.readouterr().err
