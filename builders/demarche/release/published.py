"""Reading a release that others are checked against."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from demarche.checks.published import Published
from demarche.contract.arrow import arrow_schema, plain
from demarche.contract.model import load_contract
from demarche.errors import InputError
from demarche.release.index import FOLDER, find, newest, read_index
from demarche.release.manifest import MANIFEST, verify_release
from demarche.resources import dataset_dir
from demarche.version import Version


def read_published(name: str) -> Published:
    """The release in a folder, or of that version (or `latest`) in the dataset of the checkout.

    Raises InputError where there is none, DataError where it is not what was released.
    """
    folder = Path(name)
    if not (folder / MANIFEST).is_file():
        folder = _of_version(name, dataset_dir())
    dataset = folder.resolve().parent.parent
    listed = folder.resolve().parent.name == FOLDER
    entry = find(read_index(dataset), folder.resolve().name) if listed else None
    manifest = verify_release(folder, entry)
    tables, lost, added = {}, [], []
    for table in load_contract().released:
        path = folder / f"{table}.parquet"
        found = plain(parquet.read_table(path)) if path.is_file() else arrow_schema(table).empty_table()
        tables[table] = _aligned(found, arrow_schema(table))
        lost += [f"{table}.{each.name}" for each in found.schema if each not in arrow_schema(table)]
        added += [f"{table}.{each.name}" for each in arrow_schema(table) if each not in found.schema]
    return Published(Version.parse(manifest["version"]), tables, tuple(lost), tuple(added))


def _aligned(found: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table in other columns: those that it lacks, or has in another type, are null."""
    columns = [
        found[each.name] if each in found.schema else pa.nulls(len(found), each.type) for each in schema
    ]
    return pa.table(columns, schema=schema)


def _of_version(name: str, dataset: Path) -> Path:
    """The folder of a version, as the index of releases has it."""
    entries = read_index(dataset)
    entry = newest(entries) if name == "latest" else find(entries, name)
    if entry is None:
        known = ", ".join(each.version for each in entries) or "none"
        raise InputError(
            "is neither the folder of a release nor a released version",
            field="--against",
            value=name,
            hint=f"Released: {known}; `latest` is the newest.",
        )
    if entry.retracted is not None:
        heir = entry.retracted.get("replaced_by")
        raise InputError(
            f"was retracted on {entry.retracted.get('date')}: {entry.retracted.get('reason')}",
            field="--against",
            value=entry.version,
            hint=f"Take {heir}." if heir else "Take another version.",
        )
    return dataset / FOLDER / entry.version
