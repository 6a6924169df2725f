"""What machines read of a release, each description read by the tool of its own standard; no network."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from demarche.contract.codebook import codebook_html
from demarche.contract.model import load_contract
from demarche.evaluate import evaluate, pool
from demarche.evaluate.documents import read_documents
from demarche.files import sha256_file
from demarche.release.build import build
from demarche.release.quality import coder_quality, quality

SCHEMA_ORG = "https://schema.org/"
# What the libraries under mlcroissant say of each other.
OTHERS = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning",
    "ignore:The inplace keyword in DataFrame.reset_index",
)


@pytest.fixture(scope="module")
def folder(released_once: Path) -> Path:
    return released_once / "releases" / "0.1.0"


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


# --- Croissant ---


@pytest.fixture(scope="module")
def croissant(folder: Path) -> Any:
    """The description as mlcroissant reads it; it raises on errors and warns on the rest."""
    import mlcroissant

    return mlcroissant.Dataset(folder / "croissant.json")


@OTHERS
def test_croissant_is_valid(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    import mlcroissant

    with caplog.at_level(logging.WARNING):
        found = mlcroissant.Dataset(folder / "croissant.json")
    assert found.metadata.ctx.issues.errors == set()
    # A dataset that has neither DOI nor homepage has no address.
    assert all("schema.org/url" in told for told in found.metadata.ctx.issues.warnings)


@OTHERS
def test_croissant_gives_the_rows(croissant: Any, folder: Path) -> None:
    expected = parquet.read_table(folder / "actors.parquet", columns=["actor_id", "iso_alpha2"]).to_pylist()
    rows = [
        {name: row[f"actors/{name}"] for name in ("actor_id", "iso_alpha2")}
        for row in croissant.records("actors")
    ]
    assert len(rows) == len(expected)
    assert {row["actor_id"].decode() for row in rows} == {row["actor_id"] for row in expected}
    assert [row["iso_alpha2"] for row in rows if row["actor_id"] == b"NAM"] == [b"NA"]


def test_croissant_has_every_table_and_column(folder: Path) -> None:
    content = read(folder / "croissant.json")
    told = {one["name"]: [field["name"] for field in one["field"]] for one in content["recordSet"]}
    tables = load_contract().tables
    assert told == {name: list(tables[name].column_names) for name in load_contract().released}
    files = {one["name"]: one["sha256"] for one in content["distribution"]}
    assert files == {name: sha256_file(folder / name) for name in files}
    assert len(files) == 2 * len(told)


# --- schema.org ---


def local(url: str, _options: object) -> dict[str, Any]:
    """The context of schema.org, as far as it bears on us: every term is one of its own."""
    assert url == SCHEMA_ORG, "a context that would have to be fetched"
    context = {"@context": {"@vocab": SCHEMA_ORG}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}


def expanded(text: str) -> dict[str, Any]:
    from pyld import jsonld

    (found,) = jsonld.expand(json.loads(text), {"documentLoader": local})
    assert isinstance(found, dict)
    return found


def test_linked_data_is_a_dataset_of_schema_org(folder: Path) -> None:
    found = expanded((folder / "dataset.jsonld").read_text(encoding="utf-8"))
    assert found["@type"] == [f"{SCHEMA_ORG}Dataset"]
    assert found[f"{SCHEMA_ORG}version"] == [{"@value": "0.1.0"}]
    assert found[f"{SCHEMA_ORG}datePublished"] == [{"@value": "2021-04-01"}]
    # What search engines ask of a dataset.
    for name in ("name", "description", "license", "creator", "distribution"):
        assert found[f"{SCHEMA_ORG}{name}"]
    files = found[f"{SCHEMA_ORG}distribution"]
    assert len(files) == 2 * len(load_contract().released)


def test_the_period_is_that_of_the_events(folder: Path) -> None:
    days = parquet.read_table(folder / "events.parquet", columns=["date_start", "date_end"]).to_pydict()
    first = min(day for day in days["date_start"] if day).isoformat()
    last = max(day for day in days["date_end"] if day).isoformat()
    assert read(folder / "dataset.jsonld")["temporalCoverage"] == f"{first}/{last}"


def test_the_codebook_carries_the_linked_data(folder: Path) -> None:
    page = (folder / "codebook.html").read_text(encoding="utf-8")
    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(data) == read(folder / "dataset.jsonld")


def test_words_cannot_end_the_element_they_stand_in() -> None:
    page = codebook_html(json.dumps({"name": "</script><script>alert(1)</script>"}))
    assert page.count("</script>") == 1


# --- Data Package ---


def test_the_descriptor_is_a_valid_data_package(folder: Path) -> None:
    from frictionless import Package

    package = Package(str(folder / "datapackage.json"))
    assert list(package.metadata_validate(package.to_descriptor())) == []
    assert package.resource_names == list(load_contract().released)


# --- quality ---


def test_the_quality_is_that_of_the_claims_on_the_gold(checkout: Path) -> None:
    """From the dataset folder alone; no coder is run."""
    dataset = checkout / "dataset"
    told = coder_quality(dataset)
    documents = read_documents(dataset / "gold", dataset / "claims")
    measured = pool([evaluate(one.gold, one.claims) for one in documents])
    assert told is not None
    assert told["measured_on"] == [one.name for one in documents]
    for name, core in (("core", True), ("core+extended", False)):
        score = measured.score(core=core)
        found = told["scores"][name]
        assert (found["precision"], found["recall"]) == (score.precision, score.recall)
    assert told["coder_versions"]["2024-06-18-putin-pyongyang"] == ["0.1.0"]


def test_without_gold_nothing_is_said_of_the_coder(folder: Path) -> None:
    told = read(folder / "quality.json")
    coding = parquet.read_table(folder / "interactions.parquet", columns=["coding"])["coding"].to_pylist()
    assert told["coder"] is None
    assert told["rows"] == {kind: coding.count(kind) for kind in ("reviewed", "manual", "machine")}
    assert told["findings"]["error"] == {"total": 0, "rules": {}}


def test_warnings_are_counted_by_rule(released_once: Path) -> None:
    made = build(released_once)
    counted = {"one_rule": 2, "a_rule": 1}
    told = quality(type(made)(made.about, made.sources, made.tables, made.found, counted), released_once)
    assert told["findings"]["warning"] == {"total": 3, "rules": {"a_rule": 1, "one_rule": 2}}
