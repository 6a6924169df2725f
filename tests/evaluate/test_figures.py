from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.evaluate import Evaluation, Row, evaluate, pool
from demarche.evaluate.figures import Score, Share, field_equal
from demarche.evaluate.matching import Match
from demarche.evaluate.rows import CORE_TYPES, FIELDS, TIERS

COARSE = frozenset({"mode", "date", "disputed", "reported_by"})
FINE = COARSE | {"phase", "voice", "directed"}


def row(kind: str, pair: str, status: str = "occurred", tier: str = "", **values: Any) -> Row:
    initiator, target = pair.split("-")
    defaults = {"evidence_start": 0, "evidence_end": 10, "columns": COARSE}
    return Row(
        interaction_type=kind, initiator=initiator, target=target, status=status, tier=tier,
        **{**defaults, **values},
    )  # fmt: skip


def test_figures_worked_by_hand() -> None:
    gold = [
        row("visit", "FRA-ITA", tier="core"),
        row("visit", "FRA-ITA", "planned", tier="core", evidence_start=50, evidence_end=60),
        row("sanction", "USA-CUB", "ongoing", tier="core"),
        row("support", "FRA-ITA", tier="extended"),
        row("agreement", "FRA-ITA", tier="optional"),
    ]
    claims = [
        row("visit", "FRA-ITA"),  # right
        row("agreement", "FRA-ITA"),  # optional: neither right nor wrong
        row("sanction", "USA-CUB", "occurred"),  # wrong status: a miss and a false row
        row("threat", "FRA-ITA"),  # false, but of no core type
        row("support", "FRA-ITA"),  # right, extended
    ]
    found = evaluate(gold, claims)
    assert found.score(core=True) == Score(matched=1, gold=3, false=1)
    assert found.score(core=False) == Score(matched=2, gold=4, false=2)
    assert (found.score(core=True).precision, found.score(core=True).recall) == (1 / 2, 1 / 3)
    assert found.score(core=True).f1 == pytest.approx(2 * (1 / 2) * (1 / 3) / (1 / 2 + 1 / 3))
    assert found.types() == {
        "sanction": Score(0, 1, 1),
        "visit": Score(1, 2, 0),
        "support": Score(1, 1, 0),
        "threat": Score(0, 0, 1),
    }
    # Without the status the sanction is found too: two of three right; the planned visit has no claim left.
    assert found.fields(core=False)["status"] == Share(2, 3)
    assert found.fields(core=True)["status"] == Share(1, 2)
    assert found.confusion() == {("sanction/ongoing", "sanction/occurred"): 1}


@pytest.mark.parametrize(
    ("tier", "core", "both"),
    [
        ("core", Score(1, 1, 0), Score(1, 1, 0)),
        ("extended", Score(0, 0, 0), Score(1, 1, 0)),
        ("optional", Score(0, 0, 0), Score(0, 0, 0)),
    ],
)
def test_a_matched_claim_counts_in_its_tier_alone(tier: str, core: Score, both: Score) -> None:
    found = evaluate([row("visit", "FRA-ITA", tier=tier)], [row("visit", "FRA-ITA")])
    assert (found.score(core=True), found.score(core=False)) == (core, both)


def test_an_optional_row_excuses_one_claim_only() -> None:
    found = evaluate([row("visit", "FRA-ITA", tier="optional")], [row("visit", "FRA-ITA")] * 2)
    assert found.score(core=True) == Score(0, 0, 1)


def test_nothing_is_not_a_perfect_score() -> None:
    found = evaluate([], [])
    assert found.score(core=True) == Score(0, 0, 0)
    assert (found.score(core=True).f1, found.jaccard(core=False), found.sure().share) == (None, None, None)


def test_a_claim_matched_to_an_optional_row_is_no_wrong_status() -> None:
    gold = [row("visit", "FRA-ITA", tier="core"), row("visit", "FRA-ITA", "planned", tier="optional")]
    assert evaluate(gold, [row("visit", "FRA-ITA", "planned")]).fields(core=True)["status"] == Share(0, 0)


