"""A table under check: the files that it stands in, read batch by batch, and the cells that are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from demarche.ahead import ahead
from demarche.checks.rows import Bools, Rows, Values
from demarche.contract.arrow import arrow_schema
from demarche.contract.model import Table, get_table
from demarche.tablefile import Batch, TableFile


@dataclass(frozen=True, slots=True)
class Place:
    """Where a batch stands: its number in the table, its file, and the number of its first row there."""

    number: int
    file: TableFile
    first: int


class Part:
    """A table with its files.

    `complete` tells whether all its rows could be read: others are judged by it only then. `held` are its
    batches as they stand in the files, where some check looks at the whole table.
    """

    def __init__(self, name: str, files: Sequence[TableFile]) -> None:
        self.contract: Table = get_table(name)
        self.files = files
        self.complete = not any(file.faults for file in files)
        self.held: list[tuple[Place, pa.Table]] = []
        self._wrong: dict[int, dict[str, Bools]] = {}
        self._values: dict[str, Values] = {}

    @property
    def name(self) -> str:
        """The table's name."""
        return self.contract.name

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row: the primary key, or the first column where there is none."""
        return self.contract.primary_key or self.contract.column_names[:1]

    def batches(self) -> Iterator[tuple[Place, Batch, Rows]]:
        """The batches as they stand in the files."""
        number = 0
        for file in self.files:
            first = 0
            for batch in ahead(file.batches()):
                yield Place(number, file, first), batch, Rows(batch.table, self._values)
                number, first = number + 1, first + len(batch.table)

    def hold(self, place: Place, rows: Rows) -> None:
        """Keep a batch for the checks that look at the whole table."""
        schema = arrow_schema(self.name)
        self.held.append((place, rows.select(schema.names).cast(schema)))

    def mark(self, place: Place, name: str, mask: Bools) -> None:
        """Take note that cells of a column are wrong in themselves."""
        wrong = self._wrong.setdefault(place.number, {})
        wrong[name] = wrong[name] | mask if name in wrong else mask

    def clean(self, place: Place, rows: Rows) -> Rows:
        """The rows with null for the cells that are wrong."""
        for name, mask in self._wrong.get(place.number, {}).items():
            rows = rows.without(name, mask)
        return rows

    def known(self, place: Place, mask: Bools, columns: Sequence[str]) -> Bools:
        """The mask without the rows in which one of the columns is wrong in itself."""
        wrong = self._wrong.get(place.number, {})
        for name in columns:
            if name in wrong:
                mask = mask & ~wrong[name]
        return mask

    def whole(self, *, clean: bool) -> pa.Table:
        """The batches that were held as one table, with or without the cells that are wrong."""
        schema = arrow_schema(self.name)
        tables = [
            self.clean(place, Rows(table, self._values)).table if clean else table
            for place, table in self.held
        ]
        return pa.concat_tables([schema.empty_table(), *tables])

    def split(self, mask: Bools) -> Iterator[tuple[Place, pa.Table, Bools]]:
        """A mask over the whole table, cut into the batches in which it is true somewhere."""
        first = 0
        for place, table in self.held:
            part = mask[first : first + len(table)]
            first += len(table)
            if part.any():
                yield place, table, part
