"""The ontology: which kinds of interaction there are, and their CAMEO and PLOVER codes.

`schema/ontology.yaml` holds it in a form for readers: a few lines of codes a type, refined by mode,
phase, status and context. Here those lines are compiled to the flat table that ships with the data,
one row a (interaction_type, mode, phase, status[, context]). A combination without a row is forbidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from demarche.errors import DataError
from demarche.resources import schema_dir

Key = tuple[str, str, str | None, str, str | None]
"""interaction_type, mode, phase, status, context."""

DIRECTED = {"always": True, "never": False, "as_told": None}
LINE_KEYS = {"modes", "when", "cameo", "plover_event", "plover_mode", "directed", "contexts"}


@dataclass(frozen=True, slots=True)
class Codes:
    """What the ontology says of a combination; all None where CAMEO has no code for it.

    `goldstein` (-10 … +10) is None also for what is ongoing: it describes acts, not states.
    """

    cameo_code: str | None
    plover_event: str | None
    plover_mode: str | None
    quad_class: str | None
    goldstein: float | None


@dataclass(frozen=True, slots=True)
class OntologyRow:
    """A row of the release table `ontology`.

    `directed` is None where the text decides whether the act was mutual.
    """

    interaction_type: str
    mode: str
    phase: str | None
    status: str
    context: str | None
    definition: str
    directed: bool | None
    codes: Codes

    def as_dict(self) -> dict[str, str | bool | float | None]:
        """The row under the column names of the table."""
        return {
            "interaction_type": self.interaction_type,
            "mode": self.mode,
            "phase": self.phase,
            "status": self.status,
            "context": self.context,
            "definition": self.definition,
            "directed": self.directed,
            "cameo_code": self.codes.cameo_code,
            "plover_event": self.codes.plover_event,
            "plover_mode": self.codes.plover_mode,
            "quad_class": self.codes.quad_class,
            "goldstein": self.codes.goldstein,
        }


@dataclass(frozen=True, slots=True)
class InteractionType:
    """A type of interaction; `modes` and `phases` map each name to its definition.

    `initiator` says in words who is the initiator; `directed` is None where the text decides.
    """

    name: str
    definition: str
    initiator: str
    directed: bool | None
    modes: Mapping[str, str]
    phases: Mapping[str, str]


class Ontology:
    """All types with their rows; made by `load_ontology` or, from other data, by `compile_ontology`."""

    def __init__(self, types: Mapping[str, InteractionType], rows: Mapping[Key, OntologyRow]) -> None:
        self.types = types
        self._rows = rows

    def _type(self, interaction_type: str) -> InteractionType:
        try:
            return self.types[interaction_type]
        except KeyError:
            raise DataError(
                "unknown type",
                field="interaction_type",
                value=interaction_type,
                hint=f"Allowed: {', '.join(self.types)}.",
            ) from None

    def modes(self, interaction_type: str) -> tuple[str, ...]:
        """The modes of a type, `unspecified` last. Raises DataError for an unknown type."""
        return tuple(self._type(interaction_type).modes)

    def phases(self, interaction_type: str) -> tuple[str, ...]:
        """The phases of a type; empty for all but agreement and sanction."""
        return tuple(self._type(interaction_type).phases)

    def statuses(self, interaction_type: str) -> tuple[str, ...]:
        """The statuses that some combination of the type has, sorted."""
        self._type(interaction_type)
        return tuple(
            sorted({row.status for row in self._rows.values() if row.interaction_type == interaction_type})
        )

    def combinations(self, interaction_type: str, mode: str) -> tuple[tuple[str | None, str], ...]:
        """The (phase, status) pairs that a mode of a type may have; phase None: it is left empty."""
        kind = self._type(interaction_type)
        if mode not in kind.modes:
            raise DataError(
                f"unknown mode of {interaction_type}",
                field="mode",
                value=mode,
                hint=f"Allowed: {', '.join(kind.modes)}.",
            )
        pairs = [key[2:4] for key in self._rows if key[:2] == (interaction_type, mode) and key[4] is None]
        return tuple(sorted(pairs, key=lambda pair: (pair[0] or "", pair[1])))

    def row(
        self, interaction_type: str, mode: str, phase: str | None, status: str, context: str | None = None
    ) -> OntologyRow:
        """The row of a combination: the one for its context, or else the one without a context.

        Raises DataError, naming what is allowed instead, when the combination is not listed.
        """
        for subject in (context, None):
            found = self._rows.get((interaction_type, mode, phase, status, subject))
            if found is not None:
                return found
        allowed = self.combinations(interaction_type, mode)
        raise DataError(
            f"{interaction_type}/{mode} cannot have this phase and status",
            field="phase, status",
            value=f"{phase or '(none)'}, {status}",
            hint="Allowed: " + "; ".join(f"{one or '(none)'}, {other}" for one, other in allowed) + ".",
        )

    def codes(
        self, interaction_type: str, mode: str, phase: str | None, status: str, context: str | None = None
    ) -> Codes:
        """CAMEO, PLOVER, quad class and Goldstein value of a combination; errors as in `row`."""
        return self.row(interaction_type, mode, phase, status, context).codes

    def rows(self) -> tuple[OntologyRow, ...]:
        """The whole table, sorted by its key; a missing phase or context sorts first."""
        return tuple(
            self._rows[key] for key in sorted(self._rows, key=lambda key: tuple(part or "" for part in key))
        )


def ontology_of_rows(rows: Iterable[Mapping[str, Any]]) -> Ontology:
    """The ontology in the rows of the table `ontology`, as a release has it, with the contract's types."""
    found = {}
    for row in rows:
        key = (row["interaction_type"], row["mode"], row["phase"], row["status"], row["context"])
        codes = Codes(**{field.name: row[field.name] for field in fields(Codes)})
        found[key] = OntologyRow(*key, row["definition"], row["directed"], codes)
    return Ontology(load_ontology().types, found)


