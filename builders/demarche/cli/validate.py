"""Check tables against the contract and the coding rules.

PATH is a folder of tables, one table (a .csv, .tsv or .parquet file named after it, or of any name with
--table; text may be compressed: .gz, .zst) or a datapackage.json; several are checked as one. Without it, the
dataset of the checkout: its tables, frozen claims and ledger. The folder of a release must also be what its
manifest says, file by file. Warnings do not make tables invalid; with --strict they give exit code 3.

With --format github, findings are annotations of a pull request, and the summary of the step is written too.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.checks import Verdict

NAME = "validate"
HELP = "check tables against the contract and the rules"
WARNINGS_ONLY = 3


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="what to check")
    parser.add_argument("--table", metavar="NAME", help="the table that the files hold, whatever their names")
    parser.add_argument(
        "--engine",
        choices=("pandera", "frictionless", "both"),
        default="pandera",
        help="pandera with the rules (default), Frictionless, or both and where they differ",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif", "junit", "html"),
        default="text",
        help="how to tell the findings (default: text)",
    )
    parser.add_argument("--strict", action="store_true", help="exit with 3 where there are warnings only")


def run(args: argparse.Namespace) -> int:
    """Print the verdict; 0 if valid, 1 if not, 3 for warnings only with --strict.

    Raises InputError where there is nothing to check.
    """
    verdict = _verdict(args.paths, args.table, args.engine)
    _tell(verdict, args.format)
    if not verdict.valid:
        return 1
    return WARNINGS_ONLY if args.strict and verdict.total("warning") else 0


def _tell(verdict: Verdict, style: str) -> None:
    if style == "text":
        from rich.console import Console

        from demarche.report.findings import print_verdict

        print_verdict(verdict, Console(highlight=False))
        return
    from demarche.report.formats import render

    sys.stdout.write(render(verdict, style))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if style == "github" and summary:
        from demarche.report.formats.as_github import step_summary

        with Path(summary).open("a", encoding="utf-8") as stream:
            stream.write(step_summary(verdict))


def _verdict(paths: Sequence[Path], table: str | None, engine: str) -> Verdict:
    from demarche.checks import check, find_tables
    from demarche.checks.package import compare, validate_files, validate_package
    from demarche.release.manifest import MANIFEST, verify_release
    from demarche.resources import dataset_dir

    places = list(paths) or [dataset_dir()]
    for place in places:
        folder = place.parent if place.name == "datapackage.json" else place
        if (folder / MANIFEST).is_file():
            verify_release(folder)
    files = [file for place in places for file in find_tables(place, table)]
    if engine == "pandera":
        return check(files)
    own_descriptor = len(places) == 1 and places[0].name == "datapackage.json"
    theirs = validate_package(places[0]) if own_descriptor else validate_files(files)
    return theirs if engine == "frictionless" else compare(check(files), theirs)
