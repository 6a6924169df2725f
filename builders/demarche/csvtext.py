"""CSV files as cells of text, and the lines that their rows stand on.

Arrow reads the cells, as nothing else is as fast; it does not know lines. When something is wrong the file
is read once more by Python's csv module, which does: a row can span lines, and lines can end in CRLF.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from demarche.errors import InputError
from demarche.files import not_utf8
from demarche.streams import open_bytes, plain_name

# A cell may not be larger than a block.
BLOCK_BYTES = 16 * 1024 * 1024


def read_header(path: Path) -> list[str]:
    """The cells of a file's first row. Raises InputError for a file that is empty or not text in UTF-8."""
    for _, cells in rows_with_lines(path):
        return cells
    raise InputError("is empty", file=path, hint="The first row of a table names its columns.")


def cell_batches(path: Path, header: list[str]) -> Iterator[tuple[pa.Table, bool]]:
    """Every cell below the header as text, null where empty, block by block, and whether rows were left out.

    Rows with more or fewer cells than the header, or with nothing in any cell, are left out; `ragged_rows`
    finds them. Raises InputError where the file cannot be read as CSV at all.
    """
    left_out = False

    def leave_out(_row: Any) -> str:
        nonlocal left_out
        left_out = True
        return "skip"

    read = arrow_csv.ReadOptions(block_size=BLOCK_BYTES)
    parse = arrow_csv.ParseOptions(
        delimiter=delimiter(path),
        newlines_in_values=True,
        ignore_empty_lines=False,
        invalid_row_handler=leave_out,
    )
    convert = arrow_csv.ConvertOptions(
        column_types={name: pa.string() for name in header},
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=True,
    )
    try:
        with open_bytes(path) as stream, arrow_csv.open_csv(stream, read, parse, convert) as reader:
            for batch in reader:
                table = pa.Table.from_batches([batch])
                blank = _blank(table)
                if blank is not None:
                    left_out = True
                    table = table.filter(pc.invert(blank))
                yield table, left_out
    except pa.ArrowInvalid as error:
        _require_utf8(path)
        raise InputError(
            f"cannot be read as CSV: {error}",
            file=path,
            hint="Write UTF-8 with commas, quotes around commas.",
        ) from error
    if left_out:
        yield arrow_table(header), True


def arrow_table(header: list[str]) -> pa.Table:
    """No rows of text under a header."""
    return pa.table({name: pa.array([], pa.string()) for name in header})


def delimiter(path: Path) -> str:
    """What stands between the cells of a file: a tab where its name says .tsv, otherwise a comma."""
    return "\t" if plain_name(path).endswith(".tsv") else ","


def _blank(table: pa.Table) -> pa.ChunkedArray | None:
    """Which rows have nothing in any cell; None when there are none."""
    blank = pc.is_null(table.column(0))
    for column in table.columns[1:]:
        if not pc.any(blank).as_py():
            return None
        blank = pc.and_(blank, pc.is_null(column))
    return blank if pc.any(blank).as_py() else None


def ragged_rows(path: Path, n_columns: int) -> Iterator[tuple[int, int]]:
    """The line and the number of cells (0 if blank) of each row that `read_cells` leaves out."""
    for line, cells in rows_with_lines(path):
        if not _is_whole(cells, n_columns):
            yield line, len(cells) if any(cells) else 0


def lines_of(path: Path, n_columns: int, rows: Iterable[int]) -> dict[int, int]:
    """The line, from 1, on which each row begins; rows count from 0 below the header, without ragged ones."""
    wanted, found = set(rows), {}
    whole = (line for line, cells in rows_with_lines(path) if _is_whole(cells, n_columns))
    for row, line in enumerate(whole, start=-1):  # the header is the row before the first
        if row in wanted:
            found[row] = line
            if len(found) == len(wanted):
                break
    return found


def _is_whole(cells: list[str], n_columns: int) -> bool:
    return len(cells) == n_columns and any(cells)


def rows_with_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins, the header first.

    Raises InputError for what is not UTF-8, and for a line or a cell of more than a block.
    """
    previous = csv.field_size_limit(BLOCK_BYTES)
    try:
        with open_bytes(path) as stream:
            text = io.TextIOWrapper(cast("IO[bytes]", stream), encoding="utf-8-sig", newline="")
            reader = csv.reader(_bounded_lines(text, path), delimiter=delimiter(path))
            line = 1
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
    except UnicodeDecodeError:
        _require_utf8(path)
        raise
    except csv.Error as error:
        raise InputError(
            f"cannot be read as CSV: {error}", file=path, line=reader.line_num, hint="Look at the quotes."
        ) from error
    finally:
        csv.field_size_limit(previous)


def _bounded_lines(text: io.TextIOWrapper, path: Path) -> Iterator[str]:
    for number in itertools.count(1):
        line = text.readline(BLOCK_BYTES + 1)
        if not line:
            return
        if len(line) > BLOCK_BYTES:
            raise InputError(
                f"has a line of more than {BLOCK_BYTES:,} characters",
                file=path,
                line=number,
                hint="Is it a table? Look at its quotes and line ends.",
            )
        yield line


def _require_utf8(path: Path) -> None:
    """Raise InputError with the first line that is not UTF-8, if there is one."""
    with open_bytes(path) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(BLOCK_BYTES), b""), 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                raise not_utf8(path, number, error) from error
