"""Options that several commands share."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.errors import InputError
from demarche.resources import dataset_dir

if TYPE_CHECKING:
    from demarche.loading import Home


def add_dataset(parser: argparse.ArgumentParser) -> None:
    """Add `--dataset DIR`."""
    parser.add_argument(
        "--dataset",
        type=Path,
        metavar="DIR",
        help="the dataset/ folder to work in (default: that of the checkout around the working directory)",
    )


def chosen_dataset(args: argparse.Namespace) -> Path:
    """The folder that `--dataset` names, or that of the checkout. Raises InputError when there is none."""
    if args.dataset is None:
        return dataset_dir()
    folder: Path = args.dataset
    if not (folder / "sources").is_dir():
        raise InputError(
            "is not a dataset folder: it has no sources/", file=folder, hint="Give the folder named dataset/."
        )
    return folder


def add_home(parser: argparse.ArgumentParser) -> None:
    """Add `--home PLACE`."""
    parser.add_argument(
        "--home",
        metavar="PLACE",
        help="where the releases are, a folder or an address such as https://… or s3://… (default: that of "
        "the environment variable DEMARCHE_HOME, or else the checkout's)",
    )


def chosen_home(args: argparse.Namespace) -> Home:
    """The home of releases that `--home` names, or the default one; what it warns of goes to stderr."""
    from demarche.loading import open_home

    return open_home(args.home, warn)


def warn(text: str) -> None:
    """Print a warning to stderr."""
    print(f"demarche: warning: {text}", file=sys.stderr)
