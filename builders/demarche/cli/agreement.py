"""Compare two codings of the same texts: which claims both have, and how far they agree on each field.

  demarche agreement A B     two files of claims, CSV or Parquet, two folders of files of the same names,
                             or two coded corpora

Files with claims of several sources are compared source by source: both coders must have read the same texts.
Claims are joined one to one as `evaluate` joins them, then those that differ in status alone, then those of
one pair whose evidence overlaps. For each field: the share of joined claims on which both say the same,
Krippendorff's alpha and Cohen's kappa (nominal; a dash where only one value occurs). Then every difference.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.evaluate.rows import Row

NAME = "agreement"
HELP = "how far two coders agree: alpha and kappa by field"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("a", type=Path, metavar="A", help="the claims of one coder, a file or a folder")
    parser.add_argument("b", type=Path, metavar="B", help="those of the other")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Print the agreement. Raises InputError where there is nothing to compare."""
    from importlib.util import find_spec

    from demarche.errors import InputError
    from demarche.evaluate.agreement import join
    from demarche.evaluate.agreement_output import as_grids, as_json
    from demarche.evaluate.grids import show

    if find_spec("krippendorff") is None:
        raise InputError(
            "a package is not installed: krippendorff", hint="Install it: pip install 'demarche[review]'"
        )
    documents = [
        join(name, one, other) for a, b in _files(args.a, args.b) for name, one, other in _sources(a, b)
    ]
    if args.json:
        import json

        print(json.dumps(as_json(documents), ensure_ascii=False, indent=2))
    else:
        show(as_grids(documents), sys.stdout)
    return 0


def _sources(a: Path, b: Path) -> Iterator[tuple[str, list[Row], list[Row]]]:
    """The claims of two files by source. Of one source each, it does not matter what they call it."""
    from demarche.evaluate.reading import read_coding

    one, other = read_coding(a), read_coding(b)
    if len(one) <= 1 and len(other) <= 1 and not a.is_dir():
        yield a.stem, next(iter(one.values()), []), next(iter(other.values()), [])
        return
    for name in sorted(one.keys() | other.keys()):
        yield name, one.get(name, []), other.get(name, [])


def _files(a: Path, b: Path) -> list[tuple[Path, Path]]:
    """The files to compare. Raises InputError where only one coder has a document."""
    from demarche.errors import InputError
    from demarche.evaluate.reading import corpus_files

    if a.is_dir() != b.is_dir():
        raise InputError("one is a folder, the other a file", file=b, hint="Give two files or two folders.")
    if not a.is_dir() or (corpus_files(a) and corpus_files(b)):
        return [(a, b)]
    found = [
        {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in (".csv", ".parquet")}
        for folder in (a, b)
    ]
    alone = sorted(found[0].keys() ^ found[1].keys())
    if alone or not found[0]:
        raise InputError(
            "the two folders hold files of different names",
            file=b,
            value=", ".join(alone[:5]) or None,
            hint="What only one coder has read says nothing of agreement: take it out.",
        )
    return [(path, found[1][name]) for name, path in found[0].items()]
