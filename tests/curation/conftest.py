"""Curation of the small invented dataset in tests/data/small, with a curation file written by the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from demarche.claims_table import read_frozen
from demarche.curation import CuratedSource, curate, read_curation
from demarche.ledger import Ledger
from demarche.sources.store import load_source

SMALL = Path(__file__).parents[1] / "data" / "small"
SOURCE = "2021-03-03-riga-talks"

Curate = Callable[..., CuratedSource]


@pytest.fixture
def curated(tmp_path: Path) -> Curate:
    """Curates the source's frozen claims with the text of a curation file."""

    def run(text: str, ledger: Ledger | None = None) -> CuratedSource:
        path = tmp_path / f"{SOURCE}.yaml"
        path.write_text(dedent(text), encoding="utf-8")
        frozen = read_frozen(SMALL / "claims" / f"{SOURCE}.csv")
        return curate(
            load_source(SMALL / "sources" / SOURCE), frozen, read_curation(path), ledger or Ledger()
        )

    return run
