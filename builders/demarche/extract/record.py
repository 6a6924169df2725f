"""An extract with its record: a JSON file beside it that says which rows of which release it holds.

The record is enough to make the extract again: that is how it is checked.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.errors import DataError, InputError
from demarche.extract.formats import FORMATS, write
from demarche.extract.selection import Selected, Selection, select
from demarche.files import read_text, sha256_file, write_text
from demarche.loading.home import Home
from demarche.loading.release import Release

FORM = "demarche-extract-1"
_MAX_RECORD = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Extracted:
    """An extract that was written, with the counts of its selection and the content of its record."""

    path: Path
    record: Path
    selected: Selected
    content: Mapping[str, Any]


def extract(release: Release, wanted: Selection, path: Path) -> Extracted:
    """Write the rows that are wanted to a .csv, .parquet or .dta file, and the record beside it.

    Raises InputError for a name of another format, an unknown value, or a selection without a row.
    """
    if path.suffix not in FORMATS:
        raise InputError("is of no known format", file=path, hint=f"Name it *{', *'.join(FORMATS)}.")
    selected = select(release, wanted)
    if not len(selected.table):
        raise InputError(
            "no row is like that",
            value=wanted.in_words(),
            hint=f"Left out were {selected.other_kinds} with actors of other kinds (--kind all), "
            f"{selected.undated} without a date.",
        )
    _write(release, wanted, selected, path)
    content = _content(release, wanted, selected, path)
    record = record_of(path)
    write_text(record, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    return Extracted(path, record, selected, content)


def record_of(path: Path) -> Path:
    """Where the record of an extract stands."""
    return path.with_name(f"{path.name}.json")


def _write(release: Release, wanted: Selection, selected: Selected, path: Path) -> None:
    label = f"demarche {release.version}, {wanted.table}, extract"
    metadata = {
        "demarche.dataset_version": release.version,
        "demarche.extract": json.dumps(wanted.as_dict(), sort_keys=True),
        "demarche.table": wanted.table,
    }
    write(selected.table, path, label=label, date=release.entry.date, metadata=metadata)


def _content(release: Release, wanted: Selection, selected: Selected, path: Path) -> dict[str, Any]:
    from demarche.contenthash import content_hash
    from demarche.release.manifest import tool_version

    sha256, rows = sha256_file(path), len(selected.table)
    return {
        "form": FORM,
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": sha256,
        "rows": rows,
        "content_hash": content_hash(selected.table),
        "selection": wanted.as_dict(),
        "release": {
            "version": release.version,
            "date": release.entry.date,
            "doi": release.entry.doi,
            "manifest_sha256": release.entry.manifest_sha256,
        },
        "citation": f"{release.citation().strip()} Extract: {wanted.in_words()}; "
        f"{rows:,} {'row' if rows == 1 else 'rows'}, SHA-256 {sha256}.",
        "toolchain": {name: tool_version(name) for name in ("demarche", "pyarrow", "pandas")},
    }


def check_record(record: Path, home: Callable[[], Home]) -> list[str]:
    """What is wrong with an extract, by its record and by the release itself; nothing if all is as it was.

    Raises InputError or DataError when the record cannot be read or the release cannot be had.
    """
    content, wanted = _read(record)
    path = record.with_name(Path(content["file"]).name)
    faults = []
    if not path.is_file():
        faults.append(f"{path}: is missing")
    elif sha256_file(path) != content["sha256"]:
        faults.append(f"{path}: its SHA-256 is not the one in the record")
    release = home().release(content["release"]["version"])
    if release.entry.manifest_sha256 != content["release"]["manifest_sha256"]:
        return [*faults, f"{release.place}: is not the release that the extract was made from"]
    with tempfile.TemporaryDirectory() as scratch:
        again = extract(release, wanted, Path(scratch) / path.name).content
    if again["content_hash"] != content["content_hash"]:
        faults.append(f"{record}: the release has other rows for this selection ({again['rows']} now)")
    elif again["sha256"] != content["sha256"] and again["toolchain"] == content["toolchain"]:
        faults.append(f"{record}: the same rows give another file now")
    return faults


def _read(record: Path) -> tuple[dict[str, Any], Selection]:
    try:
        content: dict[str, Any] = json.loads(read_text(record, _MAX_RECORD))
        if content["form"] != FORM or Path(content["file"]).suffix not in FORMATS:
            raise ValueError(f"its form is not {FORM}")
        release = content["release"]
        if not all(isinstance(release[name], str) for name in ("version", "manifest_sha256")):
            raise ValueError("it does not say which release")
        return content, Selection.from_dict(content["selection"])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DataError(
            "is not the record of an extract",
            file=record,
            value=error,
            hint="Take the .json that `demarche extract` wrote beside the file.",
        ) from error
