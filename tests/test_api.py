from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import demarche
from demarche.errors import InputError

TEXT = "Norway expelled three Russian diplomats on Tuesday, accusing Russia of espionage.\n"


def test_the_shipped_releases_are_listed(newest_release: Path) -> None:
    listed = demarche.releases()
    assert listed["version"].tolist()[-1] == newest_release.name
    assert len(demarche.load("events")) > 0


def test_a_text_is_coded_to_a_typed_table() -> None:
    claims = demarche.code(TEXT, "2022-04-08")
    assert ("NOR", "RUS") in set(zip(claims["initiator"], claims["target"], strict=True))
    assert claims["evidence_start"].dtype == pd.Int64Dtype()


def test_a_file_is_coded_as_its_text_is(tmp_path: Path) -> None:
    path = tmp_path / "oslo.txt"
    path.write_text(TEXT, encoding="utf-8")
    from_file = demarche.code(path, "2022-04-08")
    assert set(from_file["source_id"]) == {"oslo"}
    pd.testing.assert_frame_equal(
        from_file.drop(columns="source_id"), demarche.code(TEXT, "2022-04-08").drop(columns="source_id")
    )


@pytest.mark.parametrize("published", [None, "8 April 2022", "20220408"])
def test_a_text_needs_its_day(published: str | None) -> None:
    with pytest.raises(InputError, match="published: the day of publication is needed"):
        demarche.code(TEXT, published)


def test_findings_come_as_a_table(tmp_path: Path, newest_release: Path) -> None:
    assert demarche.validate(newest_release).empty
    actors = (newest_release / "actors.csv").read_text(encoding="utf-8")
    broken = tmp_path / "actors.csv"
    broken.write_text(actors.replace('"NOR",', '"Norway",', 1), encoding="utf-8")
    findings = demarche.validate(broken)
    assert findings["value"].tolist() == ["Norway"]
    assert findings["column"].tolist() == ["actor_id"]
