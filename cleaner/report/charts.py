"""Charts for reports: Vega-Lite draws them once, as pictures with words for screen readers and no script.

Every chart has one series, told by position and length alone; colours come from the report's style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup

__all__ = ["bars", "histogram"]

_WIDTH = 620
_BAR = 22
_HEIGHT = 180
_FEWEST = 1
_SVG = "http://www.w3.org/2000/svg"
_DRAWN = frozenset(
    f"{{{_SVG}}}{name}" for name in ("svg", "g", "path", "line", "rect", "text", "title", "tspan")
)

_LONGEST = 48
_HIGHEST = "\uffff"
"""Characters beyond are two units long in the drawing program, which may cut between them and fail."""
_UNDRAWN = "\ufffd"

_SHORT = "~s"
"""D3's format for numbers on an axis: 5M."""

INK, LINE, BAR = "#010101", "#020202", "#030303"
"""Stand for colours that the style sheet gives."""

_LOOK: dict[str, Any] = {
    "background": None,
    "padding": {
        "left": 24,
        "top": 5,
        "right": 48,
        "bottom": 5,
    },  # a reader's fonts may be wider than those measured
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "bar": {"color": BAR},
    "text": {"color": INK, "fontSize": 12},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelLimit": 260,
    },
}


def bars(values: Sequence[tuple[str, float]], title: str, unit: str, number: str = ",") -> Markup:
    """Return a picture of a bar for each name, from above in the order given, its value written at its end.

    `number` is a format of D3, such as ".0%".
    """
    short = _SHORT if number == "," else number
    data = [{"name": _plain(name), "value": value} for name, value in values]
    place = {"field": "name", "type": "nominal", "sort": None, "title": None}
    length = {
        "field": "value",
        "type": "quantitative",
        "title": unit,
        "axis": {"format": short, "tickCount": 5},
    }
    return _drawn(
        {
            "height": {"step": _BAR},
            "description": title,
            "encoding": {"y": place, "x": length},
            "layer": [
                {"mark": {"type": "bar"}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 4, "aria": False},
                    "encoding": {"text": {"field": "value", "type": "quantitative", "format": number}},
                },
            ],
        },
        data,
    )


def histogram(values: Sequence[tuple[str, int]], title: str, unit: str) -> Markup:
    """Return a picture of a column for each bin, from the left in the order given."""
    data = [{"name": name, "value": value} for name, value in values]
    across = {
        "field": "name",
        "type": "ordinal",
        "sort": None,
        "title": unit,
        "axis": {"labelAngle": 0, "labelOverlap": "greedy"},
    }
    up = {
        "field": "value",
        "type": "quantitative",
        "title": "documents",
        "axis": {"format": _SHORT, "tickCount": 4},
    }
    return _drawn(
        {
            "height": _HEIGHT,
            "description": title,
            "mark": {"type": "bar"},
            "encoding": {"x": across, "y": up},
        },
        data,
    )


def _plain(name: str) -> str:
    """Return a name that can be drawn: a control character would end the process, not with an exception."""
    shown = "".join(
        character if character.isprintable() and character <= _HIGHEST else _UNDRAWN
        for character in name[:_LONGEST]
    )
    return shown if len(name) <= _LONGEST else f"{shown}…"


def _drawn(chart: dict[str, Any], data: list[dict[str, Any]]) -> Markup:
    """Return a chart as SVG; nothing if there is nothing to draw."""
    if len(data) < _FEWEST:
        return Markup("")
    import vl_convert  # noqa: PLC0415 - takes long to load

    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH,
        "data": {"values": data},
        "config": _LOOK,
        **chart,
    }
    return _sound(vl_convert.vegalite_to_svg(specification), chart["description"])


def _sound(drawing: str, title: str) -> Markup:
    """Return a drawing as it is written anew after a look at each element: names in it come from anywhere."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawing)  # noqa: S314 - made by the line above, without entities
    for element in root.iter():
        if element.tag not in _DRAWN:
            raise ValueError(f"a chart holds {element.tag}, which no chart should")
        for name in [name for name in element.attrib if name.startswith("on") or name in ("style", "href")]:
            del element.attrib[name]
    root.set("role", "img")
    root.set("aria-label", title)
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - escaped by the line itself
