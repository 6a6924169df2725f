"""Linking a coded corpus: its claims get ids and the event that they tell of, and events are rows of their
own.

Claims are dealt out by block (type, initiator, target) and each block is linked by itself, so that memory
does not grow with the corpus; `assemble.tellings` says what is one happening. Where one source tells of
several pairs in the same words ("France and Italy expelled …"), their events share an id.

An id is made of what it names: the same claims give the same ids, however many others there are, and an
event has that of its earliest claim.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from demarche.assemble.events import event_rows
from demarche.assemble.identify import SAME_WORDS
from demarche.assemble.tellings import Block, Joined, Telling, link_block, ordinal
from demarche.contract.arrow import PARTICIPANTS, arrow_schema
from demarche.corpus.manifest import read_manifest
from demarche.corpus.sorting import KEY, Buckets, Sample
from demarche.corpus.tables import CLAIMS, by_year, grouped, taken_part, year_of
from demarche.errors import InputError
from demarche.ledger import event_id, interaction_id

TABLES = ("interactions", "participants", "events.parquet")
_BUCKET = 60_000
_ROWS = 20_000
_MINTED = "corpus"
"""What stands in an id in place of the dataset's version: a corpus has none."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Linked:
    """How many claims became how many events, and how many of these several sources tell of."""

    claims: int
    events: int
    several: int


