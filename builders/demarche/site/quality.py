"""What quality.json of a release says, as tables and single figures, whatever it measures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.errors import DataError
from demarche.files import read_text

_LARGEST = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Figures:
    """A part of the file under its title: single figures by name, or a table with a row for each name."""

    title: str
    single: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def quality(folder: Path) -> list[Figures]:
    """The parts of quality.json in their order; none where the release has no such file."""
    path = folder / "quality.json"
    if not path.is_file():
        return []
    try:
        told = json.loads(read_text(path, _LARGEST))
    except ValueError as error:
        raise DataError("is not JSON", file=path, value=error) from error
    if isinstance(told, dict):
        told.pop("version", None)  # every page says it
    return list(_parts(told, ""))


def _parts(value: Any, title: str) -> Iterator[Figures]:
    if not isinstance(value, Mapping):
        return
    single = [(_words(name), _figure(each)) for name, each in value.items() if _is_single(each)]
    if single:
        yield Figures(title or "In short", single=tuple(single))
    for name, each in value.items():
        inner = f"{title}: {_words(name)}" if title else _words(name).capitalize()
        lines = _lines(each)
        if lines:
            columns = tuple(dict.fromkeys(column for _, line in lines for column in line))
            rows = [
                (row, *(_figure(line[column]) if column in line else "" for column in columns))
                for row, line in lines
            ]
            yield Figures(inner, columns=tuple(map(_words, columns)), rows=tuple(rows))
        elif not _is_single(each):
            yield from _parts(each, inner)


def _lines(value: Any) -> list[tuple[str, Mapping[str, Any]]]:
    """The rows of a table: mappings of figures, by name or one after the other; none where it is no table."""
    if isinstance(value, Mapping):
        items = [(_words(name), each) for name, each in value.items()]
    elif isinstance(value, list):
        items = [(str(number), each) for number, each in enumerate(value, 1)]
    else:
        return []
    flat = all(
        isinstance(each, Mapping) and each and all(map(_is_single, each.values())) for _, each in items
    )
    return items if flat else []


def _is_single(value: Any) -> bool:
    if isinstance(value, list):
        return all(not isinstance(each, (list, Mapping)) for each in value)
    return not isinstance(value, Mapping)


def _words(name: str) -> str:
    return str(name).replace("_", " ")


def _figure(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_figure, value)) or "none"
    if isinstance(value, float):
        return f"{value:.3f}"
    return "not known" if value is None else str(value)
