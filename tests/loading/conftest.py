"""A cache of the test's own, and releases made by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from demarche.contract.arrow import arrow_schema

MakeHome = Callable[..., Path]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("demarche.loading.load._told", set())
    return tmp_path / "cache" / "demarche"


@pytest.fixture
def make_home(tmp_path: Path) -> MakeHome:
    """Writes releases that hold the given rows, by version and table, without checking them."""
    from demarche.contract.datapackage import descriptor
    from demarche.files import sha256_file
    from demarche.release.about import About
    from demarche.release.citation import cff
    from demarche.release.index import Entry, write_index
    from demarche.release.manifest import write_manifest
    from demarche.tables import write_parquet

    def make(releases: dict[str, dict[str, list[dict[str, Any]]]]) -> Path:
        home, entries = tmp_path / "made", []
        for version, tables in releases.items():
            folder = home / "releases" / version
            folder.mkdir(parents=True)
            about = About(
                title="Made by hand",
                abstract="For a test.",
                version=version,
                licence="CC-BY-4.0",
                author="The maintainers",
                homepage=None,
            )
            (folder / "CITATION.cff").write_text(cff(about, "2024-07-01", None), encoding="utf-8")
            (folder / "datapackage.json").write_text(json.dumps(descriptor()), encoding="utf-8")
            made = {}
            for name, rows in tables.items():
                schema = arrow_schema(name)
                filled = [dict.fromkeys(schema.names) | row for row in rows]
                made[name] = pa.Table.from_pylist(filled, schema=schema)
                write_parquet(made[name], folder / f"{name}.parquet")
            write_manifest(folder, made, version, "2024-07-01")
            hashed = sha256_file(folder / "manifest.json")
            entries.append(Entry(version=version, date="2024-07-01", manifest_sha256=hashed))
        write_index(entries, home)
        return home

    return make
