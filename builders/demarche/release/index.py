"""The index of releases, `dataset/releases.json`. A version that it does not name is not released."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.errors import DataError, InputError
from demarche.files import read_text, write_text
from demarche.sources.store import is_day
from demarche.version import Version

if TYPE_CHECKING:
    from demarche.ledger import Ledger

INDEX = "releases.json"
FOLDER = "releases"
LEDGER = "ids.csv"
_SHA256 = re.compile("[0-9a-f]{64}")


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
    return parse_index(read_text(path), path) if path.exists() else []


def parse_index(content: str | bytes, place: str | Path) -> list[Entry]:
    """The releases that an index names, oldest version first; `place` is named in a DataError."""
    try:
        text = content.decode("utf-8") if isinstance(content, bytes) else content
        entries = [_entry(entry) for entry in json.loads(text)["releases"]]
        return sorted(entries, key=lambda entry: Version.parse(entry.version))
    except (ValueError, TypeError, LookupError, InputError, RecursionError) as error:
        raise DataError(
            "is not an index of releases",
            file=place,
            value=error,
            hint="Restore the file: only `release`, `retract` and `publish` write it.",
        ) from error


def _entry(raw: dict[str, Any]) -> Entry:
    entry = Entry(**raw)
    if not _SHA256.fullmatch(entry.manifest_sha256):
        raise ValueError(f"{entry.version}: manifest_sha256 is not a SHA-256")
    if not is_day(entry.date):
        raise ValueError(f"{entry.version}: date is not a day")
    if entry.retracted is not None and entry.retracted.keys() != {"date", "reason", "replaced_by"}:
        raise ValueError(f"{entry.version}: retracted holds date, reason and replaced_by, or is null")
    return entry


def index_text(entries: list[Entry]) -> str:
    """The text of an index, oldest version first."""
    ordered = sorted(entries, key=lambda entry: Version.parse(entry.version))
    content = {"releases": [asdict(entry) for entry in ordered]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_index(entries: list[Entry], dataset: Path) -> None:
    """Write the index, whole or not at all."""
    write_text(dataset / INDEX, index_text(entries))


def require_released_ids(entries: list[Entry], dataset: Path, ledger: Ledger) -> None:
    """Raise DataError when the ledger lacks an id that the newest release shows or has as withdrawn.

    Its claim would be taken for a new one and get another id, and the released one would end without a word.
    """
    last = newest(entries)
    if last is None:
        return
    folder = dataset / FOLDER / last.version
    shown: set[str] = set()
    for table, column in (("interactions", "interaction_id"), ("withdrawn", "id")):
        path = folder / f"{table}.parquet"
        if path.is_file():
            shown.update(_column(path, column))
    lost = sorted(name for name in shown if ledger.get(name) is None)
    if lost:
        raise DataError(
            f"{len(lost)} of the ids in release {last.version} are missing",
            file=dataset / LEDGER,
            field="interaction_id",
            value=", ".join(lost[:5]),
            hint="Restore these rows of the ledger: an id is minted once.",
        )


def _column(path: Path, name: str) -> list[str]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        column: list[str] = parquet.read_table(path, columns=[name])[name].to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise DataError(
            "the release is not what was released: the table cannot be read",
            file=path,
            hint="Restore the folder; a release is never changed.",
        ) from error
    return column


def find(entries: list[Entry], version: str) -> Entry | None:
    """The entry of a version."""
    return next((entry for entry in entries if entry.version == version), None)


def newest(entries: list[Entry], before: str | None = None) -> Entry | None:
    """The entry of the highest version, or of the highest below `before`."""
    known = [
        entry for entry in entries if before is None or Version.parse(entry.version) < Version.parse(before)
    ]
    return known[-1] if known else None