def link_corpus(folder: Path) -> Linked:
    """Write `interactions`, `participants` and `events` beside the claims of a coded corpus, anew each time.

    Raises InputError where the folder is not that of a finished run.
    """
    if read_manifest(folder) is None:
        hint = "Give the folder of `demarche code … --out FOLDER`; if its run was stopped, run it to the end."
        raise InputError("holds no finished run", file=folder, hint=hint)
    made = folder / ".linking"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    try:
        linked = _link(_reader(sorted((folder / CLAIMS).glob("*/*.parquet"))), made)
        for name in TABLES:
            if (folder / name).is_dir():
                shutil.rmtree(folder / name)
            if (made / name).exists():
                (made / name).replace(folder / name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return linked


Reader = Callable[[], Iterator[pa.Table]]


def _reader(paths: list[Path]) -> Reader:
    def read() -> Iterator[pa.Table]:
        for path in paths:
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(_ROWS):
                    yield _named(pa.Table.from_batches([batch]))

    return read


def _named(claims: pa.Table) -> pa.Table:
    """Claims with what the table `interactions` has and `claims` has not, but for the event."""
    names = zip(claims["source_id"].to_pylist(), claims["claim_key"].to_pylist(), strict=True)
    ids = [interaction_id(source, key, _MINTED) for source, key in names]
    first, second = claims["initiator"], claims["target"]
    dyads = pc.binary_join_element_wise(
        pc.min_element_wise(first, second), pc.max_element_wise(first, second), "-"
    )
    return (
        claims.append_column("interaction_id", pa.array(ids, pa.string()))
        .append_column("dyad", dyads)
        .append_column("coding", pa.repeat("machine", len(claims)))
    )


def _link(read: Reader, made: Path) -> Linked:
    """Link claims in three passes: look at them, link block by block, lay them out with the final ids."""
    blocks, years, alike = Sample(), Sample(), _SameWords()
    for table in read():
        _count(blocks, _block_keys(table))
        _count(years, _year_keys(table))
        alike.look(table)
    dealt = _spill(made / "blocks", blocks.bounds(_BUCKET), _LINKED)
    for table in read():
        dealt.add(
            table.append_column("event_id", table["interaction_id"]).append_column(KEY, _block_keys(table))
        )
    claims = _spill(made / "claims", years.bounds(_BUCKET), _LINKED)
    events = _spill(made / "events", years.bounds(_BUCKET), arrow_schema("events"))
    joined = Joined()
    with (
        _Kept(made / "linked.arrow", _LINKED) as kept,
        _Kept(made / "found.arrow", arrow_schema("events")) as found,
    ):
        for rows in _blocks(dealt):
            happenings = _happenings(rows)
            alike.place(happenings)
            kept.add([row for rows in happenings for row in rows])
            found.add([row for rows in happenings for row in event_rows(rows, uncoded=True)])
    for group in alike.groups():
        joined.join(group)
    for table in kept.read():
        claims.add(_final(table, joined).append_column(KEY, _year_keys(table)))
    several = 0
    for table in found.read():
        several += pc.sum(pc.greater(table["n_sources"], 1)).as_py() or 0
        renamed = _final(table, joined)
        events.add(renamed.append_column(KEY, renamed["event_id"]))
    _write_claims(claims.sorted(()), made)
    with grouped(made / "events.parquet", arrow_schema("events")) as laid:
        for table in events.sorted(("initiator", "target")):
            laid.add(table)
    return Linked(blocks.rows, found.rows, several)


_INTERACTIONS = arrow_schema("interactions")
_LINKED = _INTERACTIONS.append(pa.field("participants", PARTICIPANTS))


def _spill(folder: Path, bounds: list[str], schema: pa.Schema) -> Buckets:
    folder.mkdir()
    return Buckets(folder, bounds, schema)


def _count(sample: Sample, keys: pa.ChunkedArray) -> None:
    for key in keys.to_pylist():
        sample.add(key, 1)


def _block_keys(table: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(table["interaction_type"], table["initiator"], table["target"], "/")


def _year_keys(table: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(year_of(table["reported_on"]), table["interaction_id"], "/")


def _blocks(dealt: Buckets) -> Iterator[list[Row]]:
    """The claims of one block after the other: buckets are cut between blocks."""
    order = ("interaction_id",)
    rows = (
        row for table in dealt.sorted(order) for batch in table.to_batches(_ROWS) for row in batch.to_pylist()
    )
    for _, block in groupby(rows, key=lambda row: (row["interaction_type"], row["initiator"], row["target"])):
        yield list(block)


def _happenings(rows: list[Row]) -> list[list[Row]]:
    """The claims of a block by happening, each with its event_id: that of the earliest claim."""
    by_name = {row["interaction_id"]: row for row in rows}
    happenings = []
    for event in link_block([_telling(row) for row in rows]):
        members = [by_name[telling.name] for telling in event]
        founder = min(members, key=lambda row: (row["reported_on"], row["source_id"], row["interaction_id"]))
        for row in members:
            row["event_id"] = event_id(founder["interaction_id"])
        happenings.append(members)
    return happenings


def _telling(row: Row) -> Telling:
    names = ("source_id", "interaction_type", "initiator", "target", "mode", "status", "phase", "object")
    return Telling(
        name=row["interaction_id"],
        **{name: row[name] for name in names},
        start=ordinal(row["date_start"]),
        end=ordinal(row["date_end"]),
        reported=row["reported_on"].toordinal(),
    )


class _SameWords:
    """Claims of several pairs that stand in the same words of one source, and their events."""

    def __init__(self) -> None:
        self._group: dict[str, str] = {}
        self._events: dict[str, list[tuple[str, Block]]] = defaultdict(list)
        self._open: dict[tuple[object, ...], str] = {}
        self._source: object = None

    def look(self, table: pa.Table) -> None:
        """Note the groups in a run of claims; those of a source stand together, perhaps in two runs."""
        names = table["interaction_id"].to_pylist()
        keys = zip(*(table[each].to_pylist() for each in SAME_WORDS), strict=True)
        for key, name in zip(keys, names, strict=True):
            if key[0] != self._source:
                self._open.clear()
                self._source = key[0]
            group = self._open.setdefault(key, name)
            if group != name:
                self._group[group] = self._group[name] = group

    def place(self, happenings: Iterable[list[Row]]) -> None:
        """Note the events of the claims that stand in a group."""
        for rows in happenings:
            for row in rows:
                group = self._group.get(row["interaction_id"])
                if group is not None:
                    block = row["interaction_type"], row["initiator"], row["target"]
                    self._events[group].append((row["event_id"], block))

    def groups(self) -> Iterator[list[tuple[str, Block]]]:
        """The events of each group, in an order that the events alone decide."""
        yield from sorted(sorted(group) for group in self._events.values())


class _Kept:
    """Rows on disk, to be read once more in the order in which they came."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._path, self._schema, self.rows = path, schema, 0

    def __enter__(self) -> _Kept:
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        self._writer = pa.ipc.new_stream(str(self._path), self._schema, options=options)
        self._held: list[Row] = []
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._writer.close()

    def add(self, rows: list[Row]) -> None:
        """Take rows in."""
        self._held += rows
        self.rows += len(rows)
        if len(self._held) >= _ROWS:
            self._flush()

    def read(self) -> Iterator[pa.Table]:
        """The rows, when all are in."""
        with pa.OSFile(str(self._path)) as source:
            for batch in pa.ipc.open_stream(source):
                yield pa.Table.from_batches([batch])

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(pa.Table.from_pylist(self._held, schema=self._schema))
            self._held = []


def _final(table: pa.Table, joined: Joined) -> pa.Table:
    """The rows with the id of the event that theirs was joined to."""
    ids = pa.array([joined.head(each) for each in table["event_id"].to_pylist()], pa.string())
    return table.set_column(table.schema.get_field_index("event_id"), "event_id", ids)


def _write_claims(chunks: Iterable[pa.Table], made: Path) -> None:
    """Write sorted claims and who took part in them, a file each for each year."""
    participants = arrow_schema("participants")
    for year, tables in groupby(by_year(chunks), key=lambda item: item[0]):
        folder = f"year={year:04d}"
        with (
            grouped(made / "interactions" / folder / "interactions.parquet", _INTERACTIONS) as claims,
            grouped(made / "participants" / folder / "participants.parquet", participants) as parts,
        ):
            for _, table in tables:
                claims.add(table.drop_columns(["participants"]))
                parts.add(taken_part(table, participants))
