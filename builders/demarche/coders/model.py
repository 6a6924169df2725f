"""A language model as a coder: windows out, quotations checked, claims merged as the rule coder's are."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Lock, Semaphore
from typing import Any
from weakref import WeakValueDictionary

from demarche.claims import Claim
from demarche.claims_table import in_order
from demarche.coders.answer import answer_schema
from demarche.coders.base import Coded, Usage
from demarche.coders.believing import Hearing, Refusal, believed
from demarche.coders.budget import Budget
from demarche.coders.endpoint import FORM_WORDS, Endpoint, LostError, NoStructureError
from demarche.coders.prompting import again, answer_in_words, article, task, told_hash
from demarche.coders.quotes import fold
from demarche.coders.store import Answer, Store, request_hash
from demarche.coders.windows import Window, windows
from demarche.coding.merge import Draft, merge
from demarche.errors import DataError, InputError
from demarche.sources.text import Document

MAX_NAME = 80
"""Characters of a model's name that its version keeps, the last ones: some names are paths."""
MAX_CLAIMS = 500
"""Of one answer: more than any window makes, and a bound on what an answer can cost to check."""
_FENCE = re.compile(r"```(?:json)?\s*(.*?)\s*```", re.DOTALL)


@dataclass(slots=True)
class _Account:
    """What happens while one document is coded."""

    usage: Usage = field(default_factory=Usage)
    dropped: Counter[str] = field(default_factory=Counter)
    notices: dict[str, None] = field(default_factory=dict)


class ModelCoder:
    """A model behind an endpoint. `endpoint` None replays what the store has, and asks nobody.

    `name` is `llm`; the version holds the model and the hash of all that it is told and how its answer is
    to look, so that claims of different prompts are never taken for one coder's. `mends` is how many times
    claims that are not believed are sent back.
    """

    name = "llm"

    def __init__(
        self,
        model: str,
        endpoint: Endpoint | None,
        store: Store,
        *,
        budget: Budget | None = None,
        max_tokens: int = 8_000,
        mends: int = 1,
        workers: int = 4,
    ) -> None:
        self.model, self._endpoint, self._store = model, endpoint, store
        self._budget = budget or Budget()
        self._max_tokens, self._mends, self._workers = max_tokens, mends, workers
        self._structured = True
        self._at_a_time = Semaphore(workers)
        self._asking: WeakValueDictionary[str, Lock] = WeakValueDictionary()
        self._guard = Lock()

    @property
    def version(self) -> str:
        """Model and the first digits of the hash of all that it is told: `mistral-small@1a2b3c4d`."""
        return f"{self.model[-MAX_NAME:]}@{told_hash()[:8]}"

    def code(self, document: Document) -> Coded:
        """The claims that the model makes of a document and that its text bears out."""
        return self.code_windows(document, windows(document.text))

    def code_windows(self, document: Document, chosen: Sequence[Window]) -> Coded:
        """The claims of some windows of a document. All answers that arrived are kept when one fails."""
        hearing = Hearing(document, fold(document.text), self.name, self.version, self.model)
        accounts = [_Account() for _ in chosen]
        pool = ThreadPoolExecutor(self._workers)
        tasks = [
            pool.submit(self._window, hearing, window, account)
            for window, account in zip(chosen, accounts, strict=True)
        ]
        try:
            wait(tasks, return_when=FIRST_EXCEPTION)
        finally:  # of a document that fails, or that nobody waits for any more, nothing more is asked
            pool.shutdown(cancel_futures=True)
        found = [claim for task in tasks if not task.cancelled() for claim in task.result()]
        shown = sum(window.end - window.start for window in _apart(chosen))
        return Coded(
            tuple(_merged(found, document.text)),
            sum((account.usage for account in accounts), Usage()),
            sum((account.dropped for account in accounts), Counter[str]()),
            tuple(dict.fromkeys(notice for account in accounts for notice in account.notices)),
            shown / max(len(document.text), 1),
        )

    def _window(self, hearing: Hearing, window: Window, account: _Account) -> list[Claim]:
        """Ask for the claims of a window; send back once more what is not believed."""
        document = hearing.document
        piece = document.text[window.start : window.end]
        messages = [{"role": "user", "content": article(piece, document.published, document.title)}]
        claims: list[Claim] = []
        refused: list[Refusal] = []
        for turn in range(1 + self._mends):
            answer = self._ask(messages, account)
            try:
                proposed = read_answer(answer.text)
            except DataError as error:
                refused = [Refusal("answer not in the form", f"{error.message}: {error.value or ''}".strip())]
            else:
                judged = [believed(each, hearing, window) for each in proposed]
                claims += [each for each in judged if isinstance(each, Claim)]
                refused = [each for each in judged if isinstance(each, Refusal)]
            if not refused:
                break
            if turn < self._mends:
                messages = [
                    *messages,
                    {"role": "assistant", "content": answer.text},
                    {"role": "user", "content": again([refusal.told for refusal in refused])},
                ]
        account.dropped.update(refusal.reason for refusal in refused)
        return claims

    def _ask(self, messages: list[dict[str, str]], account: _Account) -> Answer:
        """The answer to some messages, from the store or from the endpoint."""
        if self._structured:
            try:
                return self._send(self._request(messages, structured=True), account)
            except NoStructureError:
                # A replay finds out for each request how it was asked. And no article decides for the others:
                # the words that say that the form is not taken may be its own, in an error that quotes them.
                self._structured = self._endpoint is None or _speaks_of_forms(messages)
        notice = "The endpoint cannot be held to a form for its answers: the form was described in words."
        account.notices[notice] = None
        return self._send(self._request(messages, structured=False), account)

    def _request(self, messages: list[dict[str, str]], *, structured: bool) -> dict[str, Any]:
        told = task() if structured else f"{task()}\n{answer_in_words()}"
        request: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "system", "content": told}, *messages],
            "temperature": 0,
            "max_tokens": self._max_tokens,
        }
        if structured:
            form = {"name": "claims", "strict": True, "schema": answer_schema()}
            request["response_format"] = {"type": "json_schema", "json_schema": form}
        return request

    def _send(self, request: dict[str, Any], account: _Account) -> Answer:
        name = request_hash(request)
        with self._guard:
            asking = self._asking.setdefault(name, Lock())
        with asking:  # two copies of a text in one corpus are one request
            held = self._store.find(name)
            if held is None:
                return self._pay(name, request, account)
        cost = self._budget.prices.of(held.tokens_in, held.tokens_out)
        account.usage += Usage(1, held.tokens_in, held.tokens_out, cost, replayed=1)
        return held

    def _pay(self, name: str, request: dict[str, Any], account: _Account) -> Answer:
        """The endpoint's answer to a request, kept before anything else is done with it."""
        if self._endpoint is None:
            if "response_format" in request:
                raise NoStructureError("was not asked for this form")
            raise InputError(
                "this text was never asked about, and --offline asks nobody",
                file=self._store.folder,
                hint="Run once without --offline, with the same model and version of demarche.",
            )
        characters = sum(len(message["content"]) for message in request["messages"])
        reserved = self._budget.take(characters, self._max_tokens)
        cost = 0.0
        try:
            with self._at_a_time:
                answer = self._endpoint.ask(request)
            cost = self._budget.prices.of(answer.tokens_in, answer.tokens_out)
            self._store.keep(name, self.model, answer)
        except LostError:  # it may have been charged for; nobody knows how much
            cost = reserved
            raise
        finally:
            self._budget.settle(reserved, cost)
            account.usage += Usage(requests=1, paid=cost)
        account.usage += Usage(1, answer.tokens_in, answer.tokens_out, cost)
        return answer


