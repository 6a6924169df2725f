"""`validate --against`: what a contribution, and the next state of a dataset, owes to a release."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from demarche.checks.examples import EXAMPLES
from demarche.checks.release_rules import RULES
from demarche.cli import main
from demarche.contract.arrow import arrow_schema
from demarche.contract.model import load_contract
from demarche.errors import DataError, InputError
from demarche.release.published import read_published
from demarche.tables import read_csv, write_csv
from demarche.validation import validate_paths

ARREST, EXPULSION, VISIT = "ib965gh1s6xgb", "i9wv9hm0jg8dy", "i9r7yfzqrbbjn"
GRAVE = {"id": ARREST, "withdrawn_in": "0.2.0", "reason": "Told twice", "replaced_by": None}
Row = dict[str, Any]


def file_of(dataset: Path, table: str) -> Path:
    return dataset / f"{table}.csv" if table in {"ids", "withdrawn"} else dataset / "tables" / f"{table}.csv"


def rows_of(dataset: Path, table: str) -> list[Row]:
    rows: list[Row] = read_csv(file_of(dataset, table), table).to_pylist()
    return rows


def write(rows: list[Row], table: str, path: Path) -> None:
    write_csv(pa.Table.from_pylist(rows, schema=arrow_schema(table)), path)


def found(paths: list[Path], release: Path) -> list[tuple[str, str | None, str | None]]:
    """Code, column and value of each finding."""
    verdict = validate_paths(paths, against=str(release))
    return [(finding.code, finding.column, finding.value) for finding in verdict.findings]


@pytest.fixture
def base(released: Path) -> Path:
    return released / "releases" / "0.1.0"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "contribution"
    folder.mkdir()
    return folder


# --- a contribution: some rows, which may refer to released ones ---


def test_rows_may_refer_to_released_rows(released: Path, base: Path, mine: Path) -> None:
    known = [row for row in rows_of(released, "interactions") if row["interaction_id"] == VISIT]
    new = known[0] | {"interaction_id": "i" + "2" * 12, "level": "minister"}
    write([new], "interactions", mine / "interactions.csv")
    link = {"from_id": "i" + "2" * 12, "to_id": ARREST, "relation": "same_issue"}
    relation = next(iter(load_contract().fields["relation"].values or ()))
    lost = {"from_id": "i" + "9" * 12, "to_id": ARREST, "relation": relation}
    write([link | {"relation": relation}, lost], "links", mine / "links.csv")
    told = found([mine], base)
    assert ("foreign_key", "from_id", "i" + "9" * 12) in told
    assert [item for item in told if item[0] == "foreign_key"] == [("foreign_key", "from_id", "i" + "9" * 12)]
    verdict = validate_paths([mine], against=str(base))
    assert set(verdict.not_checked.values()) <= {"ids"}


def test_a_row_as_released_says_nothing_and_a_changed_cell_is_told(
    released: Path, base: Path, mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = rows_of(released, "interactions")
    write(rows, "interactions", mine / "interactions.csv")
    assert found([mine], base) == []
    (row,) = [row for row in rows if row["interaction_id"] == ARREST]
    row["object"] = "two envoys"
    write(rows, "interactions", mine / "interactions.csv")
    assert found([mine], base) == [("released_cell_is_unchanged", "object", "two envoys")]
    assert main(["validate", str(mine), "--against", str(base)]) == 0
    told = capsys.readouterr().out
    assert "object=two envoys, in 0.1.0=(empty)" in told
    assert "A correction is legitimate where" in told
    assert main(["validate", str(mine), "--against", str(base), "--strict"]) == 3


def test_a_wrong_cell_is_not_told_as_changed_too(released: Path, base: Path, mine: Path) -> None:
    rows = rows_of(released, "interactions")
    rows[0]["mode"] = "no_such_mode"
    write(rows, "interactions", mine / "interactions.csv")
    assert found([mine], base) == [("enum", "mode", "no_such_mode")]


# --- each rule has a row that must fail ---


@dataclass(frozen=True)
class Case:
    """Cells that break `rule` in a row of `table`, in a copy of the dataset or in the rows given alone."""

    rule: str
    table: str
    cells: Row
    of: str = ARREST
    beside: tuple[str, ...] = ()


BURIED = {"id": "i" + "2" * 12, "withdrawn_in": "0.1.0", "reason": "Once too often", "replaced_by": None}
CASES = [
    Case("withdrawn_id_stays_withdrawn", "interactions", {"interaction_id": BURIED["id"]}, of=VISIT),
    Case("released_id_is_not_reused", "interactions", {"source_id": "2021-03-04-warsaw-note"}, beside=(
        "released_cell_is_unchanged", "evidence_is_within_the_text",
    )),
    Case(
        "released_id_is_not_reused",
        "interactions",
        {"evidence_start": 1, "evidence_end": 9, "initiator": "NOR", "dyad": "BLR-NOR"},
        beside=("released_cell_is_unchanged", "foreign_key"),
    ),
    Case("id_of_a_released_version_is_released", "ids", {"interaction_id": "i" + "3" * 12}, beside=(
        "minted_claim_stands_or_is_withdrawn",
    )),
    Case("tombstone_is_as_released", "withdrawn", BURIED | {"reason": "Another"}),
    Case("tombstone_is_of_a_later_version", "withdrawn", GRAVE | {"withdrawn_in": "0.1.0"}),
]  # fmt: skip


@pytest.fixture
def buried(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The release as one that has a tombstone; nothing else is in question here."""
    import pyarrow.parquet as pq

    monkeypatch.setattr("demarche.release.published.verify_release", lambda folder, _: json.loads(
        (folder / "manifest.json").read_text(encoding="utf-8")
    ))  # fmt: skip
    grave = pa.Table.from_pylist([BURIED], schema=arrow_schema("withdrawn"))
    pq.write_table(grave, base / "withdrawn.parquet")
    return base


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{'-'.join(case.cells)}")
def test_the_row_that_must_fail(released: Path, buried: Path, mine: Path, case: Case) -> None:
    rows = [row for row in rows_of(released, case.table) if case.of in row.values()] or [{}]
    write([rows[0] | case.cells], case.table, mine / f"{case.table}.csv")
    verdict = validate_paths([mine / f"{case.table}.csv"], against=str(buried))
    codes = [finding.code for finding in verdict.findings]
    assert codes.count(case.rule) == 1
    assert set(codes) <= {case.rule, *case.beside}
    (rule,) = [rule for rule in RULES if rule.code == case.rule]
    (finding,) = [finding for finding in verdict.findings if finding.code == case.rule]
    assert (finding.table, finding.severity, finding.line) == (case.table, rule.severity, 2)
    assert finding.message.startswith(rule.statement)


