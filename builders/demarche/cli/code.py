"""Code texts: print or write the claims they make.

A PATH is a text file (UTF-8), or a source folder with source.yaml and text.txt. Dates such as "on Tuesday"
are reckoned from the day of publication: give --published for text files; a source folder knows its own.
Without --out the claims are printed for reading; with it they are written as the contract's table `claims`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from demarche.cli.common import iso_day
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.claims import Claim

NAME = "code"
HELP = "code texts: print or write the claims they make"


class _Document(NamedTuple):
    source_id: str
    text: str
    published: str
    title: str | None


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a text file or a source folder")
    parser.add_argument("--published", metavar="DATE", help="the day the texts were published, YYYY-MM-DD")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the claims to FILE: .csv or .parquet")


def run(args: argparse.Namespace) -> int:
    """Code every document before anything is written: one that cannot be read stops the run."""
    published = None if args.published is None else iso_day(args.published, "--published")
    if args.out is not None and args.out.suffix not in (".csv", ".parquet"):
        raise InputError(
            "is neither .csv nor .parquet",
            file=args.out,
            hint="Name the output claims.csv or claims.parquet.",
        )
    documents = [_read(path, published) for path in args.paths]
    _check_distinct(documents, args.paths)
    from demarche.coding import code_document

    coded = [
        code_document(doc.text, doc.published, source_id=doc.source_id, title=doc.title) for doc in documents
    ]
    if args.out is None:
        _print(documents, coded)
        return 0
    from demarche.claims_table import write_claims

    claims = [claim for found in coded for claim in found]
    write_claims(claims, args.out)
    print(
        f"{args.out}: {len(claims)} claims from {len(documents)} {'text' if len(documents) == 1 else 'texts'}"
    )
    return 0


def _read(path: Path, published: str | None) -> _Document:
    if path.is_dir():
        from demarche.sources.store import load_source

        source = load_source(path)
        return _Document(source.source_id, source.text, published or source.published, source.title)
    from demarche.sources.text import read_document

    text = read_document(path)
    if published is None:
        raise InputError(
            "the publication date is missing", file=path, hint="Give it: --published YYYY-MM-DD."
        )
    return _Document(path.stem, text, published, None)


def _check_distinct(documents: list[_Document], paths: list[Path]) -> None:
    """A claim points at its text by source_id: two texts cannot share one."""
    first: dict[str, Path] = {}
    for document, path in zip(documents, paths, strict=True):
        other = first.setdefault(document.source_id, path)
        if other is not path:
            raise InputError(
                f"has the same name as {other}",
                file=path,
                value=document.source_id,
                hint="Rename one: the name without its suffix becomes the source_id.",
            )


def _print(documents: list[_Document], coded: list[list[Claim]]) -> None:
    from demarche.contract.actors import load_actors
    from demarche.report.claims_view import view

    names = {actor_id: actor.name for actor_id, actor in load_actors().items()}
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = min(shutil.get_terminal_size().columns, 100)
    for document, claims in zip(documents, coded, strict=True):
        print(f"{document.source_id}, published {document.published}\n")
        print(view(claims, document.text, names, width=width, colour=colour))
