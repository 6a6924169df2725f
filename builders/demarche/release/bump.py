"""What the differences of two versions mean: the least step of the dataset's version, and promises broken.

MAJOR: a column removed, renamed or retyped; a rule, code or Goldstein value changed; rows recoded by a new
coder; ids rekeyed. MINOR: rows added, corrected or withdrawn; a new nullable column; a new value of a list.
PATCH: every row and value is the same. A changed rule shows in no row: the schema's own version tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from demarche.errors import DataError, InputError
from demarche.release.diff import BURIED, CLAIMS, Diff, TableDiff
from demarche.release.snapshot import Snapshot
from demarche.version import Version


class Step(IntEnum):
    """How far a version has to move; the larger, the further."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """A difference, and the least step that it asks for."""

    step: Step
    words: str


@dataclass(frozen=True, slots=True)
class Bump:
    """The least step from one version to the next, with every reason for it, the weightiest first."""

    step: Step
    reasons: tuple[Reason, ...]

    def least(self, old: Version) -> Version:
        """The lowest version that may follow `old`."""
        if self.step is Step.MAJOR:
            return Version(old.major + 1, 0, 0)
        if self.step is Step.MINOR:
            return Version(old.major, old.minor + 1, 0)
        return Version(old.major, old.minor, old.patch + 1)


def bump(diff: Diff) -> Bump:
    """The least step that the differences ask for; PATCH where no row and no value differs."""
    found = [*_schema_reasons(*diff.schema)]
    for table in diff.tables.values():
        found += _table_reasons(table)
    ordered = tuple(sorted(found, key=lambda reason: -reason.step))
    return Bump(ordered[0].step if ordered else Step.PATCH, ordered)


def require_step(diff: Diff, version: str) -> None:
    """Raise InputError when `version` is lower than the differences from the last release allow."""
    found = bump(diff)
    least = found.least(Version.parse(diff.old))
    if Version.parse(version) < least:
        reasons = [reason.words for reason in found.reasons if reason.step is found.step]
        raise InputError(
            f"is too low a step from {diff.old}: {found.step.name}, {least}, is the least, because\n  "
            + "\n  ".join(reasons),
            field="version",
            value=version,
            hint=f"Set version: {least} in dataset.yaml; `demarche diff {diff.old}` shows every difference.",
        )


def _schema_reasons(old: str, new: str) -> Iterator[Reason]:
    if old == new:
        return
    before, after = Version.parse(old), Version.parse(new)
    words = f"the schema went from {old} to {new}"
    if after < before or after.major > before.major:
        yield Reason(Step.MAJOR, words)
    else:
        yield Reason(Step.MINOR if after.minor > before.minor else Step.PATCH, words)


def _table_reasons(table: TableDiff) -> Iterator[Reason]:
    name, (old, new) = table.name, table.rows
    if new is None:
        yield Reason(Step.MAJOR, f"{name}: the table is gone")
    elif old is None:
        yield Reason(Step.MINOR, f"{name}: a new table")
    if table.key != table.old_key:
        yield Reason(
            Step.MAJOR, f"{name}: rows are known by {_key(table.key)}, and were by {_key(table.old_key)}"
        )
    yield from _column_reasons(table)
    yield from _row_reasons(table)


def _column_reasons(table: TableDiff) -> Iterator[Reason]:
    for change in table.columns:
        column = f"{table.name}.{change.column}"
        if change.kind == "removed":
            yield Reason(Step.MAJOR, f"{column}: the column is gone")
        elif change.kind == "retyped":
            yield Reason(Step.MAJOR, f"{column}: {change.old[0]} became {change.new[0]}")
        elif change.kind == "added" and change.required:
            yield Reason(Step.MAJOR, f"{column}: a new column that may not be empty")
        elif change.kind == "added":
            yield Reason(Step.MINOR, f"{column}: a new column")
        elif change.kind == "values added":
            yield Reason(Step.MINOR, f"{column}: new values {', '.join(change.new)}")
        else:
            yield Reason(Step.MAJOR, f"{column}: the values {', '.join(change.old)} are gone")


def _row_reasons(table: TableDiff) -> Iterator[Reason]:
    added, corrected, gone = table.counts
    if table.name == "ontology" and (corrected or gone):
        yield Reason(Step.MAJOR, f"ontology: codes changed in {_rows(corrected + gone)}")
    elif added or corrected or gone:
        yield Reason(Step.MINOR, f"{table.name}: {told_counts(table)}")
    elif table.reordered:
        yield Reason(Step.PATCH, f"{table.name}: the same rows in another order")
    recoded = (table.corrected or {}).get("coder_version")
    if table.name == CLAIMS and recoded is not None:
        count = sum(
            None not in pair for pair in zip(recoded.old.to_pylist(), recoded.new.to_pylist(), strict=True)
        )
        if count:
            yield Reason(Step.MAJOR, f"{CLAIMS}: {_rows(count)} recoded by a new version of the coder")


def broken_promises(old: Snapshot, new: Snapshot, diff: Diff) -> list[str]:
    """What ids promise and the new version breaks: one that is used again, or ends without a tombstone."""
    if not all({CLAIMS, BURIED} <= each.tables.keys() for each in (old, new)):
        return []
    claims, graves = diff.tables[CLAIMS], diff.tables[BURIED]
    found = [f"{name}: was withdrawn, and an interaction has the id again" for name in _risen(old, new)]
    found += [f"{key[0]}: its tombstone is gone" for key in graves.gone_keys()]
    found += [
        f"{key[0]}: is gone and has no tombstone"
        for key in claims.gone_keys()
        if key[0] not in diff.tombstones
    ]
    moved = (claims.corrected or {}).get("source_id")
    if moved is not None and claims.keys is not None:
        ids = claims.keys[claims.key[0]].take(moved.rows).to_pylist()
        pairs = zip(ids, moved.old.to_pylist(), moved.new.to_pylist(), strict=True)
        found += [f"{name}: named a claim of {was}, and now one of {now}" for name, was, now in pairs]
    return found


def require_promises(old: Snapshot, new: Snapshot, diff: Diff, place: Path) -> None:
    """Raise DataError, naming the ledger at `place`, when the new version breaks what ids promise."""
    broken = broken_promises(old, new, diff)
    if broken:
        raise DataError(
            f"ids of {old.name} are not what they were, {len(broken)} of them\n  " + "\n  ".join(broken[:10]),
            file=place,
            field="interaction_id",
            hint="Restore the ledger: an id is minted once, and withdrawn for good.",
        )


def _risen(old: Snapshot, new: Snapshot) -> list[str]:
    """The ids that the old version has as withdrawn and the new one shows."""
    import pyarrow.compute as pc

    if not old.tables[BURIED].rows:
        return []
    buried = old.tables[BURIED].open()(["id"])["id"]
    shown = new.tables[CLAIMS].open()(["interaction_id"])["interaction_id"]
    return sorted(buried.filter(pc.is_in(buried, value_set=shown)).to_pylist())


def told_counts(table: TableDiff) -> str:
    """How many rows were added, corrected and withdrawn, in words; what is nought is left out."""
    words = ("added", "corrected", "withdrawn")
    return ", ".join(f"{count:,} {word}" for count, word in zip(table.counts, words, strict=True) if count)


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"


def _key(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "all their cells"
