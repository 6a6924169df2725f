"""Coders side by side and one after the other, and finding them by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from chat import KEY, SANCTION, TEXT, VISIT, Server, says
from demarche.claims import Claim
from demarche.cli import main
from demarche.coders import choose
from demarche.coders.model import ModelCoder
from demarche.coders.rules import RuleCoder
from demarche.coders.together import RulesThenModel, deferring, unsure_windows
from demarche.coding import code_document
from demarche.errors import InputError
from demarche.sources.text import Document

Make = Callable[..., ModelCoder]


def claim(kind: str, confidence: float | None, start: int = 0, coder: str = "a") -> Claim:
    return Claim(
        source_id="s",
        interaction_type=kind,
        mode="unspecified",
        initiator="CHL",
        target="PER",
        directed=True,
        status="occurred",
        reported_on="2030-01-01",
        evidence_start=start,
        evidence_end=start + 20,
        trigger_start=start,
        trigger_end=start + 3,
        rule="r",
        coder=coder,
        coder_version="1",
        confidence=confidence,
    )


def test_of_what_the_rules_are_unsure_the_model_decides() -> None:
    first = [claim("visit", 0.9), claim("aid", 0.3), claim("threat", 0.3), claim("support", 0.9)]
    second = [claim(kind, None, 5, "b") for kind in ("visit", "threat", "request")]
    found = deferring(first, second)
    assert {(one.interaction_type, one.coder) for one in found} == {
        ("visit", "a"),
        ("threat", "b"),
        ("support", "a"),
        ("request", "b"),
    }


def test_a_model_is_asked_only_where_the_rules_are_unsure(
    coder: Make, server: Server, document: Document
) -> None:
    sure = "Chile’s president met his Peruvian colleague in Lima on Tuesday."
    filler = "It rained.\n\n" * 30
    text = f"{sure}\n\n{filler}Peru, it seems, had long had enough of Bolivia.\n"
    mixed = Document("mixed", None, text, "2030-03-06")
    claims = tuple(replace(one, confidence=0.95) for one in code_document(text, "2030-03-06", "mixed"))
    (window,) = unsure_windows(text, mixed.published, claims)
    assert "had long had enough" in text[window.start : window.end]
    assert window.end - window.start < len(text) / 4
    assert unsure_windows("Nothing here.\n", "2030-03-06", []) == []

    server.replies = [says(VISIT, SANCTION)]
    both = RulesThenModel(RuleCoder(), coder()).code(document)
    assert {one.coder for one in both.claims} <= {"demarche", "llm"}
    assert {one.interaction_type for one in both.claims} >= {"visit", "sanction"}
    assert 0 < both.sent <= 1


def test_a_coder_of_another_package_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("mine", "demarche.coders.rules:RuleCoder", choose.GROUP)
    monkeypatch.setattr(choose, "entry_points", lambda group: EntryPoints([entry]))
    assert isinstance(choose.find_coder("mine"), RuleCoder)
    with pytest.raises(InputError, match=r"rules, llm, rules\+llm, mine"):
        choose.find_coder("yours")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--coder", "llm"], "needs --model"),
        (["--coder", "llm", "--model", "m", "--max-cost", "1"], "prices"),
        (["--coder", "llm", "--model", "m", "--endpoint", "ftp://x"], "is no address"),
        (["--coder", "llm", "--model", "m", "--offline"], "never asked about"),
        (["--coder", "nobody"], "no such coder"),
        (["--coder", "llm", "--model", "m", "--explain"], "are for the rules"),
    ],
)
def test_wrong_options_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    given = ["code", str(path), "--published", "2030-03-06", "--cache", str(tmp_path / "c"), *options]
    assert main(given) == 2
    assert words in capsys.readouterr().err


@pytest.fixture
def endpoint(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("DEMARCHE_API_KEY", KEY)
    return ["--model", "m", "--endpoint", server.url, "--cache", str(tmp_path / "answers"), "--workers", "2"]


def test_the_command_codes_with_a_model_and_goes_on_where_the_budget_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: Server, endpoint: list[str]
) -> None:
    server.replies = [says(VISIT, SANCTION | {"trigger": "sold"})]
    paths = [tmp_path / f"{name}.txt" for name in "ab"]
    for path in paths:
        path.write_text(f"{TEXT}\n\nThe end of {path.stem}.\n", encoding="utf-8")
    out = tmp_path / "claims.csv"
    call = [
        "code",
        *map(str, paths),
        "--published",
        "2030-03-06",
        "--coder",
        "llm",
        "--out",
        str(out),
        *endpoint,
    ]
    assert main([*call, "--max-requests", "3"]) == 1
    said = capsys.readouterr()
    assert "--max-requests" in said.err
    assert "1 claims, 1 text; 1 could not be coded" in said.out
    assert main(call) == 0
    said = capsys.readouterr()
    assert "1 requests, 3 answers from the cache" in said.err
    assert "not believed: 2 × trigger not in the evidence" in said.err
    assert out.read_text(encoding="utf-8").count('"llm"') == 2
    assert main(["validate", str(out)]) == 0
    assert KEY not in said.err + said.out + capsys.readouterr().out


def test_coders_are_measured_side_by_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: Server, endpoint: list[str]
) -> None:
    server.replies = [says(VISIT, SANCTION)]
    (tmp_path / "gold").mkdir()
    start = TEXT.index("Brazil")
    (tmp_path / "gold" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold" / "index.csv").write_text("file,published\na.txt,2030-03-06\n", encoding="utf-8")
    (tmp_path / "gold" / "a.gold.csv").write_text(
        "interaction_type,initiator,target,status,evidence_start,evidence_end,tier\n"
        f"visit,ECU,PER,occurred,30,60,core\nsanction,BRA,BOL,occurred,{start},{start + 30},core\n",
        encoding="utf-8",
    )
    call = ["evaluate", str(tmp_path / "gold"), "--coders", "rules,llm,rules+llm", *endpoint, "--json"]
    assert main(call) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["demarche", "llm", "rules+llm"]
    assert told["llm"]["core_f1"] == 1.0
    assert told["llm"]["requests"] == 1
    assert main(call[:-1]) == 0
    assert "core P" in capsys.readouterr().out
