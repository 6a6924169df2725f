"""How a release is cited: each format against its own schema or grammar."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.release.about import About
from demarche.release.citation import FORMATS, apa, bibtex, cff, datacite, ris

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
ABOUT = About(
    title="A small dataset: visits & talks",
    abstract="Who met whom.\nIn two lines.",
    version="1.2.0",
    licence="CC-BY-4.0",
    author="The small maintainers",
    homepage=None,
)
ELSEWHERE = About(
    title="T",
    abstract="A",
    version="0.1.0",
    licence="CC0-1.0",
    author="N",
    homepage="https://example.org/data",
)
DOI = "10.5072/zenodo.12"
CASES = [(ABOUT, None), (ABOUT, DOI), (ELSEWHERE, None), (ELSEWHERE, DOI)]


def schema(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return content


def check_cff(text: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # days stay text, as the schema wants
    jsonschema.Draft7Validator(schema("cff-1.2.0.json")).validate(content)
    return content


def check_datacite(text: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(text)
    jsonschema.Draft201909Validator(schema("datacite-4.5.json")).validate(content)
    return content


@pytest.mark.parametrize(("about", "doi"), CASES)
def test_cff_is_valid_by_its_schema(about: About, doi: str | None) -> None:
    content = check_cff(cff(about, "2024-06-30", doi))
    assert (content["version"], content["date-released"]) == (about.version, "2024-06-30")
    assert content["authors"] == [{"name": about.author}]
    assert (content.get("doi"), content.get("url")) == (doi, about.homepage)


@pytest.mark.parametrize(("about", "doi"), CASES)
def test_datacite_is_valid_by_its_schema(about: About, doi: str | None) -> None:
    content = check_datacite(datacite(about, "2024-06-30", doi))
    assert (content["version"], content["publicationYear"]) == (about.version, "2024")
    assert (content.get("doi"), content.get("url")) == (doi, about.homepage)


def test_the_schemas_refuse_what_is_wrong() -> None:
    """So that the tests above can fail."""
    with pytest.raises(jsonschema.ValidationError):
        check_cff(cff(ABOUT, "30 June 2024", None))
    with pytest.raises(jsonschema.ValidationError):
        check_datacite(datacite(ABOUT, "30 June 2024", None))


def test_in_words() -> None:
    assert apa(ABOUT, "2024-06-30", None) == (
        "The small maintainers. (2024). A small dataset: visits & talks (Version 1.2.0) [Data set].\n"
    )
    assert apa(ELSEWHERE, "2024-06-30", DOI).endswith(f"[Data set]. https://doi.org/{DOI}\n")
    assert apa(ELSEWHERE, "2024-06-30", None).endswith("[Data set]. https://example.org/data\n")


def test_bibtex() -> None:
    assert bibtex(ABOUT, "2024-06-30", DOI) == (
        "@misc{demarche-1.2.0,\n"
        "  author = {{The small maintainers}},\n"
        r"  title = {{A small dataset: visits \& talks (version 1.2.0)}}," + "\n"
        "  year = {2024},\n"
        "  month = {6},\n"
        "  howpublished = {Data set},\n"
        f"  doi = {{{DOI}}},\n"
        f"  url = {{https://doi.org/{DOI}}},\n"
        "}\n"
    )


def test_ris() -> None:
    lines = ris(ABOUT, "2024-06-30", DOI).splitlines()
    assert lines[0] == "TY  - DATA"
    assert lines[-1] == "ER  - "
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert {"ET  - 1.2.0", "DA  - 2024/06/30", f"DO  - {DOI}"} <= set(lines)


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@settings(deadline=None)
@given(
    title=words,
    author=words,
    day=st.dates(min_value=date(2000, 1, 1), max_value=date(2000, 1, 1) + timedelta(9999)),
)
def test_any_words_make_a_valid_citation(title: str, author: str, day: date) -> None:
    about = About(
        title=title, abstract=title, version="0.1.0", licence="CC-BY-4.0", author=author, homepage=None
    )
    texts = {name: write(about, day.isoformat(), None) for name, write in FORMATS.items()}
    assert check_cff(texts["cff"])["title"] == " ".join(title.split())
    check_datacite(texts["datacite"])
    unescaped = re.sub(r"\\[{}]", "", texts["bibtex"])
    assert unescaped.count("{") == unescaped.count("}")
    assert len(texts["apa"].splitlines()) == 1
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in texts["ris"].splitlines())
