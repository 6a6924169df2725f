"""The tables of one version as they are compared: their form, and their cells on demand.

A snapshot is taken of a release (a folder, or whatever gives its files) or of the dataset as just built. What
is compared stands in the release itself, in its manifest, descriptor and Parquet files: an old release can be
read after the contract has moved on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.errors import DataError, InputError
from demarche.files import sha256_bytes
from demarche.release.index import FOLDER, find, read_index
from demarche.release.manifest import MANIFEST, parse_manifest
from demarche.stores import UnreachableError, open_store

if TYPE_CHECKING:
    import pyarrow as pa

    from demarche.release.build import Build

Read = Callable[[str, int], bytes]
"""Gives a file of a release by its name, and refuses one that is larger than a number of bytes."""
Cells = Callable[[Sequence[str]], "pa.Table"]
"""Gives some columns of a table."""

_MANIFEST_BYTES = 20_000_000
_DESCRIPTOR = "datapackage.json"
_RESTORE = "Restore the release; it is never changed."


@dataclass(frozen=True, slots=True)
class Column:
    """What a descriptor says of a column: its type, whether it is always filled, its values if listed."""

    type: str
    required: bool
    values: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class TableSnapshot:
    """A table of one version. `open` is called once for a comparison, and what it gives is then let go."""

    columns: Mapping[str, Column]
    key: tuple[str, ...]
    rows: int
    content_hash: str
    open: Callable[[], Cells]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version: what it is called, the version of its schema, its tables."""

    name: str
    schema_version: str
    tables: Mapping[str, TableSnapshot]


def of_build(made: Build) -> Snapshot:
    """The dataset as it was just built."""
    from demarche.contract.datapackage import descriptor
    from demarche.contract.model import load_contract

    forms = _forms(descriptor())
    tables = {
        name: TableSnapshot(*forms[name], len(table), made.hashes[name], partial(_columns_of, table))
        for name, table in made.tables.items()
    }
    return Snapshot(made.about.version, load_contract().version, tables)


def of_version(version: str, dataset: Path) -> Snapshot:
    """A released version. Raises InputError for an unknown one, DataError for one that is not what it was."""
    entries = read_index(dataset)
    entry = find(entries, version)
    if entry is None:
        known = ", ".join(each.version for each in entries) or "none"
        raise InputError("is not released", field="version", value=version, hint=f"Released: {known}.")
    folder = dataset / FOLDER / version
    if not folder.is_dir():
        raise DataError("the index has this release, and its folder is missing", file=folder, hint=_RESTORE)
    return of_place(folder, entry.manifest_sha256)


def of_place(place: str | Path, manifest_sha256: str | None = None) -> Snapshot:
    """A release in a folder or at an address, whose manifest must have the given hash where one is given.

    Raises DataError where a file is missing or is not what the manifest says.
    """
    read = open_store(place).read
    data = _got(read, place, MANIFEST, _MANIFEST_BYTES)
    if manifest_sha256 is not None and sha256_bytes(data) != manifest_sha256:
        raise DataError(
            "is not the one that the index of releases names", file=f"{place}/{MANIFEST}", hint=_RESTORE
        )
    manifest = parse_manifest(data.decode("utf-8", errors="replace"), f"{place}/{MANIFEST}")

    def checked(name: str) -> bytes:
        told = manifest["files"].get(name)
        if told is None:
            raise DataError("the manifest does not list the file", file=f"{place}/{name}", hint=_RESTORE)
        found = _got(read, place, name, int(told["bytes"]))
        if sha256_bytes(found) != told["sha256"]:
            raise DataError(
                "its SHA-256 is not the one in the manifest", file=f"{place}/{name}", hint=_RESTORE
            )
        return found

    def cells(name: str) -> Cells:
        return _parquet(checked(f"{name}.parquet"), f"{place}/{name}.parquet")

    try:
        forms = _forms(json.loads(checked(_DESCRIPTOR)))
        tables = {
            name: TableSnapshot(*forms[name], told["rows"], told["content_hash"], partial(cells, name))
            for name, told in manifest["tables"].items()
        }
        return Snapshot(manifest["version"], manifest["schema_version"], tables)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(
            "manifest and descriptor are not those of a release", file=place, value=error, hint=_RESTORE
        ) from error


def _got(read: Read, place: str | Path, name: str, limit: int) -> bytes:
    """A file of a release; one that is missing or too large is a fault of the release, not of the call."""
    try:
        return read(name, limit)
    except UnreachableError:
        raise
    except InputError as error:
        raise DataError(error.message, file=f"{place}/{name}", hint=_RESTORE) from error


def _forms(package: Mapping[str, Any]) -> dict[str, tuple[dict[str, Column], tuple[str, ...]]]:
    """Columns and key of each table of a data package."""
    return {
        resource["name"]: (
            {field["name"]: _column(field) for field in resource["schema"]["fields"]},
            tuple(resource["schema"].get("primaryKey", ())),
        )
        for resource in package["resources"]
    }


def _column(field: Mapping[str, Any]) -> Column:
    constraints = field.get("constraints", {})
    values = constraints.get("enum")
    return Column(field["type"], bool(constraints.get("required")), None if values is None else tuple(values))


def _columns_of(table: pa.Table) -> Cells:
    return lambda names: table.select(list(names))


def _parquet(data: bytes, place: str) -> Cells:
    import pyarrow as pa
    from pyarrow import parquet

    from demarche.contract.arrow import plain

    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
    except pa.ArrowException as error:
        raise DataError("cannot be read as Parquet", file=place, value=error, hint=_RESTORE) from error
    return lambda names: plain(file.read(columns=list(names)))
