"""An OpenAI-compatible endpoint: one request in, the text of one answer out, or a clear error.

The `openai` client sends, and tries again what may pass (429 with its Retry-After, 5xx, a cut connection);
here answers are bounded in size and time, and errors are put into words that never hold the key.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from demarche.coders.base import StoppedError
from demarche.coders.keys import KEYRING, KEYS
from demarche.coders.store import Answer
from demarche.errors import DataError, InputError

MAX_BYTES = 4 * 1024 * 1024
"""Of one answer with its envelope: far more than `max_tokens` can fill."""
_NEWER_NAMES = {"max_tokens": "max_completion_tokens", "temperature": None}
"""What some models refuse, and what takes its place."""


FORM_WORDS = ("response_format", "json_schema")
"""What an error speaks of when the form of an answer is not taken."""


class NoStructureError(DataError):
    """The endpoint does not take a JSON schema for the form of its answers."""


class LostError(DataError):
    """A request was sent and its answer was lost: it may have been charged for."""


class Endpoint:
    """A model behind an address such as `http://127.0.0.1:11434/v1`.

    `timeout` (seconds) bounds one sending of a request as a whole, `retries` how often it is sent again.
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
        _check_address(url)
        self.url, self._timeout = url, timeout
        self._secret = key
        self._retries = retries
        self._refused: frozenset[str] = frozenset()
        self._client = openai.OpenAI(
            base_url=url, api_key=key or "none", timeout=timeout, max_retries=retries
        )

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r})"

    def ask(self, request: Mapping[str, Any]) -> Answer:
        """Send a chat request.

        Raises InputError where no other request would do better, StoppedError where none would for now, and
        DataError where this one failed: LostError when it may have been charged for.
        """
        attempt = 0
        while True:
            try:
                sent = self._taken(request)
                with self._told(sent):
                    body = self._body(sent)
                return _answer(body, self.url)
            except _RefusedError as error:
                self._refused |= {error.parameter}
            except _CutError as error:
                if attempt == self._retries:
                    raise LostError(
                        "the connection broke off in the middle of an answer", file=self.url
                    ) from error
                attempt += 1

    def _taken(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The request in the parameters that this model takes."""
        names = {name: _NEWER_NAMES[name] if name in self._refused else name for name in request}
        return {new: request[name] for name, new in names.items() if new is not None}

    def _body(self, request: Mapping[str, Any]) -> bytes:
        """The body of an answer, bounded and without the key. Raises _CutError where it ends too soon."""
        deadline = time.monotonic() + self._timeout
        body = bytearray()
        with self._client.chat.completions.with_streaming_response.create(**request) as response:
            for chunk in _pieces(response):
                body += chunk
                if len(body) > MAX_BYTES:
                    raise LostError(
                        f"the endpoint's answer is larger than {MAX_BYTES:,} bytes", file=self.url
                    )
                if time.monotonic() > deadline:
                    raise LostError(f"no whole answer within {self._timeout:g} s", file=self.url)
        return bytes(body).replace(self._secret.encode(), b"***") if self._secret else bytes(body)

    @contextmanager
    def _told(self, sent: Mapping[str, Any]) -> Iterator[None]:
        """Say in words what the client raises when a request is sent."""
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
                value=sent.get("model"),
                hint="Addresses mostly end in /v1.",
            ) from error
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            raise self._refusal(error, sent) from error
        except openai.APITimeoutError as error:
            raise LostError(f"no answer within {self._timeout:g} s", file=self.url) from error
        except openai.APIConnectionError as error:
            raise self._unreached(error) from error
        except openai.RateLimitError as error:
            raise StoppedError(
                "the endpoint answers 429, also when asked again",
                file=self.url,
                hint="What is done is kept. Wait, or send less: --per-minute, --workers 1.",
            ) from error
        except openai.APIStatusError as error:
            raise DataError(
                f"the endpoint answers {error.status_code}, also when asked again", file=self.url
            ) from error
        except openai.OpenAIError as error:
            raise DataError(
                "the endpoint's answer cannot be read", file=self.url, value=self._scrubbed(error)
            ) from error

    def _refusal(self, error: Any, sent: Mapping[str, Any]) -> Exception:
        """What a status of 400 or 422 means: a parameter that is not taken, or a document that is not."""
        if error.param in _NEWER_NAMES and error.param in sent:
            return _RefusedError(error.param)
        if error.param == "response_format" or any(word in str(error) for word in FORM_WORDS):
            return NoStructureError("takes no form for its answers", file=self.url)
        return DataError("the endpoint refuses the request", file=self.url, value=self._scrubbed(error))

    def _unreached(self, error: Exception) -> DataError | InputError:
        """What a lost connection means: before anything was sent, nobody is there."""
        # By its name: which library carries the connection differs between the client's versions.
        if type(error.__cause__).__name__ == "ConnectError":
            return InputError(
                "the endpoint cannot be reached",
                file=self.url,
                hint="Is it running, and is this its address? What is done is kept.",
            )
        return LostError("the endpoint cut the connection", file=self.url)

    def _scrubbed(self, error: Exception) -> str:
        told = str(error)
        return told.replace(self._secret, "***") if self._secret else told


class _CutError(Exception):
    """The connection ended in the middle of an answer."""


class _RefusedError(Exception):
    """The model does not take a parameter that has a newer name, or none."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


def _check_address(url: str) -> None:
    """Raise InputError unless this is an address without name and key in it, which would be shown."""
    shown = "something else"
    try:
        parts = urlsplit(url)
        shown = f"{parts.scheme}://{parts.hostname or ''}"
        sound = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        if sound and not (parts.username or parts.password or parts.query):
            return
    except ValueError:  # brackets that do not close, a port that is none
        pass
    raise InputError(
        "is no address of an endpoint",
        field="--endpoint",
        value=shown,
        hint=f"Give something like http://127.0.0.1:11434/v1, and the key in {KEYS[0]}.",
    )


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
        sent, received = (_count(used.get(name)) for name in ("prompt_tokens", "completion_tokens"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise LostError(
            "the endpoint's answer is not that of a chat completion",
            file=url,
            value=body[:80].decode("utf-8", "replace"),
            hint="Is this an OpenAI-compatible address?",
        ) from error
    # JSON can spell halves of characters, which no file can hold.
    return Answer(text.encode("utf-8", "replace").decode(), sent, received)


def _count(tokens: Any) -> int:
    """A number of tokens, within what one request can have."""
    return min(max(int(tokens or 0), 0), MAX_BYTES)
