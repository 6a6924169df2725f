"""Compare two codings of the same texts: which claims both have, and how far they agree on each field.

  demarche agreement A B     two files of claims, CSV or Parquet, or two folders of files of the same names

Claims are joined one to one as `evaluate` joins them, then those that differ in status alone, then those of
one pair whose evidence overlaps. For each field: the share of joined claims on which both say the same,
Krippendorff's alpha and Cohen's kappa (nominal; a dash where only one value occurs). Then every difference.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

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
    from demarche.evaluate.reading import read_claims

    if find_spec("krippendorff") is None:
        raise InputError(
            "a package is not installed: krippendorff", hint="Install it: pip install 'demarche[review]'"
        )
    documents = [join(name, read_claims(a), read_claims(b)) for name, a, b in _files(args.a, args.b)]
    if args.json:
        import json

        print(json.dumps(as_json(documents), ensure_ascii=False, indent=2))
    else:
        show(as_grids(documents), sys.stdout)
    return 0


def _files(a: Path, b: Path) -> list[tuple[str, Path, Path]]:
    """The files to compare, by name. Raises InputError where only one coder has a document."""
    from demarche.errors import InputError

    if a.is_dir() != b.is_dir():
        raise InputError("one is a folder, the other a file", file=b, hint="Give two files or two folders.")
    if not a.is_dir():
        return [(a.stem, a, b)]
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
    return [(name, path, found[1][name]) for name, path in found[0].items()]
