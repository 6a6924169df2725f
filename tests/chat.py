"""A server on loopback that speaks the chat API by script, and an article with claims for it to say."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-very-secret-0123456789"
TEXT = (
    "QUITO, March 4 (Wire) — Ecuador’s president flew to Lima on Monday for talks with his Peruvian "
    "colleague.\n\n"
    "“We shall never forget Peru’s help,” he said there.\n\n"
    "Brazil has cut off its aid to Bolivia, its foreign ministry announced.\n"
)
VISIT: dict[str, Any] = {
    "evidence": "Ecuador's president flew to Lima on Monday",
    "trigger": "flew",
    "interaction_type": "visit",
    "mode": "unspecified",
    "initiator": "ECU",
    "target": "PER",
    "directed": True,
    "status": "occurred",
    "reported_on": "2030-03-04",
    "object": None,
    "phase": None,
    "disputed": False,
    "voice": "source",
    "reported_by": None,
    "date": "2030-03-04",
    "date_precision": "day",
    "date_basis": "relative",
    "context": None,
    "location": "PER",
    "level": "head_of_state",
    "participants": ["initiator_agent: [president]/ECU"],
}
SANCTION: dict[str, Any] = VISIT | {
    "evidence": "Brazil has cut off its aid to Bolivia",
    "trigger": "cut off",
    "interaction_type": "sanction",
    "mode": "economic",
    "phase": "imposed",
    "initiator": "BRA",
    "target": "BOL",
    "date": None,
    "date_precision": None,
    "date_basis": None,
    "location": None,
    "level": None,
    "participants": [],
}

Reply = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    """One HTTP answer."""
    handler.send_response(status)
    for name, value in ({"Content_Type": "application/json"} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def completion(text: str) -> bytes:
    """The body of a chat completion that says `text`."""
    return json.dumps(
        {
            "id": "x",
            "object": "chat.completion",
            "created": 0,
            "model": "m",
            "choices": [
                {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
            ],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
        }
    ).encode()


def says(*claims: dict[str, Any]) -> Reply:
    """Answer with claims."""
    return says_text(json.dumps({"claims": claims}))


def says_text(text: str) -> Reply:
    """Answer with a text."""
    return lambda handler, _: send(handler, 200, completion(text))


def fails(status: int, body: bytes = b'{"error": {"message": "no"}}', **headers: str) -> Reply:
    """Answer with a status other than 200."""
    return lambda handler, _: send(handler, status, body, **headers)


class Server:
    """Answers request by request from `replies`; the last one goes on. `requests` are those that came in."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        outer, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with lock:
                    outer.requests.append(request)
                    outer.keys.append(self.headers["Authorization"])
                    reply = outer.replies.pop(0) if len(outer.replies) > 1 else outer.replies[0]
                with suppress(BrokenPipeError, ConnectionResetError):
                    reply(self, request)

            def log_message(self, *_: Any) -> None:
                """Say nothing on stderr."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
