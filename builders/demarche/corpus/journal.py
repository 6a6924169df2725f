"""The coded batches of a run that is not finished: a file each, renamed into place when it is whole.

The files lie in `.unfinished/` of the output folder. A file there is complete, and its name tells what it
was made of; so a run that is started again codes only what has no file. One run at a time: the folder is
locked.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import pyarrow as pa

from demarche.errors import InputError
from demarche.files import replacing

UNFINISHED = ".unfinished"


class Journal:
    """The folder of a run's coded batches. Raises InputError when another run has it."""

    def __init__(self, out: Path) -> None:
        self.folder = out / UNFINISHED
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"cannot be written: {error.strerror}", file=out, hint="Give a folder that you may write."
            ) from error
        self._lock = _locked(self.folder / "lock", out)
        for stale in self.folder.glob("*.part"):  # what a killed run was writing
            stale.unlink()

    def has(self, name: str) -> bool:
        """Whether a batch is coded."""
        return self._path(name).exists()

    def write(self, name: str, coded: pa.RecordBatch) -> None:
        """Keep a coded batch, whole or not at all."""
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        with (
            replacing(self._path(name)) as temporary,
            pa.OSFile(str(temporary), "wb") as sink,
            pa.ipc.new_file(sink, coded.schema, options=options) as writer,
        ):
            writer.write_batch(coded)

    def read(self, names: Sequence[str]) -> Iterator[pa.Table]:
        """The coded batches of these names, one after the other."""
        for name in names:
            with pa.OSFile(str(self._path(name))) as source:
                yield pa.ipc.open_file(source).read_all()

    def scratch(self, name: str) -> Path:
        """An empty folder for what is made on the way."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def close(self, *, finished: bool) -> None:
        """Let go of the folder; remove it when the run is finished."""
        if finished:
            shutil.rmtree(self.folder)
        self._lock.close()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.arrow"


def _locked(path: Path, out: Path) -> IO[bytes]:
    lock = path.open("wb")
    try:
        import fcntl
    except ImportError:  # Windows has no such locks
        return lock
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise InputError(
            "another run is writing this folder", file=out, hint="Wait for it, or give another folder."
        ) from error
    return lock
