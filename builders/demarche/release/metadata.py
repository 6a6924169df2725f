"""What machines read of a release: schema.org/Dataset as JSON-LD for search engines, Croissant for loaders.

Files are named as they stand in the folder, so that the descriptions hold wherever it is published.
Croissant's records are read from the Parquet files: its own reader takes the `NA` of a CSV file for missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from demarche.contract.datapackage import KEYWORDS
from demarche.contract.model import Column, Table, get_table
from demarche.release.about import About
from demarche.release.citation import address, apa, bibtex, licence_address, one_line
from demarche.release.facts import Facts

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}

_CROISSANT = "http://mlcommons.org/croissant/1.0"
_CROISSANT_FORMATS = FORMATS | {"parquet": "application/x-parquet"}
_CROISSANT_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
_CROISSANT_TERMS = (
    *("citeAs", "column", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes"),
    *("isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex"),
    *(
        "repeated",
        "replace",
        "separator",
        "source",
        "subField",
        "transform",
        "equivalentProperty",
        "samplingRate",
    ),
)


def linked_data(
    about: About, date: str, doi: str | None, tables: Mapping[str, pa.Table], facts: Facts
) -> dict[str, Any]:
    """The release as a schema.org Dataset."""
    author = {"@type": "Organization", "name": one_line(about.author)}
    found = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": one_line(about.title),
        "description": one_line(about.abstract),
        "version": about.version,
        "datePublished": date,
        "license": licence_address(about),
        "creator": author,
        "publisher": author,
        "keywords": list(KEYWORDS),
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "creditText": apa(about, date, doi).strip(),
        "identifier": None if doi is None else f"https://doi.org/{doi}",
        "url": address(about, doi),
        "temporalCoverage": _coverage(tables["events"]),
        "variableMeasured": [_variable(column) for column in get_table("events").columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": name,
                "encodingFormat": FORMATS[name.rpartition(".")[2]],
                "contentSize": f"{known.bytes} B",
                "sha256": known.sha256,
            }
            for name, known in facts.items()
        ],
    }
    return {name: value for name, value in found.items() if value is not None}


def _coverage(events: pa.Table) -> str | None:
    """From the first to the last day that an event can have, as ISO 8601 writes intervals."""
    import pyarrow.compute as pc

    first, last = pc.min(events["date_start"]).as_py(), pc.max(events["date_end"]).as_py()
    return None if first is None or last is None else f"{first.isoformat()}/{last.isoformat()}"


def _variable(column: Column) -> dict[str, Any]:
    return {
        "@type": "PropertyValue",
        "name": column.name,
        "description": f"{column.field.title}. {one_line(column.description)}",
    }


def croissant(
    about: About, date: str, doi: str | None, tables: Mapping[str, pa.Table], facts: Facts
) -> dict[str, Any]:
    """The release in Croissant 1.0: files, and each table as a set of records."""
    author = {"@type": "sc:Organization", "name": one_line(about.author)}
    found = {
        "@context": _croissant_context(),
        "@type": "sc:Dataset",
        "conformsTo": _CROISSANT,
        "name": "demarche",
        "description": f"{one_line(about.title)}. {one_line(about.abstract)}",
        "version": about.version,
        "datePublished": date,
        "license": licence_address(about),
        "url": address(about, doi),
        "creator": author,
        "publisher": author,
        "keywords": list(KEYWORDS),
        "inLanguage": "en",
        "citeAs": bibtex(about, date, doi).strip(),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": name,
                "name": name,
                "contentUrl": name,
                "contentSize": f"{known.bytes} B",
                "encodingFormat": _CROISSANT_FORMATS[name.rpartition(".")[2]],
                "sha256": known.sha256,
            }
            for name, known in facts.items()
        ],
        "recordSet": [_records(get_table(name)) for name in tables],
    }
    return {name: value for name, value in found.items() if value is not None}


def _croissant_context() -> dict[str, Any]:
    """The context that the specification gives, in full: nothing has to be fetched to read the file."""
    return {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "sc": "https://schema.org/",
        "conformsTo": "dct:conformsTo",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
        **{name: f"cr:{name}" for name in sorted(_CROISSANT_TERMS)},
    }


def _records(table: Table) -> dict[str, Any]:
    key = [{"@id": f"{table.name}/{name}"} for name in table.primary_key]
    found = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": one_line(table.description),
        "key": key[0] if len(key) == 1 else key,
        "field": [_field(table, column) for column in table.columns],
    }
    return found if key else {name: value for name, value in found.items() if name != "key"}


def _field(table: Table, column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": one_line(column.description),
        "dataType": _CROISSANT_TYPES[column.field.type],
        "source": {
            "fileObject": {"@id": f"{table.name}.parquet"},
            "extract": {"column": column.name},
        },
    }
