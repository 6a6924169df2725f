"""Processes of this machine: each codes a batch at a time, and no more batches are held than keep them busy.

A worker may die: killed from outside, or by a document that takes all memory. Its batches are coded again.
A batch that was there at three deaths is coded alone, then its halves are, so that in the end a single
document stands accused: after three deaths alone it is a failed row, and the run goes on.

Where the run ends otherwise than by its end (Ctrl-C, a full disk) the processes end at once.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING

import pyarrow as pa

from demarche.engines.batch import accused, code_batch

if TYPE_CHECKING:
    from demarche.engines import Numbered

DEATHS = 3
"""So many times a batch may be at work when a worker dies before it is suspected itself."""


def default_processes() -> int:
    """One for each core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_local(batches: Iterator[Numbered], processes: int) -> Iterator[Numbered]:
    """Code numbered batches in so many processes; each comes back with its number, as it is done."""
    with _Pool(processes) as pool:
        yield from _coded(batches, pool)


@dataclass
class _Task:
    """A batch that is to be coded, and how many workers died while it was with them."""

    number: int
    batch: pa.RecordBatch
    deaths: int = 0


@dataclass
class _Pool:
    """The processes; made anew when one has died, as the executor gives up all of them."""

    processes: int
    executor: ProcessPoolExecutor = field(init=False)

    def __enter__(self) -> _Pool:
        # Its other end tells the processes to leave: it closes when the run is stopped, or killed.
        self._leave, self._open = multiprocessing.Pipe(duplex=False)
        self.executor = self._made()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._open.close()
        self.executor.shutdown(wait=True, cancel_futures=True)
        self._open.close()
        self._leave.close()

    def renew(self) -> None:
        """Start new processes in place of those that are lost."""
        self.executor.shutdown(wait=True, cancel_futures=True)
        self.executor = self._made()

    def _made(self) -> ProcessPoolExecutor:
        # Spawned, not forked: the caller may have threads, and forked workers would share its memory's state.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(
            self.processes, mp_context=context, initializer=_start_worker, initargs=(self._leave,)
        )


def _start_worker(leave: Connection) -> None:
    """Leave interrupts to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave, args=(leave,), daemon=True).start()
    pa.set_cpu_count(1)


def _leave(told: Connection) -> None:
    wait_for([told])
    os._exit(1)


def _coded(batches: Iterator[Numbered], pool: _Pool) -> Iterator[Numbered]:
    at_work: dict[Future[pa.RecordBatch], _Task] = {}
    again: deque[_Task] = deque()
    while True:
        broken = False
        while len(at_work) < pool.processes + 2 and not broken:
            task = again.popleft() if again else _next(batches)
            if task is None:
                break
            try:
                at_work[pool.executor.submit(code_batch, task.batch)] = task
            except BrokenProcessPool:
                again.append(task)
                broken = True
        if not at_work and not broken:
            return
        done, _ = wait(at_work, return_when=FIRST_COMPLETED)
        if broken or any(isinstance(future.exception(), BrokenProcessPool) for future in done):
            wait(at_work)
            finished, lost = _parted(at_work)
            at_work = {}
            yield from finished
            pool.renew()
            for task in lost:
                task.deaths += 1
                if task.deaths < DEATHS:
                    again.append(task)
                else:
                    yield task.number, _alone(task.batch, pool)
            continue
        for future in done:
            yield at_work.pop(future).number, future.result()


def _next(batches: Iterator[Numbered]) -> _Task | None:
    found = next(batches, None)
    return None if found is None else _Task(*found)


def _parted(at_work: dict[Future[pa.RecordBatch], _Task]) -> tuple[list[Numbered], list[_Task]]:
    """What was done before a worker died, and what was lost with it."""
    finished, lost = [], []
    for future, task in at_work.items():
        error = future.exception()
        if error is None:
            finished.append((task.number, future.result()))
        elif isinstance(error, BrokenProcessPool):
            lost.append(task)
        else:
            raise error
    return finished, lost


def _alone(batch: pa.RecordBatch, pool: _Pool) -> pa.RecordBatch:
    """Code a batch with nothing else at work; where that kills the worker too, its halves."""
    for _ in range(DEATHS):
        try:
            return pool.executor.submit(code_batch, batch).result()
        except BrokenProcessPool:
            pool.renew()
        if len(batch) > 1:
            half = len(batch) // 2
            parts = [_alone(batch.slice(0, half), pool), _alone(batch.slice(half), pool)]
            return pa.Table.from_batches(parts).combine_chunks().to_batches()[0]
    return code_batch(accused(batch))
