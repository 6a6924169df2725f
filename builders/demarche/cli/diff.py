"""Compare two versions: rows added, withdrawn and corrected, columns, and the step that they ask for.

OLD and NEW are released versions (0.1.0), release folders or their addresses (https://…, s3://…). Without NEW
it is the dataset as it stands: what a release made now would change. Differences are no errors: the exit code
is 0, and 1 only where the ids of OLD are not what they were (reused, or gone without a tombstone).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.cli.common import add_dataset, chosen_dataset
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.release.snapshot import Snapshot

NAME = "diff"
HELP = "compare two versions, and say how far the version has to move"
LISTED = 20


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("old", metavar="OLD", help="a version, or the folder or address of a release")
    parser.add_argument("new", metavar="NEW", nargs="?", help="likewise (default: the dataset as it stands)")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    parser.add_argument(
        "--limit",
        type=int,
        metavar="N",
        help=f"list at most N rows of each kind and table (default: {LISTED} in text, else all)",
    )
    add_dataset(parser)


def run(args: argparse.Namespace) -> int:
    """Compare, and print what differs."""
    from demarche.release.bump import broken_promises
    from demarche.release.diff import compare

    if args.limit is not None and args.limit < 0:
        raise InputError("must not be negative", field="--limit", value=args.limit)
    old = _snapshot(args.old, args)
    new = _standing(args) if args.new is None else _snapshot(args.new, args)
    diff = compare(old, new)
    broken = broken_promises(old, new, diff)
    if args.format == "markdown":
        from demarche.release.changes import changes_text

        print(changes_text(diff, limit=args.limit), end="")
    elif args.format == "json":
        from demarche.report.diff_view import as_json

        print(json.dumps(as_json(diff, broken, args.limit), ensure_ascii=False, indent=2, default=str))
    else:
        from demarche.report.diff_view import as_text

        print(as_text(diff, broken, LISTED if args.limit is None else args.limit), end="")
    return 1 if broken else 0


def _standing(args: argparse.Namespace) -> Snapshot:
    from demarche.release.arrange import arranged
    from demarche.release.build import build
    from demarche.release.snapshot import of_build

    return of_build(arranged(build(chosen_dataset(args))))


def _snapshot(place: str, args: argparse.Namespace) -> Snapshot:
    from demarche.release.snapshot import of_place, of_version
    from demarche.stores import is_url
    from demarche.version import is_version

    if is_version(place):
        return of_version(place, chosen_dataset(args))
    if not is_url(place) and not Path(place).is_dir():
        raise InputError(
            "is neither a version, nor a folder, nor an address",
            value=place,
            hint="Versions are MAJOR.MINOR.PATCH, as 0.1.0; a folder is one of dataset/releases/.",
        )
    return of_place(place)
