"""What may be spent: requests, dollars, and requests a minute. Shared by all threads of a run."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from demarche.coders.base import StoppedError

_GO_ON = "What is done is kept: the same command goes on from there, with as much again to spend."
CHARACTERS_A_TOKEN = 3
"""For reckoning ahead what a request may cost: fewer than any tokenizer in use makes of English."""


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a million tokens sent and received; 0 where nothing is charged."""

    sent: float = 0.0
    received: float = 0.0

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """The price of so many tokens."""
        return (tokens_in * self.sent + tokens_out * self.received) / 1_000_000


class BudgetSpentError(StoppedError):
    """The next request could go over the limit; it was not sent."""


class Budget:
    """Limits that are kept: a request is let go only when its dearest outcome still fits."""

    def __init__(
        self,
        *,
        max_requests: int | None = None,
        max_cost: float | None = None,
        prices: Prices = Prices(),
        per_minute: int | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.prices = prices
        self._max_requests, self._max_cost = max_requests, max_cost
        self._pause = 60 / per_minute if per_minute else 0.0
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._requests, self._spent, self._held, self._next = 0, 0.0, 0.0, 0.0

    def take(self, characters: int, max_tokens: int) -> float:
        """Let a request of so many characters go, after a pause if the rate asks for one; what it may cost.

        Raises BudgetSpentError when it could go over a limit.
        """
        dearest = self.prices.of(characters // CHARACTERS_A_TOKEN + 1, max_tokens)
        with self._lock:
            if self._max_requests is not None and self._requests >= self._max_requests:
                raise BudgetSpentError(
                    f"the {self._max_requests} requests that --max-requests allows are used",
                    hint=_GO_ON,
                )
            if self._max_cost is not None and self._spent + self._held + dearest > self._max_cost:
                raise BudgetSpentError(
                    f"${self._spent:.4f} are spent, and the next request could go over --max-cost",
                    value=f"${self._max_cost:.4f}",
                    hint=_GO_ON,
                )
            self._requests += 1
            self._held += dearest
            start = max(self._clock(), self._next)
            self._next = start + self._pause
        if (wait := start - self._clock()) > 0:
            self._sleep(wait)
        return dearest

    def settle(self, held: float, cost: float) -> None:
        """Book what a request that was let go has cost, in place of what it might have."""
        with self._lock:
            self._held -= held
            self._spent += cost
