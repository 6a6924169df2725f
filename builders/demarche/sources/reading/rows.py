"""Documents that are rows: lines of JSON, rows of CSV, rows of Parquet.

A row that cannot be read is one dead letter and the next row is read. Where the file itself ends before its
end (broken compression, a damaged page) the rows before that are kept and the rest is one dead letter.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from typing import Any, BinaryIO

from demarche.errors import InputError
from demarche.sources.reading.record import FIELDS, DeadLetter, Record, dead_letter, identifier, make_record

MAX_LINE_BYTES = 64 * 1024 * 1024
"""A line that is longer is not held in memory to be looked at."""
_ROWS = 32
"""Rows of Parquet that are held at once: a row may have megabytes."""

Found = Iterator[Record | DeadLetter]


@dataclass(frozen=True, slots=True)
class Options:
    """How records are read: `columns` maps a field to its column, `published` is the day of the rest."""

    published: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """The column that holds a field."""
        return self.columns.get(name, name)


def read_jsonl(stream: BinaryIO, file: str, options: Options) -> Found:
    """One JSON object a line."""
    for number, line in lines(stream):
        if line is None:
            yield dead_letter(_long_line(), file, number)
        elif line.strip():
            yield from _row(partial(_object, line), file, number, options)


def read_csv(stream: BinaryIO, file: str, options: Options) -> Found:
    """Rows of CSV with a header; a cell may hold line breaks in quotes."""
    csv.field_size_limit(MAX_LINE_BYTES)
    rows = csv.reader(_decoded(stream), strict=True)
    header = next(rows, None)
    if not header:
        raise InputError("is empty", hint="The first line names the columns.")
    require_columns(header, options)
    while True:
        start = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield dead_letter(_not_csv(str(error)), file, start)
            continue
        if cells is None:
            return
        if cells:
            yield from _row(partial(_cells, header, cells), file, start, options)


def read_parquet(stream: Any, file: str, options: Options) -> Found:
    """Rows of Parquet; `stream` can be searched. `line` is the row's number, from 1."""
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    try:
        with parquet.ParquetFile(stream) as table:
            names = table.schema_arrow.names
            require_columns(names, options)
            wanted = [options.column(name) for name in FIELDS if options.column(name) in names]
            for batch in table.iter_batches(_ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield from _row(partial(dict, row), file, number, options)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(
            "cannot be read as Parquet", line=number + 1, value=str(error), hint="Write the file again."
        ) from error


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers, from 1; None for one that is too long to be held."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES):
        number += 1
        if len(line) < MAX_LINE_BYTES or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def require_columns(found: Iterable[str], options: Options) -> None:
    """Refuse a table without a text, or without any day: every row of it would fail."""
    names = list(found)
    wanted = ["text"] if options.published else ["text", "published"]
    for name in [*wanted, *options.columns]:
        column = options.column(name)
        if column not in names:
            raise InputError(f"has no column {column}", field=name, hint=_way_out(name, names, options))


def _way_out(name: str, names: list[str], options: Options) -> str:
    """What to do where a field has no column of its name."""
    if len(names) == 1 and (sign := next((each for each in ";\t|" if each in names[0]), None)):
        return f"Separate the cells by commas, not by {sign!r}."
    close = get_close_matches(options.column(name), names, n=1)
    shown = ", ".join(names[:20])[:300]
    return f"Name the one that has it: --map {name}={close[0] if close else 'COLUMN'} (of {shown})"


def _row(values: Callable[[], Mapping[str, object]], file: str, line: int, options: Options) -> Found:
    """The record of one row, or why it is none."""
    given: Mapping[str, object] = {}
    name = None
    try:
        given = values()
        row = {field: given.get(options.column(field)) for field in FIELDS}
        name = row["source_id"] if isinstance(row["source_id"], str) else None
        yield make_record(row, file, line, options.published)
    except InputError as error:
        if given and error.field in FIELDS and options.column(error.field) not in given:
            error.hint = _way_out(error.field, list(given), options)
        yield dead_letter(error, file, line, identifier(name))


def _object(line: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            "is not UTF-8", value=error.object[error.start : error.start + 4], hint="Write it in UTF-8."
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            "is not JSON",
            value=getattr(error, "msg", type(error).__name__).removesuffix(" at"),
            hint="One object a line, its quotes and braces closed.",
        ) from error
    if not isinstance(found, dict):
        raise InputError(
            "is no JSON object", value=type(found).__name__, hint='Write {"text": …, "published": …} a line.'
        )
    return found


def _decoded(stream: BinaryIO) -> Iterator[str]:
    """Lines as text; bytes that are not UTF-8 become halves of pairs, for `checked_text` to refuse."""
    for number, line in lines(stream):
        if line is None:
            raise InputError("a line is too long to be read", line=number, hint=_long_line().hint)
        yield line.decode("utf-8-sig" if number == 1 else "utf-8", "surrogateescape")


def _cells(header: list[str], cells: list[str]) -> Mapping[str, object]:
    if len(cells) != len(header):
        raise _not_csv(f"{len(cells)} cells under {len(header)} columns")
    return {name: cell or None for name, cell in zip(header, cells, strict=True)}


def _not_csv(what: str) -> InputError:
    return InputError(
        "is no row of CSV", value=what, hint="Put cells with commas, quotes or line breaks in double quotes."
    )


def _long_line() -> InputError:
    return InputError(
        f"has more than {MAX_LINE_BYTES:,} bytes on one line",
        hint="Write one document a line; split long ones.",
    )
