"""The contract as a Data Package (version 2): what a Frictionless installation needs to check the CSV files.

`schema/datapackage.json` is the descriptor of the released tables; a release adds its own version, sources
and hashes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from demarche.contract.model import Column, Field, Table, get_table, load_contract

KEYWORDS = ("event data", "international relations", "CAMEO", "PLOVER")
_PROFILES = "https://datapackage.org/profiles/2.0/"


def descriptor(tables: Sequence[str] | None = None) -> dict[str, Any]:
    """The descriptor of some tables (default: those of a release), each in the file `<table>.csv` beside it.

    Foreign keys to tables that are not among them are left out, as Frictionless follows every one.
    """
    names = tuple(load_contract().released if tables is None else tables)
    return {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": "demarche",
        "title": "State-to-state interactions, coded from news with their evidence",
        "description": (
            "One row of events is one happening between one pair of actors; one row of interactions is one"
            " claim of one source about it. Count events, never interactions. Goldstein values describe acts,"
            " not their likelihood: never compare or sum them across statuses."
        ),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "keywords": list(KEYWORDS),
        "demarche:schemaVersion": load_contract().version,
        "resources": [resource(get_table(name), names) for name in names],
    }


def resource(table: Table, among: Sequence[str]) -> dict[str, Any]:
    """One table's CSV file; its foreign keys lead to the tables that are `among` those of the package."""
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"$schema": f"{_PROFILES}tabledialect.json", "delimiter": ",", "lineTerminator": "\n"},
        "schema": table_schema(table, among),
    }


def table_schema(table: Table, among: Sequence[str]) -> dict[str, Any]:
    """The Table Schema of one table."""
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    keys = [
        {
            "fields": list(key.fields),
            # A table refers to itself by the empty name.
            "reference": {
                "resource": "" if key.reference == table.name else key.reference,
                "fields": list(key.reference_fields),
            },
        }
        for key in table.foreign_keys
        if key.reference in among
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def descriptor_json() -> str:
    """The text of `schema/datapackage.json`."""
    return json.dumps(descriptor(), ensure_ascii=False, indent=2) + "\n"


def _field(column: Column) -> dict[str, Any]:
    field = column.field
    found: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": column.description,
    }
    if field.type == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.examples:
        found["example"] = field.examples[0]
    constraints = ({"required": True} if column.required else {}) | _constraints(field)
    return found | ({"constraints": constraints} if constraints else {})


def _constraints(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if field.values is not None:
        found["enum"] = list(field.values)
    if field.pattern is not None:
        found["pattern"] = field.pattern
    bounds = {"minimum": field.minimum, "maximum": field.maximum, "maxLength": field.max_length}
    return found | {name: bound for name, bound in bounds.items() if bound is not None}
