"""The files of a contribution as they begin: what is known filled in, the rest open and explained."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from demarche.errors import InputError
from demarche.files import read_text, sha256_text, sync_folder, write_text
from demarche.sources.store import SOURCE_ID, is_day

_SOURCE = """\
# What is known of the text in text.txt. What cannot be known is null; never a guess.
source_id: {source_id}
title: {title}
publisher: null          # who published it
publisher_country: null  # the actor_id of its country: NOR
author: null
published: {published}
url: null
language: null           # fill in: en, fr, no
licence: null            # the text's licence: CC-BY-4.0; needed where it may be passed on
redistributable: null    # fill in: true or false, whether the licence allows to pass the text on
text_kind: null          # fill in: {kinds}; the last two say under derived_from what they were made from
text_sha256: {sha256}
n_chars: {n_chars}
"""
_CURATION = """\
# Decisions on the coder's claims, which `demarche recode {source_id} --write` takes into dataset/claims/.
# One for each claim, with a reason that a stranger can check against the text:
#   - decision: accept            # or amend (with set:), reject, add (with key: and row:)
#     claim: visit.NOR-LVA.81     # its claim_key
#     expect: {{status: occurred}}  # what the claim says; the build stops when it no longer does
#     reason: The arrival is told in the first sentence.
decisions: []
links: []
"""


def make_contribution(
    dataset: Path, source_id: str, text_file: Path, *, title: str | None = None, published: str | None = None
) -> tuple[Path, Path]:
    """Write the folder of a source and its curation file; both paths.

    Raises InputError for a name that no source can have, for a text that cannot be read, and where one of the
    two exists.
    """
    if SOURCE_ID.fullmatch(source_id) is None:
        raise InputError(
            "is no source_id",
            field="SOURCE_ID",
            value=source_id,
            hint="Use small letters, digits and hyphens, first a letter or digit: 2024-06-18-oslo-talks.",
        )
    if published is not None and not is_day(published):
        raise InputError("is not a day", field="--published", value=published, hint="Write YYYY-MM-DD.")
    folder, curation = dataset / "sources" / source_id, dataset / "curation" / f"{source_id}.yaml"
    for path in (folder, curation):
        if path.exists():
            raise InputError("exists already", file=path, hint="Take another name, or work on this one.")
    text = read_text(text_file)
    if not text.strip():
        raise InputError("holds no text", file=text_file, hint="Check that this is the right file.")
    write_text(curation, _CURATION.format(source_id=source_id))
    _place(folder, text, _described(source_id, text, title, published))
    return folder, curation


def _described(source_id: str, text: str, title: str | None, published: str | None) -> str:
    from demarche.contract.model import load_contract

    return _SOURCE.format(
        source_id=source_id,
        title=json.dumps(title, ensure_ascii=False) if title else "null  # fill in",
        published=published or "null  # fill in: YYYY-MM-DD",
        kinds=", ".join(load_contract().fields["text_kind"].values or ()),
        sha256=sha256_text(text),
        n_chars=len(text),
    )


def _place(folder: Path, text: str, described: str) -> None:
    """Make the folder beside its place and rename it, so that it is there whole or not at all."""
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    try:
        write_text(fresh / "text.txt", text)
        write_text(fresh / "source.yaml", described)
        fresh.chmod(0o755)
        fresh.rename(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