def test_of_equal_overlap_the_claim_with_the_right_status_is_compared() -> None:
    gold = row("visit", "FRA-ITA", "planned", tier="core")
    claims = [row("visit", "FRA-ITA", evidence_end=20), row("visit", "FRA-ITA", "planned", evidence_end=30)]
    assert evaluate([gold], claims).fields(core=True)["status"] == Share(1, 1)


def test_confusion_tells_type_status_and_reversal() -> None:
    gold = [row("request", "FRA-ITA", tier="extended")]
    turned = evaluate(gold, [row("threat", "ITA-FRA", "planned")])
    assert turned.confusion() == {("request/occurred", "threat/planned reversed"): 1}
    elsewhere = row("threat", "ITA-FRA", evidence_start=90, evidence_end=95)
    assert not evaluate(gold, [elsewhere]).confusion()
    assert not evaluate(gold, [row("request", "FRA-DEU")]).confusion()


@pytest.mark.parametrize(
    ("kind", "gold", "claim", "verdict"),
    [
        ("visit", "summit", ("summit", None), True),
        ("visit", "summit", ("unspecified", None), False),
        ("sanction", "lifting", ("economic", "lifted"), True),
        ("sanction", "lifting", ("economic", "eased"), True),
        ("sanction", "lifting", ("economic", "imposed"), False),
        ("sanction", "economic", ("economic", "lifted"), False),
        ("sanction", "diplomatic", ("expulsion", "imposed"), True),
        ("sanction", "financial", ("expulsion", "imposed"), False),
        ("accusation", "legal_charge", ("warrant", None), True),
        ("accusation", "condemnation", ("warrant", None), False),
        ("rejection", "unspecified", ("refusal", None), True),
        ("rejection", "denial", ("refusal", None), False),
        ("support", "unspecified", ("praise", None), None),
    ],
)
def test_modes_against_the_coarser_gold(
    kind: str, gold: str, claim: tuple[str, str | None], verdict: bool | None
) -> None:
    coded = row(kind, "FRA-ITA", mode=claim[0], phase=claim[1], columns=FINE)
    one = Match(row(kind, "FRA-ITA", tier="core", mode=gold), coded)
    assert field_equal("mode", one) is verdict


def test_modes_against_the_finer_gold_are_compared_as_they_stand() -> None:
    gold = row("sanction", "FRA-ITA", tier="core", mode="diplomatic", columns=FINE)
    assert field_equal("mode", Match(gold, replace(gold, mode="expulsion"))) is False
    assert field_equal("mode", Match(gold, gold)) is True


def test_a_column_is_measured_only_where_both_files_have_it() -> None:
    gold, claim = row("visit", "FRA-ITA", tier="core"), row("visit", "FRA-ITA", columns=FINE, voice="source")
    fields = evaluate([gold], [claim]).fields(core=True)
    assert fields["voice"].of == 0
    assert fields["reported_by"] == Share(1, 1)
    wrong = replace(claim, reported_by="DEU", date="2024")
    fields = evaluate([gold], [wrong]).fields(core=True)
    assert fields["reported_by"] == fields["date"] == Share(0, 1)


def test_evidence_share_and_mean_jaccard() -> None:
    gold = [row("visit", "FRA-ITA", tier="core"), row("visit", "FRA-DEU", tier="core")]
    claims = [row("visit", "FRA-ITA", evidence_end=5), row("visit", "FRA-DEU", evidence_start=10)]
    found = evaluate(gold, claims)
    assert found.fields(core=True)["evidence"] == Share(1, 2)
    assert found.jaccard(core=True) == pytest.approx(0.25)


def test_confident_claims_that_are_right() -> None:
    gold = [row("visit", "FRA-ITA", tier="core"), row("aid", "FRA-ITA", tier="optional")]
    claims = [
        row("visit", "FRA-ITA", confidence=0.8),
        row("aid", "FRA-ITA", confidence=0.9),
        row("threat", "FRA-ITA", confidence=0.95),
        row("protest", "FRA-ITA", confidence=0.79),
        row("assault", "FRA-ITA"),
    ]
    assert evaluate(gold, claims).sure() == Share(1, 2)


