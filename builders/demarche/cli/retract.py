"""Retract a release: note in the index that it must not be used, and why.

Nothing is deleted. Whoever loads the version is warned, and `latest` passes it over. The note reaches a place
where the release is published with the next `demarche publish VERSION URL`.
"""

from __future__ import annotations

import argparse

from demarche.cli.common import add_dataset, chosen_dataset

NAME = "retract"
HELP = "note that a release must not be used, and why"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("version", metavar="VERSION", help="the version to retract")
    parser.add_argument(
        "--reason", required=True, metavar="TEXT", help="what is wrong with it, in a sentence"
    )
    parser.add_argument("--date", required=True, metavar="DATE", help="the day of the retraction, YYYY-MM-DD")
    parser.add_argument("--replaced-by", metavar="VERSION", help="the version to use instead")
    add_dataset(parser)


def run(args: argparse.Namespace) -> int:
    """Retract, and say what the index now says."""
    from demarche.release.retract import retract

    before = retract(
        chosen_dataset(args),
        args.version,
        date=args.date,
        reason=args.reason,
        replaced_by=args.replaced_by,
    )
    if before.retracted is not None:
        print(f"It was retracted on {before.retracted['date']}: {before.retracted['reason']} Now:")
    instead = f" Use {args.replaced_by} instead." if args.replaced_by else ""
    print(f"Retracted release {args.version} as of {args.date}: {args.reason}{instead}")
    print(f"Where it is published, say so with: demarche publish {args.version} URL")
    return 0
