"""What tells two versions apart, and what it means for the version."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.cli import main
from demarche.errors import DataError, InputError
from demarche.release.bump import Step, broken_promises, bump
from demarche.release.changes import changes_text
from demarche.release.diff import Diff, TableDiff, compare
from demarche.release.make import release
from demarche.release.snapshot import Column, Snapshot, TableSnapshot, of_place
from demarche.version import Version

CURATION = "curation/2021-03-03-riga-talks.yaml"
TEXT = Column("string", required=False, values=None)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def held(
    rows: list[dict[str, Any]],
    columns: dict[str, Column] | None = None,
    key: tuple[str, ...] = ("id",),
) -> TableSnapshot:
    """A table in memory; columns are text where nothing else is said."""
    names = columns or dict.fromkeys(("id", "value", "other"), TEXT)
    schema = pa.schema(
        [(name, pa.int64() if it.type == "integer" else pa.string()) for name, it in names.items()]
    )
    table = pa.Table.from_pylist(rows, schema=schema)
    return TableSnapshot(
        names, key, len(rows), repr((rows, schema)), lambda: lambda wanted: table.select(list(wanted))
    )


def diff(old: TableSnapshot, new: TableSnapshot, table: str = "events") -> TableDiff:
    return versions(old, new, table).tables[table]


def versions(old: TableSnapshot, new: TableSnapshot, table: str = "events", schema: str = "1.0.0") -> Diff:
    return compare(Snapshot("1.0.0", "1.0.0", {table: old}), Snapshot("1.1.0", schema, {table: new}))


# --- rows ---

cells = st.sampled_from(["a", "b", "é", None])
rows = st.lists(
    st.builds(
        lambda *row: dict(zip(("id", "value", "other"), row, strict=True)),
        st.sampled_from("pqrstuvw"),
        cells,
        cells,
    )
)


@settings(deadline=None)
@given(old=rows, new=rows)
def test_rows_are_told_apart_as_one_by_one(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    """With a key: the same as comparing row by row."""
    before, after = ({row["id"]: row for row in some} for some in (old, new))
    found = diff(held(list(before.values())), held(list(after.values())))
    assert list(found.added_keys()) == [(name,) for name in after if name not in before]
    assert list(found.gone_keys()) == [(name,) for name in before if name not in after]
    expected = [
        (
            (name,),
            [
                (column, was, now)
                for column in ("value", "other")
                if (was := before[name][column]) != (now := row[column])
            ],
        )
        for name, row in after.items()
        if name in before and before[name] != row
    ]
    assert list(found.corrections()) == expected
    assert list(found.corrections(1)) == expected[:1]
    order = [name for name in before if name in after]
    assert found.reordered == (order != [name for name in after if name in before])
    assert found.counts == (len(list(found.added_keys())), len(expected), len(list(found.gone_keys())))


@settings(deadline=None)
@given(old=rows, new=rows)
def test_rows_without_a_key_come_and_go(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    """Rows that stand twice count twice; nothing is ever corrected."""
    before, after = (Counter(tuple(row.values()) for row in some) for some in (old, new))
    found = diff(held(old, key=()), held(new, key=()))
    assert Counter(found.added_keys()) == after - before
    assert Counter(found.gone_keys()) == before - after
    assert found.counts[1] == 0


def test_a_table_with_the_same_hash_is_not_opened() -> None:
    def never() -> Any:
        raise AssertionError("opened")

    table = TableSnapshot({"id": TEXT}, ("id",), 3, "same", never)
    assert not diff(table, table)


def test_numbers_and_nulls_are_compared_by_value() -> None:
    columns = {"id": TEXT, "value": Column("integer", required=False, values=None)}
    old = held([{"id": "a", "value": 1}, {"id": "b", "value": None}, {"id": "c", "value": 3}], columns)
    new = held([{"id": "c", "value": 3}, {"id": "b", "value": 2}, {"id": "a", "value": None}], columns)
    found = diff(old, new)
    assert list(found.corrections()) == [(("b",), [("value", None, 2)]), (("a",), [("value", 1, None)])]
    assert found.reordered


# --- columns ---

INTEGER = Column("integer", required=False, values=None)
FILLED = Column("string", required=True, values=None)
LISTED = Column("string", required=False, values=("x", "y"))
SHORTER = Column("string", required=False, values=("x",))
ID = {"id": TEXT}


@pytest.mark.parametrize(
    ("old", "new", "kind", "step"),
    [
        (ID | {"value": TEXT}, ID, "removed", Step.MAJOR),
        (ID, ID | {"value": TEXT}, "added", Step.MINOR),
        (ID, ID | {"value": FILLED}, "added", Step.MAJOR),
        (ID | {"value": TEXT}, ID | {"value": INTEGER}, "retyped", Step.MAJOR),
        (ID | {"value": SHORTER}, ID | {"value": LISTED}, "values added", Step.MINOR),
        (ID | {"value": LISTED}, ID | {"value": SHORTER}, "values removed", Step.MAJOR),
    ],
)
def test_columns_decide_the_step(
    old: dict[str, Column], new: dict[str, Column], kind: str, step: Step
) -> None:
    found = versions(held([{"id": "a"}], old), held([{"id": "a"}], new))
    assert [change.kind for change in found.tables["events"].columns] == [kind]
    assert bump(found).step is step


def test_a_renamed_column_is_one_gone_and_one_new() -> None:
    found = versions(held([], ID | {"value": TEXT}), held([], ID | {"worth": TEXT}))
    assert bump(found).step is Step.MAJOR
    assert [reason.words for reason in bump(found).reasons] == [
        "events.value: the column is gone",
        "events.worth: a new column",
    ]


# --- the step ---

A, B = {"id": "a", "value": "1", "other": None}, {"id": "b", "value": "2", "other": None}
CASES: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]], str, Step]] = {
    "the same": ([A, B], [A, B], "events", Step.PATCH),
    "another order": ([A, B], [B, A], "events", Step.PATCH),
    "added": ([A], [A, B], "events", Step.MINOR),
    "withdrawn": ([A, B], [A], "events", Step.MINOR),
    "corrected": ([A], [A | {"value": "9"}], "events", Step.MINOR),
    "a code added": ([A], [A, B], "ontology", Step.MINOR),
    "a code changed": ([A], [A | {"value": "9"}], "ontology", Step.MAJOR),
    "a code gone": ([A, B], [A], "ontology", Step.MAJOR),
}


@pytest.mark.parametrize(("old", "new", "table", "step"), CASES.values(), ids=CASES.keys())
def test_rows_decide_the_step(
    old: list[dict[str, Any]], new: list[dict[str, Any]], table: str, step: Step
) -> None:
    assert bump(versions(held(old), held(new), table)).step is step


@pytest.mark.parametrize(
    ("schema", "step"),
    [
        ("1.0.0", Step.PATCH),
        ("1.0.1", Step.PATCH),
        ("1.1.0", Step.MINOR),
        ("2.0.0", Step.MAJOR),
        ("0.9.0", Step.MAJOR),
    ],
)
def test_the_schema_decides_what_no_row_shows(schema: str, step: Step) -> None:
    assert bump(versions(held([A]), held([A]), schema=schema)).step is step


@pytest.mark.parametrize(
    ("was", "now", "step"),
    [("0.1.0", "0.2.0", Step.MAJOR), (None, "0.2.0", Step.MINOR), ("0.1.0", None, Step.MINOR)],
)
def test_recoded_rows_are_a_major_step(was: str | None, now: str | None, step: Step) -> None:
    columns = {"interaction_id": TEXT, "coder_version": TEXT}
    old = held([{"interaction_id": "a", "coder_version": was}], columns, ("interaction_id",))
    new = held([{"interaction_id": "a", "coder_version": now}], columns, ("interaction_id",))
    assert bump(versions(old, new, "interactions")).step is step


def test_tables_and_keys_decide_the_step() -> None:
    empty = Snapshot("1.0.0", "1.0.0", {})
    one = Snapshot("1.0.0", "1.0.0", {"events": held([A])})
    keyed = Snapshot("1.0.0", "1.0.0", {"events": held([A, B], key=("id", "value"))})
    assert bump(compare(empty, one)).step is Step.MINOR
    assert bump(compare(one, empty)).step is Step.MAJOR
    assert bump(compare(one, keyed)).step is Step.MAJOR


@pytest.mark.parametrize(
    ("step", "least"), [(Step.PATCH, "1.2.4"), (Step.MINOR, "1.3.0"), (Step.MAJOR, "2.0.0")]
)
def test_the_least_version_that_may_follow(step: Step, least: str) -> None:
    cases = {Step.PATCH: ([A], [A]), Step.MINOR: ([A], [A, B]), Step.MAJOR: ([A, B], [A])}
    old, new = cases[step]
    found = bump(versions(held(old), held(new), "ontology"))
    assert found.step is step
    assert str(found.least(Version.parse("1.2.3"))) == least


# --- ids ---


def claims(rows: list[dict[str, str]], buried: list[str]) -> Snapshot:
    columns = {"interaction_id": TEXT, "source_id": TEXT}
    graves = dict.fromkeys(("id", "reason", "replaced_by"), TEXT)
    return Snapshot(
        "1.0.0",
        "1.0.0",
        {
            "interactions": held(rows, columns, ("interaction_id",)),
            "withdrawn": held([{"id": name, "reason": "Wrong."} for name in buried], graves),
        },
    )


I1, I2 = ({"interaction_id": f"i{n}", "source_id": "s"} for n in (1, 2))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (claims([I1, I2], []), claims([I1], ["i2"]), []),
        (claims([I1, I2], []), claims([I1], []), ["i2: is gone and has no tombstone"]),
        (
            claims([I1], ["i2"]),
            claims([I1, I2], ["i2"]),
            ["i2: was withdrawn, and an interaction has the id again"],
        ),
        (claims([I1], ["i2"]), claims([I1], []), ["i2: its tombstone is gone"]),
        (
            claims([I1], []),
            claims([I1 | {"source_id": "t"}], []),
            ["i1: named a claim of s, and now one of t"],
        ),
    ],
)
def test_what_ids_promise(old: Snapshot, new: Snapshot, told: list[str]) -> None:
    assert broken_promises(old, new, compare(old, new)) == told


# --- releases ---


def change(dataset: Path) -> None:
    """Reject a claim and correct another, for version 0.2.0."""
    decision = (
        "{decision: reject, claim: visit.NOR-EST.539, expect: {date: 2021-05}, reason: Once too often.}"
    )
    rewrite(dataset / CURATION, "decisions:\n", f"decisions:\n  - {decision}\n")
    rewrite(dataset / CURATION, "set: {status: proposed}", "set: {status: proposed, object: money}")
    rewrite(dataset / "dataset.yaml", "0.1.0", "0.2.0")


@pytest.fixture
def changed(released: Path) -> Path:
    """The small dataset with 0.1.0, changed since."""
    change(released)
    return released


@pytest.fixture(scope="module")
def two_once(released_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset with 0.1.0 and 0.2.0; for reading and copying only."""
    folder = Path(shutil.copytree(released_once, tmp_path_factory.mktemp("two") / "dataset"))
    change(folder)
    release(folder, "0.2.0", "2021-05-01")
    return folder


