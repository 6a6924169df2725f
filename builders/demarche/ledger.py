"""The ledger of interaction ids (`dataset/ids.csv`): who has which id, since when, and until when.

An id is minted once, survives recoding and correction, and is never given to another row. Rows are
only ever appended; of a row that stands, nothing changes but the three columns of its withdrawal,
and these are filled once. A row's `claim_key` is the one under which it was minted.

Ids are derived from what they name (source, claim key, version), not from a counter, so that two
branches that mint in parallel do not collide; for users they are opaque.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

# Crockford's base 32 leaves out i, l, o and u, which are misread.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_CHARACTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One id: what it was minted for, in which dataset version, and its withdrawal if there is one."""

    interaction_id: str
    event_id: str
    source_id: str
    claim_key: str
    minted_in: str
    withdrawn_in: str | None = None
    reason: str | None = None
    replaced_by: str | None = None

    @property
    def live(self) -> bool:
        """Whether the row stands."""
        return self.withdrawn_in is None


def interaction_id(source_id: str, claim_key: str, version: str, taken: Container[str] = ()) -> str:
    """The id for a claim first released in `version`: `i` and 60 bits of a SHA-256 in base 32.

    `taken` are the ids in use; on a collision a counter is hashed too.
    """
    parts = [source_id, claim_key, version]
    for attempt in range(1000):
        text = "\0".join(parts if attempt == 0 else [*parts, str(attempt)])
        bits = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 4
        letters = "".join(_ALPHABET[bits >> shift & 31] for shift in range(5 * (ID_CHARACTERS - 1), -1, -5))
        if f"i{letters}" not in taken:
            return f"i{letters}"
    raise DataError("no free id was found", field="interaction_id", value=parts)


def event_id(founder: str) -> str:
    """The id of an event whose first interaction is `founder`."""
    return f"e{founder[1:]}"


@dataclass(frozen=True)
class Ledger:
    """All ids in the order in which they were minted. Every change gives a new ledger."""

    rows: tuple[LedgerRow, ...] = ()
    _by_id: dict[str, LedgerRow] = field(init=False, repr=False, compare=False)
    _live: dict[tuple[str, str], LedgerRow] = field(init=False, repr=False, compare=False)
    _order: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id: dict[str, LedgerRow] = {}
        live: dict[tuple[str, str], LedgerRow] = {}
        for row in self.rows:
            if row.interaction_id in by_id:
                raise DataError(
                    "an id stands twice in the ledger", field="interaction_id", value=row.interaction_id
                )
            by_id[row.interaction_id] = row
            if row.live:
                if (row.source_id, row.claim_key) in live:
                    raise DataError("a claim has two ids", field="claim_key", value=row.claim_key)
                live[row.source_id, row.claim_key] = row
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "_live", live)
        object.__setattr__(self, "_order", {name: n for n, name in enumerate(by_id)})

    def __len__(self) -> int:
        return len(self.rows)

    def get(self, name: str) -> LedgerRow | None:
        """The row of an id, withdrawn or not."""
        return self._by_id.get(name)

    def of_claim(self, source_id: str, claim_key: str) -> LedgerRow | None:
        """The standing row that was minted for a claim."""
        return self._live.get((source_id, claim_key))

    def position(self, name: str) -> int:
        """The place of an id in the order of minting."""
        return self._order[name]

    def live(self) -> list[LedgerRow]:
        """The rows that stand."""
        return [row for row in self.rows if row.live]

    def keys(self, source_id: str) -> set[str]:
        """Every claim key of a source for which an id was ever minted."""
        return {row.claim_key for row in self.rows if row.source_id == source_id}

    def mint(self, source_id: str, claim_key: str, version: str, event: str | None = None) -> Ledger:
        """Give a claim an id; `event` is the event it joins, None when it founds one.

        Raises DataError when the claim has one that stands.
        """
        return self.mint_all([(source_id, claim_key, event)], version)

    def mint_all(self, wanted: Sequence[tuple[str, str, str | None]], version: str) -> Ledger:
        """Mint for many claims (source_id, claim_key, event) at once, in their order."""
        used = set(self._by_id)
        rows = []
        for source_id, claim_key, event in wanted:
            name = interaction_id(source_id, claim_key, version, used)
            used.add(name)
            rows.append(
                LedgerRow(
                    interaction_id=name,
                    event_id=event or event_id(name),
                    source_id=source_id,
                    claim_key=claim_key,
                    minted_in=version,
                )
            )
        return Ledger((*self.rows, *rows)) if rows else self

    def withdraw(self, name: str, version: str, reason: str, replaced_by: str | None = None) -> Ledger:
        """Fill the columns of a withdrawal. Raises DataError on an unknown id or another withdrawal."""
        row = self._by_id.get(name)
        if row is None:
            raise DataError("no such id in the ledger", field="interaction_id", value=name)
        if replaced_by is not None and (replaced_by not in self._by_id or replaced_by == name):
            raise DataError("must be another id of the ledger", field="replaced_by", value=replaced_by)
        gone = replace(row, withdrawn_in=version, reason=reason, replaced_by=replaced_by)
        if gone == row:
            return self
        if not row.live:
            raise DataError(
                f"is withdrawn since {row.withdrawn_in} ({row.reason}); a withdrawal is never changed",
                field="interaction_id",
                value=name,
            )
        return Ledger(tuple(gone if each.interaction_id == name else each for each in self.rows))

    def tombstones(self) -> list[LedgerRow]:
        """The withdrawn ids that a release ever showed, in the order of the ids.

        An id minted and withdrawn on the way to one and the same version was never public: it stays
        taken, but nobody can hold it, so that it needs no tombstone.
        """
        gone = [row for row in self.rows if not row.live and row.withdrawn_in != row.minted_in]
        return sorted(gone, key=lambda row: row.interaction_id)


def check_append_only(old: Ledger, new: Ledger) -> None:
    """Raise DataError unless `new` is `old` with rows appended and withdrawals filled in once."""
    if len(new) < len(old):
        raise DataError("rows of the ledger would be lost", field="interaction_id")
    for before, after in zip(old.rows, new.rows, strict=False):
        withdrawn = replace(
            before, withdrawn_in=after.withdrawn_in, reason=after.reason, replaced_by=after.replaced_by
        )
        if after != before and not (before.live and after == withdrawn):
            raise DataError(
                "a row of the ledger would change", field="interaction_id", value=before.interaction_id
            )


def ledger_table(ledger: Ledger) -> pa.Table:
    """The ledger as the contract's table `ids`, in the order of minting."""
    import pyarrow as pa

    from demarche.contract.arrow import arrow_schema

    return pa.Table.from_pylist([asdict(row) for row in ledger.rows], schema=arrow_schema("ids"))


def read_ledger(path: Path) -> Ledger:
    """The ledger in a file; empty when there is none yet. Raises DataError when ids or claims repeat."""
    if not path.exists():
        return Ledger()
    from demarche.tables import read_csv

    names = [each.name for each in fields(LedgerRow)]
    try:
        return Ledger(
            tuple(
                LedgerRow(**{name: row[name] for name in names}) for row in read_csv(path, "ids").to_pylist()
            )
        )
    except DataError as error:
        if error.file is None:
            error.file = path
        raise


def write_ledger(ledger: Ledger, path: Path) -> None:
    """Write the ledger. Raises DataError when the file holds what the new one would change or lose."""
    from demarche.tables import write_csv

    check_append_only(read_ledger(path), ledger)
    write_csv(ledger_table(ledger), path)
