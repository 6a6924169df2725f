"""CSV files as cells of text, and the lines that their rows stand on.

Arrow reads the cells, as nothing else is as fast; it does not know lines. When something is wrong the file
is read once more by Python's csv module, which does: a row can span lines, and lines can end in CRLF.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from demarche.errors import InputError
from demarche.files import not_utf8

# A cell may not be larger than a block.
BLOCK_BYTES = 16 * 1024 * 1024


def read_header(path: Path) -> list[str]:
    """The cells of a file's first row. Raises InputError for a file that is empty or not text in UTF-8."""
    for _, cells in rows_with_lines(path):
        return cells
    raise InputError("is empty", file=path, hint="The first row of a table names its columns.")


def read_cells(path: Path, header: list[str]) -> tuple[pa.Table, bool]:
    """Every cell below the header as text, null where empty, and whether rows were left out.

    Rows with more or fewer cells than the header, or with nothing in any cell, are left out; `ragged_rows`
    finds them. Raises InputError where the file cannot be read as CSV at all.
    """
    left_out = False

    def leave_out(_row: Any) -> str:
        nonlocal left_out
        left_out = True
        return "skip"

    try:
        table = arrow_csv.read_csv(
            path,
            arrow_csv.ReadOptions(block_size=BLOCK_BYTES),
            arrow_csv.ParseOptions(
                newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=leave_out
            ),
            arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in header},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        _require_utf8(path)
        raise InputError(
            f"cannot be read as CSV: {error}",
            file=path,
            hint="Write UTF-8 with commas, quotes around commas.",
        ) from error
    blank = pc.is_null(table.column(0))
    for column in table.columns[1:]:
        if not pc.any(blank).as_py():
            return table, left_out
        blank = pc.and_(blank, pc.is_null(column))
    return table.filter(pc.invert(blank)), left_out or bool(pc.any(blank).as_py())


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
    """Each row with the line on which it begins, the header first."""
    previous = csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            line = 1
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
    except UnicodeDecodeError:
        _require_utf8(path)
        raise
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=path, hint="Check the path and its permissions."
        ) from error
    finally:
        csv.field_size_limit(previous)


def _require_utf8(path: Path) -> None:
    """Raise InputError with the first line that is not UTF-8, if there is one."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                raise not_utf8(path, number, error) from error
