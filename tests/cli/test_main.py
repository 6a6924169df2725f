from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest

from demarche import cli
from demarche.cli import COMMANDS, command_module, main
from demarche.errors import DataError, InputError

HEAVY = {
    "pandas",
    "pandera",
    "pyarrow",
    "frictionless",
    "numpy",
    "rich",
    "yaml",
    "ahocorasick_rs",
    "vl_convert",
}


def failing(error: BaseException) -> SimpleNamespace:
    """A command that registers nothing and raises."""

    def run(_: object) -> int:
        raise error

    return SimpleNamespace(NAME="code", HELP="fails", register=lambda _: None, run=run)


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    def use(error: BaseException) -> None:
        monkeypatch.setattr(cli, "command_module", lambda _: failing(error))

    return use


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: demarche {name}")
    assert str(command_module(name).NAME) == name


def test_help_lists_every_command_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("    ")]
    assert [name for name in listed if name in COMMANDS] == list(COMMANDS)


def test_no_module_of_a_command_is_missing_from_the_list() -> None:
    folder = Path(cli.__file__).parent
    shared = {"__init__", "coders", "common"}  # options that several commands have
    modules = {path.stem.removesuffix("_") for path in folder.glob("*.py") if path.stem not in shared}
    assert modules == set(COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"demarche {version('demarche')}\n"


@pytest.mark.parametrize("argv", [[], ["nothing"], ["code"], ["code", "--no-such-option", "x.txt"]])
def test_wrong_usage_exits_2_and_shows_the_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    assert "usage: demarche" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("cannot be read", file="a.txt", hint="Check the path."), 2),
        (DataError("is not a day", file="a.csv", line=3, field="date", value="soon", hint="Mend it."), 1),
    ],
)
def test_errors_are_told_in_words(
    raising: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
    error: InputError | DataError,
    code: int,
) -> None:
    raising(error)
    assert main(["code"]) == code
    assert capsys.readouterr().err == f"demarche: {error}\n"


def test_what_the_machine_refuses_is_told_with_the_file(
    raising: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    raising(PermissionError(13, "Permission denied", "dataset/releases"))
    assert main(["code"]) == 2
    assert capsys.readouterr().err.startswith("demarche: dataset/releases: Permission denied\n")


def test_an_interrupted_run_exits_130(raising: Callable[[BaseException], None]) -> None:
    raising(KeyboardInterrupt())
    assert main(["code"]) == 130


def test_a_fault_of_our_own_exits_70_and_says_how_to_see_it(
    raising: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DEMARCHE_DEBUG", raising=False)
    raising(ZeroDivisionError("by nought"))
    assert main(["code"]) == 70
    shown = capsys.readouterr().err
    assert "ZeroDivisionError: by nought" in shown
    assert "DEMARCHE_DEBUG=1" in shown


def test_debugging_shows_the_traceback(
    raising: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMARCHE_DEBUG", "1")
    raising(ZeroDivisionError("by nought"))
    with pytest.raises(ZeroDivisionError, match="by nought"):
        main(["code"])


def test_help_imports_nothing_heavy() -> None:
    """What makes it quick (benchmarks/validator.py measures 0.25 s) on a machine that is busy too."""
    program = (
        "import sys; from demarche.cli import main; main(['--help'])\n"
        "print('loaded:', len(sys.modules), *{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    number, *loaded = done.stdout.rpartition("loaded:")[2].split()
    assert int(number) < 200
    assert not set(loaded) & HEAVY
    assert "demarche" in loaded


def test_a_closed_pipe_is_no_fault() -> None:
    """`demarche … | head` ends quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    # Without a buffer argparse itself meets the closed pipe, and keeps quiet about it.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-m", "demarche", "--help"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=env,
        check=False,
    )
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode == 141


def test_a_terminal_without_unicode_gets_escapes() -> None:
    program = "import sys; from demarche.cli import main; main(['--help']); print('\\N{RIGHTWARDS ARROW}')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "\\u2192" in done.stdout
