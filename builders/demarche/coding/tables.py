"""The files of the lexicon, as rows, and where a row stands."""

from __future__ import annotations

from itertools import zip_longest

from demarche.resources import lexicon_dir


def read_rows(name: str) -> list[dict[str, str]]:
    """The lines of a file of the lexicon; `lexicon/README.md` tells their columns."""
    lines = (lexicon_dir() / name).read_text(encoding="utf-8").split("\n")
    columns, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip_longest(columns, row, fillvalue="")) for row in rows]


def line_of(name: str, **cells: str) -> int | None:
    """The number of the first line of a file of the lexicon that has these cells, counted from 1."""
    header: list[str] = []
    with (lexicon_dir() / name).open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if line.startswith("#"):
                continue
            row = line.rstrip("\n").split("\t")
            if not header:
                header = row
            elif cells.items() <= dict(zip(header, row, strict=False)).items():
                return number
    return None
