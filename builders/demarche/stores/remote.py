"""Any store that fsspec knows: S3, Google Cloud, Azure, SFTP and others, each through its own package."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from demarche.errors import InputError
from demarche.stores.base import MissingError, Store, TransientError, UnreachableError, persist, too_large

T = TypeVar("T")

S3_OPTIONS = {
    "config_kwargs": {"connect_timeout": 10, "read_timeout": 30, "retries": {"total_max_attempts": 1}}
}
_LASTING = {
    "NoCredentialsError": "Give credentials as the store's own tools take them (S3: AWS_ACCESS_KEY_ID and "
    "AWS_SECRET_ACCESS_KEY), or for a public bucket FSSPEC_S3_ANON=true.",
    "PartialCredentialsError": "Give the key and its secret.",
    "ParamValidationError": "Check the address.",
    "NoRegionError": "Set AWS_DEFAULT_REGION.",
}


class RemoteStore(Store):
    """Files below an address of fsspec. An object appears under its name when all of it is there."""

    def __init__(self, url: str, protocol: str) -> None:
        super().__init__(url)
        self._protocol = protocol
        self._root = url.partition("://")[2]

    @cached_property
    def _files(self) -> Any:
        import fsspec

        options = S3_OPTIONS if self._protocol in {"s3", "s3a"} else {}
        try:
            files = fsspec.filesystem(
                self._protocol, use_listings_cache=False, skip_instance_cache=True, **options
            )
        except (ImportError, ValueError) as error:
            raise InputError(
                f"nothing here can serve addresses of {self._protocol}://",
                file=self.url,
                value=error,
                hint="Install what fsspec needs for it: for S3, pip install 'demarche[s3]'.",
            ) from error
        files.retries = 1  # s3fs would try again within each of our tries
        return files

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file of at most `limit` bytes."""
        self._require_size(name, limit)
        return bytes(self._call(name, lambda path: self._files.cat_file(path, start=0, end=limit)))

    def fetch(self, name: str, to: Path, limit: int) -> None:
        """Copy a file of at most `limit` bytes to a path."""
        self._require_size(name, limit)
        self._call(name, lambda path: self._files.get_file(path, str(to)))

    def _require_size(self, name: str, limit: int) -> None:
        size = self._call(name, self._files.info)["size"]
        if size is None or size > limit:
            raise too_large(self.address(name), limit)

    def sizes(self, folder: str) -> dict[str, int]:
        """The size of each file below a folder."""

        def listed(path: str) -> dict[str, int]:
            self._files.invalidate_cache()
            try:
                found = self._files.find(path, detail=True)
            except FileNotFoundError:
                return {}
            top = self._files._strip_protocol(path).rstrip("/") + "/"
            return {name.removeprefix(top): entry["size"] for name, entry in sorted(found.items())}

        return self._call(folder, listed)

    def put(self, name: str, path: Path) -> None:
        """Write a file whole or not at all."""

        def upload(target: str) -> None:
            self._make_parent(target)
            self._files.put_file(str(path), target)

        self._call(name, upload)

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all."""

        def upload(target: str) -> None:
            self._make_parent(target)
            self._files.pipe_file(target, data)

        self._call(name, upload)

    def _make_parent(self, target: str) -> None:
        """What is an object store has no folders; s3fs would try to make a bucket."""
        if self._protocol not in {"s3", "s3a", "gs", "gcs", "abfs", "az"}:
            self._files.makedirs(target.rpartition("/")[0], exist_ok=True)

    def remove(self, name: str) -> None:
        """Remove a file; no error where there is none."""

        def gone(path: str) -> None:
            try:
                self._files.rm_file(path)
            except FileNotFoundError:
                return

        self._call(name, gone)

    def _call(self, name: str, call: Callable[[str], T]) -> T:
        """Make a call with the path of a file, again where that can help. Drivers raise what they like."""
        address, path = self.address(name), f"{self._root}/{name}" if name else self._root

        def once() -> T:
            try:
                return call(path)
            except FileNotFoundError as error:
                raise MissingError(
                    "is not there", file=address, value=error, hint="Check the address."
                ) from error
            except PermissionError as error:
                raise UnreachableError(
                    f"the store refuses access: {error}", file=address, hint="Check your credentials."
                ) from error
            except Exception as error:
                kind = type(error).__name__
                if kind in _LASTING:
                    raise UnreachableError(f"{error}", file=address, hint=_LASTING[kind]) from error
                raise TransientError(f"{error}" or kind) from error

        return persist(once, address)
