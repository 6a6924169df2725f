"""List the rules that `demarche validate` checks, each with a row that breaks it.

Constraints of single columns (types, lists, patterns, bounds) and keys stand in the codebook.
"""

from __future__ import annotations

import argparse
import difflib
import json

from demarche.errors import InputError

NAME = "rules"
HELP = "list the rules that tables must keep"


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("codes", nargs="*", metavar="CODE", help="the rules to list (default: all)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to list them")


def run(args: argparse.Namespace) -> int:
    """Print the rules. Raises InputError for a code that no rule has."""
    from demarche.report.rules import listed

    rules = {rule["code"]: rule for rule in listed()}
    unknown = [code for code in args.codes if code not in rules]
    if unknown:
        near = difflib.get_close_matches(unknown[0], rules, 1)
        hint = f"Did you mean {near[0]}?" if near else "`demarche rules` lists them all."
        raise InputError("there is no such rule", value=unknown[0], hint=hint)
    chosen = [rules[code] for code in args.codes] or list(rules.values())
    if args.format == "json":
        print(json.dumps(chosen, ensure_ascii=False, indent=2))
        return 0
    for rule in chosen:
        where = ", ".join(rule["tables"]) or "dataset.yaml"
        print(f"{rule['code']} ({rule['severity']}; {where}{'; --against' if rule['against'] else ''})")
        print(f"  {rule['statement']}")
        print(f"  Breaks it: {rule['example']}")
        print(f"  → {rule['hint']}\n")
    return 0
