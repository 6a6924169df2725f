"""Bytes of files that may be compressed (gzip, zstd, by the file's name), never more than a bound."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow as pa

from demarche.errors import InputError

COMPRESSED = (".gz", ".zst")
MAX_RATIO = 200
"""How many times its size a compressed file may hold; tables of text stay far below."""
FREE_BYTES = 64 * 1024 * 1024
"""So much may come out of a compressed file however small it is."""
_AT_ONCE = 64 * 1024
"""What is asked of a decompressor at once: so little is lost where the stream breaks."""


def plain_name(path: Path) -> str:
    """A file's name without the ending of its compression: `events.csv` of `events.csv.gz`."""
    return path.name.removesuffix(path.suffix) if path.suffix in COMPRESSED else path.name


def open_bytes(path: Path) -> BinaryIO:
    """The bytes of a file, decompressed where its name ends in .gz or .zst.

    Reading raises InputError where the file is broken, or holds more than `MAX_RATIO` times its size.
    """
    try:
        if path.suffix not in COMPRESSED:
            return path.open("rb")
        bound = max(FREE_BYTES, MAX_RATIO * path.stat().st_size)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=path, hint="Check the path and its permissions."
        ) from error
    if path.suffix == ".gz":
        return decompressed(path.open("rb"), path, bound)
    return decompressed(pa.OSFile(str(path)), path, bound)


def decompressed(raw: Any, name: Path, bound: int) -> BinaryIO:
    """What the compressed stream `raw` holds; `name` says by its ending how, and stands in errors.

    Reading raises InputError where the stream is broken, or holds more than `bound` bytes.
    """
    return cast("BinaryIO", io.BufferedReader(_Bounded(raw, name, bound), 1024 * 1024))


class _Bounded(io.RawIOBase):
    """A decompressed stream that gives at most so many bytes."""

    def __init__(self, raw: Any, path: Path, bound: int) -> None:
        self._raw, self._path, self._left, self._bound = raw, path, bound, bound
        self._stream = (
            gzip.GzipFile(fileobj=raw, mode="rb")
            if path.suffix == ".gz"
            else pa.CompressedInputStream(raw, "zstd")
        )

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read1(min(len(buffer), _AT_ONCE))
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(
                "cannot be decompressed to its end",
                file=self._path,
                value=error,
                hint="Fetch or compress it again: what stands before the break may be damaged too.",
            ) from error
        self._left -= len(data)
        if self._left < 0:
            raise InputError(
                f"holds more than {self._bound:,} bytes, {MAX_RATIO} times its size",
                file=self._path,
                hint="If it is sound, decompress it first.",
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._raw.close()
        super().close()
