"""How long a browser takes to show the pages of a large release, and how long they take to make.

    python benchmarks/site.py [ROWS]

The release is a synthetic one; Chromium opens its pages from the disk, the best of three times counts. First
view: from the call to the first rows on the page. Search: from the last letter to the rows that fit.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
import synthetic

from demarche.contract.arrow import arrow_schema
from demarche.contract.model import load_contract
from demarche.holdings import open_release
from demarche.release.manifest import write_manifest
from demarche.site import write_site
from demarche.tables import write_csv, write_parquet

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
SOURCES = 500
_VIEWS = (
    ("index.html", "#matrix"),
    ("dyads.html", "tbody a"),
    ("sources/source-000.html", "mark"),
    ("table.html", "#events tbody tr a"),
)
_TEXT = "State A said on Tuesday that it would send an envoy to State B, and State B denied all of it. " * 250


def main(rows: int) -> int:
    """Make the release and its pages, open them, print the seconds."""
    with TemporaryDirectory() as scratch:
        release, pages = Path(scratch) / "release", Path(scratch) / "pages"
        write_release(release, rows)
        begun = time.perf_counter()
        made = write_site([release], pages)
        size = sum(path.stat().st_size for path in pages.rglob("*") if path.is_file()) / 1e6
        print(f"{rows:,} claims, {made.events:,} events, {made.shown:,} in the table")
        print(f"made in {time.perf_counter() - begun:.1f} s: {made.pages:,} pages, {size:.0f} MB")
        for name, seconds in measured(pages).items():
            print(f"{name}: {seconds:.2f} s")
    return 0


def write_release(folder: Path, rows: int) -> None:
    """A release of so many claims and events, with the words and lists of the newest one in the checkout."""
    newest = max((ROOT / "dataset" / "releases").iterdir(), key=lambda path: path.stat().st_mtime)
    base = open_release(newest)
    folder.mkdir()
    for name in ("CITATION.cff", "CHANGES.md", "codebook.md"):
        shutil.copyfile(newest / name, folder / name)
    claims = pa.concat_tables(
        synthetic.interactions(start, min(synthetic.BATCH, rows - start))
        for start in range(0, rows, synthetic.BATCH)
    )
    names = pa.array([f"source-{n % SOURCES:03d}" for n in range(rows)])
    claims = claims.set_column(
        claims.column_names.index("source_id"), claims.schema.field("source_id"), names
    )
    tables = {
        **base.tables,
        "interactions": claims,
        "events": events_of(claims),
        "sources": sources_of(base.tables["sources"]),
        "participants": base.tables["participants"].slice(0, 0),
        "links": base.tables["links"].slice(0, 0),
    }
    (folder / "sources").mkdir()
    for n in range(SOURCES):
        (folder / "sources" / f"source-{n:03d}.txt").write_text(_TEXT, encoding="utf-8")
    for name in load_contract().released:
        write_parquet(tables[name], folder / f"{name}.parquet")
        write_csv(tables[name], folder / f"{name}.csv")
    write_manifest(folder, tables, "0.0.1", "2020-01-01")


def events_of(claims: pa.Table) -> pa.Table:
    """An event for each claim."""
    schema = arrow_schema("events")
    one = pa.array([1] * len(claims), pa.int64())
    made = {"year": pc.cast(pc.year(claims["date_start"]), pa.int64()), "n_claims": one, "n_sources": one}
    columns = [made[name] if name in made else claims[name] for name in schema.names]
    return pa.table(columns, schema=schema)


def sources_of(table: pa.Table) -> pa.Table:
    """So many sources, all like the first of a release."""
    first = table.slice(0, 1).to_pylist()[0]
    rows = [
        first | {"source_id": f"source-{n:03d}", "title": f"Source {n}", "n_chars": len(_TEXT)}
        for n in range(SOURCES)
    ]
    return pa.Table.from_pylist(rows, schema=table.schema)


def measured(pages: Path) -> dict[str, float]:
    """Seconds in Chromium, by what is waited for."""
    from playwright.sync_api import sync_playwright

    chromium = next(path for name in ("chromium", "google-chrome") if (path := shutil.which(name)))
    found: dict[str, float] = {}

    def note(name: str, begun: float) -> None:
        found[name] = min(found.get(name, 1e9), time.perf_counter() - begun)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(ROUNDS):
            page = browser.new_page()
            for name, awaited in _VIEWS:
                begun = time.perf_counter()
                page.goto(f"{pages.as_uri()}/{name}", wait_until="commit")
                page.wait_for_selector(awaited)
                note(f"first view of {name}", begun)
            before = page.locator("#found").inner_text()
            begun = time.perf_counter()
            page.get_by_label("Search").fill("russia planned")
            page.wait_for_function(
                "before => document.getElementById('found').innerText !== before", arg=before
            )
            note("search", begun)
            begun = time.perf_counter()
            page.locator("#events thead th").nth(1).click()
            page.wait_for_selector("th.dt-ordering-asc")
            note("sorting", begun)
            page.close()
        browser.close()
    return found


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
