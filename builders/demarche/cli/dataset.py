"""Do the whole round of the dataset: recode, build, validate with both engines, release.

What `make dataset` runs. One after the other in one process, as most of the time goes into loading; the
first that fails ends it, with its exit code.
"""

from __future__ import annotations

import argparse

NAME = "dataset"
HELP = "do the whole round: recode, build, validate, release"
STEPS = (("recode", "--all"), ("build",), ("validate", "--engine", "both"), ("release", "--current"))


def register(parser: argparse.ArgumentParser) -> None:
    """There are no options: it works on the checkout it is called in."""


def run(args: argparse.Namespace) -> int:
    """Run the steps; the exit code of the first that fails, else 0."""
    from demarche.cli import main

    return next((code for code in (main(step) for step in STEPS) if code), 0)
