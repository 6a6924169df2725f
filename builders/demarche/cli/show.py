"""Show claims with the words that they were read from.

  demarche show i012s25j3tj33                one claim; or all of an event or of a source, by their ids
  demarche show --dyad RUS-PRK               those of a pair, in whichever order
  demarche show --dyad RUS-PRK --type visit  those of one type

They are read from the checkout's tables; --release reads a release folder instead.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from demarche.cli.common import add_dataset, chosen_dataset
from demarche.errors import InputError

NAME = "show"
HELP = "show claims with their evidence"
_WIDEST = 100


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("id", nargs="?", metavar="ID", help="an interaction_id, event_id or source_id")
    parser.add_argument("--dyad", metavar="PAIR", help="two actors: RUS-PRK")
    parser.add_argument("--type", metavar="TYPE", help="an interaction type: visit")
    parser.add_argument("--release", type=Path, metavar="FOLDER", help="read a release instead")
    add_dataset(parser)


def run(args: argparse.Namespace) -> int:
    """Print the claims. Raises InputError when nothing fits what was asked."""
    if args.id is None and args.dyad is None and args.type is None:
        raise InputError("what is to be shown?", hint="Give an id, --dyad or --type: show --dyad RUS-PRK")
    from rich.console import Console

    from demarche.holdings import open_dataset, open_release
    from demarche.report.show_query import chosen
    from demarche.report.show_view import view

    held = open_dataset(chosen_dataset(args)) if args.release is None else open_release(args.release)
    rows = chosen(held, args.id, args.dyad, args.type)
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    console = Console(file=sys.stdout, width=width, highlight=False)
    for part in view(rows, held, width):
        console.print(part, soft_wrap=True)
    return 0