def test_claims_are_counted_by_steps_of_confidence() -> None:
    gold = [row("visit", "FRA-ITA", tier="core"), row("aid", "FRA-ITA", tier="optional")]
    claims = [
        row("visit", "FRA-ITA", confidence=0.8),
        row("aid", "FRA-ITA", confidence=0.85),
        row("threat", "FRA-ITA", confidence=0.84),
        row("protest", "FRA-ITA", confidence=1.0),
        row("rejection", "FRA-ITA", confidence=0.1),
        row("assault", "FRA-ITA"),
    ]
    steps = evaluate(gold, claims).calibration()
    assert [(step.low, step.share) for step in steps] == [
        (0.0, Share(0, 1)), (0.8, Share(1, 2)), (0.9, Share(0, 1)),
    ]  # fmt: skip
    assert steps[1].expected == pytest.approx(0.82)


def test_pooling_adds_counts_and_keeps_documents_apart() -> None:
    gold, claim = row("visit", "FRA-ITA", tier="core"), row("visit", "FRA-ITA")
    pooled = pool([evaluate([gold], []), evaluate([], [claim]), evaluate([gold], [claim])])
    assert pooled.score(core=True) == Score(1, 2, 1)


_ROWS = st.builds(
    Row,
    interaction_type=st.sampled_from(["visit", "sanction", "aid"]),
    initiator=st.sampled_from(["FRA", "ITA"]),
    target=st.sampled_from(["CUB", "USA"]),
    status=st.sampled_from(["occurred", "planned"]),
    evidence_start=st.integers(0, 20),
    evidence_end=st.integers(21, 40),
    columns=st.just(frozenset(FIELDS)),
    date=st.sampled_from([None, "2024", "2024-06"]),
    mode=st.sampled_from(["unspecified", "economic"]),
    disputed=st.booleans(),
    confidence=st.sampled_from([None, 0.5, 0.9]),
)
_CLAIMS = st.lists(_ROWS, max_size=8)
_GOLD = st.lists(
    st.builds(lambda one, tier: replace(one, tier=tier), _ROWS, st.sampled_from(TIERS)), max_size=8
)


def figures(found: Evaluation) -> object:
    tiers = (True, False)
    return (
        [found.score(core=core) for core in tiers],
        found.types(),
        [found.fields(core=core) for core in tiers],
        [found.jaccard(core=core) for core in tiers],
        found.sure(),
        found.confusion(),
    )


@given(_GOLD)
def test_gold_against_itself_is_perfect(gold: list[Row]) -> None:
    found = evaluate(gold, [replace(one, tier="") for one in gold if one.tier != "optional"])
    demanded = sum(one.tier != "optional" for one in gold)
    assert found.score(core=False) == Score(demanded, demanded, 0)
    core = sum(one.tier == "core" for one in gold)
    assert found.score(core=True) == Score(core, core, 0)
    for tier in (True, False):
        assert found.jaccard(core=tier) in (None, 1.0)
        for share in found.fields(core=tier).values():
            assert share.right == share.of


@given(_GOLD, _CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(gold: list[Row], claims: list[Row], random: Any) -> None:
    shuffled_gold, shuffled_claims = list(gold), list(claims)
    random.shuffle(shuffled_gold)
    random.shuffle(shuffled_claims)
    assert figures(evaluate(gold, claims)) == figures(evaluate(shuffled_gold, shuffled_claims))


@given(_GOLD, _CLAIMS)
def test_counts_add_up_and_ratios_are_ratios(gold: list[Row], claims: list[Row]) -> None:
    found = evaluate(gold, claims)
    assert len(found.matches) + len(found.false_rows) == len(claims)
    assert len({id(one.gold) for one in found.matches}) == len(found.matches)
    assert len({id(one.claim) for one in found.matches}) == len(found.matches)
    assert len(found.demanded()) + len(found.misses) == sum(one.tier != "optional" for one in gold)
    core_false = sum(one.interaction_type in CORE_TYPES for one in found.false_rows)
    assert found.score(core=True).false == core_false
    for score in (found.score(core=True), found.score(core=False), *found.types().values()):
        for ratio in (score.precision, score.recall, score.f1):
            assert ratio is None or 0 <= ratio <= 1
    for share in (*found.fields(core=True).values(), *found.fields(core=False).values(), found.sure()):
        assert 0 <= share.right <= share.of
