"""A folder on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

from demarche.errors import InputError
from demarche.files import read_bytes, replacing
from demarche.stores.base import MissingError, Store, too_large


class FolderStore(Store):
    """A folder; files are read where they lie, and written beside their place and renamed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder

    def local(self, name: str) -> Path:
        """Where the file lies."""
        return self.folder / name

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file of at most `limit` bytes."""
        return read_bytes(self._there(name, limit), limit)

    def fetch(self, name: str, to: Path, limit: int) -> None:
        """Copy a file of at most `limit` bytes to a path."""
        shutil.copyfile(self._there(name, limit), to)

    def _there(self, name: str, limit: int) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise MissingError("is missing", file=path, hint="Check the path.")
        if path.stat().st_size > limit:
            raise too_large(str(path), limit)
        return path

    def sizes(self, folder: str) -> dict[str, int]:
        """The size of each file below a folder."""
        top = self.folder / folder
        return {
            path.relative_to(top).as_posix(): path.stat().st_size
            for path in sorted(top.rglob("*"))
            if path.is_file() and not path.name.endswith(".part")  # what an interrupted write left
        }

    def tidy(self, folder: str) -> None:
        """Remove the temporary files that interrupted writes left."""
        top = self.folder / folder
        for path in [*top.rglob(".*.part"), *top.parent.glob(".*.part"), *self.folder.glob(".*.part")]:
            if path.is_file():
                path.unlink(missing_ok=True)

    def put(self, name: str, path: Path) -> None:
        """Copy a file in, whole or not at all."""
        with replacing(self.folder / name) as temporary:
            shutil.copyfile(path, temporary)

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all."""
        with replacing(self.folder / name) as temporary:
            temporary.write_bytes(data)

    def remove(self, name: str) -> None:
        """Remove a file; no error where there is none."""
        path = self.folder / name
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise InputError(f"cannot be removed: {error.strerror}", file=path) from error
