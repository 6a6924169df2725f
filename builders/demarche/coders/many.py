"""Many documents by one coder, some at a time; one that fails does not lose the others."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from demarche.coders.base import Coded, Coder
from demarche.errors import DataError
from demarche.sources.text import Document


def code_documents(coder: Coder, documents: Sequence[Document], workers: int = 1) -> list[Coded | DataError]:
    """What a coder makes of each document, or why it could not code it; in the order given.

    `workers` documents are under way at a time: for coders that wait for others, not for those that compute.
    What no other document could be coded under either (InputError: a refused key) is raised at once.
    """
    if workers == 1 or len(documents) == 1:
        return [_coded(coder, document) for document in documents]
    pool = ThreadPoolExecutor(workers)
    try:
        tasks = [pool.submit(_coded, coder, document) for document in documents]
        return [task.result() for task in tasks]
    finally:
        pool.shutdown(cancel_futures=True)


def _coded(coder: Coder, document: Document) -> Coded | DataError:
    start = time.perf_counter()
    try:
        coded = coder.code(document)
        return replace(coded, seconds=time.perf_counter() - start)
    except DataError as error:
        return error
