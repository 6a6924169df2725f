"""Where documents are coded: processes of this machine (`local`) or a Dask cluster (`dask`).

The core is one pure function from Arrow to Arrow, `batch.code_batch`: one row in, one row out. An engine is a
function that takes numbered batches and gives back each with its number, coded, in any order; it holds no
more batches than it can work on. Whatever else maps a function over Arrow batches can be an engine too (see
`docs/corpora.md` for Spark's `mapInArrow` and Ray Data).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

Numbered = tuple[int, "pa.RecordBatch"]
Engine = Callable[[Iterator[Numbered]], Iterator[Numbered]]

ENGINES = ("local",)


def engine_of(processes: int | None = None) -> Engine:
    """The engine that is asked for; `processes` of this machine, by default one for each core."""
    from functools import partial

    from demarche.engines.local import code_local, default_processes

    return partial(code_local, processes=processes or default_processes())
