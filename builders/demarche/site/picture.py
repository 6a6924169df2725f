"""The picture of the pages in README.md: `python -m demarche.site.picture RELEASE OUT.png`.

`make pictures` takes it, with Chromium and the Playwright of the development tools; fonts are the machine's,
so that its bytes are not the same everywhere.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from demarche.errors import InputError
from demarche.files import replacing
from demarche.holdings import open_release
from demarche.site.write import write_site

_SIZE = {"width": 960, "height": 450}


def main(release: Path, out: Path) -> int:
    """Take the picture of the page of the release's first source."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next((path for name in names if (path := shutil.which(name))), None)
    if chromium is None:
        raise InputError("no Chromium is installed", hint="On Debian: apt install chromium")
    source = open_release(release).rows("sources")[0]["source_id"]
    with TemporaryDirectory() as folder, sync_playwright() as playwright, replacing(out) as temporary:
        pages = Path(folder) / "pages"
        write_site([release], pages)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=_SIZE, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto(f"{pages.as_uri()}/sources/{source}.html")
        page.locator(".reading").evaluate("node => node.scrollIntoView()")
        temporary.write_bytes(page.screenshot())
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*map(Path, sys.argv[1:])))
