"""A bar for a run over a corpus: how much is read, the rate, the time left; nothing without a terminal."""

from __future__ import annotations

import sys
from types import TracebackType


class Progress:
    """Shows a run on standard error while the block lasts; `total` is the size of the input in bytes."""

    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[documents]:,} articles"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            disable=not sys.stderr.isatty(),
            transient=True,
        )
        self._task = self._bar.add_task("coding", total=max(total, 1), documents=0, rate="")
        self._documents = 0

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def coded(self, documents: int, read: int) -> None:
        """So many more documents are done, and so many bytes of the input have been read."""
        self._documents += documents
        seconds = self._bar.tasks[0].elapsed or 0
        rate = f"{self._documents / seconds:,.0f}/s" if seconds > 1 else ""
        self._bar.update(self._task, completed=read, documents=self._documents, rate=rate)

    def laying_out(self) -> None:
        """All is coded; the tables are being written."""
        self._bar.update(self._task, description="writing tables", rate="")