def test_a_tombstone_of_the_release_may_stand(buried: Path, mine: Path) -> None:
    write([BURIED], "withdrawn", mine / "withdrawn.csv")
    assert found([mine], buried) == []


def test_an_id_may_be_corrected_in_its_words_or_its_act(released: Path, base: Path, mine: Path) -> None:
    """Another passage of the same act, or another act in the same passage: it is the same claim."""
    (row,) = [row for row in rows_of(released, "interactions") if row["interaction_id"] == ARREST]
    for cells in ({"evidence_start": 1, "evidence_end": 9}, {"initiator": "BLR", "target": "POL"}):
        write([row | cells], "interactions", mine / "interactions.csv")
        assert "released_id_is_not_reused" not in {code for code, _, _ in found([mine], base)}


# --- a whole dataset ---


def test_the_dataset_as_released_owes_nothing(released: Path, base: Path) -> None:
    assert found([released], base) == []
    (released / "dataset.yaml").write_text(
        (released / "dataset.yaml").read_text(encoding="utf-8").replace("0.1.0", "0.1.1"), encoding="utf-8"
    )
    assert found([released], base) == []


def test_a_released_id_may_not_be_lost(released: Path, base: Path) -> None:
    rows = rows_of(released, "interactions")
    write(
        [row for row in rows if row["interaction_id"] != ARREST],
        "interactions",
        file_of(released, "interactions"),
    )
    told = found([released], base)
    assert ("released_id_is_kept", "interaction_id", ARREST) in told
    assert ("version_follows_the_release", "version", "0.1.0") in told
    write([GRAVE], "withdrawn", file_of(released, "withdrawn"))
    assert "released_id_is_kept" not in {code for code, _, _ in found([released], base)}


def test_what_refers_to_a_row_that_is_gone_is_not_saved_by_the_release(released: Path, base: Path) -> None:
    """In a whole dataset, the release's rows are not there to be referred to."""
    rows = [row for row in rows_of(released, "interactions") if row["interaction_id"] != ARREST]
    write(rows, "interactions", file_of(released, "interactions"))
    assert ("foreign_key", "to_id", ARREST) in found([released], base)


