"""An OpenAI-compatible endpoint: one request in, the text of one answer out, or a clear error.

The `openai` client sends, and tries again what may pass (429 with its Retry-After, 5xx, a cut connection);
here answers are bounded in size and time, and errors are put into words that never hold the key.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from demarche.coders.store import Answer
from demarche.errors import DataError, InputError

MAX_BYTES = 4 * 1024 * 1024
"""Of one answer with its envelope: far more than `max_tokens` can fill."""
KEYS = ("DEMARCHE_API_KEY", "OPENAI_API_KEY")
KEYRING = "demarche"


class NoStructureError(InputError):
    """The endpoint does not take a JSON schema for the form of its answers."""


def find_key(url: str) -> str | None:
    """The key for an endpoint: from the environment, or from the keyring (`demarche`, the host's name)."""
    for name in KEYS:
        if os.environ.get(name):
            return os.environ[name]
    from importlib.util import find_spec

    if find_spec("keyring") is None:
        return None
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(KEYRING, urlsplit(url).hostname or url)
    except KeyringError:  # a machine without one: an endpoint that needs a key will say so
        return None


class Endpoint:
    """A model behind an address such as `http://127.0.0.1:11434/v1`.

    `timeout` (seconds) bounds one request as a whole, `retries` how often it is sent again.
    """

    def __init__(self, url: str, key: str | None, *, timeout: float = 300.0, retries: int = 4) -> None:
        try:
            import openai
        except ImportError as error:
            raise InputError(
                "coding with a language model needs a package that is not installed",
                value="openai",
                hint="Install demarche[llm].",
            ) from error
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
            raise InputError(
                "is no address of an endpoint",
                field="--endpoint",
                value=f"{parts.scheme}://{parts.hostname or ''}",
                hint="Give something like http://127.0.0.1:11434/v1, and the key in DEMARCHE_API_KEY.",
            )
        self.url, self._timeout = url, timeout
        self._secret = key
        self._retries = retries
        self._client = openai.OpenAI(
            base_url=url, api_key=key or "none", timeout=timeout, max_retries=retries
        )

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r})"

    def ask(self, request: Mapping[str, Any]) -> Answer:
        """Send a chat request. Raises InputError where sending it again would not help, DataError else."""
        for attempt in range(self._retries + 1):
            try:
                with self._told(str(request.get("model"))):
                    body = self._body(request)
                break
            except _CutError as error:
                if attempt == self._retries:
                    raise DataError(
                        "the connection broke off in the middle of an answer", file=self.url
                    ) from error
        return _answer(body, self.url)

    def _body(self, request: Mapping[str, Any]) -> bytes:
        """The body of an answer, bounded. Raises _CutError where it ends too soon."""
        deadline = time.monotonic() + self._timeout
        body = bytearray()
        with self._client.chat.completions.with_streaming_response.create(**request) as response:
            for chunk in _pieces(response):
                body += chunk
                if len(body) > MAX_BYTES:
                    raise DataError(
                        f"the endpoint's answer is larger than {MAX_BYTES:,} bytes", file=self.url
                    )
                if time.monotonic() > deadline:
                    raise DataError(f"no whole answer within {self._timeout:g} s", file=self.url)
        return bytes(body)

    @contextmanager
    def _told(self, model: str) -> Iterator[None]:
        """Say in words what the client raises."""
        import openai

        try:
            yield
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise InputError(
                "the endpoint refuses the key" if self._secret else "the endpoint asks for a key",
                file=self.url,
                hint=f"Set {KEYS[0]}, or store one: keyring set {KEYRING} {urlsplit(self.url).hostname}",
            ) from error
        except openai.NotFoundError as error:
            raise InputError(
                "the endpoint does not know this model, or is no such endpoint",
                file=self.url,
                field="--model",
                value=model,
                hint="Addresses mostly end in /v1.",
            ) from error
        except openai.BadRequestError as error:
            if "response_format" in str(error) or "json_schema" in str(error):
                raise NoStructureError("takes no form for its answers", file=self.url) from error
            raise InputError(
                "the endpoint refuses the request", file=self.url, value=self._scrubbed(error)
            ) from error
        except openai.APITimeoutError as error:
            raise DataError(f"no answer within {self._timeout:g} s", file=self.url) from error
        except openai.APIConnectionError as error:
            raise DataError(
                "the endpoint cannot be reached, or cut the connection",
                file=self.url,
                hint="Is it running, and is this its address?",
            ) from error
        except openai.APIStatusError as error:
            raise DataError(
                f"the endpoint answers {error.status_code}, also when asked again", file=self.url
            ) from error
        except openai.OpenAIError as error:
            raise DataError(
                "the endpoint's answer cannot be read", file=self.url, value=self._scrubbed(error)
            ) from error

    def _scrubbed(self, error: Exception) -> str:
        told = str(error)
        return told.replace(self._secret, "***") if self._secret else told


class _CutError(Exception):
    """The connection ended in the middle of an answer."""


def _pieces(response: Any) -> Iterator[bytes]:
    """The pieces of a body as they arrive. Raises _CutError where they stop too soon."""
    try:
        yield from response.iter_bytes()
    except Exception as error:
        # Of the transport: the client wraps what goes wrong before an answer, not within it, and which
        # library carries it differs between its versions.
        raise _CutError from error


def _answer(body: bytes, url: str) -> Answer:
    """The answer in the body of a chat completion."""
    try:
        found = json.loads(body)
        text = found["choices"][0]["message"]["content"]
        if not isinstance(text, str):
            raise TypeError
        used = found.get("usage") or {}
        return Answer(text, int(used.get("prompt_tokens") or 0), int(used.get("completion_tokens") or 0))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(
            "the endpoint's answer is not that of a chat completion",
            file=url,
            value=body[:80].decode("utf-8", "replace"),
            hint="Is this an OpenAI-compatible address?",
        ) from error
