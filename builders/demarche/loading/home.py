"""A home of releases: a place with `releases.json` and `releases/VERSION/`, in a folder or at an address.

The folder `dataset/` of a checkout is one, and so is what `demarche publish` writes. The index is trusted as
far as the home is; all else is held against it: it names the hash of each manifest, which names the hash of
each file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from demarche.errors import InputError
from demarche.loading.cache import Cache
from demarche.loading.release import Release
from demarche.release.index import FOLDER, INDEX, Entry, find, parse_index
from demarche.resources import PACKAGE, dataset_dir
from demarche.stores import MissingError, Store, UnreachableError, open_store
from demarche.version import Version

VARIABLE = "DEMARCHE_HOME"
LATEST = "latest"
MAX_INDEX_BYTES = 16 * 1024 * 1024

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Home:
    """The releases at one place. `tell` is given what a user should know and no error is: warnings."""

    store: Store
    cache: Cache
    tell: Tell

    @property
    def place(self) -> str:
        """The path or the address."""
        return self.store.url

    @cached_property
    def entries(self) -> list[Entry]:
        """The releases, oldest version first. Raises InputError or DataError."""
        if self.store.local("") is not None:
            try:
                return self._parsed(self.store.read(INDEX, MAX_INDEX_BYTES))
            except MissingError:
                return []
        try:
            data = self.store.read(INDEX, MAX_INDEX_BYTES)
        except UnreachableError as error:
            kept = self.cache.kept_index(self.place)
            if kept is None:
                raise
            self.tell(
                f"{self.place} cannot be reached ({error.message}): the index of releases is that of the "
                "last visit, and newer versions or retractions are not known"
            )
            return self._parsed(kept)
        entries = self._parsed(data)
        self.cache.keep_index(self.place, data)
        return entries

    def _parsed(self, data: bytes) -> list[Entry]:
        return parse_index(data, self.store.address(INDEX))

    def release(self, version: str = LATEST) -> Release:
        """A release; `latest` is the highest that was not retracted, and says so when others were.

        Raises InputError, naming the versions that there are; tells of a retraction.
        """
        entry = self._latest() if version == LATEST else find(self.entries, version)
        if entry is None:
            raise InputError(
                "no such release",
                file=self.place,
                field="version",
                value=version,
                hint=f"There are: {self._versions()}.",
            )
        if entry.retracted is not None:
            self.tell(retraction(entry))
        return Release(self.store, f"{FOLDER}/{entry.version}", entry, self.cache, self.tell)

    def _latest(self) -> Entry | None:
        standing = [entry for entry in self.entries if entry.retracted is None]
        if self.entries and not standing:
            raise InputError(
                "every release was retracted",
                file=self.place,
                hint=f"Name the version that you want all the same: {self._versions()}.",
            )
        return max(standing, key=lambda entry: Version.parse(entry.version), default=None)

    def _versions(self) -> str:
        return ", ".join(entry.version for entry in self.entries) or "none"


def retraction(entry: Entry) -> str:
    """What is to be said of a release that was retracted."""
    told = entry.retracted or {}
    instead = f" Use {told['replaced_by']} instead." if told.get("replaced_by") else ""
    return f"release {entry.version} was retracted on {told['date']}: {told['reason']}{instead}"


def open_home(place: str | Path | None, tell: Tell) -> Home:
    """The home at a path or an address; without one that of DEMARCHE_HOME, or else of the checkout.

    Of a checkout, the folder `dataset/` or the folder of releases in it may be given. Raises InputError where
    none is named and there is no checkout.
    """
    chosen = place if place is not None else os.environ.get(VARIABLE) or _checkout()
    store = open_store(chosen)
    if not _has_index(store) and _last_part(chosen) == FOLDER:
        store = open_store(_without_last_part(chosen))
    return Home(store, Cache(), tell)


def _has_index(store: Store) -> bool:
    folder = store.local(INDEX)
    return folder is None or folder.is_file()


def _last_part(place: str | Path) -> str:
    return Path(place).name if isinstance(place, Path) else place.rstrip("/").rpartition("/")[2]


def _without_last_part(place: str | Path) -> str | Path:
    return Path(place).parent if isinstance(place, Path) else place.rstrip("/").rpartition("/")[0] or "."


def _checkout() -> Path:
    """The dataset of the checkout around the working directory, or else of demarche's own."""
    for start in (None, PACKAGE):
        try:
            return dataset_dir(start)
        except InputError:
            continue
    raise InputError(
        "no releases to load from",
        field="home",
        hint=f"Give home=, or set {VARIABLE}, to the path or address of a home of releases.",
    )
