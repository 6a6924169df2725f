"""Claims as a table of the contract and as a file: `dataset/claims/<source_id>.csv`.

A claim is named by its key (`<interaction_type>.<initiator>-<target>.<trigger_start>`, with `.2`, `.3` …
for further claims of the same stem). The key is given when a claim is taken in; when a source is coded
anew, a claim that is recognised keeps it, so that decisions and ids go on referring to the claim.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.claims import Claim, pack_participants, unpack_participants
from demarche.contract.edtf import interval
from demarche.errors import DataError, InputError

if TYPE_CHECKING:
    import pyarrow as pa

CLAIM_COLUMNS = tuple(each.name for each in fields(Claim))
CODES = ("cameo_code", "plover_event", "plover_mode", "quad_class", "goldstein")

_FIRST = ("evidence_start", "trigger_start", "interaction_type", "initiator", "target", "status")
_ORDER = (*_FIRST, *(name for name in CLAIM_COLUMNS if name not in {*_FIRST, "participants"}))


def sort_key(claim: Claim) -> tuple[object, ...]:
    """The order of a source's claims: by evidence, trigger, type and pair; a total order over all columns."""
    cells = [getattr(claim, name) for name in _ORDER]
    packed = pack_participants(claim.participants)
    return tuple((cell is not None, cell if cell is not None else "") for cell in (*cells, packed))


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in the order of the table, each source for itself."""
    return sorted(claims, key=lambda claim: (claim.source_id, sort_key(claim)))


def stem(claim: Claim) -> str:
    """The beginning of a claim's key."""
    return f"{claim.interaction_type}.{claim.initiator}-{claim.target}.{claim.trigger_start}"


def claim_keys(claims: Sequence[Claim], taken: Collection[str] = ()) -> list[str]:
    """A key for each claim of one source, in the order given; none of them is in `taken`."""
    used = set(taken)
    keys = []
    for claim in claims:
        key, n = stem(claim), 1
        while key in used:
            n += 1
            key = f"{stem(claim)}.{n}"
        used.add(key)
        keys.append(key)
    return keys


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim as a row: its own columns and what follows from them (days and codes).

    Codes are null where the ontology forbids the combination: the checks name such a row.
    Raises DataError on a date that is not EDTF.
    """
    from datetime import date

    row = {name: getattr(claim, name) for name in CLAIM_COLUMNS}
    row["reported_on"] = date.fromisoformat(claim.reported_on)
    row["date_start"], row["date_end"] = (None, None) if claim.date is None else interval(claim.date)
    row["participants"] = pack_participants(claim.participants)
    return row | codes_of(claim)


def codes_of(claim: Claim) -> dict[str, str | float | None]:
    """The codes that the ontology gives a claim; all null where it does not list the combination."""
    from demarche.contract.ontology import load_ontology

    try:
        codes = load_ontology().codes(
            claim.interaction_type, claim.mode, claim.phase, claim.status, claim.context
        )
    except DataError:
        return dict.fromkeys(CODES)
    return {name: getattr(codes, name) for name in CODES}


def claims_table(claims: Iterable[Claim]) -> pa.Table:
    """Claims as the contract's table `claims`, in its order."""
    ordered = in_order(claims)
    return _table(ordered, _keys_by_source(ordered))


def keyed_table(claims: Mapping[str, Claim]) -> pa.Table:
    """Claims of one source, by key, as the contract's table `claims`, in its order."""
    items = sorted(claims.items(), key=lambda item: (sort_key(item[1]), item[0]))
    return _table([claim for _, claim in items], [key for key, _ in items])


def _keys_by_source(ordered: Sequence[Claim]) -> list[str]:
    keys: list[str] = []
    start = 0
    for n, claim in enumerate(ordered):
        if n + 1 == len(ordered) or ordered[n + 1].source_id != claim.source_id:
            keys += claim_keys(ordered[start : n + 1])
            start = n + 1
    return keys


def _table(claims: Sequence[Claim], keys: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    from demarche.contract.arrow import arrow_schema

    schema = arrow_schema("claims")
    rows = [claim_row(claim) | {"claim_key": key} for claim, key in zip(claims, keys, strict=True)]
    return pa.Table.from_pylist(rows, schema=schema)


def claims_of(table: pa.Table) -> list[Claim]:
    """The claims of a table, in its order."""
    claims = []
    for row in table.to_pylist():
        values = {name: row[name] for name in CLAIM_COLUMNS}
        values["reported_on"] = values["reported_on"].isoformat()
        values["participants"] = unpack_participants(values["participants"])
        claims.append(Claim(**values))
    return claims


def keyed_claims(table: pa.Table) -> dict[str, Claim]:
    """The claims of one source's table by their keys. Raises DataError on a key that repeats."""
    found: dict[str, Claim] = {}
    for key, claim in zip(table["claim_key"].to_pylist(), claims_of(table), strict=True):
        if key in found:
            raise DataError("a claim key stands twice", field="claim_key", value=key)
        found[key] = claim
    return found


def read_claims(path: Path) -> list[Claim]:
    """The claims of a CSV file, in its order. Raises DataError, naming file, line and column."""
    return claims_of(_read(path))


def read_coding(path: Path) -> dict[str, dict[str, Claim]]:
    """The claims of a coder, by source and key: from a file, CSV or Parquet, or the folder of a coded corpus.

    Raises InputError where there is none, DataError on what is no claim or on a key that repeats.
    """
    files = sorted(path.glob("claims/*/claims.parquet")) if path.is_dir() else [path]
    if not files:
        raise InputError("holds no claims of a corpus", file=path, hint="Give the folder of code --out.")
    found: dict[str, dict[str, Claim]] = {}
    for file in files:
        table = _read(file)
        for key, claim in zip(table["claim_key"].to_pylist(), claims_of(table), strict=True):
            if key in found.setdefault(claim.source_id, {}):
                raise DataError("stands twice in one source", file=file, field="claim_key", value=key)
            found[claim.source_id][key] = claim
    return found


def read_frozen(path: Path) -> dict[str, Claim]:
    """The frozen claims of one source by their keys, in the order of the file."""
    try:
        return keyed_claims(_read(path))
    except DataError as error:
        error.file = error.file or path
        raise


def _read(path: Path) -> pa.Table:
    from demarche.contract.arrow import plain
    from demarche.tables import read_csv, read_parquet

    return plain(read_parquet(path, "claims")) if path.suffix == ".parquet" else read_csv(path, "claims")


def write_claims(claims: Iterable[Claim], path: Path) -> None:
    """Write claims, of one source or of many, as CSV or (suffix .parquet) as Parquet."""
    _write(claims_table(claims), path)


def write_frozen(claims: Mapping[str, Claim], path: Path) -> None:
    """Write the claims of one source under the keys that they have."""
    _write(keyed_table(claims), path)


def _write(table: pa.Table, path: Path) -> None:
    from demarche.tables import write_csv, write_parquet

    if path.suffix == ".parquet":
        write_parquet(table, path, {})
    else:
        write_csv(table, path)
