"""A web server, for reading."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from demarche.stores.base import MissingError, Store, TransientError, UnreachableError, persist, too_large

if TYPE_CHECKING:
    from requests import Response

TIMEOUTS = (10.0, 30.0)
"""Seconds to wait for a connection, and for the next bytes."""
SLOW_AFTER, SLOW_BYTES = 60.0, 1024
"""After so many seconds a server must have given so many bytes a second."""
LONGEST_WAIT = 30.0
_BLOCK = 64 * 1024
BUSY = {408, 425, 429, 500, 502, 503, 504}


class WebStore(Store):
    """Files below an http:// or https:// address."""

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file of at most `limit` bytes."""

        def once() -> bytes:
            stream = io.BytesIO()
            self._copy(name, stream, limit)
            return stream.getvalue()

        return persist(once, self.address(name))

    def fetch(self, name: str, to: Path, limit: int) -> None:
        """Copy a file of at most `limit` bytes to a path."""

        def once() -> None:
            with to.open("wb") as stream:
                self._copy(name, stream, limit)

        persist(once, self.address(name))

    def _copy(self, name: str, stream: BinaryIO, limit: int) -> None:
        address = f"{self.url}/{quote(name)}"
        with _asked(address) as response:
            _require_ok(response, address)
            started, count = time.monotonic(), 0
            while block := response.raw.read1(_BLOCK):
                count += len(block)
                if count > limit:
                    raise too_large(address, limit)
                stream.write(block)
                passed = time.monotonic() - started
                if passed > SLOW_AFTER and count < passed * SLOW_BYTES:
                    raise UnreachableError(
                        f"is too slow: {count:,} bytes in {passed:.0f} seconds",
                        file=address,
                        hint="Try again later, or from another network.",
                    )


@contextmanager
def _asked(address: str) -> Iterator[Response]:
    import requests
    from urllib3.exceptions import HTTPError

    plain = {"Accept-Encoding": "identity"}  # sizes and hashes are those of the bytes that are sent
    try:
        with requests.get(address, stream=True, timeout=TIMEOUTS, headers=plain) as response:
            yield response
    except (requests.ConnectionError, requests.Timeout, HTTPError) as error:
        raise TransientError(in_words(error)) from error
    except requests.RequestException as error:
        raise UnreachableError(
            f"cannot be asked for: {error}", file=address, hint="Check the address."
        ) from error


def in_words(error: Exception) -> str:
    """The kernel of what the libraries say, without their classes and objects."""
    text = str(error)
    known = {
        "Name or service not known": "the name of the server is not known (no network?)",
        "name resolution": "the name of the server cannot be looked up (no network?)",
        "Failed to resolve": "the name of the server cannot be looked up (no network?)",
        "Connection refused": "the connection is refused",
        "unreachable": "the network is unreachable",
        "timed out": "no answer in time",
        "IncompleteRead": "the connection was cut",
        "Connection aborted": "the connection was cut",
        "reset by peer": "the connection was cut",
    }
    return next((words for key, words in known.items() if key in text), text)


def _require_ok(response: Response, address: str) -> None:
    status = response.status_code
    if status in {404, 410}:
        raise MissingError("is not there", file=address, hint="Check the address.")
    if status in BUSY:
        raise TransientError(f"the server answers {status}", retry_after(response))
    if status != 200:
        raise UnreachableError(
            f"the server answers {status} {response.reason}", file=address, hint="Check the address."
        )


def retry_after(response: Response) -> float | None:
    """The seconds that a server asks to wait, bounded; None where it does not say so in seconds."""
    told = response.headers.get("Retry-After", "")
    return min(float(told), LONGEST_WAIT) if told.isascii() and told.isdigit() else None
