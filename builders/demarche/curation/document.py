"""Curation files as text with line numbers: the safe, small part of YAML that they need.

A curation file comes from contributors. It holds mappings, lists and plain words; tags, anchors
and aliases are refused (they are how YAML is made to run code or to grow without end), and size
and depth are bounded. Scalars stay text: a country code `NO` and a date `2024-06-18` mean what is
written, and the column that they are for decides their type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.errors import DataError
from demarche.files import read_text

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a curation file and the line it stands on: text, null, a list or a mapping.

    `keys` holds the line of each key of a mapping.
    """

    value: str | list[Node] | dict[str, Node] | None
    file: Path
    line: int

    def fault(
        self, message: str, *, field: str | None = None, value: object = None, hint: str | None = None
    ) -> DataError:
        """A DataError that names this place."""
        return DataError(message, file=self.file, line=self.line, field=field, value=value, hint=hint)

    def mapping(self, field: str) -> dict[str, Node]:
        """The value as a mapping; raises DataError when it is none."""
        if not isinstance(self.value, dict):
            raise self.fault("must be a mapping (key: value)", field=field, value=_shown(self.value))
        return self.value

    def sequence(self, field: str) -> list[Node]:
        """The value as a list; an empty value is an empty list."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.fault("must be a list (- item)", field=field, value=_shown(self.value))
        return self.value

    def text(self, field: str) -> str:
        """The value as words; raises DataError when it is empty or no scalar."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fault("must hold words", field=field, value=_shown(self.value))
        return self.value.strip()


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    return "" if value is None else str(value)


def read_document(path: Path) -> Node:
    """The content of a YAML file. Raises DataError, with file and line, on what is not allowed."""
    return parse_yaml(read_text(path, MAX_BYTES), path)


def parse_yaml(text: str, path: Path, first_line: int = 1) -> Node:
    """The content of YAML that begins at a line of a file. Raises DataError as `read_document` does."""
    import yaml

    # The C parser is about ten times as fast; wheels carry it, some systems' builds do not.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = iter(list(yaml.parse(text, Loader=loader)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(
            f"is not YAML: {getattr(error, 'problem', None) or error}",
            file=path,
            line=None if mark is None else mark.line + first_line,
            hint="Quote values that hold a colon, a hash or quotation marks.",
        ) from error
    return _Builder(path, events, first_line).document()


class _Builder:
    """Turns the parser's events into nodes and refuses what a curation file has no use for."""

    def __init__(self, path: Path, events: Iterator[object], first_line: int) -> None:
        self.path, self.events, self.first_line = path, events, first_line

    def document(self) -> Node:
        import yaml

        content: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if content is not None:
                    raise DataError(
                        "holds more than one document",
                        file=self.path,
                        line=self._line(event),
                        hint="Remove the line `---` in the middle.",
                    )
                content = self.node(next(self.events), 0)
        return content or Node(None, self.path, self.first_line)

    def node(self, event: object, depth: int) -> Node:
        import yaml

        assert isinstance(event, yaml.Event)
        line = self._line(event)
        place = Node(None, self.path, line)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise place.fault("anchors (&) and aliases (*) are not allowed", hint="Write the value out.")
        if getattr(event, "tag", None) is not None:
            raise place.fault("tags (!) are not allowed", value=getattr(event, "tag", None))
        if depth > MAX_DEPTH:
            raise place.fault(f"is nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.ScalarEvent):
            plain_null = event.implicit[0] and event.value in {"", "~", "null", "Null", "NULL"}
            return Node(None if plain_null else event.value, self.path, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(list(self._items(depth)), self.path, line)
        return Node(self._entries(depth), self.path, line)

    def _line(self, event: yaml.Event) -> int:
        return self.first_line + (0 if event.start_mark is None else event.start_mark.line)

    def _items(self, depth: int) -> Iterator[Node]:
        import yaml

        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, Node]:
        import yaml

        found: dict[str, Node] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, depth + 1)
            name = key.text("key")
            if name in found:
                raise key.fault("stands twice in one mapping", field=name)
            found[name] = self.node(next(self.events), depth + 1)
        return found
