"""Make the files of a contribution to fill in: the folder of a source with its text, and its curation file.

FILE is the text, as UTF-8. What is not known yet is left open in source.yaml, and named with its line;
afterwards `demarche recode SOURCE_ID --write` takes in the coder's claims, and `demarche validate` says what
is still wrong. Nothing that exists is overwritten.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from demarche.cli.common import add_dataset, chosen_dataset

NAME = "new"
HELP = "make the files of a contribution to fill in"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("what", choices=("contribution",), help="what to make")
    parser.add_argument("source", metavar="SOURCE_ID", help="the name of the source: 2024-06-18-oslo-talks")
    parser.add_argument("--text", type=Path, required=True, metavar="FILE", help="the text of the source")
    parser.add_argument("--title", help="its title")
    parser.add_argument("--published", metavar="DAY", help="the day of its publication, YYYY-MM-DD")
    add_dataset(parser)


def run(args: argparse.Namespace) -> int:
    """Write the files; say what is left open and what comes next."""
    from demarche.report.findings import described, shortest
    from demarche.sources.scaffold import make_contribution
    from demarche.validation import validate_paths

    folder, curation = make_contribution(
        chosen_dataset(args), args.source, args.text, title=args.title, published=args.published
    )
    for path in (folder / "source.yaml", folder / "text.txt", curation):
        print(f"made {shortest(path)}")
    findings = validate_paths([folder / "source.yaml", curation]).findings
    if findings:
        print("\nto be filled in:")
    for finding in findings:
        print(f"  {shortest(finding.file or folder)}:{finding.line}  {described(finding)}")
    print(f"\nthen: demarche recode {args.source} --write, and decide on its claims in {shortest(curation)}")
    return 0
