"""What the dataset says of itself: `dataset/dataset.yaml`, with the version that is being worked on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from demarche.curation.document import read_document
from demarche.errors import InputError
from demarche.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Title, abstract, licence and author of the dataset; `version` is the one being worked on."""

    title: str
    abstract: str
    version: str
    licence: str
    author: str
    homepage: str | None


def read_about(dataset: Path) -> About:
    """Read `dataset.yaml`. Raises DataError, with file and line, on a field that is missing or unknown."""
    path = dataset / "dataset.yaml"
    document = read_document(path)
    entries = document.mapping("dataset.yaml")
    names = [field.name for field in fields(About)]
    for name, node in entries.items():
        if name not in names:
            raise node.fault("is not a field here", field=name, hint=f"Fields are: {', '.join(names)}.")
    for name in names:
        if name not in entries:
            raise document.fault("is missing", field=name)
    homepage = entries["homepage"]
    texts = {name: entries[name].text(name) for name in names if name != "homepage"}
    try:
        Version.parse(texts["version"])
    except InputError as error:
        raise entries["version"].fault(
            error.message, field="version", value=error.value, hint=error.hint
        ) from None
    return About(**texts, homepage=None if homepage.value is None else homepage.text("homepage"))


def require_current(about: About, version: str, dataset: Path) -> None:
    """Raise InputError unless `version` is the one that dataset.yaml names as being worked on."""
    if version != about.version:
        raise InputError(
            f"is not the version that is being worked on, {about.version}",
            field="version",
            value=version,
            hint=f"Set version: {version} in {dataset / 'dataset.yaml'} first; ids are minted for it.",
        )
