"""A Dask cluster: a scheduler that is there already, or one of this machine for the length of the run.

No more batches are sent than keep the workers busy. A batch that Dask gives up, since workers died of it,
is sent in halves, until a single document stands accused. When the scheduler goes, what it had and all that
is left is coded in processes of this machine: the run goes on, more slowly, and nothing is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import ExitStack, suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from demarche.corpus.manifest import versions
from demarche.engines.batch import accused, code_batch
from demarche.engines.local import code_local
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.engines import Numbered

_CONNECT_SECONDS = 15
_WORKER_SECONDS = 120
"""So long the first worker is waited for: a cluster may start some only when there is work."""

_T = TypeVar("_T")


class _GoneError(Exception):
    """The scheduler does not answer any more."""


def code_dask(
    batches: Iterator[Numbered], scheduler: str | None, processes: int, warn: Callable[[str], None]
) -> Iterator[Numbered]:
    """Code numbered batches on the cluster of a scheduler or, without one, in so many processes of this
    machine. Where the scheduler goes away later, `warn` is told and the processes do the rest.

    Raises InputError where the scheduler cannot be reached or has no workers, or where a worker has other
    versions.
    """
    where = scheduler or "of this machine"
    sent: dict[str, Numbered] = {}
    with ExitStack() as stack:
        try:
            client = _client(stack, scheduler, processes)
            _check_worker(client, where)
        except (OSError, TimeoutError, CancelledError, ValueError) as error:
            raise InputError(
                "cannot be reached",
                field="--scheduler",
                value=where,
                hint="Start it first, and give its address as it tells it, such as tcp://host:8786.",
            ) from error
        try:
            yield from _coded(batches, client, where, sent)
            return
        except _GoneError:
            with suppress(Exception):  # it cannot say good-bye any more
                stack.close()
    warn(
        f"the Dask scheduler {where} is gone; the rest is coded on this machine, in {processes} processes. "
        "To go on with another scheduler stop this, and give the same command with its address."
    )
    yield from code_local(chain(list(sent.values()), batches), processes)


def _client(stack: ExitStack, scheduler: str | None, processes: int) -> Any:
    """A client of the scheduler, or of a cluster of this machine, until the stack ends."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        hint = "Install it: pip install 'demarche[dask]'"
        raise InputError("needs dask, which is not installed", field="--engine", hint=hint) from error

    for name in ("distributed", "distributed.client"):  # what goes wrong is told here, in a line
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if scheduler is not None:
        return stack.enter_context(Client(scheduler, timeout=_CONNECT_SECONDS))
    cluster = LocalCluster(
        n_workers=processes,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )
    return stack.enter_context(Client(stack.enter_context(cluster)))


def _coded(
    batches: Iterator[Numbered], client: Any, where: str, sent: dict[str, Numbered]
) -> Iterator[Numbered]:
    """Code batches; `sent` holds at any time those that are not coded yet. Raises _GoneError."""
    from distributed import as_completed

    at_work = as_completed()
    more = True
    while more or sent:
        # Asked every time: workers come and go.
        limit = sum(_asked(client.nthreads).values()) + 2
        while more and len(sent) < limit:
            found = next(batches, None)
            more = found is not None
            if found is not None:
                future = _submitted(client, found[1])
                sent[future.key] = found
                at_work.add(future)
        if sent:
            future = _asked(lambda: next(at_work))
            number, batch = sent[future.key]
            coded = _result(future, batch, client, where)
            del sent[future.key]
            yield number, coded


def _asked(question: Callable[[], _T]) -> _T:
    """What the scheduler answers. Raises _GoneError where it does not."""
    try:
        return question()
    except (OSError, TimeoutError, CancelledError) as error:
        raise _GoneError from error


def _submitted(client: Any, batch: pa.RecordBatch) -> Any:
    return _asked(lambda: client.submit(code_as, batch, versions(), pure=False))


def code_as(batch: pa.RecordBatch, wanted: Mapping[str, str]) -> pa.RecordBatch | dict[str, str]:
    """A batch, coded; where this worker has other versions than those that are wanted, what it has."""
    own = versions()
    return code_batch(batch) if own == wanted else own


def _result(future: Any, batch: pa.RecordBatch, client: Any, where: str) -> pa.RecordBatch:
    """A coded batch; where workers died of it, its halves, and of one document the row that says so."""
    from distributed import KilledWorker

    try:
        coded = _asked(future.result)
    except KilledWorker:
        if len(batch) == 1:
            return code_batch(accused(batch))
        half = len(batch) // 2
        parts = [
            _result(_submitted(client, part), part, client, where)
            for part in (batch.slice(0, half), batch.slice(half))
        ]
        return pa.Table.from_batches(parts).combine_chunks().to_batches()[0]
    if isinstance(coded, dict):
        raise _other_versions(coded, where)
    return coded


def _check_worker(client: Any, where: str) -> None:
    """Wait for the first worker, and see that it can code. Raises InputError."""
    try:
        found = client.submit(versions, pure=False).result(timeout=_WORKER_SECONDS)
    except TimeoutError as error:
        raise InputError(
            f"has no worker, and none came in {_WORKER_SECONDS} seconds",
            field="--scheduler",
            value=where,
            hint=f"Start some where demarche is installed: dask worker {where}",
        ) from error
    except (ImportError, RuntimeError) as error:
        raise InputError(
            "a worker cannot run demarche",
            field="--scheduler",
            value=error,
            hint="Install the same version of demarche on every worker, and on the scheduler.",
        ) from error
    if found != versions():
        raise _other_versions(found, where)


def _other_versions(found: Mapping[str, str], where: str) -> InputError:
    own = versions()
    differing = ", ".join(
        f"{name} {found.get(name)} and not {own[name]}" for name in own if found.get(name) != own[name]
    )
    return InputError(
        f"a worker of {where} has other versions",
        field="--scheduler",
        value=differing,
        hint="Install the same versions on every worker.",
    )
