"""Where the contract and the dataset lie: the only module that knows.

In a checkout, `schema/` beside `builders/` wins over any packaged copy, so that an edit of the
contract is seen at once; an installed wheel carries a copy as `demarche/_schema`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from demarche.errors import InputError

PACKAGE = Path(__file__).resolve().parent


@cache
def schema_dir() -> Path:
    """The folder of the contract (`fields.yaml`, `tables/`, `ontology.yaml`, `vocab/`)."""
    for candidate in (PACKAGE.parents[1] / "schema", PACKAGE / "_schema"):
        if (candidate / "fields.yaml").is_file():
            return candidate
    raise InputError(
        "the contract is missing from this installation", file=PACKAGE, hint="Reinstall demarche."
    )


def lexicon_dir() -> Path:
    """The folder of the coder's words."""
    return PACKAGE / "coding" / "lexicon"


def dataset_dir(start: Path | None = None) -> Path:
    """The `dataset/` folder of the checkout that `start` (default: the working directory) lies in.

    Raises InputError outside a checkout: a dataset is built where its sources and curation are.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "dataset" / "sources").is_dir():
            return folder / "dataset"
        if folder.name == "dataset" and (folder / "sources").is_dir():
            return folder
    raise InputError(
        "no dataset/ folder here or above",
        file=here,
        hint="Run this inside a checkout of the project, or give --dataset DIR.",
    )
