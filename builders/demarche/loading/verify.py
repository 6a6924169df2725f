"""Whether releases are what was released: each file, each table's content, and what both engines say of them.

Unlike loading, which stops at the first fault, this lists all of them, and it reads everything anew: nothing
is taken from the cache.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from demarche.errors import DemarcheError, InputError
from demarche.loading.cache import MAX_MANIFEST_BYTES, Cache
from demarche.loading.home import Home
from demarche.loading.release import Release
from demarche.release.index import FOLDER, INDEX, Entry, find
from demarche.release.manifest import MANIFEST, parse_manifest
from demarche.stores import MissingError, Store, open_store

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one release. `skipped` says what could not be checked, and why."""

    version: str
    files: int
    tables: int
    faults: tuple[str, ...]
    skipped: tuple[str, ...] = ()


def verify_place(place: str, tell: Tell) -> Iterator[Checked]:
    """Check the release at a path or an address, or all releases of a home. Raises InputError for neither."""
    with tempfile.TemporaryDirectory() as scratch:
        cache = Cache(Path(scratch))
        for release in _releases(open_store(place), cache, tell):
            yield verify(release)


def _releases(store: Store, cache: Cache, tell: Tell) -> list[Release]:
    if _holds(store, INDEX):
        home = Home(store, cache, tell)
        return [Release(store, f"{FOLDER}/{entry.version}", entry, cache, tell) for entry in home.entries]
    try:
        data = store.read(MANIFEST, MAX_MANIFEST_BYTES)
    except MissingError as error:
        raise InputError(
            f"is neither a release nor a home of releases: it has no {MANIFEST} and no {INDEX}",
            file=store.url,
            hint="Give the folder of a release, or the folder or address with the index.",
        ) from error
    return [_alone(store, data, cache, tell)]


def _alone(store: Store, data: bytes, cache: Cache, tell: Tell) -> Release:
    """A release that is given by itself: held against the index of its home where it lies in one."""
    manifest = parse_manifest(data.decode("utf-8", errors="replace"), store.address(MANIFEST))
    version = str(manifest["version"])
    above, _, below = store.url.rstrip("/").rpartition(f"/{FOLDER}/")
    if above and below == version:
        home = open_store(above)
        if _holds(home, INDEX):
            entry = find(Home(home, cache, tell).entries, version)
            if entry is not None:
                return Release(home, f"{FOLDER}/{version}", entry, cache, tell)
            tell(f"{home.address(INDEX)} does not name release {version}: only its manifest is held to")
    hashed = hashlib.sha256(data).hexdigest()
    return Release(
        store, "", Entry(version=version, date=manifest["date"], manifest_sha256=hashed), cache, tell
    )


def _holds(store: Store, name: str) -> bool:
    try:
        store.read(name, MAX_MANIFEST_BYTES)
    except MissingError:
        return False
    return True


def verify(release: Release) -> Checked:
    """Check one release."""
    faults: list[str] = []
    with _noting(faults):
        manifest = release.manifest
    if faults:
        return Checked(release.version, 0, 0, tuple(faults))
    for name in manifest["files"]:
        with _noting(faults):
            release.file(name)
    faults += [f"{release.place}/{name}: is not in the manifest" for name in _strangers(release)]
    whole, skipped = not faults, []
    same_schema = manifest["schema_version"] == _own_schema()
    for name in manifest["tables"]:
        with _noting(faults):
            faults += _content_faults(release, name, csv_too=same_schema)
    if whole:
        faults += _engines(release, both=same_schema)
    if not same_schema:
        skipped.append(
            f"the rules of schema {manifest['schema_version']}: this installation has {_own_schema()}; "
            "Frictionless judged it by the release's own descriptor"
        )
    return Checked(
        release.version, len(manifest["files"]), len(manifest["tables"]), tuple(faults), tuple(skipped)
    )


@contextmanager
def _noting(faults: list[str]) -> Iterator[None]:
    """Note what goes wrong, in its first line, each fault once."""
    try:
        yield
    except DemarcheError as error:
        told = str(error).partition("\n")[0]
        if told not in faults:
            faults.append(told)


def _strangers(release: Release) -> list[str]:
    """Files that are there and not in the manifest; a web server does not list what it has."""
    try:
        present = release.store.sizes(release.folder)
    except InputError:
        return []
    return sorted(present.keys() - release.manifest["files"].keys() - {MANIFEST})


def _content_faults(release: Release, name: str, *, csv_too: bool) -> list[str]:
    from demarche.contenthash import content_hash
    from demarche.tables import read_csv

    expected, faults = release.manifest["tables"][name]["content_hash"], []
    if content_hash(release.table(name)) != expected:
        faults.append(f"{release.place}/{name}.parquet: its content is not the one that was released")
    if csv_too and content_hash(read_csv(release.file(f"{name}.csv"), name)) != expected:
        faults.append(f"{release.place}/{name}.csv: its content is not the one that was released")
    return faults


def _engines(release: Release, *, both: bool) -> list[str]:
    from demarche.checks import check, find_tables
    from demarche.checks.package import validate_package

    folder = release.file(MANIFEST).parent
    verdicts = {"Frictionless": validate_package(folder / "datapackage.json")}
    if both:
        verdicts["pandera and the rules"] = check(find_tables(folder, None))
    return [
        f"{engine}: {one.table}:{one.line}: {one.column}: {one.message}"
        for engine, verdict in verdicts.items()
        for one in verdict.findings
        if one.severity == "error"
    ]


def _own_schema() -> str:
    from demarche.contract.model import load_contract

    return load_contract().version
