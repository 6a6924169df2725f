"""The server on the loopback, with an address that cannot be guessed.

Werkzeug's own: made for development, and enough for one person at one machine; it is bound to the loopback.
"""

from __future__ import annotations

import logging
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import BaseWSGIServer, make_server

from demarche.errors import InputError
from demarche.review.app import HOST, create_app
from demarche.review.desk import Desk


@contextmanager
def serving(desk: Desk, port: int = 0) -> Iterator[tuple[str, BaseWSGIServer]]:
    """The address of the page and its server, which is closed in the end. Port 0 is any that is free."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    token = secrets.token_urlsafe(24)
    bound = _bound(port)
    try:
        port = bound.getsockname()[1]
        server = make_server(HOST, port, create_app(desk, token, port), threaded=True, fd=bound.fileno())
    finally:
        bound.close()
    try:
        yield f"http://{HOST}:{port}/{token}/", server
    finally:
        server.server_close()


def _bound(port: int) -> socket.socket:
    """A socket on the loopback that listens: its port is known before the page is made."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
        found.listen()
    except (OSError, OverflowError) as error:
        found.close()
        raise InputError(
            "the port cannot be had", field="--port", value=port, hint="Leave --port out."
        ) from error
    return found
