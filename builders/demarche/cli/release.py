"""Release a version of the dataset: an immutable folder with tables, codebook, changes, citation and hashes.

VERSION must be the one that dataset/dataset.yaml names. The folder is built and checked by both engines
beside its place and appears whole or not at all. Releasing the same content again changes nothing; other
content under a released version is refused, and so are changes that are not committed and a version that is
too low a step for what changed (`demarche diff`).
"""

from __future__ import annotations

import argparse

from demarche.cli.common import add_dataset, chosen_dataset
from demarche.errors import InputError

NAME = "release"
HELP = "make an immutable release of the dataset"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("version", nargs="?", metavar="VERSION", help="the version to release: 0.1.0")
    parser.add_argument("--date", metavar="DATE", help="the day of the release, YYYY-MM-DD")
    parser.add_argument(
        "--current",
        action="store_true",
        help="instead of VERSION: check that the version being worked on, if released, still builds the same",
    )
    add_dataset(parser)


def run(args: argparse.Namespace) -> int:
    """Release, and say where the files are."""
    from demarche.cli.build import print_first_rows, shown, summary
    from demarche.release.about import read_about
    from demarche.release.build import build
    from demarche.release.index import find, read_index
    from demarche.release.make import release
    from demarche.release.worktree import require_committed

    dataset = chosen_dataset(args)
    version, date = args.version, args.date
    if len({args.current, version is None, date is None}) > 1:
        raise InputError(
            "needs a version and its day", hint="demarche release 0.1.0 --date 2024-06-30, or --current."
        )
    if args.current:
        version = read_about(dataset).version
        entry = find(read_index(dataset), version)
        if entry is None:
            print(f"{version} is not released yet: demarche release {version} --date YYYY-MM-DD")
            print(f"Its tables as they stand: {shown(dataset / 'tables')}")
            print_first_rows(build(dataset))
            return 0
        date = entry.date
    elif find(read_index(dataset), version) is None:
        require_committed(dataset)
    done = release(dataset, version, date)
    for path in done.cleaned:
        print(f"Removed what an interrupted release had left: {shown(path)}")
    said = {
        "made": "Released",
        "there": "Already released, with this very content:",
        "entered": "The folder was complete; entered in the index:",
    }
    print(f"{said[done.state]} {version} ({date}): {summary(done.build)}")
    for path in sorted(path for path in done.folder.rglob("*") if path.is_file()):
        print(f"  {path.stat().st_size:>9,} bytes  {shown(path)}")
    print_first_rows(done.build)
    return 0
