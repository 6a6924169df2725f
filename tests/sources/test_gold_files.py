"""The gold of the dataset's sources stands on its text: offsets, order, participants."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from demarche.claims import pack_participants, unpack_participants
from demarche.contract.ontology import load_ontology
from demarche.sources.store import Source, load_sources

DATASET = Path(__file__).resolve().parents[2] / "dataset"
TIERS = {"visit": "core", "agreement": "core", "sanction": "core", "accusation": "core"}


def rows(source_id: str) -> list[dict[str, str]]:
    with (DATASET / "gold" / f"{source_id}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("source", load_sources(DATASET), ids=lambda source: source.source_id)
def test_gold_stands_on_its_text(source: Source) -> None:
    found, ontology = rows(source.source_id), load_ontology()
    assert [row["n"] for row in found] == [str(n) for n in range(1, len(found) + 1)]
    starts = [int(row["evidence_start"]) for row in found]
    assert starts == sorted(starts)
    for row in found:
        start, end = int(row["evidence_start"]), int(row["evidence_end"])
        evidence = source.text[start:end]
        assert evidence, row
        assert evidence == evidence.strip(), row
        assert "\n" not in evidence, row  # an evidence span lies within a paragraph
        # Whole words at both ends: an offset that counts bytes would cut one.
        assert not (source.text[start - 1 : start].isalnum() and evidence[0].isalnum()), row
        assert not (evidence[-1].isalnum() and source.text[end : end + 1].isalnum()), row
        assert row["tier"] in (TIERS.get(row["interaction_type"], "extended"), "optional"), row
        assert row["initiator"] != row["target"], row
        assert row["directed"] == "true" or row["initiator"] < row["target"], row
        assert (row["voice"] == "actor") == bool(row["reported_by"]), row
        assert bool(row["date"]) == bool(row["date_precision"]) == bool(row["date_basis"]), row
        parts = unpack_participants(row["participants"])
        assert (pack_participants(parts) or "") == row["participants"], row
        # A combination that the ontology does not list is forbidden: this raises.
        ontology.codes(row["interaction_type"], row["mode"], row["phase"] or None, row["status"])
        assert row["disputed"] == "false" or any(part.role == "denier" for part in parts), row
