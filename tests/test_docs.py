"""What the documents say is true: commands exist, snippets run, links lead to files, pages are fresh."""

from __future__ import annotations

import contextlib
import re
import shlex
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from demarche.cli import build_parser, main
from demarche.cli.build import first_rows
from demarche.evaluate import evaluate, pool
from demarche.evaluate.documents import read_documents
from demarche.release.index import find, read_index
from demarche.report.cli_reference import reference
from demarche.tables import read_csv

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "RELEASING.md", "CHANGELOG.md", "docs/corpora.md")
BLOCK = re.compile(r"^( *)```(?P<language>\w+)\n(?P<body>.*?)^\1```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#\s]+)(?:#[^)]*)?\)")
ROW = re.compile(r"^\| (?P<columns>`[^|]+) \| (?P<values>[^|]+) \|", re.MULTILINE)


def blocks(path: Path, language: str) -> list[str]:
    found = BLOCK.finditer(path.read_text(encoding="utf-8"))
    return [match["body"] for match in found if match["language"] == language]


def tracked(checkout: Path) -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=checkout, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout: nothing tells which files belong to the project")
    return [checkout / name for name in done.stdout.split("\0") if name and (checkout / name).is_file()]


def test_readme_shows_snippets_for_every_reader_it_names(checkout: Path) -> None:
    readme = checkout / "README.md"
    assert [len(blocks(readme, language)) for language in ("python", "sql", "r")] == [3, 1, 1]


