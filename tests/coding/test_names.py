"""The lexicon of names: the form of its tables, and what the coder makes of their dated senses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, pairwise

import pytest

from demarche.coding.people import fold, holder_by_full_name, holder_by_surname
from demarche.contract.actors import load_actors
from demarche.resources import lexicon_dir

COLUMNS = {
    "names.tsv": ["form", "actor_id", "kind", "valid_from", "valid_to"],
    "cities.tsv": ["form", "actor_id", "valid_from", "valid_to"],
    "offices.tsv": ["form", "level", "kind", "actor_id"],
    "leaders.tsv": ["name", "aliases", "surname", "actor_id", "office", "start", "end"],
}
KINDS = {
    "name", "adjective", "people", "capital", "seat", "body", "state_media",
    "igo", "bloc", "bloc_adjective", "venue", "not_state",
}  # fmt: skip
OFFICE_LEVELS = {"head_of_state", "head_of_government", "foreign_minister", "minister", "envoy", "official"}
OFFICE_KINDS = {"office", "spokesperson", "institution", "group"}
HELD = [
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister",
    "igo_head", "minister", "party_leader",
]  # fmt: skip
LAST_DAY = "9999-12-31"

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    """The rows of a table, read without a CSV reader that could hide a fault; `line`: where a row stands."""
    lines = (lexicon_dir() / table).read_text(encoding="utf-8").split("\n")
    found = []
    for number, line in enumerate(lines[1:-1], start=2):
        if not line.startswith("#"):
            values = line.split("\t")
            assert len(values) == len(COLUMNS[table]), f"{table}:{number}: {len(values)} columns"
            found.append(dict(zip(COLUMNS[table], values, strict=True)) | {"line": str(number)})
    return found


def clashes(group: Iterable[Row], start: str, end: str) -> Iterator[tuple[str, str]]:
    """Pairs of rows (their lines) whose spans share a day; an empty day is an open end."""
    for one, other in combinations(group, 2):
        if one[start] <= (other[end] or LAST_DAY) and other[start] <= (one[end] or LAST_DAY):
            yield one["line"], other["line"]


def is_day(value: str) -> bool:
    return (
        re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None and date.fromisoformat(value).isoformat() == value
    )


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_is_plain_tab_separated_text(table: str) -> None:
    data = (lexicon_dir() / table).read_bytes()
    assert data.startswith("\t".join(COLUMNS[table]).encode() + b"\n")
    assert data.endswith(b"\n")
    assert b"\r" not in data
    for row in rows(table):
        for column, value in row.items():
            assert value == " ".join(value.split()), (table, row["line"], column, value)


@pytest.mark.parametrize("table", COLUMNS)
def test_actors_of_a_table_are_in_the_vocabulary(table: str) -> None:
    actors = load_actors()
    unknown = [
        (row["line"], row["actor_id"])
        for row in rows(table)
        if row["actor_id"] and row["actor_id"] not in actors
    ]
    assert not unknown


@pytest.mark.parametrize("table", ["names.tsv", "cities.tsv"])
def test_senses_of_one_form_and_kind_do_not_overlap(table: str) -> None:
    senses = defaultdict(list)
    for row in rows(table):
        for column in ("valid_from", "valid_to"):
            assert not row[column] or is_day(row[column]), (table, row["line"], column)
        assert row["valid_from"] <= (row["valid_to"] or LAST_DAY), (table, row["line"])
        senses[row["form"], row.get("kind", "city")].append(row)
    assert not {
        key: pairs
        for key, group in senses.items()
        if (pairs := list(clashes(group, "valid_from", "valid_to")))
    }


def test_only_names_of_no_state_and_venues_may_lack_an_actor() -> None:
    for row in rows("names.tsv"):
        assert row["kind"] in KINDS, row["line"]
        if row["kind"] == "not_state":
            assert not row["actor_id"], row["line"]
        else:
            assert row["actor_id"] or row["kind"] == "venue", row["line"]


def test_every_member_of_the_united_nations_has_a_name_a_capital_and_an_adjective() -> None:
    kinds = defaultdict(set)
    for row in rows("names.tsv"):
        # "Congolese" alone belongs to Kinshasa today: an adjective of another time is enough
        if not row["valid_to"] or row["kind"] == "adjective":
            kinds[row["actor_id"]].add(row["kind"])
    members = [actor.actor_id for actor in load_actors().values() if actor.un_member and not actor.valid_to]
    assert len(members) == 193
    missing = {
        member: lacks for member in members if (lacks := {"name", "adjective", "capital"} - kinds[member])
    }
    assert not missing


def test_a_blocked_form_blocks_something() -> None:
    """A name of no state is there because it holds a form that would be taken for an actor.

    The whole form may be one only for a time: a movement before it governed.
    """
    names = rows("names.tsv")
    senses = [row for row in names if row["kind"] != "not_state"] + rows("cities.tsv")
    blocked = {row["form"] for row in names if row["kind"] == "not_state"}
    always = {row["form"] for row in senses if not row["valid_from"] and not row["valid_to"]}
    assert not blocked & always
    # what is joined to the next word ("Franco-") ends inside the compound
    held = sorted({row["form"] for row in senses})
    words = [re.escape(form) + (r"(?!\w)" if form[-1].isalnum() else "") for form in held]
    found = re.compile(r"(?<!\w)(?:" + "|".join(words) + ")")
    assert not [form for form in blocked if not found.search(form)]


def test_offices_have_a_level_and_a_kind_and_stand_once() -> None:
    table = rows("offices.tsv")
    forms = [row["form"].lower() for row in table]
    assert len(forms) == len(set(forms))
    for row in table:
        assert row["form"], row["line"]
        assert row["level"] in OFFICE_LEVELS, row["line"]
        assert row["kind"] in OFFICE_KINDS, row["line"]


def test_holders_are_well_formed_and_in_order() -> None:
    table = rows("leaders.tsv")
    for row in table:
        assert all((row["name"], row["actor_id"])), row["line"]
        assert row["office"] in HELD, row["line"]
        assert is_day(row["start"]), row["line"]
        assert not row["end"] or is_day(row["end"]), row["line"]
        assert row["start"] <= (row["end"] or LAST_DAY), row["line"]
    keys = [(row["actor_id"], row["start"], row["name"], HELD.index(row["office"])) for row in table]
    assert all(one <= other for one, other in pairwise(keys))


def test_forms_of_a_holder_s_name_differ() -> None:
    for row in rows("leaders.tsv"):
        for forms in ([row["name"], *row["aliases"].split("|")], row["surname"].split("|")):
            assert len(forms) == len(set(forms)), row["line"]
        for column in ("aliases", "surname"):
            assert not row[column] or all(row[column].split("|")), (row["line"], column)


def test_nobody_holds_one_office_twice_at_once() -> None:
    spells = defaultdict(list)
    for row in rows("leaders.tsv"):
        spells[row["name"], row["actor_id"], row["office"]].append(row)
    assert not {
        key: pairs for key, group in spells.items() if (pairs := list(clashes(group, "start", "end")))
    }


def test_an_office_belongs_to_its_kind_of_actor_while_the_actor_exists() -> None:
    actors = load_actors()
    for row in rows("leaders.tsv"):
        actor = actors[row["actor_id"]]
        if row["office"] in ("head_of_state", "head_of_government"):
            assert actor.kind == "state", row["line"]
        if row["office"] == "igo_head":
            assert actor.kind != "state", row["line"]
            assert row["start"] >= str(actor.valid_from or ""), row["line"]
        assert not row["end"] or row["end"] >= str(actor.valid_from or ""), row["line"]
        assert (row["end"] or LAST_DAY) <= str(actor.valid_to or LAST_DAY), row["line"]


def test_a_full_name_means_one_actor_at_a_time() -> None:
    """But for monarchs who bear the same regnal name, whom the coder leaves open."""
    bearers = defaultdict(list)
    for row in rows("leaders.tsv"):
        for form in {fold(form) for form in (row["name"], *row["aliases"].split("|")) if " " in form}:
            bearers[form].append(row)
    shared = {
        form
        for form, group in bearers.items()
        for one, other in combinations(group, 2)
        if one["actor_id"] != other["actor_id"]
        # a month of grace: somebody may enter one office shortly before leaving another
        and one["start"][:7] < (other["end"] or LAST_DAY)[:7]
        and other["start"][:7] < (one["end"] or LAST_DAY)[:7]
    }
    assert shared == {"king abdullah"}


@pytest.mark.parametrize(
    ("surname", "day", "actor"),
    [
        ("Thatcher", "1985-06-01", "GBR"),
        ("Thatcher", "1992-06-01", None),
        ("Johnson", "1965-03-01", "USA"),
        ("Johnson", "2020-03-01", "GBR"),
        ("Gorbachev", "1987-12-08", "SUN"),
        ("Gorbachev", "1991-12-26", None),
        ("Chou", "1972-02-21", "CHN"),
        ("Xi", "2020-01-01", "CHN"),
        ("Lula", "2005-01-01", "BRA"),
        ("Erdogan", "2010-01-01", "TUR"),
        ("López Obrador", "2020-01-01", "MEX"),
        ("Maliki", "2010-01-01", "IRQ"),
        ("al-Maliki", "2010-01-01", "IRQ"),
        ("Hussein", "1990-08-02", None),  # a king of Jordan and a president of Iraq
        ("Kim", "2000-06-15", None),  # both Korean leaders
        ("Lavrov", "2015-01-01", "RUS"),
        ("Dulles", "1955-01-01", "USA"),
    ],
)
def test_a_surname_means_its_only_bearer_in_office(surname: str, day: str, actor: str | None) -> None:
    holder = holder_by_surname(surname, day)
    assert (holder.actor_id if holder else None) == actor


@pytest.mark.parametrize(
    ("name", "day", "actor", "office"),
    [
        ("Chou En-lai", "1955-04-20", "CHN", "head_of_government"),
        ("Vladimir Putin", "2011-01-01", "RUS", "head_of_government"),
        ("Vladimir Putin", "2013-01-01", "RUS", "head_of_state"),
        ("Recep Tayyip Erdogan", "2015-01-01", "TUR", "head_of_state"),
        ("Volodymyr Zelensky", "2023-01-01", "UKR", "head_of_state"),
        ("King Hussein", "1990-08-02", "JOR", "head_of_state"),
        ("Ban Ki-moon", "2005-01-01", "KOR", "foreign_minister"),
        ("Ban Ki-moon", "2010-01-01", "UN", "igo_head"),
        ("Willy Brandt", "1968-01-01", "DEU", "foreign_minister"),
        ("George Bush", "1990-08-02", "USA", "head_of_state"),
        ("Kaja Kallas", "2025-01-01", "EU", "foreign_minister"),
        ("Abe Shinzo", "2015-01-01", "JPN", "head_of_government"),
    ],
)
def test_a_full_name_means_the_office_held_on_the_day(name: str, day: str, actor: str, office: str) -> None:
    holder = holder_by_full_name(name, day)
    assert holder is not None
    assert (holder.actor_id, holder.office) == (actor, office)


def test_a_name_two_monarchs_share_is_left_open() -> None:
    assert holder_by_full_name("King Abdullah", "2010-01-01") is None
    later = holder_by_full_name("King Abdullah", "2020-01-01")
    assert later is not None
    assert later.actor_id == "JOR"
