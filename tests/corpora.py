"""A few documents in every form that a corpus can have."""

from __future__ import annotations

import gzip
import io
import json

PAGE = """<html lang="en"><head><title>Envoys out</title>
<meta property="article:published_time" content="2022-04-08T10:00:00Z">
<meta property="og:site_name" content="Wire">
</head><body><article><h1>Envoys out</h1>
<p>Norway expelled three Russian diplomats on Tuesday, accusing Russia of espionage in the north.</p>
<p>The Russian embassy in Oslo said that it would answer in kind before the end of the week.</p>
</article></body></html>"""

ROWS = [
    {"source_id": "a-1", "title": "One", "text": "France recalled its envoy.", "published": "2022-04-08"},
    {
        "source_id": "a-2",
        "title": "Two",
        "text": "Spain thanked Peru.\nTwice.",
        "published": "2022-04-09T23:10:00Z",
    },
]


def jsonl(rows: list[dict[str, object]] | list[dict[str, str]]) -> bytes:
    """The rows as lines of JSON."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def warc(pages: list[tuple[str, int, str, bytes]]) -> bytes:
    """A web archive of responses: (record id, status, type, body)."""
    out = io.BytesIO()
    for name, status, kind, body in pages:
        block = (
            f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
            "WARC-Date: 2022-04-09T00:00:00Z\r\nWARC-Target-URI: https://news.example.org/1\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        out.write(gzip.compress(head + block + b"\r\n\r\n", mtime=0))
    return out.getvalue()
