"""Decisions are judged before they are saved, and never saved over what someone else has changed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import Any

import pytest

from demarche.cli import main
from demarche.curation import read_curation
from demarche.errors import DataError, InputError
from demarche.review.desk import ConflictError, Desk
from demarche.review.view import state

KEY = "visit.NOR-EST.539"


def decision(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "decision": "accept",
        "claim": KEY,
        "expect": {"status": "planned", "date": "2021-05"},
        "reason": "“will travel to Estonia in May”",
    }
    return made | changes


def test_a_decision_is_saved_as_the_curation_reads_it(desk: Desk) -> None:
    before = desk.path.read_text(encoding="utf-8")
    seen = desk.save(decision(), desk.look().version)
    assert next(row for row in seen.curated.rows if row.key == KEY).coding == "reviewed"
    text = desk.path.read_text(encoding="utf-8")
    head, tail = before.split("links:")
    assert text.startswith(head)
    assert text.endswith("links:" + tail)
    assert read_curation(desk.path).decisions[-1].reason == "“will travel to Estonia in May”"


def test_a_decision_can_be_changed_and_taken_back(desk: Desk) -> None:
    before = desk.path.read_bytes()
    desk.save(decision(), desk.look().version)
    desk.save(decision(decision="reject", reason="Announced, not told."), desk.look().version)
    assert KEY not in [row.key for row in desk.look().curated.rows]
    assert len([each for each in desk.look().decisions.decisions if each.claim == KEY]) == 1
    desk.take_back({KEY}, desk.look().version)
    assert desk.path.read_bytes() == before


def test_the_first_decision_of_a_source_makes_its_file(desk: Desk) -> None:
    desk.path.unlink()
    desk.save(decision(), desk.look().version)
    assert [each.claim for each in read_curation(desk.path).decisions] == [KEY]


@pytest.mark.parametrize("changed", ["decisions", "claims", "text"])
def test_what_changed_underneath_is_a_conflict_and_nothing_is_written(desk: Desk, changed: str) -> None:
    version = desk.look().version
    if changed == "decisions":
        Desk(desk.dataset, desk.source_id).save(decision(reason="By another."), version)
    elif changed == "claims":
        lines = desk.claims.read_text(encoding="utf-8").splitlines(keepends=True)
        desk.claims.write_text("".join(line for line in lines if "coercion" not in line), encoding="utf-8")
        held = desk.path.read_text(encoding="utf-8").partition("links:")[0]
        desk.path.write_text(held, encoding="utf-8")
    else:
        folder = desk.dataset / "sources" / desk.source_id
        old = (folder / "text.txt").read_text(encoding="utf-8")
        (folder / "text.txt").write_text(old + "\n", encoding="utf-8")
        from demarche.files import sha256_text

        told = (folder / "source.yaml").read_text(encoding="utf-8")
        told = told.replace(sha256_text(old), sha256_text(old + "\n"))
        told = told.replace(f"n_chars: {len(old)}", f"n_chars: {len(old) + 1}")
        (folder / "source.yaml").write_text(told, encoding="utf-8")
    before = desk.path.read_bytes()
    with pytest.raises(ConflictError):
        desk.save(decision(reason="Mine."), version)
    assert desk.path.read_bytes() == before


_KILLED = """
import json, os, signal, sys
from pathlib import Path
from demarche.review.desk import Desk

folder, source, decision = sys.argv[1:]
desk = Desk(Path(folder), source)
version, replace = desk.look().version, Path.replace

def killed(self, target):
    if Path(target) == desk.path:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)

Path.replace = killed
desk.save(json.loads(decision), version)
"""


def test_a_program_killed_while_it_saves_leaves_what_was_there(desk: Desk) -> None:
    before = desk.path.read_bytes()
    arguments = [str(desk.dataset), desk.source_id, json.dumps(decision())]
    ended = subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert desk.path.read_bytes() == before
    desk.save(decision(), desk.look().version)
    assert read_curation(desk.path).decisions[-1].claim == KEY


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"expect": {"status": "occurred"}}, "status"),
        ({"decision": "amend", "set": {"target": "ETS"}}, "target"),
        ({"decision": "amend", "set": {"mode": "treaty"}}, "mode"),
        ({"decision": "amend", "set": {"evidence": "words that are not there"}}, "evidence"),
        ({"decision": "amend", "set": {"status": "planned"}}, "status"),
    ],
)
def test_what_is_wrong_is_told_at_once_and_refused(desk: Desk, changes: dict[str, Any], field: str) -> None:
    before = desk.path.read_bytes()
    found = desk.judge(decision(**changes))
    assert [(one["severity"], one["field"]) for one in found] == [("error", field)]
    with pytest.raises(DataError):
        desk.save(decision(**changes), desk.look().version)
    assert desk.path.read_bytes() == before


def test_rules_judge_the_row_that_a_decision_makes(desk: Desk) -> None:
    assert desk.judge(decision()) == []
    denied = decision(decision="amend", set={"participants": ["denier:/EST"]})
    assert [one["message"][:40] for one in desk.judge(denied)] == [
        "A claim that someone denies is disputed."[:40]
    ]


def test_an_added_row_is_shown_with_its_place_in_the_text(desk: Desk) -> None:
    row = {
        "interaction_type": "cooperation",
        "mode": "trade",
        "initiator": "NAM",
        "target": "NOR",
        "directed": "false",
        "status": "ongoing",
        "evidence": "Norway has exported fish to Namibia since.",
    }
    added = {"decision": "add", "key": "manual.fish", "row": row, "reason": "“has exported fish”"}
    assert desk.judge(added) == []
    shown = state(desk.save(added, desk.look().version))
    assert "".join(part["text"] for part in shown["text"]) == desk.look().source.text
    words = "".join(part["text"] for part in shown["text"] if "manual.fish" in part["claims"])
    assert words == row["evidence"]
    (claim,) = [one for one in shown["claims"] if one["key"] == "manual.fish"]
    assert (claim["coding"], claim["frozen"], claim["decision"]["values"]["target"]) == (
        "manual",
        None,
        "NOR",
    )


def test_a_port_that_cannot_be_had_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", desk.source_id, "--dataset", str(desk.dataset), "--port", "99999"]) == 2
    assert "Leave --port out" in capsys.readouterr().err


def test_sources_that_cannot_be_reviewed_are_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="no such source"):
        Desk(desk.dataset, "nothing")
    desk.claims.unlink()
    assert main(["review", desk.source_id, "--dataset", str(desk.dataset)]) == 2
    assert "demarche recode" in capsys.readouterr().err