def test_a_tombstone_may_not_be_lost(released: Path, buried: Path) -> None:
    told = found([released], buried)
    assert [item for item in told if item[0].startswith("released")] == [
        ("released_tombstone_is_kept", "id", BURIED["id"])
    ]


@pytest.mark.parametrize(
    ("version", "fine"),
    [("0.1.0", False), ("0.1.1", False), ("0.2.0", True), ("1.0.0", True), ("0.0.9", False)],
)
def test_changed_rows_raise_the_second_number(released: Path, base: Path, version: str, fine: bool) -> None:
    rows = rows_of(released, "sources")
    rows[0]["author"] = "A. Author"
    write(rows, "sources", file_of(released, "sources"))
    about = released / "dataset.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("0.1.0", version), encoding="utf-8")
    verdict = validate_paths([released], against=str(base))
    wrong = [finding for finding in verdict.findings if finding.code == "version_follows_the_release"]
    assert [(finding.value, finding.line, finding.file) for finding in wrong] == (
        [] if fine else [(version, 3, about)]
    )


# --- the release itself ---


def test_a_release_is_named_by_its_version_too(
    released: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (released / "releases").rename(released.parent / "releases")
    monkeypatch.chdir(Path(released.rename(released.parent / "dataset")))
    (released.parent / "releases").rename("releases")
    assert str(read_published("latest").version) == "0.1.0"
    assert main(["validate", "--against", "0.1.0"]) == 0
    assert main(["validate", "--against", "0.9.0"]) == 2
    assert "Released: 0.1.0" in capsys.readouterr().err


def test_a_release_that_is_not_what_it_was_is_refused(base: Path) -> None:
    (base / "CITATION.cff").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="is not what was released"):
        read_published(str(base))


def test_a_retracted_release_is_refused(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = json.loads((released / "releases.json").read_text(encoding="utf-8"))
    index["releases"][0]["retracted"] = {"date": "2021-05-01", "reason": "Wrong text", "replaced_by": "0.2.0"}
    (released / "releases.json").write_text(json.dumps(index), encoding="utf-8")
    monkeypatch.setattr("demarche.release.published.dataset_dir", lambda: released)
    with pytest.raises(InputError, match="retracted on 2021-05-01") as caught:
        read_published("0.1.0")
    assert caught.value.hint == "Take 0.2.0."


@pytest.fixture
def older(base: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[pa.Table], pa.Table]], Path]:
    """The release with a table of another form, as an older contract would have made it."""
    import pyarrow.parquet as pq

    monkeypatch.setattr("demarche.release.published.verify_release", lambda folder, _: json.loads(
        (folder / "manifest.json").read_text(encoding="utf-8")
    ))  # fmt: skip

    def make(change: Callable[[pa.Table], pa.Table]) -> Path:
        path = base / "sources.parquet"
        pq.write_table(change(pq.read_table(path)), path)
        return base

    return make


def test_a_release_with_other_columns_asks_for_a_higher_version(released: Path, older: Any) -> None:
    lacking = older(lambda table: table.drop_columns(["author"]))
    assert read_published(str(lacking)).added == ("sources.author",)
    assert ("version_follows_the_release", "version", "0.1.0") in found([released], lacking)
    retyped = older(lambda table: table.append_column("mood", pa.nulls(len(table), pa.string())))
    assert read_published(str(retyped)).lost == ("sources.mood",)
    about = released / "dataset.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("0.1.0", "0.2.0"), encoding="utf-8")
    assert ("version_follows_the_release", "version", "0.2.0") in found([released], retyped)


# --- the rules themselves ---


def test_release_rules_state_themselves() -> None:
    for rule in RULES:
        assert rule.statement.endswith(".")
        assert rule.hint.endswith(".")
        assert EXAMPLES[rule.code]
    named = {case.rule for case in CASES}
    others = {
        *("released_id_is_kept", "released_tombstone_is_kept", "released_cell_is_unchanged"),
        "version_follows_the_release",
    }
    assert {rule.code for rule in RULES} == named | others


def test_every_released_table_with_a_key_is_compared() -> None:
    (rule,) = [rule for rule in RULES if rule.judged == "cells"]
    assert set(rule.tables) == {
        name
        for name, table in load_contract().tables.items()
        if table.released and set(table.column_names) - set(table.primary_key) and table.primary_key
    } - {"withdrawn"}
