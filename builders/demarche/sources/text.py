"""Reading a document that is to be coded, and finding out when it was published.

"On Friday" means nothing without the day of publication, so a document without one is refused. The day comes
from the call, from a source.yaml beside the text, or from front matter: lines between `---` and `---` at the
very top, such as `published: 2024-06-18`. What front matter says must not contradict the call.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from demarche.curation.document import parse_yaml
from demarche.errors import DataError, InputError
from demarche.files import decode, read_text, sha256_text
from demarche.sources.store import SOURCE_ID, is_day, load_source

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
"""Bounds one document: the longest newspaper pieces have some 100 kB."""

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<block>(?:[^\n]*\n)*?)---[ \t]*(?:\r?\n|\Z)")
_MAX_FRONT_MATTER = 64 * 1024
_FIELDS = ("published", "title", "source_id", "url", "publisher", "language")


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be coded. `published` is an ISO day; `title` is None where none is given apart from the text,
    and so are the fields after it.

    Offsets of claims count in `text`: the whole file, but for front matter and the blank lines after it.
    """

    source_id: str
    title: str | None
    text: str
    published: str
    url: str | None = None
    publisher: str | None = None
    language: str | None = None


def read_document(path: Path, published: str | None = None) -> Document:
    """The document in a .txt file, or in a folder with source.yaml and text.txt.

    `published` is the day given in the call. Raises InputError, naming the file, when the document cannot be
    read or its day is not known, and DataError when a source.yaml beside it is wrong.
    """
    if published is not None and not is_day(published):
        raise InputError("is not a day", field="--published", value=published, hint="Write YYYY-MM-DD.")
    folder = path if path.is_dir() else path.parent
    if (path.is_dir() or path.name == "text.txt") and (folder / "source.yaml").exists():
        source = load_source(folder)
        day = _agreed(path, source.published, published, "source.yaml")
        return Document(source.source_id, source.title, source.text, day)
    return parse_document(path, _content(path), published)


def parse_document(
    path: Path, content: str, published: str | None, name: str | None = None, default: str | None = None
) -> Document:
    """The document that the content of a text file is; `name` is its source_id where the content gives none.

    Without either the source_id is made of the file's name. `published` must agree with what the content
    says, `default` is the day where that says nothing. Raises InputError.
    """
    given, text = _front_matter(path, content)
    day = _agreed(path, given.get("published", default), published, "front matter")
    if not text.strip():
        raise InputError("holds no text", file=path, hint="Check that this is the right file.")
    title, url, publisher, language = (given.get(key) for key in ("title", "url", "publisher", "language"))
    source_id = given.get("source_id") or name or _name(path, text)
    return Document(source_id, title, text, day, url, publisher, language)


def decode_document(path: Path, data: bytes) -> str:
    """The characters of a text file. Raises InputError where they are not UTF-8, or binary."""
    return _textual(path, decode(path, data))


def _content(path: Path) -> str:
    if path.is_dir():
        raise InputError("is a folder without source.yaml", file=path, hint="Give the .txt files in it.")
    if not path.exists():
        raise InputError("does not exist", file=path, hint="Check the path.")
    if not path.is_file():
        raise InputError("is not a file", file=path, hint="Write the text to a .txt file first.")
    if path.suffix.lower() != ".txt":
        raise InputError(
            "is not a .txt file",
            file=path,
            value=path.suffix,
            hint="Save the article as plain text, UTF-8, .txt.",
        )
    return _textual(path, read_text(path, MAX_DOCUMENT_BYTES))


def _textual(path: Path, content: str) -> str:
    if "\0" in content:
        raise InputError(
            "holds NUL characters: it is binary or UTF-16",
            file=path,
            line=content.count("\n", 0, content.index("\0")) + 1,
            hint="Save it as plain text in UTF-8.",
        )
    return content


def _agreed(path: Path, found: str | None, called: str | None, where: str) -> str:
    """The day of publication; refused when there is none or two that differ."""
    if found is not None and called is not None and found != called:
        raise InputError(
            f"{where} says that it was published on {found}",
            file=path,
            field="--published",
            value=called,
            hint=f"Leave out --published, or correct the {where}.",
        )
    day = called or found
    if day is None:
        raise InputError(
            "the publication date is not known",
            file=path,
            hint="Give --published YYYY-MM-DD, or begin the file with --- / published: YYYY-MM-DD / ---",
        )
    return day


def _front_matter(path: Path, content: str) -> tuple[dict[str, str], str]:
    """What the front matter says of the document, and the text after it."""
    if re.match(r"---[ \t]*\r?\n", content) is None:
        return {}, content
    match = _FRONT_MATTER.match(content, 0, _MAX_FRONT_MATTER)
    if match is None:
        raise InputError(
            "begins with --- but the front matter does not end",
            file=path,
            line=1,
            hint="Close it with a line ---.",
        )
    values = _fields(path, match["block"])
    if "published" in values and not is_day(values["published"]):
        raise InputError(
            "is not a day", file=path, field="published", value=values["published"], hint="Write YYYY-MM-DD."
        )
    if "source_id" in values and SOURCE_ID.fullmatch(values["source_id"]) is None:
        raise InputError(
            "is no source_id",
            file=path,
            field="source_id",
            value=values["source_id"],
            hint="Use small letters, digits and hyphens.",
        )
    return values, content[match.end() :].lstrip("\r\n")


def _fields(path: Path, block: str) -> dict[str, str]:
    try:
        found = parse_yaml(block, path, first_line=2)
        if not isinstance(found.value, dict):
            raise found.fault("the front matter holds no fields", hint="Write published: YYYY-MM-DD.")
        wanted = {name: found.value.get(name) for name in _FIELDS}
        return {name: node.text(name) for name, node in wanted.items() if node and node.value}
    except DataError as error:
        raise InputError(
            f"the front matter {error.message}" if error.message.startswith("is not YAML") else error.message,
            file=path,
            line=error.line,
            field=error.field,
            value=error.value,
            hint=error.hint,
        ) from error


def _name(path: Path, text: str) -> str:
    """The file's name without suffix as a source_id; a part of the text's hash where no letter is left."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or f"text-{sha256_text(text)[:12]}"
