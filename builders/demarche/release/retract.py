"""Retracting a release: a note in the index. Nothing is deleted, and who loads the version is warned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demarche.errors import InputError
from demarche.release.index import Entry, find, read_index, write_index
from demarche.sources.store import is_day

MAX_REASON = 500


def retract(home: Path, version: str, *, date: str, reason: str, replaced_by: str | None) -> Entry:
    """Note in the index of a home that a release was retracted; the entry as it was before.

    A retraction can be told anew, with another reason or with the version that replaces it. Raises InputError
    for a version that is not released, a day that is none or before the release, and a version to use instead
    that is none.
    """
    entries = read_index(home)
    entry = find(entries, version)
    if entry is None:
        known = ", ".join(each.version for each in entries) or "none"
        raise InputError("is not released", field="version", value=version, hint=f"Released: {known}.")
    if not is_day(date) or date < entry.date:
        raise InputError(
            "is not a day since the release",
            field="date",
            value=date,
            hint=f"It was released on {entry.date}.",
        )
    words = " ".join(reason.split())
    if not words or len(words) > MAX_REASON:
        raise InputError(
            f"must be told in 1 to {MAX_REASON} characters",
            field="reason",
            value=reason,
            hint="Say what is wrong with the release, so that its users know what it means for their work.",
        )
    if replaced_by is not None:
        _require_standing(entries, version, replaced_by)
    told: dict[str, str | None] = {"date": date, "reason": words, "replaced_by": replaced_by}
    if entry.retracted != told:
        others = [each for each in entries if each.version != version]
        write_index([*others, replace(entry, retracted=told)], home)
    return entry


def _require_standing(entries: list[Entry], version: str, replaced_by: str) -> None:
    standing = [each.version for each in entries if each.retracted is None and each.version != version]
    if replaced_by not in standing:
        raise InputError(
            "is no release that stands",
            field="replaced_by",
            value=replaced_by,
            hint=f"Releases that stand: {', '.join(standing) or 'none'}.",
        )
