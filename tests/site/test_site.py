"""The site as files: the same bytes every time, no dead link, nothing that is not to be passed on."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from demarche.cli import main
from demarche.errors import DataError
from demarche.release.manifest import write_manifest
from demarche.site import about, figures, write_site
from demarche.site import data as packed
from demarche.site.content import Content, gather
from demarche.site.quality import Figures, quality
from demarche.site.write import MARK
from demarche.version import Version


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Links(HTMLParser):
    """The addresses that a page points at, and the names in it that can be pointed at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.targets += [value for name, value in attrs if name in ("href", "src") and value]
        self.ids += [value for name, value in attrs if name == "id" and value]


@pytest.fixture(scope="module")
def content(site: SimpleNamespace) -> Content:
    return gather(site.held)


def test_every_link_leads_to_a_page_and_a_place_in_it(site: SimpleNamespace) -> None:
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in site.folder.rglob("*.html")}
    assert len(pages) > 20
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for target in page.targets:
            if target.startswith(("https://", "data:")):
                continue
            name, _, place = target.partition("#")
            leads = path if not name else (path.parent / name).resolve()
            assert leads.is_file(), (path, target)
            if place and leads.name not in ("table.html", "codebook.html"):
                assert place in pages[leads].ids, (path, target)


def test_no_page_asks_for_anything_elsewhere(site: SimpleNamespace) -> None:
    for path in site.folder.rglob("*.html"):
        loaded = re.findall(
            r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"([^\"]+)\"", path.read_text("utf-8")
        )
        assert loaded
        assert not [target for target in loaded if ":" in target and target != "data:,"]


