"""Build the dataset from its sources, frozen claims, curation and ledger.

Writes dataset/tables/*.csv, withdrawn.csv and the ledger ids.csv, after everything has been checked; what has
not changed is not rewritten. The coder is not run: `demarche recode` takes in new claims.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.cli.common import add_dataset, chosen_dataset

if TYPE_CHECKING:
    from demarche.release.build import Build

NAME = "build"
HELP = "build the dataset's tables from claims and curation"
FIRST_ROWS = 8


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_dataset(parser)


def run(args: argparse.Namespace) -> int:
    """Build, write what changed, and say where the tables are."""
    from demarche.release.build import build, table_paths, write_build

    dataset = chosen_dataset(args)
    made = build(dataset)
    changed = write_build(made, dataset)
    _draw(made, dataset, changed)
    print(f"Dataset {made.about.version}: {summary(made)}")
    if made.found.minted or made.found.withdrawn:
        print(f"New ids: {len(made.found.minted)}. Withdrawn: {len(made.found.withdrawn)}.")
    for name, path in table_paths(dataset, made.tables).items():
        print(f"  {len(made.tables[name]):>6}  {shown(path)}{'  (changed)' if path in changed else ''}")
    if not changed:
        print("Nothing has changed; nothing was written.")
    return 0


def summary(made: Build) -> str:
    """The figures that say how large the dataset is."""
    tables = made.tables
    coding = tables["interactions"]["coding"].to_pylist()
    kinds = ", ".join(f"{coding.count(kind)} {kind}" for kind in ("reviewed", "manual", "machine"))
    return (
        f"{len(tables['events'])} events from {len(coding)} claims ({kinds}) "
        f"in {len(tables['sources'])} {'source' if len(tables['sources']) == 1 else 'sources'}"
    )


def shown(path: Path) -> Path:
    """A path as short as it can be told from the working directory."""
    here = Path.cwd()
    whole = path.resolve()
    return whole.relative_to(here) if whole.is_relative_to(here) else path


def first_rows(events: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, str, str]]:
    """The first events by day, in words: when, who, what, status."""
    rows = sorted(events, key=_when)
    return [_told(row) for row in rows[:FIRST_ROWS]]


def _when(row: Mapping[str, Any]) -> tuple[Any, ...]:
    start = row["date_start"]
    return start is None, str(start), row["initiator"], row["target"], row["event_id"]


def _told(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    arrow = "→" if row["directed"] else "–"
    what = " ".join(row[part] for part in ("interaction_type", "phase") if row[part])
    mode = "" if row["mode"] == "unspecified" else f" ({row['mode']})"
    return (
        row["date"] or "",
        f"{row['initiator']} {arrow} {row['target']}",
        f"{what}{mode}".replace("_", " "),
        row["status"] + (", disputed" if row["disputed"] else ""),
    )


def print_first_rows(made: Build) -> None:
    """The first events by day, as a table on the terminal."""
    from rich.console import Console
    from rich.table import Table

    events = made.tables["events"].to_pylist()
    rows = first_rows(events)
    if not rows:
        return
    table = Table(title=f"The first {len(rows)} of {len(events)} events", title_justify="left")
    table.add_column("date", no_wrap=True)
    table.add_column("who", no_wrap=True)
    table.add_column("what")
    table.add_column("status")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _draw(made: Build, dataset: Path, changed: list[Path]) -> None:
    """Draw the events as a picture, where its packages are installed."""
    from importlib.util import find_spec

    path = dataset / "timeline.svg"
    if find_spec("vl_convert") is None or len(made.tables["events"]) == 0:
        return
    if path.is_file() and dataset / "tables" / "events.csv" not in changed:
        return
    from demarche.picture import write_timeline

    write_timeline(made.tables["events"], made.tables["actors"], path)
    changed.append(path)
