"""A bar for a run over a corpus: how much is done, the rate, the time left; nothing without a terminal."""

from __future__ import annotations

import sys
from datetime import timedelta
from time import monotonic
from types import TracebackType


class Progress:
    """Shows a run on standard error while the block lasts; `total` is the size of the input in bytes."""

    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[documents]:,} articles"),
            TextColumn("{task.fields[pace]}"),
            console=Console(file=sys.stderr),
            disable=not sys.stderr.isatty(),
            transient=True,
        )
        self._total = max(total, 1)
        self._task = self._bar.add_task("coding", total=self._total, documents=0, pace="")
        self._documents = self._read = 0
        self._since, self._coded, self._bytes = monotonic(), 0, 0

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def coded(self, documents: int, read: int) -> None:
        """So many more documents are done, with so many more bytes of the input."""
        self._coded += documents
        self._bytes += read
        self._done(documents, read)

    def found(self, documents: int, read: int) -> None:
        """The same for documents that were coded before the run was stopped: they say nothing of the rate."""
        if not self._coded:
            self._since = monotonic()
        self._done(documents, read)

    def laying_out(self) -> None:
        """All is coded; the tables are being written."""
        self._bar.update(self._task, description="writing tables", pace="")

    def _done(self, documents: int, read: int) -> None:
        self._documents += documents
        self._read += read
        told = pace(self._coded, self._bytes, self._total - self._read, monotonic() - self._since)
        self._bar.update(self._task, completed=self._read, documents=self._documents, pace=told)


def pace(documents: int, read: int, left: int, seconds: float) -> str:
    """The rate and the time left where so many documents and bytes took so many seconds.

    >>> pace(3000, 1_000_000, 7_500_000, 30.0)
    '100/s, 0:03:45 left'
    """
    if seconds < 1 or not documents:
        return ""
    rate = f"{documents / seconds:,.0f}/s" if documents >= 10 * seconds else f"{documents / seconds:.1f}/s"
    if not read or left <= 0:  # stores need not tell how much there is
        return rate
    return f"{rate}, {timedelta(seconds=round(left * seconds / read))} left"
