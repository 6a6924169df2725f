from __future__ import annotations

import csv
import io
import json
import sys
import types
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from demarche.claims import Claim
from demarche.cli import main
from demarche.errors import DataError
from demarche.evaluate.grids import Grid, clean, show

TEXT = "The king of Ruritania flew to Oz. Oz will sanction Ruritania, it said."
COLUMNS = (
    "tier", "interaction_type", "mode", "initiator", "target", "status", "disputed", "date",
    "evidence_start", "evidence_end",
)  # fmt: skip
VISIT = ("core", "visit", "unspecified", "RUR", "OZZ", "occurred", "false", "2024-06", "0", "33")
PLAN = ("core", "sanction", "unspecified", "OZZ", "RUR", "planned", "false", "", "34", "70")
FALSE = ("", "threat", "force", "OZZ", "RUR", "occurred", "true", "1999", "34", "70")


def write(path: Path, rows: Sequence[Sequence[str]], columns: Sequence[str] = COLUMNS) -> Path:
    stream = io.StringIO()
    csv.writer(stream).writerows([columns, *rows])
    path.parent.mkdir(exist_ok=True)
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["evaluate", *map(str, arguments)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def coder(monkeypatch: pytest.MonkeyPatch, function: object) -> None:
    module: Any = types.ModuleType("demarche.coding")
    module.code_document = function
    monkeypatch.setitem(sys.modules, "demarche.coding", module)


def classifier(monkeypatch: pytest.MonkeyPatch, function: object) -> None:
    module: Any = types.ModuleType("demarche.coding.pairs")
    module.classify_pair = function
    monkeypatch.setitem(sys.modules, "demarche.coding.pairs", module)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "oz.txt").write_text(TEXT, encoding="utf-8")
    return write(tmp_path / "oz.gold.csv", [VISIT, PLAN])


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return write(tmp_path / "claims" / "oz.csv", [VISIT, FALSE])


@pytest.fixture
def places(gold: Path, claims: Path, tmp_path: Path) -> dict[str, Path]:
    empty = tmp_path / "empty"
    empty.mkdir()
    text = tmp_path / "oz.txt"
    return {"GOLD": gold, "CLAIMS": claims, "TEXT": text, "FOLDER": empty, "DIR": tmp_path}


def test_one_file_with_the_claims_of_all_texts_is_parted_by_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, row in (("oz", VISIT), ("ox", PLAN)):
        write(tmp_path / "gold" / f"{name}.gold.csv", [row])
    rows = [("oz", *VISIT), ("other", *FALSE), ("oz", *PLAN)]
    claims = write(tmp_path / "claims.csv", rows, ("source_id", *COLUMNS))
    code, out, _ = run(capsys, tmp_path / "gold", claims, "--json")
    assert code == 0
    told = json.loads(out)
    found = {name: one["scores"]["core"]["matched"] for name, one in told["documents"].items()}
    assert found == {"ox": 0, "oz": 1}


def test_figures_and_errors_are_printed(gold: Path, claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, gold, claims)
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    # One of two rows found; the false row is of no core type.
    assert ["core", "2", "1", "1", "1.000", "0.500", "0.667"] in lines
    assert ["core+extended", "2", "2", "1", "0.500", "0.500", "0.500"] in lines
    assert out.count("Oz will sanction Ruritania, it said.") == 2
    assert "coded as threat/occurred" in out


def test_parquet_and_csv_claims_give_the_same(
    gold: Path, claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with claims.open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))
    table = pa.table(
        {
            name: pa.array([one[name] or None for one in cells]).dictionary_encode()
            for name in COLUMNS
            if name not in {"tier", "disputed", "evidence_start", "evidence_end"}
        }
    )
    table = table.append_column("disputed", pa.array([one["disputed"] == "true" for one in cells]))
    for name in ("evidence_start", "evidence_end"):
        table = table.append_column(name, pa.array([int(one[name]) for one in cells], pa.int32()))
    table = table.append_column(
        "participants", pa.array([[], []], pa.list_(pa.struct({"role": pa.string()})))
    )
    path = tmp_path / "claims.parquet"
    parquet.write_table(table, path)
    assert run(capsys, gold, path, "--json") == run(capsys, gold, claims, "--json")


