"""Files of releases that were fetched, kept in the user's cache folder (XDG_CACHE_HOME) by pooch.

A file is kept under its version and the hash of its manifest, so that nothing kept is ever replaced by other
content. What does not have its hash is never kept, and not used where it was kept and damaged since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demarche.errors import DataError, InputError
from demarche.files import read_bytes, sha256_file, write_text
from demarche.stores import OversizeError, Store

MAX_MANIFEST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of a store: its name there and below the cache folder, its most bytes and its hash."""

    name: str
    kept_as: str
    size: int
    sha256: str


class Cache:
    """The cache folder; made on first use."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where the files are."""
        if self._folder is None:
            import pooch

            self._folder = Path(pooch.os_cache("demarche"))
        return self._folder

    def file(self, store: Store, wanted: Wanted, tell: Callable[[str], None]) -> Path:
        """The file of a store, from the cache or fetched into it.

        Raises DataError when the store has other content under that name, InputError when it does not answer.
        """
        import pooch

        path = self.folder / wanted.kept_as
        if path.is_file():
            if sha256_file(path) == wanted.sha256:
                return path
            tell(f"{path} is not what was fetched once (its SHA-256 differs): it is fetched again")
            path.unlink()
        pooch.get_logger().setLevel("WARNING")

        def download(_url: str, target: str, _pooch: object) -> None:
            store.fetch(wanted.name, Path(target), wanted.size)

        try:
            pooch.retrieve(
                store.address(wanted.name),
                f"sha256:{wanted.sha256}",
                path.name,
                path.parent,
                downloader=download,
            )
        except (ValueError, OversizeError) as error:  # pooch raises ValueError for a hash that differs
            raise tampered(store.address(wanted.name), wanted.sha256) from error
        except OSError as error:
            raise InputError(
                f"cannot be kept: {error.strerror or error}",
                file=path,
                hint="Check the space on the disk and its permissions, or set XDG_CACHE_HOME elsewhere.",
            ) from error
        return path

    def keep_index(self, place: str, data: bytes) -> None:
        """Keep the index of a home for when it cannot be reached."""
        if self.kept_index(place) != data:
            write_text(self._index(place), data.decode("utf-8"))

    def kept_index(self, place: str) -> bytes | None:
        """The index of a home as it was on the last visit, None without one."""
        path = self._index(place)
        return read_bytes(path) if path.is_file() else None

    def _index(self, place: str) -> Path:
        return self.folder / "indexes" / f"{hashlib.sha256(place.encode()).hexdigest()[:16]}.json"


def tampered(place: str | Path, sha256: str) -> DataError:
    """What is said of a file that is not the one that was released."""
    return DataError(
        f"is not what was released: its SHA-256 is not {sha256}",
        file=place,
        hint="It was damaged or changed there since, or is being published just now. Do not use it; "
        "restore it from another copy, or load from another home.",
    )
