"""Publishing a release: from one home of releases to another, through any store that can be written to.

The data go first, then the manifest, the index last: who looks before the end finds the releases of before. A
marker beside the folder says which content is on its way, so that a run that was interrupted is taken up by
the next one, and that of another content is refused. Nothing that is there is overwritten or removed, but for
the index and what an interrupted run of the same content left unfinished.

What is there is compared by the hash of its manifest and by sizes: the hashes that stores tell are not always
ones of the content. `demarche verify` reads all of it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from demarche.errors import DataError
from demarche.loading.fetch import fetch
from demarche.loading.home import MAX_INDEX_BYTES
from demarche.loading.release import Release
from demarche.release.index import FOLDER, INDEX, Entry, find, index_text, parse_index
from demarche.release.manifest import MANIFEST
from demarche.stores import MissingError, OversizeError, Store
from demarche.version import Version

_MARKER_BYTES = 200


@dataclass(frozen=True, slots=True)
class Published:
    """The outcome: `state` is made, resumed (a run had been interrupted) or there; `uploaded` names files."""

    place: str
    state: Literal["made", "resumed", "there"]
    uploaded: tuple[str, ...]


def publish(release: Release, known: list[Entry], store: Store, say: Callable[[str], None]) -> Published:
    """Publish a release to a store; `known` are the entries of its own home, `say` is told of each file.

    Retractions and DOIs of the home are brought to the index there. Raises DataError when the store has the
    version with other content, InputError when it does not answer.
    """
    fetch(release)  # every file is what was released
    _require_same_entry(_index(store), release.entry, store)
    folder = f"{FOLDER}/{release.version}"
    store.tidy(folder)
    work = _Work(release, store, folder, say)
    state, files = work.begin()
    uploaded = work.upload(files)
    there = _index(store)
    _require_same_entry(there, release.entry, store)
    merged = _merged(there, known, release.entry)
    if merged != there:
        say(INDEX)
        store.write(INDEX, index_text(merged).encode("utf-8"))
        uploaded.append(INDEX)
    work.end()
    return Published(store.url, state if uploaded else "there", tuple(uploaded))


@dataclass(frozen=True, slots=True)
class _Work:
    """One release on its way into its folder at a store."""

    release: Release
    store: Store
    folder: str
    say: Callable[[str], None]

    @property
    def _marker(self) -> str:
        return f"{self.folder}.publishing"

    @property
    def _own(self) -> bytes:
        return self.release.entry.manifest_sha256.encode("ascii")

    def begin(self) -> tuple[Literal["made", "resumed"], list[str]]:
        """Whether a run is taken up, and the files that are missing there. Raises DataError on others."""
        held, marker = self._read(MANIFEST), _read(self.store, self._marker, _MARKER_BYTES)
        sizes = self.store.sizes(self.folder)
        if held is not None and held != self.release.file(MANIFEST).read_bytes():
            raise self._refused(f"{self.folder}/{MANIFEST}", "was published there with other content")
        if marker is not None and marker != self._own:
            raise self._refused(self._marker, "says that other content is on its way to this version")
        expected = {name: file["bytes"] for name, file in self.release.manifest["files"].items()}
        strange = sorted(sizes.keys() - expected.keys() - {MANIFEST})
        if held is None and marker is None:
            strange = sorted(sizes)
        if strange:
            raise self._refused(
                f"{self.folder}/{strange[0]}", f"is no file of this release ({len(strange)} such files)"
            )
        wrong = [name for name in expected if sizes.get(name, expected[name]) != expected[name]]
        if wrong and marker is None:
            raise self._refused(
                f"{self.folder}/{wrong[0]}", "has another size than the file that was released"
            )
        missing = [name for name in expected if sizes.get(name) != expected[name]]
        if held is None:
            missing.append(MANIFEST)
        if missing and marker is None:
            self.store.write(self._marker, self._own)
        return "made" if marker is None else "resumed", missing

    def upload(self, files: list[str]) -> list[str]:
        """Upload files in this order; the manifest only when all others are there with their size."""
        for name in files:
            if name == MANIFEST:
                self._require_whole()
            self.say(f"{self.folder}/{name}")
            self.store.put(f"{self.folder}/{name}", self.release.file(name))
        return [f"{self.folder}/{name}" for name in files]

    def end(self) -> None:
        """Say that nothing is on its way any more."""
        self.store.remove(self._marker)

    def _require_whole(self) -> None:
        sizes = self.store.sizes(self.folder)
        for name, file in self.release.manifest["files"].items():
            if sizes.get(name) != file["bytes"]:
                raise DataError(
                    f"has {sizes.get(name, 0):,} of {file['bytes']:,} bytes after it was uploaded",
                    file=self.store.address(f"{self.folder}/{name}"),
                    hint="The store loses what is written. The index there is as before; publish again.",
                )

    def _read(self, name: str) -> bytes | None:
        return _read(self.store, f"{self.folder}/{name}", self.release.file(MANIFEST).stat().st_size)

    def _refused(self, name: str, message: str) -> DataError:
        return DataError(
            message,
            file=self.store.address(name),
            hint="A release is never overwritten. If it is left over from a trial, remove it there yourself; "
            "otherwise release and publish the next version.",
        )


def _read(store: Store, name: str, limit: int) -> bytes | None:
    try:
        return store.read(name, limit)
    except MissingError:
        return None
    except OversizeError:
        return b""  # longer than ours: another one


def _index(store: Store) -> list[Entry]:
    try:
        data = store.read(INDEX, MAX_INDEX_BYTES)
    except MissingError:
        return []
    return parse_index(data, store.address(INDEX))


def _require_same_entry(entries: list[Entry], own: Entry, store: Store) -> None:
    held = find(entries, own.version)
    if held is not None and held.manifest_sha256 != own.manifest_sha256:
        raise DataError(
            f"names another manifest for {own.version}: it was published there with other content",
            file=store.address(INDEX),
            field="manifest_sha256",
            value=held.manifest_sha256,
            hint="A release is never overwritten: release and publish the next version.",
        )


def _merged(there: list[Entry], known: list[Entry], own: Entry) -> list[Entry]:
    """The index there with the release, and with the DOIs and retractions that its home knows of.

    What only the index there knows stays: a retraction is not taken back.
    """
    entries = there if find(there, own.version) else [*there, own]
    return sorted(
        (_updated(entry, find(known, entry.version)) for entry in entries),
        key=lambda entry: Version.parse(entry.version),
    )


def _updated(entry: Entry, known: Entry | None) -> Entry:
    if known is None or known.manifest_sha256 != entry.manifest_sha256:
        return entry
    return replace(entry, doi=known.doi or entry.doi, retracted=known.retracted or entry.retracted)
