"""A deposit at Zenodo: a draft with every file of a release, under the DOI that it will have.

Publishing there cannot be undone, so a draft is left for a person to look at unless it is asked for. Zenodo
has no folders: files that lie in one go into an archive of its name. What is there already is known by title,
version and the MD5 sums of the files, so that a run that was interrupted is taken up by the next.
"""

from __future__ import annotations

import html
import json
import os
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from demarche.errors import DataError, InputError
from demarche.loading.fetch import fetch
from demarche.loading.release import Release
from demarche.release.index import find, read_index, write_index
from demarche.release.manifest import MANIFEST
from demarche.release.zenodo_api import TOKEN, Deposition, Zenodo, md5
from demarche.stores import UnreachableError

SCHEME = "zenodo:"
_SERVERS = {"": "https://zenodo.org", "sandbox": "https://sandbox.zenodo.org"}


@dataclass(frozen=True, slots=True)
class Deposited:
    """The outcome: `state` is draft, published or there (it was published before with this content)."""

    state: Literal["draft", "published", "there"]
    page: str
    doi: str | None
    uploaded: tuple[str, ...]
    strange: tuple[str, ...]


def open_zenodo(target: str) -> Zenodo:
    """The server that `zenodo:`, `zenodo:sandbox` or `zenodo:https://…` names, and the token for it."""
    named = target.removeprefix(SCHEME)
    token = os.environ.get(TOKEN, "").strip()
    if not token:
        raise InputError(
            "is not set",
            field=TOKEN,
            hint="Set the environment variable to a token of Zenodo's with the scopes deposit:write and "
            "deposit:actions.",
        )
    return Zenodo(_SERVERS.get(named, named), token)


def deposit(release: Release, zenodo: Zenodo, say: Callable[[str], None], *, final: bool) -> Deposited:
    """Deposit a release; with `final` publish the deposit. `say` is told of each file that is uploaded.

    Raises DataError when the version is published there with other files, InputError where Zenodo does not
    answer or a draft of another version is open.
    """
    fetch(release)
    with _flat_files(release) as files:
        sums = {name: md5(path) for name, path in files.items()}
        draft = _draft(release, zenodo, sums)
        if draft.published:
            return Deposited("there", draft.page, draft.doi, (), ())
        wanting = [name for name in files if draft.files.get(name) != sums[name]]
        for name in wanting:
            say(name)
            zenodo.upload(draft, name, files[name])
        strange = tuple(sorted(draft.files.keys() - files.keys()))
        if not final:
            return Deposited("draft", draft.page, draft.doi, tuple(wanting), strange)
        if strange:
            raise InputError(
                "is no file of the release, and the draft would be published with it",
                file=draft.page,
                value=strange[0],
                hint="Remove it from the draft, or publish the draft there yourself.",
            )
        done = zenodo.publish(draft.number)
        return Deposited("published", done.page, done.doi, tuple(wanting), ())


def record_doi(home: Path, version: str, doi: str) -> bool:
    """Note the DOI of a published version in the index of its home; whether the index changed."""
    entries = read_index(home)
    entry = find(entries, version)
    if entry is None or entry.doi == doi:
        return False
    write_index([replace(each, doi=doi) if each is entry else each for each in entries], home)
    return True


def _draft(release: Release, zenodo: Zenodo, sums: Mapping[str, str]) -> Deposition:
    """The draft of the release, found or made; or the deposit, if it is published with these files."""
    metadata = described(release)
    ours = [one for one in zenodo.all() if one.title == metadata["title"]]
    published = [one for one in ours if one.published]
    for one in published:
        if one.version == release.version:
            _require_same(zenodo.get(one.number), sums)
            return one
    for one in ours:
        if one.version == release.version:
            return zenodo.describe(one.number, metadata)
    versions = {one.version for one in published}
    open_ones = [one for one in ours if one.version not in versions]
    if open_ones:
        raise InputError(
            f"the draft of version {open_ones[0].version} is not published yet",
            file=open_ones[0].page,
            hint="Publish it or discard it there first: versions follow each other.",
        )
    if published:
        last = max(published, key=lambda one: one.number)
        draft = zenodo.new_version(last.number)
        for name in draft.files:  # Zenodo copies those of the version before
            if draft.files[name] != sums.get(name):
                zenodo.remove_file(draft.number, name)
        return zenodo.describe(draft.number, metadata)
    return _created(zenodo, metadata)


def _created(zenodo: Zenodo, metadata: Mapping[str, Any]) -> Deposition:
    try:
        return zenodo.create(metadata)
    except UnreachableError:  # the draft may have been made and the answer lost
        for one in zenodo.all():
            if (one.title, one.version) == (metadata["title"], metadata["version"]):
                return one
        return zenodo.create(metadata)


def _require_same(one: Deposition, sums: Mapping[str, str]) -> None:
    differing = sorted(
        name for name in sums.keys() | one.files.keys() if sums.get(name) != one.files.get(name)
    )
    if differing:
        raise DataError(
            f"version {one.version} is published there with other files",
            file=one.page,
            value=", ".join(differing[:8]),
            hint="A release is never changed: release and deposit the next version.",
        )


def described(release: Release) -> dict[str, Any]:
    """What Zenodo asks of a deposit, from the release's DataCite metadata."""
    record = json.loads(release.citation("datacite"))
    return {
        "upload_type": "dataset",
        "title": record["titles"][0]["title"],
        "creators": [{"name": creator["name"]} for creator in record["creators"]],
        "description": f"<p>{html.escape(record['descriptions'][0]['description'])}</p>",
        "version": record["version"],
        "publication_date": record["dates"][0]["date"],
        "access_right": "open",
        "license": record["rightsList"][0]["rightsIdentifier"],
        "keywords": [subject["subject"] for subject in record["subjects"]],
        "language": "eng",
    }


@contextmanager
def _flat_files(release: Release) -> Iterator[dict[str, Path]]:
    """The files of a release under names without folders; those in a folder in an archive of its name."""
    files, folders = {}, defaultdict(list)
    for name in sorted([*release.manifest["files"], MANIFEST]):
        top, _, below = name.partition("/")
        if below:
            folders[top].append(name)
        else:
            files[name] = release.file(name)
    with tempfile.TemporaryDirectory() as scratch:
        for top, names in folders.items():
            archive = Path(scratch) / f"{top}.zip"
            _pack(archive, {name: release.file(name) for name in names}, release.entry.date)
            files[archive.name] = archive
        yield files


def _pack(archive: Path, files: Mapping[str, Path], date: str) -> None:
    """An archive with the same bytes for the same files: not compressed, with the day of the release."""
    year, month, day = map(int, date.split("-"))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name, path in sorted(files.items()):
            info = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
            info.external_attr = 0o644 << 16
            info.create_system = 3
            packed.writestr(info, path.read_bytes())
