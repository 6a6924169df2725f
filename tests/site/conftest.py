"""Sites to look at: that of the newest release, and that of a release in which every word is hostile."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from demarche.holdings import open_release
from demarche.release.manifest import MANIFEST, read_manifest, write_manifest
from demarche.site import write_site
from demarche.tables import write_csv, write_parquet

HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">'\"&amp;]]>"
ADDRESS = "javascript:document.title='owned'//"


Change = Callable[[Mapping[str, pa.Table]], dict[str, pa.Table]]


def made(folder: Path, release: Path) -> SimpleNamespace:
    """Pages, the release that they show, and the source_id of its first source."""
    held = open_release(release)
    return SimpleNamespace(folder=folder, held=held, source=held.rows("sources")[0]["source_id"])


def rewritten(release: Path, folder: Path, change: Change) -> Path:
    """A copy of a release with other tables, and a manifest of its own."""
    shutil.copytree(release, folder)
    (folder / MANIFEST).unlink()
    tables = change(open_release(release).tables)
    for name, table in tables.items():
        write_parquet(table, folder / f"{name}.parquet")
        write_csv(table, folder / f"{name}.csv")
    told = read_manifest(release)
    write_manifest(folder, tables, told["version"], told["date"])
    return folder


def with_column(table: pa.Table, column: str, value: object) -> pa.Table:
    """The table with one value in a whole column."""
    field = table.schema.field(column)
    return table.set_column(
        table.column_names.index(column), field, pa.array([value] * len(table), field.type)
    )


@pytest.fixture
def rewrite() -> Callable[[Path, Path, Change], Path]:
    return rewritten


@pytest.fixture(scope="session")
def site(newest_release: Path, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    folder = tmp_path_factory.mktemp("site") / "pages"
    write_site([newest_release], folder)
    return made(folder, newest_release)


@pytest.fixture(scope="session")
def hostile(newest_release: Path, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    def change(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
        found = dict(tables)
        for name, column in (
            ("sources", "title"),
            ("sources", "publisher"),
            ("actors", "name"),
            ("participants", "person"),
            ("interactions", "object"),
        ):
            found[name] = with_column(found[name], column, HOSTILE)
        found["sources"] = with_column(found["sources"], "url", ADDRESS)
        return found

    base = tmp_path_factory.mktemp("hostile")
    copy = Path(shutil.copytree(newest_release, base / "copy"))
    told = read_manifest(newest_release)
    for text in (copy / "sources").iterdir():
        text.write_text(HOSTILE * 60, encoding="utf-8", newline="")
    for name in ("CHANGES.md", "codebook.md"):
        (copy / name).write_text(f"# {name}\n\n{HOSTILE}\n\n[press]({ADDRESS})\n", encoding="utf-8")
    (copy / MANIFEST).unlink()
    write_manifest(copy, open_release(newest_release).tables, told["version"], told["date"])
    release = rewritten(copy, base / "release", change)
    write_site([release], base / "pages")
    return made(base / "pages", release)
