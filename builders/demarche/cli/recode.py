"""Code a source anew and say how its claims differ from the frozen ones.

With --write the new claims are taken into dataset/claims/. A claim that is recognised (same type, pair and
object, overlapping evidence) keeps its key, and so its decisions and its id; decisions that no longer hold
are listed. A source without frozen claims gets its first ones.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.cli.common import add_dataset, chosen_dataset
from demarche.errors import DataError, InputError

if TYPE_CHECKING:
    from demarche.curation.recode import Recoding
    from demarche.sources.store import Source

NAME = "recode"
HELP = "code sources anew: how their claims differ from the frozen ones"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="the source_id")
    parser.add_argument("--all", action="store_true", help="every source of the dataset")
    parser.add_argument("--write", action="store_true", help="take the new claims into dataset/claims/")
    add_dataset(parser)


def run(args: argparse.Namespace) -> int:
    """Code, compare, print; with --write, take in. Exit code 1 when decisions no longer hold."""
    from demarche.sources.store import load_sources

    dataset = chosen_dataset(args)
    if args.all == (args.source is not None):
        raise InputError("needs the name of a source, or --all", hint="demarche recode SOURCE [--write].")
    sources = load_sources(dataset)
    if not args.all:
        known = ", ".join(source.source_id for source in sources)
        sources = [source for source in sources if source.source_id == args.source]
        if not sources:
            raise InputError("no such source", field="SOURCE", value=args.source, hint=f"Sources: {known}.")
    return max((_recode(source, dataset, args.write) for source in sources), default=0)


def _recode(source: Source, dataset: Path, write: bool) -> int:
    from demarche.claims_table import read_frozen, write_frozen
    from demarche.coding import CODER, CODER_VERSION, code_document
    from demarche.curation.recode import recode
    from demarche.ledger import read_ledger

    path = dataset / "claims" / f"{source.source_id}.csv"
    ledger = read_ledger(dataset / "ids.csv")
    first = not path.is_file()
    frozen = {} if first else read_frozen(path)
    coded = code_document(source.text, source.published, source_id=source.source_id)
    found = recode(frozen, coded, ledger.keys(source.source_id))
    print(f"{source.source_id}: {len(coded)} claims by {CODER} {CODER_VERSION}, {len(frozen)} frozen")
    if not first:
        _print(found)
    unbound = _unbound(source, found, dataset)
    for line in unbound:
        print(f"  {line}")
    if not write:
        if first:
            print(f"  none are frozen yet: demarche recode {source.source_id} --write takes these in")
        return 0
    if first or found.claims != frozen:
        write_frozen(found.claims, path)
        print(f"  written: {path}")
    else:
        print("  nothing has changed; nothing was written")
    return 1 if unbound else 0


def _print(found: Recoding) -> None:
    from demarche.curation.recode import shown

    if found.same:
        print("  the same claims as the frozen ones")
        return
    print(f"  {len(found.added)} added, {len(found.gone)} gone, {len(found.changed)} changed")
    for key, claim in found.added.items():
        print(f"  + {key} ({claim.mode}, {claim.status}, {claim.date or 'no date'})")
    for key in found.gone:
        print(f"  - {key}")
    for key, cells in found.changed.items():
        print(f"  ~ {key}")
        for name, old, new in cells:
            print(f"      {name}: {shown(old)} -> {shown(new)}")


def _unbound(source: Source, found: Recoding, dataset: Path) -> list[str]:
    """What keeps the decisions of the source from being applied to the new claims, line by line."""
    from demarche.curation import curate, read_curation
    from demarche.ledger import read_ledger

    path = dataset / "curation" / f"{source.source_id}.yaml"
    if not path.is_file():
        return []
    try:
        curate(source, found.claims, read_curation(path), read_ledger(dataset / "ids.csv"))
    except DataError as error:
        return ["decisions that do not hold for these claims:", *str(error).splitlines()]
    return []
