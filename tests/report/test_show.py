"""`demarche show`: what is found, and how it reads."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from rich.console import Console

from demarche.cli import main
from demarche.errors import DataError, InputError
from demarche.holdings import Holdings, open_dataset, open_release
from demarche.report.show_query import chosen
from demarche.report.show_view import view


@pytest.fixture(scope="module")
def held(newest_release: Path) -> Holdings:
    return open_release(newest_release)


def shown(rows: list[dict[str, object]], held: Holdings, *, terminal: bool = False) -> str:
    stream = io.StringIO()
    colours = "standard" if terminal else None
    console = Console(file=stream, width=80, color_system=colours, highlight=False)  # type: ignore[arg-type]
    for part in view(rows, held):
        console.print(part, soft_wrap=True)
    return stream.getvalue()


def changed(held: Holdings, table: str, column: str, value: str) -> Holdings:
    """The holdings with one value in a whole column of a table."""
    old = held.tables[table]
    at = old.column_names.index(column)
    new = old.set_column(at, old.schema.field(column), pa.array([value] * len(old), pa.string()))
    return replace(held, tables={**held.tables, table: new})


def test_a_claim_reads_as_a_block_with_the_words_of_the_source(held: Holdings) -> None:
    (row,) = chosen(held, "ipn5626vq72zk")
    assert shown([row], held) == (
        "RUS → PRK   visit: official visit  occurred  2024-06-18\n"
        "    Russia to North Korea; in North Korea; level: head of state; the text itself\n"
        "    says so\n"
        "    initiator agent: Vladimir Putin, president (Russia)\n"
        "    target agent: Kim Jong Un, supreme leader (North Korea)\n"
        "    companion: Alexander Novak, deputy prime minister (Russia); Andrei Belousov,\n"
        "    defence minister (Russia); Sergei Lavrov, foreign minister (Russia)\n"
        "    “Vladimir Putin landed in North Korea on Tuesday, June 18, according to\n"
        "    reports, the first time in 24 years that the Russian president has paid the\n"
        "    country an official visit.”\n"
        "    ipn5626vq72zk, event epn5626vq72zk, 2024-06-18-putin-pyongyang 75–248,\n"
        "    reviewed\n"
        "    ia4nejr51tdd7 invites to this\n"
        "\n"
        "1 claim of 1 event. → directed, – mutual.\n"
    )


def test_colour_is_for_terminals_and_changes_no_word(held: Holdings) -> None:
    rows = chosen(held, dyad="PRK-RUS")
    coloured, bare = shown(rows, held, terminal=True), shown(rows, held)
    assert "\x1b[" in coloured
    assert "\x1b[" not in bare
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == bare


def test_pairs_are_found_in_either_order_and_by_type(held: Holdings) -> None:
    rows = chosen(held, dyad="rus-prk", kind="visit")
    assert rows == chosen(held, dyad="PRK-RUS", kind="visit")
    assert {(row["dyad"], row["interaction_type"]) for row in rows} == {("PRK-RUS", "visit")}
    assert [str(row["date_start"]) for row in rows] == sorted(str(row["date_start"]) for row in rows)


def test_an_event_and_a_source_show_all_their_claims(held: Holdings) -> None:
    assert len(chosen(held, "e5b6nf84grz19")) == 2
    assert len(chosen(held, "2024-06-18-putin-pyongyang")) == len(held.tables["interactions"])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"name": "ipn5626vq72z"}, "Did you mean ipn5626vq72zk"),
        ({"dyad": "RUS-FRA"}, "Pairs with one of the two: "),
        ({"dyad": "PRK-RUS", "kind": "vist"}, "Did you mean visit?"),
    ],
)
def test_what_is_not_there_is_told_with_what_is_near(
    held: Holdings, asked: dict[str, str], told: str
) -> None:
    with pytest.raises(InputError, match=re.escape(told)):
        chosen(held, **asked)


def test_a_withdrawn_claim_is_told_with_its_reason(held: Holdings) -> None:
    gone = {
        "id": ["igone00000000"],
        "withdrawn_in": ["0.1.1"],
        "reason": ["Told twice."],
        "replaced_by": [None],
    }
    tombs = pa.table(gone, schema=held.tables["withdrawn"].schema)
    with pytest.raises(InputError, match=r"withdrawn in 0\.1\.1: Told twice\."):
        chosen(replace(held, tables={**held.tables, "withdrawn": tombs}), "igone00000000")


def test_control_characters_do_not_reach_the_terminal(held: Holdings) -> None:
    hostile = changed(held, "participants", "person", "\x1b]0;owned\x07 [red]x[/red]")
    told = shown(chosen(hostile, "ipn5626vq72zk"), hostile)
    assert "\x1b" not in told
    assert "[red]x[/red]" in told  # markup is words too


def test_a_text_that_may_not_be_passed_on_is_said_to_be_missing(held: Holdings) -> None:
    without = replace(held, texts={})
    assert "its licence does not let it be passed on" in shown(chosen(held, "ipn5626vq72zk"), without)


def test_a_source_named_like_a_path_is_refused(held: Holdings, tmp_path: Path) -> None:
    from demarche.release.manifest import write_manifest
    from demarche.tables import write_parquet

    hostile = changed(held, "sources", "source_id", "../secret")
    for name, table in hostile.tables.items():
        write_parquet(table, tmp_path / f"{name}.parquet")
    write_manifest(tmp_path, hostile.tables, "9.9.9", "2024-01-01")
    with pytest.raises(DataError, match="source_id"):
        open_release(tmp_path)


def test_the_checkout_and_a_release_are_read(
    checkout: Path, newest_release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = open_dataset(checkout / "dataset").rows("interactions")[0]["interaction_id"]
    for option in (["--dataset", str(checkout / "dataset")], ["--release", str(newest_release)]):
        assert main(["show", name, *option]) == 0
        assert "1 claim of 1 event" in capsys.readouterr().out


def test_nothing_asked_and_no_release_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show"]) == 2
    assert main(["show", "--type", "visit", "--release", str(tmp_path)]) == 2
    assert "is no release" in capsys.readouterr().err
