"""Print what a language model is told, and the form that its answer must have.

Both are made from the contract: the coding rules, the ontology, the columns and the actors. Without an option
the task is printed; with --schema the JSON schema of an answer.
"""

from __future__ import annotations

import argparse

NAME = "prompt"
HELP = "print what a language model is told"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--schema", action="store_true", help="print the JSON schema of an answer instead")


def run(args: argparse.Namespace) -> int:
    """Print the task or the schema."""
    if args.schema:
        import json

        from demarche.coders.answer import answer_schema

        print(json.dumps(answer_schema(), ensure_ascii=False, indent=2))
        return 0
    from demarche.coders.prompting import task

    print(task(), end="")
    return 0
