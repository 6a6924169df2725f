"""Make pages of a release that a browser opens from the disk: what happened, and the words that say so.

  demarche site dataset/releases/1.0.0 --out pages
  demarche site dataset/releases/* --out pages        the newest is shown, the others stand under Versions

The pages need no network and no server: open index.html. A site that stands in DIR is replaced.
"""

from __future__ import annotations

import argparse
from pathlib import Path

NAME = "site"
HELP = "make pages of a release for the browser"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("releases", nargs="+", type=Path, metavar="RELEASE", help="a release folder")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the pages go")


def run(args: argparse.Namespace) -> int:
    """Write the pages and say where they are."""
    from demarche.site import write_site

    made = write_site(args.releases, args.out)
    print(f"Release {made.version}: {made.pages} pages")
    if made.shown < made.events:
        print(f"The table shows a sample: {made.shown:,} of {made.events:,} events.")
    print(f"Open {made.first}")
    return 0
