"""Code texts: print the claims they make, write them as one table, or code a corpus into a folder of tables.

A text is a .txt file in UTF-8, or a source folder with source.yaml and text.txt. Dates such as "on Tuesday"
are reckoned from the day of publication: give --published, or begin the file with the lines

  ---
  published: 2024-06-18
  ---

With --out FOLDER the paths may be a corpus of any size: .txt, .jsonl, .csv, .parquet, .html and .warc
files, also .gz or .zst of them, folders and globs of them, and addresses such as
s3://bucket/2024/*.jsonl.gz. A document has text and published, and may have source_id, title, url,
publisher and language; --map names columns that are called otherwise:

  demarche code news/*.jsonl.gz --map text=body --map published=day --out coded

What cannot be read or coded goes to errors.parquet with its place and the reason, and the exit code is 1. A
run that was stopped goes on when the same command is given again.

--coder names who codes: the rules, a language model behind an OpenAI-compatible endpoint (llm), the rules
with a model where they are unsure (rules+llm), or a coder that another package registers. A model's claims
are taken only where their quotations stand in the text and the contract allows them. Its answers are kept:
a run that was stopped, also by --max-requests or --max-cost, pays for nothing twice.

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

from demarche.cli.coders import add_coder, chosen_coder, tell_account, tell_usage
from demarche.cli.common import warn
from demarche.engines import ENGINES
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.claims import Claim
    from demarche.corpus.account import CodedBy
    from demarche.engines import Engine
    from demarche.sources.text import Document

NAME = "code"
HELP = "code texts: print or write the claims they make"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, folder, glob or address")
    parser.add_argument("--published", metavar="DATE", help="the day the texts were published, YYYY-MM-DD")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE|FOLDER",
        help="write the claims to FILE (.csv or .parquet), or all tables of a corpus into FOLDER",
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="with --out FOLDER: the column that holds a field, such as text=body",
    )
    parser.add_argument(
        "--engine", choices=ENGINES, default="local", help="with --out FOLDER: where to code (default: local)"
    )
    parser.add_argument(
        "--processes", type=int, metavar="N", help="how many processes of this machine (default: one a core)"
    )
    parser.add_argument(
        "--scheduler",
        metavar="URL",
        help="with --engine dask: a scheduler that is running, such as tcp://host:8786",
    )
    add_coder(parser)
    parser.add_argument(
        "--explain", action="store_true", help="print what made each claim, and why other words made none"
    )
    parser.add_argument("--json", action="store_true", help="with --explain: print JSON, one object a text")


def run(args: argparse.Namespace) -> int:
    """Code every document before anything is written: one that cannot be read stops the run."""
    folder = args.out is not None and (args.out.is_dir() or args.out.suffix == "")
    if args.out is not None and not folder and args.out.suffix not in (".csv", ".parquet"):
        raise InputError(
            "is neither .csv nor .parquet nor a folder",
            file=args.out,
            hint="Name it claims.csv or claims.parquet; for a corpus, name a folder, without an ending.",
        )
    if args.json and not args.explain:
        raise InputError("--json goes with --explain", hint="Without it, write a table: --out claims.csv")
    if args.explain and args.out is not None:
        raise InputError("--explain prints, and writes no claims", hint="Leave out --explain or --out.")
    if args.coder != "rules" and (args.explain or args.engine != "local" or args.processes is not None):
        raise InputError(
            "--explain, --engine and --processes are for the rules",
            field="--coder",
            value=args.coder,
            hint="How many documents another coder has at a time say --workers.",
        )
    if folder:
        return _code_corpus(args)
    return _code_texts(args)


def _code_texts(args: argparse.Namespace) -> int:
    from demarche.sources.text import read_document

    paths = [_text_path(given) for given in args.paths]
    documents = [read_document(path, args.published) for path in paths]
    _check_distinct(documents, paths)
    if args.explain:
        return _explain(documents, as_json=args.json)
    from demarche.coders import Coded, code_documents

    workers = 1 if args.coder == "rules" else args.workers
    results = code_documents(chosen_coder(args), documents, workers)
    done = {doc: found for doc, found in zip(documents, results, strict=True) if isinstance(found, Coded)}
    failed = len(documents) - len(done)
    tell_account(list(done.values()))
    for document, found in zip(documents, results, strict=True):
        if not isinstance(found, Coded):
            print(f"{document.source_id}: {found}", file=sys.stderr)
    if args.out is None:
        _print(list(done), [list(found.claims) for found in done.values()])
        return int(failed > 0)
    from demarche.claims_table import write_claims

    claims = [claim for found in done.values() for claim in found.claims]
    write_claims(claims, args.out)
    left = f"; {failed} could not be coded" if failed else ""
    print(f"{args.out}: {len(claims)} claims, {len(done)} {'text' if len(done) == 1 else 'texts'}{left}")
    return int(failed > 0)


def _text_path(given: str) -> Path:
    """The path of one text. Raises InputError for what only a corpus can be."""
    from demarche.sources.reading.places import KINDS, kind_of

    path = Path(given)
    if "://" in given or (not path.exists() and "*" in given) or kind_of(given) in {*KINDS} - {".txt"}:
        raise InputError("is a corpus, not one text", file=given, hint="Code it into a folder: --out FOLDER")
    return path


def _code_corpus(args: argparse.Namespace) -> int:
    """Code a corpus; 1 when there are dead letters."""
    from demarche.corpus.run import code_corpus
    from demarche.engines.asking import Asking
    from demarche.report.corpus_view import told
    from demarche.report.progress import Progress
    from demarche.sources.reading import Options, expand, total_size
    from demarche.sources.store import is_day

    if args.published is not None and not is_day(args.published):
        raise InputError("is not a day", field="--published", value=args.published, hint="Write YYYY-MM-DD.")
    options = Options(args.published, _columns(args.map))
    places = expand(args.paths)
    engine, by, rows = _engine(args)
    try:
        with Progress(total_size(places)) as progress:
            manifest, worked = code_corpus(places, args.out, engine, options, progress, by=by, rows=rows)
    except KeyboardInterrupt:
        print("demarche: stopped; the same command goes on from here", file=sys.stderr)
        raise
    finally:
        if isinstance(engine, Asking):
            tell_usage(engine.usage)
    for line in told(manifest, args.out):
        print(line)
    if not worked:
        print("It was finished before: nothing was done.")
    return 1 if manifest["documents"]["failed"] else 0


def _engine(args: argparse.Namespace) -> tuple[Engine, CodedBy | None, int | None]:
    """What codes a corpus, who that is, and how many documents a batch has; None for those of the rules."""
    from demarche.coders.choose import BOTH, MODEL
    from demarche.corpus.account import CodedBy
    from demarche.engines import engine_of
    from demarche.engines.asking import Asking

    if args.coder != "rules":
        coder = chosen_coder(args)
        model = args.model if args.coder in {MODEL, BOTH} else None
        return Asking(coder, args.workers), CodedBy(coder.name, coder.version, model), Asking.ROWS
    if args.processes is not None and args.processes < 1:
        raise InputError("must be 1 or more", field="--processes", value=args.processes)
    if args.scheduler is not None and args.engine != "dask":
        raise InputError("--scheduler goes with --engine dask", hint="Leave it out, or add --engine dask.")
    return engine_of(args.engine, args.processes, args.scheduler, warn), None, None


def _columns(given: list[str]) -> dict[str, str]:
    """What --map says, by field. Raises InputError on another form or an unknown field."""
    from demarche.sources.reading import FIELDS

    columns = {}
    for each in given:
        field, sign, column = each.partition("=")
        if not sign or not column or field not in FIELDS:
            known = ", ".join(FIELDS)
            raise InputError(
                "is not FIELD=COLUMN", field="--map", value=each, hint=f"Write text=body. Fields: {known}."
            )
        columns[field] = column
    return columns


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
