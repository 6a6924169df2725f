"""Finding the tables that a path names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from demarche.contract.model import get_table, load_contract
from demarche.errors import InputError
from demarche.meant import nearest
from demarche.tablefile import CsvFile, ParquetFile, TableFile

_ENDINGS = (".csv", ".csv.gz", ".csv.zst", ".tsv", ".tsv.gz", ".tsv.zst", ".parquet")
"""How the names of files end behind their table's; of several in a folder, the first is taken."""
_KINDS = "A table is a .csv, .tsv (also .gz or .zst of them) or .parquet file"


def find_tables(path: Path, table: str | None = None, *, needed: bool = True) -> list[TableFile]:
    """The tables at a path: a file named after its table, a folder of such files, or a datapackage.json.

    `table` names the table that a file holds, whatever the file's name. In the folder of a dataset the tables
    are `tables/`, the ledger, the tombstones and the frozen claims. Raises InputError where a table is
    `needed` and there is none, or a file cannot be read at all.
    """
    found = list(_files(path)) if table is None else [(get_table(table).name, _file(path))]
    if not found and needed:
        names = ", ".join(load_contract().tables)
        raise InputError("no tables here", file=path, hint=f"{_KINDS} named after it: {names}.")
    return [
        ParquetFile(file, name) if file.suffix == ".parquet" else CsvFile(file, name) for name, file in found
    ]


def package_files(path: Path) -> dict[str, Path]:
    """The CSV file of each resource of a datapackage.json. Raises InputError where it is no descriptor."""
    hint = "Write the descriptor again: a release does, and `demarche schema`."
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        named = {resource["name"]: resource["path"] for resource in resources}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise InputError(
            "is not the descriptor of a data package", file=path, value=error, hint=hint
        ) from error
    folder = path.parent.resolve()
    files = {}
    for name, relative in named.items():
        file = (folder / str(relative)).resolve()
        if not file.is_relative_to(folder):
            raise InputError(
                "leads out of the package",
                file=path,
                field=name,
                value=relative,
                hint="Keep tables beside it.",
            )
        files[name] = file
    return files


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    """Each table's name with its file."""
    if path.name == "datapackage.json":
        for name, file in package_files(path).items():
            yield _table_name(name, path), file
    elif path.is_dir():
        dataset = (path / "tables").is_dir()
        yield from _in_folder(path / "tables" if dataset else path)
        if dataset:
            for name in ("ids", "withdrawn"):
                if (path / f"{name}.csv").is_file():
                    yield name, path / f"{name}.csv"
            for file in sorted((path / "claims").glob("*.csv")):
                yield "claims", file
    elif path.is_file() and _stem(path) is not None:
        yield _table_name(_stem(path) or "", path), path
    elif not path.exists():
        raise InputError(
            "does not exist", file=path, hint="Give a folder of tables, a table or a datapackage.json."
        )


def _stem(path: Path) -> str | None:
    """A file's name without what says that it is a table; None for other files."""
    endings = [ending for ending in _ENDINGS if path.name.endswith(ending)]
    return path.name.removesuffix(max(endings, key=len)) if endings else None


def _file(path: Path) -> Path:
    if path.is_file() and _stem(path) is not None:
        return path
    raise InputError("is not a file of a table", file=path, hint=f"{_KINDS}.")


def _in_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    """The tables of a folder, each once."""
    for name in load_contract().tables:
        files = [folder / f"{name}{ending}" for ending in _ENDINGS]
        for file in [file for file in files if file.is_file()][:1]:
            yield name, file


def _table_name(name: str, path: Path) -> str:
    """The name of a table, or of the claims of a source, from a file's."""
    if name in load_contract().tables:
        return name
    if path.parent.name == "claims":
        return "claims"
    known = ", ".join(load_contract().tables)
    near = nearest(name, load_contract().tables)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise InputError(
        "is not named after a table",
        file=path,
        value=name,
        hint=f"{meant}Rename it, or give --table. Tables: {known}.",
    )
