"""The coded batches of a corpus as sorted tables in Parquet; memory does not grow with their number.

- `claims/year=2024/claims.parquet`: the contract's table `claims`, a file for each year of `reported_on`;
- `claim_participants/year=2024/…`: who took part in them, a row each, by source_id and claim_key;
- `sources.parquet`: the documents that were coded, the contract's table `sources`;
- `errors.parquet`: the dead letters, the contract's table `errors`, in the order of reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from demarche.contract.arrow import arrow_schema
from demarche.corpus.account import Account, CodedBy
from demarche.corpus.sorting import KEY, Buckets, Sample
from demarche.engines.batch import CODED, claims_of
from demarche.tables import ROW_GROUP, parquet_writer

CLAIMS = "claims"
PARTICIPANTS = "claim_participants"
YEARLY = (CLAIMS, PARTICIPANTS)
_CLAIM_BUCKET = _SOURCE_BUCKET = 60_000
_REASONS = 1000
_ORDER = ("evidence_start", "trigger_start", "interaction_type", "initiator", "target", "status", "claim_key")
_TAKEN_PART = pa.schema(
    [(name, pa.string()) for name in ("source_id", "claim_key", "actor_id", "person", "office", "role")]
)

Parts = Callable[[], Iterator[pa.Table]]
"""The coded batches in their order, as often as asked."""


@dataclass
class Counts:
    """What a run came to; `skipped` by language, `claims` by year of `reported_on`, `reasons` of failures.

    `account` is None where nobody was asked.
    """

    coded: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    claims: Counter[int] = field(default_factory=Counter)
    account: Account | None = None
    reasons: Counter[str] = field(default_factory=Counter)
    hints: dict[str, str | None] = field(default_factory=dict)

    def add_failed(self, failed: pa.Table) -> None:
        """Count dead letters and why they are; `hints` has the way out of the first of each reason."""
        self.failed += len(failed)
        for message, hint in zip(failed["message"].to_pylist(), failed["hint"].to_pylist(), strict=True):
            reason = message.partition(" (found ")[0]
            if reason in self.hints or len(self.hints) < _REASONS:  # memory has its bounds
                self.reasons[reason] += 1
                self.hints.setdefault(reason, hint)


def write_tables(parts: Parts, folder: Path, scratch: Path, by: CodedBy) -> Counts:
    """Write all tables of a corpus into `folder`; `scratch` is an empty folder to work in."""
    counts, claims, sources = Counts(), Sample(), Sample()
    named = {"coder": by.name, "coder_version": by.version}
    _write(folder / "errors.parquet", "errors", _errors(parts(), named, counts, claims, sources))
    (scratch / "claims").mkdir()
    (scratch / "sources").mkdir()
    by_year = Buckets(scratch / "claims", claims.bounds(_CLAIM_BUCKET), _claims_schema())
    by_name = Buckets(scratch / "sources", sources.bounds(_SOURCE_BUCKET), arrow_schema("sources"))
    for part in parts():
        by_year.add(_keyed(claims_of(part)))
        by_name.add(_sources(part))
    _write_years(by_year.sorted(_ORDER), folder)
    del by_year
    _write(folder / "sources.parquet", "sources", by_name.sorted(()))
    return counts


def _claims_schema() -> pa.Schema:
    return claims_of(CODED.empty_table()).schema


def _errors(
    parts: Iterable[pa.Table], named: dict[str, str], counts: Counts, claims: Sample, sources: Sample
) -> Iterator[pa.Table]:
    """The dead letters; on the way everything is counted, and keys are sampled."""
    for part in parts:
        outcome = part["outcome"]
        failed = part.filter(pc.equal(outcome, "failed"))
        counts.add_failed(failed)
        skipped = part.filter(pc.equal(outcome, "skipped"))
        counts.skipped.update(skipped["language"].to_pylist())
        coded = part.filter(pc.equal(outcome, "coded"))
        counts.coded += len(coded)
        if coded["account"].null_count < len(coded):
            counts.account = (counts.account or Account()).with_rows(coded["account"].to_pylist())
        for name in coded["source_id"].to_pylist():
            sources.add(name, 1)
        keyed = Counter(_keyed(claims_of(coded))[KEY].to_pylist())
        for key, rows in keyed.items():
            claims.add(key, rows)
            counts.claims[int(key[:4])] += rows
        if len(failed):
            fixed = {name: pa.repeat(value, len(failed)) for name, value in named.items()}
            schema = arrow_schema("errors")
            columns = [fixed[name] if name in fixed else failed[name] for name in schema.names]
            yield pa.table(columns, schema=schema)


def _keyed(claims: pa.Table) -> pa.Table:
    """Claims with the key of their order: year of `reported_on`, then source."""
    keys = pc.binary_join_element_wise(year_of(claims["reported_on"]), claims["source_id"], "/")
    return claims.append_column(KEY, keys)


def year_of(days: pa.ChunkedArray) -> pa.ChunkedArray:
    """The years of days, of four digits."""
    return pc.utf8_lpad(pc.year(days).cast(pa.string()), 4, "0")


def _sources(part: pa.Table) -> pa.Table:
    """The coded documents of a part as rows of `sources`. A text without a title goes by its id."""
    coded = part.filter(pc.equal(part["outcome"], "coded"))
    copied = ("source_id", "publisher", "url", "language", "text_sha256", "n_chars")
    given = {name: coded[name] for name in copied} | {
        "title": pc.coalesce(coded["title"], coded["source_id"]),
        "published": coded["published"].cast(pa.date32()),
        "redistributable": pa.repeat(False, len(coded)),
        "text_kind": pa.repeat("original", len(coded)),
    }
    schema = arrow_schema("sources")
    columns = [given.get(each.name, pa.nulls(len(coded), each.type)) for each in schema]
    return pa.table(columns, schema=schema).append_column(KEY, coded["source_id"])


def _write_years(chunks: Iterable[pa.Table], folder: Path) -> None:
    """Write sorted claims and who took part in them, a file each for each year."""
    for year, tables in groupby(by_year(chunks), key=lambda item: item[0]):
        path = {name: folder / name / f"year={year:04d}" / f"{name}.parquet" for name in YEARLY}
        with (
            grouped(path[CLAIMS], _claims_schema()) as claims,
            grouped(path[PARTICIPANTS], _TAKEN_PART) as participants,
        ):
            for _, table in tables:
                claims.add(table)
                participants.add(taken_part(table, _TAKEN_PART))


def by_year(chunks: Iterable[pa.Table]) -> Iterator[tuple[int, pa.Table]]:
    """Claims sorted by year, cut between years."""
    for chunk in chunks:
        years = pc.year(chunk["reported_on"])
        for year in sorted(set(years.to_pylist())):
            yield year, chunk.filter(pc.equal(years, year))


def taken_part(claims: pa.Table, schema: pa.Schema) -> pa.Table:
    """Who took part in claims, a row each, with those columns of the claims that `schema` names."""
    lists = claims["participants"].combine_chunks()
    at = pc.list_parent_indices(lists)
    rows = pc.list_flatten(lists)
    columns = dict(zip([each.name for each in rows.type], rows.flatten(), strict=True))
    columns |= {name: pc.take(claims[name], at) for name in schema.names if name not in columns}
    return pa.table([columns[name] for name in schema.names], schema=schema)


def _write(path: Path, name: str, tables: Iterable[pa.Table]) -> None:
    """Write a table of the contract."""
    with grouped(path, arrow_schema(name)) as rows:
        for table in tables:
            rows.add(table)


class Rows:
    """Rows on their way into a file, in row groups of a fixed size however they come."""

    def __init__(self, writer: Any, schema: pa.Schema) -> None:
        self._writer, self._schema = writer, schema
        self._held: list[pa.Table] = []
        self._count = 0

    def add(self, table: pa.Table) -> None:
        """Take rows in."""
        self._held.append(table.cast(self._schema))
        self._count += len(table)
        while self._count >= ROW_GROUP:
            whole = pa.concat_tables(self._held)
            self._write(whole.slice(0, ROW_GROUP))
            self._held, self._count = [whole.slice(ROW_GROUP)], self._count - ROW_GROUP

    def flush(self) -> None:
        """Write what is left."""
        if self._count:
            self._write(pa.concat_tables(self._held))

    def _write(self, table: pa.Table) -> None:
        self._writer.write_table(table.combine_chunks(), row_group_size=ROW_GROUP)


@contextmanager
def grouped(path: Path, schema: pa.Schema) -> Iterator[Rows]:
    """A file of Parquet that takes rows as they come."""
    with parquet_writer(path, schema) as writer:
        rows = Rows(writer, schema)
        yield rows
        rows.flush()
