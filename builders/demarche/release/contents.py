"""What stands in a release folder: tables in both formats, descriptor, codebook, changes, citation, texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from demarche.errors import DataError
from demarche.files import write_text
from demarche.release import citation
from demarche.release.about import About
from demarche.release.build import Build
from demarche.release.changes import changes_text, first_text
from demarche.release.diff import Diff
from demarche.release.facts import Facts, FileFacts, facts_of
from demarche.release.manifest import write_manifest
from demarche.release.metadata import croissant, linked_data

WHOLE_ROWS = 100_000
"""Up to so many rows in all Frictionless checks a release whole, else `REFERENCE_ROWS` of each table."""
REFERENCE_ROWS = 5_000


def write_contents(
    folder: Path, made: Build, date: str, diff: Diff | None, measured: Mapping[str, Any]
) -> None:
    """Fill an empty folder with the release of `made` on the day `date`, the manifest last.

    `diff` tells it from the release before, None for the first; `measured` is what `quality` says. Every byte
    follows from the arguments and the tools; there is no clock.
    """
    from demarche.contract.codebook import codebook_html, codebook_markdown

    about = made.about
    facts = _write_tables(folder, made)
    linked = _json(linked_data(about, date, None, made.tables, facts))
    write_text(folder / "datapackage.json", _json(_descriptor(facts, about, date)))
    write_text(folder / "croissant.json", _json(croissant(about, date, None, made.tables, facts)))
    write_text(folder / "dataset.jsonld", linked)
    write_text(folder / "quality.json", _json(measured))
    write_text(folder / "codebook.md", codebook_markdown())
    write_text(folder / "codebook.html", codebook_html(linked))
    write_text(folder / "CHANGES.md", _changes(made, date, diff))
    write_text(folder / "CITATION.cff", citation.cff(about, date, None))
    write_text(folder / "citation.bib", citation.bibtex(about, date, None))
    write_text(folder / "datacite.json", citation.datacite(about, date, None))
    for source in made.sources:
        if source.redistributable:
            write_text(folder / "sources" / f"{source.source_id}.txt", source.text)
    write_text(folder / "README.md", _readme(made, date))
    write_manifest(folder, made.tables, about.version, date, hashes=made.hashes, facts=facts)


def _changes(made: Build, date: str, diff: Diff | None) -> str:
    if diff is not None:
        return changes_text(diff, date)
    return first_text({name: len(table) for name, table in made.tables.items()}, made.about.version, date)


def _write_tables(folder: Path, made: Build) -> Facts:
    from demarche.contract.model import load_contract
    from demarche.tables import write_csv, write_parquet

    facts: dict[str, FileFacts] = {}
    for name, table in made.tables.items():
        # Whoever holds one file alone can tell what it is.
        metadata = {
            "demarche.table": name,
            "demarche.dataset_version": made.about.version,
            "demarche.schema_version": load_contract().version,
            "demarche.content_hash": made.hashes[name],
        }
        coded, text = folder / f"{name}.parquet", folder / f"{name}.csv"
        write_csv(table, text)
        write_parquet(table, coded, metadata)
        facts |= {text.name: facts_of(text), coded.name: facts_of(coded)}
    return facts


def _descriptor(facts: Facts, about: About, date: str) -> dict[str, Any]:
    """The Data Package descriptor of the CSV files, with their sizes and hashes."""
    from demarche.contract.datapackage import descriptor

    package = descriptor()
    for resource in package["resources"]:
        known = facts[resource["path"]]
        resource["bytes"] = known.bytes
        resource["hash"] = f"sha256:{known.sha256}"
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
        "manifest.json has the SHA-256 of every file, quality.json says how good the coder is on texts coded",
        "by hand, sources/ has the texts whose licence allows to pass them on.",
        "",
        "For programs: datapackage.json describes the CSV files (Data Package 2), croissant.json the Parquet",
        "files (Croissant 1.0), dataset.jsonld the whole (schema.org). CITATION.cff, citation.bib and",
        "datacite.json say how to cite it.",
        "",
        f"Cite it as: {citation.apa(about, date, None)}",
        f"Licence: {about.licence}.",
    ]
    return "\n".join(lines) + "\n"


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def check_folder(folder: Path) -> None:
    """Have both engines check a release folder as others will read it. Raises DataError with what they find.

    pandera and the rules judge CSV and Parquet whole. Frictionless judges the package of the CSV files; as it
    reads some thousand rows a second, of a large release it sees the first rows of each table.
    """
    from demarche.checks.package import validate_package
    from demarche.contract.model import load_contract
    from demarche.release.build import check_tables
    from demarche.tables import read_csv, read_parquet

    tables = {name: read_csv(folder / f"{name}.csv", name) for name in load_contract().released}
    check_tables(tables)
    for name, table in tables.items():
        if not read_parquet(folder / f"{name}.parquet", name).equals(table):
            raise DataError("CSV and Parquet file differ in content", file=folder / f"{name}.parquet")
    total = sum(map(len, tables.values()))
    verdict = validate_package(folder / "datapackage.json", REFERENCE_ROWS if total > WHOLE_ROWS else None)
    if not verdict.valid:
        lines = [f"{one.table}:{one.line}: {one.column}: {one.message}" for one in verdict.findings[:10]]
        raise DataError(
            "Frictionless refuses the package\n  " + "\n  ".join(lines), file=folder / "datapackage.json"
        )
