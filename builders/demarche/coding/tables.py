"""The files of the lexicon, as rows, and where a row stands."""

from __future__ import annotations

import csv

from demarche.resources import lexicon_dir


def read_rows(name: str) -> list[dict[str, str]]:
    """The lines of a file of the lexicon; `lexicon/README.md` tells their columns."""
    with (lexicon_dir() / name).open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        return [
            {k: v or "" for k, v in row.items()}
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


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
