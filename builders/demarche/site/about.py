"""What a release tells of itself: its versions with their differences, its citation, its codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from demarche.errors import DataError
from demarche.files import read_text
from demarche.release.about import About
from demarche.release.manifest import Manifest, read_manifest
from demarche.version import Version

LISTED = 200
"""Rows of each kind and table that the differences of two versions list."""
_SMALL = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Edition:
    """One release of those given: its version and day, the rows of each table, its changes as HTML.

    They are those against the one before of those given, and of the first what it says of itself.
    """

    version: str
    date: str
    schema_version: str
    rows: Mapping[str, int]
    changes: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: 2 for the highest level, its id and its words."""

    level: int
    name: str
    words: str


def editions(folders: Sequence[Path]) -> list[Edition]:
    """The releases, newest first. Raises DataError where one is damaged or a version stands twice."""
    by_version: dict[str, tuple[Path, Manifest]] = {}
    for folder in folders:
        manifest = read_manifest(folder)
        version = str(manifest["version"])
        if version in by_version:
            raise DataError("the same version is given twice", file=folder, field="version", value=version)
        by_version[version] = folder, manifest
    found: list[Edition] = []
    before: Path | None = None
    for version in sorted(by_version, key=Version.parse):
        folder, manifest = by_version[version]
        # The page has its own heading, and that of the text is the version once more.
        told = _optional(folder / "CHANGES.md") if before is None else _differences(before, folder)
        found.append(
            Edition(
                version,
                str(manifest["date"]),
                str(manifest.get("schema_version")),
                {name: table["rows"] for name, table in manifest["tables"].items()},
                markdown(told.partition("\n")[2], below=2),
            )
        )
        before = folder
    return found[::-1]


def _differences(old: Path, new: Path) -> str:
    """What differs between two releases, as `demarche diff` says it."""
    from demarche.release.changes import changes_text
    from demarche.release.diff import compare
    from demarche.release.snapshot import of_place

    return changes_text(compare(of_place(old), of_place(new)), limit=LISTED)


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


def codebook(folder: Path) -> tuple[str, list[Heading]]:
    """The release's own codebook as HTML, and its headings."""
    text = read_text(folder / "codebook.md", _SMALL)
    headings: list[Heading] = []
    return markdown(text.partition("\n")[2], below=0, headings=headings), headings


def markdown(text: str, below: int, headings: list[Heading] | None = None) -> str:
    """Markdown as HTML: what is HTML in it stays words; headings go `below` levels down.

    With a list of `headings` they have ids, and are put into it.
    """
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    used: set[str] = set()
    for n, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + below)}"
        if token.type == "heading_open" and headings is not None:
            words = tokens[n + 1].content
            name = "".join(char if char.isalnum() or char == "_" else "-" for char in words)
            if name not in used:
                token.attrSet("id", name)
                used.add(name)
                headings.append(Heading(int(token.tag[1]), name, words))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "table_open":
            token.attrSet("class", "prose-table")
    html: str = reader.renderer.render(tokens, reader.options, {})
    html = html.replace("<table", '<div class="scroll" role="group" aria-label="table" tabindex="0"><table')
    return html.replace("</table>", "</table></div>")


def _optional(path: Path) -> str:
    return read_text(path, _SMALL) if path.is_file() else ""
