"""The files of the lexicon, as rows."""

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
