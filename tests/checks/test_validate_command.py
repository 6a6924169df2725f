"""demarche validate and demarche schema, from the command line to the exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from demarche.cli import main
from demarche.contract.arrow import arrow_schema
from demarche.contract.generated import generated_files
from demarche.contract.model import load_contract
from demarche.tables import read_csv, write_csv, write_parquet
from demarche.validation import validate_paths


@pytest.fixture
def tables(good_folder: Path, tmp_path: Path) -> Path:
    """A copy of the good tables."""
    return Path(shutil.copytree(good_folder, tmp_path / "tables"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("engine", ["pandera", "frictionless", "both"])
def test_good_tables_are_valid(good_folder: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(good_folder), "--engine", engine]) == 0
    assert capsys.readouterr().out.startswith("valid: 15 events, 16 interactions")


@pytest.mark.parametrize("engine", ["pandera", "frictionless", "both"])
def test_a_fault_is_named_at_its_line(tables: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(tables / "actors.csv", '"igo"', '"iog"')
    assert main(["validate", str(tables), "--engine", engine, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (finding,) = [finding for finding in told["findings"] if finding["code"] == "enum"]
    lines = (tables / "actors.csv").read_text().splitlines()
    assert '"iog"' in lines[finding["line"] - 1]
    assert (finding["table"], finding["column"], finding["value"]) == ("actors", "kind", "iog")


def test_both_engines_say_where_they_differ(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Frictionless takes 2001-5-4 for a day, as Python does; the contract has one form only."""
    spoil(tables / "sources.csv", ",2001-05-04,", ",2001-5-4,")
    assert main(["validate", str(tables), "--engine", "frictionless"]) == 0
    assert main(["validate", str(tables), "--engine", "both"]) == 1
    assert "pandera finds type here, Frictionless does not" in capsys.readouterr().out


