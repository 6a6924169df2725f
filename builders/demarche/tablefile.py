"""Tables in files, read in batches as strictly as the contract asks: CSV, TSV and Parquet.

Cells of text are compared with the strict forms of `contract.lexical`, then cast. What cannot be read is
noted and read over: a fault of the columns, rows left out, single cells. Memory does not grow with the file.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from demarche import csvtext
from demarche.contract import lexical
from demarche.contract.arrow import arrow_schema, plain, plain_type
from demarche.contract.model import get_table
from demarche.errors import InputError
from demarche.meant import nearest

BATCH = 131_072
"""Rows of a batch; those of CSV are blocks of bytes instead."""
_TOLD = 20
"""Columns that are named one by one where a file has many wrong ones."""
_DICTIONARY_BYTES = 8
"""A text column that takes fewer bytes a cell than this is kept as codes into its values."""
_SHARE = 4
"""Text is worth codes when its rows are so many times its values."""
_SLACK = 256
"""So many rows are too few to tell."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that keeps its table from being read: `code` is columns, row or type."""

    code: str
    message: str
    column: str | None = None
    line: int | None = None
    value: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class BadCells:
    """The cells of one column that could not be read: true in `mask`, null in the table, in `text` as is."""

    mask: pa.ChunkedArray
    text: pa.ChunkedArray


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of a table with the contract's columns; any may be dictionary-encoded, lists are packed."""

    table: pa.Table
    bad_cells: Mapping[str, BadCells] = field(default_factory=dict)


class TableFile(ABC):
    """A table of the contract in a file.

    `faults` are those of the columns; a file that has any has no batches: nothing can be said of its rows.
    """

    is_text = False

    def __init__(self, path: Path, name: str, faults: list[Fault]) -> None:
        self.path, self.name, self.faults = path, name, faults

    @abstractmethod
    def batches(self) -> Iterator[Batch]:
        """The rows in order, as often as asked. Raises InputError where the file cannot be read on."""

    def left_out(self, limit: int | None = None) -> tuple[list[Fault], int]:
        """The rows that the last reading left out, at most `limit` of them, and their number."""
        return [], 0

    def lines(self, rows: Iterable[int]) -> dict[int, int]:
        """The line of each of the rows, from 1; empty where the file has no lines."""
        return {}


class CsvFile(TableFile):
    """A table in CSV, or with tabs where the file's name ends in .tsv."""

    is_text = True

    def __init__(self, path: Path, name: str) -> None:
        self._header = csvtext.read_header(path)
        super().__init__(path, name, column_faults(self._header, get_table(name).column_names))
        self._ragged = False

    def batches(self) -> Iterator[Batch]:
        """The rows in order; ragged and blank ones are left out."""
        if self.faults:
            return
        schema = arrow_schema(self.name)
        self._ragged = False
        many: set[str] = set()
        for text, ragged in csvtext.cell_batches(self.path, self._header):
            self._ragged |= ragged
            columns, bad_cells = [], {}
            for column in get_table(self.name).columns:
                cells = _encoded(text[column.name], column.name, many)
                values, mask = lexical.cast(cells, column.field.type, schema.field(column.name).type)
                columns.append(values)
                if mask is not None:
                    bad_cells[column.name] = BadCells(mask, text[column.name])
            yield Batch(pa.table(columns, names=schema.names), bad_cells)

    def left_out(self, limit: int | None = None) -> tuple[list[Fault], int]:
        """The ragged and blank rows that the last reading left out."""
        if not self._ragged:
            return [], 0
        faults, total = [], 0
        for line, found in csvtext.ragged_rows(self.path, len(self._header)):
            total += 1
            if limit is None or total <= limit:
                faults.append(_ragged_row(line, found, len(self._header)))
        return faults, total

    def lines(self, rows: Iterable[int]) -> dict[int, int]:
        """The line of each of the rows, from 1; rows left out do not count."""
        return csvtext.lines_of(self.path, len(self._header), rows)


class ParquetFile(TableFile):
    """A table in Parquet; a column of another type than the contract's is a fault of the columns."""

    def __init__(self, path: Path, name: str) -> None:
        with _reading(path):
            metadata = parquet.read_metadata(path)
            found = metadata.schema.to_arrow_schema()
        schema = arrow_schema(name)
        faults = column_faults(found.names, schema.names) or [
            Fault(
                "columns",
                f"holds {plain_type(found.field(n))}, the contract has {schema.field(n).type}",
                column=n,
                hint="Write the column with the contract's type.",
            )
            for n in schema.names
            if plain_type(found.field(n)) != schema.field(n).type
        ]
        super().__init__(path, name, faults)
        with _reading(path):
            self._coded = [] if faults else _few_values(metadata, found)

    def batches(self) -> Iterator[Batch]:
        """The rows in order."""
        if self.faults:
            return
        with _reading(self.path), parquet.ParquetFile(self.path, read_dictionary=self._coded) as file:
            for groups in _together(file.metadata):
                for batch in file.iter_batches(BATCH, row_groups=groups):
                    batch.validate(full=True)  # what is damaged can be read and be no text
                    yield Batch(plain(pa.Table.from_batches([batch]), keep_codes=True))


