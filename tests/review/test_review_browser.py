"""The desk in a browser: by keyboard, in two windows at once, and with hostile words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from demarche.curation import read_curation
from demarche.files import sha256_text
from demarche.review.desk import Desk

expect.set_options(timeout=20_000)  # a machine that does other work too
KEY = "visit.NOR-EST.539"
Served = Callable[[Desk], str]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 1280, "height": 900})
    found.set_default_timeout(15_000)
    yield found
    found.close()


def opened(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("request", lambda request: None if request.url.startswith(address) else wrong.append(request.url))
    page.goto(address)
    expect(page.locator("button.claim[aria-current]")).to_be_focused()
    return page, wrong


def current(page: Page) -> str:
    return page.locator("mark.now").first.get_attribute("data-claims") or ""


def test_claims_are_decided_on_by_keyboard(desk: Desk, served: Served, context: BrowserContext) -> None:
    page, wrong = opened(context, served(desk))
    open_claims = [row.key for row in desk.look().curated.rows if row.coding == "machine"]
    expect(page.locator("#progress")).to_have_text(f"10 claims, {len(open_claims)} not decided on")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_have_text(f"10 claims, {len(open_claims) - 1} not decided on")
    for key in ("r", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#progress")).to_have_text(f"10 claims, {len(open_claims) - 2} not decided on")
    found = {str(each.claim): each for each in read_curation(desk.path).decisions}
    assert [found[key].kind for key in open_claims[:2]] == ["accept", "reject"]
    assert (
        found[open_claims[0]].reason
        == "“Minsk said that Poland had arrested a clerk of its consulate and called that a provocation.”"
    )
    assert found[open_claims[1]].reason.startswith("Not said: “")
    page.keyboard.press("u")
    page.keyboard.press("k")
    assert wrong == []


def test_amending_shows_findings_and_saves_what_changed(
    desk: Desk, served: Served, context: BrowserContext
) -> None:
    page, wrong = opened(context, served(desk))
    page.locator("button.claim", has_text="NOR → EST").click()
    page.keyboard.press("e")
    page.get_by_label("target", exact=True).fill("ETS")
    expect(page.locator("#findings")).to_contain_text("is not in the list of actors")
    for name in ("target", "location"):
        page.get_by_label(name, exact=True).fill("LVA")
    page.get_by_label("Reason").fill("A trial.")
    expect(page.locator("#findings li")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#form")).to_be_hidden()
    expect(page.locator("button.claim", has_text="NOR → LVA").last).to_contain_text("reviewed")
    decision = read_curation(desk.path).decisions[-1]
    assert {name: node.value for name, node in decision.values.items()} == {
        "target": "LVA",
        "location": "LVA",
    }
    assert decision.reason == "A trial."
    assert wrong == []


def test_a_claim_is_added_by_selecting_words(desk: Desk, served: Served, context: BrowserContext) -> None:
    page, wrong = opened(context, served(desk))
    words = "Norway has exported fish to Namibia since."
    page.evaluate(
        """words => {
          const all = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          for (let node = all.nextNode(); node; node = all.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
          }
        }""",
        words,
    )
    page.keyboard.press("n")
    for name, value in {
        "interaction type": "cooperation",
        "mode": "trade",
        "directed": "false",
        "status": "ongoing",
    }.items():
        page.get_by_label(name, exact=True).select_option(value)
    page.get_by_label("initiator", exact=True).fill("NAM")
    page.get_by_label("target", exact=True).fill("NOR")
    page.get_by_label("Reason").fill("“has exported fish”")
    expect(page.locator("#findings li")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("button.claim[aria-current]")).to_contain_text("manual")
    added = desk.look().curated.rows[-1]
    assert desk.look().source.text[added.claim.evidence_start : added.claim.evidence_end] == words
    assert wrong == []


def test_two_windows_do_not_overwrite_each_other(desk: Desk, served: Served, context: BrowserContext) -> None:
    address = served(desk)
    (one, _), (other, _) = opened(context, address), opened(context, address)
    for page, reason in ((one, "First."), (other, "Second.")):
        page.locator("button.claim", has_text="NOR → EST").click()
        page.keyboard.press("a")
        page.get_by_label("Reason").fill(reason)
        page.keyboard.press("Enter")
        expect(page.locator("#alert") if page is other else page.locator("#progress")).to_be_visible()
        if page is one:
            expect(page.locator("#form")).to_be_hidden()
    expect(other.locator("#alert")).to_contain_text("the decision: accept. Its reason: First.")
    assert read_curation(desk.path).decisions[-1].reason == "First."
    expect(other.get_by_label("Reason")).to_have_value("Second.")
    other.keyboard.press("Enter")
    expect(other.locator("#form")).to_be_hidden()
    assert read_curation(desk.path).decisions[-1].reason == "Second."


def test_what_was_begun_is_there_after_a_crash(desk: Desk, served: Served, context: BrowserContext) -> None:
    page, _ = opened(context, served(desk))
    page.locator("button.claim", has_text="NOR → EST").click()
    page.get_by_role("button", name="Accept").click()
    with page.expect_response("**/draft"):
        page.get_by_label("Reason").fill("Half a sen")
        page.keyboard.press("Escape")
    expect(page.locator("button.claim[aria-current]")).to_contain_text("machine, draft")
    page.keyboard.press("a")
    page.route("**/save", lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(page.locator("#alert")).to_contain_text("the server does not answer")
    expect(page.get_by_label("Reason")).to_have_value("Half a sen")
    page.close()
    again = context.new_page()
    again.goto(served(Desk(desk.dataset, desk.source_id)))
    expect(again.get_by_label("Reason")).to_have_value("Half a sen")
    expect(again.locator("#form-heading")).to_have_text("Accept visit.NOR-EST.539")
    again.get_by_role("button", name="Discard").click()
    expect(again.locator("button.claim[aria-current] .state")).to_have_text("machine")


def test_hostile_words_stay_words_and_axe_is_content(
    desk: Desk, served: Served, context: BrowserContext
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    hostile = "<img src=x onerror=\"document.title='owned'\">"
    folder = desk.dataset / "sources" / desk.source_id
    old = (folder / "text.txt").read_text(encoding="utf-8")
    new = f"{old}{hostile}"
    (folder / "text.txt").write_text(new, encoding="utf-8")
    told = (folder / "source.yaml").read_text(encoding="utf-8").replace(sha256_text(old), sha256_text(new))
    (folder / "source.yaml").write_text(
        told.replace(f"n_chars: {len(old)}", f"n_chars: {len(new)}"), encoding="utf-8"
    )
    desk.save(
        {
            "decision": "accept",
            "claim": "visit.NOR-EST.539",
            "expect": {"status": "planned"},
            "reason": hostile,
        },
        desk.look().version,
    )
    page, wrong = opened(context, served(desk))
    assert page.locator("#text").evaluate("node => node.textContent") == new
    expect(page.locator("button.claim", has_text="NOR → EST")).to_contain_text("onerror")
    assert page.locator("img").count() == 0
    assert "owned" not in page.title()
    page.keyboard.press("e")
    assert wrong == []
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert not [one["id"] for one in found if one["impact"] in ("serious", "critical")]
