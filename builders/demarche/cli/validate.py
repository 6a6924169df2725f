"""Check tables, curation files and sources against the contract and the coding rules.

PATH is a folder of tables, one table (a .csv, .tsv or .parquet file named after it, or of any name with
--table; text may be compressed: .gz, .zst), a datapackage.json, a curation file, a source.yaml or a folder of
such; several are checked as one. Without it, the dataset of the checkout: its tables, frozen claims, ledger,
sources and curation. The folder of a release must also be what its manifest says, file by file. Warnings do
not make data invalid; with --strict they give exit code 3.

With --against, rows may refer to those of a published release and are held against it: ids are not reused,
withdrawn ones stay withdrawn, and each cell that differs from the released row is a warning: a correction
has to be meant. A whole dataset may also not lose an id, and its version has to follow from what changed.

With --format github, findings are annotations of a pull request, and the summary of the step is written too.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.checks import Verdict

NAME = "validate"
HELP = "check tables against the contract and the rules"
WARNINGS_ONLY = 3


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="what to check")
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
    parser.add_argument(
        "--against",
        metavar="RELEASE",
        help="a published release to hold it against: its folder, its version in the checkout, or latest",
    )
    parser.add_argument(
        "--allow-remote",
        action="store_true",
        help="fetch tables from addresses, given or named in a descriptor",
    )
    parser.add_argument("--strict", action="store_true", help="exit with 3 where there are warnings only")


def run(args: argparse.Namespace) -> int:
    """Print the verdict; 0 if valid, 1 if not, 3 for warnings only with --strict.

    Raises InputError where there is nothing to check.
    """
    from demarche.checks.remote import brought
    from demarche.resources import dataset_dir
    from demarche.validation import validate_paths

    places = args.paths or [str(dataset_dir())]
    with brought(places, allowed=args.allow_remote) as found:
        verdict = validate_paths(found.paths, table=args.table, engine=args.engine, against=args.against)
        verdict = found.told(verdict)
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
