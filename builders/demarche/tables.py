"""Tables on disk: reading CSV and Parquet strictly, writing both so that the bytes are the same every time.

CSV is UTF-8 with commas; an empty cell, quoted or not, is null; every other cell of a text column is text
(`NA` is Namibia's code). Cells are read as text, compared with the strict forms of `contract.lexical`,
then cast.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from demarche import csvtext
from demarche.contenthash import content_hash
from demarche.contract import lexical
from demarche.contract.arrow import arrow_schema, plain, unpacked
from demarche.contract.model import get_table
from demarche.errors import DataError, InputError
from demarche.files import replacing

__all__ = [
    "BadCells",
    "Fault",
    "Reading",
    "column_faults",
    "content_hash",
    "read_csv",
    "read_parquet",
    "scan_csv",
    "scan_parquet",
    "write_csv",
    "write_parquet",
]

ROW_GROUP = 131_072


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
class Reading:
    """A table as far as it could be read, and what could not.

    With a fault of code `columns` the table is empty: nothing can be said of its rows. Rows left out (code
    `row`) are not counted in `lines`.
    """

    name: str
    path: Path
    table: pa.Table
    faults: list[Fault] = field(default_factory=list)
    bad_cells: dict[str, BadCells] = field(default_factory=dict)
    is_text: bool = True

    def lines(self, rows: Iterable[int]) -> dict[int, int]:
        """The line of each of the rows, from 1; empty where the file has no lines."""
        if not self.is_text:
            return {}
        return csvtext.lines_of(self.path, self.table.num_columns, rows)

    def checked(self) -> pa.Table:
        """The table. Raises DataError for the first thing that could not be read."""
        for fault in self.faults:
            raise DataError(
                fault.message,
                file=self.path,
                line=fault.line,
                field=fault.column,
                value=fault.value,
                hint=fault.hint,
            )
        for name, bad in self.bad_cells.items():
            row = pc.indices_nonzero(bad.mask)[0].as_py()
            kind = get_table(self.name).column(name).field.type
            raise DataError(
                f"not {_article(kind)}",
                file=self.path,
                line=self.lines([row]).get(row),
                field=name,
                value=bad.text[row].as_py(),
                hint=lexical.HINTS[kind],
            )
        return self.table


def read_csv(path: Path, table_name: str) -> pa.Table:
    """A table of the contract from a CSV file.

    Raises DataError for columns or cells that are not the contract's, InputError for a file that cannot be
    read.
    """
    return scan_csv(path, table_name).checked()


def scan_csv(path: Path, table_name: str) -> Reading:
    """Read a CSV file as far as it can be, noting what cannot. Raises InputError where it is no CSV."""
    table = get_table(table_name)
    schema = arrow_schema(table_name)
    header = csvtext.read_header(path)
    faults = column_faults(header, table.column_names)
    if faults:
        return Reading(table_name, path, schema.empty_table(), faults)
    text, left_out = csvtext.read_cells(path, header)
    if left_out:
        faults = [
            Fault(
                "row",
                f"has {found} cells where the header has {len(header)}" if found else "is blank",
                line=line,
                hint="Put quotes around cells with a comma." if found else "Remove the line.",
            )
            for line, found in csvtext.ragged_rows(path, len(header))
        ]
    columns, bad_cells = [], {}
    for column in table.columns:
        cells = text[column.name]
        values, mask = lexical.cast(cells, column.field.type, schema.field(column.name).type)
        columns.append(values)
        if pc.any(mask).as_py():
            bad_cells[column.name] = BadCells(mask, cells)
    return Reading(table_name, path, pa.table(columns, schema=schema), faults, bad_cells)


def read_parquet(path: Path, table_name: str) -> pa.Table:
    """A table of the contract from a Parquet file, with packed lists as text. Raises as `read_csv` does."""
    return scan_parquet(path, table_name).checked()


def scan_parquet(path: Path, table_name: str) -> Reading:
    """Read a Parquet file; a column of another type than the contract's is a fault of code `columns`."""
    schema = arrow_schema(table_name)
    try:
        found = parquet.read_table(path, partitioning=None)
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(
            "cannot be read as Parquet", file=path, value=str(error), hint="Write the file again."
        ) from error
    faults = column_faults(found.column_names, schema.names)
    if not faults:
        found = plain(found)
        faults = [
            Fault(
                "columns",
                f"holds {found.schema.field(name).type}, the contract has {schema.field(name).type}",
                column=name,
                hint="Write the column with the contract's type.",
            )
            for name in schema.names
            if found.schema.field(name).type != schema.field(name).type
        ]
    table = schema.empty_table() if faults else found.cast(schema)
    return Reading(table_name, path, table, faults, is_text=False)


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
    for name in dict.fromkeys(found):
        if found.count(name) > 1:
            faults.append(Fault("columns", "the column stands twice", column=name, line=1, hint="Keep one."))
        if name not in wanted:
            near = difflib.get_close_matches(name, [other for other in wanted if other not in found], 1)
            hint = f"Did you mean {near[0]}?" if near else f"The columns are: {', '.join(wanted)}."
            faults.append(Fault("columns", "the contract has no such column", column=name, line=1, hint=hint))
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


def write_csv(table: pa.Table, path: Path) -> None:
    """Write a table as CSV, whole or not at all: UTF-8, LF, text in quotes, null as an empty cell."""
    with replacing(path) as temporary:
        arrow_csv.write_csv(plain(table), temporary, arrow_csv.WriteOptions(quoting_style="needed"))


def write_parquet(table: pa.Table, path: Path, metadata: Mapping[str, str] | None = None) -> None:
    """Write a table as Parquet, whole or not at all, with `metadata` as key-value metadata of the file.

    The bytes depend on values and metadata alone, not on chunks or processors; between versions of pyarrow
    the name of the writer differs. Packed participants become lists of structs.
    """
    table = unpacked(plain(table)).combine_chunks()
    with (
        replacing(path) as temporary,
        parquet.ParquetWriter(
            temporary,
            table.schema,
            compression="zstd",
            compression_level=9,
            write_page_index=True,
            store_schema=False,  # else every version of Arrow would write its own description of the types
        ) as writer,
    ):
        writer.write_table(table, row_group_size=ROW_GROUP)
        writer.add_key_value_metadata(dict(sorted((metadata or {}).items())))


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
