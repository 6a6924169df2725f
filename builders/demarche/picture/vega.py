"""The picture in Vega-Lite: three panels on shared rows, and a legend."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from demarche.picture.layout import CLASSES, SLOTS, Mark

_ROW = 15
_WIDTHS = {"before": 330, "latest": 230, "undated": 130}
_LABELS = 190


def specification(marks: Sequence[Mark], names: Mapping[str, str], subtitle: Sequence[str]) -> dict[str, Any]:
    """The picture in Vega-Lite."""
    rows = sorted({(mark.dyad, mark.lane) for mark in marks}, key=lambda row: (names[row[0]], row))
    panels = [panel for panel in _WIDTHS if any(mark.panel == panel for mark in marks)]
    charts = [
        _panel_view(
            [mark for mark in marks if mark.panel == panel],
            rows,
            names,
            _row_labels(rows, names) if panel == panels[0] else None,
        )
        for panel in panels
    ]
    return {
        "background": "white",
        "padding": 8,
        "config": {
            "font": "Liberation Sans, Arial, Helvetica, sans-serif",
            "view": {"stroke": "#bbbbbb"},
            "axis": {"gridColor": "#dddddd", "labelFontSize": 11},
            "point": {"size": 70, "strokeWidth": 1.6, "opacity": 1},
            "title": {"anchor": "start"},
        },
        "title": {"text": "Interactions between states, by dyad and type", "subtitle": list(subtitle)},
        "vconcat": [{"hconcat": charts, "spacing": 10}, _legend()],
    }


def _panel_view(
    marks: Sequence[Mark],
    rows: list[tuple[str, int]],
    names: Mapping[str, str],
    labels: dict[str, Any] | None,
) -> dict[str, Any]:
    """One panel: stripes that hold a dyad's rows together, bars, marks, and "?" where a deed is denied."""
    panel = marks[0].panel
    scale = {"domain": [_key(*row) for row in rows], "padding": 0}
    y = {"field": "row", "type": "ordinal", "title": None, "axis": labels, "scale": scale}
    dyads = list(dict.fromkeys(dyad for dyad, _ in rows))
    stripes = [{"row": _key(*row)} for row in rows if dyads.index(row[0]) % 2]
    values = [_values(mark, names) for mark in marks]
    place = {"x": _x(panel), "y": y}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": stripes},
            "mark": {"type": "rect", "color": "#f1f1f1", "aria": False},
            "encoding": {"y": y},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.45, "aria": False},
            "encoding": place | {"x2": {"field": "end"}, "color": _as_given("tone")},
        },
        {"mark": "point", "encoding": place | _MARK | {"description": {"field": "words"}}},
        {
            "transform": [{"filter": "datum.disputed"}],
            "mark": {"type": "text", "text": "?", "dx": 10, "fontWeight": "bold", "aria": False},
            "encoding": place,
        },
    ]
    heading = {"before": "Before", "undated": "No date told"}.get(panel) or _span(marks)
    return {
        "data": {"values": values},
        "width": _WIDTHS[panel],
        "height": _ROW * len(rows),
        "title": {"text": heading, "anchor": "middle", "fontSize": 12, "fontWeight": "normal"},
        "layer": [layer for layer in layers if panel != "undated" or "x2" not in layer["encoding"]],
    }


def _x(panel: str) -> dict[str, Any]:
    if panel == "undated":
        domain = [-0.7, SLOTS[panel] - 0.3]
        return {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": domain}}
    form = "%Y" if panel == "before" else "%-d %b"
    axis = {"format": form, "tickCount": 5, "labelOverlap": True, "labelSeparation": 8}
    scale = {"type": "utc", "nice": False, "padding": 10}
    return {"field": "x", "type": "temporal", "title": None, "axis": axis, "scale": scale}


def _row_labels(rows: list[tuple[str, int]], names: Mapping[str, str]) -> dict[str, Any]:
    """An axis that names each dyad once, at its first row; its width is fixed, whatever font measures it."""
    labels = {_key(dyad, lane): names[dyad] for dyad, lane in rows if lane == 0}
    expression = f"{json.dumps(labels, ensure_ascii=False)}[datum.value] || ''"
    flat = {"domain": False, "ticks": False, "grid": False}
    return {"labelExpr": expression, "labelLimit": _LABELS, "minExtent": _LABELS, "maxExtent": _LABELS} | flat


def _legend() -> dict[str, Any]:
    """The classes in a line."""
    values = [
        {"x": n, "name": name, "tone": tone, "fill": tone, "shape": form}
        for n, (name, (tone, form)) in enumerate(CLASSES.items())
    ]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, len(CLASSES)]}}
    text = {"type": "text", "align": "left", "dx": 10, "fontSize": 12, "aria": False}
    return {
        "data": {"values": values},
        "width": sum(_WIDTHS.values()) + 40,
        "height": 14,
        "view": {"stroke": None},
        "layer": [
            {"mark": {"type": "point", "aria": False}, "encoding": {"x": x} | _MARK},
            {"mark": text, "encoding": {"x": x, "text": {"field": "name"}}},
        ],
    }


def _as_given(field: str) -> dict[str, Any]:
    """A column that holds the colour or shape itself."""
    return {"field": field, "type": "nominal", "scale": None}


_MARK = {"stroke": _as_given("tone"), "fill": _as_given("fill"), "shape": _as_given("shape")}


def _span(marks: Sequence[Mark]) -> str:
    """From the first to the last day of the marks, in words."""
    first = min(mark.start for mark in marks if mark.start)
    last = max(mark.end for mark in marks if mark.end)
    words = [f"{day.day} {day:%b}" for day in dict.fromkeys((first, last))]
    return f"{' to '.join(words)} {last.year}"


def _key(dyad: str, lane: int) -> str:
    return f"{dyad}#{lane}"


def _values(mark: Mark, names: Mapping[str, str]) -> dict[str, object]:
    tone, shape = CLASSES[mark.kind]
    row: dict[str, object] = {
        "row": _key(mark.dyad, mark.lane),
        "x": mark.slot if mark.start is None else _milliseconds(mark.start),
        "tone": tone,
        "fill": tone if mark.happened else "white",
        "shape": shape,
        "disputed": mark.disputed,
        "words": f"{names[mark.dyad]}: {mark.words}",
    }
    return row if mark.end is None else row | {"end": _milliseconds(mark.end)}


def _milliseconds(day: date) -> int:
    """A day as JavaScript counts: a date in letters would be read in the machine's time zone."""
    return (day - date(1970, 1, 1)).days * 86_400_000
