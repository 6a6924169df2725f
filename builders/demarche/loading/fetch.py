"""A whole release on this machine: in the cache, to be loaded offline, or as a folder of its own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from demarche.errors import InputError
from demarche.files import sync_folder
from demarche.loading.release import Release
from demarche.release.manifest import MANIFEST, verify_release


def fetch(release: Release) -> Path:
    """Have every file of a release on this machine; the folder in which they are."""
    for name in release.manifest["files"]:
        release.file(name)
    return release.file(MANIFEST).parent


def fetch_to(release: Release, out: Path) -> Path:
    """Write a release as the folder `out`, which appears whole and verified or not at all.

    Raises InputError when it is there with other content; a folder that holds the release is left as it is.
    """
    if out.exists():
        return _held(release, out)
    fetch(release)
    try:
        _write(release, out)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror or error}",
            file=out,
            hint="Check the path, its permissions and the space on the disk.",
        ) from error
    return out


def _write(release: Release, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.", suffix=".part") as scratch:
        fresh = Path(scratch) / out.name
        for name in [*release.manifest["files"], MANIFEST]:
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(release.file(name), target)
        verify_release(fresh, release.entry)
        fresh.rename(out)
    sync_folder(out.parent)


def _held(release: Release, out: Path) -> Path:
    manifest = out / MANIFEST
    if manifest.is_file() and manifest.read_bytes() == release.file(MANIFEST).read_bytes():
        verify_release(out, release.entry)
        return out
    raise InputError(
        f"is there and is not release {release.version}", file=out, hint="Give --out another name."
    )
