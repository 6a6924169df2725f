"""The dataset's sources: a folder each, `source.yaml` (what it is) beside `text.txt` (what it says).

Claims point at characters of the text, so a text that has changed by one character is refused: its
SHA-256 and its length stand in source.yaml and are checked on every read. Whether the values are
those that the contract allows (a language, a kind of text, a country) is checked with the tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from demarche.curation.document import Node, read_document
from demarche.errors import DataError, DemarcheError, InputError, collecting, raise_faults
from demarche.files import read_text, sha256_text

SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The published text that a brief or a translation was made from, which is not in the dataset.

    `sha256` and `n_chars` (Unicode code points) are those of the original, so that whoever holds a copy can
    tell whether it is the same; None where something is not known.
    """

    title: str
    published: str
    n_chars: int
    sha256: str
    publisher: str | None
    author: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text of the dataset and what is known of it; None where something is not known.

    The fields up to `n_chars` are the columns of the contract's table `sources`, in its order.
    `published` is an ISO day, `n_chars` counts Unicode code points, offsets of claims count in `text`.
    """

    source_id: str
    title: str
    publisher: str | None
    publisher_country: str | None
    author: str | None
    published: str
    url: str | None
    language: str
    licence: str | None
    redistributable: bool
    text_kind: str
    text_sha256: str
    n_chars: int
    text: str
    derived_from: Original | None

    def row(self) -> dict[str, object]:
        """The source as a row of the table `sources`."""
        return {name: getattr(self, name) for name in SOURCE_COLUMNS}


SOURCE_COLUMNS = tuple(field.name for field in fields(Source) if field.name not in ("text", "derived_from"))


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar, written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text  # 20240618 is ISO 8601 too
    except ValueError:
        return False


def load_source(folder: Path) -> Source:
    """The source in `folder`.

    Raises InputError when a file cannot be read, and DataError, naming file, line and field, when
    source.yaml is wrong or does not describe the text.
    """
    path = folder / "source.yaml"
    document = read_document(path)
    entries = document.mapping("source.yaml")
    faults: list[DemarcheError] = []
    values: dict[str, object] = {}
    with collecting(faults):
        _check_keys(document, entries, required=SOURCE_COLUMNS, optional=("derived_from",))
    for name in SOURCE_COLUMNS:
        if name in entries:
            with collecting(faults):
                values[name] = _read_value(Source, entries[name], name)
    if "source_id" in values:
        with collecting(faults):
            _check_id(str(values["source_id"]), entries, folder)
    derived_from = None
    with collecting(faults):
        derived_from = _original(entries.get("derived_from"))
        if derived_from is None and values.get("text_kind") in ("brief", "translation"):
            raise entries["text_kind"].fault(
                f"a {values['text_kind']} says what it was made from, and derived_from is missing",
                field="derived_from",
                hint=f"Add derived_from: with {', '.join(f.name for f in fields(Original))}.",
            )
    raise_faults(faults)
    text = read_text(folder / "text.txt")
    _check_text(entries, text, folder)
    return Source(**values, text=text, derived_from=derived_from)  # type: ignore[arg-type]  # read by annotation


def _check_id(source_id: str, entries: dict[str, Node], folder: Path) -> None:
    """A source_id has its form and is the name of its folder."""
    if SOURCE_ID.fullmatch(source_id) is None:
        raise entries["source_id"].fault(
            "is no source_id",
            field="source_id",
            value=source_id,
            hint="Use small letters, digits and hyphens, first a letter or digit: 2024-06-18-oslo-talks.",
        )
    if source_id != folder.resolve().name:
        raise entries["source_id"].fault(
            "is not the name of its folder",
            field="source_id",
            value=source_id,
            hint=f"Write source_id: {folder.resolve().name}, or rename the folder.",
        )


def load_sources(dataset: Path) -> list[Source]:
    """All sources of a `dataset/` folder, by source_id. Raises as `load_source` does."""
    root = dataset / "sources"
    if not root.is_dir():
        raise InputError("is not a folder of sources", file=root, hint="Give the folder named dataset/.")
    folders = sorted(path for path in root.iterdir() if not path.name.startswith("."))
    stray = next((path for path in folders if not path.is_dir()), None)
    if stray is not None:
        raise DataError(
            "is not a source folder", file=stray, hint="Each source is a folder: move the file into one."
        )
    return sorted((load_source(folder) for folder in folders), key=lambda source: source.source_id)


def _check_text(entries: dict[str, Node], text: str, folder: Path) -> None:
    """The text must be the one that source.yaml describes."""
    found, length = sha256_text(text), len(text)
    stated = str(entries["text_sha256"].value)
    way_out = (
        "Restore text.txt; if the change is meant, write "
        f"text_sha256: {found} and n_chars: {length}, then run: demarche recode {folder.resolve().name}"
    )
    if found != stated:
        raise entries["text_sha256"].fault(
            f"text.txt no longer matches: its SHA-256 is {found}",
            field="text_sha256",
            value=stated,
            hint=way_out,
        )
    if str(length) != entries["n_chars"].value:
        raise entries["n_chars"].fault(
            f"text.txt has {length} characters", field="n_chars", value=entries["n_chars"].value, hint=way_out
        )


def _original(node: Node | None) -> Original | None:
    if node is None or node.value is None:
        return None
    entries = node.mapping("derived_from")
    names = tuple(field.name for field in fields(Original))
    _check_keys(node, entries, required=names, prefix="derived_from.")
    faults: list[DemarcheError] = []
    values = {}
    for name in names:
        with collecting(faults):
            values[name] = _read_value(Original, entries[name], name, prefix="derived_from.")
    raise_faults(faults)
    return Original(**values)  # type: ignore[arg-type]  # each value was read by its field's annotation


def _check_keys(
    place: Node,
    entries: dict[str, Node],
    *,
    required: tuple[str, ...],
    optional: Iterable[str] = (),
    prefix: str = "",
) -> None:
    """Every required key stands there once, and none that nobody reads."""
    known = [*required, *optional]
    faults = []
    meant: set[str] = set()
    for name, node in entries.items():
        if name not in known:
            near = get_close_matches(name, [key for key in known if key not in entries] or known, n=1)
            meant.update(near)
            hint = f"Did you mean {near[0]}?" if near else f"Fields are: {', '.join(known)}."
            faults.append(node.fault("is not a field here", field=prefix + name, hint=hint))
    for name in required:
        if name not in entries and name not in meant:
            hint = f"Add it; what is not known is `{name}: null`."
            faults.append(place.fault("is missing", field=prefix + name, hint=hint))
    raise_faults(faults)


def _text(node: Node, field: str) -> str:
    return node.text(field)


def _day(node: Node, field: str) -> str:
    text = node.text(field)
    if not is_day(text):
        raise node.fault(
            "is not a day", field=field, value=text, hint="Write a day that exists as YYYY-MM-DD."
        )
    return text


def _count(node: Node, field: str) -> int:
    text = node.text(field)
    if re.fullmatch(r"[1-9][0-9]{0,11}", text) is None:
        raise node.fault(
            "is not a positive whole number", field=field, value=text, hint="Write digits only: 4600."
        )
    return int(text)


def _flag(node: Node, field: str) -> bool:
    text = node.text(field)
    if text not in ("true", "false"):
        raise node.fault("is neither true nor false", field=field, value=text, hint="Write true or false.")
    return text == "true"


def _hash(node: Node, field: str) -> str:
    text = node.text(field)
    if _SHA256.fullmatch(text) is None:
        raise node.fault(
            "is no SHA-256",
            field=field,
            value=text,
            hint="Write its 64 hexadecimal digits, in small letters.",
        )
    return text


_READERS: dict[str, Callable[[Node, str], object]] = {
    "published": _day,
    "n_chars": _count,
    "redistributable": _flag,
    "text_sha256": _hash,
    "sha256": _hash,
}


def _read_value(owner: type, node: Node, name: str, prefix: str = "") -> object:
    """A value by its field: nullable fields of `owner` may be null, the others may not."""
    nullable = "None" in str(owner.__annotations__[name])
    if node.value is None:
        if nullable:
            return None
        raise node.fault(
            "may not be null", field=prefix + name, hint="Only what cannot be known may be null."
        )
    return _READERS.get(name, _text)(node, prefix + name)
