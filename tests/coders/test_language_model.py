"""A language model as a coder: nothing is believed that the text and the contract do not bear out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from chat import KEY, SANCTION, TEXT, VISIT, Server, completion, fails, says, says_text, send
from demarche.coders import Coded, code_documents
from demarche.coders.budget import Budget, BudgetSpentError, Prices
from demarche.coders.model import ModelCoder
from demarche.coders.windows import windows
from demarche.errors import DataError, DemarcheError, InputError
from demarche.sources.text import Document

Make = Callable[..., ModelCoder]


def test_a_claim_gets_its_offsets_from_its_quotation(coder: Make, server: Server, document: Document) -> None:
    server.replies = [says(VISIT, SANCTION)]
    coded = coder().code(document)
    visit, sanction = coded.claims
    assert TEXT[visit.evidence_start : visit.evidence_end] == "Ecuador’s president flew to Lima on Monday"
    assert TEXT[visit.trigger_start : visit.trigger_end] == "flew"
    assert (visit.coder, visit.rule, visit.initiator, visit.target) == ("llm", "m", "ECU", "PER")
    assert visit.coder_version.startswith("m@")
    assert (sanction.interaction_type, sanction.phase) == ("sanction", "imposed")
    assert (coded.usage.requests, coded.usage.tokens_in) == (1, 1000)
    assert coded.sent == pytest.approx(1, abs=0.02)
    assert not coded.dropped


def test_what_is_asked_holds_the_document_and_the_form(
    coder: Make, server: Server, document: Document
) -> None:
    server.replies = [says()]
    coder().code(document)
    (request,) = server.requests
    system, user = (message["content"] for message in request["messages"])
    assert "Ecuador’s president flew" in user
    assert "Published: 2030-03-06" in user
    assert "Goldstein" not in system
    form = request["response_format"]["json_schema"]["schema"]["properties"]["claims"]["items"]
    assert "occurred" in form["properties"]["status"]["enum"]
    assert set(form["required"]) == set(form["properties"])
    assert server.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"evidence": "Ecuador’s president fled to Lima"}, "evidence not in the text"),
        ({"evidence": TEXT[:200]}, "evidence over several paragraphs"),
        ({"evidence": "x" * 6000}, "evidence too long"),
        ({"trigger": "sailed"}, "trigger not in the evidence"),
        ({"initiator": "XYZ"}, "initiator is not in the list of actors"),
        ({"initiator": "PER"}, "target is the initiator too"),
        ({"status": "maybe"}, "status not in the form"),
        ({"interaction_type": "invasion"}, "interaction_type not in the form"),
        ({"mode": "treaty"}, "mode is no mode of visit"),
        ({"phase": "signed"}, "status the ontology has no such combination"),
        ({"date": "March 4"}, "date has not the form that the contract asks for"),
        ({"date": "2030-02-30"}, "date there is no such day"),
        ({"voice": "actor"}, "reported_by is filled if and only if voice is actor"),
        ({"participants": ["somebody"]}, "participants a participant is written role:Person [office]/ACTOR"),
        ({"sentiment": "good"}, "key not in the form"),
        ({"directed": "yes"}, "directed not in the form"),
    ],
)
def test_a_claim_that_is_not_borne_out_is_sent_back_once_and_dropped(
    coder: Make, server: Server, document: Document, change: dict[str, Any], reason: str
) -> None:
    server.replies = [says(VISIT | change, SANCTION)]
    coded = coder().code(document)
    assert {claim.interaction_type for claim in coded.claims} == {"sanction"}
    (found,) = coded.dropped
    assert found.startswith(reason) or (reason.startswith("date there") and found.startswith("date"))
    assert coded.dropped[found] == 1
    assert len(server.requests) == 2
    assert "could not be taken" in server.requests[1]["messages"][-1]["content"]


def test_a_mended_claim_is_taken(coder: Make, server: Server, document: Document) -> None:
    server.replies = [says(VISIT | {"initiator": "ECD"}, SANCTION), says(VISIT)]
    coded = coder().code(document)
    assert [claim.interaction_type for claim in coded.claims] == ["visit", "sanction"]
    assert not coded.dropped
    assert "Did you mean" in server.requests[1]["messages"][-1]["content"]


def test_an_actor_that_is_named_gets_its_code(coder: Make, server: Server, document: Document) -> None:
    server.replies = [says(VISIT | {"initiator": "Ecuador", "participants": ["target_agent:/Peru"]})]
    (claim,) = coder().code(document).claims
    assert claim.initiator == "ECU"
    assert claim.participants[0].actor_id == "PER"


@pytest.mark.parametrize(
    "text",
    [
        "Here it is:\n```json\n{}\n```",
        "{}",
        '{"claims": {}}',
        '{"claims": [1]}',
        '{"claims": [',
        "no",
        "[" * 9999,
    ],
)
def test_an_answer_in_another_form_is_asked_for_again_and_then_dropped(
    coder: Make, server: Server, document: Document, text: str
) -> None:
    server.replies = [says_text(text)]
    coded = coder().code(document)
    assert coded.claims == ()
    assert coded.dropped == {"answer not in the form": 1}
    assert len(server.requests) == 2


def test_a_fenced_answer_is_read(coder: Make, server: Server, document: Document) -> None:
    server.replies = [says_text("Sure!\n```json\n" + json.dumps({"claims": [VISIT]}) + "\n```\n")]
    assert len(coder().code(document).claims) == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, {"message": "response_format is not supported"}),
        (422, {"message": "extra fields", "param": "response_format"}),
    ],
)
def test_an_endpoint_without_structured_output_is_told_the_form_in_words(
    coder: Make, server: Server, document: Document, status: int, error: dict[str, str]
) -> None:
    server.replies = [fails(status, json.dumps({"error": error}).encode()), says(VISIT)]
    coded = coder().code(document)
    assert len(coded.claims) == 1
    assert any("described in words" in notice for notice in coded.notices)
    assert "response_format" not in server.requests[1]
    assert "JSON schema" in server.requests[1]["messages"][0]["content"]
    again = coder(offline=True).code(document)
    assert (again.claims, again.usage.replayed) == (coded.claims, 1)


def cut(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """Half an answer, then the connection ends."""
    body = completion(json.dumps({"claims": [VISIT]}))
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.close_connection = True


def hang_up(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """No answer at all: the connection ends."""
    handler.close_connection = True


@pytest.mark.parametrize(
    ("trouble", "paused"),
    [
        (fails(429, Retry_After="7"), [7.0]),
        (fails(429), None),
        (fails(500), None),
        (hang_up, None),
        (cut, []),
    ],
    ids=["429, told when", "429", "500", "no answer", "half an answer"],
)
def test_what_may_pass_is_tried_again(
    coder: Make,
    server: Server,
    document: Document,
    pauses: list[float],
    trouble: Any,
    paused: list[float] | None,
) -> None:
    server.replies = [trouble, says(VISIT)]
    assert len(coder(retries=2).code(document).claims) == 1
    assert len(server.requests) == 2
    assert len(pauses) == 1 if paused is None else pauses == paused


@pytest.mark.parametrize(
    ("names", "sent"),
    [
        (["max_tokens"], {"max_completion_tokens", "temperature"}),
        (["max_tokens", "temperature"], {"max_completion_tokens"}),
    ],
)
def test_a_model_that_takes_newer_parameters_only_gets_them(
    coder: Make, server: Server, document: Document, names: list[str], sent: set[str]
) -> None:
    refusals = [
        fails(400, json.dumps({"error": {"param": name, "message": "no"}}).encode()) for name in names
    ]
    server.replies = [*refusals, says(VISIT)]
    coded = coder().code(document)
    assert len(coded.claims) == 1
    assert server.requests[-1].keys() == {"model", "messages", "response_format", *sent}
    assert coder(offline=True).code(document).claims == coded.claims


def hang(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """An answer that comes in drops and never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _drop in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """Not even a first byte, for longer than anybody waits."""
    time.sleep(1)


