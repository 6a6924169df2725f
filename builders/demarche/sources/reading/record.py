"""One document of a corpus as every reader gives it, and what could not become one.

A record is checked when it is made: what can be put right without a guess is (white space in a title, a time
behind a day), everything else is refused with field, value and the way out, and the reader goes on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from demarche.errors import DemarcheError, InputError
from demarche.sources.store import is_day

FIELDS = ("source_id", "title", "text", "published", "url", "publisher", "language")
"""What a record may say of itself: the columns of CSV and Parquet, the keys of JSON."""

MAX_BYTES = 10 * 1024 * 1024
"""Bounds one document, in UTF-8 or in HTML: the longest newspaper pieces have some 100 kB."""

_SOURCE_ID = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")
MAX_TITLE, MAX_PUBLISHER = 500, 200
_MAX_ID, _MAX_URL = 200, 2000
_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")
_NAMED = {"english": "en", "eng": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document. Its text is `text`, or is still to be taken out of `html`, with what the page says of
    itself.

    `published` is an ISO day and `source_id` fits the contract; the fields that a page has yet to say are
    None. `file` and `line` (from 1; of Parquet and WARC the number of the row or record) say where it
    stands.
    """

    file: str
    source_id: str
    line: int | None = None
    text: str | None = None
    html: bytes | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """What could not be read or coded, with its place and the reason: a row of the table `errors`."""

    file: str
    line: int | None
    source_id: str | None
    error: str
    message: str
    hint: str | None


def dead_letter(
    error: DemarcheError, file: str, line: int | None = None, source_id: str | None = None
) -> DeadLetter:
    """A refusal as a row: what the message would say of field and value is in it."""
    field = f"{error.field}: " if error.field else ""
    value = "" if error.value is None else f" (found {str(error.value)[:200]!r})"
    words = _CONTROL.sub(" ", f"{field}{error.message}{value}").encode("utf-8", "replace").decode()
    return DeadLetter(
        file=file,
        line=error.line or line,
        source_id=source_id,
        error=type(error).__name__,
        message=words.strip(),
        hint=error.hint,
    )


def make_record(
    values: Mapping[str, object], file: str, line: int | None = None, published: str | None = None
) -> Record:
    """A record from what a row says; `published` is the day of those that have none.

    Raises InputError, naming the field, where there is no text or no day, or a value cannot be what it
    should.
    """
    text = _text(values.get("text"))
    day = day_of(values["published"]) if values.get("published") not in (None, "") else published
    if day is None:
        raise no_day()
    url = url_of(values.get("url"))
    return Record(
        file=file,
        line=line,
        source_id=identifier(values.get("source_id")) or fallback_id(url, text),
        text=text,
        title=one_line(values.get("title"), MAX_TITLE),
        published=day,
        url=url,
        publisher=one_line(values.get("publisher"), MAX_PUBLISHER),
        language=language_tag(values.get("language")),
    )


def no_day() -> InputError:
    """The refusal of a document without a day of publication."""
    return InputError(
        "the publication date is not known",
        field="published",
        hint="Give every document its day, YYYY-MM-DD; or --published, for those that have none.",
    )


def _text(value: object) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise InputError("holds no text", field="text", hint="If another column has it: --map text=COLUMN.")
    if not isinstance(value, str):
        raise InputError(
            "is not text", field="text", value=type(value).__name__, hint="Write it as a string."
        )
    return checked_text(value)


def checked_text(text: str) -> str:
    """A text that is within bounds and can be written as UTF-8. Raises InputError."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise InputError(
            "is not UTF-8, or holds half of a character",
            field="text",
            value=ascii(text[error.start : error.start + 4]),
            hint="Write the file anew in UTF-8.",
        ) from error
    if size > MAX_BYTES:
        raise InputError(
            f"has {size:,} bytes, where a document may have {MAX_BYTES:,}",
            field="text",
            hint="Give its articles one by one.",
        )
    return text


def day_of(value: object) -> str:
    """The day in a date, a time stamp, or a text that begins with one. Raises InputError."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        head = value.strip()
        if is_day(head[:10]) and (len(head) == 10 or head[10] in "T "):
            return head[:10]
    raise InputError(
        "is not a day", field="published", value=value, hint="Write YYYY-MM-DD; a time may follow it."
    )


def identifier(value: object) -> str | None:
    """A source_id that the contract takes: the value or, where it has other signs, a name made of it."""
    if value is None or isinstance(value, (bool, float, bytes)):
        return None
    given = str(value).strip()
    if _SOURCE_ID.fullmatch(given) and len(given) <= _MAX_ID:
        return given
    if not given:
        return None
    # What replaced signs make alike, the hash keeps apart.
    plain = re.sub(r"[^A-Za-z0-9]+", "-", given).strip("-")[:100].strip("-")
    digest = sha256(given.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{plain}-{digest}" if plain else digest


def fallback_id(url: str | None, text: str) -> str:
    """The name of a document that has none: from its address or, without one, from its text."""
    letter, named = ("t", text) if url is None else ("u", url)
    return f"{letter}-{sha256(named.encode()).hexdigest()[:16]}"


def one_line(value: object, limit: int) -> str | None:
    """Words on one line, without control characters, of at most so many characters; None for nothing."""
    if not isinstance(value, str):
        return None
    plain = " ".join(_CONTROL.sub(" ", value.encode("utf-8", "replace").decode()).split())
    return plain[:limit].rstrip() or None


def url_of(value: object) -> str | None:
    """An address of the web as it stands, or None: an address is told, it does not decide anything."""
    if not isinstance(value, str):
        return None
    given = value.strip()
    return given if _URL.fullmatch(given) and len(given) <= _MAX_URL and given.isprintable() else None


def language_tag(value: object) -> str | None:
    """A BCP 47 tag (`en-GB`), from `EN`, `en_GB` or `English` too; None where it is none."""
    if not isinstance(value, str):
        return None
    given = _NAMED.get(value.strip().lower(), value.strip())
    if _TAG.fullmatch(given) is None:
        return None
    first, *rest = re.split("[-_]", given)
    return "-".join([_NAMED.get(first.lower(), first.lower()), *rest])
