"""Answers on disk: what was paid for once is never asked again, and a run can be replayed without a network.

One file an answer, named by the hash of all that decides it: model, messages, form, length. Keys to the
endpoint are no part of a request and cannot get here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.files import sha256_text, write_text


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of an answer, and the tokens sent and received as the endpoint counted them."""

    text: str
    tokens_in: int
    tokens_out: int


def request_hash(request: Mapping[str, Any]) -> str:
    """The name of a request: the SHA-256 of its canonical JSON."""
    return sha256_text(json.dumps(request, sort_keys=True, ensure_ascii=False))


def cache_folder() -> Path:
    """Where answers are kept by default: `demarche/answers` in the user's cache folder (XDG)."""
    import pooch

    return Path(pooch.os_cache("demarche")) / "answers"


class Store:
    """The answers in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, name: str) -> Answer | None:
        """The answer to a request; None where there is none or its file is damaged."""
        try:
            held = json.loads(self._path(name).read_text(encoding="utf-8"))
            return Answer(str(held["text"]), int(held["tokens_in"]), int(held["tokens_out"]))
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def keep(self, name: str, model: str, answer: Answer) -> None:
        """Keep an answer, before anything else is done with it."""
        held = {
            "model": model,
            "text": answer.text,
            "tokens_in": answer.tokens_in,
            "tokens_out": answer.tokens_out,
        }
        write_text(self._path(name), json.dumps(held, ensure_ascii=False) + "\n")

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.json"
