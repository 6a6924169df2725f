"""Decisions put into a curation file as text: all other bytes stay, and comments in what is replaced too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

import yaml

from demarche.errors import DataError

_ENTRY = "decisions"


@dataclass(frozen=True, slots=True)
class Item:
    """A decision in the text: `start` is the beginning of its first line, `end` that of the line after it.

    `names` are the values of its claim, id and key; `comments` what its author noted between its lines.
    """

    start: int
    end: int
    indent: int
    names: frozenset[str]
    comments: tuple[str, ...]


def items(text: str) -> list[Item]:
    """The decisions of a curation file. Raises DataError where they are not written as a list of lines."""
    node = _decisions(text)
    if node is None or not node.value:
        return []
    if node.flow_style:
        raise DataError(
            "decisions written in brackets cannot be changed from here",
            line=node.start_mark.line + 1,
            field=_ENTRY,
            hint="Write each decision in lines of its own, as `- decision: …`.",
        )
    return [_item(text, each) for each in node.value]


def with_decision(text: str, names: Collection[str], block: str | None) -> str:
    """The text with the decision on a claim replaced by `block`, or with `block` after all other decisions.

    `names` are those by which the claim may be known: its key, its id.

    `block` is the decision in YAML without indentation, beginning with `- `; None takes the decision out.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    found = items(text)
    old = next((item for item in found if not item.names.isdisjoint(names)), None)
    if old is not None:
        lines = [f"{' ' * old.indent}{comment}{newline}" for comment in old.comments]
        new = "" if block is None else _indented(block, old.indent, newline)
        return text[: old.start] + "".join(lines) + new + text[old.end :]
    if block is None:
        return text
    if found:
        at, indent = found[-1].end, found[-1].indent
        before, after = text[:at], text[at:]
        if not before.endswith("\n"):
            before += newline
        return before + _indented(block, indent, newline) + after
    return _first(text, _indented(block, 2, newline), newline)


def _first(text: str, block: str, newline: str) -> str:
    """The text with its first decision; an empty list of decisions gives way to it."""
    key = _key(text)
    if key is None:
        gap = "" if not text or text.endswith("\n") else newline
        return f"{text}{gap}{_ENTRY}:{newline}{block}"
    node, value = key
    end = _end_of_line(
        text, max(node.end_mark.index, value.end_mark.index if isinstance(value, yaml.SequenceNode) else 0)
    )
    head = text[: node.start_mark.index]
    note = re.search(r"[ \t]+#[^\r\n]*", text[node.end_mark.index : end])
    return f"{head}{_ENTRY}:{note[0] if note else ''}{newline}{block}{text[end:]}"


def _item(text: str, node: yaml.Node) -> Item:
    dash = text.rindex("-", 0, node.start_mark.index + 1)
    start = text.rfind("\n", 0, dash) + 1
    leaves = list(_leaves(node))
    end = leaves[-1].end_mark.index
    if leaves[-1].style in ("|", ">"):  # such a scalar ends where the next line of another kind begins
        end = len(text[:end].rstrip())
    end = _end_of_line(text, max(end, node.end_mark.index if _in_brackets(node) else 0))
    names = frozenset(
        value.value
        for key, value in (node.value if isinstance(node, yaml.MappingNode) else ())
        if key.value in ("claim", "id", "key") and isinstance(value, yaml.ScalarNode)
    )
    return Item(start, end, dash - start, names, tuple(_comments(text, start, end, leaves)))


def _comments(text: str, start: int, end: int, leaves: list[yaml.ScalarNode]) -> Iterator[str]:
    """What is noted between the scalars of a decision."""
    at = start
    for leaf in leaves:
        stop = leaf.start_mark.index
        if leaf.style in ("|", ">"):  # what stands behind the sign is on the line of the sign
            yield from _notes(text[at:stop])
            line = _end_of_line(text, stop)
            yield from _notes(text[stop:line])
            at = len(text[: leaf.end_mark.index].rstrip())
            continue
        yield from _notes(text[at:stop])
        at = leaf.end_mark.index
    yield from _notes(text[at:end])


def _notes(text: str) -> Iterator[str]:
    for match in re.finditer(r"(?:^|(?<=[\s]))#[^\r\n]*", text):
        yield match[0].rstrip()


def _leaves(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The scalars of a decision in the order of the text, keys among them."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _leaves(key)
            yield from _leaves(value)
    else:
        for each in node.value:
            yield from _leaves(each)


def _in_brackets(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


@lru_cache(maxsize=4)  # the same file is asked for again with every key that is pressed
def _key(text: str) -> tuple[yaml.Node, yaml.Node] | None:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return None
    return next(((key, value) for key, value in root.value if key.value == _ENTRY), None)


def _decisions(text: str) -> yaml.SequenceNode | None:
    key = _key(text)
    return key[1] if key is not None and isinstance(key[1], yaml.SequenceNode) else None


def _indented(block: str, indent: int, newline: str) -> str:
    lines = block.rstrip("\n").split("\n")
    return "".join(f"{' ' * indent}{line}".rstrip() + newline for line in lines)


def _end_of_line(text: str, at: int) -> int:
    """The beginning of the line after that of a place."""
    found = text.find("\n", at)
    if at and text[at - 1] == "\n":
        return at
    return len(text) if found < 0 else found + 1
