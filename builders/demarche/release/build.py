"""Building the dataset: sources, frozen claims, curation and ledger in, tables out. No coder is run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from demarche.assemble import Identified, assemble, identify
from demarche.claims import Claim
from demarche.claims_table import read_frozen
from demarche.curation import CuratedSource, Curation, curate, read_curation
from demarche.errors import DataError
from demarche.ledger import Ledger, ledger_table, read_ledger
from demarche.release.about import About, read_about
from demarche.release.index import find, read_index, require_released_ids
from demarche.sources.store import Source, load_sources

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a build reads: the state of the dataset folder."""

    about: About
    sources: tuple[Source, ...]
    frozen: Mapping[str, Mapping[str, Claim]]
    curation: Mapping[str, Curation]
    ledger: Ledger


@dataclass(frozen=True)
class Build:
    """The tables of the dataset as it stands, with the ledger that names their rows.

    `warnings` counts what the checks remark on without refusing it, by rule.
    """

    about: About
    sources: tuple[Source, ...]
    tables: Mapping[str, pa.Table]
    found: Identified
    warnings: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The canonical content hash of each table."""
        from demarche.contenthash import content_hash

        return {name: content_hash(table) for name, table in self.tables.items()}


def read_inputs(dataset: Path) -> Inputs:
    """Read the dataset folder. Raises DataError on a changed text or claims without a source."""
    sources = tuple(load_sources(dataset))
    known = {source.source_id for source in sources}
    frozen = {path.stem: read_frozen(path) for path in _files(dataset / "claims", ".csv", known)}
    curation = {path.stem: read_curation(path) for path in _files(dataset / "curation", ".yaml", known)}
    for source_id, claims in frozen.items():
        for claim in claims.values():
            if claim.source_id != source_id:
                raise DataError(
                    "is not the source of this file",
                    file=dataset / "claims" / f"{source_id}.csv",
                    field="source_id",
                    value=claim.source_id,
                )
    return Inputs(read_about(dataset), sources, frozen, curation, read_ledger(dataset / "ids.csv"))


def _files(folder: Path, suffix: str, known: set[str]) -> list[Path]:
    files = sorted(path for path in folder.glob(f"*{suffix}") if path.is_file()) if folder.is_dir() else []
    for path in files:
        if path.stem not in known:
            raise DataError(
                "belongs to no source",
                file=path,
                value=path.stem,
                hint=f"Name it after a source: {', '.join(sorted(known))}.",
            )
    return files


def curated(inputs: Inputs) -> list[CuratedSource]:
    """The curated rows of every source."""
    return [
        curate(
            source,
            inputs.frozen.get(source.source_id, {}),
            inputs.curation.get(source.source_id),
            inputs.ledger,
        )
        for source in inputs.sources
    ]


def build(dataset: Path) -> Build:
    """The dataset as its inputs make it, checked by the contract and all its rules. Nothing is written.

    Raises DataError at the first stage that finds a fault, where the ledger lost ids that were released, and
    where ids would be minted for a version that is released.
    """
    inputs = read_inputs(dataset)
    entries = read_index(dataset)
    require_released_ids(entries, dataset, inputs.ledger)
    rows = curated(inputs)
    version = inputs.about.version
    found = identify(rows, inputs.ledger, version)
    if (found.minted or found.withdrawn) and find(entries, version):
        raise DataError(
            f"{version} is released; {len(found.minted)} rows are new and {len(found.withdrawn)} gone since",
            file=dataset / "dataset.yaml",
            field="version",
            value=version,
            hint="Set the next version there; ids are minted for it.",
        )
    tables = assemble(found, rows, inputs.sources)
    warnings = check_tables({**tables, "ids": ledger_table(found.ledger)})
    return Build(inputs.about, inputs.sources, tables, found, warnings)


def check_tables(tables: Mapping[str, pa.Table], limit: int = 10) -> Counter[str]:
    """Raise DataError that lists the errors (the first `limit`) the checks find; else count the warnings."""
    from demarche.checks import validate_tables

    findings = validate_tables(tables)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        lines = [
            f"  {one.table} {one.row_id}: {one.column}: {one.message}"
            + (f" (found {one.value!r})" if one.value is not None else "")
            for one in errors[:limit]
        ]
        more = [f"  and {len(errors) - limit} more"] if len(errors) > limit else []
        raise DataError(
            f"the tables break the contract in {len(errors)} places\n" + "\n".join(lines + more),
            hint="Amend the rows in dataset/curation/ and build again.",
        )
    return Counter(finding.code for finding in findings)


def write_build(made: Build, dataset: Path) -> list[Path]:
    """Write the ledger and the tables; the files that changed. A file with the same content is left alone.

    The ledger comes first: an id that a table shows is written down, whenever the machine stops.
    """
    from demarche.ledger import write_ledger
    from demarche.tables import write_csv

    changed = []
    if made.found.ledger != read_ledger(dataset / "ids.csv"):
        write_ledger(made.found.ledger, dataset / "ids.csv")
        changed.append(dataset / "ids.csv")
    with TemporaryDirectory() as scratch:
        for name, path in table_paths(dataset, made.tables).items():
            fresh = Path(scratch) / path.name
            write_csv(made.tables[name], fresh)
            if not path.is_file() or path.read_bytes() != fresh.read_bytes():
                write_csv(made.tables[name], path)
                changed.append(path)
    return changed


def table_paths(dataset: Path, names: Mapping[str, object]) -> dict[str, Path]:
    """The file of each table of the dataset; the tombstones stand beside the ledger."""
    return {
        name: dataset / "withdrawn.csv" if name == "withdrawn" else dataset / "tables" / f"{name}.csv"
        for name in names
    }
