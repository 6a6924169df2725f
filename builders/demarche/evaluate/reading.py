"""Reading gold and claims: CSV or Parquet, by column name, leniently.

Only the columns that are compared are read; others may be there or not. That makes one reader for
the coarser gold (no phase, voice, level, directed), the finer one and every version of the claims.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from demarche.evaluate.rows import FLAGS, KEY, SPAN, TEXT_FIELDS, Row, row_of_cells
from demarche.evaluate.withheld import EvaluationInputError
from demarche.files import read_text

_READ = (*KEY, *SPAN, *TEXT_FIELDS, *FLAGS, "tier", "confidence", "source_id")

Cells = dict[str, str | None]


def read_gold(path: Path) -> list[Row]:
    """The rows of a gold file. Raises EvaluationInputError naming file, line, column and value."""
    return _rows(path, gold=True)


def read_claims(path: Path) -> list[Row]:
    """The claims of one document, from CSV or Parquet.

    Raises EvaluationInputError also when the file holds claims of several sources: offsets and
    matching make sense only within one text.
    """
    return _rows(path, gold=False)


def read_coding(path: Path) -> dict[str, list[Row]]:
    """A coder's claims by source: from a file with claims of any number of sources, or a coded corpus.

    A file that names no sources is one source, called as the file is.
    """
    found: dict[str, list[Row]] = {}
    for file in corpus_files(path) if path.is_dir() else [path]:
        _must_exist(file)
        for _, source, row in _numbered(file, gold=False):
            found.setdefault(source or path.stem, []).append(row)
    return found


def corpus_files(folder: Path) -> list[Path]:
    """The files of claims in a coded corpus; none where a folder is no such corpus."""
    return sorted(folder.glob("claims/*/claims.parquet"))


def read_document_text(path: Path) -> str:
    """The text that offsets point into, as it stands."""
    _must_exist(path)
    return read_text(path)


def read_tsv(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a tab-separated file, cells quoted as CSV does, with the line where each ends."""
    _must_exist(path)
    for line, cells in _csv_rows(path, needed, tuple(needed), delimiter="\t"):
        yield line, {name: cells[name] or "" for name in needed}


def read_index(path: Path) -> dict[str, str]:
    """The publication dates of a folder's texts, from its index.csv: the text's stem → date."""
    _must_exist(path)
    return {
        Path(cells["file"] or "").stem: cells["published"] or ""
        for _, cells in _csv_rows(path, ("file", "published"), ("file", "published"))
    }


def _rows(path: Path, *, gold: bool) -> list[Row]:
    _must_exist(path)
    rows, sources = [], set()
    for line, source, row in _numbered(path, gold=gold):
        sources.add(source)
        if len(sources) > 1:
            raise EvaluationInputError(
                "holds rows of several sources",
                file=path,
                line=line,
                field="source_id",
                hint="Give the rows of one document a file, and folders of such files to evaluate several.",
            )
        rows.append(row)
    return rows


def _numbered(path: Path, *, gold: bool) -> Iterator[tuple[int, str | None, Row]]:
    """The rows of a file, each with its line and its source."""
    needed = (*KEY, *SPAN, *(("tier",) if gold else ()))
    lines = _parquet_rows(path, needed) if path.suffix == ".parquet" else _csv_rows(path, needed, _READ)
    for number, (line, cells) in enumerate(lines, 1):
        source = cells.pop("source_id", None)
        yield line, source, row_of_cells(cells, number=number, file=path, line=line, gold=gold)


def _csv_rows(
    path: Path, needed: Sequence[str], wanted: Sequence[str], delimiter: str = ","
) -> Iterator[tuple[int, Cells]]:
    reader = csv.reader(io.StringIO(read_text(path), newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(reader, None)
        if header is None:
            raise EvaluationInputError("is empty", file=path, hint="A header line is needed.")
        _must_have(path, header, needed)
        places = [(name, place) for place, name in enumerate(header) if name in wanted]
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                raise EvaluationInputError(
                    f"has {len(cells)} cells where the header has {len(header)}",
                    file=path,
                    line=reader.line_num,
                )
            yield reader.line_num, {name: cells[place] or None for name, place in places}
    except csv.Error as error:
        # csv's messages name delimiters and limits, never the content of a cell.
        raise EvaluationInputError(
            f"cannot be read as {'tab' if delimiter != ',' else 'comma'}-separated: {error}",
            file=path,
            line=reader.line_num,
            hint="A cell that begins with a quotation mark must be quoted whole, marks inside it doubled.",
        ) from None


def _parquet_rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, Cells]]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        names = parquet.read_schema(path).names
        _must_have(path, names, needed)
        table = parquet.read_table(path, columns=[name for name in names if name in _READ])
    except (pa.ArrowException, OSError):
        raise EvaluationInputError(
            "cannot be read as Parquet", file=path, hint="Write it anew, or give the CSV."
        ) from None
    for number, record in enumerate(table.to_pylist(), 1):
        yield number, {name: _cell(value) for name, value in record.items()}


def _cell(value: object) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _must_exist(path: Path) -> None:
    if not path.is_file():
        problem = "is a folder, not a file" if path.is_dir() else "is not there"
        raise EvaluationInputError(problem, file=path, hint="Check the path.")


def _must_have(path: Path, header: Sequence[str], needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in header]
    if missing:
        raise EvaluationInputError(f"has no column {', '.join(missing)}", file=path, line=1)
    doubled = [name for name in needed if header.count(name) > 1]
    if doubled:
        raise EvaluationInputError(f"has the column {doubled[0]} twice", file=path, line=1)
