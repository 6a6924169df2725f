"""The state of one source's curation, and what becomes of a decision: judged, and saved when it holds.

A decision is plain values, as the page sends it: `decision`, `claim` (or `key`), `expect`, `set` (or `row`),
`reason`. Everything about it is judged by the curation's own reader, on a copy of the file.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from demarche.claims import Claim
from demarche.claims_table import keyed_table, read_frozen
from demarche.curation import CuratedSource, Curation, curate, read_curation
from demarche.curation.document import MAX_BYTES
from demarche.errors import DataError, DemarcheError, InputError
from demarche.files import read_bytes, write_text
from demarche.ledger import read_ledger
from demarche.review.blocks import with_decision
from demarche.review.words import written
from demarche.sources.store import SOURCE_ID, Source, load_source

GUARD = ("interaction_type", "initiator", "target", "status", "date")
"""What a decision made here expects of its claim."""
_MACHINE = ("coder", "coder_version", "rule")
"""Columns of claims that a row added by hand has no use for."""


class ConflictError(DemarcheError):
    """What a decision was made on is no longer what is on the disk."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that decisions are made on, as it is on the disk now; `version` tells it from any other."""

    source: Source
    frozen: Mapping[str, Claim]
    text: str
    curated: CuratedSource
    decisions: Curation
    versions: Mapping[str, str]

    @property
    def version(self) -> str:
        """The hash of the text, the claims and the decisions together."""
        return hashlib.sha256("".join(self.versions.values()).encode()).hexdigest()


class Desk:
    """The curation of one source of a dataset."""

    def __init__(self, dataset: Path, source_id: str) -> None:
        self.dataset, self.source_id = dataset, source_id
        self.path = dataset / "curation" / f"{source_id}.yaml"
        self.claims = dataset / "claims" / f"{source_id}.csv"
        self._saving = threading.Lock()
        known_form = SOURCE_ID.fullmatch(source_id) is not None
        if not known_form or not (dataset / "sources" / source_id / "source.yaml").is_file():
            known = ", ".join(sorted(path.name for path in (dataset / "sources").iterdir()))
            raise InputError("no such source", field="SOURCE", value=source_id, hint=f"Sources: {known}.")
        if not self.claims.is_file():
            raise InputError(
                "has no frozen claims yet", file=self.claims, hint=f"Run: demarche recode {source_id} --write"
            )

    def look(self) -> Seen:
        """What is on the disk now. Raises DataError where it does not hold together."""
        source = load_source(self.dataset / "sources" / self.source_id)
        claims = read_bytes(self.claims)
        frozen = read_frozen(self.claims)
        text = self._text()
        versions = {
            "text": source.text_sha256,
            "claims": hashlib.sha256(claims).hexdigest(),
            "decisions": hashlib.sha256(text.encode()).hexdigest(),
        }
        decisions = self.decisions(text)
        return Seen(source, frozen, text, self._curated(source, frozen, decisions), decisions, versions)

    def judge(self, decision: Mapping[str, Any]) -> list[dict[str, str]]:
        """What is wrong with a decision: findings of the reader, or else of the rules on its row."""
        seen = self.look()
        found = []
        if not str(decision.get("reason") or "").strip():  # judged all the same: it comes last
            decision = {**decision, "reason": "not given"}
            found.append({"severity": "error", "field": "reason", "message": "is missing", "hint": ""})
        try:
            decisions = self.decisions(self._with(seen.text, decision))
            curated = self._curated(seen.source, seen.frozen, decisions)
        except DemarcheError as error:
            return [_told("error", error), *found]
        return [*self._broken_rules(curated, _names(decision)), *found]

    def save(self, decision: Mapping[str, Any], version: str) -> Seen:
        """Save a decision that was made on `version`; what is on the disk then.

        Raises ConflictError where that has changed meanwhile, DataError where the decision does not hold.
        """
        return self._change(lambda text: self._with(text, decision), version)

    def take_back(self, names: Collection[str], version: str) -> Seen:
        """Take the decision on a claim out of the file. Raises as `save` does."""
        return self._change(lambda text: with_decision(text, names, None), version)

    def _change(self, change: Callable[[str], str], version: str) -> Seen:
        with self._saving:
            seen = self.look()
            if seen.version != version:
                raise ConflictError("the file, the claims or the text have changed since this page read them")
            new = change(seen.text)
            self._curated(seen.source, seen.frozen, self.decisions(new))
            if self._text() != seen.text:
                raise ConflictError("the file has changed at this moment")
            write_text(self.path, new)
            return self.look()

    def _with(self, text: str, decision: Mapping[str, Any]) -> str:
        plain = {name: value for name, value in decision.items() if value not in (None, {}, "")}
        return with_decision(text, _names(decision), written(plain))

    def decisions(self, text: str) -> Curation:
        """The decisions of a curation file of this text. Raises DataError that names the file itself."""
        with TemporaryDirectory() as folder:
            copy = Path(folder) / self.path.name
            write_text(copy, text)
            try:
                return read_curation(copy)
            except DemarcheError as error:
                raise self._own(error, copy) from None

    def _text(self) -> str:
        """The curation file as it stands, byte for byte; empty where there is none yet."""
        if not self.path.is_file():
            return ""
        try:
            return read_bytes(self.path, MAX_BYTES).decode("utf-8")
        except UnicodeDecodeError as error:
            raise DataError("is not UTF-8", file=self.path, hint="Convert it to UTF-8.") from error

    def _curated(self, source: Source, frozen: Mapping[str, Claim], decisions: Curation) -> CuratedSource:
        """What curation makes of the claims with these decisions."""
        try:
            return curate(source, frozen, decisions, read_ledger(self.dataset / "ids.csv"))
        except DemarcheError as error:
            raise self._own(error, decisions.file) from None

    def _own(self, error: DemarcheError, copy: Path) -> DemarcheError:
        """The error with the file's own name in the place of the copy's."""
        error.file = self.path if error.file == copy else error.file
        error.message = error.message.replace(str(copy), self.path.name)
        return error

    def _broken_rules(self, curated: CuratedSource, names: Collection[str]) -> list[dict[str, str]]:
        from demarche.checks import validate_tables

        rows = {row.key: row.claim for row in curated.rows if row.key in names or row.bound in names}
        return [
            {
                "severity": one.severity,
                "field": one.column or "",
                "message": one.message,
                "hint": one.hint or "",
            }
            for one in validate_tables({"claims": keyed_table(rows)})
            if one.column not in _MACHINE
        ]


def _names(decision: Mapping[str, Any]) -> set[str]:
    """What a decision calls its claim. Raises DataError where it names none."""
    names = {value for name in ("claim", "key", "id") if isinstance(value := decision.get(name), str)}
    if not names:
        raise DataError("a decision names its claim", field="claim")
    return names


def _told(severity: str, error: DemarcheError) -> dict[str, str]:
    value = "" if error.value is None else f" (found {str(error.value)[:80]!r})"
    return {
        "severity": severity,
        "field": error.field or "",
        "message": error.message + value,
        "hint": error.hint or "",
    }
