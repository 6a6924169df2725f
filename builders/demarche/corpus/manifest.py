"""What a run read, with what, and what came of it: `manifest.json`, written last. No clock, no machine.

A folder with a manifest is finished. The same command on the same inputs finds it so and does nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from demarche.corpus.account import CodedBy, by_rules
from demarche.corpus.tables import Counts
from demarche.errors import InputError
from demarche.files import read_text, sha256_file, write_text
from demarche.sources.reading import Input, Options

MANIFEST = "manifest.json"
_REASONS = 20
_TOOLS = ("demarche", "pyarrow", "trafilatura", "fastwarc")

Manifest = dict[str, Any]


def versions(by: CodedBy | None = None) -> dict[str, str]:
    """What decides how a corpus is coded: the coder (of rules, by default), the contract, what reads."""
    from demarche.contract.model import load_contract

    by = by or by_rules()
    tools = {name: _installed(name) for name in _TOOLS}
    return {"coder": f"{by.name} {by.version}", "schema": load_contract().version, **tools}


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def run_description(inputs: Sequence[Input], options: Options, by: CodedBy) -> Manifest:
    """What is done, from what: the part of the manifest that says whether two runs are the same."""
    return {
        "inputs": [asdict(each) for each in inputs],
        "options": {"published": options.published, "map": dict(sorted(options.columns.items()))},
        "versions": versions(by),
        **({} if by.model is None else {"model": by.model}),
    }


def write_manifest(folder: Path, described: Manifest, counts: Counts) -> Manifest:
    """Write the manifest of a folder in which everything else stands."""
    manifest = described | {
        "documents": {
            "coded": counts.coded,
            "failed": counts.failed,
            "in other languages": dict(sorted(counts.skipped.items())),
        },
        "failures": [
            {"reason": reason, "documents": number, "hint": counts.hints[reason]}
            for reason, number in sorted(counts.reasons.items(), key=lambda item: (-item[1], item[0]))
        ][:_REASONS],
        "claims": {str(year): rows for year, rows in sorted(counts.claims.items())},
        **({} if counts.account is None else {"account": counts.account.told()}),
        "files": {
            path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": sha256_file(path)}
            for path in sorted(folder.rglob("*.parquet"))
            if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        },
    }
    write_text(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    return manifest


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a finished folder; None where there is none. Raises InputError where it is broken."""
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        found = json.loads(read_text(path))
    except ValueError as error:
        raise InputError("is no manifest", file=path, value=error, hint="Give another folder.") from error
    if not isinstance(found, dict) or not isinstance(found.get("documents"), Mapping):
        raise InputError("is no manifest of a corpus", file=path, hint="Give another folder.")
    return found
