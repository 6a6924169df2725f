"""Two coders of one text: which claims are the same, and how far beyond chance they agree."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.cli import main
from demarche.evaluate.agreement import alpha, by_field, differences, join, kappa
from demarche.evaluate.rows import FIELDS, Row

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A: two observers, ten texts, 0 or 1.
TEXTBOOK = list(zip("0100000010", "1110010000", strict=True))


def row(number: int, **changes: Any) -> Row:
    values: dict[str, Any] = {
        "interaction_type": "visit",
        "initiator": "RUS",
        "target": "PRK",
        "status": "occurred",
        "evidence_start": 10 * number,
        "evidence_end": 10 * number + 8,
        "columns": frozenset(FIELDS),
        "number": number,
        "directed": True,
        "disputed": False,
    }
    return Row(**(values | changes))


def test_alpha_is_that_of_the_textbook() -> None:
    assert alpha(TEXTBOOK) == pytest.approx(0.095, abs=0.0005)


def test_kappa_is_that_of_the_textbook() -> None:
    """Cohen's example as it is taught: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=12)


@settings(deadline=None)
@given(PAIRS)
def test_agreement_is_the_same_from_either_side_and_one_only_where_all_is_the_same(
    pairs: list[tuple[str, str]],
) -> None:
    turned = [(b, a) for a, b in pairs]
    same = all(a == b for a, b in pairs)
    for measure in (alpha, kappa):
        value = measure(pairs)
        assert value == (None if value is None else pytest.approx(measure(turned)))
        if value is not None:
            assert value <= 1
            assert (value == pytest.approx(1)) == same


@pytest.mark.parametrize("measure", [alpha, kappa])
def test_where_one_value_is_all_that_occurs_nothing_can_be_said(measure: Any) -> None:
    assert measure([("a", "a"), ("a", "a")]) is None


def test_rows_are_joined_by_act_then_without_status_then_by_pair_and_place() -> None:
    a = [row(1), row(2, status="planned"), row(3, interaction_type="support"), row(4, target="USA")]
    b = [row(1), row(2), row(3, interaction_type="aid"), row(9, target="USA", interaction_type="threat")]
    found = join("text", a, b)
    assert [(one.gold.number, one.claim.number) for one in found.both] == [(1, 1), (2, 2), (3, 3)]
    assert ([one.number for one in found.only_a], [one.number for one in found.only_b]) == ([4], [9])
    told = {(one.unit.gold.number, one.field, one.a, one.b) for one in differences([found])}
    assert told == {(2, "status", "planned", "occurred"), (3, "interaction_type", "support", "aid")}


def test_modes_are_compared_within_a_type_and_dates_by_their_days() -> None:
    a = [
        row(1, mode="summit", date="2024-06"),
        row(2, interaction_type="support", mode="praise", date="2024-06-19"),
    ]
    b = [
        row(1, mode="summit", date="2024-06-01/2024-06-30"),
        row(2, interaction_type="aid", mode="economic", date=None),
    ]
    found = {one.field: (one.same, one.of) for one in by_field([join("text", a, b)])}
    assert found["mode"] == (1, 1)
    assert found["date"] == (1, 2)
    assert found["interaction_type"] == (1, 2)


def test_a_field_that_one_coding_lacks_is_not_compared() -> None:
    lacking = row(1, columns=frozenset(FIELDS) - {"level"})
    assert "level" not in {one.field for one in by_field([join("text", [row(1)], [lacking])])}


def changed(path: Path, out: Path, column: str, value: str) -> Path:
    """A copy of a coding whose last row is gone and whose first says something else."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[0][column] = value
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows[:-1])
    return out


def test_the_command_tells_figures_and_differences(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (a,) = (checkout / "dataset" / "claims").glob("*.csv")
    b = changed(a, tmp_path / "b.csv", "mode", "summit")
    assert main(["agreement", str(a), str(b)]) == 0
    shown = capsys.readouterr().out
    assert "Agreement on the claims in both" in shown
    assert "official_visit  summit" in shown
    assert "Only in A" in shown
    assert "Only in B" not in shown
    assert main(["agreement", str(a), str(b), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    both = len(a.read_text(encoding="utf-8").splitlines()) - 2
    share = pytest.approx(2 * both / (2 * both + 1))
    assert told["claims"] == {"both": both, "only_a": 1, "only_b": 0, "share": share}
    assert [(one["field"], one["a"], one["b"]) for one in told["differences"]] == [
        ("mode", "official_visit", "summit")
    ]
    assert told["fields"]["mode"]["same"] == told["fields"]["mode"]["of"] - 1


def test_folders_are_compared_file_by_file(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = checkout / "dataset" / "claims"
    assert main(["agreement", str(claims), str(claims)]) == 0
    assert "Differences" not in capsys.readouterr().out
    assert main(["agreement", str(claims), str(tmp_path)]) == 2
    assert "different names" in capsys.readouterr().err