@pytest.mark.parametrize("number", range(3))
def test_python_snippets_run(checkout: Path, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.chdir(checkout):
        exec(compile(blocks(checkout / "README.md", "python")[number], "README.md", "exec"), {})
    assert capsys.readouterr().out.strip()


def test_sql_runs(checkout: Path) -> None:
    import duckdb

    with contextlib.chdir(checkout):
        assert duckdb.connect().execute(blocks(checkout / "README.md", "sql")[0]).fetchall()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_are_ones_that_exist(checkout: Path, document: str) -> None:
    """`make` targets are there; `demarche` takes the options that are shown."""
    targets = set(
        re.findall(r"^([a-z-]+):", (checkout / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for block in blocks(checkout / document, "sh"):
        for line in block.strip().splitlines():
            command, *arguments = shlex.split(line.replace("<", "").replace(">", ""), comments=True)
            if command == "make":
                assert set(arguments) <= targets
            elif command.endswith("demarche"):
                build_parser().parse_args(arguments)
            else:
                assert command == "git"


def test_the_readmes_own_command_codes_a_text(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = (
        line
        for block in blocks(checkout / "README.md", "sh")
        for line in block.splitlines()
        if " code " in line
    )
    (tmp_path / "article.txt").write_text("France recalled its ambassador to Australia.\n", encoding="utf-8")
    with contextlib.chdir(tmp_path):
        assert main(shlex.split(line)[1:]) == 0
    assert "FRA → AUS" in capsys.readouterr().out


def test_the_row_that_is_explained_is_in_the_release(checkout: Path, newest_release: Path) -> None:
    section = (
        (checkout / "README.md").read_text(encoding="utf-8").partition("<!-- row:")[2].partition("\n\n")[0]
    )
    expected: dict[str, str] = {}
    for match in ROW.finditer(section):
        values = [value.strip(" `") for value in match["values"].split(",")]
        expected |= dict(zip(re.findall(r"`(\w+)`", match["columns"]), values, strict=True))
    assert len(expected) >= 14
    rows = pq.read_table(newest_release / "interactions.parquet").to_pylist()
    words = [{name: shown(row[name]) for name in expected} for row in rows]
    assert words.count(expected) == 1
    row = rows[words.index(expected)]
    text = (checkout / "dataset" / "sources" / row["source_id"] / "text.txt").read_text(encoding="utf-8")
    quote = " ".join((checkout / "README.md").read_text(encoding="utf-8").split())
    assert f'"{text[row["evidence_start"] : row["evidence_end"]]}"' in quote


def test_the_first_rows_are_those_of_the_release(checkout: Path, newest_release: Path) -> None:
    rows = first_rows(pq.read_table(newest_release / "events.parquet").to_pylist())
    lines = [
        "| date | who | what | status |",
        "|---|---|---|---|",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
    assert commented(checkout / "README.md", "first rows") == "\n".join(lines)


def test_the_quality_is_that_of_the_claims_taken_in(checkout: Path) -> None:
    dataset = checkout / "dataset"
    documents = read_documents(dataset / "gold", dataset / "claims")
    measured = pool([evaluate(document.gold, document.claims) for document in documents])
    lines = ["| rows of | in gold | claimed | right | precision | recall |", "|---|---:|---:|---:|---:|---:|"]
    for words, core in (("visit, agreement, sanction, accusation", True), ("all types", False)):
        score = measured.score(core=core)
        counts = f"{score.gold} | {score.matched + score.false} | {score.matched}"
        lines.append(f"| {words} | {counts} | {score.precision:.3f} | {score.recall:.3f} |")
    assert commented(checkout / "README.md", "quality") == "\n".join(lines)


def test_the_figures_of_linking_are_those_of_the_benchmark(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import linking

    linking.main()
    assert commented(checkout / "docs" / "corpora.md", "linking") == capsys.readouterr().out.rstrip("\n")


def commented(path: Path, name: str) -> str:
    """The table that stands under the comment of this name."""
    text = path.read_text(encoding="utf-8").partition(f"<!-- {name}:")[2].partition("-->\n")[2]
    return text.partition("\n\n")[0]


def shown(value: object) -> str:
    """A value as the README writes it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files(checkout: Path, document: str) -> None:
    folder = (checkout / document).parent
    targets = [match["target"] for match in LINK.finditer((checkout / document).read_text(encoding="utf-8"))]
    assert [target for target in targets if not (folder / target).exists()] == []


def test_the_reference_of_the_command_line_is_fresh(checkout: Path) -> None:
    assert (checkout / "docs" / "cli.md").read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_the_picture_is_fresh(checkout: Path) -> None:
    from demarche.picture import timeline

    tables = checkout / "dataset" / "tables"
    drawn = timeline(read_csv(tables / "events.csv", "events"), read_csv(tables / "actors.csv", "actors"))
    kept = (checkout / "dataset" / "timeline.svg").read_text(encoding="utf-8")
    assert kept == drawn, "remove dataset/timeline.svg and run `make dataset`"


def test_documents_name_the_newest_release(checkout: Path, newest_release: Path) -> None:
    version = newest_release.name
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"releases/([0-9.]+)/", readme)) == {version}
    citation = (checkout / "CITATION.cff").read_text(encoding="utf-8")
    entry = find(read_index(checkout / "dataset"), version)
    assert entry is not None
    assert f"version: {version}\ndate-released: {entry.date}\n" in citation
    released = (newest_release / "README.md").read_text(encoding="utf-8")
    assert released.partition("Cite it as: ")[2].splitlines()[0] in readme
    assert f"dataset {version}" in (checkout / "CHANGELOG.md").read_text(encoding="utf-8")


MACHINE = re.compile(rb"(?:^|[^A-Za-z0-9_.])/(?:work|root|farm|home)/[A-Za-z0-9]", re.MULTILINE)
REGISTRY = re.compile(rb"python" rb"hosted|pypi\.org" rb"/simple|registry\." rb"npmjs|deb\." rb"debian")


@pytest.mark.parametrize(
    "pattern", [MACHINE, REGISTRY], ids=["paths of one machine", "addresses of registries"]
)
def test_no_tracked_file_holds(checkout: Path, pattern: re.Pattern[bytes]) -> None:
    found = [
        str(path.relative_to(checkout)) for path in tracked(checkout) if pattern.search(path.read_bytes())
    ]
    assert found == []
