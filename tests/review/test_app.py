"""Who may use the page: only who has its address, from this machine and this page."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from demarche.review.app import Drafts, create_app
from demarche.review.desk import Desk

TOKEN = "the-token"
HOST = "127.0.0.1:4711"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (f"/{TOKEN}/state", {}, 200),
        (f"/{TOKEN}/state", {"Host": "localhost:4711"}, 200),
        (f"/{TOKEN}/state", {"Origin": f"http://{HOST}"}, 200),
        (f"/{TOKEN}/", {}, 200),
        ("/wrong/state", {}, 403),
        ("/wrong/", {}, 403),
        ("/", {}, 403),
        ("/state", {}, 403),
        (f"/{TOKEN}x/state", {}, 403),
        (f"/{TOKEN}/state", {"Host": "127.0.0.1:80"}, 403),
        (f"/{TOKEN}/state", {"Host": "elsewhere.example"}, 403),
        (f"/{TOKEN}/state", {"Origin": "https://elsewhere.example"}, 403),
        (f"/{TOKEN}/state", {"Origin": "null"}, 403),
        (f"/{TOKEN}/state", {"Sec-Fetch-Site": "cross-site"}, 403),
        (f"/{TOKEN}/assets/../desk.py", {}, 403),
        (f"/{TOKEN}/assets/%2e%2e/desk.py", {}, 403),
    ],
)
def test_requests_are_admitted_or_refused(
    desk: Desk, path: str, headers: Mapping[str, str], status: int
) -> None:
    client = create_app(desk, TOKEN, 4711).test_client()
    answer = client.get(path, headers={"Host": HOST, **headers})
    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("visit.NOR-LVA.81" in answer.text) == (status == 200 and path.endswith("state"))


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_nothing_is_written_for_another_page(desk: Desk, headers: Mapping[str, str]) -> None:
    before = desk.path.read_bytes()
    client = create_app(desk, TOKEN, 4711).test_client()
    body = {"names": ["visit.NOR-LVA.81"], "version": desk.look().version}
    assert client.post(f"/{TOKEN}/take-back", json=body, headers={"Host": HOST, **headers}).status_code == 403
    assert desk.path.read_bytes() == before


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [("[]", "application/json", 400), ("{}", "application/json", 400), ("{}", "text/plain", 415),
     ("x" * 2_000_000, "application/json", 413)],
)  # fmt: skip
def test_what_is_no_decision_is_refused(desk: Desk, body: str, kind: str, status: int) -> None:
    client = create_app(desk, TOKEN, 4711).test_client()
    answer = client.post(f"/{TOKEN}/save", data=body, content_type=kind, headers={"Host": HOST})
    assert answer.status_code == status


def test_drafts_outlive_the_server_and_go_when_they_are_saved(desk: Desk) -> None:
    drafts = Drafts(desk)
    drafts.keep("a", {"reason": "half a sen"})
    assert Drafts(desk).read() == {"a": {"reason": "half a sen"}}
    drafts.path.write_text("{", encoding="utf-8")
    assert drafts.read() == {}
    drafts.keep("b", {"reason": "x"})
    assert json.loads(drafts.path.read_text(encoding="utf-8")) == {"b": {"reason": "x"}}
    drafts.keep("b", None)
    assert not drafts.path.exists()
