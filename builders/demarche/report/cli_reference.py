"""The reference of the command line, docs/cli.md, from the parser itself.

Written out here rather than taken from `--help`, whose layout differs between Python versions.
`python -m demarche.report.cli_reference FILE` writes it.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from demarche.cli import COMMANDS, build_parser
from demarche.files import write_text

_HEAD = """\
# The command line

Written by `make docs` from the commands' own help; a test fails when it drifts.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | the data are wrong: a broken rule, a text that no longer matches its hash |
| 2 | the command cannot be carried out as it was called: an unreadable file, a wrong option |
| 3 | warnings only, where `demarche validate --strict` asks for none |
| 70 | a fault of demarche's own; `DEMARCHE_DEBUG=1` shows the traceback |
| 130 | interrupted |
| 141 | the reader of the output went away |
"""


def reference() -> str:
    """The reference of all commands, in Markdown."""
    (commands,) = (
        action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    return "\n".join([_HEAD, *(_command(commands.choices[name]) for name in COMMANDS)])


def _command(parser: argparse.ArgumentParser) -> str:
    actions = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    positionals = [action for action in actions if not action.option_strings]
    options = [action for action in actions if action.option_strings]
    usage = " ".join(
        [parser.prog, *map(_positional, positionals), *(_bracketed(option) for option in options)]
    )
    lines = [
        f"- `{_name(action)}`: {_escaped((action.help or '').strip())}" for action in (*positionals, *options)
    ]
    return f"## {parser.prog}\n\n```\n{usage}\n```\n\n{_prose(parser)}\n\n" + "\n".join([*lines, ""])


def _prose(parser: argparse.ArgumentParser) -> str:
    """The description; its indented lines become code blocks, with an empty line before and after."""
    blocks = re.split(r"((?:^  .*\n?)+)", (parser.description or "").strip(), flags=re.MULTILINE)
    kept = [_code(block) if block.startswith("  ") else _escaped(block).strip() for block in blocks]
    return "\n\n".join(block for block in kept if block)


def _code(block: str) -> str:
    return "\n".join(f"    {line.strip()}" for line in block.splitlines())


def _escaped(text: str) -> str:
    """Angle brackets are words here, not HTML."""
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _positional(action: argparse.Action) -> str:
    name = _name(action)
    return {"+": f"{name} [{name} ...]", "*": f"[{name} ...]", "?": f"[{name}]"}.get(str(action.nargs), name)


def _bracketed(action: argparse.Action) -> str:
    return _name(action) if action.required else f"[{_name(action)}]"


def _name(action: argparse.Action) -> str:
    """`--out FILE`, `--all`, or a positional's name."""
    metavar = action.metavar if isinstance(action.metavar, str) else None
    if not action.option_strings:
        return metavar or action.dest.upper()
    if action.choices and metavar is None:
        metavar = "{" + ",".join(map(str, action.choices)) + "}"
    if action.nargs == 0:
        return action.option_strings[-1]
    value = metavar or action.dest.upper()
    return f"{action.option_strings[-1]} " + (f"[{value}]" if action.nargs == "?" else value)


if __name__ == "__main__":
    write_text(Path(sys.argv[1]), reference())
