"""Fetch a release: every file of it, held against its hash.

Without --out the files go to the user's cache, from which `demarche.load` reads them with no network; with
--out they become a folder of that name, whole or not at all. VERSION may be `latest`: the highest that was
not retracted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from demarche.cli.common import add_home, chosen_home

NAME = "fetch"
HELP = "fetch a release, to have it offline or as a folder"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("version", metavar="VERSION", help="the version to fetch, or latest")
    parser.add_argument("--out", type=Path, metavar="DIR", help="the folder to write it as")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Fetch, and say where the files are."""
    from demarche.loading.fetch import fetch, fetch_to

    release = chosen_home(args).release(args.version)
    folder = fetch(release) if args.out is None else fetch_to(release, args.out)
    files = release.manifest["files"].values()
    size = sum(file["bytes"] for file in files)
    told = f"Release {release.version} ({release.entry.date}), {len(files) + 1} files, {size:,} bytes"
    print(f"{told}: {folder}")
    print(f"Every file is what was released. Cite it as: {release.citation().strip()}")
    return 0
