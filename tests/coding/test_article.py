"""The article that the dataset starts from: how well it is coded, where it and its gold are at hand.

The article is its publisher's and no part of the project: these tests are skipped without it. The brief that
the dataset has in its place is there always.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.coding import code_document, people, tables
from demarche.evaluate import Evaluation, evaluate, row_of_claim
from demarche.evaluate.reading import read_gold

CHECKOUT = Path(__file__).resolve().parents[2]
ARTICLE = CHECKOUT.parent / "shared" / "data" / "article"
BRIEF = "2024-06-18-putin-pyongyang"
PUBLISHED = "2024-06-18"

needs_article = pytest.mark.skipif(not ARTICLE.is_dir(), reason="needs ../shared/data/article")


def measured(gold: Path, text: Path) -> Evaluation:
    """The claims of a text, coded now, against its gold."""
    claims = code_document(text.read_text(encoding="utf-8"), PUBLISHED, BRIEF)
    return evaluate(read_gold(gold), [row_of_claim(claim) for claim in claims])


def article() -> Evaluation:
    return measured(ARTICLE / "gold.csv", ARTICLE / "article.txt")


@pytest.fixture
def without_leaders(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No table of who held which office: only the text tells who people are."""

    def rows(name: str) -> list[dict[str, str]]:
        return [] if name == "leaders.tsv" else tables.read_rows(name)

    monkeypatch.setattr(people, "read_rows", rows)
    people._holders.cache_clear()
    yield
    people._holders.cache_clear()


def assert_well_read(found: Evaluation) -> None:
    core = found.score(core=True)
    assert core.gold == 19
    assert core.matched >= 14
    assert core.precision is not None
    assert core.precision >= 0.8


@needs_article
def test_the_article_is_well_read() -> None:
    assert_well_read(article())


@needs_article
@pytest.mark.usefixtures("without_leaders")
def test_the_article_itself_tells_who_people_are() -> None:
    assert people.holder_by_surname("Macron", "2024-06-18") is None
    assert_well_read(article())


@needs_article
def test_dates_of_the_article_are_right() -> None:
    share = article().fields(core=True)["date"].share
    assert share is not None
    assert share >= 0.8


@needs_article
def test_evidence_of_the_article_overlaps() -> None:
    for match in article().demanded(core=True):
        first, second = match.gold, match.claim
        assert max(first.evidence_start, second.evidence_start) < min(first.evidence_end, second.evidence_end)


def test_the_brief_is_read() -> None:
    gold = CHECKOUT / "dataset" / "gold" / f"{BRIEF}.csv"
    found = measured(gold, CHECKOUT / "dataset" / "sources" / BRIEF / "text.txt")
    assert found.score(core=True).matched >= 1
