"""Places that hold files, whatever serves them: a folder, a web server, S3 or what else fsspec knows.

`open_store` tells from the address which it is. A store gives bounded reads, whole writes and plain errors;
it knows nothing of releases. Networks are asked a bounded number of times and never waited for without end.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from demarche.stores.base import MissingError, OversizeError, Store, UnreachableError
from demarche.stores.folder import FolderStore
from demarche.stores.remote import RemoteStore
from demarche.stores.web import WebStore

__all__ = ["MissingError", "OversizeError", "Store", "UnreachableError", "is_url", "open_store"]


def is_url(place: str) -> bool:
    """Whether a place is an address (`s3://…`, `https://…`), not a path."""
    return "://" in place


def open_store(place: str | Path) -> Store:
    """The store at a path or an address. Raises InputError for one that nothing here can serve."""
    text = str(place)
    if not is_url(text):
        return FolderStore(Path(place))
    protocol = urlsplit(text).scheme.lower()
    if protocol in {"file", "local"}:
        return FolderStore(Path(unquote(urlsplit(text).path)))
    if protocol in {"http", "https"}:
        return WebStore(text.rstrip("/"))
    return RemoteStore(text.rstrip("/"), protocol)
