"""What `demarche validate` does: all that lies at some paths, by one engine or both, as one verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from demarche.checks.documents import ENDINGS, check_documents, find_documents
from demarche.checks.finding import Finding, Verdict
from demarche.checks.load import find_tables
from demarche.checks.run import check
from demarche.errors import DemarcheError

if TYPE_CHECKING:
    import pyarrow as pa

    from demarche.checks.published import Published
    from demarche.tablefile import TableFile

Engine = Literal["pandera", "frictionless", "both"]


@dataclass(frozen=True, slots=True)
class _Given:
    """What lies at the paths: tables, YAML documents, and the folders that are whole datasets."""

    tables: list[TableFile]
    documents: list[Path]
    datasets: list[Path]


def validate_paths(
    paths: Sequence[Path], *, table: str | None = None, engine: Engine = "pandera", against: str | None = None
) -> Verdict:
    """The verdict over everything at the paths.

    `table` names the table that the files hold; `against` is a release, by its folder or its version, that
    they are held against too. Raises InputError where there is nothing to check, DataError where the
    folder of a release is not what its manifest says.
    """
    _verify_releases(paths)
    given = _found(paths, table)
    if engine == "frictionless":
        return _theirs(paths, given.tables)
    release = None if against is None else _published(against)
    verdict = check(given.tables, against=release, whole=bool(given.datasets)) if given.tables else Verdict()
    if engine == "both" and given.tables:
        from demarche.checks.package import compare

        verdict = compare(verdict, _theirs(paths, given.tables))
    verdict.join(check_documents(given.documents))
    if release is not None:
        for dataset in given.datasets:
            verdict.add(_version_findings(dataset, release))
    return verdict


def validate_held(tables: Sequence[TableFile], against: str | None = None) -> Verdict:
    """The verdict over tables in memory."""
    release = None if against is None else _published(against)
    return check(tables, with_files=False, against=release)


def _verify_releases(paths: Sequence[Path]) -> None:
    """A folder with the manifest of a release must be what the manifest says, file by file."""
    from demarche.release.manifest import MANIFEST, verify_release

    for path in paths:
        folder = path.parent if path.name == "datapackage.json" else path
        if (folder / MANIFEST).is_file():
            verify_release(folder)


def _found(paths: Sequence[Path], table: str | None) -> _Given:
    given = _Given([], [], [])
    for path in paths:
        documents = [] if table is not None else find_documents(path)
        given.documents.extend(documents)
        if path.suffix not in ENDINGS:
            given.tables.extend(find_tables(path, table, needed=not documents))
        if (path / "dataset.yaml").is_file() and (path / "tables").is_dir():
            given.datasets.append(path)
    return given


def _theirs(paths: Sequence[Path], files: Sequence[TableFile]) -> Verdict:
    """What Frictionless finds; by the descriptor as it is, where one was given."""
    from demarche.checks.package import validate_files, validate_package

    own_descriptor = len(paths) == 1 and paths[0].name == "datapackage.json"
    return validate_package(paths[0]) if own_descriptor else validate_files(files)


def _published(name: str) -> Published:
    from demarche.release.published import read_published

    return read_published(name)


def _version_findings(dataset: Path, release: Published) -> list[Finding]:
    """What is wrong with the version that dataset.yaml names, given what was released."""
    from demarche.checks.against import version_finding
    from demarche.curation.document import read_document
    from demarche.release.about import read_about
    from demarche.release.build import table_paths
    from demarche.tables import read_csv

    try:
        version = read_about(dataset).version
        paths = table_paths(dataset, release.tables)
        tables = {name: read_csv(path, name) for name, path in paths.items()}
    except DemarcheError:  # told where these files are checked
        return []
    path = dataset / "dataset.yaml"
    line = read_document(path).mapping("dataset.yaml")["version"].line
    changed = any(_in_order(table) != _in_order(release.tables[name]) for name, table in tables.items())
    found = version_finding(version, release, changed, path, line)
    return [found] if found else []


def _in_order(table: pa.Table) -> pa.Table:
    """The rows in one order: that of a release is not the dataset's."""
    return table.sort_by([(name, "ascending") for name in table.column_names])
