"""Sorting more rows than memory holds: rows are dealt into buckets that each fit, and each bucket is sorted.

The bounds of the buckets come from a sample of the keys that depends on the keys alone; they decide how
much memory is used, never the order.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa

KEY = "_key"
_KEPT = 20_000
_MAX_BUCKETS = 200
_HELD_BYTES = 32 * 1024 * 1024


@dataclass
class Sample:
    """Some of the keys of a table with the number of rows that they stand for, never more than a bound."""

    rows: int = 0
    _every: int = 1
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, rows: int) -> None:
        """Count the rows of a key."""
        self.rows += rows
        if zlib.crc32(key.encode()) % self._every == 0:
            self._counts[key] = self._counts.get(key, 0) + rows
            while len(self._counts) > _KEPT:
                self._every *= 2
                self._counts = {
                    k: n for k, n in self._counts.items() if zlib.crc32(k.encode()) % self._every == 0
                }

    def bounds(self, bucket: int) -> list[str]:
        """Keys at which to cut, so that about `bucket` rows lie between two of them."""
        buckets = min(_MAX_BUCKETS, self.rows // bucket + 1)
        share = sum(self._counts.values()) / buckets
        bounds: list[str] = []
        total = 0.0
        for key in sorted(self._counts):
            if total >= share * (len(bounds) + 1):
                bounds.append(key)
            total += self._counts[key]
        return bounds


class Buckets:
    """Rows with a key (the column `_key`), dealt by the bounds into files of a folder."""

    def __init__(self, folder: Path, bounds: Sequence[str], schema: pa.Schema) -> None:
        self._schema = schema.append(pa.field(KEY, pa.string()))
        self._bounds = np.array(bounds, dtype=object)
        self._held: list[pa.Table] = []
        self._bytes = 0
        self._paths = [folder / f"{number}.arrow" for number in range(len(bounds) + 1)]
        self._writers: dict[int, pa.ipc.RecordBatchStreamWriter] = {}

    def add(self, table: pa.Table) -> None:
        """Take rows in."""
        self._held.append(table.select(self._schema.names).cast(self._schema))
        self._bytes += table.nbytes
        if self._bytes >= _HELD_BYTES and len(self._bounds):
            self._deal()

    def sorted(self, order: Sequence[str]) -> Iterator[pa.Table]:
        """All rows, without the key, bucket after bucket; where keys are equal, in the order of `order`."""
        keys = [(name, "ascending") for name in (KEY, *order)]
        if not self._writers:  # what fits in memory stays there
            yield (
                pa.concat_tables([self._schema.empty_table(), *self._held]).sort_by(keys).drop_columns([KEY])
            )
            return
        self._deal()
        for writer in self._writers.values():
            writer.close()
        for number in sorted(self._writers):
            with pa.OSFile(str(self._paths[number])) as source:
                table = pa.ipc.open_stream(source).read_all()
            self._paths[number].unlink()
            yield table.sort_by(keys).drop_columns([KEY])

    def _deal(self) -> None:
        if not self._held:
            return
        table = pa.concat_tables(self._held).sort_by(KEY).combine_chunks()
        self._held, self._bytes = [], 0
        keys = np.asarray(table[KEY].to_pylist(), dtype=object)
        cuts = [0, *np.searchsorted(keys, self._bounds, side="left").tolist(), len(table)]
        for number, (start, end) in enumerate(pairwise(cuts)):
            if start < end:
                self._writer(number).write_table(table.slice(start, end - start))

    def _writer(self, number: int) -> pa.ipc.RecordBatchStreamWriter:
        if number not in self._writers:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._writers[number] = pa.ipc.new_stream(str(self._paths[number]), self._schema, options=options)
        return self._writers[number]
