"""Events by year and class of type, as stacked bars in Vega-Lite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demarche.picture.layout import CLASSES

_WIDTH, _HEIGHT = 640, 170


def years_specification(cells: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """The bars of counts by (year, class); every year between the first and the last has its place."""
    years = [int(year) for year, _ in cells]
    classes = [name for name in CLASSES if any(name == each for _, each in cells)]
    scale = {"domain": classes, "range": [CLASSES[name][0] for name in classes]}
    values = [{"year": int(year), "class": name, "events": count} for (year, name), count in cells.items()]
    domain = [min(years) - 0.6, max(years) + 0.6]
    thickness = max(1.0, min(26.0, 0.8 * _WIDTH / (domain[1] - domain[0])))
    axis = {"format": "d", "title": None, "tickMinStep": 1, "grid": False}
    order = {"field": "order", "type": "quantitative"}
    return {
        "background": "white",
        "padding": 8,
        "config": {
            "font": "Liberation Sans, Arial, Helvetica, sans-serif",
            "view": {"stroke": None},
            "axis": {"gridColor": "#dddddd", "labelFontSize": 11},
        },
        "width": _WIDTH,
        "height": _HEIGHT,
        "data": {"values": [value | {"order": classes.index(str(value["class"]))} for value in values]},
        "mark": {"type": "bar", "size": thickness, "aria": False},
        "encoding": {
            "x": {
                "field": "year",
                "type": "quantitative",
                "axis": axis,
                "scale": {"domain": domain, "nice": False},
            },
            "y": {"field": "events", "type": "quantitative", "title": "events", "axis": {"tickMinStep": 1}},
            "color": {
                "field": "class",
                "type": "nominal",
                "scale": scale,
                "legend": {"title": None, "orient": "top", "columns": 6},
            },
            "order": order,
        },
    }
