"""Which coder a name means: one of the project's own, or one that another package registers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from demarche.coders.base import Coder
from demarche.errors import InputError

GROUP = "demarche.coders"
"""The group of entry points; an entry is a callable without arguments that returns a `Coder`."""
RULES, MODEL, BOTH = "rules", "llm", "rules+llm"
OWN = (RULES, MODEL, BOTH)
DEFAULT_ENDPOINT = "http://127.0.0.1:11434/v1"
"""Where Ollama, the most used local server, listens."""


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """How a language model is asked; what is None has no limit, or the default of `coders`.

    `price_in` and `price_out` are US dollars for a million tokens.
    """

    model: str | None = None
    endpoint: str | None = None
    cache: Path | None = None
    offline: bool = False
    max_requests: int | None = None
    max_cost: float | None = None
    price_in: float = 0.0
    price_out: float = 0.0
    per_minute: int | None = None
    timeout: float = 300.0
    workers: int = 4


def find_coder(name: str, options: ModelOptions = ModelOptions()) -> Coder:
    """The coder of a name. Raises InputError, naming those there are, or what a model's options lack."""
    if name in {MODEL, BOTH}:
        return _with_model(name, options)
    if name == RULES:
        from demarche.coders.rules import RuleCoder

        return RuleCoder()
    others = entry_points(group=GROUP)
    for entry in others:
        if entry.name == name:
            made: Callable[[], Coder] = entry.load()
            return made()
    known = ", ".join([*OWN, *sorted(entry.name for entry in others)])
    raise InputError("no such coder", field="--coder", value=name, hint=f"There are: {known}.")


def _with_model(name: str, options: ModelOptions) -> Coder:
    import os

    from demarche.coders.budget import Budget, Prices
    from demarche.coders.endpoint import Endpoint
    from demarche.coders.keys import find_key
    from demarche.coders.model import ModelCoder
    from demarche.coders.store import Store, cache_folder

    if not options.model:
        raise InputError(
            "a coder with a language model needs --model", hint="Say --model NAME, as the endpoint calls it."
        )
    if options.max_cost is not None and not (options.price_in or options.price_out):
        raise InputError(
            "a cost can only be kept to where prices are known",
            field="--max-cost",
            hint="Give --price-in and --price-out, US dollars for a million tokens.",
        )
    endpoint = None
    if not options.offline:
        url = options.endpoint or os.environ.get("OPENAI_BASE_URL") or DEFAULT_ENDPOINT
        endpoint = Endpoint(url, find_key(url), timeout=options.timeout)
    budget = Budget(
        max_requests=options.max_requests,
        max_cost=options.max_cost,
        prices=Prices(options.price_in, options.price_out),
        per_minute=options.per_minute,
    )
    store = Store(options.cache or cache_folder())
    model = ModelCoder(options.model, endpoint, store, budget=budget, workers=options.workers)
    if name == MODEL:
        return model
    from demarche.coders.rules import RuleCoder
    from demarche.coders.together import RulesThenModel

    return RulesThenModel(RuleCoder(), model)
