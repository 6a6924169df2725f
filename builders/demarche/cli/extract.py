"""Extract the rows that an analysis rests on: CSV, Parquet or Stata, with a record of where they are from.

Options can be repeated or hold several values with commas between them; those of one kind are alternatives,
and all kinds must hold. By default rows between states, of the table events, that a person has looked at.
Beside FILE, FILE.json keeps version, selection, hashes and citation: `demarche verify FILE.json` checks a
replication archive against the release.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from demarche.cli.common import add_home, chosen_home

NAME = "extract"
TABLES = ("events", "interactions")
HELP = "write the rows that an analysis rests on, with their record"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=".csv, .parquet or .dta")
    parser.add_argument("--release", default="latest", metavar="VERSION", help="default: latest")
    parser.add_argument("--table", choices=TABLES, default="events", help="default: events")
    for name, example in (
        ("dyad", "a pair of actors in any order: PRK-RUS"),
        ("type", "a type of interaction: visit"),
        ("status", "such as occurred or planned"),
        ("kind", "the kind of both actors: state, igo, bloc, or all for any (default: state)"),
    ):
        parser.add_argument(f"--{name}", action="append", default=[], metavar=name.upper(), help=example)
    parser.add_argument("--years", metavar="YEARS", help="those the date can fall in: 2000-2024, 2024, 2000-")
    parser.add_argument("--machine", action="store_true", help="also rows that nobody has looked at")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Write the extract, and say what it holds and how it is cited."""
    from demarche.extract import Selection, extract
    from demarche.extract.selection import EVERY_KIND, parse_years, sorted_dyad

    kinds = _values(args.kind) or ("state",)
    wanted = Selection(
        table=args.table,
        dyads=tuple(sorted(map(sorted_dyad, _values(args.dyad)))),
        types=_values(args.type),
        statuses=_values(args.status),
        years=None if args.years is None else parse_years(args.years),
        kinds=() if EVERY_KIND in kinds else kinds,
        machine=args.machine,
    )
    done = extract(chosen_home(args).release(args.release), wanted, args.out)
    rows, selected = done.content["rows"], done.selected
    version = done.content["release"]["version"]
    print(f"{done.path}: {rows:,} {'row' if rows == 1 else 'rows'} of release {version}")
    print(f"SHA-256 {done.content['sha256']}")
    for count, told in (
        (selected.other_kinds, "with an actor of another kind (--kind all takes them in)"),
        (selected.undated, "without a date"),
        (selected.machine, "of the table that nobody has looked at (--machine takes them in)"),
    ):
        if count:
            print(f"Left out: {count:,} {'row' if count == 1 else 'rows'} {told}")
    print(f"Its record, to be kept with it: {done.record}")
    print(f"Cite it as: {done.content['citation']}")
    return 0


def _values(given: Sequence[str]) -> tuple[str, ...]:
    """The values of an option that was repeated or holds commas, sorted, each once."""
    return tuple(sorted({value.strip() for text in given for value in text.split(",") if value.strip()}))
