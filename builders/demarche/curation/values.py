"""From the words of a curation file to the columns of a claim, each checked at its line."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

from demarche.claims import Claim, Participant, unpack_participants
from demarche.contract.edtf import precision
from demarche.curation.decisions import nearest
from demarche.curation.document import Node
from demarche.errors import DataError, DemarcheError, collecting, raise_faults
from demarche.meant import actors_meant

ACTOR_COLUMNS = ("initiator", "target", "reported_by", "location")
# What the machine says of itself and what the build works out are not for a curator to set.
_MACHINE = {"source_id", "coder", "coder_version", "rule", "confidence", "trigger_start", "trigger_end"}
COLUMNS = tuple(each.name for each in fields(Claim) if each.name not in _MACHINE)
_NEEDED = ("interaction_type", "mode", "initiator", "target", "directed", "status")
_NULLABLE = {each.name for each in fields(Claim) if each.default is None}


def find_words(text: str, node: Node, field: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Where the words of `node` stand in `text` between two offsets; they must stand there exactly once.

    White space matches any white space, so that a long sentence can be folded in the curation file.
    """
    words = node.text(field)
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    end = len(text) if end is None else end
    found = []
    at = start
    while (match := pattern.search(text, at, end)) is not None:
        found.append(match.span())
        at = match.start() + 1
    if not found:
        raise node.fault(
            "these words do not stand in the source text",
            field=field,
            value=words,
            hint="Copy them from text.txt; quotation marks and dashes must be the same.",
        )
    if len(found) > 1:
        raise node.fault(
            f"these words stand {len(found)} times in the source text",
            field=field,
            value=words,
            hint="Give more.",
        )
    return found[0]


def typed(node: Node, column: str) -> Any:
    """A cell in the type that `Claim` has for the column; its value is not yet judged."""
    from demarche.contract.model import load_contract
    from demarche.sources.store import is_day  # that module reads YAML with this package

    if column == "participants":
        return _participants(node)
    if node.value is None:
        return None
    text = node.text(column)
    kind = load_contract().fields[column].type
    if kind == "boolean":
        if text not in {"true", "false"}:
            raise node.fault("must be true or false", field=column, value=text)
        return text == "true"
    if kind == "integer":
        if not re.fullmatch(r"0|[1-9][0-9]*", text):
            raise node.fault("must be a whole number", field=column, value=text)
        return int(text)
    if kind == "date" and not is_day(text):
        raise node.fault("must be a day", field=column, value=text, hint="Write YYYY-MM-DD.")
    return text


def _participants(node: Node) -> tuple[Participant, ...]:
    cells = [part.text("participants") for part in node.value] if isinstance(node.value, list) else None
    packed = ";".join(cells) if cells is not None else node.value
    if packed is not None and not isinstance(packed, str):
        raise node.fault("must be a list of role:Person [office]/ACTOR", field="participants")
    try:
        return unpack_participants(packed)
    except DataError as error:
        raise node.fault(error.message, field="participants", value=error.value) from error


def cell(node: Node, column: str) -> Any:
    """A cell in its type, held against the contract and the lists of actors."""
    from demarche.contract.model import load_contract

    value = typed(node, column)
    if column == "participants":
        _check_participants(value, node)
        return value
    if value is None:
        if column not in _NULLABLE:
            raise node.fault("must not be empty", field=column)
        return None
    field = load_contract().fields[column]
    if field.values is not None and value not in field.values:
        names = set(field.values)
        hint = nearest(str(value), names) or f"Known: {', '.join(sorted(names))}."
        raise node.fault("is not in the contract", field=column, value=value, hint=hint)
    if column in ACTOR_COLUMNS:
        check_actor(str(value), node, column)
    elif field.pattern and isinstance(value, str) and not re.fullmatch(field.pattern, value):
        raise node.fault("has not the form that the contract asks for", field=column, value=value)
    if field.max_length and isinstance(value, str) and len(value) > field.max_length:
        raise node.fault(f"is longer than {field.max_length} characters", field=column, value=value)
    return value


def check_actor(value: str, node: Node, field: str) -> None:
    """Raise DataError, with a suggestion, unless the code is in the list of actors."""
    from demarche.contract.actors import load_actors

    if value in load_actors():
        return
    meant = actors_meant(value)
    hint = f"Did you mean {' or '.join(meant)}?" if meant else "Actors stand in schema/vocab/actors.csv."
    raise node.fault("is not in the list of actors", field=field, value=value, hint=hint)


def _check_participants(parts: tuple[Participant, ...], node: Node) -> None:
    from demarche.contract.model import load_contract

    roles = set(load_contract().fields["role"].values or ())
    for part in parts:
        check_actor(part.actor_id, node, "participants")
        if part.role not in roles:
            raise node.fault(
                "is no role", field="participants", value=part.role, hint=nearest(part.role, roles)
            )


