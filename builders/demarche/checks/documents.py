"""Checking the YAML that contributors write: curation files, source.yaml, dataset.yaml.

The strict readers of `curation` and `sources` say what is wrong; here it becomes findings, each at its line.
A curation file that lies in a dataset is also held against the claims and the text that it decides on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from demarche.checks.finding import Finding, Verdict
from demarche.errors import DemarcheError, InputError

ENDINGS = (".yaml", ".yml")
TABLES = {"curation": "decisions", "source": "source texts", "dataset": "dataset.yaml"}
"""What a document of each kind is counted as in a verdict."""


def find_documents(path: Path) -> list[Path]:
    """The YAML documents at a path: one of them, a folder of curation or sources, or that of a dataset."""
    if path.suffix in ENDINGS:
        if not path.is_file():
            raise InputError("does not exist", file=path, hint="Give a curation file or a source.yaml.")
        return [path]
    if (path / "sources").is_dir():
        about = [path / "dataset.yaml"] if (path / "dataset.yaml").is_file() else []
        return [*about, *_sources(path / "sources"), *_curation(path / "curation")]
    if (path / "source.yaml").is_file():
        return [path / "source.yaml"]
    if path.name == "sources":
        return _sources(path)
    return _curation(path) if path.name == "curation" else []


def check_documents(paths: Sequence[Path]) -> Verdict:
    """The verdict over some YAML documents, each fault at its line."""
    verdict = Verdict()
    for path in dict.fromkeys(paths):
        kind, read = _kind(path)
        try:
            count = read(path, verdict)
        except DemarcheError as error:
            count = 0
            for fault in error.faults:
                verdict.add([_finding(fault, kind, path)])
        counted = TABLES[kind]
        verdict.rows[counted] = verdict.rows.get(counted, 0) + count
    return verdict


def _sources(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [
        path / "source.yaml" for path in sorted(folder.iterdir()) if path.is_dir() and path.name[0] != "."
    ]


def _curation(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in ENDINGS) if folder.is_dir() else []


def _kind(path: Path) -> tuple[str, Callable[[Path, Verdict], int]]:
    """What kind of document it is, by its name, and what reads it; any other name is a curation file's."""
    if path.name == "source.yaml":
        return "source", _source
    return ("dataset", _about) if path.name == "dataset.yaml" else ("curation", _decisions)


def _source(path: Path, _verdict: Verdict) -> int:
    from demarche.sources.store import load_source

    load_source(path.parent)
    return 1


def _about(path: Path, _verdict: Verdict) -> int:
    from demarche.release.about import read_about

    read_about(path.parent)
    return 1


def _decisions(path: Path, verdict: Verdict) -> int:
    """Read a curation file, and carry its decisions out where its dataset is around it."""
    from demarche.claims_table import read_frozen
    from demarche.curation import curate, read_curation
    from demarche.ledger import read_ledger
    from demarche.sources.store import load_source

    curation = read_curation(path)
    count = len(curation.decisions) + len(curation.links)
    dataset = path.resolve().parent.parent
    if path.resolve().parent.name != "curation" or not (dataset / "sources").is_dir():
        verdict.not_checked["decisions hold"] = "sources, claims"
        return count
    folder = dataset / "sources" / path.stem
    if not folder.is_dir():
        known = sorted(each.name for each in (dataset / "sources").iterdir() if each.is_dir())
        raise InputError(
            "belongs to no source", file=path, value=path.stem, hint=f"Name it after one: {', '.join(known)}."
        )
    claims = dataset / "claims" / f"{path.stem}.csv"
    try:
        source = load_source(folder)
        frozen = read_frozen(claims) if claims.is_file() else {}
        ledger = read_ledger(dataset / "ids.csv")
    except DemarcheError:  # told where that file is checked
        verdict.not_checked[f"decisions of {path.stem} hold"] = "sources, claims"
        return count
    curate(source, frozen, curation, ledger)
    return count


def _finding(fault: DemarcheError, kind: str, path: Path) -> Finding:
    return Finding(
        code=kind,
        severity="error",
        table=kind,
        row_id=None,
        file=path if fault.file is None else Path(fault.file),
        line=fault.line,
        column=fault.field,
        value=None if fault.value is None else str(fault.value)[:1000],
        message=fault.message,
        hint=fault.hint,
    )
