"""Tables for people: drawn on a terminal, aligned plain text anywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Grid:
    """A titled table. The first `left` columns are text, the others numbers set to the right."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    left: int = 1


def show(grids: Sequence[Grid], stream: TextIO) -> None:
    """Print the grids that have rows."""
    for grid in grids:
        if grid.rows:
            (_draw if stream.isatty() else _align)(grid, stream)


def clean(text: str, width: int = 0) -> str:
    """A text on one line, without control characters; cut after `width` characters when that is given.

    Evidence comes from anywhere: an escape sequence in it must not reach the terminal.
    """
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f"{line[: width - 1]}…" if width and len(line) > width else line


def number(value: float | None) -> str:
    """A ratio with three digits; a dash for what cannot be measured."""
    return "–" if value is None else f"{value:.3f}"


def _align(grid: Grid, stream: TextIO) -> None:
    rows = [grid.head, *([clean(cell) for cell in row] for row in grid.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(grid.head))]
    print(grid.title, file=stream)
    for row in rows:
        cells = (
            cell.ljust(width) if column < grid.left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print(f"  {'  '.join(cells)}".rstrip(), file=stream)
    print(file=stream)


def _draw(grid: Grid, stream: TextIO) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=grid.title, title_justify="left", box=box.SIMPLE_HEAD)
    for column, name in enumerate(grid.head):
        table.add_column(name, justify="left" if column < grid.left else "right")
    for row in grid.rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    Console(file=stream).print(table)
