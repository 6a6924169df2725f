"""What a release tells of itself: its versions, how to cite and to load it, and how good its rows are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from demarche.errors import DataError
from demarche.files import read_text
from demarche.release.about import About
from demarche.release.manifest import read_manifest
from demarche.version import Version

_SMALL = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Edition:
    """One release of those given: its version and day, the rows of each table, its changes as HTML."""

    version: str
    date: str
    schema_version: str
    rows: Mapping[str, int]
    changes: str


def editions(folders: Sequence[Path]) -> list[Edition]:
    """The releases, newest first. Raises DataError where one is damaged or a version stands twice."""
    found: dict[str, Edition] = {}
    for folder in folders:
        manifest = read_manifest(folder)
        version = str(manifest["version"])
        if version in found:
            raise DataError("the same version is given twice", file=folder, field="version", value=version)
        found[version] = Edition(
            version,
            str(manifest["date"]),
            str(manifest.get("schema_version")),
            {name: table["rows"] for name, table in manifest["tables"].items()},
            # The page has its own heading, and that of the file is the version once more.
            markdown(_optional(folder / "CHANGES.md").partition("\n")[2], below=2),
        )
    return sorted(found.values(), key=lambda one: Version.parse(one.version), reverse=True)


def newest(folders: Sequence[Path]) -> Path:
    """The folder of the highest version."""
    return max(folders, key=lambda folder: Version.parse(str(read_manifest(folder)["version"])))


def citation(folder: Path) -> tuple[About, str]:
    """What the release's CITATION.cff says, and its day. Raises DataError where it cannot be read."""
    path = folder / "CITATION.cff"
    try:
        stated = yaml.safe_load(read_text(path, _SMALL))
        about = About(
            title=str(stated["title"]),
            abstract=str(stated["abstract"]),
            version=str(stated["version"]),
            licence=str(stated["license"]),
            author=", ".join(str(author["name"]) for author in stated["authors"]),
            homepage=None if stated.get("url") is None else str(stated["url"]),
        )
        return about, str(stated["date-released"])
    except (yaml.YAMLError, LookupError, TypeError, AttributeError) as error:
        raise DataError("is not the citation of a release", file=path, value=error) from error


def quality(folder: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """The figures of quality.json, where the release has them: a heading and its (name, figure) each."""
    text = _optional(folder / "quality.json")
    if not text:
        return []
    try:
        content = json.loads(text)
    except ValueError as error:
        raise DataError("is not JSON", file=folder / "quality.json", value=error) from error
    plain: list[tuple[str, str]] = []
    groups = []
    for name, value in content.items() if isinstance(content, dict) else ():
        if isinstance(value, (dict, list)):
            groups.append((_words(name), list(_leaves(value, ""))))
        else:
            plain.append((_words(name), _figure(value)))
    return ([("In short", plain)] if plain else []) + groups


def _leaves(value: Any, name: str) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        items = [(f"{name}, {_words(key)}" if name else _words(key), each) for key, each in value.items()]
    elif isinstance(value, list):
        items = [(f"{name} {number}".strip(), each) for number, each in enumerate(value, 1)]
    else:
        return [(name, _figure(value))]
    return [leaf for key, each in items for leaf in _leaves(each, key)]


def _words(name: str) -> str:
    return str(name).replace("_", " ")


def _figure(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "not known" if value is None else str(value)


def codebook(folder: Path) -> str:
    """The release's own codebook as HTML."""
    text = read_text(folder / "codebook.md", _SMALL)
    return markdown(text.partition("\n")[2], below=0)


def markdown(text: str, below: int) -> str:
    """Markdown as HTML: what is HTML in it stays words; headings have ids and go `below` levels down."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    used: set[str] = set()
    for n, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + below)}"
        if token.type == "heading_open" and not below:
            name = "".join(char if char.isalnum() or char == "_" else "-" for char in tokens[n + 1].content)
            if name not in used:
                token.attrSet("id", name)
                used.add(name)
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "table_open":
            token.attrSet("class", "prose-table")
    html: str = reader.renderer.render(tokens, reader.options, {})
    html = html.replace("<table", '<div class="scroll" role="group" aria-label="table" tabindex="0"><table')
    return html.replace("</table>", "</table></div>")


def _optional(path: Path) -> str:
    return read_text(path, _SMALL) if path.is_file() else ""
