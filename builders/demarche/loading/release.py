"""One release at a home: its files, each held against the manifest, and what the release says of itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.errors import DataError, InputError
from demarche.files import read_text, sha256_file
from demarche.loading.cache import MAX_MANIFEST_BYTES, Cache, Wanted, tampered
from demarche.release.about import About
from demarche.release.index import Entry
from demarche.release.manifest import MANIFEST, Manifest, parse_manifest
from demarche.stores import Store

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Release:
    """A release that the index of a home names."""

    store: Store
    folder: str
    entry: Entry
    cache: Cache
    tell: Callable[[str], None]

    @property
    def version(self) -> str:
        """The version of the dataset."""
        return self.entry.version

    @property
    def place(self) -> str:
        """The path or address of the release."""
        return self.store.address(self.folder)

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest. Raises DataError when it is not the one that the index names."""
        path = self.file(MANIFEST)
        manifest = parse_manifest(read_text(path, MAX_MANIFEST_BYTES), path)
        if manifest["version"] != self.version:
            raise DataError(
                f"is the manifest of another version than {self.version}",
                file=path,
                field="version",
                value=manifest["version"],
                hint="The index of releases and the folder disagree: tell who keeps them.",
            )
        return manifest

    def file(self, name: str) -> Path:
        """A file of the release on this machine, fetched if need be, with the content that was released.

        Raises InputError for a name that the release has not, DataError for another content.
        """
        if name == MANIFEST:
            return self._file(MANIFEST, MAX_MANIFEST_BYTES, self.entry.manifest_sha256)
        known = self.manifest["files"].get(name)
        if known is None:
            raise InputError(
                f"release {self.version} has no such file",
                file=f"{self.place}/{name}",
                hint=f"Files: {', '.join(self.manifest['files'])}.",
            )
        return self._file(name, known["bytes"], known["sha256"])

    def _file(self, name: str, size: int, sha256: str) -> Path:
        place = f"{self.folder}/{name}" if self.folder else name
        path = self.store.local(place)
        if path is None:
            kept = f"{self.version}-{self.entry.manifest_sha256[:12]}/{name}"
            wanted = Wanted(place, kept, size, sha256)
            return self.cache.file(self.store, wanted, self.tell)
        if not path.is_file():
            raise DataError("is missing from the release", file=path, hint="Restore the folder.")
        if sha256_file(path) != sha256:
            raise tampered(path, sha256)
        return path

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table as it was released, or some columns of it. Raises InputError for one that is not there."""
        from pyarrow import parquet

        if name not in self.manifest["tables"]:
            raise InputError(
                f"release {self.version} has no such table",
                field="table",
                value=name,
                hint=f"Tables: {', '.join(self.manifest['tables'])}.",
            )
        return parquet.read_table(self.file(f"{name}.parquet"), columns=columns)

    @cached_property
    def _descriptor(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(read_text(self.file("datapackage.json")))
        return content

    def enumerations(self, table: str) -> dict[str, list[str]]:
        """The columns of a table whose values are a closed list, with the list as this release has it."""
        resources = {one["name"]: one["schema"]["fields"] for one in self._descriptor["resources"]}
        constraints = {field["name"]: field.get("constraints", {}) for field in resources[table]}
        return {name: known["enum"] for name, known in constraints.items() if "enum" in known}

    @cached_property
    def about(self) -> About:
        """Title, author, licence and so on, as the release's own CITATION.cff has them."""
        import yaml

        record = yaml.safe_load(read_text(self.file("CITATION.cff")))
        return About(
            title=record["title"],
            abstract=record["abstract"],
            version=self.version,
            licence=record["license"],
            author=record["authors"][0]["name"],
            homepage=record.get("url"),
        )

    def citation(self, form: str = "apa") -> str:
        """The citation of this release in one of the forms of `release.citation`."""
        from demarche.release.citation import FORMATS

        return FORMATS[form](self.about, self.entry.date, self.entry.doi)
