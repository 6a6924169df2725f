"""Events that another system coded, as claims: columns mapped, codes translated, quotations sought.

What comes from elsewhere is believed no more than a model's answer (`believing`): a row becomes a claim when
its evidence stands in the text and the contract allows it. What a row does not say is filled as for a plain
act in the text's own voice: occurred, mode unspecified, undisputed.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from demarche.claims import Claim
from demarche.claims_table import in_order
from demarche.coders.answer import ASKED, QUOTE, TRIGGER
from demarche.coders.believing import Hearing, Refusal, believed
from demarche.coders.quotes import fold
from demarche.coders.windows import Window
from demarche.contract.edtf import is_valid, precision
from demarche.contract.model import load_contract
from demarche.contract.ontology import OntologyRow, load_ontology
from demarche.errors import DataError, InputError
from demarche.files import read_text
from demarche.sources.text import Document

Scheme = Literal["demarche", "cameo", "plover"]
CODE = "code"
"""The field that holds a CAMEO code or a PLOVER event, where `interaction_type` is not given."""
FIELDS = ("source_id", QUOTE, TRIGGER, CODE, *ASKED)
_STATUSES = ("occurred", "ongoing", "planned", "proposed", "refused", "cancelled")


@dataclass(frozen=True, slots=True)
class Imported:
    """Claims in the order of the contract, and how many rows were not believed, by reason.

    `told` says of each of these rows where it stands and what is wrong.
    """

    claims: tuple[Claim, ...]
    dropped: Counter[str]
    told: tuple[str, ...]


def import_events(
    path: Path,
    documents: Sequence[Document],
    *,
    columns: Mapping[str, str],
    scheme: Scheme,
    coder: str,
    version: str,
) -> Imported:
    """The claims in a file of events (.csv, .tsv, .jsonl, .parquet) about some documents.

    `columns` maps a field to the file's column where their names differ. Raises InputError for a file that
    cannot be read, or that has no column for what a claim must have.
    """
    hearings = {doc.source_id: Hearing(doc, fold(doc.text), coder, version, path.name) for doc in documents}
    claims: list[Claim] = []
    dropped: Counter[str] = Counter()
    told: list[str] = []
    for line, row in _rows(path):
        if line <= 2:
            _require(row, columns, path, scheme)
        found = _claim(row, columns, hearings, scheme)
        if isinstance(found, Claim):
            claims.append(found)
        else:
            dropped[found.reason] += 1
            told.append(f"{path}:{line}: {found.told}")
    return Imported(tuple(in_order(claims)), dropped, tuple(told))


def _claim(
    row: Mapping[str, Any], columns: Mapping[str, str], hearings: Mapping[str, Hearing], scheme: Scheme
) -> Claim | Refusal:
    cells = {name: _cell(name, row.get(columns.get(name, name))) for name in FIELDS}
    source = cells.pop("source_id")
    hearing = hearings.get(str(source))
    if hearing is None:
        return Refusal("source_id without a text", f"there is no text called {str(source)!r}")
    code = cells.pop(CODE)
    given: dict[str, Any] = {name: value for name, value in cells.items() if value is not None}
    if scheme != "demarche":
        meant = type_of(str(code), scheme)
        if meant is None:
            return Refusal(f"unknown {scheme} code", f"{code!r} is no {scheme} code that the ontology has")
        given = {
            "interaction_type": meant.interaction_type,
            "mode": meant.mode,
            "phase": meant.phase,
            "status": meant.status,
        } | given
    document = hearing.document
    return believed(_filled(given, document.published), hearing, Window(0, len(document.text)))


def _filled(given: dict[str, Any], published: str) -> dict[str, Any]:
    """A row with what it leaves out."""
    kind = load_ontology().types.get(str(given.get("interaction_type")))
    date = given.get("date")
    dated = isinstance(date, str) and is_valid(date)
    whole: dict[str, Any] = {
        TRIGGER: given.get(QUOTE),
        "mode": "unspecified",
        "status": "occurred",
        "directed": kind is None or kind.directed is not False,
        "reported_on": published,
        "voice": "actor" if given.get("reported_by") else "source",
        "date_precision": precision(date) if dated and date is not None else None,
        "date_basis": "stated" if date else None,
    }
    return whole | given


def _cell(name: str, value: Any) -> Any:
    """A value of a row in the type that a proposal has for the field; None for an empty one."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if name == "participants":
        return value if isinstance(value, list) else str(value).split(";")
    field = load_contract().fields.get(name)
    if field is not None and field.type == "boolean" and not isinstance(value, bool):
        return {"true": True, "1": True, "false": False, "0": False}.get(str(value).strip().lower(), value)
    return value if isinstance(value, bool) else str(value).strip()


