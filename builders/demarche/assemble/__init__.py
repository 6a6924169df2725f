"""From curated claims to the tables of the dataset: a function of claims, decisions, ledger and contract.

`identify` finds the ids and groups claims to events, `events` and `links` derive their tables; the rest
stands here. The same input gives the same tables, sorted by key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from demarche.assemble.events import event_rows
from demarche.assemble.identify import Identified, identify
from demarche.assemble.links import link_rows
from demarche.claims_table import claim_row
from demarche.curation import CuratedRow, CuratedSource

if TYPE_CHECKING:
    import pyarrow as pa

    from demarche.ledger import Ledger
    from demarche.sources.store import Source

__all__ = ["Identified", "assemble", "identify"]


def assemble(
    found: Identified, curated: Sequence[CuratedSource], sources: Iterable[Source]
) -> dict[str, pa.Table]:
    """Every table of a release by its name, in the contract's order.

    Raises DataError where a link leads nowhere or the ontology forbids what the claims of an event add up to.
    """
    from demarche.contract.actors import load_actor_codes, load_actors
    from demarche.contract.model import load_contract
    from demarche.contract.ontology import load_ontology

    interactions = [_interaction(row, found) for row in found.rows]
    rows: dict[str, list[dict[str, Any]]] = {
        "interactions": interactions,
        "events": event_rows(interactions),
        "participants": [part for row in found.rows for part in _participants(row, found)],
        "links": link_rows(interactions, curated, found),
        "sources": [_source(source) for source in sources],
        "ontology": [row.as_dict() for row in load_ontology().rows()],
        "withdrawn": _withdrawn(found.ledger),
        "actors": [actor.as_dict() for actor in load_actors().values()],
        "actor_codes": [code.as_dict() for code in load_actor_codes()],
    }
    return {name: _table(name, rows[name]) for name in load_contract().released}


def dyad(initiator: str, target: str) -> str:
    """Both codes in alphabetical order."""
    return "-".join(sorted((initiator, target)))


def _interaction(row: CuratedRow, found: Identified) -> dict[str, Any]:
    claim = row.claim
    return claim_row(claim) | {
        "interaction_id": found.ids[row.name],
        "event_id": found.events[row.name],
        "dyad": dyad(claim.initiator, claim.target),
        "coding": row.coding,
        "coder_version": None if row.coding == "manual" else claim.coder_version,
        # A probability is the machine's word for its own rows: one that was read is right or not there.
        "confidence": claim.confidence if row.coding == "machine" else None,
    }


def _participants(row: CuratedRow, found: Identified) -> list[dict[str, Any]]:
    return [
        {
            "interaction_id": found.ids[row.name],
            "actor_id": part.actor_id,
            "person": part.person,
            "office": part.office,
            "role": part.role,
        }
        for part in row.claim.participants
    ]


def _source(source: Source) -> dict[str, Any]:
    return source.row() | {"published": date.fromisoformat(source.published)}


def _withdrawn(ledger: Ledger) -> list[dict[str, Any]]:
    return [
        {
            "id": row.interaction_id,
            "withdrawn_in": row.withdrawn_in,
            "reason": row.reason,
            "replaced_by": row.replaced_by,
        }
        for row in ledger.tombstones()
    ]


def _table(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """The rows as a table of the contract, sorted by its key or, without one, by all columns; null first."""
    import pyarrow as pa

    from demarche.contract.arrow import arrow_schema
    from demarche.contract.model import get_table

    table = get_table(name)
    order = table.primary_key or table.column_names

    def key(row: dict[str, Any]) -> list[tuple[bool, Any]]:
        return [(row[column] is not None, row[column] if row[column] is not None else 0) for column in order]

    return pa.Table.from_pylist(sorted(rows, key=key), schema=arrow_schema(name))
