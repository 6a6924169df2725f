"""One run over a corpus: read, code, keep, and lay out the tables when every batch is there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from demarche.corpus.account import CodedBy, by_rules
from demarche.corpus.batches import Batch, Seen, batches
from demarche.corpus.journal import UNFINISHED, Journal
from demarche.corpus.manifest import (
    MANIFEST,
    Manifest,
    read_manifest,
    run_description,
    versions,
    write_manifest,
)
from demarche.corpus.tables import CLAIMS, PARTICIPANTS, write_tables
from demarche.errors import InputError
from demarche.sources.reading import Corpus, Options, Place, describe

if TYPE_CHECKING:
    from demarche.engines import Engine, Numbered


class Watcher(Protocol):
    """Who is told how a run goes on."""

    def coded(self, documents: int, read: int) -> None:
        """So many more documents are done, with so many more bytes of the input."""

    def found(self, documents: int, read: int) -> None:
        """The same for documents that were coded before the run was stopped."""

    def laying_out(self) -> None:
        """All is coded; the tables are being written."""


def code_corpus(
    places: Sequence[Place],
    out: Path,
    engine: Engine,
    options: Options,
    watcher: Watcher,
    *,
    by: CodedBy | None = None,
    rows: int | None = None,
) -> tuple[Manifest, bool]:
    """Code a corpus into a folder; the manifest, and whether anything was done.

    `by` is who the engine has code, by default the rules, and `rows` how many documents a batch has at most.
    A run that was stopped, however, is taken up where it was. Raises InputError where the folder is finished
    and holds another run, is not one of a run, or is being written; and what the engine raises.
    """
    by = by or by_rules()
    finished = read_manifest(out)
    if finished is not None:
        _check_same(finished, run_description([], options, by), places, out)
        return finished, False
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / UNFINISHED).is_dir())):
        raise InputError("is no folder of a run", file=out, hint="Give a new or an empty folder.")
    journal = Journal(out)
    done = False
    try:
        corpus = Corpus(places, options)
        cut = partial(batches, corpus, versions=json.dumps(versions(by)), rows=rows)
        names = _code(corpus, cut, journal, engine, watcher)
        watcher.laying_out()
        manifest = _lay_out(names, corpus, journal, out, by)
        done = True
    finally:
        journal.close(finished=done)
    return manifest, True


def _code(
    corpus: Corpus, cut: Callable[[Seen], Iterator[Batch]], journal: Journal, engine: Engine, watcher: Watcher
) -> list[str]:
    """Code what has not been coded; the names of all batches, in their order."""
    names: list[str] = []
    bytes_of: dict[int, int] = {}
    seen = Seen(journal.folder / "ids.sqlite")

    def missing() -> Iterator[Numbered]:
        before = 0
        for batch in cut(seen):
            names.append(batch.name)
            read, before = corpus.read - before, corpus.read
            if journal.has(batch.name):
                watcher.found(len(batch.documents), read)
            else:
                bytes_of[batch.number] = read
                yield batch.number, batch.documents

    try:
        for number, coded in engine(missing()):
            journal.write(names[number], coded)
            watcher.coded(len(coded), bytes_of.pop(number))
    finally:
        seen.close()
    return names


def _lay_out(names: list[str], corpus: Corpus, journal: Journal, out: Path, by: CodedBy) -> Manifest:
    """Write the tables beside the journal, move them into place, and the manifest last."""
    made = journal.scratch("tables")
    counts = write_tables(lambda: journal.read(names), made, journal.scratch("sorting"), by)
    for name in (CLAIMS, PARTICIPANTS, "sources.parquet", "errors.parquet"):
        _remove(out / name)
        if (made / name).exists():
            (made / name).rename(out / name)
    return write_manifest(out, run_description(corpus.inputs, corpus.options, by), counts)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _check_same(finished: Manifest, now: Manifest, places: Sequence[Place], out: Path) -> None:
    """Refuse a folder whose run was another: other inputs, options or versions."""
    differs = [name for name in ("options", "versions") if finished.get(name) != now[name]]
    kept = {each["file"]: each["sha256"] for each in finished.get("inputs", [])}
    if kept != {each.file: each.sha256 for each in map(describe, places)}:
        differs.append("inputs")
    if differs:
        raise InputError(
            f"holds the tables of another run ({', '.join(sorted(differs))} differ)",
            file=out / MANIFEST,
            hint="Give another folder, or remove this one.",
        )
