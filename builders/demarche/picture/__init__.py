"""A picture of the dataset: its events by dyad and type, as a timeline in SVG.

Three panels share the rows: the years before, the latest weeks (where a dataset made from news is densest),
and the events for which the sources give no date. Filled marks happened or last; hollow ones are
planned, proposed, refused or cancelled. A bar spans the days that a date can mean.
The picture shows pairs of states and says how many events with organisations and blocs it leaves out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.errors import InputError
from demarche.files import write_text
from demarche.picture.layout import place
from demarche.picture.vega import specification

if TYPE_CHECKING:
    import pyarrow as pa

_VEGA_LITE = "6.4"
"""Drawn by one version whatever vl-convert offers beside it, so that the file changes only with the data."""


def timeline(events: pa.Table, actors: pa.Table) -> str:
    """The tables `events` and `actors` as a picture, SVG. Raises InputError without the extra `plot`."""
    known = {row["actor_id"]: row for row in actors.select(["actor_id", "name", "kind"]).to_pylist()}
    rows = events.to_pylist()
    between_states = [
        row for row in rows if all(known[row[end]]["kind"] == "state" for end in ("initiator", "target"))
    ]
    names = {
        row["dyad"]: " – ".join(sorted(known[code]["name"] for code in row["dyad"].split("-")))
        for row in between_states
    }
    others = len(rows) - len(between_states)
    subtitle = [
        f"{len(between_states)} events; {others} with organisations and blocs are left out.",
        "Filled: happened or ongoing. Hollow: planned, proposed, refused or cancelled.",
        "A bar spans the days that a date can mean; ? says that someone denies the deed.",
    ]
    return draw(specification(place(between_states), names, subtitle))


def draw(picture: dict[str, Any]) -> str:
    """A specification in Vega-Lite as SVG. Raises InputError without the extra `plot`."""
    try:
        import vl_convert
    except ImportError as error:
        raise InputError(
            "a picture needs a package that is not installed", hint="Install it: pip install 'demarche[plot]'"
        ) from error
    return str(vl_convert.vegalite_to_svg(picture, vl_version=_VEGA_LITE)).rstrip("\n") + "\n"


def write_timeline(events: pa.Table, actors: pa.Table, path: Path) -> None:
    """Write the picture whole or not at all. Raises as `timeline` does."""
    write_text(path, timeline(events, actors))
