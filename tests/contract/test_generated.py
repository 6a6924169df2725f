"""What is generated from the contract is committed as it is generated, and can be used as it is."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from demarche.checks import RULES
from demarche.checks.package import validate_package
from demarche.contract.codebook import codebook_html, codebook_markdown
from demarche.contract.datapackage import descriptor
from demarche.contract.generated import generated_files
from demarche.contract.model import load_contract
from demarche.contract.ontology import load_ontology


def test_generated_files_have_not_drifted() -> None:
    for path, text in generated_files().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run demarche schema"


def test_frictionless_accepts_the_good_tables_by_the_committed_descriptor(
    checkout: Path, tmp_path: Path
) -> None:
    for name in load_contract().released:
        shutil.copy(checkout / "tests" / "data" / "good" / f"{name}.csv", tmp_path)
    shutil.copy(checkout / "schema" / "datapackage.json", tmp_path)
    verdict = validate_package(tmp_path / "datapackage.json")
    assert verdict.findings == []
    assert set(verdict.rows) == set(load_contract().released)


def test_the_descriptor_says_what_it_is() -> None:
    package = descriptor()
    assert package["$schema"].endswith("/2.0/datapackage.json")
    assert package["demarche:schemaVersion"] == load_contract().version
    for item in package["resources"]:
        assert item["$schema"].endswith("/2.0/dataresource.json")
        assert item["schema"]["$schema"].endswith("/2.0/tableschema.json")
        assert item["path"] == f"{item['name']}.csv"
    json.dumps(package, allow_nan=False)


def test_foreign_keys_to_tables_outside_the_package_are_left_out() -> None:
    (item,) = descriptor(["links"])["resources"]
    assert "foreignKeys" not in item["schema"]
    item, _ = descriptor(["links", "interactions"])["resources"]
    assert {key["reference"]["resource"] for key in item["schema"]["foreignKeys"]} == {"interactions"}


@pytest.fixture(scope="module")
def codebook() -> str:
    return codebook_markdown()


def test_the_codebook_tells_of_everything(codebook: str) -> None:
    for name, table in load_contract().tables.items():
        section = codebook.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
        for column in table.column_names:
            assert f"| `{column}` |" in section
    for field in load_contract().fields.values():
        for value, definition in (field.own_values or {}).items():
            assert f"| `{value}` | {definition} |" in codebook
    for kind in load_ontology().types.values():
        ontology = codebook.partition("\n## Ontology\n")[2]
        section = ontology.partition(f"\n### {kind.name}\n")[2].partition("\n### ")[0]
        assert kind.definition in section
        for value in (*kind.modes, *kind.phases):
            assert f"| `{value}` |" in section
    for rule in RULES:
        assert f"| `{rule.code}` | {rule.statement} |" in codebook


def test_the_codebook_has_the_coding_rules(checkout: Path, codebook: str) -> None:
    rules = (checkout / "schema" / "coding_rules.md").read_text(encoding="utf-8")
    section = codebook.partition("\n## Coding rules\n")[2].partition("\n## ")[0]
    assert section.strip() == rules.strip()


def test_the_codebook_warns(codebook: str) -> None:
    words = " ".join(codebook.split())
    assert "**Count events, never interactions**" in words
    assert "**Never compare or sum them across statuses**" in words


def test_tables_of_the_codebook_are_whole(codebook: str) -> None:
    width = 0
    for line in codebook.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert cells == width or not (cells and width), line
        width = cells


def test_the_codebook_as_a_page_needs_nothing_from_outside() -> None:
    page = codebook_html()
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"https?:", page)
    for target in re.findall(r'href="#([^"]+)"', page):
        assert page.count(f'id="{target}"') == 1
