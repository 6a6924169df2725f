"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from demarche.errors import InputError
from demarche.resources import dataset_dir


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
