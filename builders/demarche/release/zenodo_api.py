"""Zenodo's REST API, as far as a deposit needs it: bounded tries, plain errors, the token never shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from demarche.errors import DataError, InputError
from demarche.stores.base import MissingError, TransientError, UnreachableError, persist
from demarche.stores.web import BUSY, in_words, retry_after

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

TOKEN = "ZENODO_TOKEN"
TIMEOUTS = (10.0, 120.0)
MAX_ANSWER_BYTES = 16 * 1024 * 1024
_PAGE, _PAGES = 100, 50
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Deposition:
    """A record of Zenodo's, published or a draft; `files` maps names to MD5 sums."""

    number: int
    title: str
    version: str | None
    published: bool
    doi: str | None
    page: str
    bucket: str | None
    files: Mapping[str, str]

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Deposition:
        """Read an answer. Raises LookupError or TypeError when it has another form."""
        metadata = answer.get("metadata") or {}
        reserved = metadata.get("prereserve_doi") or {}
        files = {one["filename"]: one["checksum"].removeprefix("md5:") for one in answer.get("files") or ()}
        return cls(
            number=int(answer["id"]),
            title=metadata.get("title") or answer.get("title") or "",
            version=metadata.get("version"),
            published=bool(answer["submitted"]),
            doi=answer.get("doi") or metadata.get("doi") or reserved.get("doi"),
            page=answer["links"]["html"],
            bucket=answer["links"].get("bucket"),
            files=files,
        )


