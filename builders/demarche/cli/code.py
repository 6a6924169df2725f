"""Code texts: print the claims they make for reading, or write them as the contract's table `claims`.

A PATH is a .txt file in UTF-8, or a source folder with source.yaml and text.txt. Dates such as "on Tuesday"
are reckoned from the day of publication: give --published, or begin the file with the lines

  ---
  published: 2024-06-18
  ---

--explain shows instead which words and which line of the lexicon made each claim, and where the best attempt
on every other trigger stopped; after several texts, what they lack most.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.claims import Claim
    from demarche.sources.text import Document

NAME = "code"
HELP = "code texts: print or write the claims they make"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a text file or a source folder")
    parser.add_argument("--published", metavar="DATE", help="the day the texts were published, YYYY-MM-DD")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the claims to FILE: .csv or .parquet")
    parser.add_argument(
        "--explain", action="store_true", help="print what made each claim, and why other words made none"
    )
    parser.add_argument("--json", action="store_true", help="with --explain: print JSON, one object a text")


def run(args: argparse.Namespace) -> int:
    """Code every document before anything is written: one that cannot be read stops the run."""
    if args.out is not None and args.out.suffix not in (".csv", ".parquet"):
        raise InputError(
            "is neither .csv nor .parquet", file=args.out, hint="Name it claims.csv or claims.parquet."
        )
    if args.json and not args.explain:
        raise InputError("--json goes with --explain", hint="Without it, write a table: --out claims.csv")
    if args.explain and args.out is not None:
        raise InputError("--explain prints, and writes no claims", hint="Leave out --explain or --out.")
    from demarche.sources.text import read_document

    documents = [read_document(path, args.published) for path in args.paths]
    _check_distinct(documents, args.paths)
    if args.explain:
        return _explain(documents, as_json=args.json)
    from demarche.coding import code_document

    coded = [code_document(doc.text, doc.published, source_id=doc.source_id) for doc in documents]
    if args.out is None:
        _print(documents, coded)
        return 0
    from demarche.claims_table import write_claims

    claims = [claim for found in coded for claim in found]
    write_claims(claims, args.out)
    print(f"{args.out}: {len(claims)} claims, {len(documents)} {'text' if len(documents) == 1 else 'texts'}")
    return 0


def _check_distinct(documents: list[Document], paths: list[Path]) -> None:
    """A claim points at its text by source_id: two texts cannot share one."""
    first: dict[str, Path] = {}
    for document, path in zip(documents, paths, strict=True):
        other = first.setdefault(document.source_id, path)
        if other is not path:
            raise InputError(
                f"has the same source_id as {other}",
                file=path,
                value=document.source_id,
                hint="Rename one file, or write a source_id into its front matter.",
            )


def _print(documents: list[Document], coded: list[list[Claim]]) -> None:
    from demarche.contract.actors import load_actors
    from demarche.report.claims_view import view

    names = {actor_id: actor.name for actor_id, actor in load_actors().items()}
    width, colour = _terminal()
    for document, claims in zip(documents, coded, strict=True):
        print(f"{document.source_id}, published {document.published}\n")
        print(view(claims, document.text, names, width=width, colour=colour))


def _explain(documents: list[Document], *, as_json: bool) -> int:
    import json

    from demarche.coding import explain_document
    from demarche.report import explain_view

    width, colour = _terminal()
    explanations = []
    for document in documents:
        told = explain_document(document.text, document.published, document.source_id)
        if as_json:
            print(json.dumps(explain_view.as_json(told), ensure_ascii=False))
            continue
        explanations.append(told)
        print(f"{document.source_id}, published {document.published}\n")
        print(explain_view.view(told, width=width, colour=colour))
    if len(explanations) > 1:
        print(explain_view.totals(explanations, width=width))
    return 0


def _terminal() -> tuple[int, bool]:
    """How many columns to fill, and whether colours are wanted."""
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return min(shutil.get_terminal_size().columns, 100), colour
