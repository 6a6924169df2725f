"""The Dask engine: the same rows as everywhere, and what happens when workers or the scheduler go."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from distributed import Client, KilledWorker, LocalCluster

from demarche.cli import main
from demarche.corpus.manifest import versions
from demarche.engines import dask, engine_of
from demarche.engines.batch import DOCUMENTS, code_batch
from demarche.errors import DemarcheWarning, InputError

TEXT = "Norway expelled three Russian diplomats on Tuesday, accusing Russia of espionage."


def batches(count: int, size: int = 3) -> list[tuple[int, pa.RecordBatch]]:
    rows = [
        {"source_id": f"a-{n}", "text": TEXT if n % 3 else "", "published": "2022-04-08"}
        for n in range(count * size)
    ]
    return [
        (n, pa.RecordBatch.from_pylist(rows[n * size : (n + 1) * size], schema=DOCUMENTS))
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address="127.0.0.1:0", protocol="tcp://"
    ) as running:
        yield running


def test_a_running_cluster_gives_the_same_rows(cluster: LocalCluster) -> None:
    engine = engine_of("dask", scheduler=cluster.scheduler_address)
    done = dict(engine(iter(batches(9))))
    assert sorted(done) == list(range(9))
    for number, batch in batches(9):
        assert done[number].equals(code_batch(batch))


def test_a_cluster_of_this_machine_is_started_and_ended() -> None:
    done = dict(engine_of("dask", processes=1)(iter(batches(2))))
    assert [done[number].equals(code_batch(batch)) for number, batch in batches(2)] == [True, True]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", "smoke://signals:1"])
def test_a_scheduler_that_cannot_be_reached_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_CONNECT_SECONDS", 1)
    with pytest.raises(InputError, match="cannot be reached"):
        list(engine_of("dask", scheduler=address)(iter(batches(1))))


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_WORKER_SECONDS", 0.1)
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address=None, protocol="tcp://") as empty,
        pytest.raises(InputError, match="has no worker"),
    ):
        list(engine_of("dask", scheduler=empty.scheduler_address)(iter(batches(1))))


def test_workers_of_other_versions_are_refused(cluster: LocalCluster) -> None:
    theirs = versions() | {"coder": "demarche 0.0.1"}
    (_, batch), *_ = batches(1)
    assert dask.code_as(batch, theirs) == versions()
    with Client(cluster) as client:
        late = client.submit(dask.code_as, batch, theirs)  # a worker that came after the first was asked
        with pytest.raises(InputError, match="other versions"):
            dask._result(late, batch, client, "here")

    class Other:
        """Stands for a client whose first worker answers."""

        def submit(self, *_: object, **__: object) -> Other:
            return self

        def result(self, timeout: float) -> dict[str, str]:
            return theirs

    with pytest.raises(InputError, match="other versions"):
        dask._check_worker(Other(), "here")


class Deadly:
    """Stands for a client: gives up batches with a deadly document, as Dask does when workers die."""

    def submit(self, _: object, batch: pa.RecordBatch, *__: object, **___: object) -> Any:
        class Future:
            def result(self) -> pa.RecordBatch:
                if "deadly" in batch["text"].to_pylist():
                    raise KilledWorker("code_batch", None, 3)
                return code_batch(batch)

        return Future()


@pytest.mark.parametrize("deadly", [0, 2, 4])
def test_a_document_that_kills_workers_fails_and_the_others_are_coded(deadly: int) -> None:
    rows = [
        {"source_id": f"a-{n}", "text": "deadly" if n == deadly else TEXT, "published": "2022-04-08"}
        for n in range(5)
    ]
    batch = pa.RecordBatch.from_pylist(rows, schema=DOCUMENTS)
    client = Deadly()
    coded = dask._result(client.submit(code_batch, batch), batch, client, "here").to_pylist()
    assert [row["source_id"] for row in coded] == [row["source_id"] for row in rows]
    assert [n for n, row in enumerate(coded) if row["error"] == "WorkerDied"] == [deadly]
    assert sum(row["outcome"] == "coded" for row in coded) == 4


def inline(left: Iterator[tuple[int, pa.RecordBatch]], processes: int) -> Iterator[Any]:
    """Stands for the processes of this machine."""
    assert processes == 2
    for number, batch in left:
        yield number, code_batch(batch)


def test_when_the_scheduler_goes_the_rest_is_coded_here_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dask, "code_local", inline)
    program = (
        "from distributed import LocalCluster; import sys\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None,\n"
        "                      protocol='tcp://') as c:\n"
        "        print(c.scheduler_address, flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()

        def deadly() -> Iterator[tuple[int, pa.RecordBatch]]:
            for number, batch in batches(40):
                if number == 10:
                    server.kill()
                yield number, batch

        with pytest.warns(DemarcheWarning, match=r"is gone; the rest is coded .* in 2 processes"):
            done = list(engine_of("dask", 2, address)(deadly()))
    assert sorted(number for number, _ in done) == list(range(40))
    assert all(coded.equals(code_batch(batches(40)[number][1])) for number, coded in done)


def test_a_scheduler_needs_its_engine(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    options = [
        "--published",
        "2022-04-08",
        "--out",
        str(tmp_path / "out"),
        "--scheduler",
        "tcp://127.0.0.1:1",
    ]
    assert main(["code", str(tmp_path / "a.txt"), *options]) == 2
    assert "--engine dask" in capsys.readouterr().err
