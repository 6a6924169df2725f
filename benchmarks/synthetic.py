"""Valid tables of any size, the same for the same number of rows: what the validator is measured on.

Types and codes are drawn from the ontology, actors from the contract; ids increase, as they do in a release.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from demarche.checks.codes import CODES, COMBINATION, ontology_table
from demarche.contract.actors import load_actors
from demarche.contract.arrow import arrow_schema

BATCH = 131_072
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_FIRST_DAY = date(1995, 1, 1)
_DAYS = 10_000


def write_interactions(path: Path, rows: int) -> None:
    """Write `interactions` with so many rows as Parquet, a batch at a time."""
    schema = arrow_schema("interactions")
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, rows, BATCH):
            writer.write_table(interactions(start, min(BATCH, rows - start)), row_group_size=BATCH)


def interactions(start: int, count: int) -> pa.Table:
    """Rows `start` to `start + count` of the endless table of claims."""
    random = np.random.default_rng(start)
    number = np.arange(start, start + count)
    kinds = ontology_table().take(pa.array(random.integers(0, len(ontology_table()), count)))
    directed = pc.fill_null(kinds["directed"], True)
    codes = sorted(
        a.actor_id for a in load_actors().values() if a.valid_to is None and str(a.valid_from or "") < "1995"
    )
    one = random.integers(0, len(codes), count)
    other = (one + random.integers(1, len(codes), count)) % len(codes)
    mutual = ~np.asarray(directed)
    first = np.where(mutual, np.minimum(one, other), one)
    second = np.where(mutual, np.maximum(one, other), other)
    names = pa.array(codes)
    day = random.integers(0, _DAYS, count)
    days = pa.array(np.datetime64(_FIRST_DAY) + day)
    dated = random.random(count) < 0.8
    told = random.random(count) < 0.3
    begins = random.integers(0, 20_000, count)
    only = pa.array(dated)
    columns = {
        "interaction_id": _ids("i", number),
        "event_id": _ids("e", number),
        "source_id": pc.binary_join_element_wise("source", pa.array(number // 20).cast(pa.string()), "-"),
        "initiator": names.take(pa.array(first)),
        "target": names.take(pa.array(second)),
        "directed": directed,
        "dyad": pc.binary_join_element_wise(
            names.take(pa.array(np.minimum(first, second))),
            names.take(pa.array(np.maximum(first, second))),
            "-",
        ),
        "disputed": pa.array(np.zeros(count, dtype=bool)),
        "voice": pc.if_else(pa.array(told), "actor", "source"),
        "reported_by": pc.if_else(pa.array(told), names.take(pa.array(second)), None),
        "object": pc.binary_join_element_wise("matter", pa.array(number % 5000).cast(pa.string()), " "),
        "date": pc.if_else(only, days.cast(pa.string()), None),
        "date_start": pc.if_else(only, days, None),
        "date_end": pc.if_else(only, days, None),
        "date_precision": pc.if_else(only, "day", None),
        "date_basis": pc.if_else(only, "stated", None),
        "reported_on": pa.array(np.datetime64(_FIRST_DAY) + day + 1),
        "evidence_start": pa.array(begins),
        "evidence_end": pa.array(begins + 1 + random.integers(0, 300, count)),
        "coding": pa.array(["machine"] * count),
        "coder_version": pa.array(["0.1.0"] * count),
        "confidence": pa.array(np.round(random.random(count), 2)),
    }
    columns |= {name: kinds[name] for name in (*COMBINATION, *CODES)}
    schema = arrow_schema("interactions")
    filled = [_column(columns.get(field.name), field.type, count) for field in schema]
    return pa.table(filled, schema=schema)


def events(claims: pa.Table) -> pa.Table:
    """The events of claims that each tell of one of their own."""
    years = pc.if_else(pc.equal(claims["status"], "occurred"), pc.year(claims["date_start"]), None)
    one = pa.array(np.ones(len(claims), np.int64))
    own = {"year": years, "n_claims": one, "n_sources": one}
    schema = arrow_schema("events")
    columns = [own.get(name, claims[name] if name in claims.column_names else None) for name in schema.names]
    kinds = zip(columns, schema.types, strict=True)
    return pa.table([_column(values, kind, len(claims)) for values, kind in kinds], schema=schema)


def sources(claims: pa.Table) -> pa.Table:
    """The sources of some claims, each by its id and what every source must have."""
    names = pc.unique(claims["source_id"]).sort()
    filled = {
        "source_id": names,
        "title": names,
        "published": date(2024, 1, 1),
        "language": "en",
        "redistributable": False,
        "text_kind": "original",
        "text_sha256": "0" * 64,
        "n_chars": 100_000,
    }
    schema = arrow_schema("sources")
    columns = [filled.get(field.name) for field in schema]
    arrays = [
        values if isinstance(values, pa.Array) else pa.array([values] * len(names), kind)
        for values, kind in zip(columns, schema.types, strict=True)
    ]
    return pa.table(arrays, schema=schema)


def _column(values: pa.Array | pa.ChunkedArray | None, kind: pa.DataType, count: int) -> pa.Array:
    return pa.nulls(count, kind) if values is None else values.cast(kind)


def _ids(letter: str, numbers: np.ndarray) -> pa.Array:
    """Ids that increase with their number: a letter and twelve digits of base 32."""
    digits = np.frombuffer(_DIGITS.encode(), dtype=np.uint8)
    cells = np.empty((len(numbers), 13), dtype=np.uint8)
    cells[:, 0] = ord(letter)
    left = numbers.astype(np.int64)
    for place in range(12, 0, -1):
        cells[:, place] = digits[left % 32]
        left = left // 32
    return pa.array(cells.view("S13").ravel()).cast(pa.string())
