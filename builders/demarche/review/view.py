"""What the page shows of the state of a curation: plain values, in the words of the curation file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from demarche.claims import Claim, pack_participants
from demarche.claims_table import CLAIM_COLUMNS
from demarche.contract.actors import load_actors
from demarche.curation import CuratedRow
from demarche.curation.document import Node
from demarche.report import claim_words
from demarche.review.desk import GUARD, Seen
from demarche.site.passages import stretches

EDITED = (
    *("interaction_type", "mode", "phase", "object", "initiator", "target", "directed", "status", "disputed"),
    *("voice", "reported_by", "date", "date_precision", "date_basis", "reported_on", "context", "location"),
    *("level", "participants"),
)
"""The columns that the page offers to set; the evidence is set by selecting words."""
REJECTIONS = (
    "Not said: “{words}” does not tell of this act",
    "Someone else acts, or is acted upon: “{words}”",
    "Told already by another claim of this source.",
    "Words for how things stand between them, not an act: “{words}”",
    "Who acts stands for no state, organisation or bloc: “{words}”",
)
"""Reasons to reject a claim that recur, after the coding rules; `{words}` are its evidence."""


def vocabulary() -> dict[str, Any]:
    """The values that the contract allows, and the columns in the order in which they are asked for."""
    from demarche.contract.model import load_contract
    from demarche.contract.ontology import load_ontology

    fields = load_contract().fields
    types = load_ontology().types
    return {
        "columns": EDITED,
        "guard": GUARD,
        "values": {
            name: list(values) for name in EDITED if name in fields and (values := fields[name].values)
        },
        "modes": {name: list(kind.modes) for name, kind in types.items()},
        "phases": {name: list(kind.phases) for name, kind in types.items()},
        "rejections": REJECTIONS,
        "actors": {code: actor.name for code, actor in load_actors().items()},
    }


def state(seen: Seen) -> dict[str, Any]:
    """What the page shows, as plain values: the text in stretches, each with the claims that rest on it."""
    curated = {row.key: row for row in seen.curated.rows}
    decided = _decided(seen)
    names = {code: actor.name for code, actor in load_actors().items()}
    claims = []
    spans = {}
    for key, now in _in_text_order(seen, curated):
        frozen, row = seen.frozen.get(key), curated.get(key)
        spans[key] = now.evidence_start, now.evidence_end
        claims.append(
            {
                "key": key,
                "frozen": None if frozen is None else cells(frozen),
                "now": cells(now),
                "told": told(now, names),
                "coding": row.coding if row else "rejected",
                "decision": decided.get(key),
            }
        )
    return {
        "source": {
            "id": seen.source.source_id,
            "title": seen.source.title,
            "published": seen.source.published,
        },
        "text": [
            {"text": part.text, "claims": part.claims}
            for part in stretches(seen.source.text, spans, len(seen.source.text))
        ],
        "version": seen.version,
        "versions": dict(seen.versions),
        "claims": claims,
    }


def _in_text_order(seen: Seen, curated: Mapping[str, CuratedRow]) -> list[tuple[str, Claim]]:
    """Every claim as it is now, by key: those that were rejected as the coder found them."""
    now = {**seen.frozen, **{key: row.claim for key, row in curated.items()}}
    return sorted(now.items(), key=lambda item: (item[1].evidence_start, item[1].evidence_end))


def told(claim: Claim, names: Mapping[str, str]) -> dict[str, Any]:
    """A claim in words, as the site and the terminal have them."""
    row = {name: getattr(claim, name) for name in CLAIM_COLUMNS}
    basis = ", ".join(claim_words.plain(part) for part in (claim.date_precision, claim.date_basis) if part)
    dated = f"Date: {claim.date}{f' ({basis})' if basis else ''}" if claim.date else "No date told"
    confidence = "" if claim.confidence is None else f"; confidence of the coder {claim.confidence:.2f}"
    return {
        "act": claim_words.act(row),
        "says": "; ".join([claim_words.parties(row, names), *claim_words.details(row, names)]) + ".",
        "dated": f"{dated}; reported on {claim.reported_on}{confidence}.",
        "people": claim_words.participants(map(asdict, claim.participants), names),
    }


def cells(claim: Claim) -> dict[str, str | None]:
    """The columns of a claim as the curation file would have them."""
    found: dict[str, str | None] = {}
    for name in CLAIM_COLUMNS:
        value = getattr(claim, name)
        if name == "participants":
            value = pack_participants(value)
        found[name] = None if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return found


def _decided(seen: Seen) -> dict[str, dict[str, Any]]:
    """What was decided on each claim, by claim key, in the words of the file."""
    by_id = {row.bound: row.key for row in seen.curated.rows if row.bound}
    by_id |= {each.id: each.key for each in seen.curated.rejections if each.id and each.key}
    found = {}
    for decision in seen.decisions.decisions:
        key = decision.claim or by_id.get(str(decision.id))
        if key is not None:
            found[key] = {
                "decision": decision.kind,
                "reason": decision.reason,
                "values": {name: _plain(node) for name, node in decision.values.items()},
                "expect": {name: _plain(node) for name, node in decision.expect.items()},
                "claim": None if decision.kind == "add" else decision.claim,
                "id": decision.id,
                "event": decision.event,
                "replaced_by": decision.replaced_by,
            }
    return found


def _plain(node: Node) -> Any:
    if isinstance(node.value, list):
        return [_plain(each) for each in node.value]
    if isinstance(node.value, dict):
        return {name: _plain(each) for name, each in node.value.items()}
    return node.value
