"""What a curation file says: decisions on claims and links between rows, in their form.

    decisions:
      - decision: accept            # accept, amend, reject or add
        claim: visit.RUS-PRK.512    # or id: i3f8k2m9q0r1t
        expect: {status: occurred}  # what the frozen claim must still say
        reason: The arrival is told in the first sentence.
      - decision: amend
        claim: agreement.PRK-RUS.900
        expect: {status: occurred}
        set: {status: planned}
        reason: They are to sign tomorrow.
      - decision: add
        key: manual.sanction-usa-prk
        row: {interaction_type: sanction, initiator: USA, …, evidence: words of the text that occur once}
        event: manual.sanction-usa-rus   # the row whose event it shares
        reason: The second target of the measure.
    links:
      - {from: accusation.USA-PRK.77, to: manual.delivery, relation: alleges, reason: The deed charged.}

`claim` and `id` together say that this claim is the row known by that id (after a recoding that could
not tell); `add` takes an `id` in the same sense. `reject` takes `replaced_by`. A link with `reject: true`
removes one that is derived. What the names refer to is looked up later, in `apply`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from demarche.curation.document import Node, read_document
from demarche.errors import DemarcheError, collecting, raise_faults

T = TypeVar("T")

INTERACTION_ID = re.compile(r"i[0-9a-hjkmnp-tv-z]{12}")
MANUAL_KEY = re.compile(r"manual\.[A-Za-z0-9][A-Za-z0-9._-]*")

_COMMON = {"decision", "reason"}
_KEYS = {
    "accept": _COMMON | {"claim", "id", "expect", "event"},
    "amend": _COMMON | {"claim", "id", "expect", "event", "set"},
    "reject": _COMMON | {"claim", "id", "expect", "replaced_by"},
    "add": _COMMON | {"key", "id", "event", "row"},
}
_LINK_KEYS = {"from", "to", "relation", "reason", "reject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision and the place where it stands.

    `claim` is a claim key (of `add`: the key of the new row), `id` an interaction_id; `event` and
    `replaced_by` name other rows by either.
    """

    kind: str
    node: Node
    reason: str
    claim: str | None = None
    id: str | None = None
    expect: dict[str, Node]
    values: dict[str, Node]
    event: str | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDecision:
    """A link between two rows, each named by claim key or interaction_id; `reject` takes it away."""

    node: Node
    from_ref: str
    to_ref: str
    relation: str
    reason: str
    reject: bool = False


@dataclass(frozen=True, slots=True)
class Curation:
    """The content of one curation file."""

    file: Path
    decisions: tuple[Decision, ...] = ()
    links: tuple[LinkDecision, ...] = ()


def read_curation(path: Path) -> Curation:
    """Read a curation file. Raises DataError that names every fault of form with its line."""
    content = read_document(path)
    if content.value is None:
        return Curation(path)
    top = content.mapping("the file")
    faults: list[DemarcheError] = []
    with collecting(faults):
        _known(content, top, {"decisions", "links"})
    decisions = _each(top.get("decisions"), "decisions", _decision, faults)
    links = _each(top.get("links"), "links", _link, faults)
    raise_faults(faults)
    return Curation(path, decisions, links)


def _each(
    node: Node | None, name: str, read: Callable[[Node], T], faults: list[DemarcheError]
) -> tuple[T, ...]:
    found = []
    for item in [] if node is None else node.sequence(name):
        with collecting(faults):
            found.append(read(item))
    return tuple(found)


def nearest(value: str, names: list[str] | set[str]) -> str | None:
    """A hint that names what may have been meant; None when nothing is near."""
    found = get_close_matches(value, sorted(names), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(found)}?" if found else None


def _known(place: Node, entries: dict[str, Node], allowed: set[str]) -> None:
    faults = []
    for name, node in entries.items():
        if name not in allowed:
            hint = nearest(name, allowed) or f"Known here: {', '.join(sorted(allowed))}."
            at = Node(None, node.file, node.line or place.line)
            faults.append(at.fault("is not known here", field=name, hint=hint))
    raise_faults(faults)


def _text(node: Node, entries: dict[str, Node], name: str) -> str:
    if name not in entries:
        raise node.fault("is missing", field=name)
    return entries[name].text(name)


def _decision(node: Node) -> Decision:
    entries = node.mapping("decisions")
    kind = _text(node, entries, "decision")
    if kind not in _KEYS:
        raise entries["decision"].fault(
            f"must be one of {', '.join(_KEYS)}", field="decision", value=kind, hint=nearest(kind, set(_KEYS))
        )
    _known(node, entries, _KEYS[kind])
    reason = _text(node, entries, "reason")
    claim_field, values_field = ("key", "row") if kind == "add" else ("claim", "set")
    claim = entries[claim_field].text(claim_field) if claim_field in entries else None
    name = entries["id"].text("id") if "id" in entries else None
    if kind == "add":
        if claim is None or not MANUAL_KEY.fullmatch(claim):
            place = entries.get("key", node)
            raise place.fault("an added row needs a key that starts with manual.", field="key", value=claim)
    elif claim is None and name is None:
        raise node.fault(
            "is missing", field="claim", hint="Give claim: (a claim key) or id: (an interaction_id)."
        )
    if name is not None and not INTERACTION_ID.fullmatch(name):
        raise entries["id"].fault("is not an interaction_id", field="id", value=name)
    values: dict[str, Node] = {}
    if kind in {"amend", "add"}:
        values = dict(entries[values_field].mapping(values_field)) if values_field in entries else {}
        if not values:
            raise node.fault("is missing", field=values_field)
    expect = dict(entries["expect"].mapping("expect")) if "expect" in entries else {}
    if kind in {"accept", "amend"} and not expect:
        raise node.fault(
            "is missing",
            field="expect",
            hint="Name what the claim must still say: expect: {status: planned}.",
        )
    return Decision(
        kind=kind,
        node=node,
        reason=reason,
        claim=claim,
        id=name,
        expect=expect,
        values=values,
        event=entries["event"].text("event") if "event" in entries else None,
        replaced_by=entries["replaced_by"].text("replaced_by") if "replaced_by" in entries else None,
    )


def _link(node: Node) -> LinkDecision:
    from demarche.contract.model import load_contract

    entries = node.mapping("links")
    _known(node, entries, _LINK_KEYS)
    relation = _text(node, entries, "relation")
    relations = set(load_contract().fields["relation"].values or ())
    if relation not in relations:
        raise entries["relation"].fault(
            f"must be one of {', '.join(sorted(relations))}",
            field="relation",
            value=relation,
            hint=nearest(relation, relations),
        )
    reject = entries["reject"].text("reject") if "reject" in entries else "false"
    if reject not in {"true", "false"}:
        raise entries["reject"].fault("must be true or false", field="reject", value=reject)
    return LinkDecision(
        node=node,
        from_ref=_text(node, entries, "from"),
        to_ref=_text(node, entries, "to"),
        relation=relation,
        reason=_text(node, entries, "reason"),
        reject=reject == "true",
    )
