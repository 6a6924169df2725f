"""Coders that wait for others: documents are coded by threads of this process, some at a time.

What the coder could not do for one document is a failed row. What would fail for every other too (a refused
key, a spent budget, a row of failures) ends the run: it goes on from there when it is started again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from demarche.coders import Coder, StoppedError, Usage
from demarche.engines.batch import CODED, code_row, coded, failed
from demarche.errors import DataError, InputError

if TYPE_CHECKING:
    from demarche.engines import Numbered
    from demarche.sources.text import Document

IN_A_ROW = 20
"""So many failures without a success between them are taken for the coder's and not the documents'."""

Row = dict[str, Any]


class Asking:
    """An engine for a coder; `usage` is what it took in this run, kept answers included.

    `ROWS` is how many documents a batch should have: a model takes minutes for so many, and what is done
    should be seen and kept.
    """

    ROWS = 20

    def __init__(self, coder: Coder, workers: int) -> None:
        self.usage = Usage()
        self._coder, self._workers = coder, workers
        self._failures = 0
        self._lock = Lock()

    def __call__(self, batches: Iterator[Numbered]) -> Iterator[Numbered]:
        """Code numbered batches, in their order. Raises InputError and StoppedError of the coder.

        Batches that end with failures are held back until something is coded: when the run ends before that,
        they are not done.
        """
        held: list[tuple[int, list[Row]]] = []
        for number, rows in self._coded(batches):
            held.append((number, rows))
            asked = [row["outcome"] for row in rows if row["text_sha256"] is not None]
            if "failed" not in asked[-1:]:
                yield from map(_batch, held)
                held = []
        yield from map(_batch, held)

    def _coded(self, batches: Iterator[Numbered]) -> Iterator[tuple[int, list[Row]]]:
        pool = ThreadPoolExecutor(self._workers)
        ahead = 2 + self._workers // self.ROWS
        under_way: deque[tuple[int, list[Future[Row]]]] = deque()
        try:
            for number, batch in batches:
                tasks = [pool.submit(code_row, row, self._code) for row in batch.to_pylist()]
                under_way.append((number, tasks))
                if len(under_way) > ahead:
                    yield _results(*under_way.popleft())
            while under_way:
                yield _results(*under_way.popleft())
        finally:
            pool.shutdown(cancel_futures=True)

    def _code(self, document: Document) -> Row:
        try:
            found = self._coder.code(document)
            cells = coded(found.claims, found)
        except (InputError, StoppedError):
            raise
        except DataError as error:
            return self._failed(error)
        except Exception as error:  # a coder may be another package's
            told = f"the coder {self._coder.name} failed: {type(error).__name__}: {error}"
            return self._failed(DataError(told, hint="Report it to those who made this coder."))
        with self._lock:
            self._failures = 0
            self.usage += found.usage
        return cells

    def _failed(self, error: DataError) -> Row:
        with self._lock:
            self._failures += 1
            lost = self._failures
        if lost < IN_A_ROW:
            return failed(error)
        raise StoppedError(
            f"{IN_A_ROW} documents in a row could not be coded",
            value=error.message,
            hint="What is done is kept: when the coder works again, the same command goes on from there.",
        ) from error


def _results(number: int, tasks: list[Future[Row]]) -> tuple[int, list[Row]]:
    return number, [task.result() for task in tasks]


def _batch(done: tuple[int, list[Row]]) -> Numbered:
    number, rows = done
    return number, pa.RecordBatch.from_pylist(rows, schema=CODED)
