"""What every store can do, and the two ways in which it can fail that callers tell apart."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from demarche.errors import InputError

PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between the tries of a call that failed; after the last one it has failed for good."""

T = TypeVar("T")


class MissingError(InputError):
    """The store answers that there is no such file."""


class UnreachableError(InputError):
    """The store does not answer, or not so that anything can be made of it."""


class OversizeError(InputError):
    """The file is larger than it may be."""


class TransientError(Exception):
    """Inside a store: a failure that may pass; `wait` are the seconds that the server asks to wait."""

    def __init__(self, told: str, wait: float | None = None) -> None:
        super().__init__(told)
        self.wait = wait


class Store(ABC):
    """Files under one address, by names with `/`."""

    def __init__(self, url: str) -> None:
        self.url = url

    @abstractmethod
    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file. Raises MissingError, UnreachableError, or OversizeError beyond `limit`."""

    @abstractmethod
    def fetch(self, name: str, to: Path, limit: int) -> None:
        """Copy a file of at most `limit` bytes to a path. Raises as `read` does."""

    def local(self, name: str) -> Path | None:
        """Where the file lies on this machine, for a store that is a folder; else None."""
        return None

    def sizes(self, folder: str) -> dict[str, int]:
        """The size of each file below a folder, by its name below it; empty where there is none."""
        raise self._read_only()

    def put(self, name: str, path: Path) -> None:
        """Write a file whole or not at all, in place of what had the name."""
        raise self._read_only()

    def write(self, name: str, data: bytes) -> None:
        """Write bytes as a file, whole or not at all, in place of what had the name."""
        raise self._read_only()

    def remove(self, name: str) -> None:
        """Remove a file; no error where there is none."""
        raise self._read_only()

    def tidy(self, folder: str) -> None:  # noqa: B027 - most stores show nothing of an unfinished write
        """Remove what interrupted writes left in and beside a folder."""

    def address(self, name: str) -> str:
        """The address of a file."""
        return f"{self.url}/{name}" if name else self.url

    def _read_only(self) -> InputError:
        return InputError(
            "cannot be written to", file=self.url, hint="Publish to a folder, or to an s3:// or other store."
        )


def too_large(address: str, limit: int) -> OversizeError:
    """What is said of a file that is larger than it should be."""
    return OversizeError(f"is larger than {limit:,} bytes", file=address, hint="Is this the right address?")


def persist(call: Callable[[], T], address: str, pauses: tuple[float, ...] | None = None) -> T:
    """What a call returns, tried again after each pause while it raises TransientError.

    Raises UnreachableError when the last try fails too.
    """
    for pause in PAUSES if pauses is None else pauses:
        try:
            return call()
        except TransientError as failure:
            time.sleep(pause if failure.wait is None else failure.wait)
    try:
        return call()
    except TransientError as failure:
        tries = len(PAUSES if pauses is None else pauses) + 1
        raise UnreachableError(
            f"cannot be reached after {tries} {'try' if tries == 1 else 'tries'}: {failure}",
            file=address,
            hint="Check the address and the network, and try again later.",
        ) from failure