def test_a_datapackage_is_checked_by_its_own_descriptor(
    tables: Path, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(checkout / "schema" / "datapackage.json", tables)
    package = tables / "datapackage.json"
    assert main(["validate", str(package), "--engine", "both"]) == 0
    spoil(tables / "links.csv", "alleges", "aleges")
    assert main(["validate", str(package), "--engine", "both"]) == 1
    assert "Did you mean alleges?" in capsys.readouterr().out


def test_parquet_and_single_tables_are_checked(good_folder: Path, tmp_path: Path) -> None:
    for name in ("claims", "sources"):
        write_parquet(read_csv(good_folder / f"{name}.csv", name), tmp_path / f"{name}.parquet", {})
    assert main(["validate", str(tmp_path)]) == 0
    assert main(["validate", str(tmp_path / "claims.parquet")]) == 0
    assert main(["validate", str(good_folder / "claims.csv")]) == 0


def test_the_claims_of_a_source_are_a_table_of_claims(good_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    shutil.copy(good_folder / "claims.csv", tmp_path / "claims" / "2001-05-04-lima-wire.csv")
    assert main(["validate", str(tmp_path / "claims" / "2001-05-04-lima-wire.csv")]) == 0


def test_a_dataset_is_its_tables_its_claims_and_its_ledger(
    tables: Path, good_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = tables.parent / "dataset"
    (dataset / "claims").mkdir(parents=True)
    (dataset / "sources").mkdir()
    tables.rename(dataset / "tables")
    for name in ("ids.csv", "withdrawn.csv"):
        (dataset / "tables" / name).rename(dataset / name)
    (dataset / "tables" / "errors.csv").unlink()
    rows = (dataset / "tables" / "claims.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (dataset / "tables" / "claims.csv").unlink()
    (dataset / "claims" / "first.csv").write_text("".join(rows[:3]), encoding="utf-8")
    (dataset / "claims" / "second.csv").write_text("".join([rows[0], *rows[3:]]), encoding="utf-8")
    monkeypatch.chdir(dataset)
    assert main(["validate", "--engine", "both"]) == 0
    told = capsys.readouterr().out
    assert "18 ids, 1 withdrawn, 5 claims" in told
    assert "Not checked" not in told
    spoil(dataset / "claims" / "second.csv", '"actor"', '"actress"')
    assert main(["validate", "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["file"], finding["line"]) == ("claims/second.csv", 3)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nowhere", "does not exist"),
        ("empty", "no tables here"),
        ("other.csv", "is not named after a table"),
        ("datapackage.json", "is not the descriptor"),
    ],
)
def test_what_is_no_table_is_a_wrong_call(
    tmp_path: Path, path: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    (tmp_path / "datapackage.json").write_text('{"resources": [{}]}')
    assert main(["validate", str(tmp_path / path)]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert path in told


@pytest.mark.parametrize("engine", ["pandera", "frictionless"])
def test_a_descriptor_cannot_lead_out_of_its_folder(tmp_path: Path, engine: str) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "links.csv").write_text("from_id,to_id,relation\n")
    resource = {"name": "links", "path": "../links.csv"}
    (tmp_path / "package" / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    assert main(["validate", str(tmp_path / "package" / "datapackage.json"), "--engine", engine]) == 2


def test_frictionless_reads_parquet_too(
    good_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nulls, days, lists of participants: nothing of it is an error, and what is wrong is told by both."""
    for path in good_folder.glob("*.csv"):
        write_parquet(read_csv(path, path.stem), tmp_path / f"{path.stem}.parquet", {})
    assert main(["validate", str(tmp_path), "--engine", "both"]) == 0
    links = read_csv(good_folder / "links.csv", "links").to_pylist()
    links[1]["relation"], links[2]["to_id"] = "aleges", "i" + "9" * 12
    schema = read_csv(good_folder / "links.csv", "links").schema
    write_parquet(pa.Table.from_pylist([*links, links[0]], schema), tmp_path / "links.parquet", {})
    capsys.readouterr()
    for engine in ("frictionless", "both"):
        assert main(["validate", str(tmp_path), "--engine", engine, "--format", "json"]) == 1
        told = json.loads(capsys.readouterr().out)["findings"]
        found = {(each["code"], each["column"], each["row_id"]) for each in told if each["table"] == "links"}
        assert {code for code, _, _ in found} >= {"enum", "foreign_key", "primary_key"}
        assert "engines_differ" not in {code for code, _, _ in found}


def test_more_errors_than_frictionless_tells_are_no_difference(good_folder: Path, tmp_path: Path) -> None:
    rows = read_csv(good_folder / "actors.csv", "actors").slice(0, 1).to_pylist()
    many = [rows[0] | {"actor_id": f"A{number}", "kind": "sate"} for number in range(1200)]
    write_csv(pa.Table.from_pylist(many, arrow_schema("actors")), tmp_path / "actors.csv")
    verdict = validate_paths([tmp_path], engine="both")
    assert verdict.counts["error", "actors", "enum", "kind"] == 1200
    assert "engines_differ" not in {each.code for each in verdict.findings}


def test_ragged_rows_leave_what_refers_to_them_unjudged(
    tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (tables / "interactions.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    lines[3] = lines[3].replace(",", "", 1)
    (tables / "interactions.csv").write_text("".join(lines), encoding="utf-8")
    assert main(["validate", str(tables), "--engine", "both", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(finding["code"], finding["line"]) for finding in told["findings"]] == [("row", 4)]
    assert told["not_checked"]["foreign_key links.from_id"] == "interactions"


def test_schema_writes_and_checks(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["schema", "--check"]) == 0
    for path in generated_files():
        assert path.is_file()
    paths = {tmp_path / "docs" / path.name: text for path, text in generated_files().items()}
    monkeypatch.setattr("demarche.contract.generated.generated_files", lambda: paths)
    assert main(["schema", "--check"]) == 1
    assert main(["schema"]) == 0
    assert main(["schema", "--check"]) == 0
    assert load_contract().version in (tmp_path / "docs" / "datapackage.json").read_text()


def test_warnings_alone_are_exit_code_3_where_asked(tables: Path) -> None:
    spoil(tables / "claims.csv", '"source"', '"actor"')  # beside the curated rows, claims are raw material
    warned = main(["validate", str(tables)]), main(["validate", str(tables), "--strict"])
    spoil(tables / "actors.csv", '"igo"', '"iog"')
    assert (*warned, main(["validate", str(tables), "--strict"])) == (0, 3, 1)


def test_a_file_of_another_name_is_checked_as_the_table_that_is_named(tables: Path) -> None:
    mine = (tables / "claims.csv").rename(tables / "mine.csv")
    assert main(["validate", str(mine)]) == 2
    assert main(["validate", str(mine), "--table", "claims"]) == 0
    assert main(["validate", str(mine), "--table", "clams"]) == 2
    assert main(["validate", str(tables), "--table", "claims"]) == 2


def test_several_paths_are_checked_as_one(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(tables / "events.csv"), str(tables / "interactions.csv")]) == 0
    assert capsys.readouterr().out.startswith("valid: 15 events, 16 interactions")


def test_github_gets_annotations_and_the_page_of_the_step(
    tables: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tables.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    monkeypatch.chdir(tables.parent)
    spoil(tables / "actors.csv", '"igo"', '"iog"')
    assert main(["validate", "tables", "--format", "github"]) == 1
    assert "::error file=tables/actors.csv,line=6,title=enum in actors::" in capsys.readouterr().out
    assert "not valid: 1 error" in page.read_text(encoding="utf-8")
