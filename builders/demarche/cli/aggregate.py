"""Count events by pair or state and month or year, zeros included.

PATH is a table `events`, or a folder with one: a linked corpus, a release, dataset/tables. Events are
counted, never claims. By dyad a row is a directed pair, and what is mutual counts for both directions; by
state an event counts for each of its two sides. Columns say how many events there are, of which types,
statuses and quad classes, and the Goldstein values of those that occurred and that nobody disputes.

Where `sources` stands beside the events, the periods are those in which documents were published, and
--coverage writes how many there are of each publisher in each month: a count means nothing without it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

    from demarche.analysis.aggregate import Span

NAME = "aggregate"
HELP = "count events by pair or state and month or year"

_BY = ("dyad,month", "dyad,year", "state,month", "state,year")


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("path", type=Path, metavar="PATH", help="a table of events, or a folder with one")
    parser.add_argument("--by", choices=_BY, required=True, help="what a row is")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="write the counts to FILE: .csv or .parquet"
    )
    parser.add_argument(
        "--coverage", type=Path, metavar="FILE", help="write documents by publisher and month to FILE"
    )
    parser.add_argument("--from", dest="first", metavar="MONTH", help="the first month, YYYY-MM")
    parser.add_argument("--to", dest="last", metavar="MONTH", help="the last month, YYYY-MM")
    parser.add_argument("--all-actors", action="store_true", help="count organisations and blocs too")


def run(args: argparse.Namespace) -> int:
    """Count, write, and say what was left out."""
    for path in (args.out, args.coverage):
        if path is not None and path.suffix not in (".csv", ".parquet"):
            raise InputError(
                "is neither .csv nor .parquet", file=path, hint="Name it counts.csv or counts.parquet."
            )
    from demarche.analysis.aggregate import aggregate, coverage, span_of
    from demarche.contract.actors import load_actors

    events = _table(args.path, "events")
    if events is None:
        hint = "Give a folder with events; a coded corpus gets them by `demarche link`."
        raise InputError("holds no table of events", file=args.path, hint=hint)
    sources = _table(args.path if args.path.is_dir() else args.path.parent, "sources")
    if args.coverage is not None and sources is None:
        raise InputError("holds no table of sources", file=args.path, hint="Leave out --coverage.")
    unit, period = args.by.split(",")
    span = _span(args.first, args.last, None if sources is None else span_of(sources))
    counted = aggregate(events, unit, period, load_actors(), span=span, states_only=not args.all_actors)
    _write(counted.table, args.out)
    print(f"{args.out}: {counted.counted:,} of {len(events):,} events in {len(counted.table):,} rows")
    for reason, number in counted.left_out.items():
        hint = " (--all-actors counts them)" if "organisation" in reason else ""
        print(f"  {number:,} left out: {reason}{hint}")
    if args.coverage is not None and sources is not None:
        table = coverage(sources)
        _write(table, args.coverage)
        print(f"{args.coverage}: {len(sources):,} documents in {len(table):,} rows")
    return 0


def _span(first: str | None, last: str | None, given: Span | None) -> Span | None:
    """The months that are asked for; where one end is not, that of the sources."""
    from demarche.analysis.aggregate import Span

    if first is None and last is None:
        return given
    if (first is None or last is None) and given is None:
        raise InputError("needs --to, and --to needs --from, where there are no sources", field="--from")
    low = _month(first, "--from") if first is not None else given.first if given is not None else 0
    high = _month(last, "--to") if last is not None else given.last if given is not None else low
    span = Span(low, high)
    if span.first > span.last:
        raise InputError("is after --to", field="--from", value=first, hint="Swap them.")
    return span


def _month(text: str, option: str) -> int:
    from demarche.sources.store import is_day

    if not is_day(f"{text}-01"):
        raise InputError("is not a month", field=option, value=text, hint="Write YYYY-MM.")
    return int(text[:4]) * 12 + int(text[5:]) - 1


def _table(path: Path, name: str) -> pa.Table | None:
    """A table of the contract at a path; None where there is none."""
    from demarche.tables import read_csv, read_parquet

    if path.is_dir():
        folders = [path, path / "tables"]
        found = [folder / f"{name}{end}" for folder in folders for end in (".parquet", ".csv")]
        path = next((file for file in found if file.is_file()), path)
    elif not path.exists():
        raise InputError("does not exist", file=path, hint="Check the path.")
    if path.is_dir():
        return None
    return read_parquet(path, name) if path.suffix == ".parquet" else read_csv(path, name)


def _write(table: pa.Table, path: Path) -> None:
    from demarche.tables import write_csv, write_parquet

    if path.suffix == ".parquet":
        write_parquet(table, path)
    else:
        write_csv(table, path)
