"""The contract as typed values: fields, tables, keys.

`schema/fields.yaml` defines each column name once, `schema/tables/*.yaml` compose tables from them;
enumerations whose values stand in the ontology are taken from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

import yaml

from demarche.errors import InputError
from demarche.resources import schema_dir

FieldType = Literal["string", "integer", "number", "boolean", "date"]

# The order in which tables are listed: what analysts count in, what it rests on, the lists, the workshop.
TABLE_ORDER = (
    "events",
    "interactions",
    "participants",
    "links",
    "sources",
    "actors",
    "actor_codes",
    "ontology",
    "withdrawn",
    "claims",
    "ids",
    "errors",
)


@dataclass(frozen=True, slots=True)
class Field:
    """One column name, with one meaning wherever it stands.

    `ranking` orders the values that a rule compares, the strongest first; `pattern` matches the whole cell;
    `values_from` names the list of the ontology in which the values of an enumeration stand; `free_text`
    has words of any kind.
    """

    name: str
    type: FieldType
    title: str
    description: str
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    own_values: Mapping[str, str] | None = None
    values_from: str | None = None
    ranking: tuple[str, ...] = ()
    packed: bool = False
    free_text: bool = False
    examples: tuple[str | int | float | bool, ...] = ()

    @property
    def values(self) -> Mapping[str, str] | None:
        """Each value of an enumeration with its definition; None for a field that is none."""
        return self.own_values if self.values_from is None else _ontology_values(self.values_from)


@dataclass(frozen=True, slots=True)
class Column:
    """A field as one table uses it: whether it must be filled, and its description there."""

    field: Field
    required: bool
    description: str

    @property
    def name(self) -> str:
        """The column's name, which is its field's."""
        return self.field.name


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values, taken together, must stand in `reference_fields` of the table `reference`.

    A row in which one of the columns is null refers to nothing.
    """

    fields: tuple[str, ...]
    reference: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the contract. `released` tells whether releases hold it."""

    name: str
    title: str
    description: str
    released: bool
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Contract:
    """Everything in `schema/` that has a form: its version, the fields and the tables."""

    version: str
    fields: Mapping[str, Field]
    tables: Mapping[str, Table]

    @property
    def released(self) -> tuple[str, ...]:
        """Names of the tables that a release holds, in their order."""
        return tuple(name for name, table in self.tables.items() if table.released)


@cache
def load_contract() -> Contract:
    """The contract of this installation. Raises InputError where `schema/` contradicts itself."""
    folder = schema_dir()
    path = folder / "fields.yaml"
    raw = _read_yaml(path)
    fields = {name: _field(name, spec, raw["plainText"], path) for name, spec in raw["fields"].items()}
    tables = {name: _table(folder / "tables" / f"{name}.yaml", fields) for name in TABLE_ORDER}
    return Contract(str(raw["version"]), MappingProxyType(fields), MappingProxyType(tables))


def get_table(name: str) -> Table:
    """The table of that name. Raises InputError with the names that exist."""
    tables = load_contract().tables
    if name not in tables:
        raise InputError("there is no such table", value=name, hint=f"Tables: {', '.join(tables)}.")
    return tables[name]


def _read_yaml(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as stream:
        content: dict[str, Any] = yaml.load(stream, Loader=loader)
    return content


_FIELD_KEYS = {
    *("type", "title", "description", "constraints", "examples"),
    *("values", "valuesFrom", "ranking", "packed"),
}
_CONSTRAINTS = {"pattern", "minimum", "maximum", "maxLength"}


def _field(name: str, spec: dict[str, Any], plain_text: str, path: Path) -> Field:
    constraints = spec.get("constraints", {})
    unknown = (set(spec) - _FIELD_KEYS) | (set(constraints) - _CONSTRAINTS)
    if unknown or spec["type"] not in get_args(FieldType):
        raise InputError(
            "the contract has a key or type that nothing reads", file=path, field=name, value=unknown
        )
    values = spec.get("values")
    is_text = spec["type"] == "string" and values is None and "valuesFrom" not in spec
    return Field(
        name=name,
        type=spec["type"],
        title=spec["title"],
        description=spec["description"],
        pattern=constraints.get("pattern", plain_text if is_text else None),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        max_length=constraints.get("maxLength"),
        own_values=None if values is None else MappingProxyType(values),
        values_from=spec.get("valuesFrom"),
        ranking=tuple(spec.get("ranking", ())),
        packed=spec.get("packed", False),
        free_text=is_text and "pattern" not in constraints,
        examples=tuple(spec.get("examples", ())),
    )


@cache
def _ontology_values(which: str) -> Mapping[str, str]:
    """Types, modes or phases with their definitions.

    Several types may have a mode of one name: then each type's definition is given.
    """
    # The ontology is a file of its own, read only where an enumeration is asked for.
    from demarche.contract.ontology import load_ontology

    types = load_ontology().types
    if which == "types":
        return {name: kind.definition for name, kind in types.items()}
    found: dict[str, list[str]] = {}
    for name, kind in types.items():
        values = kind.modes if which == "modes" else kind.phases
        for value, definition in values.items():
            found.setdefault(value, []).append(f"{name}: {definition}")
    return {value: " ".join(definitions) for value, definitions in found.items()}


def _table(path: Path, fields: Mapping[str, Field]) -> Table:
    spec = _read_yaml(path)
    columns = []
    for item in spec["fields"]:
        if item["name"] not in fields:
            raise InputError("the column has no definition in fields.yaml", file=path, value=item["name"])
        field = fields[item["name"]]
        columns.append(Column(field, item.get("required", False), item.get("description", field.description)))
    keys = tuple(
        ForeignKey(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
        for key in spec.get("foreignKeys", ())
    )
    return Table(
        name=spec["name"],
        title=spec["title"],
        description=spec["description"],
        released=spec["released"],
        columns=tuple(columns),
        primary_key=tuple(spec.get("primaryKey", ())),
        foreign_keys=keys,
    )