def test_folders_are_paired_by_stem_and_pooled(
    gold: Path, claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "second.gold.csv", [PLAN])
    write(claims.parent / "second.csv", [PLAN])
    write(claims.parent / "unasked.csv", [FALSE])
    code, out, _ = run(capsys, tmp_path, claims.parent, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["scores"]["core"]["f1"] == pytest.approx(2 * 2 / 5)
    assert set(found["documents"]) == {"oz", "second"}
    assert found["documents"]["second"]["scores"]["core"]["f1"] == 1.0
    assert "second" in run(capsys, tmp_path, claims.parent)[1]


def test_code_makes_the_claims_itself(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[tuple[str, str, str]] = []

    def code_document(text: str, published: str, source_id: str) -> list[Claim]:
        seen.append((text, published, source_id))
        return [
            Claim(
                source_id=source_id, interaction_type="visit", mode="unspecified", initiator="RUR",
                target="OZZ",
                directed=True, status="occurred", reported_on=published, evidence_start=0, evidence_end=33,
                trigger_start=22, trigger_end=26, rule="x", coder="x", coder_version="0", date="2024-06",
            )
        ]  # fmt: skip

    coder(monkeypatch, code_document)
    code, out, _ = run(capsys, gold, "--code", tmp_path / "oz.txt", "--published", "2024-06-18", "--json")
    assert code == 0
    assert json.loads(out)["scores"]["core"]["matched"] == 1
    write(tmp_path / "index.csv", [("oz.txt", "2023-01-02")], ("file", "published"))
    assert run(capsys, tmp_path, "--code", "--json")[1] == run(capsys, gold, "--code", "--json")[1]
    assert seen == [(TEXT, "2024-06-18", "oz"), *[(TEXT, "2023-01-02", "oz")] * 2]


def test_the_sentence_task(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pairs.tsv"
    rows = "x\t<s>Oz</s> hit <t>Kansas</t>\tASSAULT\nx\t<s>Oz</s> fed <t>Kansas</t>\tAID\n"
    path.write_text("sentence\tmarked_sentence\tgold_root\n" + rows, encoding="utf-8")
    classifier(monkeypatch, lambda sentence, source, target: "ASSAULT")
    out = tmp_path / "out.tsv"
    code, printed, _ = run(capsys, "--pairs", path, "--predictions", out)
    assert code == 0
    assert ["all", "2", "2", "0.333", "0.500"] in [line.split() for line in printed.splitlines()]
    assert ["AID", "ASSAULT", "1"] in [line.split() for line in printed.splitlines()]
    assert out.read_text(encoding="utf-8") == "row\tgold\tpredicted\n1\tASSAULT\tASSAULT\n2\tAID\tASSAULT\n"
    summary = run(capsys, "--pairs", path, "--summary")[1]
    assert "Confusion" not in summary
    assert "0.333" in summary
    figures = json.loads(run(capsys, "--pairs", path, "--json", "--summary")[1])
    assert "confusion" not in figures
    assert figures["macro_f1"] == pytest.approx(1 / 3)


def test_without_a_sentence_coder_the_task_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("sentence\tmarked_sentence\tgold_root\nx\t<s>Oz</s>\tAID\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "demarche.coding.pairs", types.ModuleType("demarche.coding.pairs"))
    code, _, err = run(capsys, "--pairs", path)
    assert code == 2
    assert "classify_pair" in err


@pytest.mark.parametrize("style", [[], ["--json"]])
def test_a_summary_tells_nothing_of_any_row(
    style: list[str], gold: Path, claims: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets = ("RUR", "OZZ", "Ruritania", "1999", "oz")
    full = run(capsys, gold, claims, *style)[1]
    assert all(secret in full for secret in secrets)
    code, out, err = run(capsys, gold, claims, "--summary", *style)
    assert (code, err) == (0, "")
    assert not [secret for secret in secrets if secret in out]
    assert "0.667" in out or "0.6666" in out


BAD_CELLS = [
    ("evidence_start", "SECRET"),
    ("evidence_end", "-1"),
    ("tier", "SECRET"),
    ("disputed", "SECRET"),
    ("status", ""),
    ("confidence", "SECRET"),
]


@pytest.mark.parametrize(("column", "value"), BAD_CELLS)
def test_a_bad_cell_is_named_and_under_summary_not_quoted(
    column: str, value: str, claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = (*COLUMNS, "confidence")
    rows = [dict(zip(columns, (*VISIT, "0.5"), strict=True)), dict(zip(columns, (*PLAN, ""), strict=True))]
    rows[1][column] = value
    path = write(tmp_path / "bad.csv", [list(one.values()) for one in rows], columns)
    code, _, err = run(capsys, path, claims)
    assert code == 2
    assert f"{path}:3: {column}: " in err
    assert not value or value in err
    code, out, err = run(capsys, path, claims, "--summary")
    assert (code, out) == (2, "")
    assert f"{path}:3: {column}: " in err
    assert "SECRET" not in err


def raising(error: Exception) -> object:
    def code_document(text: str, published: str, source_id: str) -> list[Claim]:
        warnings.warn("SECRET", stacklevel=1)
        raise error

    return code_document


@pytest.mark.parametrize(
    "error", [ValueError("SECRET"), DataError("SECRET", value="SECRET", field="SECRET", hint="SECRET")]
)
def test_a_failing_coder_gives_nothing_away_under_summary(
    error: Exception, gold: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coder(monkeypatch, raising(error))
    arguments = (gold, "--code", "--published", "2024-06-18")
    with pytest.warns(UserWarning, match="SECRET"):
        assert "SECRET" in run(capsys, *arguments)[2]
    code, out, err = run(capsys, *arguments, "--summary")
    assert code == 1
    assert out == ""
    assert "SECRET" not in err


def test_warnings_are_held_back_under_summary(
    gold: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def code_document(text: str, published: str, source_id: str) -> list[Claim]:
        warnings.warn(text, stacklevel=1)
        return []

    coder(monkeypatch, code_document)
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        assert run(capsys, gold, "--code", "--published", "2024-06-18", "--summary")[0] == 0
    assert not shown


def test_a_bad_mark_is_not_quoted_under_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("sentence\tmarked_sentence\tgold_root\nx\t<s>SECRET\tAID\n", encoding="utf-8")
    assert "SECRET" in run(capsys, "--pairs", path)[2]
    code, _, err = run(capsys, "--pairs", path, "--summary")
    assert code == 2
    assert f"{path}:2" in err
    assert "SECRET" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "either claims or --code"),
        (("GOLD",), "either claims or --code"),
        (("GOLD", "CLAIMS", "--code", "TEXT"), "either claims or --code"),
        (("GOLD", "CLAIMS", "--published", "2024-06-18"), "--published goes with --code"),
        (("GOLD", "CLAIMS", "--predictions", "out.tsv"), "--predictions goes with --pairs"),
        (("GOLD", "--pairs", "x.tsv"), "--pairs goes without gold"),
        (("GOLD", "--code", "TEXT", "--text", "TEXT"), "--text goes without --code"),
        (("GOLD", "nowhere.csv"), "nowhere.csv: is not there"),
        (("GOLD", "FOLDER"), "one of gold and claims is a folder"),
        (("FOLDER", "FOLDER"), "holds no gold"),
        (("DIR", "FOLDER"), "there are no claims"),
        (("DIR", "DIR", "--text", "TEXT"), "--text is for one document"),
        (("GOLD", "--code"), "the publication date is not known"),
        (("GOLD", "--code", "--published", "20240618"), "is not a day"),
        (("GOLD", "--code", "nowhere.txt", "--published", "2024-06-18"), "nowhere.txt: is not there"),
        (("DIR", "--code", "--published", "2024-06-18"), "--published is for one document"),
        (("GOLD", "--code", "FOLDER", "--published", "2024-06-18"), "one of gold and text is a folder"),
        (("TEXT", "CLAIMS"), "has no column"),
    ],
)
def test_bad_usage_is_exit_code_2(
    arguments: tuple[str, ...],
    message: str,
    places: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    coder(monkeypatch, lambda text, published, source_id: [])
    code, out, err = run(capsys, *(places.get(one, one) for one in arguments))
    assert (code, out) == (2, "")
    assert message in err


def test_claims_of_several_sources_are_refused(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "two.csv", [(*VISIT, "a"), (*PLAN, "b")], (*COLUMNS, "source_id"))
    code, _, err = run(capsys, gold, path)
    assert code == 2
    assert "several sources" in err


def test_not_parquet_is_said(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PAR1, not quite")
    code, _, err = run(capsys, gold, path)
    assert code == 2
    assert "cannot be read as Parquet" in err


def test_evidence_outside_the_text_is_said(
    claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "short.txt"
    text.write_text("Short.", encoding="utf-8")
    gold = write(tmp_path / "g" / "g.csv", [PLAN])
    assert "characters 34–70, outside the text" in run(capsys, gold, claims, "--text", text)[1]
    assert "characters 34–70 " in run(capsys, gold, claims)[1].replace("\n", " ")


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert clean("a\x1b[31m\n b\u202e") == "a [31m b"
    assert clean("abcdef", 4) == "abc…"


def test_a_terminal_gets_a_drawn_table() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    grid = Grid("Title", ("name", "n"), [("[bold]x[/bold]", "1")])
    drawn, plain = Terminal(), io.StringIO()
    show([grid], drawn)
    show([grid, Grid("Empty", ("name",), [])], plain)
    assert "[bold]x[/bold]" in drawn.getvalue()
    assert "─" in drawn.getvalue()
    assert plain.getvalue() == "Title\n  name            n\n  [bold]x[/bold]  1\n\n"
