"""Write the files that are generated from the contract: schema/datapackage.json and docs/codebook.md.

With --check nothing is written; the exit code is 1 if a file is not what the contract says.
"""

from __future__ import annotations

import argparse

NAME = "schema"
HELP = "write what is generated from the contract"


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--check", action="store_true", help="only say which files differ")


def run(args: argparse.Namespace) -> int:
    """Write the files or, with --check, compare them. Raises InputError outside a checkout."""
    from demarche.contract.generated import generated_files
    from demarche.files import read_text, write_text

    differ = [
        (path, text)
        for path, text in generated_files().items()
        if not path.is_file() or read_text(path) != text
    ]
    for path, text in differ:
        if args.check:
            print(f"{path}: is not what the contract says; run demarche schema")
        else:
            write_text(path, text)
            print(f"{path}: written")
    return 1 if args.check and differ else 0
