"""A published release as what others are checked against: its version and its tables, in today's columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from demarche.checks.rule import Column, is_in, key
from demarche.contract.model import get_table
from demarche.version import Version


@dataclass(frozen=True, slots=True)
class Published:
    """The tables of a release, each with the contract's columns.

    `lost` are columns, as `table.column`, that the contract no longer has or has in another type; `added`
    those that it has and the release lacks: they are null in `tables`.
    """

    version: Version
    tables: Mapping[str, pa.Table]
    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def without(self, ids: Column) -> Published:
        """The release without some of its claims."""
        claims = self.tables["interactions"]
        left = claims.filter(pc.invert(is_in(claims["interaction_id"], ids)))
        return replace(self, tables={**self.tables, "interactions": left})

    def beside(self, name: str, own: pa.Table) -> pa.Table:
        """The rows of a table of one's own, and those of the release that it leaves as they are.

        Those with the same key are replaced; in a table without a key, all that belong to the same claim or
        actor, which its first column names.
        """
        released = self.tables.get(name)
        if released is None:
            return own
        names = get_table(name).primary_key or get_table(name).column_names[:1]
        replaced = is_in(key(released, names), key(own, names))
        return pa.concat_tables([own, released.filter(pc.invert(replaced))])