def huge(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """An answer of 6 MB."""
    send(handler, 200, b" " * 6_000_000)


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (fails(401), InputError, "refuses the key"),
        (fails(404), InputError, "does not know this model"),
        (fails(400), DataError, "refuses the request"),
        (fails(500), DataError, "answers 500"),
        (fails(429), DataError, "answers 429"),
        (cut, DataError, "broke off"),
        (hang_up, DataError, "cut the connection"),
        (hang, DataError, "within 0.5 s"),
        (silent, DataError, "within 0.5 s"),
        (fails(403), InputError, "refuses the key"),
        (fails(413), DataError, "answers 413"),
        (huge, DataError, "larger than"),
        (
            lambda handler, _: send(handler, 200, b"<html>hello</html>", Content_Type="text/html"),
            DataError,
            "not that of",
        ),
        (lambda handler, _: send(handler, 200, b'{"choices": []}'), DataError, "not that of"),
    ],
    ids=[
        "key",
        "model",
        "request",
        "500",
        "429",
        "cut",
        "hung-up",
        "hang",
        "silent",
        "403",
        "413",
        "huge",
        "html",
        "empty",
    ],
)
def test_an_endpoint_that_fails_is_told_in_words(
    coder: Make, server: Server, document: Document, reply: Any, kind: type[DemarcheError], words: str
) -> None:
    server.replies = [reply]
    with pytest.raises(kind) as caught:
        coder(timeout=0.5 if reply in {hang, silent} else 5.0).code(document)
    assert words in str(caught.value)
    assert KEY not in str(caught.value)


