"""Verify that releases, or an extract, are what they say: read all of it back and list every difference.

PLACE is the folder or address of a release, a home of releases (all of them are checked), or the record of an
extract (FILE.json, written by `demarche extract`). Of a release every file is held against its hash, every
table against its content hash, and both engines judge it. Of an extract the file is held against its record,
and the record against the release.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from demarche.cli.common import add_home, chosen_home, warn

NAME = "verify"
HELP = "check that a release or an extract is what it says"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "place", metavar="PLACE", help="a release, a home of releases, or the record of an extract"
    )
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Print what was found; 0 if all is as it was, else 1."""
    if args.place.endswith(".json") and Path(args.place).is_file():
        return _extract(args)
    from demarche.loading.verify import verify_place

    valid = True
    for checked in verify_place(args.place, warn):
        valid = valid and not checked.faults
        if checked.faults:
            print(f"Release {checked.version} is not what was released, in {len(checked.faults)} places:")
            for fault in checked.faults:
                print(f"  {fault}")
        else:
            counts = f"{checked.files} files, {checked.tables} tables"
            print(f"Release {checked.version} is what was released: {counts}")
        for skipped in checked.skipped:
            print(f"  Not checked: {skipped}")
    return 0 if valid else 1


def _extract(args: argparse.Namespace) -> int:
    from demarche.extract import check_record

    faults = check_record(Path(args.place), lambda: chosen_home(args))
    for fault in faults:
        print(fault)
    if not faults:
        print("The extract is what its record says, and the release gives the same rows.")
    return 1 if faults else 0
