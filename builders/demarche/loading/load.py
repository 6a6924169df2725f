"""A table of a release with what is to be known of it: what `demarche.load` gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from demarche.loading.frames import framed
from demarche.loading.quality import machine_rows_told
from demarche.loading.release import Release
from demarche.loading.rows import looked_at

if TYPE_CHECKING:
    import pyarrow as pa

_told: set[str] = set()


def load_table(release: Release, name: str, *, machine: bool, library: str) -> Any:
    """A table for pandas, polars or Arrow. The first time that machine rows are asked for, tells of them."""
    if machine:
        table = release.table(name)
        for text in machine_rows_told(release):
            _tell_once(text, release.tell)
    else:
        table, _ = looked_at(release, name)
    return _labelled(table, release.enumerations(name), library, labels(release, name, machine=machine))


def labels(release: Release, name: str, *, machine: bool) -> dict[str, str]:
    """What a table in memory says of itself. `content_hash` is that of the table as it was released."""
    told = {
        "table": name,
        "version": release.version,
        "date": release.entry.date,
        "schema_version": release.manifest["schema_version"],
        "content_hash": release.manifest["tables"][name]["content_hash"],
        "coding": "reviewed, manual, machine" if machine else "reviewed, manual",
        "licence": release.about.licence,
        "citation": release.citation().strip(),
    }
    return told if release.entry.doi is None else told | {"doi": release.entry.doi}


def _labelled(table: pa.Table, enumerations: Any, library: str, told: dict[str, str]) -> Any:
    frame = framed(table, enumerations, library)
    if library == "pandas":
        frame.attrs.update(told)
    if library == "arrow":
        frame = frame.replace_schema_metadata({f"demarche.{name}": value for name, value in told.items()})
    return frame  # a polars DataFrame has no place for it


def _tell_once(text: str, tell: Callable[[str], None]) -> None:
    if text not in _told:
        _told.add(text)
        tell(text)
