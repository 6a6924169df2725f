"""How a release is cited: one text for each format, from what the dataset says of itself.

`date` is the day of the release (YYYY-MM-DD); `doi` is the version's own, without an address before it, and
None where it has none. The author is a corporate one: no name is taken apart into given and family name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from demarche.contract.datapackage import KEYWORDS
from demarche.release.about import About

Citation = Callable[[About, str, str | None], str]

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
}


def apa(about: About, date: str, doi: str | None) -> str:
    """The reference in words, by the style of the American Psychological Association (7th edition)."""
    author = one_line(about.author).rstrip(".")
    title = f"{one_line(about.title)} (Version {about.version}) [Data set]"
    place = address(about, doi)
    return f"{author}. ({date[:4]}). {title}.{f' {place}' if place else ''}\n"


def bibtex(about: About, date: str, doi: str | None) -> str:
    """An entry for BibTeX and BibLaTeX; the version stands in the title, where every style shows it."""
    year, month, _ = date.split("-")
    title = _latex(f"{one_line(about.title)} (version {about.version})")
    entries = {
        # In braces twice, so that the words of a corporate name stay together.
        "author": f"{{{_latex(one_line(about.author))}}}",
        "title": f"{{{title}}}",
        "year": year,
        "month": str(int(month)),
        "howpublished": "Data set",
        "doi": doi,
        "url": address(about, doi),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in entries.items() if value is not None]
    return "\n".join([f"@misc{{demarche-{about.version},", *lines, "}"]) + "\n"


def cff(about: About, date: str, doi: str | None) -> str:
    """CITATION.cff, Citation File Format 1.2.0."""
    import yaml

    record = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite the full version that you used.",
        "type": "dataset",
        "title": one_line(about.title),
        "abstract": one_line(about.abstract),
        "authors": [{"name": one_line(about.author)}],
        "version": about.version,
        "date-released": date,
        "license": about.licence,
        "doi": doi,
        "url": about.homepage,
        "keywords": list(KEYWORDS),
    }
    return str(yaml.safe_dump(_given(record), allow_unicode=True, sort_keys=False, width=110))


def datacite(about: About, date: str, doi: str | None) -> str:
    """DataCite metadata in JSON, schema 4: what a registration of the DOI asks for."""
    author = one_line(about.author)
    record: dict[str, Any] = {
        "doi": doi,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Event data"},
        "creators": [{"name": author, "nameType": "Organizational"}],
        "titles": [{"title": one_line(about.title), "lang": "en"}],
        "publisher": {"name": author},
        "publicationYear": date[:4],
        "subjects": [{"subject": word, "lang": "en"} for word in KEYWORDS],
        "dates": [{"date": date, "dateType": "Issued"}],
        "language": "en",
        "formats": ["text/csv", "application/vnd.apache.parquet"],
        "version": about.version,
        "rightsList": [
            {
                "rights": about.licence,
                "rightsUri": licence_address(about),
                "rightsIdentifier": about.licence.lower(),
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
        ],
        "descriptions": [
            {"description": one_line(about.abstract), "descriptionType": "Abstract", "lang": "en"}
        ],
        "url": about.homepage,
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return json.dumps(_given(record), ensure_ascii=False, indent=2) + "\n"


def ris(about: About, date: str, doi: str | None) -> str:
    """An entry in RIS, which reference managers import."""
    entries = [
        ("TY", "DATA"),
        ("AU", one_line(about.author)),
        ("PY", date[:4]),
        ("DA", date.replace("-", "/")),
        ("TI", one_line(about.title)),
        ("ET", about.version),
        ("AB", one_line(about.abstract)),
        *(("KW", word) for word in KEYWORDS),
        ("LA", "en"),
        ("DO", doi),
        ("UR", address(about, doi)),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in entries if value is not None)


FORMATS: Mapping[str, Citation] = {
    "apa": apa,
    "bibtex": bibtex,
    "cff": cff,
    "datacite": datacite,
    "ris": ris,
}


def address(about: About, doi: str | None) -> str | None:
    """Where a reader finds the release: its DOI before the homepage of the dataset."""
    return about.homepage if doi is None else f"https://doi.org/{doi}"


def licence_address(about: About) -> str:
    """The page of the licence, which is named by its SPDX identifier."""
    return f"https://spdx.org/licenses/{about.licence}"


def one_line(text: str) -> str:
    """The words of a text without its line breaks."""
    return " ".join(text.split())


def _latex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda mark: _LATEX[mark[0]], text)


def _given(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}
