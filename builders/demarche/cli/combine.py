"""Make one coding of two: what either has, what both have, or a list of differences to decide on.

  demarche combine A B --policy union --out claims.csv
  demarche combine A B --policy intersection --out claims.csv
  demarche combine A B --policy adjudicate --out FOLDER [--texts news/*.txt]

A and B are files of claims, CSV or Parquet, or coded corpora, of the same texts. A claim is in both when type
and pair are the same and the evidence overlaps or the dates are the same; A's is kept. `adjudicate` decides
nothing: FOLDER has, as a dataset has them, claims/ with the claims of both, source by source, and curation/
with every difference as a decision that is open. With the texts it quotes the evidence.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.claims import Claim

NAME = "combine"
HELP = "make one coding of two: union, intersection, or differences to decide on"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("a", type=Path, metavar="A", help="the claims of one coder, a file or a coded corpus")
    parser.add_argument("b", type=Path, metavar="B", help="those of the other")
    parser.add_argument(
        "--policy", required=True, choices=("union", "intersection", "adjudicate"), help="what is kept"
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE|FOLDER",
        help="claims .csv or .parquet; of adjudicate a folder",
    )
    parser.add_argument("--texts", type=Path, nargs="+", metavar="PATH", help="with adjudicate: the texts")
    parser.add_argument("--published", metavar="DATE", help="the day the texts were published, YYYY-MM-DD")


def run(args: argparse.Namespace) -> int:
    """Read both, combine, write."""
    from demarche.claims_table import read_coding, write_claims
    from demarche.coders.combining import common, united

    if args.policy == "adjudicate":
        return _adjudicate(args)
    if args.out.suffix not in {".csv", ".parquet"}:
        raise InputError("is neither .csv nor .parquet", file=args.out, hint="Name it claims.csv.")
    if args.texts:
        raise InputError("--texts goes with --policy adjudicate", hint="Leave it out.")
    first, second = read_coding(args.a), read_coding(args.b)
    policy = united if args.policy == "union" else common
    claims: list[Claim] = []
    for source_id in sorted(first.keys() | second.keys()):
        claims += policy([*first.get(source_id, {}).values()], [*second.get(source_id, {}).values()])
    write_claims(claims, args.out)
    print(f"{args.out}: {len(claims)} claims of {_count(first)} in A and {_count(second)} in B")
    return 0


def _adjudicate(args: argparse.Namespace) -> int:
    from demarche.claims_table import read_coding, write_frozen
    from demarche.coders.adjudicating import adjudicate
    from demarche.files import write_text
    from demarche.sources.text import read_document

    if args.out.suffix or (args.out.exists() and not args.out.is_dir()):
        raise InputError("is no folder", file=args.out, hint="--policy adjudicate writes a folder.")
    if args.out.is_dir() and any(args.out.iterdir()):
        raise InputError(
            "is not empty", file=args.out, hint="Give a new folder: decisions are not overwritten."
        )
    texts = {}
    for path in args.texts or ():
        document = read_document(path, args.published)
        texts[document.source_id] = document.text
    first, second = read_coding(args.a), read_coding(args.b)
    same = differences = 0
    for source_id in sorted(first.keys() | second.keys()):
        ours, theirs = first.get(source_id, {}), [*second.get(source_id, {}).values()]
        found = adjudicate(source_id, ours, theirs, texts.get(source_id))
        write_frozen(found.claims, args.out / "claims" / f"{source_id}.csv")
        write_text(args.out / "curation" / f"{source_id}.yaml", found.curation)
        same, differences = same + found.same, differences + found.differences
    print(
        f"{args.out}: {same} claims are the same in A and B; {differences} differences are to be decided on"
    )
    return 0


def _count(coding: dict[str, dict[str, Claim]]) -> int:
    return sum(map(len, coding.values()))