def _together(metadata: parquet.FileMetaData) -> Iterator[list[int]]:
    """Row groups in order, so many at a time that they fill a batch.

    All at once would be less to write, but then Arrow keeps the dictionaries of those that it has read.
    """
    groups: list[int] = []
    rows = 0
    for number in range(metadata.num_row_groups):
        groups.append(number)
        rows += metadata.row_group(number).num_rows
        if rows >= BATCH:
            yield groups
            groups, rows = [], 0
    if groups:
        yield groups


class MemoryTable(TableFile):
    """A table in memory with the contract's columns."""

    def __init__(self, table: pa.Table, name: str) -> None:
        super().__init__(Path(name), name, [])
        self._table = table

    def batches(self) -> Iterator[Batch]:
        """The rows in order."""
        for start in range(0, len(self._table), BATCH):
            yield Batch(self._table.slice(start, BATCH))


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn what Arrow says of a broken Parquet file into an InputError that names it."""
    try:
        yield
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        raise InputError(
            "cannot be read as Parquet", file=path, value=str(error), hint="Write the file again."
        ) from error


def column_faults(found: list[str], expected: Iterable[str]) -> list[Fault]:
    """How the columns of a file differ from the contract's: missing, unknown, twice there, out of order."""
    wanted = list(expected)
    if found == wanted:
        return []
    if len(found) == 1 and len(wanted) > 1 and any(mark in found[0] for mark in ";\t|"):
        hint = "Write commas between the cells."
        return [
            Fault("columns", "the columns are not separated by commas", line=1, value=found[0], hint=hint)
        ]
    faults = []
    unknown = [name for name in dict.fromkeys(found) if name not in wanted]
    for name in unknown[:_TOLD]:
        near = nearest(name, [other for other in wanted if other not in found])
        hint = f"Did you mean {near[0]}?" if near else f"The columns are: {', '.join(wanted)}."
        faults.append(Fault("columns", "the contract has no such column", column=name, line=1, hint=hint))
    if len(unknown) > _TOLD:
        message = f"the contract does not have {len(unknown) - _TOLD:,} more of the columns"
        faults.append(Fault("columns", message, line=1, hint=f"The columns are: {', '.join(wanted)}."))
    twice = {name for name in wanted if found.count(name) > 1}
    faults += [
        Fault("columns", "the column stands twice", column=name, line=1, hint="Keep one.")
        for name in wanted
        if name in twice
    ]
    faults += [
        Fault(
            "columns",
            "the column is missing",
            column=name,
            line=1,
            hint="Add it, empty where there is no value.",
        )
        for name in wanted
        if name not in found
    ]
    order = f"The order is: {', '.join(wanted)}."
    return faults or [Fault("columns", "the columns are out of order", line=1, hint=order)]


def _ragged_row(line: int, found: int, expected: int) -> Fault:
    return Fault(
        "row",
        f"has {found} cells where the header has {expected}" if found else "is blank",
        line=line,
        hint="Put quotes around cells with a comma." if found else "Remove the line.",
    )


def is_few(values: int, rows: int, share: int) -> bool:
    """Whether rows are `share` times as many as their values, or too few to tell."""
    return values * share <= rows + _SLACK


def _encoded(cells: pa.ChunkedArray, name: str, many: set[str]) -> pa.ChunkedArray:
    """A column in dictionary encoding if its values are few; `many` remembers the columns whose are not."""
    if name in many:
        return cells
    encoded = cells.combine_chunks().dictionary_encode()
    if is_few(len(encoded.dictionary), len(encoded), _SHARE):
        return pa.chunked_array([encoded])
    many.add(name)
    return cells


def _few_values(metadata: parquet.FileMetaData, schema: pa.Schema) -> list[str]:
    """The text columns of a Parquet file whose cells take so little room that they must be codes."""
    if not metadata.num_row_groups:
        return []
    group = metadata.row_group(0)
    names = {field.name for field in schema if pa.types.is_string(field.type)}
    chunks = [group.column(number) for number in range(group.num_columns)]
    return [
        chunk.path_in_schema
        for chunk in chunks
        if chunk.path_in_schema in names
        and chunk.total_uncompressed_size < _DICTIONARY_BYTES * max(chunk.num_values, 1)
    ]
