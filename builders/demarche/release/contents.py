"""What stands in a release folder: tables in both formats, descriptor, codebook, changes, citation, texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.errors import DataError
from demarche.files import sha256_file, write_text
from demarche.release import citation
from demarche.release.about import About
from demarche.release.build import Build
from demarche.release.changes import changes_text
from demarche.release.manifest import write_manifest

if TYPE_CHECKING:
    import pyarrow as pa


def write_contents(folder: Path, made: Build, date: str, previous: Path | None) -> None:
    """Fill an empty folder with the release of `made` on the day `date`, the manifest last.

    `previous` is the folder of the release before, None for the first. Every byte follows from the arguments
    and the tools; there is no clock.
    """
    from demarche.contract.codebook import codebook_html, codebook_markdown

    about = made.about
    _write_tables(folder, made.tables, about.version)
    write_text(folder / "datapackage.json", _json(_descriptor(folder, about, date)))
    write_text(folder / "codebook.md", codebook_markdown())
    write_text(folder / "codebook.html", codebook_html())
    write_text(folder / "CHANGES.md", changes_text(made, about.version, date, previous))
    write_text(folder / "CITATION.cff", citation.cff(about, date, None))
    write_text(folder / "citation.bib", citation.bibtex(about, date, None))
    write_text(folder / "datacite.json", citation.datacite(about, date, None))
    for source in made.sources:
        if source.redistributable:
            write_text(folder / "sources" / f"{source.source_id}.txt", source.text)
    write_text(folder / "README.md", _readme(made, date))
    write_manifest(folder, made.tables, about.version, date)


def _write_tables(folder: Path, tables: Mapping[str, pa.Table], version: str) -> None:
    from demarche.contract.model import load_contract
    from demarche.tables import content_hash, write_csv, write_parquet

    for name, table in tables.items():
        write_csv(table, folder / f"{name}.csv")
        # Whoever holds one file alone can tell what it is.
        metadata = {
            "demarche.table": name,
            "demarche.dataset_version": version,
            "demarche.schema_version": load_contract().version,
            "demarche.content_hash": content_hash(table),
        }
        write_parquet(table, folder / f"{name}.parquet", metadata)


def _descriptor(folder: Path, about: About, date: str) -> dict[str, Any]:
    """The Data Package descriptor of the CSV files, with their sizes and hashes."""
    from demarche.contract.datapackage import descriptor

    package = descriptor()
    for resource in package["resources"]:
        path = folder / resource["path"]
        resource["bytes"] = path.stat().st_size
        resource["hash"] = f"sha256:{sha256_file(path)}"
    own: dict[str, Any] = {
        "title": about.title,
        "version": about.version,
        "created": f"{date}T00:00:00Z",
        "contributors": [{"title": about.author, "roles": ["author"]}],
    }
    if about.homepage is not None:
        own["homepage"] = about.homepage
    resources = package.pop("resources")
    return {**package, **own, "resources": resources}


def _readme(made: Build, date: str) -> str:
    from demarche.contract.model import get_table

    about = made.about
    tables = [f"| {name} | {len(table)} | {get_table(name).title} |" for name, table in made.tables.items()]
    lines = [
        f"# {about.title}, version {about.version} ({date})",
        "",
        about.abstract,
        "",
        "Count `events`, never `interactions`: an interaction is one source's claim of an event.",
        "",
        "| table | rows | |",
        "|---|---:|---|",
        *tables,
        "",
        "Each table is there as CSV (UTF-8; an empty cell is null, `NA` is Namibia) and as Parquet with the",
        "same content. codebook.md (or .html) says what rows and columns mean, CHANGES.md what is new,",
        "datapackage.json describes the CSV files, manifest.json has the SHA-256 of every file, sources/ the",
        "texts whose licence allows to pass them on.",
        "",
        f"Cite it as: {citation.apa(about, date, None)}",
        f"Licence: {about.licence}.",
    ]
    return "\n".join(lines) + "\n"


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def check_folder(folder: Path) -> None:
    """Have both engines check a release folder as others will read it. Raises DataError with what they find.

    pandera and the rules judge CSV and Parquet, Frictionless the package of the CSV files.
    """
    from demarche.checks.package import validate_package
    from demarche.contract.model import load_contract
    from demarche.release.build import check_tables
    from demarche.tables import content_hash, read_csv, read_parquet

    tables = {name: read_csv(folder / f"{name}.csv", name) for name in load_contract().released}
    check_tables(tables)
    for name, table in tables.items():
        if content_hash(read_parquet(folder / f"{name}.parquet", name)) != content_hash(table):
            raise DataError("CSV and Parquet file differ in content", file=folder / f"{name}.parquet")
    verdict = validate_package(folder / "datapackage.json")
    if not verdict.valid:
        lines = [f"{one.table}:{one.line}: {one.column}: {one.message}" for one in verdict.findings[:10]]
        raise DataError(
            "Frictionless refuses the package\n  " + "\n  ".join(lines), file=folder / "datapackage.json"
        )
