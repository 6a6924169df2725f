"""The command line: one module a command, thin: parse, call, print.

A command module has `NAME`, `HELP`, `register(parser)` and `run(args) -> int`. It imports nothing heavy
at its top, so that `demarche --help` stays fast; `COMMANDS` names the modules in the order of the work.

Exit codes: 0 done; 1 the data are wrong; 2 the command cannot be carried out as it was called; 3 warnings
only (`validate --strict`); 70 a fault of demarche's own; 130 interrupted; 141 the reader of the output went
away.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from types import ModuleType

from demarche.errors import DemarcheError, InputError

COMMANDS = (
    "new",
    "code",
    "link",
    "aggregate",
    "recode",
    "build",
    "validate",
    "rules",
    "release",
    "diff",
    "fetch",
    "extract",
    "cite",
    "verify",
    "publish",
    "retract",
    "dataset",
    "show",
    "site",
    "review",
    "evaluate",
    "agreement",
    "combine",
    "prompt",
    "import",
    "schema",
)
INTERNAL_ERROR, INTERRUPTED, OUTPUT_CLOSED = 70, 130, 141

_REFUSED = "Check the path, its permissions and the space on the disk."
_EPILOG = """\
exit codes: 0 done, 1 the data are wrong, 2 the command cannot be carried out as it was called,
3 warnings only (validate --strict), 70 a fault of demarche's own (set DEMARCHE_DEBUG=1 to see where)"""


class _Version(argparse.Action):
    """Looks the version up when it is asked for: the lookup reads the installation."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from demarche import __version__

        print(f"demarche {__version__}")
        parser.exit()


def build_parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of the named commands."""
    parser = argparse.ArgumentParser(
        prog="demarche",
        description="State-to-state interactions from news: code, curate, validate, release.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is and leave")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)
    for name in names:
        module = command_module(name)
        command = commands.add_parser(
            module.NAME,
            help=module.HELP,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.register(command)
        command.set_defaults(run=module.run)
    return parser


def command_module(name: str) -> ModuleType:
    """The module of a command."""
    # A module cannot be called `import`: such a name ends in an underscore.
    return import_module(f"demarche.cli.{name}{'_' * iskeyword(name)}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. Errors that demarche raises on purpose go to stderr in words."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without Unicode gets escapes, not a crash
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Nothing more can be written; without this the interpreter would complain while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OUTPUT_CLOSED
    return code


def _run(arguments: list[str]) -> int:
    try:
        # Only the command that is called is imported; for help and mistakes, all of them.
        args = build_parser([name for name in COMMANDS if name in arguments[:1]] or COMMANDS).parse_args(
            arguments
        )
        code: int = args.run(args)
        return code
    except SystemExit as leave:  # argparse has said what there is to say
        return leave.code if isinstance(leave.code, int) else 2
    except DemarcheError as error:
        print(f"demarche: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.filename is not None:  # the machine's refusal, not a fault
            print(f"demarche: {error.filename}: {error.strerror}\n  {_REFUSED}", file=sys.stderr)
            return InputError.exit_code
        if os.environ.get("DEMARCHE_DEBUG") == "1":
            raise
        print(
            f"demarche: internal error: {type(error).__name__}: {error}\n"
            "  This is a fault of demarche's own: please report it, with the traceback that "
            "DEMARCHE_DEBUG=1 shows.",
            file=sys.stderr,
        )
        return INTERNAL_ERROR