@cache
def type_of(code: str, scheme: Scheme) -> OntologyRow | None:
    """The plainest combination of the ontology with a CAMEO code or PLOVER event; None for an unknown one.

    A CAMEO code that no combination has is taken as its parent (`0421` as `042`). Of several combinations
    the one with the fewest particulars is meant: mode unspecified, no phase, occurred.
    """
    rows = [row for row in load_ontology().rows() if row.context is None]
    if scheme == "plover":
        found = [row for row in rows if row.codes.plover_event == code.strip().upper()]
        return min(found, key=_particulars) if found else None
    digits = code.strip()
    while len(digits) >= 2:
        found = [row for row in rows if row.codes.cameo_code == digits]
        if found:
            return min(found, key=_particulars)
        if len(digits) == 2 and not digits.endswith("0"):
            digits += "0"  # roots are written 04 or 040
        else:
            digits = digits[:-1] if not digits.endswith("0") else ""
    return None


def _particulars(row: OntologyRow) -> tuple[object, ...]:
    order = tuple(load_ontology().types)
    return (
        _STATUSES.index(row.status),
        row.codes.plover_mode is not None,
        row.mode != "unspecified",
        row.phase is not None,
        order.index(row.interaction_type),
        row.mode,
        row.phase or "",
    )


def _require(row: Mapping[str, Any], columns: Mapping[str, str], path: Path, scheme: Scheme) -> None:
    kind = "interaction_type" if scheme == "demarche" else CODE
    wanted = ("source_id", QUOTE, kind, "initiator", "target", *columns)
    missing = [columns.get(name, name) for name in wanted if columns.get(name, name) not in row]
    if missing:
        raise InputError(
            f"has no column {', '.join(dict.fromkeys(missing))}",
            file=path,
            line=1,
            hint=f"It has {', '.join(map(str, row))}. Say which is which: --map {kind}=COLUMN",
        )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a file with the line on which each ends; of Parquet, its number after the header's."""
    if path.suffix == ".parquet":
        yield from _parquet(path)
    elif path.suffix in {".jsonl", ".ndjson"}:
        for line, text in enumerate(read_text(path).split("\n"), 1):
            if text.strip():
                yield line, _object(text, path, line)
    elif path.suffix in {".csv", ".tsv"}:
        stream = io.StringIO(read_text(path), newline="")
        reader = csv.DictReader(stream, delimiter="\t" if path.suffix == ".tsv" else ",", strict=True)
        try:
            for row in reader:
                yield reader.line_num, row
        except csv.Error as error:
            raise InputError(f"is not CSV: {error}", file=path, line=reader.line_num) from error
    else:
        raise InputError("is no file of events", file=path, hint="Give .csv, .tsv, .jsonl or .parquet.")


def _parquet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            number = 1
            for batch in file.iter_batches(1024):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (pa.ArrowException, OSError) as error:
        raise InputError("cannot be read as Parquet", file=path, value=error) from error


def _object(text: str, path: Path, line: int) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError("is not JSON", file=path, line=line, hint="One object a line.") from error
    if not isinstance(found, dict):
        raise DataError("is no JSON object", file=path, line=line, hint="One object a line.")
    return found
