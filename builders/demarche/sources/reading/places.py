"""What the arguments of a run name: files, folders, globs and objects behind fsspec, each opened as bytes.

Local files are opened by themselves; anything with a scheme (`s3://bucket/2024/*.jsonl.gz`) goes through
fsspec. An argument that names nothing is a mistake and stops the run before it begins; a file that turns
out to be unreadable later is one dead letter.
"""

from __future__ import annotations

import glob
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from demarche.errors import InputError
from demarche.streams import COMPRESSED, FREE_BYTES, MAX_RATIO, decompressed

KINDS = (".txt", ".jsonl", ".ndjson", ".csv", ".parquet", ".html", ".htm", ".warc")
_READABLE = "Kinds that can be read: .txt .jsonl .csv .parquet .html .warc, also with .gz or .zst behind"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://")
_MAGIC = re.compile(r"[*?\[]")
_BLOCK = 1024 * 1024
_UNKNOWN_SIZE = 1 << 30


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the input: `shown` as reports name it, `name` under what the argument names.

    `system` is the fsspec file system that has it under `path`, or None for a local file.
    """

    shown: str
    name: str
    path: str
    system: Any = field(default=None, repr=False, compare=False)

    @property
    def kind(self) -> str:
        """The ending that says how it is read, without that of its compression."""
        return kind_of(self.name)

    @property
    def is_source(self) -> bool:
        """Whether it is the folder of a source: source.yaml and text.txt."""
        return self.system is None and Path(self.path).is_dir()

    def open(self) -> BinaryIO:
        """The bytes as they are stored. Raises InputError."""
        with _refusals(self.shown):
            if self.system is None:
                return Path(self.path).open("rb")
            return cast("BinaryIO", self.system.open(self.path, "rb"))

    def size(self) -> int | None:
        """How many bytes are stored; None where the store does not tell. Raises InputError."""
        with _refusals(self.shown):
            size = Path(self.path).stat().st_size if self.system is None else self.system.size(self.path)
        return None if size is None else int(size)


class Hashed(io.RawIOBase):
    """The stored bytes of a place, hashed while they are read; reading raises InputError where it fails."""

    def __init__(self, place: Place) -> None:
        self._place, self._stream = place, place.open()
        self._sha, self.bytes = hashlib.sha256(), 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, as far as there are bytes."""
        with _refusals(self._place.shown):
            data = self._stream.read(len(buffer))
        self._sha.update(data)
        self.bytes += len(data)
        buffer[: len(data)] = data
        return len(data)

    def digest(self) -> str:
        """The SHA-256 of the whole: reads what is left."""
        block = memoryview(bytearray(_BLOCK))
        while self.readinto(block):
            pass
        return self._sha.hexdigest()

    def close(self) -> None:
        """Close the stored stream too."""
        if not self.closed:
            self._stream.close()
        super().close()


def content(place: Place, raw: Hashed) -> BinaryIO:
    """The bytes of a place, decompressed as its name says, within bounds."""
    stored = io.BufferedReader(raw, _BLOCK)
    name = Path(place.name)
    if name.suffix not in COMPRESSED:
        return cast("BinaryIO", stored)
    bound = max(FREE_BYTES, MAX_RATIO * (place.size() or _UNKNOWN_SIZE))
    return decompressed(stored, name, bound)


@contextmanager
def _refusals(shown: str) -> Iterator[None]:
    """Turn whatever a store says into an InputError that names the place: stores have errors of all kinds."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        words = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        raise InputError(
            f"cannot be read: {' '.join(str(words).split())[:300]}",
            file=shown,
            hint="Check that it is there and that you may read it; then run the command again.",
        ) from error


def kind_of(name: str) -> str:
    """The ending of a name without that of its compression, in small letters."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in COMPRESSED else path.suffix


def expand(arguments: Iterable[str]) -> list[Place]:
    """The files that the arguments name, in their order, each once; folders and globs sorted by name.

    Raises InputError where an argument names nothing, or a file of a kind that cannot be read.
    """
    found: dict[str, Place] = {}
    for argument in arguments:
        for place in _remote(argument) if _SCHEME.match(argument) else _local(argument):
            found.setdefault(place.shown, place)
    return list(found.values())


def _local(argument: str) -> Iterator[Place]:
    path = Path(argument)
    if _MAGIC.search(argument) and not path.exists():
        names = _documents(glob.glob(argument, recursive=True))  # noqa: PTH207 - takes absolute patterns
        root = _fixed(argument)
    elif path.is_dir() and not _is_source(path):
        names = _documents(map(str, path.rglob("*")))
        root = f"{argument.rstrip('/')}/"
    else:
        if not path.exists():
            raise InputError("does not exist", file=argument, hint="Check the path.")
        names, root = [argument], ""
    several = names != [argument]
    places = [Place(name, _below(name, root), name) for name in names]
    yield from _readable(argument, places, several=several)


def _documents(names: Iterable[str]) -> list[str]:
    """The files among some names, sorted; the folder of a source stands for what is in it."""
    found = set()
    for name in names:
        path = Path(name)
        if (path.is_dir() and _is_source(path)) or (path.is_file() and not _is_source(path.parent)):
            found.add(name)
    return sorted(found)


def _is_source(folder: Path) -> bool:
    return (folder / "source.yaml").exists()


def _remote(argument: str) -> Iterator[Place]:
    scheme = argument.partition("://")[0]
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(argument)
    except (ImportError, ValueError) as error:
        extra = "pip install 'demarche[s3]'" if scheme in ("s3", "s3a") else "See fsspec's list of protocols."
        raise InputError("cannot be opened", file=argument, value=str(error), hint=extra) from error
    with _refusals(argument):
        if _MAGIC.search(path):
            names, root = sorted(system.glob(path)), _fixed(path)
        elif system.isfile(path):
            names, root = [path], ""
        else:
            names, root = sorted(system.find(path)), f"{path.rstrip('/')}/"
    places = [Place(f"{scheme}://{name.lstrip('/')}", _below(name, root), name, system) for name in names]
    yield from _readable(argument, places, several=names != [path])


def _readable(argument: str, places: list[Place], *, several: bool) -> Iterator[Place]:
    """The places of a kind that can be read; of a folder or a glob others are passed over."""
    if several:
        places = [
            place for place in places if _visible(place.name) and (place.is_source or place.kind in KINDS)
        ]
    if not places:
        raise InputError("names no file that can be read", file=argument, hint=f"{_READABLE}.")
    for place in places:
        if place.kind not in KINDS and not place.is_source:
            raise InputError("is of no kind that can be read", file=place.shown, hint=f"{_READABLE}.")
        yield place


def _visible(name: str) -> bool:
    return not any(part.startswith(".") for part in PurePosixPath(name).parts)


def _fixed(pattern: str) -> str:
    """The folder before the first wildcard."""
    match = _MAGIC.search(pattern)
    head = pattern[: match.start()] if match else pattern
    return head[: head.rfind("/") + 1]


def _below(name: str, root: str) -> str:
    """A file's name under the folder that was named; the bare name of a file named by itself."""
    return name.removeprefix(root) if root and name.startswith(root) else PurePosixPath(name).name
