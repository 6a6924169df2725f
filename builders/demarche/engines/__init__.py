"""Where documents are coded: processes of this machine (`local`) or a Dask cluster (`dask`).

The core is one pure function from Arrow to Arrow, `batch.code_batch`: one row in, one row out. An engine is a
function that takes numbered batches and gives back each with its number, coded, in any order; it holds no
more batches than it can work on. Whatever else maps a function over Arrow batches can be an engine too (see
`docs/corpora.md` for Spark's `mapInArrow` and Ray Data).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from demarche.errors import DemarcheWarning

if TYPE_CHECKING:
    import pyarrow as pa

Numbered = tuple[int, "pa.RecordBatch"]
Engine = Callable[[Iterator[Numbered]], Iterator[Numbered]]

ENGINES = ("local", "dask")


def _warn(text: str) -> None:
    warnings.warn(text, DemarcheWarning, stacklevel=2)


def engine_of(
    name: str = "local",
    processes: int | None = None,
    scheduler: str | None = None,
    warn: Callable[[str], None] = _warn,
) -> Engine:
    """The engine of a name; `processes` of this machine, by default one for each core. `warn` is told what a
    user should know of a run that goes on (by default it is a DemarcheWarning).
    """
    from functools import partial

    from demarche.engines.local import code_local, default_processes

    count = processes or default_processes()
    if name == "local":
        return partial(code_local, processes=count)
    from demarche.engines.dask import code_dask

    return partial(code_dask, scheduler=scheduler, processes=count, warn=warn)