@cache
def load_ontology() -> Ontology:
    """The ontology of the contract in use. Raises DataError when its file is not well-formed."""
    return read_ontology(schema_dir() / "ontology.yaml")


def read_ontology(path: Path) -> Ontology:
    """Read and compile an ontology file; the errors name the file."""
    # libyaml's loader is several times faster, but not every PyYAML is built with it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return compile_ontology(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))
    except yaml.YAMLError as error:
        raise DataError(f"not YAML: {error}", file=path) from error
    except DataError as error:
        error.file = path
        raise


def compile_ontology(data: Mapping[str, Any]) -> Ontology:
    """Compile what the YAML file holds. Raises DataError for a line that is wrong or that decides nothing."""
    types = {name: _interaction_type(name, entry) for name, entry in data["types"].items()}
    rows: dict[Key, OntologyRow] = {}
    for name, kind in types.items():
        # By combination without context: the line that decides it and its rows. A later line replaces both.
        decided: dict[Key, tuple[int, dict[Key, OntologyRow]]] = {}
        lines = data["types"][name]["codes"]
        for number, line in enumerate(lines, start=1):
            place = _place(name, number)
            _check_line(line, kind, place)
            for combination, found in _line_rows(line, kind, data, place):
                decided[combination] = (number, found)
        dead = set(range(1, len(lines) + 1)) - {number for number, _ in decided.values()}
        if dead:
            raise DataError(
                "later lines replace all that this line says", field=f"types.{name}.codes[{min(dead)}]"
            )
        for _, found in decided.values():
            rows.update(found)
    return Ontology(types, rows)


def _place(name: str, number: int) -> str:
    return f"types.{name}.codes[{number}]"


def _interaction_type(name: str, entry: Mapping[str, Any]) -> InteractionType:
    if "unspecified" not in entry["modes"]:
        raise DataError("a type needs the mode `unspecified`", field=f"types.{name}.modes")
    return InteractionType(
        name=name,
        definition=entry["definition"],
        initiator=entry["initiator"],
        directed=DIRECTED[entry["directed"]],
        modes=entry["modes"],
        phases=entry.get("phases", {}),
    )


def _check_line(line: Mapping[str, Any], kind: InteractionType, place: str) -> None:
    faults = [f"unknown key {key}" for key in line if key not in LINE_KEYS]
    faults += [f"no {key}" for key in ("when", "cameo") if key not in line]
    faults += [f"unknown mode {mode}" for mode in line.get("modes", ()) if mode not in kind.modes]
    for when in line.get("when", ()):
        phase = when.rpartition("/")[0]
        if phase and phase not in kind.phases:
            faults.append(f"unknown phase {phase}")
    if faults:
        raise DataError("; ".join(faults), field=place)


def _line_rows(
    line: Mapping[str, Any], kind: InteractionType, data: Mapping[str, Any], place: str
) -> Iterator[tuple[Key, dict[Key, OntologyRow]]]:
    """For each combination that a line of codes names, its row without context and those with one."""
    directed = DIRECTED[line["directed"]] if "directed" in line else kind.directed
    for mode in line.get("modes", kind.modes):
        for when in line["when"]:
            phase, _, status = when.rpartition("/")
            definition = kind.modes[mode] + (f" {kind.phases[phase]}" if phase else "")
            found: dict[Key, OntologyRow] = {}
            for context, cameo in ((None, line["cameo"]), *line.get("contexts", {}).items()):
                key = (kind.name, mode, phase or None, status, context)
                found[key] = OntologyRow(*key, definition, directed, _codes(cameo, status, line, data, place))
            yield (kind.name, mode, phase or None, status, None), found


def _codes(
    cameo: str | None, status: str, line: Mapping[str, Any], data: Mapping[str, Any], place: str
) -> Codes:
    if cameo is None:
        return Codes(None, None, None, None, None)
    entry = data["cameo"].get(cameo)
    if entry is None:
        raise DataError("a code that `cameo` does not list", field=place, value=cameo)
    event = line.get("plover_event", entry["event"])
    quad_class = data["plover_events"].get(event)
    if quad_class is None:
        raise DataError("an event that `plover_events` does not list", field=place, value=event)
    goldstein = None if status in data["without_goldstein"] else float(entry["goldstein"])
    return Codes(cameo, event, line.get("plover_mode", entry.get("mode")), quad_class, goldstein)