class Zenodo:
    """The depositions of the owner of a token, at zenodo.org or another server of its kind."""

    def __init__(self, base: str, token: str) -> None:
        parts = urlsplit(base)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise InputError(
                "must be an https:// address: a token is sent there",
                field="zenodo",
                value=base,
                hint="Write zenodo:, zenodo:sandbox or zenodo:https://…",
            )
        self.base, self._token = base.rstrip("/"), token

    def all(self) -> list[Deposition]:
        """All depositions, drafts too."""
        found: list[Deposition] = []
        for page in range(1, _PAGES + 1):
            query = f"?size={_PAGE}&page={page}&all_versions=true"
            answer = self._ask("GET", f"{self._depositions}{query}")
            found += [_read(one) for one in answer]
            if len(answer) < _PAGE:
                break
        return found

    def get(self, number: int) -> Deposition:
        """One deposition."""
        return _read(self._ask("GET", f"{self._depositions}/{number}"))

    def create(self, metadata: Mapping[str, Any]) -> Deposition:
        """A new draft. Not tried again: whoever asks looks first whether the answer alone was lost."""
        return _read(self._ask("POST", self._depositions, {"metadata": metadata}, once=True))

    def new_version(self, number: int) -> Deposition:
        """The draft of the next version of a published deposition: a new one, or that which is open."""
        answer = self._ask("POST", f"{self._depositions}/{number}/actions/newversion")
        try:
            number = int(answer["links"]["latest_draft"].rstrip("/").rpartition("/")[2])
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise _strange(error) from error
        return self.get(number)

    def describe(self, number: int, metadata: Mapping[str, Any]) -> Deposition:
        """Set the metadata of a draft."""
        return _read(self._ask("PUT", f"{self._depositions}/{number}", {"metadata": metadata}))

    def upload(self, draft: Deposition, name: str, path: Path) -> None:
        """Put a file into a draft. Raises DataError when what arrived is not what was sent."""
        if draft.bucket is None or not draft.bucket.startswith(f"{self.base}/"):
            raise DataError(
                "Zenodo names no place on its own server for files", file=self.base, value=draft.bucket
            )
        answer = self._ask("PUT", f"{draft.bucket}/{quote(name)}", path)
        arrived = str(answer.get("checksum")).removeprefix("md5:") if isinstance(answer, dict) else None
        if arrived != md5(path):
            raise DataError("arrived damaged", file=name, hint="Run the command again.")

    def remove_file(self, number: int, name: str) -> None:
        """Remove a file that a draft inherited from the version before."""
        for one in self._ask("GET", f"{self._depositions}/{number}/files"):
            if one["filename"] == name:
                self._ask("DELETE", f"{self._depositions}/{number}/files/{one['id']}")

    def publish(self, number: int) -> Deposition:
        """Make a draft public, for good."""
        try:
            self._ask("POST", f"{self._depositions}/{number}/actions/publish", once=True)
        except UnreachableError:  # it may have been done, and the answer lost
            found = self.get(number)
            if not found.published:
                raise
            return found
        return self.get(number)

    @property
    def _depositions(self) -> str:
        return f"{self.base}/api/deposit/depositions"

    def _ask(
        self, method: str, url: str, body: Mapping[str, Any] | Path | None = None, *, once: bool = False
    ) -> Any:
        """The answer to a request, in JSON. Raises UnreachableError, InputError or DataError."""
        return persist(lambda: self._answer(method, url, body), url, () if once else None)

    def _answer(self, method: str, url: str, body: Mapping[str, Any] | Path | None) -> Any:
        import requests
        from urllib3.exceptions import HTTPError

        try:
            with _stream(body) as (data, headers), requests.Session() as session:
                response = session.request(
                    method,
                    url,
                    data=data,
                    headers={"Accept": "application/json", **headers},
                    auth=self._authorised,
                    timeout=TIMEOUTS,
                    allow_redirects=False,  # the token is for this server alone
                    stream=True,
                )
                content = response.raw.read(MAX_ANSWER_BYTES, decode_content=True)
        except (requests.ConnectionError, requests.Timeout, HTTPError) as error:
            raise TransientError(in_words(error)) from error
        except requests.RequestException as error:
            raise UnreachableError(f"cannot be asked: {error}", file=url) from error
        _require_success(response, content, url)
        try:
            return json.loads(content) if content else {}
        except ValueError as error:
            raise UnreachableError("answers what is no JSON", file=url, hint="Is it Zenodo?") from error

    def _authorised(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _read(answer: Any) -> Deposition:
    try:
        return Deposition.of(answer)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _strange(error) from error


def _strange(error: Exception) -> UnreachableError:
    return UnreachableError("Zenodo answers what is no deposition", value=error, hint="Is it Zenodo?")


@contextmanager
def _stream(
    body: Mapping[str, Any] | Path | None,
) -> Iterator[tuple[IO[bytes] | bytes | None, dict[str, str]]]:
    if isinstance(body, Path):
        with body.open("rb") as stream:
            yield stream, {"Content-Type": "application/octet-stream"}
    elif body is None:
        yield None, {}
    else:
        yield json.dumps(body).encode("utf-8"), {"Content-Type": "application/json"}


def _require_success(response: Response, content: bytes, url: str) -> None:
    status = response.status_code
    if status < 300:
        return
    if status in BUSY:
        raise TransientError(f"the server answers {status}", retry_after(response))
    if status in {401, 403}:
        raise UnreachableError(
            f"refuses the token in {TOKEN} ({status})",
            file=url,
            hint="Make one with the scopes deposit:write and deposit:actions, for this very server: the "
            "sandbox has tokens of its own.",
        )
    if status in {404, 410}:
        raise MissingError("is not there", file=url, hint="Was it deleted meanwhile?")
    raise DataError(f"Zenodo refuses it ({status}): {_reasons(content)}", file=url)


def _reasons(content: bytes) -> str:
    try:
        answer = json.loads(content)
        faults = [f"{one.get('field')}: {one.get('message')}" for one in answer.get("errors") or ()]
        return "; ".join([str(answer.get("message", "")), *faults])[:1000]
    except (ValueError, AttributeError):
        return content[:200].decode("utf-8", errors="replace")


def md5(path: Path) -> str:
    """The MD5 of a file: what Zenodo tells of the files that it has."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
