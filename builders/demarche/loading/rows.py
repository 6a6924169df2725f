"""The rows that a person has looked at: those whose coding is reviewed or manual.

`interactions` says it of each claim. The rows of the tables that rest on claims follow: participants and
links of claims that are left out go with them, and so does an event of which only such claims tell. An event
of which both kinds tell is told anew by the claims that stay, as `assemble.events` tells it without the rest,
with the codes that the release's own ontology gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.loading.release import Release

if TYPE_CHECKING:
    import pyarrow as pa

CLAIMS = {"participants": ("interaction_id",), "links": ("from_id", "to_id")}
"""The columns in which a table names claims."""
PAIR = ("event_id", "initiator", "target")


def looked_at(release: Release, name: str) -> tuple[pa.Table, int]:
    """A table without what rests on machine rows alone, and how many rows that leaves out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = release.table(name)
    if name not in {"interactions", "events", *CLAIMS}:
        return table, 0
    claims = release.table("interactions", ["interaction_id", "coding", *PAIR])
    machine = claims.filter(pc.equal(claims["coding"], "machine"))
    if not len(machine):
        return table, 0
    if name == "events":
        kept = _events(release, table, machine)
    else:
        kept = table
        for column in CLAIMS.get(name, ("interaction_id",)):
            left_out = pc.is_in(kept[column], pa.array(machine["interaction_id"].to_pylist(), pa.string()))
            kept = kept.filter(pc.invert(left_out))
    return kept, len(table) - len(kept)


def _events(release: Release, events: pa.Table, machine: pa.Table) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    from demarche.assemble.events import event_rows
    from demarche.contract.ontology import ontology_of_rows

    key = list(PAIR)
    touched = machine.select(key).group_by(key).aggregate([])
    untouched = events.join(touched, key, join_type="left anti")
    stay = release.table("interactions")
    stay = stay.filter(pc.not_equal(stay["coding"], "machine")).join(touched, key, join_type="left semi")
    told = event_rows(stay.to_pylist(), ontology=ontology_of_rows(release.table("ontology").to_pylist()))
    anew = pa.Table.from_pylist(told, schema=events.schema)
    kept = pa.concat_tables([untouched.select(events.column_names).cast(events.schema), anew])
    return kept.sort_by([(column, "ascending") for column in key])
