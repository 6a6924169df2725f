"""Tables with the texts that they point into, opened for reading: a release's, or the checkout's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.errors import DataError, InputError
from demarche.files import read_text

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Holdings:
    """Tables by name, and the texts that are at hand by source_id.

    `version` is the release's, or the one that is being worked on; `folder` is where the tables stand. A text
    whose licence does not let it be passed on is not in a release.
    """

    folder: Path
    version: str
    tables: Mapping[str, pa.Table]
    texts: Mapping[str, str]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table."""
        found: list[dict[str, Any]] = self.tables[table].to_pylist()
        return found

    def names(self) -> dict[str, str]:
        """The name of each actor by its actor_id."""
        actors = self.tables["actors"]
        return dict(zip(actors["actor_id"].to_pylist(), actors["name"].to_pylist(), strict=True))

    def evidence(self, row: Mapping[str, Any]) -> str | None:
        """The words that a claim was read from; None where the text is not at hand."""
        text = self.texts.get(row["source_id"])
        return None if text is None else text[row["evidence_start"] : row["evidence_end"]]


def open_release(folder: Path) -> Holdings:
    """A release folder. Raises DataError where it is not what was released, InputError where it is none."""
    from demarche.contract.model import load_contract
    from demarche.release.manifest import MANIFEST, verify_release
    from demarche.tables import read_parquet

    if not (folder / MANIFEST).is_file():
        raise InputError(
            f"is no release: it has no {MANIFEST}", file=folder, hint="Give a folder such as releases/0.1.0."
        )
    manifest = verify_release(folder)
    tables = {name: read_parquet(folder / f"{name}.parquet", name) for name in load_contract().released}
    for column, table in (("source_id", "sources"), ("dyad", "events")):
        _require_form(tables[table], column, folder / f"{table}.parquet")
    texts = {
        source: read_text(path)
        for source in tables["sources"]["source_id"].to_pylist()
        if (path := folder / "sources" / f"{source}.txt").is_file()
    }
    return Holdings(folder, manifest["version"], tables, texts)


def open_dataset(dataset: Path) -> Holdings:
    """The tables of a `dataset/` folder as they stand, with all its texts.

    Raises InputError where they are not built.
    """
    from demarche.contract.model import load_contract
    from demarche.release.about import read_about
    from demarche.release.build import table_paths
    from demarche.sources.store import load_sources
    from demarche.tables import read_csv

    paths = table_paths(dataset, dict.fromkeys(load_contract().released))
    for path in paths.values():
        if not path.is_file():
            raise InputError("is not built yet", file=path, hint="Run: demarche build")
    tables = {name: read_csv(path, name) for name, path in paths.items()}
    texts = {source.source_id: source.text for source in load_sources(dataset)}
    return Holdings(dataset, read_about(dataset).version, tables, texts)


def _require_form(table: pa.Table, column: str, path: Path) -> None:
    """Raise DataError for a value of another form than the contract's: these become names of files."""
    from demarche.contract.model import load_contract

    pattern = re.compile(str(load_contract().fields[column].pattern))
    for value in table[column].unique().to_pylist():
        if pattern.fullmatch(value) is None:
            raise DataError(
                "has not the form that the contract asks for", file=path, field=column, value=value
            )