def test_a_folder_with_other_things_in_it_is_left_alone(
    newest_release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    assert main(["site", str(newest_release), "--out", str(tmp_path)]) == 2
    assert "is no site" in capsys.readouterr().err
    assert files(tmp_path) == {"thesis.txt": b"mine"}


def test_a_site_is_replaced_whole_by_the_same_bytes(
    site: SimpleNamespace, newest_release: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pages"
    (out / "dyads").mkdir(parents=True)
    for name in (MARK, "dyads/AAA-BBB.html"):
        (out / name).write_text("of a release before", encoding="utf-8")
    write_site([newest_release], out)
    assert files(out) == files(site.folder)
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_a_damaged_release_makes_no_site(
    newest_release: Path, tmp_path: Path, rewrite: Callable[..., Path]
) -> None:
    damaged = rewrite(newest_release, tmp_path / "release", dict)
    (damaged / "CHANGES.md").write_text("other", encoding="utf-8")
    with pytest.raises(DataError, match=r"CHANGES\.md"):
        write_site([damaged], tmp_path / "pages")
    assert not (tmp_path / "pages").exists()


@pytest.fixture(scope="module")
def sampled(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The site of all releases, with ten events in its table, and what the command said."""
    folder = tmp_path_factory.mktemp("sampled") / "pages"
    releases = sorted((checkout / "dataset" / "releases").glob("*.*.*"))
    told = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told):
        patch.setattr(packed.sample, "__defaults__", (10,))
        assert main(["site", *map(str, releases), "--out", str(folder)]) == 0
    return SimpleNamespace(folder=folder, releases=releases, told=told.getvalue())


def test_several_releases_stand_under_versions_newest_first(sampled: SimpleNamespace) -> None:
    page = (sampled.folder / "versions.html").read_text(encoding="utf-8")
    found = re.findall(r'<section id="v([0-9.]+)"', page)
    assert f"Release {found[0]}:" in sampled.told
    assert found == sorted((folder.name for folder in sampled.releases), key=Version.parse, reverse=True)
    assert "reproduces numbers" in page  # what demarche diff says of the two versions
    with pytest.raises(DataError, match="given twice"):
        about.editions([sampled.releases[0], sampled.releases[0]])


def test_a_text_that_is_not_in_the_release_is_on_no_page(
    site: SimpleNamespace, newest_release: Path, tmp_path: Path
) -> None:
    release = Path(shutil.copytree(newest_release, tmp_path / "release"))
    shutil.rmtree(release / "sources")
    (release / "manifest.json").unlink()
    write_manifest(release, site.held.tables, "9.0.0", "2026-01-01")
    write_site([release], tmp_path / "pages")
    words = site.held.texts[site.source].split("\n")[2][:40].encode()
    assert words in b"".join(files(site.folder).values())
    shown = b"".join(files(tmp_path / "pages").values())
    assert words not in shown
    assert b"does not let it be passed on" in shown


def rows_of(script: str) -> list[dict[str, str | None]]:
    """The rows as the page reads them."""
    data = json.loads(script.removeprefix("window.demarcheEvents=").removesuffix(";\n"))

    def cells(column: dict[str, Any]) -> list[str | None]:
        if "cells" in column:
            return list(column["cells"])
        return [None if code < 0 else column["values"][code] for code in column["codes"]]

    columns = {name: cells(column) for name, column in data["columns"].items()}
    return [{name: column[n] for name, column in columns.items()} for n in range(data["rows"])]


def test_the_table_has_the_rows_of_the_release(site: SimpleNamespace, newest_release: Path) -> None:
    rows = rows_of((site.folder / "assets" / "events.js").read_text(encoding="utf-8"))
    bare = [{name: cell or "" for name, cell in row.items() if not name.startswith("_")} for row in rows]
    with (newest_release / "events.csv").open(encoding="utf-8", newline="") as stream:
        released = list(csv.DictReader(stream))
    key = "event_id", "initiator", "target"
    assert sorted(bare, key=lambda row: [row[name] for name in key]) == sorted(
        released, key=lambda row: [row[name] for name in key]
    )


def test_of_more_rows_than_a_browser_takes_a_sample_is_shown(sampled: SimpleNamespace) -> None:
    assert "a sample: 10 of 33 events" in sampled.told
    rows = rows_of((sampled.folder / "assets" / "events.js").read_text(encoding="utf-8"))
    assert len({(row["event_id"], row["target"]) for row in rows}) == 10
    assert "This table is a sample" in (sampled.folder / "table.html").read_text(encoding="utf-8")
    assert "<dd>33</dd>" in (sampled.folder / "index.html").read_text(encoding="utf-8")


def test_every_event_is_in_each_count_or_said_to_be_left_out(content: Content) -> None:
    total = len(content.events)
    years, pairs, matrix = (
        figures.by_year(content),
        figures.dyads_by_year(content),
        figures.matrix(content),
    )
    assert sum(kind.events for kind in figures.by_type(content)) == total
    assert sum(years.cells.values()) + years.left_out == total
    assert sum(pairs.cells.values()) + pairs.left_out == total
    assert sum(matrix.cells.values()) // 2 + matrix.left_out == total
    assert 0 < years.left_out < total
    assert all(matrix.cells[one, other] == count for (other, one), count in matrix.cells.items())


def test_markdown_of_a_release_makes_no_html_of_its_own() -> None:
    html = about.markdown("# A\n\n<script>x</script>\n\n[y](javascript:z)\n\n| a |\n|---|\n| b |\n", below=1)
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<h2>A</h2>" in html
    assert '<th scope="col">a</th>' in html


def test_figures_of_quality_are_shown_whatever_their_form(tmp_path: Path) -> None:
    told = {
        "coder_version": "0.1.0",
        "types": {"visit": {"precision": 0.5}, "aid": {"precision": 1.0, "recall": 0}},
        "coder": {"sets": [{"rows": None}]},
        "texts": ["a", "b"],
    }
    (tmp_path / "quality.json").write_text(json.dumps(told), encoding="utf-8")
    assert quality(tmp_path) == [
        Figures("In short", single=(("coder version", "0.1.0"), ("texts", "a, b"))),
        Figures(
            "Types", columns=("precision", "recall"), rows=(("visit", "0.500", ""), ("aid", "1.000", "0"))
        ),
        Figures("Coder: sets", columns=("rows",), rows=(("1", "not known"),)),
    ]
    assert quality(tmp_path / "elsewhere") == []
