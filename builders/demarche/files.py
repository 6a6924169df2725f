"""Reading and writing files: bounded reads, strict UTF-8, atomic writes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demarche.errors import InputError

MAX_TEXT_BYTES = 200 * 1024 * 1024


def read_bytes(path: Path, limit: int = MAX_TEXT_BYTES) -> bytes:
    """The bytes of a file of at most `limit` bytes. Raises InputError, naming the file."""
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}",
            file=path,
            hint="Check the path and its permissions.",
        ) from error
    if len(data) > limit:
        raise InputError(f"is larger than {limit:,} bytes", file=path, hint="Split the file.")
    return data


def read_text(path: Path, limit: int = MAX_TEXT_BYTES) -> str:
    """The text of a UTF-8 file, exactly as it stands but for a byte order mark."""
    return decode(path, read_bytes(path, limit))


def decode(path: Path, data: bytes) -> str:
    """The text that the bytes of a file are in UTF-8, without a byte order mark. Raises InputError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8(path, data.count(b"\n", 0, error.start) + 1, error) from error


def not_utf8(path: Path, line: int, error: UnicodeDecodeError) -> InputError:
    """What is said of a file in another encoding: the line, the bytes and the way out."""
    found = "UTF-16" if error.object[:2] in (b"\xff\xfe", b"\xfe\xff") else "WINDOWS-1252"
    return InputError(
        "is not UTF-8",
        file=path,
        line=line,
        value=error.object[error.start : error.start + 4],
        hint=f"Convert it, for example: iconv -f {found} -t UTF-8 FILE > NEW",
    )


def sha256_text(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sha256_bytes(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; rename it into place when the block ends without an error.

    The file is flushed to disk before the rename, so that a crash leaves the old file or the new one. Raises
    InputError, naming the file, when it cannot be written.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
        temporary = Path(name)
        yield temporary
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror or error}",
            file=path,
            hint="Check the path, its permissions and the space on the disk.",
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk, so that a rename in it survives a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
