from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from demarche.cli import main
from demarche.tables import read_csv

TEXT = "OSLO — Norway expelled three Russian diplomats on Tuesday, accusing Russia of espionage.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "2022-04-08-oslo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_claims_are_shown_with_pair_act_and_words(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", str(article), "--published", "2022-04-08"]) == 0
    shown = capsys.readouterr().out
    assert "NOR → RUS" in shown
    assert "sanction: expulsion" in shown
    assert "Norway to Russia" in shown
    assert "“Norway expelled three Russian diplomats on Tuesday" in shown.replace("“OSLO — ", "“")
    assert all(len(line) <= 100 for line in shown.splitlines())


def test_a_claim_is_explained_by_its_words_and_its_line(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["code", str(article), "--explain", "--published", "2022-04-08"]) == 0
    shown = capsys.readouterr().out
    assert "[Norway]i [expelled]v [three Russian diplomats]t on [Tuesday]d" in shown
    assert re.search(r"line +sanction\.expel \(frames\.tsv:\d+\)", shown)
    assert "\x1b" not in shown


def test_explanations_are_written_as_json(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", str(article), "--explain", "--json", "--published", "2022-04-08"]) == 0
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    first = told["claims"][0]
    assert first["claim"]["initiator"] == "NOR"
    assert TEXT[first["trigger"]["start"] : first["trigger"]["end"]] == "expelled"


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_claims_are_written_as_the_table_of_the_contract(
    article: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"claims{suffix}"
    assert main(["code", str(article), "--published", "2022-04-08", "--out", str(out)]) == 0
    table = read_csv(out, "claims") if suffix == ".csv" else pq.read_table(out)
    assert set(table["source_id"].to_pylist()) == {"2022-04-08-oslo"}
    assert "NOR" in table["initiator"].to_pylist()
    assert f"{table.num_rows} claims, 1 text" in capsys.readouterr().out


def test_several_texts_go_into_one_table(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    out = tmp_path / "claims.csv"
    assert main(["code", str(article), str(other), "--published", "2022-04-08", "--out", str(out)]) == 0
    assert set(read_csv(out, "claims")["source_id"].to_pylist()) == {"2022-04-08-oslo", "other"}


DATED = ["--published", "2022-04-08"]


@pytest.mark.parametrize(
    ("content", "options", "told"),
    [
        (TEXT.encode(), [], "publication date"),
        (TEXT.encode(), ["--published", "yesterday"], "yesterday"),
        (TEXT.encode(), ["--published", "2022-02-30"], "2022-02-30"),
        (TEXT.encode(), [*DATED, "--out", "claims.json"], "claims.json"),
        (TEXT.encode(), [*DATED, "--json"], "--explain"),
        (TEXT.encode(), [*DATED, "--explain", "--out", "claims.csv"], "--out"),
        (b"", DATED, "holds no text"),
        ("Zürich".encode("latin-1"), DATED, "not UTF-8"),
        (TEXT.encode("utf-16-le"), DATED, "NUL"),
    ],
)
def test_bad_input_exits_2_and_writes_nothing(
    content: bytes, options: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "a.txt"
    article.write_bytes(content)
    with contextlib.chdir(tmp_path):
        assert main(["code", str(article), *options]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("demarche: ")
    assert told in captured.err
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == [article]


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "nowhere.txt"
    assert main(["code", str(missing), "--published", "2022-04-08"]) == 2
    assert str(missing) in capsys.readouterr().err


def test_two_texts_cannot_share_a_source_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(tmp_path / folder / "same.txt") for folder in ("one", "two")]
    for path in map(Path, paths):
        path.parent.mkdir()
        path.write_text(TEXT, encoding="utf-8")
    assert main(["code", *paths, "--published", "2022-04-08"]) == 2
    assert "same source_id" in capsys.readouterr().err
