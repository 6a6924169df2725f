"""A release appears whole, is never changed, and can be made again to the byte."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet

from demarche.cli import main
from demarche.contract.model import load_contract
from demarche.errors import DataError, InputError
from demarche.files import sha256_file
from demarche.release import make
from demarche.release.contents import check_folder
from demarche.release.index import newest, read_index
from demarche.release.make import rebuild, release
from demarche.release.manifest import differences, read_manifest, verify_release

RIGA = "2021-03-03-riga-talks"
CURATION = f"curation/{RIGA}.yaml"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def reject_a_visit(dataset: Path) -> None:
    decision = (
        "{decision: reject, claim: visit.NOR-EST.539, expect: {date: 2021-05}, reason: Once too often.}"
    )
    rewrite(dataset / CURATION, "decisions:\n", f"decisions:\n  - {decision}\n")


# --- what a release holds ---


def test_every_file_is_there_and_in_the_manifest(released: Path) -> None:
    folder = released / "releases" / "0.1.0"
    tables = {f"{name}.{suffix}" for name in load_contract().released for suffix in ("csv", "parquet")}
    others = {"datapackage.json", "codebook.md", "codebook.html", "CHANGES.md", "CITATION.cff", "README.md"}
    others |= {"citation.bib", "datacite.json", "croissant.json", "dataset.jsonld", "quality.json"}
    texts = {f"sources/{RIGA}.txt"}  # the other source's licence does not allow it
    assert files(folder).keys() == tables | others | texts | {"manifest.json"}
    manifest = verify_release(folder, newest(read_index(released)))
    assert manifest["files"].keys() == files(folder).keys() - {"manifest.json"}
    assert manifest["tables"]["events"]["rows"] == manifest["files"]["events.csv"]["rows"] == 11


def test_a_single_file_says_what_it_is(released: Path) -> None:
    folder = released / "releases" / "0.1.0"
    metadata = parquet.read_schema(folder / "events.parquet").metadata
    manifest = read_manifest(folder)
    assert metadata[b"demarche.dataset_version"] == b"0.1.0"
    assert metadata[b"demarche.content_hash"].decode() == manifest["tables"]["events"]["content_hash"]
    assert metadata[b"demarche.schema_version"].decode() == load_contract().version


def test_the_text_is_the_one_that_offsets_count_in(released: Path) -> None:
    rows = parquet.read_table(released / "releases/0.1.0/sources.parquet").to_pylist()
    hashes = {row["source_id"]: row["text_sha256"] for row in rows}
    assert sha256_file(released / f"releases/0.1.0/sources/{RIGA}.txt") == hashes[RIGA]


def test_the_descriptor_names_version_and_hashes(released: Path) -> None:
    folder = released / "releases" / "0.1.0"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["version"], package["title"]) == ("0.1.0", "A small dataset, invented for tests")
    assert "homepage" not in package
    for resource in package["resources"]:
        assert resource["path"].endswith(".csv")
        assert resource["hash"] == f"sha256:{sha256_file(folder / resource['path'])}"


def test_the_citation_is_yaml_with_version_and_day(released: Path) -> None:
    import yaml

    citation = yaml.safe_load((released / "releases/0.1.0/CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["version"], str(citation["date-released"])) == ("0.1.0", "2021-04-01")
    assert citation["authors"] == [{"name": "The demarche maintainers"}]


# --- the same again ---


def test_two_builds_give_the_same_bytes(dataset: Path, released: Path) -> None:
    release(dataset, "0.1.0", "2021-04-01")
    assert files(dataset / "releases") == files(released / "releases")
    assert (dataset / "releases.json").read_bytes() == (released / "releases.json").read_bytes()


def test_releasing_the_same_content_again_changes_nothing(released: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in released.rglob("*") if path.is_file()}
    assert release(released, "0.1.0", "2021-04-01").state == "there"
    assert {path: path.stat().st_mtime_ns for path in released.rglob("*") if path.is_file()} == before


def test_a_release_is_rebuilt_to_the_byte(released: Path, tmp_path: Path) -> None:
    again = rebuild(released, "0.1.0", tmp_path / "again")
    assert files(again) == files(released / "releases" / "0.1.0")


@pytest.mark.parametrize("change", ["values", "rows", "date"])
def test_other_content_under_a_released_version_is_refused(released: Path, change: str) -> None:
    before = files(released / "releases")
    date = "2021-04-02" if change == "date" else "2021-04-01"
    if change == "values":
        rewrite(released / CURATION, "set: {status: proposed}", "set: {status: proposed, object: money}")
    if change == "rows":
        reject_a_visit(released)
    with pytest.raises(DataError, match="released"):
        release(released, "0.1.0", date)
    assert files(released / "releases") == before


def test_under_other_tools_only_the_content_counts(released: Path) -> None:
    held = read_manifest(released / "releases" / "0.1.0")
    other = json.loads(json.dumps(held))
    other["files"]["events.parquet"]["sha256"] = "0" * 64
    assert differences(held, other) == ["events.parquet"]
    other["toolchain"]["pyarrow"] = "99"
    assert differences(held, other) == []
    other["files"]["events.csv"]["sha256"] = "0" * 64
    other["tables"]["links"]["content_hash"] = "0" * 64
    assert differences(held, other) == ["links", "events.csv"]


# --- the next version ---


def test_the_next_release_says_what_changed(released: Path) -> None:
    reject_a_visit(released)
    rewrite(released / CURATION, "set: {status: proposed}", "set: {status: proposed, object: money}")
    rewrite(released / "dataset.yaml", "0.1.0", "0.2.0")
    done = release(released, "0.2.0", "2021-05-01")
    said = (done.folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "Against 0.1.0." in said
    assert "## interactions\n\n0 added, 1 corrected, 1 withdrawn." in said
    assert "object: a loan → money" in said
    assert "Once too often." in said
    assert "Unchanged: " in said
    assert [entry.version for entry in read_index(released)] == ["0.1.0", "0.2.0"]
    verify_release(released / "releases" / "0.1.0", read_index(released)[0])
    assert rebuild(released, "0.2.0", released / "again").is_dir()
    assert files(released / "again") == files(done.folder)


@pytest.mark.parametrize(
    ("version", "date", "message"),
    [
        ("0.1", "2021-04-01", "semantic version"),
        ("v0.1.0", "2021-04-01", "semantic version"),
        ("0.1.0-rc1", "2021-04-01", "semantic version"),
        ("0.01.0", "2021-04-01", "semantic version"),
        ("0.0.9", "2021-04-01", "is lower than 0.1.0"),
        ("0.2.0", "2021-04-01", "is not the version that is being worked on"),
        ("0.1.0", "1 April 2021", "is not a day"),
        ("0.1.0", "2021-02-30", "is not a day"),
    ],
)
def test_versions_and_days_that_are_none(released: Path, version: str, date: str, message: str) -> None:
    before = files(released)
    with pytest.raises(InputError, match=message):
        release(released, version, date)
    assert files(released) == before


def test_a_lower_version_is_lower_by_number_and_not_by_letter(released: Path) -> None:
    rewrite(released / "dataset.yaml", "0.1.0", "0.10.0")
    assert release(released, "0.10.0", "2021-05-01").state == "made"
    with pytest.raises(InputError, match=r"is lower than 0\.10\.0"):
        release(released, "0.9.0", "2021-05-02")


def test_rebuilding_what_was_never_released(released: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not released"):
        rebuild(released, "0.3.0", tmp_path / "again")
    rewrite(released / "dataset.yaml", "0.1.0", "0.2.0")
    with pytest.raises(InputError, match="being worked on"):
        rebuild(released, "0.1.0", tmp_path / "again")


# --- what goes wrong ---

STAGES = ("write_contents", "check_folder", "write_build", "_sync_tree", "_place")
KILL = """
import os, sys
from pathlib import Path
from demarche.release import make
stage, dataset = sys.argv[1:]
if stage != "check_folder":
    make.check_folder = lambda folder: None  # a second, and no part of what is tested
