"""Ids are minted once, never reused, and withdrawn once."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche import ledger as ledger_module
from demarche.errors import DataError
from demarche.ledger import (
    Ledger,
    check_append_only,
    event_id,
    interaction_id,
    read_ledger,
    write_ledger,
)

KEYS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]), st.from_regex(r"visit\.[A-Z]{3}-[A-Z]{3}\.[0-9]{1,4}", fullmatch=True)
    ),
    unique=True,
    max_size=30,
)
VERSIONS = st.from_regex(r"(0|[1-9][0-9]?)\.[0-9]\.[0-9]", fullmatch=True)


@given(KEYS, VERSIONS)
def test_ids_are_distinct_well_formed_and_repeatable(keys: list[tuple[str, str]], version: str) -> None:
    wanted = [(source, key, None) for source, key in keys]
    minted = Ledger().mint_all(wanted, version)
    names = [row.interaction_id for row in minted.rows]
    assert len(set(names)) == len(keys)
    assert all(re.fullmatch(r"i[0-9a-hjkmnp-tv-z]{12}", name) for name in names)
    assert [row.event_id for row in minted.rows] == [event_id(name) for name in names]
    assert Ledger().mint_all(wanted, version) == minted


@given(KEYS, KEYS, VERSIONS, VERSIONS)
def test_what_was_minted_never_changes(
    first: list[tuple[str, str]], later: list[tuple[str, str]], one: str, two: str
) -> None:
    old = Ledger().mint_all([(*key, None) for key in first], one)
    new = old.mint_all([(*key, None) for key in later if key not in first], two)
    check_append_only(old, new)
    assert new.rows[: len(old)] == old.rows


def test_branches_that_mint_in_parallel_do_not_collide() -> None:
    here = Ledger().mint("a", "visit.NOR-LVA.1", "0.2.0")
    there = Ledger().mint("b", "visit.NOR-LVA.1", "0.2.0")
    assert here.rows[0].interaction_id != there.rows[0].interaction_id
    Ledger((*here.rows, *there.rows))


def test_a_collision_is_noticed_and_avoided() -> None:
    first = interaction_id("a", "visit.NOR-LVA.1", "0.1.0")
    second = interaction_id("a", "visit.NOR-LVA.1", "0.1.0", {first})
    third = interaction_id("a", "visit.NOR-LVA.1", "0.1.0", {first, second})
    assert len({first, second, third}) == 3


def test_the_id_is_the_documented_hash() -> None:
    """60 bits of the SHA-256 of the three parts, so that others can work it out."""
    import hashlib

    bits = bin(int(hashlib.sha256(b"s\0k\x000.1.0").hexdigest(), 16))[2:].zfill(256)[:60]
    letters = "".join("0123456789abcdefghjkmnpqrstvwxyz"[int(bits[n : n + 5], 2)] for n in range(0, 60, 5))
    assert interaction_id("s", "k", "0.1.0") == f"i{letters}"


def minted() -> Ledger:
    return Ledger().mint_all([("s", "visit.NOR-LVA.1", None), ("s", "visit.NOR-EST.9", None)], "0.1.0")


def test_a_withdrawal_is_filled_once() -> None:
    book = minted()
    one, two = (row.interaction_id for row in book.rows)
    gone = book.withdraw(one, "0.2.0", "told twice", two)
    assert gone.get(one) == replace(book.rows[0], withdrawn_in="0.2.0", reason="told twice", replaced_by=two)
    assert gone.withdraw(one, "0.2.0", "told twice", two) is gone
    with pytest.raises(DataError, match=r"is withdrawn since 0\.2\.0"):
        gone.withdraw(one, "0.3.0", "another reason")


@pytest.mark.parametrize(
    ("name", "heir", "message"),
    [
        ("i000000000000", None, "no such id"),
        (None, "i000000000000", "another id"),
        (None, "itself", "another id"),
    ],
)
def test_a_withdrawal_names_ids_that_exist(name: str | None, heir: str | None, message: str) -> None:
    book = minted()
    one = book.rows[0].interaction_id
    with pytest.raises(DataError, match=message):
        book.withdraw(name or one, "0.2.0", "a reason", one if heir == "itself" else heir)


def test_a_withdrawn_id_is_not_given_again() -> None:
    book = minted()
    name = book.rows[0].interaction_id
    again = book.withdraw(name, "0.1.0", "a trial").mint("s", "visit.NOR-LVA.1", "0.1.0")
    assert again.rows[-1].interaction_id != name
    assert again.of_claim("s", "visit.NOR-LVA.1") == again.rows[-1]


def test_only_ids_that_a_release_showed_leave_tombstones() -> None:
    book = minted()
    one, two = (row.interaction_id for row in book.rows)
    book = book.withdraw(one, "0.1.0", "never public").withdraw(two, "0.2.0", "was public")
    assert [row.interaction_id for row in book.tombstones()] == [two]


@pytest.mark.parametrize("change", ["lost", "other", "reordered", "revived"])
def test_the_ledger_is_append_only(change: str) -> None:
    old = minted().withdraw(minted().rows[0].interaction_id, "0.2.0", "a reason")
    first, second = old.rows
    new = {
        "lost": Ledger((first,)),
        "other": Ledger((first, replace(second, claim_key="visit.NOR-EST.10"))),
        "reordered": Ledger((second, first)),
        "revived": Ledger((replace(first, withdrawn_in=None, reason=None), second)),
    }[change]
    with pytest.raises(DataError, match=r"would (be lost|change)"):
        check_append_only(old, new)


def test_ids_and_claims_stand_once() -> None:
    row = minted().rows[0]
    with pytest.raises(DataError, match="twice"):
        Ledger((row, row))
    with pytest.raises(DataError, match="two ids"):
        Ledger((row, replace(row, interaction_id="i000000000000")))


def test_the_file_round_trips_and_refuses_to_lose_rows(tmp_path: Path) -> None:
    path = tmp_path / "ids.csv"
    assert read_ledger(path) == Ledger()
    book = minted().withdraw(minted().rows[0].interaction_id, "0.2.0", "a reason, “quoted”")
    write_ledger(book, path)
    assert read_ledger(path) == book
    before = path.read_bytes()
    with pytest.raises(DataError, match="would be lost"):
        write_ledger(Ledger(book.rows[:1]), path)
    assert path.read_bytes() == before


def test_a_ledger_with_a_repeated_id_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "ids.csv"
    write_ledger(minted(), path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    with pytest.raises(DataError, match=r"ids\.csv"):
        read_ledger(path)


def test_a_full_space_of_ids_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "_ALPHABET", "0" * 32)
    with pytest.raises(DataError, match="no free id"):
        interaction_id("s", "k", "0.1.0", {"i000000000000"})
