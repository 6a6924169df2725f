"""The index of releases, `dataset/releases.json`. A version that it does not name is not released."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from demarche.errors import DataError, InputError
from demarche.files import read_text, write_text
from demarche.release.about import Version

INDEX = "releases.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One release: its day, the SHA-256 of its manifest (and so of all its files), its DOI, its retraction.

    `retracted` holds date, reason and replaced_by, and is None for a release that stands.
    """

    version: str
    date: str
    manifest_sha256: str
    doi: str | None = None
    retracted: dict[str, str | None] | None = None


def read_index(dataset: Path) -> list[Entry]:
    """The releases, oldest version first; none where there is no index. Raises DataError on another form."""
    path = dataset / INDEX
    if not path.is_file():
        return []
    try:
        entries = [Entry(**entry) for entry in json.loads(read_text(path))["releases"]]
        return sorted(entries, key=lambda entry: Version.parse(entry.version))
    except (ValueError, TypeError, LookupError, InputError) as error:
        raise DataError(
            "is not an index of releases",
            file=path,
            value=error,
            hint="Restore the file: only `release` writes it.",
        ) from error


def write_index(entries: list[Entry], dataset: Path) -> None:
    """Write the index, oldest version first."""
    ordered = sorted(entries, key=lambda entry: Version.parse(entry.version))
    content = {"releases": [asdict(entry) for entry in ordered]}
    write_text(dataset / INDEX, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def find(entries: list[Entry], version: str) -> Entry | None:
    """The entry of a version."""
    return next((entry for entry in entries if entry.version == version), None)


def newest(entries: list[Entry], before: str | None = None) -> Entry | None:
    """The entry of the highest version, or of the highest below `before`."""
    known = [
        entry for entry in entries if before is None or Version.parse(entry.version) < Version.parse(before)
    ]
    return known[-1] if known else None