real = getattr(make, stage)
def stop(*args, **kwargs):
    real(*args, **kwargs)
    os._exit(9)
setattr(make, stage, stop)
make.release(Path(dataset), "0.1.0", "2021-04-01")
"""


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        ("write_contents", "made"),
        ("check_folder", "made"),
        ("write_build", "made"),
        ("_place", "entered"),
        ("write_index", "there"),
    ],
)
def test_a_kill_leaves_the_old_state_or_the_new_one(
    dataset: Path, released_once: Path, stage: str, state: str, checkout: Path
) -> None:
    command = [sys.executable, "-c", KILL, stage, str(dataset)]
    killed = subprocess.run(command, env={"PYTHONPATH": str(checkout / "builders")}, check=False)
    assert killed.returncode == 9
    folder = dataset / "releases" / "0.1.0"
    assert folder.exists() == (state != "made")
    if folder.exists():
        verify_release(folder)
    assert bool(read_index(dataset)) == (state == "there")
    done = release(dataset, "0.1.0", "2021-04-01")
    assert done.state == state
    assert bool(done.cleaned) == (state == "made")
    assert files(dataset / "releases") == files(released_once / "releases")
    assert (dataset / "releases.json").read_bytes() == (released_once / "releases.json").read_bytes()


@pytest.mark.parametrize("stage", STAGES)
def test_an_error_on_the_way_leaves_nothing_behind(
    dataset: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise DataError("disk full")

    monkeypatch.setattr(make, stage, fail)
    with pytest.raises(DataError, match="disk full"):
        release(dataset, "0.1.0", "2021-04-01")
    assert list((dataset / "releases").iterdir()) == []
    assert not (dataset / "releases.json").exists()


def test_a_folder_that_the_index_does_not_name_is_not_taken_for_a_release(released: Path) -> None:
    (released / "releases.json").unlink()
    rewrite(released / CURATION, "set: {status: proposed}", "set: {status: proposed, object: money}")
    with pytest.raises(DataError, match="other content and is not in the index"):
        release(released, "0.1.0", "2021-04-01")
    assert (released / "releases" / "0.1.0").is_dir()


def test_an_index_that_lost_a_release_is_refused(released: Path) -> None:
    (released / "releases.json").unlink()
    rewrite(released / "dataset.yaml", "0.1.0", "0.2.0")
    with pytest.raises(DataError, match="is not in the index") as caught:
        release(released, "0.2.0", "2021-05-01")
    assert caught.value.file == released / "releases" / "0.1.0"
    assert not (released / "releases.json").exists()


def test_a_released_folder_that_is_missing_is_not_made_again(released: Path) -> None:
    shutil.rmtree(released / "releases" / "0.1.0")
    with pytest.raises(DataError, match="its folder is missing"):
        release(released, "0.1.0", "2021-04-01")


def test_two_releases_at_once(dataset: Path) -> None:
    with make._alone(dataset / "releases"), pytest.raises(InputError, match="another release"):
        release(dataset, "0.1.0", "2021-04-01")


def corrupt(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


TAMPERING: dict[str, tuple[Callable[[Path], object], str]] = {
    "changed": (lambda folder: corrupt(folder / "events.csv"), "events.csv: its SHA-256"),
    "missing": (lambda folder: (folder / "links.csv").unlink(), "links.csv: is missing"),
    "added": (lambda folder: (folder / "more.csv").write_text(""), "more.csv: is not in the manifest"),
    "manifest": (lambda folder: corrupt(folder / "manifest.json"), "manifest.json: is not the one"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "has no manifest"),
    "no JSON": (lambda folder: (folder / "manifest.json").write_text("{"), "is not the manifest"),
    "a part": (lambda folder: (folder / "manifest.json").write_text("{}"), "a part is missing"),
}


@pytest.mark.parametrize(("tamper", "message"), TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_is_noticed(released: Path, tamper: Callable[[Path], object], message: str) -> None:
    tamper(released / "releases" / "0.1.0")
    with pytest.raises(DataError, match=message):
        verify_release(released / "releases" / "0.1.0", read_index(released)[0])
    with pytest.raises(DataError, match=message):
        release(released, "0.1.0", "2021-04-01")


def test_a_table_whose_content_is_not_the_released_one_is_noticed(released: Path) -> None:
    folder = released / "releases" / "0.1.0"
    manifest = read_manifest(folder)
    manifest["tables"]["events"]["content_hash"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(DataError, match=r"events\.parquet: its content"):
        verify_release(folder)


@pytest.mark.parametrize("text", ["{", "[]", '{"releases": [{"version": "1"}]}', '{"releases": [{}]}'])
def test_an_index_of_another_form_is_refused(released: Path, text: str) -> None:
    (released / "releases.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="is not an index of releases"):
        release(released, "0.1.0", "2021-04-01")


@pytest.mark.parametrize("lost", ["a row", "the file"])
def test_a_ledger_that_lost_released_ids_is_refused(released: Path, lost: str) -> None:
    """Else the next version gives their claims other ids, and the released ones end without a tombstone."""
    ledger = released / "ids.csv"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = lines[:1] + lines[2:] if lost == "a row" else lines[:1]
    ledger.write_text("".join(kept), encoding="utf-8")
    rewrite(released / "dataset.yaml", "0.1.0", "0.2.0")
    with pytest.raises(DataError, match="missing") as caught:
        release(released, "0.2.0", "2021-05-01")
    assert caught.value.file == ledger
    assert lines[1].split(",")[0].strip('"') in str(caught.value) or lost == "the file"


def test_validate_holds_a_release_against_its_manifest(
    released: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = released / "releases" / "0.1.0"
    assert main(["validate", str(folder)]) == 0
    table = folder / "sources.csv"
    text = table.read_text(encoding="utf-8")
    title = parquet.read_table(folder / "sources.parquet")["title"][0].as_py()
    assert title in text
    table.write_text(text.replace(title, "Another title"), encoding="utf-8")
    assert main(["validate", str(folder)]) == 1
    assert "sources.csv: its SHA-256 is not the one in the manifest" in capsys.readouterr().err
    (folder / "manifest.json").unlink()
    assert main(["validate", str(folder / "datapackage.json"), "--engine", "both"]) == 1
    assert "hash-count" in capsys.readouterr().out


def test_tables_that_disagree_with_the_contract_are_not_released(released: Path) -> None:
    folder = released / "releases" / "0.1.0"
    rewrite(folder / "events.csv", '"NOR","EST"', '"NOR","XXX"')
    with pytest.raises(DataError, match="break the contract"):
        check_folder(folder)


def test_csv_and_parquet_must_agree(released: Path) -> None:
    folder = released / "releases" / "0.1.0"
    rewrite(folder / "sources.csv", "Warsaw explains", "Minsk explains")
    with pytest.raises(DataError, match="differ in content"):
        check_folder(folder)


def test_frictionless_has_a_say(released: Path) -> None:
    folder = released / "releases" / "0.1.0"
    rewrite(folder / "datapackage.json", '"hash": "sha256:', '"hash": "sha256:0')
    with pytest.raises(DataError, match="Frictionless refuses"):
        check_folder(folder)


# --- the command ---


def test_the_command_says_where_the_files_are(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--current", "--dataset", str(dataset)]) == 0
    said = capsys.readouterr().out
    assert "is not released yet" in said
    assert "The first 8 of 11 events" in said
    (dataset / "releases" / ".0.1.0.x.part").mkdir(parents=True)
    assert main(["release", "0.1.0", "--date", "2021-04-01", "--dataset", str(dataset)]) == 0
    said = capsys.readouterr().out
    assert "Removed what an interrupted release had left" in said
    assert "events.parquet" in said
    assert "The first 8 of 11 events" in said
    assert main(["release", "--current", "--dataset", str(dataset)]) == 0
    assert "Already released" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [[], ["0.1.0"], ["--date", "2021-04-01"], ["0.1.0", "--date", "2021-04-01", "--current"]]
)
def test_usage(dataset: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", *arguments, "--dataset", str(dataset)]) == 2
    assert "needs a version and its day" in capsys.readouterr().err
