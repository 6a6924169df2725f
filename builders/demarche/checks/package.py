"""Frictionless as the reference engine: what others check the CSV files with; whether it agrees with us."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pyarrow import parquet

from demarche.checks.finding import Finding, Verdict
from demarche.contract.arrow import plain
from demarche.contract.datapackage import descriptor, resource
from demarche.contract.model import get_table, load_contract
from demarche.csvtext import rows_with_lines
from demarche.errors import InputError
from demarche.tablefile import TableFile

# Frictionless's name for an error, and ours.
_CODES = {
    "type-error": "type",
    "primary-key": "primary_key",
    "foreign-key": "foreign_key",
    "blank-row": "row",
    "extra-cell": "row",
    "missing-cell": "row",
    "blank-label": "columns",
    "duplicate-label": "columns",
    "extra-label": "columns",
    "incorrect-label": "columns",
    "missing-label": "columns",
    "blank-header": "columns",
}
_COMPARED = {
    *("type", "required", "enum", "pattern", "minimum", "maximum", "maxLength"),
    *("primary_key", "foreign_key", "row", "columns"),
}
_LIMIT = 1000


def validate_package(path: Path, rows: int | None = None) -> Verdict:
    """What an untouched Frictionless finds in the files of a datapackage.json, by the descriptor as it is.

    With `rows` it reads so many rows of each file and no more: then neither hashes nor keys into other tables
    are judged, for which it would read them whole.
    """
    from frictionless import FrictionlessException, Package

    try:
        package = Package(str(path))
    except FrictionlessException as error:
        raise InputError(
            "is not the descriptor of a data package", file=path, value=error, hint="Write it again."
        ) from error
    files = {item.name: path.parent / str(item.path) for item in package.resources}
    if rows is not None:
        for item in package.resources:
            item.schema.foreign_keys = []
            item.hash = item.bytes = None
    return _verdict(package, files, rows)


def validate_files(files: Sequence[TableFile]) -> Verdict:
    """What Frictionless finds in files by the contract's descriptor; Parquet it is given row by row."""
    from frictionless import Package, Resource, Schema

    base = Path(os.path.commonpath([file.path.resolve().parent for file in files]))
    among = [file.name for file in files]
    package = Package.from_descriptor(descriptor(()) | {"resources": []}, basepath=str(base))
    paths = {}
    for number, file in enumerate(files):
        item = resource(get_table(file.name), among)
        if file.name in among[:number]:  # the frozen claims are a file a source
            item["name"] = f"{file.name}-{number}"
        if file.is_text:
            item["path"] = file.path.resolve().relative_to(base).as_posix()
            package.add_resource(Resource.from_descriptor(item, basepath=str(base)))
        else:
            schema = Schema.from_descriptor(item["schema"])
            rows = partial(_rows, file)
            package.add_resource(Resource(name=item["name"], data=rows, format="inline", schema=schema))
        paths[item["name"]] = file.path
    return _verdict(package, paths)


def _rows(file: TableFile) -> Iterator[list[Any]]:
    """The header and the rows of a Parquet file, null as None: pandas would make numbers and words of it.

    A file whose columns are not the contract's has no rows that could be read.
    """
    yield list(parquet.read_schema(file.path).names)
    for batch in file.batches():
        columns = plain(batch.table).columns
        yield from map(list, zip(*(column.to_pylist() for column in columns), strict=True))


def compare(ours: Verdict, theirs: Verdict) -> Verdict:
    """Both verdicts as one: what only Frictionless finds is added, and each difference is a warning.

    Compared is what a Table Schema can say of the tables given, as far as Frictionless tells it: a thousand
    errors a file. Tables with wrong columns or ragged rows are compared in that only, and nothing that refers
    to them: Frictionless goes on where we stop.
    """
    whole = Verdict()
    whole.join(ours)
    broken = {
        (finding.table, finding.code) for finding in ours.findings if finding.code in {"columns", "row"}
    }
    given = set(theirs.rows)
    for finding in theirs.findings:  # such as a hash that is not the descriptor's: nothing of ours compares
        if finding.code not in _COMPARED:
            whole.add([finding])
    ends = _ends(theirs.findings)
    mine = _places(_before(ours.findings, ends), broken, given)
    others = _places(_before(theirs.findings, ends), broken, given)
    for place in sorted(mine.keys() ^ others.keys(), key=str):
        finding = mine.get(place) or others[place]
        if place in others:
            whole.add([finding])
        finder = "Frictionless" if place in others else "pandera"
        whole.add([_difference(finding, finder)])
    return whole


