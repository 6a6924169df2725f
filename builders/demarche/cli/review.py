"""Decide on the claims of a source in the browser.

The page shows the text with its claims marked. Accept, amend, reject or add (by selecting words) and give a
reason: dataset/curation/SOURCE.yaml has the decision, and no other line of it changes. `a`, Enter accepts
with the quotation as the reason; `r`, 1, Enter rejects with a reason that recurs. What is typed and not saved
is kept as a draft. The page is served to this machine alone, at an address with a token; stop it with Ctrl-C.
"""

from __future__ import annotations

import argparse

from demarche.cli.common import add_dataset, chosen_dataset
from demarche.errors import InputError

NAME = "review"
HELP = "decide on the claims of a source in the browser"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("source", metavar="SOURCE", help="the source_id")
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="the port (default: any that is free)"
    )
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    add_dataset(parser)


def run(args: argparse.Namespace) -> int:
    """Serve the page until it is stopped."""
    from demarche.review.desk import Desk

    desk = Desk(chosen_dataset(args), args.source)
    desk.look()  # what is wrong on the disk is told here, and not in the browser
    try:
        from demarche.review.serve import serving
    except ImportError as error:
        raise InputError(
            "the page needs a package that is not installed",
            hint="Install it: pip install 'demarche[review]'",
        ) from error
    with serving(desk, args.port) as (address, server):
        print(
            f"Review {args.source} at\n  {address}\nThe address works on this machine alone. Stop: Ctrl-C.",
            flush=True,
        )
        if args.open:
            import webbrowser

            webbrowser.open(address)
        server.serve_forever()
    return 0
