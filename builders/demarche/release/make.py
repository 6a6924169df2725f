"""Making a release: a folder that appears whole, is never changed, and stands in the index.

It is filled and checked beside its place, flushed to disk and renamed; the index is written last. A machine
that stops on the way leaves the old state, or a folder that the next run finds complete and enters in the
index.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from demarche.errors import DataError, InputError
from demarche.files import sha256_file, sync_folder
from demarche.release.about import require_current
from demarche.release.arrange import arranged
from demarche.release.build import Build, build, write_build
from demarche.release.bump import require_promises, require_step
from demarche.release.contents import check_folder, write_contents
from demarche.release.diff import Diff, compare
from demarche.release.index import FOLDER, LEDGER, Entry, find, newest, read_index, write_index
from demarche.release.manifest import MANIFEST, differences, read_manifest, verify_release
from demarche.release.quality import quality
from demarche.release.snapshot import of_build, of_version
from demarche.sources.store import is_day
from demarche.version import Version


@dataclass(frozen=True, slots=True)
class Released:
    """The outcome of `release`.

    `state` is made, there (it was released before with this content) or entered (the folder was complete and
    the index lacked it); `cleaned` are leftovers of an interrupted run that were removed.
    """

    folder: Path
    build: Build
    state: Literal["made", "there", "entered"]
    cleaned: tuple[Path, ...]


def release(dataset: Path, version: str, date: str) -> Released:
    """Release the dataset as it stands as `version`, on the day `date` (ISO 8601).

    Raises InputError for a version that is not semantic, not the one being worked on, not higher than those
    before, or too low a step for what changed; DataError when the data are wrong, ids are not what they were,
    or the version was released with other content.
    """
    wanted = Version.parse(version)
    if not is_day(date):
        raise InputError("is not a day", field="date", value=date, hint="Write YYYY-MM-DD.")
    with _alone(dataset / FOLDER):
        entries = read_index(dataset)
        _require_indexed(dataset / FOLDER, {version, *(each.version for each in entries)})
        entry, last = find(entries, version), newest(entries)
        if entry is None and last is not None and wanted < Version.parse(last.version):
            raise InputError(
                f"is lower than {last.version}, which is released",
                field="version",
                value=version,
                hint="Releases only go up; set the next version in dataset.yaml.",
            )
        cleaned = _clean(dataset / FOLDER)
        made = build(dataset)
        require_current(made.about, version, dataset)
        shown = arranged(made)
        diff = _difference(shown, dataset, entries)
        if entry is None and diff is not None:
            require_step(diff, version)
        target = dataset / FOLDER / version
        with _beside(target) as fresh:
            write_contents(fresh, shown, date, diff, quality(made, dataset))
            if target.exists():  # it was checked when it was made
                _require_same(fresh, target, entry)
                state: Literal["made", "there", "entered"] = "there" if entry else "entered"
            else:
                if entry is not None:
                    raise DataError(
                        "the index has this release, and its folder is missing",
                        file=target,
                        hint="Restore the folder; a release is never made a second time.",
                    )
                check_folder(fresh)
                write_build(made, dataset)
                _sync_tree(fresh)
                _place(fresh, target)
                state = "made"
        if entry is None:
            fingerprint = sha256_file(target / MANIFEST)
            write_index([*entries, Entry(version=version, date=date, manifest_sha256=fingerprint)], dataset)
    return Released(target, made, state, cleaned)


def rebuild(dataset: Path, version: str, into: Path) -> Path:
    """Make a release again from what the dataset holds, in the folder `into`; nothing else is touched.

    Raises InputError for a version that is not released, or that is no longer the one being worked on: of
    older releases, the hashes tell whether they are what they were.
    """
    entries = read_index(dataset)
    entry = find(entries, version)
    if entry is None:
        known = ", ".join(each.version for each in entries) or "none"
        raise InputError("is not released", field="version", value=version, hint=f"Released: {known}.")
    made = arranged(build(dataset))
    require_current(made.about, version, dataset)
    into.mkdir(parents=True, exist_ok=True)
    diff = _difference(made, dataset, entries)
    write_contents(into, made, entry.date, diff, quality(made, dataset))
    return into


def _require_indexed(folder: Path, known: set[str]) -> None:
    """Raise DataError on a release that the index lacks: what comes next would be told without it."""
    for path in sorted(folder.iterdir()):
        if (path / MANIFEST).is_file() and not path.name.startswith(".") and path.name not in known:
            raise DataError(
                "stands there and is not in the index",
                file=path,
                hint="If it was released, restore releases.json; if it is left over, remove the folder.",
            )


def _difference(made: Build, dataset: Path, entries: list[Entry]) -> Diff | None:
    """What tells the build from the release before its version; None where it is the first.

    Raises DataError when that release is not what it was, or when ids of it are not.
    """
    before = newest(entries, before=made.about.version)
    if before is None:
        return None
    old, new = of_version(before.version, dataset), of_build(made)
    diff = compare(old, new)
    require_promises(old, new, diff, dataset / LEDGER)
    return diff


def _require_same(fresh: Path, target: Path, entry: Entry | None) -> None:
    """Raise DataError unless the folder that is there holds what would be released now."""
    held = verify_release(target, entry) if entry is not None else read_manifest(target)
    found = differences(held, read_manifest(fresh))
    if found and entry is not None:
        raise DataError(
            "was released with other content, and a release is never changed",
            file=target,
            value=", ".join(found[:8]),
            hint="Set the next version in dataset.yaml and release that.",
        )
    if found:
        raise DataError(
            "stands there with other content and is not in the index",
            file=target,
            value=", ".join(found[:8]),
            hint="If it was released, restore releases.json; if it is left over, remove the folder.",
        )
    verify_release(target, entry)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this process: leftovers of a run can only be told when no run is on."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise InputError("another release is being made", file=folder, hint="Wait for it to end.") from error
    else:
        yield
    finally:
        os.close(handle)


def _clean(folder: Path) -> tuple[Path, ...]:
    """Remove what interrupted runs left."""
    left = tuple(sorted(path for path in folder.glob(".*.part") if path.is_dir()))
    for path in left:
        shutil.rmtree(path)
    return left


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """An empty folder on the file system of `target`, removed in the end unless it was renamed."""
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())


def _place(fresh: Path, target: Path) -> None:
    fresh.rename(target)
    sync_folder(target.parent)
