"""Tables on disk: reading CSV and Parquet strictly, writing both so that the bytes are the same every time.

CSV is UTF-8 with commas; an empty cell, quoted or not, is null; every other cell of a text column is text
(`NA` is Namibia's code). Cells are read as text, compared with the strict forms of `contract.lexical`,
then cast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from demarche.contenthash import content_hash
from demarche.contract import lexical
from demarche.contract.arrow import arrow_schema, plain, unpacked
from demarche.contract.model import get_table
from demarche.errors import DataError
from demarche.files import replacing
from demarche.tablefile import BadCells, Batch, CsvFile, Fault, ParquetFile, TableFile

__all__ = ["Reading", "content_hash", "read_csv", "read_parquet", "scan", "write_csv", "write_parquet"]

ROW_GROUP = 131_072
TABLE_ROW_GROUP = 32_768
"""Rows of a row group of a table: few enough that a reader of one pair of actors skips nearly all of them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A table as far as it could be read, and what could not.

    With a fault of code `columns` the table is empty: nothing can be said of its rows. Rows left out (code
    `row`) are not counted in the file's `lines`.
    """

    file: TableFile
    table: pa.Table
    faults: list[Fault]
    bad_cells: dict[str, BadCells]

    def checked(self) -> pa.Table:
        """The table. Raises DataError for the first thing that could not be read."""
        for fault in self.faults:
            raise DataError(
                fault.message,
                file=self.file.path,
                line=fault.line,
                field=fault.column,
                value=fault.value,
                hint=fault.hint,
            )
        for name, bad in self.bad_cells.items():
            row = pc.indices_nonzero(bad.mask)[0].as_py()
            kind = get_table(self.file.name).column(name).field.type
            raise DataError(
                f"not {_article(kind)}",
                file=self.file.path,
                line=self.file.lines([row]).get(row),
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
    return scan(CsvFile(path, table_name)).checked()


def read_parquet(path: Path, table_name: str) -> pa.Table:
    """A table of the contract from a Parquet file, with packed lists as text. Raises as `read_csv` does."""
    return scan(ParquetFile(path, table_name)).checked()


def scan(file: TableFile) -> Reading:
    """Read a file whole as far as it can be, noting what cannot. Raises InputError where it is no table."""
    schema = arrow_schema(file.name)
    batches = list(file.batches())
    table = pa.concat_tables([schema.empty_table(), *(plain(batch.table) for batch in batches)])
    bad = dict.fromkeys(name for batch in batches for name in batch.bad_cells)
    return Reading(
        file,
        table.cast(schema),
        file.faults or file.left_out()[0],
        {name: _joined(batches, name) for name in bad},
    )


def _joined(batches: list[Batch], name: str) -> BadCells:
    """The wrong cells of a column over all batches; where a batch has none, its text is not kept."""
    masks, texts = [], []
    for batch in batches:
        cells, rows = batch.bad_cells.get(name), len(batch.table)
        masks.append(pa.chunked_array([pa.repeat(False, rows)]) if cells is None else cells.mask)
        texts.append(pa.chunked_array([pa.nulls(rows, pa.string())]) if cells is None else cells.text)
    return BadCells(_chained(masks), _chained(texts))


def _chained(columns: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    return pa.chunked_array([chunk for column in columns for chunk in column.chunks], columns[0].type)


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
    with parquet_writer(path, table.schema) as writer:
        writer.write_table(table, row_group_size=TABLE_ROW_GROUP)
        writer.add_key_value_metadata(dict(sorted((metadata or {}).items())))


@contextmanager
def parquet_writer(path: Path, schema: pa.Schema) -> Iterator[parquet.ParquetWriter]:
    """A writer of Parquet with the settings of every table, for a file that appears whole or not at all.

    The bytes depend on the row groups that are written: write them of `ROW_GROUP` rows.
    """
    with (
        replacing(path) as temporary,
        parquet.ParquetWriter(
            temporary,
            schema,
            compression="zstd",
            compression_level=9,
            write_page_index=True,
            store_schema=False,  # else every version of Arrow would write its own description of the types
        ) as writer,
    ):
        yield writer


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
