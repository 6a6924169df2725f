"""Documents that are pages of the web: HTML files, and responses in a web archive (WARC).

A page is passed on as it is; taking the article out of it costs a hundred times what reading it does, so
that is done where the text is coded, by `article`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from demarche.errors import InputError
from demarche.sources.reading.record import (
    MAX_BYTES,
    MAX_PUBLISHER,
    MAX_TITLE,
    DeadLetter,
    Record,
    checked_text,
    dead_letter,
    identifier,
    language_tag,
    no_day,
    one_line,
    url_of,
)
from demarche.sources.store import is_day

_HTML = ("text/html", "application/xhtml+xml")
_LATEST = "2200-01-01"
"""Without a bound of its own the finder of dates would take that of the clock."""


@dataclass(frozen=True, slots=True)
class Article:
    """What a page holds and says of itself."""

    text: str
    published: str
    title: str | None
    publisher: str | None
    url: str | None
    language: str | None


def read_html(stream: BinaryIO, file: str, name: str, published: str | None) -> Iterator[Record]:
    """The one document of an HTML file. Raises InputError when it is too large."""
    yield Record(file=file, source_id=name, html=_bounded(stream), published=published)


def read_warc(stream: BinaryIO, file: str, published: str | None) -> Iterator[Record | DeadLetter]:
    """Every page that a web archive holds; `line` is the number of the record. Other responses are passed
    over.

    A page is named by the id of its record, so that it can be found in the archive again.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise missing("fastwarc", "warc") from error

    number = 0
    source: Any = _Forward(stream)
    try:
        for record in ArchiveIterator(
            source,
            record_types=WarcRecordType.any_type,
            auto_decode="all",
            stream_detect=False,
            fsspec_args=False,
        ):
            number += 1
            if not _is_page(record):
                continue
            name = identifier(str(record.record_id).strip("<>").removeprefix("urn:uuid:"))
            try:
                yield Record(
                    file=file,
                    line=number,
                    source_id=name or f"warc-{number}",
                    html=_payload(record),
                    url=url_of(record.headers.get("WARC-Target-URI")),
                    published=published,
                )
            except InputError as error:
                yield dead_letter(error, file, number, name)
    except InputError as error:
        error.line = error.line or number + 1
        raise
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        raise InputError(
            "cannot be read as a web archive", line=number + 1, value=str(error), hint="Fetch the file again."
        ) from error
    if number == 0:
        raise InputError("holds no record of a web archive", hint="Check that this is a WARC file.")


class _Forward:
    """A stream that can only be read on, and says how far it was read: that much fastwarc asks for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._position = stream, 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self._position


def _payload(record: Any) -> bytes:
    """The page of a response. Raises InputError where it is too large or ends before its end."""
    page = _bounded(record.reader)
    encoded = any(record.http_headers.get(name) for name in ("Transfer-Encoding", "Content-Encoding"))
    if not encoded and len(page) < record.content_length:
        raise InputError("the record is cut off", field="html", hint="Fetch the file again.")
    return page


def _is_page(record: Any) -> bool:
    from fastwarc.warc import WarcRecordType

    if record.record_type != WarcRecordType.response or record.http_headers is None:
        return False
    kind = (record.http_content_type or "").lower()
    return record.http_headers.status_code == 200 and kind in _HTML


def _bounded(stream: Any) -> bytes:
    page: bytes = stream.read(MAX_BYTES + 1)
    if len(page) > MAX_BYTES:
        raise InputError(
            f"has more than {MAX_BYTES:,} bytes, what a document may have",
            field="html",
            hint="Give its articles one by one.",
        )
    return page


def article(page: bytes, url: str | None, published: str | None) -> Article:
    """The article that a page holds. `published` is the day where the page tells none.

    Raises InputError where there is no text or no day, or where trafilatura is not installed.
    """
    found = _extracted(page, url)
    text = (getattr(found, "text", None) or "").strip()
    if not text:
        raise InputError("holds no article", field="html", hint="Leave the page out, or give its text.")
    day = found.date if isinstance(found.date, str) and is_day(found.date) else published
    if day is None:
        raise no_day()
    return Article(
        checked_text(text),
        day,
        one_line(found.title, MAX_TITLE),
        one_line(found.sitename, MAX_PUBLISHER),
        url or url_of(found.url),
        language_tag(found.language),
    )


def _extracted(page: bytes, url: str | None) -> Any:
    try:
        import trafilatura
    except ImportError as error:
        raise missing("trafilatura", "html") from error

    for name in ("trafilatura", "htmldate", "courlan", "justext"):  # they tell what is told here in one row
        logging.getLogger(name).setLevel(logging.CRITICAL)
    dates = {
        "original_date": True,
        "extensive_search": False,
        "max_date": _LATEST,
        "outputformat": "%Y-%m-%d",
    }
    try:
        return trafilatura.bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=dates,
        )
    except Exception as error:  # pages of others can be anything, and lxml knows many ways to say so
        raise InputError("cannot be read as HTML", value=f"{type(error).__name__}: {error}") from error


def missing(package: str, extra: str) -> InputError:
    """The refusal where an optional part is not installed."""
    return InputError(
        f"needs {package}, which is not installed", hint=f"Install it: pip install 'demarche[{extra}]'"
    )
