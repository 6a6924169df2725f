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

ENGINES = ("local", "dask")


def engine_of(name: str = "local", processes: int | None = None, scheduler: str | None = None) -> Engine:
    """The engine of a name; `processes` of this machine, by default one for each core."""
    from functools import partial

    from demarche.engines.local import code_local, default_processes

    count = processes or default_processes()
    if name == "local":
        return partial(code_local, processes=count)
    from demarche.engines.dask import code_dask

    return partial(code_dask, scheduler=scheduler, processes=count)
