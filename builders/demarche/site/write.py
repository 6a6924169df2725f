"""The site in its folder: whole or not at all."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from demarche.errors import InputError
from demarche.files import sync_folder, write_text
from demarche.holdings import open_release
from demarche.site.about import newest
from demarche.site.assets import assets
from demarche.site.content import gather
from demarche.site.data import sample, table_script
from demarche.site.pages import Press

MARK = "demarche-site.txt"
"""By this file a folder is known to be a site, which may be replaced by another."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the first page, the version shown, how many pages; events in the table and in all."""

    first: Path
    version: str
    pages: int
    shown: int
    events: int


def write_site(folders: Sequence[Path], out: Path) -> Written:
    """Write the site of releases to the folder `out`: the newest is shown, the others stand under versions.

    A site that is there is replaced. Raises InputError when `out` is something else, and as `open_release`.
    """
    _require_free(out)
    folder = newest(folders)
    for each in folders:
        if each != folder:
            open_release(each)
    with _no_search_for_cycles():
        return _written(folder, folders, out)


def _written(folder: Path, folders: Sequence[Path], out: Path) -> Written:
    content = gather(open_release(folder))
    shown = sample(content.events)
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
    try:
        made = beside / "new"
        pages = 0
        for path, html in Press(content, folder, folders).pages(shown):
            _write(made / path, html)
            pages += 1
        for name, text in assets().items():
            _write(made / "assets" / name, text)
        _write(made / "assets" / "events.js", table_script(content, shown))
        write_text(made / MARK, f"Pages of release {content.held.version}, made by: demarche site\n")
        _replace(made, out, beside / "old")
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Written(out / "index.html", content.held.version, pages, len(shown), len(content.events))


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows by the hundred thousand stay until the end, and Python would walk them all again and again."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def _require_free(out: Path) -> None:
    """Raise InputError unless `out` is missing, an empty folder or a site."""
    if not out.exists() or (out / MARK).is_file():
        return
    if not out.is_dir() or any(out.iterdir()):
        raise InputError(
            "is there already and is no site", file=out, hint="Name a folder that is empty or not there yet."
        )


def _write(path: Path, text: str) -> None:
    """One file of the new folder; it is the folder's renaming that makes them count."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _replace(made: Path, out: Path, old: Path) -> None:
    """Put the new folder in the old one's place."""
    if out.exists():
        out.rename(old)
    made.chmod(0o755)
    made.rename(out)
    sync_folder(out.parent)