def test_nobody_there(coder: Make, server: Server, document: Document) -> None:
    made = coder()
    server.close()
    with pytest.raises(InputError, match="cannot be reached"):
        made.code(document)


def test_one_document_that_fails_does_not_lose_the_others(
    coder: Make, server: Server, document: Document
) -> None:
    def reply(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        bad = "Chile" in request["messages"][1]["content"]
        (fails(500) if bad else says(VISIT))(handler, request)

    server.replies = [reply]
    other = Document("other", None, "Chile protested to Peru.\n", "2030-03-06")
    first, second = code_documents(coder(), [other, document], workers=2)
    assert isinstance(first, DataError)
    assert not isinstance(second, DataError)
    assert len(second.claims) == 1


def test_no_answer_is_paid_for_twice(coder: Make, server: Server, document: Document) -> None:
    server.replies = [says(VISIT)]
    first = coder().code(document)
    second = coder().code(document)
    assert second.claims == first.claims
    assert (second.usage.requests, second.usage.replayed) == (0, 1)
    assert len(server.requests) == 1
    assert coder(offline=True).code(document).claims == first.claims


def test_copies_of_a_text_are_asked_about_once_also_at_one_time(
    coder: Make, server: Server, document: Document
) -> None:
    def slow(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        time.sleep(0.1)
        says(VISIT)(handler, request)

    server.replies = [slow]
    copies = [replace(document, source_id=f"copy-{n}") for n in range(4)]
    results = code_documents(coder(), copies, workers=4)
    assert len(server.requests) == 1
    assert [one.claims[0].source_id for one in results if isinstance(one, Coded)] == [
        one.source_id for one in copies
    ]


def test_offline_without_an_answer(coder: Make, document: Document) -> None:
    with pytest.raises(InputError, match="never asked about"):
        coder(offline=True).code(document)


def test_the_key_is_nowhere_on_disk_or_in_words(
    coder: Make, server: Server, document: Document, tmp_path: Path
) -> None:
    server.replies = [fails(400, json.dumps({"error": {"message": f"bad key {KEY}"}}).encode())]
    made = coder()
    with pytest.raises(DataError) as caught:
        made.code(document)
    server.replies = [says(VISIT)]
    made.code(document)
    assert KEY not in str(caught.value)
    assert KEY not in repr(vars(made)["_endpoint"])
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(KEY in path.read_text(encoding="utf-8") for path in files)


def test_no_more_requests_than_allowed(coder: Make, server: Server, document: Document) -> None:
    server.replies = [says(VISIT)]
    budget = Budget(max_requests=1)
    made = coder(budget=budget)
    made.code(document)
    with pytest.raises(BudgetSpentError, match="1 requests"):
        made.code(Document("two", None, TEXT, "2030-03-07"))
    assert len(server.requests) == 1


def test_no_more_money_than_allowed(coder: Make, server: Server, document: Document) -> None:
    server.replies = [says(VISIT)]
    budget = Budget(max_cost=0.5, prices=Prices(sent=10, received=30))
    made = coder(budget=budget, max_tokens=1000)
    spent = made.code(document).usage.cost
    assert spent == pytest.approx((1000 * 10 + 100 * 30) / 1e6)
    more = [Document("more", None, f"{TEXT} {n}", "2030-03-07") for n in range(100)]
    results = code_documents(made, more)
    assert isinstance(results[-1], BudgetSpentError)
    assert spent * len(server.requests) <= 0.5


def test_an_answer_that_was_lost_may_have_cost_what_it_could(
    coder: Make, server: Server, document: Document
) -> None:
    server.replies = [cut, fails(500), says(VISIT)]
    made = coder(budget=Budget(max_cost=0.1, prices=Prices(received=50)), max_tokens=1000)
    with pytest.raises(DataError, match="broke off"):
        made.code(document)
    with pytest.raises(DataError, match="answers 500"):
        made.code(document)  # which costs nothing
    made.code(document)
    with pytest.raises(BudgetSpentError):
        made.code(replace(document, published="2030-03-07"))


def test_requests_are_spread_over_the_minute() -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    budget = Budget(per_minute=30, clock=lambda: now[0], sleep=sleep)
    for _ in range(3):
        budget.take(10, 10)
    assert slept == [2.0, 2.0]


def test_a_long_document_is_asked_about_in_windows_and_told_once(coder: Make, server: Server) -> None:
    filler = "The harbour was quiet, and nobody had come. " * 30
    text = "\n\n".join([TEXT, *[filler] * 30])
    document = Document("long", None, text, "2030-03-06")

    def reply(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        here = "flew to Lima" in request["messages"][1]["content"]
        says(*([VISIT] if here else []))(handler, request)

    server.replies = [reply]
    coded = coder().code(document)
    assert len(server.requests) == len(windows(text)) > 2
    assert len(coded.claims) == 1
