"""Print how a release is cited: in words, or for reference managers and repositories.

Cite the version that you used, not the dataset as such: numbers can differ between versions.
"""

from __future__ import annotations

import argparse

from demarche.cli.common import add_home, chosen_home

NAME = "cite"
HELP = "print the citation of a release"
FORMATS = ("apa", "bibtex", "cff", "datacite", "ris")


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("version", metavar="VERSION", help="the version to cite, or latest")
    parser.add_argument("--format", choices=FORMATS, default="apa", help="the form of it (default: apa)")
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Print the citation, and nothing else: it can go into a file."""
    print(chosen_home(args).release(args.version).citation(args.format), end="")
    return 0