def read_answer(text: str) -> list[dict[str, Any]]:
    """The proposed claims in an answer, which may be fenced as code. Raises DataError on another form.

    Columns that are missing or wrong are not judged here: each claim is judged for itself.
    """
    try:
        found = _json(text)
    except (ValueError, RecursionError) as error:
        raise DataError("the answer is not JSON", value=text[:80]) from error
    claims = found.get("claims") if isinstance(found, dict) else None
    if not isinstance(claims, list) or not all(isinstance(each, dict) for each in claims):
        raise DataError("the answer has no list of claims under the key `claims`", value=text[:80])
    if len(claims) > MAX_CLAIMS:
        raise DataError(f"the answer has more than {MAX_CLAIMS} claims", value=len(claims))
    return claims


def _json(text: str) -> Any:
    """The value that a text is, or that is fenced in it or stands between words, in this order.

    The order matters: a quotation in an answer may hold what looks like a fenced answer. Raises ValueError.
    """
    fenced = _FENCE.search(text)
    pieces = [text, *([fenced[1]] if fenced else []), text[text.find("{") : text.rfind("}") + 1]]
    for last, piece in enumerate(pieces, 1 - len(pieces)):
        try:
            found = json.loads(piece)
            json.dumps(found, ensure_ascii=False).encode()  # JSON can spell halves of characters
            return found
        except ValueError:
            if not last:
                raise
    raise AssertionError("there is always a last piece")


def _speaks_of_forms(messages: list[dict[str, str]]) -> bool:
    """Whether messages hold the words that errors about the form are known by."""
    return any(word in message["content"] for message in messages for word in FORM_WORDS)


def _apart(chosen: Sequence[Window]) -> list[Window]:
    """Windows in order without what they repeat of the one before."""
    found: list[Window] = []
    for window in chosen:
        start = max(window.start, found[-1].end) if found else window.start
        found.append(Window(start, max(start, window.end)))
    return found


def _merged(claims: list[Claim], text: str) -> list[Claim]:
    """Tellings of one happening as one claim, as the rule coder merges."""
    drafts = [
        Draft(
            claim,
            claim.evidence_start,
            text.count("\n", 0, claim.evidence_start),
            frozenset(text[claim.evidence_start : claim.evidence_end].lower().split()),
            claim.rule,
        )
        for claim in in_order(claims)
    ]
    return [draft.claim for draft in merge(drafts)]
