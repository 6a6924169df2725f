"""Other systems' events become claims, as far as text and contract bear them out."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from chat import TEXT
from demarche.claims_table import read_claims
from demarche.cli import main
from demarche.coders.importing import Scheme, type_of

ROWS = [
    {
        "doc": "talks",
        "source": "ECU",
        "target": "PER",
        "code": "042",
        "sentence": "Ecuador's president flew to Lima",
    },
    {
        "doc": "talks",
        "source": "Brazil",
        "target": "BOL",
        "code": "1631",
        "sentence": "Brazil has cut off its aid",
    },
    {"doc": "talks", "source": "ECU", "target": "PER", "code": "190", "sentence": "Ecuador attacked Peru"},
    {"doc": "talks", "source": "ECU", "target": "PER", "code": "777", "sentence": "Ecuador’s president flew"},
    {"doc": "other", "source": "ECU", "target": "PER", "code": "042", "sentence": "Ecuador’s president flew"},
]
MAPPED = ["source_id=doc", "initiator=source", "evidence=sentence"]


def write(path: Path) -> Path:
    if path.suffix == ".csv":
        lines = [",".join(ROWS[0]), *(",".join(row.values()) for row in ROWS)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    else:
        parquet.write_table(pa.Table.from_pylist(ROWS), path)
    return path


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_events_become_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    text = tmp_path / "talks.txt"
    text.write_text(TEXT, encoding="utf-8")
    out = tmp_path / "claims.csv"
    call = [
        "import",
        str(write(tmp_path / f"events.{kind}")),
        "--texts",
        str(text),
        "--published",
        "2030-03-06",
    ]
    call += [part for pair in MAPPED for part in ("--map", pair)]
    assert main([*call, "--codes", "cameo", "--coder", "other", "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert "2 claims; 3 rows were not taken" in said.out
    for reason in ("evidence not in the text", "unknown cameo code", "source_id without a text"):
        assert f"1 × {reason}" in said.err
    visit, sanction = read_claims(out)
    assert (visit.interaction_type, visit.initiator, visit.status, visit.coder) == (
        "visit",
        "ECU",
        "occurred",
        "other",
    )
    assert TEXT[visit.evidence_start : visit.evidence_end] == "Ecuador’s president flew to Lima"
    assert (sanction.interaction_type, sanction.initiator) == ("sanction", "BRA")


@pytest.mark.parametrize(
    ("code", "scheme", "kind"),
    [
        ("042", "cameo", "visit"),
        ("112", "cameo", "accusation"),
        ("190", "cameo", "assault"),
        ("19", "cameo", "assault"),
        ("1951", "cameo", "assault"),
        ("CONSULT", "plover", "consultation"),
        ("sanction", "plover", "sanction"),
        ("999", "cameo", None),
        ("NONE", "plover", None),
    ],
)
def test_codes_are_translated(code: str, scheme: Scheme, kind: str | None) -> None:
    found = type_of(code, scheme)
    assert (found.interaction_type if found else None) == kind


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("a,b\n1,2\n", "events.csv", "has no column"),
        ("{", "events.jsonl", "is not JSON"),
        ("[1]\n", "events.jsonl", "is no JSON object"),
        ("x", "events.parquet", "cannot be read as Parquet"),
        ("x", "events.txt", "is no file of events"),
    ],
)
def test_a_file_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, name: str, words: str
) -> None:
    text, events = tmp_path / "talks.txt", tmp_path / name
    text.write_text(TEXT, encoding="utf-8")
    events.write_text(content, encoding="utf-8")
    call = ["import", str(events), "--texts", str(text), "--published", "2030-03-06", "--coder", "x"]
    assert main([*call, "--out", str(tmp_path / "c.csv")]) in {1, 2}
    said = capsys.readouterr().err
    assert words in said
    assert name in said
