"""A Dask cluster: a scheduler that is there already, or one of this machine for the length of the run.

No more batches are sent than keep the workers busy. A batch that Dask gives up, since workers died of it,
is sent in halves, until a single document stands accused. When the scheduler goes, the run stops with what
was coded kept; the same command goes on from there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from demarche.corpus.manifest import versions
from demarche.engines.batch import accused, code_batch
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.engines import Numbered

_CONNECT_SECONDS = 15
_GONE = "Start the scheduler, and give the same command: it goes on from here."


def code_dask(batches: Iterator[Numbered], scheduler: str | None, processes: int) -> Iterator[Numbered]:
    """Code numbered batches on the cluster of a scheduler or, without one, in so many processes of this
    machine.

    Raises InputError where the scheduler cannot be reached or goes away, or where a worker has other
    versions.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        hint = "Install it: pip install 'demarche[dask]'"
        raise InputError("needs dask, which is not installed", field="--engine", hint=hint) from error

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        if scheduler is not None:
            with Client(scheduler, timeout=_CONNECT_SECONDS) as client:
                yield from _coded(batches, client, scheduler)
            return
        with (
            LocalCluster(
                n_workers=processes,
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield from _coded(batches, client, "the cluster of this machine")
    except (OSError, TimeoutError, CancelledError) as error:
        raise InputError(
            "cannot be reached, or is gone", field="--scheduler", value=scheduler, hint=_GONE
        ) from error


def _coded(batches: Iterator[Numbered], client: Any, scheduler: str) -> Iterator[Numbered]:
    from distributed import as_completed

    _check_versions(client, scheduler)
    limit = sum(client.nthreads().values()) + 2
    numbers: dict[str, tuple[int, pa.RecordBatch]] = {}
    at_work = as_completed()
    for _ in range(limit):
        _send(batches, client, at_work, numbers)
    while numbers:
        future = next(at_work)
        number, batch = numbers.pop(future.key)
        _send(batches, client, at_work, numbers)
        yield number, _result(future, batch, client)


def _send(batches: Iterator[Numbered], client: Any, at_work: Any, numbers: dict[str, Numbered]) -> None:
    found = next(batches, None)
    if found is not None:
        future = client.submit(code_batch, found[1], pure=False)
        numbers[future.key] = found
        at_work.add(future)


def _result(future: Any, batch: pa.RecordBatch, client: Any) -> pa.RecordBatch:
    """A coded batch; where workers died of it, its halves, and of one document the row that says so."""
    from distributed import KilledWorker

    try:
        coded = future.result()
    except KilledWorker:
        if len(batch) == 1:
            return code_batch(accused(batch))
        half = len(batch) // 2
        parts = [
            _result(client.submit(code_batch, part, pure=False), part, client)
            for part in (batch.slice(0, half), batch.slice(half))
        ]
        return pa.Table.from_batches(parts).combine_chunks().to_batches()[0]
    return coded


def _check_versions(client: Any, scheduler: str) -> None:
    """Refuse workers that would code otherwise than this machine."""
    own = versions()
    for worker, found in client.run(versions).items():
        differing = {name: found.get(name) for name in own if found.get(name) != own[name]}
        if differing:
            raise InputError(
                f"a worker of {scheduler} has other versions",
                field="--scheduler",
                value=f"{worker}: {differing}",
                hint="Install the same versions on every worker.",
            )
