"""The site in a browser, opened from the disk: what people meet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

expect.set_options(timeout=20_000)  # a machine that does other work too
PAGES = (
    "index.html",
    "table.html",
    "dyads.html",
    "dyads/PRK-RUS.html",
    "sources.html",
    "sources/{source}.html",
    "codebook.html",
    "quality.html",
    "versions.html",
    "cite.html",
)


class Watched:
    """A page, everything that it asked for and everything that went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda message: self.wrong.append(message.text))

    def open(self, site: SimpleNamespace, path: str) -> Page:
        self.page.goto(f"{site.folder.as_uri()}/{path.format(source=site.source)}")
        return self.page


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    yield Watched(context.new_page())
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound(watched: Watched, site: SimpleNamespace, path: str) -> None:
    """No error, no request but for files of the site, nothing serious for axe, nothing wider than a phone."""
    page = watched.open(site, path)
    expect(page.locator("h1")).to_be_visible()
    assert watched.wrong == []
    assert watched.asked
    assert not [url for url in watched.asked if not url.startswith((site.folder.as_uri(), "data:"))]
    # The codebook is long, and coloured as the other pages are.
    assert serious(page, without=("color-contrast",) if path == "codebook.html" else ()) == []
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_dark_colours_can_be_read(watched: Watched, site: SimpleNamespace) -> None:
    watched.page.emulate_media(color_scheme="dark")
    page = watched.open(site, "sources/{source}.html")
    assert serious(page, runOnly=["color-contrast"]) == []


def serious(page: Page, *, without: tuple[str, ...] = (), **options: object) -> list[str]:
    """What axe finds that keeps people from using the page."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    rules = {rule: {"enabled": False} for rule in without}
    told = Axe().run(page, options={"resultTypes": ["violations"], "rules": rules, **options}).response
    return [
        f"{one['id']}: {node['html']}"
        for one in told["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def shown(page: Page) -> int:
    text = page.locator("#found").inner_text()
    return int(text.split()[0].replace(",", ""))


def test_search_and_filters_find_what_they_must_and_stand_in_the_address(
    watched: Watched, site: SimpleNamespace
) -> None:
    page = watched.open(site, "table.html")
    events = site.held.rows("events")
    assert shown(page) == len(events)
    page.get_by_label("Search").fill("pyongyang JULY")
    expect(page.locator("#found")).to_have_text(f"1 event of {len(events)}")
    expect(page.locator("#events tbody")).to_contain_text("He had last been to Pyongyang")
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Type").select_option("visit")
    page.get_by_label("Actor or dyad").fill("rus-prk")
    page.get_by_label("From year").fill("2023")
    wanted = [
        row
        for row in events
        if row["interaction_type"] == "visit"
        and row["dyad"] == "PRK-RUS"
        and row["date_end"]
        and row["date_end"].year >= 2023
    ]
    expect(page.locator("#found")).to_contain_text(f"{len(wanted)} events of")
    page.get_by_role("columnheader", name="date").click()
    page.get_by_role("columnheader", name="date").click()
    expect(page.locator("#events tbody tr").first).to_contain_text("2024-06-18")
    address = unquote(page.url.partition("#")[2])
    assert address == "type=visit&dyad=rus-prk&from=2023&sort=date:desc"
    again = page.context.new_page()
    again.goto(page.url)
    assert shown(again) == len(wanted)
    expect(again.locator("#events tbody tr").first).to_contain_text("2024-06-18")
    assert watched.wrong == []


def test_the_selection_is_downloaded_with_the_releases_own_cells(
    watched: Watched, site: SimpleNamespace, newest_release: Path
) -> None:
    page = watched.open(site, "table.html#disputed=1")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()
    released = (newest_release / "events.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == released[0]
    disputed = [
        line for line in csv.DictReader(io.StringIO("\n".join(released))) if line["disputed"] == "true"
    ]
    assert len(lines) - 1 == len(disputed) > 0
    assert set(lines[1:]) <= set(released)


def test_highlights_are_the_offsets(watched: Watched, site: SimpleNamespace) -> None:
    page = watched.open(site, "sources/{source}.html")
    text = site.held.texts[site.source]
    assert page.locator("#text").evaluate("node => node.textContent") == text
    marks = page.locator("mark").evaluate_all(
        "all => all.map(mark => [mark.dataset.claims, mark.textContent])"
    )
    for row in site.held.rows("interactions"):
        name = row["interaction_id"]
        words = "".join(part for claims, part in marks if name in claims.split())
        assert words == text[row["evidence_start"] : row["evidence_end"]]


def test_text_and_claims_lead_to_each_other_by_keyboard(watched: Watched, site: SimpleNamespace) -> None:
    page = watched.open(site, "sources/{source}.html")
    page.locator("a.number").first.focus()
    page.keyboard.press("Enter")
    name = page.url.partition("#")[2]
    expect(page.locator(f"#{name}")).to_have_class("claim lit")
    expect(page.locator("mark.lit").first).to_have_attribute("data-claims", name)


@pytest.mark.parametrize("path", PAGES)
def test_hostile_words_stay_words(watched: Watched, hostile: SimpleNamespace, path: str) -> None:
    page = watched.open(hostile, path)
    expect(page.locator("h1")).to_be_visible()
    if path == "table.html":
        expect(page.locator("#events tbody tr").first).to_contain_text("document.title")
    assert page.title() != "owned"
    assert page.locator("script:not([src]), img, [onerror]").count() == 0
    assert page.locator("a[href^='javascript' i]").count() == 0
    assert watched.wrong == []