def _ends(findings: Sequence[Finding]) -> dict[Path | str | None, int]:
    """The last line that Frictionless told of, in files with more errors than it tells; 0 without lines."""
    files = Counter(finding.file for finding in findings)
    return {
        file: max(finding.line or 0 for finding in findings if finding.file == file)
        for file, count in files.items()
        if count >= _LIMIT
    }


def _before(findings: Iterable[Finding], ends: Mapping[Path | str | None, int]) -> Iterator[Finding]:
    """The findings up to where both engines told all."""
    return (each for each in findings if each.file not in ends or (each.line or 0) < ends[each.file])


def _places(
    findings: Iterable[Finding], broken: set[tuple[str, str]], given: set[str]
) -> dict[tuple[Any, ...], Finding]:
    """Findings by what both engines can say of them: table, line, column, constraint."""
    unread = {table for table, _ in broken}
    columns = {table for table, code in broken if code == "columns"}
    places: dict[tuple[Any, ...], Finding] = {}
    for finding in findings:
        if finding.code not in _COMPARED:
            continue
        if finding.code == "columns":
            place: tuple[Any, ...] = (finding.table, None, None, "columns")
        elif finding.table in columns or (finding.table in unread and finding.code != "row"):
            continue
        elif finding.code == "row":
            place = (finding.table, finding.line, None, "row")
        elif finding.code == "foreign_key" and not _refers_to(finding, given - unread):
            continue
        else:
            row = finding.line or finding.row_id
            place = (finding.table, str(finding.file), row, finding.column, finding.code)
        places.setdefault(place, finding)
    return places


def _has_key(error: Any, table: str) -> bool:
    contract = get_table(table)
    cells = dict(zip(contract.column_names, error.cells, strict=False))
    return all(cells.get(name) for name in contract.primary_key)


def _row_id(error: Any, table: str) -> str | None:
    """The key of the row of an error, as findings of ours name it."""
    contract = get_table(table)
    cells = dict(zip(contract.column_names, getattr(error, "cells", ()), strict=False))
    key = [cells.get(name, "") for name in contract.primary_key or contract.column_names[:1]]
    return " ".join(cell for cell in key if cell) or None


def _refers_to(finding: Finding, tables: set[str]) -> bool:
    keys = get_table(finding.table).foreign_keys
    return any(key.fields[0] == finding.column and key.reference in tables for key in keys)


def _difference(finding: Finding, finder: str) -> Finding:
    other = "pandera" if finder == "Frictionless" else "Frictionless"
    return Finding(
        code="engines_differ",
        severity="warning",
        table=finding.table,
        row_id=finding.row_id,
        file=finding.file,
        line=finding.line,
        column=finding.column,
        value=finding.value,
        message=f"{finder} finds {finding.code} here, {other} does not",
        hint="Where the cell is wrong, mend it; else please report this.",
    )


def _verdict(package: Any, files: dict[str, Path], rows: int | None = None) -> Verdict:
    verdict = Verdict()
    for task in package.validate(limit_errors=_LIMIT, limit_rows=rows).tasks:
        name = _table_of(task.name)
        verdict.rows[name] = verdict.rows.get(name, 0) + int(task.stats.get("rows", 0) or 0)
        if not task.errors:
            continue
        file = files[task.name]
        lines = None if file.suffix == ".parquet" else [line for line, _ in rows_with_lines(file)]
        for error in task.errors:
            if error.type == "primary-key" and not _has_key(error, name):
                continue  # a key that lacks a part is missing, which is told as well
            verdict.add([_finding(error, name, file, lines)])
    return verdict


def _table_of(resource_name: str) -> str:
    return resource_name if resource_name in load_contract().tables else resource_name.rpartition("-")[0]


def _finding(error: Any, table: str, file: Path, lines: list[int] | None) -> Finding:
    number = getattr(error, "row_number", None)
    fields = getattr(error, "field_names", None)
    column = fields[0] if fields else getattr(error, "field_name", None)
    code = _CODES.get(error.type, error.type)
    if error.type == "constraint-error":
        code = error.note.split('"')[1]
    elif code == "primary_key":
        column = get_table(table).primary_key[0]
    cells = getattr(error, "field_cells", None)
    cell = cells[0] if cells else getattr(error, "cell", None)
    return Finding(
        code=code,
        severity="error",
        table=table,
        row_id=_row_id(error, table) if lines is None else None,
        file=file,
        line=None if lines is None else lines[number - 1] if number else 1 if code == "columns" else None,
        column=column or None,
        value=str(cell) if cell not in {None, ""} else None,
        message=error.note or error.title,
        hint=None,
    )
