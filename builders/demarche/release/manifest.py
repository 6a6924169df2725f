"""The manifest of a release folder: every file with its bytes and SHA-256, every table with its content hash.

It names no clock and no machine: the same content under the same tools gives the same manifest. Between
versions of pyarrow the bytes of Parquet files may differ, the content hash of a table never does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from demarche.errors import DataError
from demarche.files import read_text, sha256_file, write_text
from demarche.release.facts import Facts, FileFacts, facts_of
from demarche.release.index import Entry

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "manifest.json"
TOOLS = ("demarche", "pyarrow", "pandera", "frictionless")

Manifest = dict[str, Any]

_SHA256 = re.compile("[0-9a-f]{64}")


def write_manifest(
    folder: Path,
    tables: Mapping[str, pa.Table],
    version: str,
    date: str,
    *,
    hashes: Mapping[str, str] | None = None,
    facts: Facts | None = None,
) -> None:
    """Write the manifest of a folder in which everything else stands.

    `hashes` are those of the tables' content and `facts` those of files, where they are known already.
    """
    from demarche.contract.model import load_contract
    from demarche.tables import content_hash

    known_hashes, known = hashes or {}, facts or {}
    rows = {name: len(table) for name, table in tables.items()}
    content: Manifest = {
        "dataset": "demarche",
        "version": version,
        "date": date,
        "schema_version": load_contract().version,
        "tables": {
            name: {"rows": rows[name], "content_hash": known_hashes.get(name) or content_hash(table)}
            for name, table in tables.items()
        },
        "files": {
            name: _described(name, known.get(name) or facts_of(folder / name), rows)
            for name in files_of(folder)
        },
        "toolchain": {name: tool_version(name) for name in TOOLS},
    }
    write_text(folder / MANIFEST, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _described(name: str, facts: FileFacts, rows: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {"bytes": facts.bytes, "sha256": facts.sha256}
    table, _, suffix = name.rpartition(".")
    if suffix in {"csv", "parquet"} and table in rows:
        found["rows"] = rows[table]
    return found


def tool_version(package: str) -> str:
    """The version of an installed package."""
    try:
        return installed(package)
    except PackageNotFoundError:  # demarche itself, run from a checkout on the path
        return "not installed"


def files_of(folder: Path) -> list[str]:
    """The files in a release folder by their names below it, without the manifest, sorted."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if name != MANIFEST)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a release folder. Raises DataError when it is missing or of another form."""
    path = folder / MANIFEST
    if not path.is_file():
        raise DataError("the release has no manifest", file=path, hint="Restore the folder.")
    return parse_manifest(read_text(path), path)


def parse_manifest(text: str, place: str | Path) -> Manifest:
    """The manifest in a text; `place` is named in a DataError when it has another form."""
    try:
        content: Manifest = json.loads(text)
        if not {"version", "date", "tables", "files", "toolchain"} <= content.keys():
            raise ValueError("a part is missing")
        for name, file in content["files"].items():
            _require_sound(name, file)
    except (ValueError, AttributeError, TypeError, LookupError, RecursionError) as error:
        raise DataError(
            "is not the manifest of a release", file=place, value=error, hint="Restore the folder."
        ) from error
    return content


def _require_sound(name: str, file: Mapping[str, Any]) -> None:
    """Raise ValueError on a file that would lie outside the folder, or whose size or hash is none."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.as_posix() != name or "\\" in name or ":" in name:
        raise ValueError(f"{name!r} is not a file of the folder")
    if not (isinstance(file["bytes"], int) and _SHA256.fullmatch(file["sha256"])):
        raise ValueError(f"{name}: has no size or no SHA-256")


def verify_release(folder: Path, entry: Entry | None = None) -> Manifest:
    """Check a release folder against its manifest, and the manifest against the index; the manifest.

    Raises DataError that names every file which is missing, changed or not in the manifest, and every table
    whose Parquet file no longer has the content that was released.
    """
    from demarche.contenthash import content_hash

    manifest = read_manifest(folder)
    faults = []
    if entry is not None and sha256_file(folder / MANIFEST) != entry.manifest_sha256:
        faults.append(f"{MANIFEST}: is not the one that the index of releases names")
    listed, present = manifest["files"], files_of(folder)
    faults += [f"{name}: is missing" for name in listed if name not in present]
    faults += [f"{name}: is not in the manifest" for name in present if name not in listed]
    for name in [name for name in present if name in listed]:
        if sha256_file(folder / name) != listed[name]["sha256"]:
            faults.append(f"{name}: its SHA-256 is not the one in the manifest")
    if not faults:
        from pyarrow import parquet

        for name, table in manifest["tables"].items():
            if content_hash(parquet.read_table(folder / f"{name}.parquet")) != table["content_hash"]:
                faults.append(f"{name}.parquet: its content is not the one in the manifest")
    if faults:
        raise DataError(
            f"the release is not what was released, in {len(faults)} places\n  " + "\n  ".join(faults),
            file=folder,
            hint="Restore the folder; a release is never changed.",
        )
    return manifest


def differences(one: Manifest, other: Manifest) -> list[str]:
    """What tells two releases apart: names of tables and files. Empty for the same content.

    Under the same tools every byte counts; under others only what does not depend on them.
    """
    found = [
        name
        for name in sorted({*one["tables"], *other["tables"]})
        if one["tables"].get(name) != other["tables"].get(name)
    ]
    found += [name for name in ("date", "schema_version") if one.get(name) != other.get(name)]
    same_tools = one["toolchain"] == other["toolchain"]
    for name in sorted({*one["files"], *other["files"]}):
        left, right = one["files"].get(name), other["files"].get(name)
        if left != right and (same_tools or not name.endswith(".parquet") or None in (left, right)):
            found.append(name)
    return found
