"""The order of rows in a release: by pair of actors, so that a reader of one pair opens few row groups.

`dataset/tables/` keeps the order of the ids, in which changes are reviewed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.release.build import Build

FIRST = {"interactions": "dyad", "events": "dyad"}
"""The column that these tables are sorted by before their key."""


def arranged(made: Build) -> Build:
    """The build with its rows in the order of a release."""
    from demarche.contract.model import get_table

    tables = {
        name: table.sort_by([(column, "ascending") for column in (FIRST[name], *get_table(name).primary_key)])
        if name in FIRST
        else table
        for name, table in made.tables.items()
    }
    return replace(made, tables=tables)