@pytest.fixture
def two(two_once: Path, tmp_path: Path) -> Path:
    """A copy of the dataset with two releases."""
    return Path(shutil.copytree(two_once, tmp_path / "two"))


def run(*arguments: str) -> int:
    return main(["diff", *arguments])


def test_the_standing_dataset_against_its_release(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("0.1.0", "--dataset", str(changed)) == 0
    said = capsys.readouterr().out
    assert said.startswith("0.1.0 → 0.2.0\nThe least step is MINOR: after 0.1.0, 0.2.0 or higher.\n")
    assert "interactions: 11 → 10 rows; 1 corrected, 1 withdrawn" in said
    assert "object: a loan → money" in said
    assert ": Once too often.\n" in said


def test_each_format_says_the_same_of_two_releases(
    two_once: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [str(two_once / "releases" / "0.1.0"), (two_once / "releases" / "0.2.0").as_uri()]
    assert run(*folders, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["step"], told["least"], told["broken"]) == ("MINOR", "0.2.0", [])
    claims = told["tables"]["interactions"]
    assert claims["counts"] == {"added": 0, "corrected": 1, "withdrawn": 1}
    assert [cell["new"] for row in claims["corrected"] for cell in row["cells"]] == ["money"]
    assert [row["reason"] for row in claims["withdrawn"]] == ["Once too often."]
    assert told["tables"]["actors"]["counts"] == {"added": 0, "corrected": 0, "withdrawn": 0}
    assert run("0.1.0", "0.2.0", "--dataset", str(two_once), "--format", "markdown") == 0
    changes = (two_once / "releases" / "0.2.0" / "CHANGES.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == changes.replace(" (2021-05-01)", "", 1)


def test_rows_beyond_the_limit_are_counted(two_once: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = held([], ID), held([{"id": str(n)} for n in range(9)], ID)
    text = changes_text(versions(old, new), limit=2)
    assert text.count("- added: ") == 3
    assert "- added: … and 7 more" in text
    assert run("0.1.0", "0.2.0", "--dataset", str(two_once), "--limit", "0") == 0
    assert "  ~ … and 1 more\n" in capsys.readouterr().out


def test_too_low_a_step_is_refused_with_the_reasons(changed: Path) -> None:
    rewrite(changed / "dataset.yaml", "0.2.0", "0.1.9")
    before = sorted(changed.rglob("*"))
    with pytest.raises(InputError, match=r"MINOR, 0\.2\.0, is the least") as caught:
        release(changed, "0.1.9", "2021-05-01")
    assert "interactions: 1 corrected, 1 withdrawn" in str(caught.value)
    assert sorted(changed.rglob("*")) == before


def test_a_higher_step_is_free(changed: Path) -> None:
    rewrite(changed / "dataset.yaml", "0.2.0", "1.0.0")
    assert release(changed, "1.0.0", "2021-05-01").state == "made"


def test_an_id_that_was_withdrawn_is_not_used_again(two: Path) -> None:
    """A ledger in which someone takes a withdrawal back by hand."""
    lines = (two / "ids.csv").read_text(encoding="utf-8").splitlines()
    (place,) = (n for n, line in enumerate(lines) if "Once too often." in line)
    lines[place] = ",".join([*lines[place].split(",")[:5], "", "", ""])
    (two / "ids.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rewrite(
        two / CURATION,
        "decision: reject, claim: visit.NOR-EST.539",
        "decision: accept, claim: visit.NOR-EST.539",
    )
    rewrite(two / "dataset.yaml", "0.2.0", "0.3.0")
    with pytest.raises(DataError, match="was withdrawn, and an interaction has the id again") as caught:
        release(two, "0.3.0", "2021-06-01")
    assert caught.value.file == two / "ids.csv"
    assert not (two / "releases" / "0.3.0").exists()


def test_the_command_says_when_ids_are_not_what_they_were(
    two_once: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("0.2.0", "0.1.0", "--dataset", str(two_once)) == 1
    assert "was withdrawn, and an interaction has the id again" in capsys.readouterr().out


# --- what cannot be compared ---


@pytest.mark.parametrize(
    ("place", "code", "told"),
    [
        ("0.9.0", 2, "is not released (found '0.9.0')\n  Released: 0.1.0."),
        ("0.1", 2, "is neither a version, nor a folder, nor an address (found '0.1')"),
        ("v0.1.0", 2, "is neither a version, nor a folder, nor an address"),
        (".", 1, "manifest.json: is missing"),
    ],
)
def test_what_is_no_release(
    released_once: Path, place: str, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.chdir(released_once):
        assert run(place, "0.1.0", "--dataset", str(released_once)) == code
    assert told in capsys.readouterr().err


TAMPERING = {
    "a table": ("interactions.parquet", "interactions.parquet: its SHA-256 is not the one in the manifest"),
    "the descriptor": ("datapackage.json", "datapackage.json: its SHA-256"),
    "the manifest": ("manifest.json", "manifest.json: is not the one that the index of releases names"),
}


@pytest.mark.parametrize(("name", "told"), TAMPERING.values(), ids=TAMPERING.keys())
@pytest.mark.parametrize("how", ["changed", "longer", "missing"])
def test_a_release_that_is_not_what_it_was(
    two: Path, name: str, told: str, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = two / "releases" / "0.1.0" / name
    data = path.read_bytes()
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(data + b" " if how == "longer" else data.replace(b"i", b"o", 1))
    assert run("0.1.0", "0.2.0", "--dataset", str(two)) == 1
    said = capsys.readouterr().err
    assert name in said
    assert told in said or how != "changed"
    assert "Restore the release" in said


def test_an_index_and_folders_that_disagree(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(two / "releases" / "0.1.0")
    assert run("0.1.0", "0.2.0", "--dataset", str(two)) == 1
    assert "the index has this release, and its folder is missing" in capsys.readouterr().err


@pytest.mark.parametrize("part", ["schema_version", "tables"])
def test_a_manifest_of_another_form(released: Path, part: str) -> None:
    path = released / "releases" / "0.1.0" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest[part] = {"events": {}} if part == "tables" else None
    if part == "schema_version":
        del manifest[part]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(DataError, match="not those of a release"):
        of_place(path.parent)
