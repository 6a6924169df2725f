"""Tables in memory, of several libraries: the same findings as in a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import demarche
from demarche.checks.finding import Finding
from demarche.errors import InputError
from demarche.report.frame import COLUMNS, Findings
from demarche.tables import write_csv

Tables = dict[str, pa.Table]
HOLDERS: dict[str, Callable[[pa.Table], Any]] = {
    "arrow": lambda table: table,
    "batch": lambda table: table.to_batches()[0],
    "pandas": lambda table: table.to_pandas(),
    "pandas with days as timestamps": lambda table: table.to_pandas(date_as_object=False),
    "pandas on arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": pl.from_arrow,
    "polars, lazy": lambda table: pl.DataFrame(pl.from_arrow(table)).lazy(),
}


def with_cell(table: pa.Table, column: str, value: Any) -> pa.Table:
    rows = table.to_pylist()
    rows[1][column] = value
    return pa.Table.from_pylist(rows, schema=table.schema)


def cells(findings: Findings) -> list[tuple[str, str, str]]:
    """Code, column and value of each."""
    return [(str(one.code), str(one.column), str(one.value)) for one in findings.itertuples()]


@pytest.mark.parametrize("holder", HOLDERS.values(), ids=list(HOLDERS))
def test_every_library_is_understood(good: Tables, holder: Callable[[pa.Table], Any]) -> None:
    for name, table in good.items():
        assert demarche.validate(holder(table), name).empty, name
    wrong = with_cell(good["events"], "status", "ocurred")
    findings = demarche.validate(holder(wrong))
    assert cells(findings) == [("enum", "status", "ocurred")]
    assert findings["hint"].tolist() == ["Did you mean occurred?"]
    assert findings["row_id"].tolist() == [
        " ".join(str(wrong[n][1]) for n in ("event_id", "initiator", "target"))
    ]


def test_what_is_loaded_is_valid(newest_release: Path) -> None:
    for table in ("events", "interactions", "participants"):
        frame = demarche.load(table)
        assert demarche.validate(frame).empty
        assert demarche.validate(frame[frame.columns[::-1]].sample(frac=0.5, random_state=1)).empty


def test_an_index_with_a_name_is_a_column(good: Tables) -> None:
    assert demarche.validate(good["actors"].to_pandas().set_index("actor_id")).empty


def test_several_tables_are_checked_as_one(good: Tables) -> None:
    frames = {name: good[name].to_pandas() for name in ("links", "interactions")}
    frames["links"].loc[0, "to_id"] = "i999999999999"
    assert ("foreign_key", "to_id", "i999999999999") in cells(demarche.validate(frames))


@pytest.mark.parametrize(
    ("column", "kind", "value", "told"),
    [
        ("year", "float64", 2001.0, None),
        ("year", "float64", 2001.5, "2001.5"),
        ("year", object, "2001", None),
        ("year", object, "2001.0", "2001.0"),
        ("year", "string", "MMI", "MMI"),
        ("year", bool, True, "true"),
        ("date_start", object, "2001-05-03", None),
        ("date_start", object, "3 May", "3 May"),
        ("date_start", "datetime64[ns]", pd.Timestamp("2001-05-03 10:00"), "2001-05-03 10:00:00.000000000"),
        ("date_start", object, date(2001, 5, 3), None),
        ("cameo_code", "int64", 42, "42"),
        ("directed", object, "true", None),
        ("directed", object, "TRUE", "TRUE"),
        ("directed", "int64", 1, "1"),
        ("goldstein", "int64", 1, None),
        ("mode", object, 5, "5"),
    ],
)
def test_a_column_is_taken_back_where_nothing_is_lost(
    good: Tables, column: str, kind: Any, value: Any, told: str | None
) -> None:
    frame = good["events"].slice(0, 1).to_pandas()
    frame[column] = pd.Series([value], dtype=kind)
    found = [item for item in cells(demarche.validate(frame, "events")) if item[0] in {"type", "columns"}]
    assert found == ([] if told is None else [("type", column, told)])


def test_columns_are_never_lost(good: Tables, tmp_path: Path) -> None:
    frame = good["actors"].to_pandas()
    write_csv(good["actors"], tmp_path / "actors.csv")
    for data in (frame, frame.iloc[:0], tmp_path / "actors.csv", {"actors": frame}):
        findings = demarche.validate(data, None if isinstance(data, dict) else "actors")
        assert tuple(findings.columns) == COLUMNS == tuple(Finding.__slots__)
        assert findings.empty
        assert findings.dtypes["line"] == pd.Int64Dtype()


def test_a_notebook_shows_the_verdict(good: Tables) -> None:
    findings = demarche.validate(with_cell(good["actors"], "name", "<b>Peru"))
    assert "valid: " in findings._repr_html_()
    page = demarche.validate(with_cell(good["actors"], "kind", "<b>"))._repr_html_()
    assert "1 error" in page
    assert "<b>" not in page.replace('<b class="error">', "").replace("&lt;b&gt;", "")
    assert "<table" in page


def test_what_is_made_of_findings_is_a_plain_frame(good: Tables) -> None:
    findings = demarche.validate(with_cell(good["actors"], "kind", "sate"))
    chosen = findings[findings["severity"] == "error"]
    assert type(chosen) is pd.DataFrame
    assert "sate" in chosen.to_html()
    assert findings.verdict.total("error") == 1


def test_columns_that_are_not_the_contracts_are_named(good: Tables) -> None:
    frame = good["links"].to_pandas().rename(columns={"relation": "relatoin"})
    findings = demarche.validate(frame, "links")
    assert findings["hint"].tolist()[0] == "Did you mean relation?"
    assert findings["file"].isna().all()
    assert findings["line"].isna().all()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pd.DataFrame({"a": [1]}), "which table this is cannot be told"),
        ([1, 2], "neither a table nor a path"),
        ("nowhere.csv", "does not exist"),
    ],
)
def test_what_cannot_be_checked_is_a_wrong_call(data: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        demarche.validate(data)


def test_frames_are_held_against_a_release_too(checkout: Path, newest_release: Path) -> None:
    frame = demarche.load("interactions", newest_release.name)
    frame.loc[0, "object"] = "another object"
    findings = demarche.validate(frame, against=newest_release)
    assert cells(findings) == [("released_cell_is_unchanged", "object", "another object")]
    assert findings["file"].isna().all()
