"""Turn events that another system coded into claims, so that it can be measured and compared.

  demarche import events.csv --texts news/*.txt --map initiator=source --map target=target \\
      --map evidence=sentence --map code=event_code --codes cameo --coder petrarch --out claims.csv

A row needs source_id (the text's name), evidence (a sentence or clause of it), initiator, target and
interaction_type, or a CAMEO code or PLOVER event with --codes. Rows whose evidence does not stand in the
text, or that the contract does not allow, are named on stderr and left out; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from demarche.errors import InputError

NAME = "import"
HELP = "turn another system's events into claims"
SHOWN = 20


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("events", type=Path, metavar="EVENTS", help=".csv, .tsv, .jsonl or .parquet")
    parser.add_argument(
        "--texts", type=Path, nargs="+", required=True, metavar="PATH", help="the texts that were coded"
    )
    parser.add_argument("--published", metavar="DATE", help="the day the texts were published, YYYY-MM-DD")
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help="the column that holds a field"
    )
    parser.add_argument(
        "--codes",
        choices=("demarche", "cameo", "plover"),
        default="demarche",
        help="what the types are given in (default: the contract's own interaction_type)",
    )
    parser.add_argument("--coder", required=True, metavar="NAME", help="the name of the other system")
    parser.add_argument("--coder-version", default="unknown", metavar="VERSION", help="its version")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="claims .csv or .parquet")


def run(args: argparse.Namespace) -> int:
    """Read, judge and write."""
    from demarche.claims_table import write_claims
    from demarche.coders.importing import FIELDS, import_events
    from demarche.sources.text import read_document

    if args.out.suffix not in {".csv", ".parquet"}:
        raise InputError("is neither .csv nor .parquet", file=args.out, hint="Name it claims.csv.")
    columns = {}
    for pair in args.map:
        field, equals, column = pair.partition("=")
        if not equals or field not in FIELDS:
            raise InputError(
                "is not FIELD=COLUMN", field="--map", value=pair, hint=f"Fields: {', '.join(FIELDS)}."
            )
        columns[field] = column
    documents = [read_document(path, args.published) for path in args.texts]
    found = import_events(
        args.events,
        documents,
        columns=columns,
        scheme=args.codes,
        coder=args.coder,
        version=args.coder_version,
    )
    write_claims(found.claims, args.out)
    for line in found.told[:SHOWN]:
        print(line, file=sys.stderr)
    left = len(found.told)
    if left > SHOWN:
        print(f"… and {left - SHOWN} more", file=sys.stderr)
    for reason, count in sorted(found.dropped.items(), key=lambda item: (-item[1], item[0])):
        print(f"  not taken: {count} × {reason}", file=sys.stderr)
    print(f"{args.out}: {len(found.claims)} claims; {left} rows were not taken")
    return int(left > 0)
