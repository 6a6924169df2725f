"""The core function of the engines, and what becomes of a document that kills whoever codes it."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any, cast

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche import coding
from demarche.engines import local
from demarche.engines.batch import CODED, DOCUMENTS, claims_of, code_batch

TEXTS = (
    "Norway expelled three Russian diplomats on Tuesday, accusing Russia of espionage.",
    "France recalled its ambassador to Australia.",
    "Le ministre est parti. " * 10,
    "",
)


def batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows, schema=DOCUMENTS)


documents = st.lists(
    st.fixed_dictionaries(
        {
            "source_id": st.sampled_from(["a", "b", "c"]),
            "text": st.sampled_from(TEXTS),
            "published": st.sampled_from(["2022-04-08", "8 April", None]),
            "html": st.sampled_from([None, None, None, b"<p>"]),
            "error": st.sampled_from([None, None, None, "InputError"]),
        }
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=30)
@given(documents, st.integers(0, 6))
def test_a_row_is_coded_by_itself(rows: list[dict[str, Any]], cut: int) -> None:
    whole = code_batch(batch(rows))
    assert whole.schema == CODED
    parts = pa.Table.from_batches([code_batch(batch(rows[:cut])), code_batch(batch(rows[cut:]))])
    assert pa.Table.from_batches([whole]).equals(parts.combine_chunks())
    assert whole["source_id"].to_pylist() == [row["source_id"] for row in rows]
    for row in whole.to_pylist():
        assert (row["error"] is not None) == (row["outcome"] == "failed")
        assert (row["text_sha256"] is not None) == (row["outcome"] == "coded")
        assert row["outcome"] == "coded" or row["claims"] == []


def test_three_columns_are_enough() -> None:
    given = pa.RecordBatch.from_pylist([{"source_id": "a", "text": TEXTS[0], "published": "2022-04-08"}])
    coded = code_batch(given)
    assert coded["outcome"].to_pylist() == ["coded"]
    claims = claims_of(coded)
    assert claims.num_rows == len(coded["claims"][0]) > 0
    assert set(claims["initiator"].to_pylist()) <= {"NOR", "RUS"}


def test_a_fault_of_the_coder_is_a_row_and_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, *_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(coding, "code_document", broken)
    coded = code_batch(batch([{"source_id": "a", "text": TEXTS[0], "published": "2022-04-08"}]))
    (row,) = coded.to_pylist()
    assert (row["outcome"], row["error"]) == ("failed", "ZeroDivisionError")
    assert row["message"] == "a fault of demarche's own: by nought"


class Deadly:
    """Stands for an executor: breaks as one does when a document kills its worker."""

    def __init__(self) -> None:
        self.broken = False

    def submit(self, _: object, documents: pa.RecordBatch) -> Future[pa.RecordBatch]:
        if self.broken:
            raise BrokenProcessPool
        future: Future[pa.RecordBatch] = Future()
        if "deadly" in documents["text"].to_pylist():
            self.broken = True
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(code_batch(documents))
        return future

    def shutdown(self, **_: object) -> None: ...


@pytest.mark.parametrize("deadly", [[], [0], [4], [2, 9]])
def test_a_document_that_no_worker_survives_fails_and_all_others_are_coded(
    deadly: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local._Pool, "_made", lambda _: cast("Any", Deadly()))
    rows = [
        {"source_id": f"a-{n}", "text": "deadly" if n in deadly else TEXTS[1], "published": "2022-04-08"}
        for n in range(12)
    ]
    batches = [(n, batch(rows[3 * n : 3 * n + 3])) for n in range(4)]
    done = dict(local.code_local(iter(batches), processes=2))
    assert sorted(done) == [0, 1, 2, 3]
    outcome = [row for n in range(4) for row in done[n].to_pylist()]
    assert [row["source_id"] for row in outcome] == [row["source_id"] for row in rows]
    assert [n for n, row in enumerate(outcome) if row["error"] == "WorkerDied"] == deadly
    assert sum(row["outcome"] == "coded" for row in outcome) == 12 - len(deadly)