def amended(claim: Claim, values: dict[str, Node], text: str, place: Node) -> Claim:
    """The claim with the values of a decision, judged as a whole."""
    known = {*COLUMNS, "evidence", "trigger"}
    faults: list[DemarcheError] = []
    cells: dict[str, Any] = {}
    for name, node in values.items():
        with collecting(faults):
            if name not in known:
                hint = nearest(name, known) or f"Columns: {', '.join(sorted(known))}."
                raise node.fault("is no column that curation can set", field=name, hint=hint)
            if name not in {"evidence", "trigger"}:
                cells[name] = cell(node, name)
    raise_faults(faults)
    if "evidence" in values:
        if cells.keys() & {"evidence_start", "evidence_end"}:
            raise values["evidence"].fault("stands beside offsets: give one of the two", field="evidence")
        cells["evidence_start"], cells["evidence_end"] = find_words(text, values["evidence"], "evidence")
    cells |= _date_cells(claim, cells, values, place)
    changed = replace(claim, **cells)
    if not 0 <= changed.evidence_start < changed.evidence_end <= len(text):
        raise place.fault(
            f"the evidence lies outside the text of {len(text)} characters",
            field="evidence_start",
            value=f"{changed.evidence_start}-{changed.evidence_end}",
        )
    if "trigger" in values:
        span = find_words(text, values["trigger"], "trigger", changed.evidence_start, changed.evidence_end)
        changed = replace(changed, trigger_start=span[0], trigger_end=span[1])
    check_row(changed, place)
    return changed


def _date_cells(
    claim: Claim, cells: dict[str, Any], values: dict[str, Node], place: Node
) -> dict[str, str | None]:
    """The precision that follows from a date; of a closed interval, only the curator can tell it."""
    if not cells.keys() & {"date", "date_precision", "date_basis"}:
        return {}
    date = cells.get("date", claim.date)
    if date is None:
        return {"date_precision": cells.get("date_precision"), "date_basis": cells.get("date_basis")}
    # An interval that replaces another is of its kind, unless the curator says otherwise.
    interval = "/" in date and ".." not in date
    kept = "date" not in cells or (interval and claim.date_precision in {"range", "window"})
    given = cells.get("date_precision", claim.date_precision if kept else None)
    node = values.get("date", place)
    try:
        derived = precision(date, window=given == "window")
    except DataError as error:
        raise node.fault(error.message, field="date", value=date, hint=error.hint) from error
    if given is None and derived == "range":
        raise node.fault(
            "is an interval: say whether it is a range or a window", field="date_precision", value=date
        )
    if given not in {None, derived}:
        raise values.get("date_precision", node).fault(
            f"does not fit the date {date}", field="date_precision", value=given, hint=f"Write {derived}."
        )
    return {"date_precision": derived}


def added(values: dict[str, Node], source_id: str, published: str, text: str, place: Node) -> Claim:
    """The claim that an added row makes. What it leaves out is null, the text's own voice, and undisputed."""
    missing = [name for name in _NEEDED if name not in values]
    if "evidence" not in values and not {"evidence_start", "evidence_end"} <= values.keys():
        missing.append("evidence")
    if missing:
        raise place.fault(f"the row lacks {', '.join(missing)}", field="row")
    blank = Claim(
        source_id=source_id,
        interaction_type="",
        mode="",
        initiator="",
        target="",
        directed=True,
        status="",
        reported_on=published,
        evidence_start=0,
        evidence_end=0,
        trigger_start=0,
        trigger_end=0,
        rule="",
        coder="",
        coder_version="",
    )
    claim = amended(blank, values, text, place)
    if "trigger" in values:
        return claim
    return replace(claim, trigger_start=claim.evidence_start, trigger_end=claim.evidence_end)


def check_row(claim: Claim, place: Node) -> None:
    """Raise DataError where the columns of a curated row contradict each other or the ontology."""
    from demarche.contract.ontology import load_ontology

    ontology = load_ontology()
    modes = set(ontology.modes(claim.interaction_type))
    if claim.mode not in modes:
        raise place.fault(
            f"is no mode of {claim.interaction_type}",
            field="mode",
            value=claim.mode,
            hint=nearest(claim.mode, modes) or f"Its modes: {', '.join(sorted(modes))}.",
        )
    try:
        ontology.codes(claim.interaction_type, claim.mode, claim.phase, claim.status, claim.context)
    except DataError as error:
        combination = f"{claim.interaction_type}/{claim.mode}/{claim.phase or '-'}/{claim.status}"
        raise place.fault(
            "the ontology has no such combination", field="status", value=combination, hint=error.hint
        ) from error
    if claim.initiator == claim.target:
        raise place.fault("is the initiator too", field="target", value=claim.target)
    if not claim.directed and claim.initiator > claim.target:
        raise place.fault(
            "an undirected row has its pair in alphabetical order",
            field="initiator",
            value=claim.initiator,
            hint=f"Write initiator: {claim.target}, target: {claim.initiator}.",
        )
    if (claim.voice == "actor") != (claim.reported_by is not None):
        raise place.fault(
            "is filled if and only if voice is actor",
            field="reported_by",
            value=claim.reported_by or claim.voice,
        )
    for column in ("date_precision", "date_basis"):
        if (claim.date is None) != (getattr(claim, column) is None):
            raise place.fault(
                "is filled if and only if date is", field=column, value=getattr(claim, column) or claim.date
            )
