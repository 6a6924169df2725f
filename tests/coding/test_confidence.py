"""Confidence: what it is made of, and that it holds on texts with gold."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from demarche.claims import Claim
from demarche.coding.confidence import HIGHEST, LOWEST, SIGNS, points
from demarche.coding.explaining import explain
from demarche.coding.explanation import ClaimTrace
from demarche.coding.record import Document
from demarche.coding.tables import read_rows
from demarche.evaluate import Evaluation, evaluate, pool
from demarche.evaluate.documents import code_documents
from demarche.evaluate.figures import Share

ROOT = Path(__file__).parents[2]

BORNE = [
    ("Denmark condemned Peru.", "undated"),
    ("Denmark is a kingdom. It condemned Peru.", "initiator_points_back"),
    ("Denmark's talks with Peru stalled. Denmark put forward a plan.", "target_not_named"),
    ("Denmark, which condemned Peru, is a kingdom.", "hanging_clause"),
    ("The trip followed an invitation from Peru to the Danish premier.", "noun"),
    ("Denmark scrapped a visit to Peru.", "lasting_or_cancelled"),
    ("Denmark condemned Peru.\nRain fell.\nDenmark condemned Peru.", "told_again"),
]
"""Texts and a sign that their claim bears."""


def explained(text: str) -> ClaimTrace:
    *_, trace = explain(Document(text, "2024-06-12", "test", "demarche", "0")).claims
    return trace


@pytest.mark.parametrize(("text", "sign"), BORNE)
def test_a_sign_is_seen_where_it_stands_and_there_alone(text: str, sign: str) -> None:
    assert sign in {point.sign for point in explained(text).points}
    plain = explained("Denmark paid a visit to Peru in May.")
    assert [point.sign for point in plain.points] == ["base"]


@pytest.mark.parametrize("text", [text for text, _ in BORNE])
def test_the_points_add_up(text: str) -> None:
    trace = explained(text)
    total = sum(point.points for point in trace.points)
    assert trace.claim.confidence == min(max(total, LOWEST), HIGHEST) / 100


def test_the_table_has_the_signs() -> None:
    assert [row["sign"] for row in read_rows("confidence.tsv")] == ["base", *SIGNS]
    assert all(value <= 0 for name, value in points().items() if name not in {"base", "told_again"})


def test_every_claim_has_one(coded: Callable[[str], list[Claim]]) -> None:
    claims = coded("Denmark accused Peru of arson. Peru denied it. Denmark expelled two Peruvians.")
    assert len(claims) == 3
    assert all(claim.confidence is not None and 0 < claim.confidence < 1 for claim in claims)
    assert [claim.confidence for claim in claims] == [round(claim.confidence or 0, 2) for claim in claims]


@cache
def measured() -> Evaluation:
    """The claims of the texts that the coder is developed on, beside their gold."""
    folders = [ROOT / "tests/data/documents", ROOT.parent / "shared/data/documents"]
    documents = [
        document for folder in folders if folder.is_dir() for document in code_documents(folder, None, None)
    ]
    return pool([evaluate(document.gold, document.claims) for document in documents])


def test_of_sure_claims_four_in_five_are_right() -> None:
    sure = measured().sure()
    assert sure.of >= 20
    assert sure.share is not None
    assert sure.share >= 0.8


def test_surer_claims_are_right_more_often() -> None:
    thirds = [Share(0, 0)] * 3
    for step in measured().calibration():
        n = 0 if step.low < 0.6 else 1 if step.low < 0.8 else 2
        thirds[n] = Share(thirds[n].right + step.share.right, thirds[n].of + step.share.of)
    shares = [share.share or 0.0 for share in thirds]
    assert shares == sorted(shares)
