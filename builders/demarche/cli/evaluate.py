"""Compare claims with gold, matched one to one on (type, initiator, target, status).

  demarche evaluate GOLD CLAIMS                  a gold CSV and a claims CSV or Parquet, or folders of them
  demarche evaluate GOLD --code [TEXT]           code the text now (beside the gold when TEXT is left out)
  demarche evaluate GOLD --coders rules,llm      several coders side by side: figures, speed, cost
  demarche evaluate --pairs FILE.tsv             the sentence task, with source and target marked

Folders: <name>.gold.csv (or <name>.csv) goes with <name>.csv or <name>.parquet, <name>.txt and the
publication dates in index.csv (columns file, published). CLAIMS may also be one file with the claims of all
texts, or a coded corpus: <name> is their source_id. Exit code 0 whatever the figures, 2 on bad input.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.cli.coders import add_model, chosen_coder

if TYPE_CHECKING:
    from demarche.evaluate.grids import Grid

NAME = "evaluate"
HELP = "compare claims with gold: precision, recall, F1, errors"


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("gold", nargs="?", type=Path, metavar="GOLD", help="gold CSV or folder")
    parser.add_argument(
        "claims", nargs="?", type=Path, metavar="CLAIMS", help="claims CSV, Parquet, folder or coded corpus"
    )
    parser.add_argument(
        "--code", nargs="?", const=Path(), type=Path, metavar="TEXT",
        help="code TEXT (a file, or a folder of <name>.txt) instead of reading claims",
    )  # fmt: skip
    parser.add_argument("--coders", metavar="A,B", help="compare coders on the texts beside the gold")
    parser.add_argument("--published", metavar="DATE", help="when TEXT was published (or index.csv)")
    parser.add_argument("--text", type=Path, metavar="FILE", help="the text, to show evidence from")
    parser.add_argument("--pairs", type=Path, metavar="FILE.tsv", help="run the sentence task")
    parser.add_argument("--predictions", type=Path, metavar="OUT.tsv", help="write gold and predicted class")
    parser.add_argument("--summary", action="store_true", help="figures only, for sealed data")
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_model(parser)


def run(args: argparse.Namespace) -> int:
    """Print the evaluation. Raises InputError when it cannot be made."""
    from demarche.evaluate.withheld import withheld

    _check(args)
    with withheld(args.summary):
        if args.coders:
            return _coders(args)
        return _pairs(args) if args.pairs else _rows(args)


def _rows(args: argparse.Namespace) -> int:
    from demarche.evaluate.documents import code_documents, read_documents
    from demarche.evaluate.figures import evaluate, pool
    from demarche.evaluate.output import as_json, full_grids, summary_grids

    if args.code is None:
        documents = read_documents(args.gold, args.claims, args.text)
    else:
        # argparse's `const`: --code was given without a text.
        documents = code_documents(args.gold, None if args.code == Path() else args.code, args.published)
    evaluated = [(document, evaluate(document.gold, document.claims)) for document in documents]
    pooled = pool([one for _, one in evaluated])
    if args.json:
        return _print_json(as_json(evaluated, pooled, summary=args.summary))
    return _print_grids(summary_grids(pooled) if args.summary else full_grids(evaluated, pooled))


def _coders(args: argparse.Namespace) -> int:
    from demarche.evaluate.coders import coder_grid, coders_json, measure

    measured = []
    for name in dict.fromkeys(args.coders.split(",")):
        coder = chosen_coder(args, name.strip())
        measured.append(measure(coder, args.gold, 1 if name == "rules" else args.workers))
    return _print_json(dict(coders_json(measured))) if args.json else _print_grids([coder_grid(measured)])


def _pairs(args: argparse.Namespace) -> int:
    from demarche.errors import DataError
    from demarche.evaluate.documents import coder_function
    from demarche.evaluate.pairs import (
        evaluate_pairs,
        pairs_grids,
        pairs_json,
        predictions_tsv,
        read_pairs,
    )
    from demarche.files import write_text

    sentences = read_pairs(args.pairs)
    try:
        evaluation = evaluate_pairs(sentences, coder_function("demarche.coding.pairs", "classify_pair"))
    except ValueError as error:
        raise DataError(str(error), file=args.pairs) from error
    if args.predictions:
        write_text(args.predictions, predictions_tsv(evaluation))
    if args.json:
        return _print_json(pairs_json(evaluation, summary=args.summary))
    return _print_grids(pairs_grids(evaluation, summary=args.summary))


def _check(args: argparse.Namespace) -> None:
    from demarche.errors import InputError

    if args.pairs:
        others = ("gold", "claims", "code", "published", "text")
        wrong = [name for name in others if getattr(args, name) is not None]
        if wrong:
            raise InputError(
                f"--pairs goes without {', '.join(wrong)}", hint="demarche evaluate --pairs FILE.tsv"
            )
        return
    if args.predictions:
        raise InputError("--predictions goes with --pairs", hint="demarche evaluate --pairs FILE.tsv")
    if args.coders:
        if args.gold is None or args.claims or args.code or args.text or args.published:
            raise InputError(
                "--coders wants gold with the texts beside it, and nothing else",
                hint="demarche evaluate GOLD --coders rules,llm --model NAME",
            )
        return
    if args.gold is None or (args.claims is None) == (args.code is None):
        raise InputError(
            "either claims or --code is needed beside the gold",
            hint="demarche evaluate GOLD CLAIMS, or: demarche evaluate GOLD --code TEXT --published DATE",
        )
    if args.published and args.code is None:
        raise InputError(
            "--published goes with --code", hint="Claims that are read have their dates already."
        )
    if args.text and args.code is not None:
        raise InputError("--text goes without --code", hint="The text that is coded is the one shown.")


def _print_grids(grids: list[Grid]) -> int:
    from demarche.evaluate.grids import show

    show(grids, sys.stdout)
    return 0


def _print_json(figures: dict[str, object]) -> int:
    import json

    print(json.dumps(figures, ensure_ascii=False, indent=2))
    return 0
