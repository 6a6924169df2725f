"""Link the claims of a coded corpus: which of them, in whatever source, tell of one happening.

FOLDER is what `demarche code … --out FOLDER` has written. Beside its claims there will be `interactions`,
the claims with their ids and their event_id, `participants`, and `events.parquet`, a row for each happening
and pair: the table to count in.

Claims of different sources tell of one happening when type, initiator and target are the same and dates,
status, mode, phase and object are compatible. The result does not depend on the order of the sources.
"""

from __future__ import annotations

import argparse
from pathlib import Path

NAME = "link"
HELP = "link the claims of a coded corpus to events"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a coded corpus")


def run(args: argparse.Namespace) -> int:
    """Link, and say how many events there are."""
    from demarche.corpus.linking import link_corpus

    linked = link_corpus(args.folder)
    print(
        f"{args.folder}: {linked.claims:,} claims tell of {linked.events:,} events; "
        f"{linked.several:,} of these are told by more than one source"
    )
    return 0
