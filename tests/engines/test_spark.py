"""The core under Spark's mapInArrow gives the same rows: `make test-spark`, where PySpark and Java are."""

from __future__ import annotations

import os
import shutil
from importlib import import_module

import pytest

from demarche.engines.batch import CODED, DOCUMENTS, code_batch

pytestmark = pytest.mark.spark


def test_map_in_arrow_codes_as_code_batch_does() -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Java is not installed")
    import pyarrow as pa

    session = import_module("pyspark.sql").SparkSession.builder.master("local[2]").getOrCreate()
    schema = import_module("pyspark.sql.pandas.types").from_arrow_schema(CODED)
    rows = [
        {
            "source_id": f"a-{n}",
            "text": "France recalled its ambassador to Australia.",
            "published": "2022-04-08",
        }
        for n in range(50)
    ]
    try:
        articles = session.createDataFrame(rows)
        coded = articles.mapInArrow(lambda batches: map(code_batch, batches), schema)
        found = sorted(
            (row.asDict(recursive=True) for row in coded.collect()), key=lambda row: row["source_id"]
        )
    finally:
        session.stop()
    expected = code_batch(pa.RecordBatch.from_pylist(rows, schema=DOCUMENTS)).to_pylist()
    assert found == sorted(expected, key=lambda row: row["source_id"])
