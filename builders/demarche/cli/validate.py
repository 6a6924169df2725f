"""Check tables against the contract and the coding rules.

PATH is a folder of tables, one table (a .csv or .parquet file named after it) or a datapackage.json;
without it, the dataset of the checkout: its tables, frozen claims and ledger. The folder of a release must
also be what its manifest says, file by file. Warnings do not make tables invalid.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.checks import Verdict

NAME = "validate"
HELP = "check tables against the contract and the rules"


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="what to check")
    parser.add_argument(
        "--engine",
        choices=("pandera", "frictionless", "both"),
        default="pandera",
        help="pandera with the rules (default), Frictionless, or both and where they differ",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to tell the findings")


def run(args: argparse.Namespace) -> int:
    """Print the verdict; 0 if valid, 1 if not. Raises InputError where there is nothing to check."""
    from demarche.report.findings import print_verdict, verdict_json

    verdict = _verdict(args.path, args.engine)
    if args.format == "json":
        sys.stdout.write(verdict_json(verdict))
    else:
        from rich.console import Console

        print_verdict(verdict, Console(highlight=False))
    return 0 if verdict.valid else 1


def _verdict(path: Path | None, engine: str) -> Verdict:
    from demarche.checks import check, read_tables
    from demarche.checks.package import compare, validate_files, validate_package
    from demarche.release.manifest import MANIFEST, verify_release
    from demarche.resources import dataset_dir

    place = dataset_dir() if path is None else path
    folder = place.parent if place.name == "datapackage.json" else place
    if (folder / MANIFEST).is_file():
        verify_release(folder)
    readings = read_tables(place)
    if engine == "pandera":
        return check(readings)
    theirs = validate_package(place) if place.name == "datapackage.json" else validate_files(readings)
    return theirs if engine == "frictionless" else compare(check(readings), theirs)
