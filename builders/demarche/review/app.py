"""The page's server: on the loopback, for whoever has the address with its token, and for no other page.

A page elsewhere cannot use it: a request is refused when its host is another name (one that was made to lead
here), when it comes from another origin, or when its path lacks the token.
"""

from __future__ import annotations

import hmac
import json
import threading
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request, send_from_directory

from demarche.errors import DemarcheError
from demarche.files import read_bytes, write_text
from demarche.review.desk import ConflictError, Desk
from demarche.review.view import state, vocabulary

HOST = "127.0.0.1"
MAX_REQUEST = 1024 * 1024
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Drafts:
    """What was begun and not saved, in a file beside the curation's, so that it outlives a crash."""

    def __init__(self, desk: Desk) -> None:
        self.path = desk.path.with_name(f".{desk.source_id}.draft.json")
        self._lock = threading.Lock()

    def read(self) -> dict[str, Any]:
        """The drafts by claim key; none where the file is damaged."""
        if not self.path.is_file():
            return {}
        try:
            found = json.loads(read_bytes(self.path, 8 * MAX_REQUEST))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, key: str, draft: Any) -> None:
        """Keep a draft, or forget it where it is None."""
        with self._lock:
            drafts = self.read()
            drafts.pop(key, None)
            if draft is not None:
                drafts[key] = draft
            if drafts:
                write_text(self.path, json.dumps(drafts, ensure_ascii=False, indent=1) + "\n")
            else:
                self.path.unlink(missing_ok=True)


def create_app(desk: Desk, token: str, port: int) -> Flask:
    """The page and what it asks for, below `/<token>/`."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST
    drafts = Drafts(desk)
    hosts = {f"{HOST}:{port}", f"localhost:{port}"}

    @app.before_request
    def admit() -> None:
        origin = request.headers.get("Origin")
        if request.host not in hosts or origin not in (None, f"http://{request.host}"):
            abort(403)
        if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            abort(403)
        given = str((request.view_args or {}).get("token", ""))
        if not hmac.compare_digest(given.encode(), token.encode()):
            abort(403)

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.update(_HEADERS)
        return response

    @app.errorhandler(ConflictError)
    def changed(_: ConflictError) -> tuple[Response, int]:
        return jsonify(told(desk, drafts)), 409

    @app.errorhandler(DemarcheError)
    def wrong(error: DemarcheError) -> tuple[Response, int]:
        return jsonify({"error": str(error)}), 422

    @app.get("/<token>/")
    def page(token: str) -> str:
        return render_template("review.html.jinja", source=desk.source_id)

    @app.get("/<token>/assets/<name>")
    def asset(token: str, name: str) -> Response:
        return send_from_directory(Path(__file__).parent / "static", name)

    @app.get("/<token>/state")
    def look(token: str) -> Response:
        return jsonify(told(desk, drafts) | {"vocabulary": vocabulary()})

    @app.post("/<token>/judge")
    def judge(token: str) -> Response:
        return jsonify(desk.judge(_sent("decision")))

    @app.post("/<token>/save")
    def save(token: str) -> Response:
        desk.save(_sent("decision"), str(_body().get("version")))
        drafts.keep(str(_body().get("draft")), None)
        return jsonify(told(desk, drafts))

    @app.post("/<token>/take-back")
    def take_back(token: str) -> Response:
        names = {name for name in _body().get("names", ()) if isinstance(name, str)}
        desk.take_back(names, str(_body().get("version")))
        return jsonify(told(desk, drafts))

    @app.post("/<token>/draft")
    def draft(token: str) -> Response:
        drafts.keep(str(_body().get("key")), _body().get("draft"))
        return jsonify({})

    return app


def told(desk: Desk, drafts: Drafts) -> dict[str, Any]:
    """What the page shows now."""
    return state(desk.look()) | {"drafts": drafts.read()}


def _body() -> dict[str, Any]:
    body = request.get_json()
    if not isinstance(body, dict):
        abort(400)
    return body


def _sent(name: str) -> dict[str, Any]:
    value = _body().get(name)
    if not isinstance(value, dict):
        abort(400)
    return value
