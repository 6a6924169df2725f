"""Links between claims: what curation says, and what follows from the rows without doubt.

An accusation alleges a deed when exactly one row of the same source fits: it is told by who accuses, done by
who is accused, and its evidence overlaps. Everything else is for curation to say; a link that is derived
wrongly is taken away there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from demarche.assemble.identify import Identified
from demarche.curation import CuratedSource

Row = dict[str, Any]
Link = tuple[str, str, str]
"""from_id, to_id, relation."""


def link_rows(interactions: Iterable[Row], sources: Sequence[CuratedSource], found: Identified) -> list[Row]:
    """The rows of `links`. Raises DataError on a link of curation that leads nowhere or is there anyway."""
    links = _alleged(interactions)
    for source in sources:
        said: set[Link] = set()
        for decision in source.links:
            node = decision.node
            link = (
                found.refer(decision.from_ref, source.source_id, node, "from"),
                found.refer(decision.to_ref, source.source_id, node, "to"),
                decision.relation,
            )
            if link[0] == link[1]:
                raise node.fault("a claim cannot be linked to itself", field="to", value=decision.to_ref)
            if link in said or (decision.reject and link not in links):
                raise node.fault(
                    "stands twice" if link in said else "there is no such link to take away",
                    field="links",
                    value=f"{decision.from_ref} {decision.relation} {decision.to_ref}",
                )
            said.add(link)
            if decision.reject:
                links.remove(link)
            else:
                links.add(link)
    return [dict(zip(("from_id", "to_id", "relation"), link, strict=True)) for link in sorted(links)]


def _alleged(interactions: Iterable[Row]) -> set[Link]:
    charges: list[Row] = []
    deeds: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in interactions:
        if row["interaction_type"] == "accusation":
            if row["mode"] == "allegation":
                charges.append(row)
        elif row["reported_by"] is not None:
            doers = (row["initiator"],) if row["directed"] else (row["initiator"], row["target"])
            for doer in doers:
                deeds[row["source_id"], row["reported_by"], doer].append(row)
    links = set()
    for charge in charges:
        fitting = [
            deed
            for deed in deeds[charge["source_id"], charge["initiator"], charge["target"]]
            if deed["evidence_start"] < charge["evidence_end"]
            and charge["evidence_start"] < deed["evidence_end"]
        ]
        if len(fitting) == 1:
            links.add((charge["interaction_id"], fitting[0]["interaction_id"], "alleges"))
    return links
