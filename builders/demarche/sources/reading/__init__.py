"""A corpus as a stream of records: text, JSON lines, CSV, Parquet, HTML and web archives, from anywhere.

`places` finds the files (local, globs, objects behind fsspec) and opens them; `rows` and `pages` read one
kind each; `record` says what a document is; `language` whether it is English. `Corpus` runs through all of
them: what cannot be read becomes a dead letter with its place and the reason, and the stream goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from demarche.errors import DemarcheError, InputError
from demarche.sources.reading.pages import missing, read_html, read_warc
from demarche.sources.reading.places import Hashed, Place, content, expand, kind_of
from demarche.sources.reading.record import (
    FIELDS,
    MAX_BYTES,
    MAX_PUBLISHER,
    MAX_TITLE,
    DeadLetter,
    Record,
    checked_text,
    dead_letter,
    identifier,
    language_tag,
    one_line,
    url_of,
)
from demarche.sources.reading.rows import Found, Options, read_csv, read_jsonl, read_parquet

__all__ = [
    "FIELDS",
    "Corpus",
    "DeadLetter",
    "Input",
    "Options",
    "Place",
    "Record",
    "describe",
    "expand",
    "missing",
    "total_size",
]


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read: its stored bytes and their SHA-256, both None where they could not be read."""

    file: str
    bytes: int | None
    sha256: str | None


@dataclass
class Corpus:
    """The records of many places, in their order; `inputs` grows by one as each place has been read."""

    places: Sequence[Place]
    options: Options = field(default_factory=Options)
    inputs: list[Input] = field(default_factory=list)
    _done: int = field(default=0, init=False)
    _open: Hashed | None = field(default=None, init=False)

    def __iter__(self) -> Iterator[Record | DeadLetter]:
        """Every document once, or why it is none; never raises for what stands in a file."""
        self.inputs.clear()
        self._done = 0
        for place in self.places:
            yield from self._place(place)

    def _place(self, place: Place) -> Found:
        if place.is_source:
            yield from _source_folder(place)
            self._add(describe(place))
            return
        try:
            raw = self._open = Hashed(place)
        except InputError as error:
            self._add(Input(place.shown, None, None))
            yield dead_letter(error, place.shown)
            return
        with raw:
            try:
                if place.kind == ".parquet":
                    yield from _parquet(place, self.options)
                else:
                    stream = content(place, raw)  # kept: when it goes, it closes what it reads
                    yield from _read(place, stream, self.options)
            except DemarcheError as error:
                yield dead_letter(error, place.shown)
            self._add(_hashed(place, raw))

    @property
    def read(self) -> int:
        """How many stored bytes have been read so far."""
        return self._done + (self._open.bytes if self._open is not None else 0)

    def _add(self, read: Input) -> None:
        self.inputs.append(read)
        self._done, self._open = self._done + (read.bytes or 0), None


def total_size(places: Sequence[Place]) -> int:
    """The stored bytes of all places, as far as the stores tell."""
    sizes = []
    for place in places:
        with suppress(InputError):
            sizes.append(place.size() or 0)
    return sum(sizes)


def _hashed(place: Place, raw: Hashed) -> Input:
    try:
        digest = raw.digest()
    except InputError:  # it has been told where it was read
        return Input(place.shown, None, None)
    return Input(place.shown, raw.bytes, digest)


def describe(place: Place) -> Input:
    """The stored bytes of a place and their hash, without reading what they mean."""
    if place.is_source:
        name = "text.txt"
        place = Place(f"{place.shown}/{name}", name, f"{place.path}/{name}")
    try:
        with Hashed(place) as raw:
            return _hashed(place, raw)
    except InputError:
        return Input(place.shown, None, None)


def _read(place: Place, stream: BinaryIO, options: Options) -> Found:
    match place.kind:
        case ".jsonl" | ".ndjson":
            return read_jsonl(stream, place.shown, options)
        case ".csv":
            return read_csv(stream, place.shown, options)
        case ".html" | ".htm":
            return read_html(stream, place.shown, name_of(place), options.published)
        case ".warc":
            return read_warc(stream, place.shown, options.published)
        case _:
            return _text(place, stream, options)


def _parquet(place: Place, options: Options) -> Found:
    if kind_of(place.name) != PurePosixPath(place.name.lower()).suffix:
        raise InputError(
            "is Parquet in another compression", hint="Decompress it: Parquet compresses itself."
        )
    with place.open() as stream:
        yield from read_parquet(stream, place.shown, options)


def _text(place: Place, stream: BinaryIO, options: Options) -> Found:
    """The one document of a text file, with what its front matter says."""
    from demarche.sources.text import decode_document, parse_document

    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"has more than {MAX_BYTES:,} bytes, what a document may have",
            hint="Give its articles one by one.",
        )
    shown = Path(place.shown)
    content = decode_document(shown, data)
    document = parse_document(shown, content, None, name_of(place), default=options.published)
    yield Record(
        file=place.shown,
        source_id=document.source_id,
        text=checked_text(document.text),
        published=document.published,
        title=one_line(document.title, MAX_TITLE),
        url=url_of(document.url),
        publisher=one_line(document.publisher, MAX_PUBLISHER),
        language=language_tag(document.language),
    )


def _source_folder(place: Place) -> Found:
    """A source of a dataset: source.yaml and text.txt."""
    from demarche.sources.store import load_source

    try:
        source = load_source(Path(place.path))
    except DemarcheError as error:
        yield dead_letter(error, place.shown)
        return
    yield Record(
        file=place.shown,
        source_id=source.source_id,
        text=source.text,
        title=source.title,
        published=source.published,
        url=source.url,
        publisher=source.publisher,
        language=source.language,
    )


def name_of(place: Place) -> str:
    """The source_id of a file that holds one document: its path under what was named, without its endings."""
    stem = re.sub(r"\.(?:gz|zst)$", "", place.name, flags=re.IGNORECASE)
    stem = stem[: -len(place.kind)] if place.kind else stem
    return identifier(re.sub(r"[\s/._-]+", "-", stem).strip("-")) or "text"
