"""Several coders on the same documents: how much is right, how long it took, what it cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.coders import Coded, Coder, code_documents, total
from demarche.evaluate.documents import coded_document, texts_with_gold
from demarche.evaluate.figures import Evaluation, evaluate, pool
from demarche.evaluate.grids import Grid, number


@dataclass(frozen=True, slots=True)
class Measured:
    """One coder on all documents. `failed`: documents that it could not code; they count as misses."""

    name: str
    version: str
    pooled: Evaluation
    account: Coded
    failed: int
    characters: int
    seconds: float


def measure(
    coder: Coder, gold: Path, workers: int = 1, clock: Callable[[], float] = time.perf_counter
) -> Measured:
    """Have a coder code every text that lies beside its gold. Raises InputError where there is none."""
    given = texts_with_gold(gold)
    start = clock()
    results = code_documents(coder, [document for _, document in given], workers)
    seconds = clock() - start
    evaluated = []
    for (path, document), found in zip(given, results, strict=True):
        claims = found.claims if isinstance(found, Coded) else ()
        coded = coded_document(path, document, claims)
        evaluated.append(evaluate(coded.gold, coded.claims))
    done = [found for found in results if isinstance(found, Coded)]
    return Measured(
        coder.name,
        coder.version,
        pool(evaluated),
        total(done),
        len(results) - len(done),
        sum(len(document.text) for _, document in given),
        seconds,
    )


def coder_grid(measured: Sequence[Measured]) -> Grid:
    """One row a coder."""
    head = (
        "coder", "version", "core P", "R", "F1", "all F1", "chars/s", "sent", "requests", "cost $", "dropped",
        "failed",
    )  # fmt: skip
    rows = []
    for one in measured:
        core, every, used = one.pooled.score(core=True), one.pooled.score(core=False), one.account.usage
        rows.append((
            one.name, one.version, number(core.precision), number(core.recall), number(core.f1),
            number(every.f1),
            f"{one.characters / max(one.seconds, 1e-9):,.0f}", f"{one.account.sent:.0%}", str(used.requests),
            f"{used.cost:.4f}", str(sum(one.account.dropped.values())), str(one.failed),
        ))  # fmt: skip
    return Grid("Coders, rows matched on (type, initiator, target, status)", head, rows, left=2)


def coders_json(measured: Sequence[Measured]) -> Mapping[str, Any]:
    """The same for programs."""
    return {
        one.name: {
            "version": one.version,
            "core_f1": one.pooled.score(core=True).f1,
            "all_f1": one.pooled.score(core=False).f1,
            "seconds": round(one.seconds, 3),
            "characters": one.characters,
            "sent": round(one.account.sent, 4),
            "requests": one.account.usage.requests,
            "cost": one.account.usage.cost,
            "dropped": dict(sorted(one.account.dropped.items())),
            "failed": one.failed,
        }
        for one in measured
    }
