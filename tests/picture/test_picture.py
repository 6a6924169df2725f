from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche import picture
from demarche.errors import InputError
from demarche.picture.layout import CLASSES, SLOTS, place
from demarche.picture.vega import specification

STATES = {"PRK": "North Korea", "RUS": "Russia", "USA": "United States"}
ACTORS = pa.Table.from_pylist(
    [{"actor_id": code, "name": name, "kind": "state"} for code, name in STATES.items()]
    + [{"actor_id": "WEST", "name": "The West", "kind": "bloc"}]
)


def event(
    number: int = 1,
    pair: tuple[str, str] = ("PRK", "RUS"),
    start: date | None = None,
    end: date | None = None,
    **other: Any,
) -> dict[str, Any]:
    return {
        "event_id": f"e{number:012}",
        "dyad": "-".join(sorted(pair)),
        "initiator": pair[0],
        "target": pair[1],
        "interaction_type": "visit",
        "quad_class": "verbal_cooperation",
        "status": "occurred",
        "disputed": False,
        "date": start and start.isoformat(),
        "date_start": start,
        "date_end": end,
    } | other


DAY = date(2024, 6, 18)


def test_what_happened_is_filled_and_what_is_planned_is_hollow() -> None:
    marks = place([event(1, start=DAY, end=DAY), event(2, start=DAY, end=DAY, status="planned")])
    views = specification(marks, {"PRK-RUS": "North Korea – Russia"}, [])["vconcat"][0]["hconcat"]
    values = views[0]["data"]["values"]
    assert [value["fill"] for value in values] == [CLASSES["visit"][0], "white"]


def test_marks_of_one_day_do_not_cover_each_other() -> None:
    marks = place([event(n, start=DAY, end=DAY) for n in range(4)])
    assert sorted(mark.lane for mark in marks) == [0, 1, 2, 3]


def test_an_open_end_reaches_to_the_last_day_known() -> None:
    marks = place([event(1, start=date(2024, 6, 10)), event(2, start=DAY, end=DAY)])
    assert [mark.end for mark in marks] == [DAY, DAY]


def test_the_latest_weeks_stand_apart_from_the_years_before() -> None:
    marks = place(
        [event(1, start=date(2000, 7, 1), end=date(2000, 7, 31)), event(2, start=DAY, end=DAY), event(3)]
    )
    assert [mark.panel for mark in marks] == ["before", "latest", "undated"]


@pytest.mark.parametrize(
    ("kind", "quad_class", "expected"),
    [
        ("sanction", "material_conflict", "sanction"),
        ("aid", "material_cooperation", "other, cooperative"),
        ("assault", "material_conflict", "other, conflictual"),
    ],
)
def test_types_beside_the_headline_are_told_by_their_quad_class(
    kind: str, quad_class: str, expected: str
) -> None:
    (mark,) = place([event(interaction_type=kind, quad_class=quad_class)])
    assert mark.kind == expected


@given(st.lists(st.tuples(st.dates(date(1990, 1, 1)), st.integers(0, 400), st.booleans()), max_size=30))
def test_no_two_marks_share_a_place(spans: list[tuple[date, int, bool]]) -> None:
    events = []
    for number, (start, days, dated) in enumerate(spans):
        end = date.fromordinal(min(start.toordinal() + days, date.max.toordinal()))
        events.append(event(number, start=start if dated else None, end=end if dated else None))
    marks = place(events)
    assert len(marks) == len(events)
    undated = [(mark.lane, mark.slot) for mark in marks if mark.panel == "undated"]
    assert len(undated) == len(set(undated))
    assert all(slot < SLOTS["undated"] for _, slot in undated)
    lanes: dict[tuple[str, int], date] = {}
    for mark in marks:
        if mark.start is not None and mark.end is not None:
            before = lanes.get((mark.panel, mark.lane))
            assert before is None or before <= mark.start
            lanes[mark.panel, mark.lane] = mark.end


def test_a_plan_far_ahead_does_not_empty_the_panel_of_the_latest_weeks() -> None:
    plan = event(2, start=date(2030, 1, 1), end=date(2030, 12, 31), status="planned")
    assert [mark.panel for mark in place([event(1, start=DAY, end=DAY), plan])] == ["latest", "latest"]


def test_pairs_with_blocs_are_counted_and_left_out() -> None:
    events = pa.Table.from_pylist([event(1, start=DAY, end=DAY), event(2, ("WEST", "RUS"), DAY, DAY)])
    svg = picture.timeline(events, ACTORS)
    assert "1 events; 1 with organisations and blocs are left out." in svg
    assert "North Korea – Russia" in svg
    assert "The West" not in svg
    ElementTree.fromstring(svg)


def test_the_time_zone_of_the_machine_changes_nothing() -> None:
    marks = place(
        [event(1, start=date(2024, 6, 18), end=date(2024, 6, 20)), event(2, start=date(2019, 1, 1))]
    )
    program = (
        "import json, sys, vl_convert\n"
        "print(vl_convert.vegalite_to_svg(json.load(sys.stdin), vl_version='6.4'))"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps(specification(marks, {"PRK-RUS": "North Korea – Russia"}, [])),
            env=os.environ | {"TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ("Asia/Tokyo", "America/Los_Angeles")
    }
    assert len(drawn) == 1


def test_without_the_extra_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(InputError, match=r"pip install 'demarche\[plot\]'"):
        picture.timeline(pa.Table.from_pylist([event(start=DAY, end=DAY)]), ACTORS)
