"""Records as Arrow batches: the same records give the same batches, whoever codes them.

A batch is bounded in rows and in bytes. It is named by its number and the hash of what is in it and of what
codes it, so that a coded batch found in the journal is known to be the one that is needed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from demarche.engines.batch import DOCUMENTS
from demarche.sources.reading import DeadLetter, Record

ROWS = 200
BYTES = 1024 * 1024
"""Of text; so much takes seconds to code. Pages count an eighth: most of a page is not its article."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that are coded together."""

    number: int
    name: str
    documents: pa.RecordBatch


def batches(
    found: Iterable[Record | DeadLetter], seen: Seen, versions: str, rows: int | None = None
) -> Iterator[Batch]:
    """The records as batches of at most `rows` (default: ROWS); what could not be read is a row too.

    `versions` names what codes them.
    """
    held: list[dict[str, Any]] = []
    most = rows or ROWS
    size = number = 0
    for each in found:
        row = asdict(each)
        if isinstance(each, Record):
            row = _once(row, seen)
            size += len(each.text or "") + len(each.html or b"") // 8
        held.append(row)
        if len(held) >= most or size >= BYTES:
            yield _batch(number, held, versions)
            held, size, number = [], 0, number + 1
    if held:
        yield _batch(number, held, versions)


def _batch(number: int, rows: list[dict[str, Any]], versions: str) -> Batch:
    documents = pa.RecordBatch.from_pylist(rows, schema=DOCUMENTS)
    digest = hashlib.sha256(versions.encode())
    digest.update(documents.serialize())
    return Batch(number, f"{number:08d}-{digest.hexdigest()[:24]}", documents)


def _once(row: dict[str, Any], seen: Seen) -> dict[str, Any]:
    """The row; a failed one where its source_id was seen: a claim points at its text by source_id."""
    if seen.add(row["source_id"]):
        return row
    return row | {
        "text": None,
        "html": None,
        "error": "InputError",
        "message": "source_id: another document has this one already",
        "hint": "Give every document an id of its own, or leave out the copy.",
    }


class Seen:
    """The source_ids met so far, on disk: memory does not grow with their number."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._path = path
        self._base = sqlite3.connect(path, isolation_level=None)
        for line in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA cache_size = -32768",
            "CREATE TABLE seen (id BLOB PRIMARY KEY) WITHOUT ROWID",
            "BEGIN",
        ):
            self._base.execute(line)

    def add(self, source_id: str) -> bool:
        """Remember an id; whether it is new."""
        key = hashlib.blake2b(source_id.encode(), digest_size=16).digest()
        return self._base.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,)).rowcount == 1

    def close(self) -> None:
        """Forget all of them."""
        self._base.close()
        self._path.unlink(missing_ok=True)
