"""Pages as the web had them before style sheets: tables for columns, line breaks for paragraphs, and no names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from lxml import html

__all__ = ["of_early_web", "parsed", "written"]

_DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "button", "select", "meta", "link")
_ATTRIBUTES = frozenset({"href", "src", "alt", "name", "colspan", "rowspan"})
_DIVISIONS = ("article", "main", "section", "aside", "header", "footer", "nav", "figure", "figcaption", "div")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "ul", "ol", "table", "blockquote", "pre", "form", *_HEADINGS, *_DIVISIONS)
_HIDDEN = ("display:none", "visibility:hidden")
_MENU = 0.8
"""Share of a list's text in links from which it is a menu."""
_COLUMNS = 3
"""Cells, at most, that stand beside each other; more stand below each other."""
_BETWEEN_ENTRIES = (" | ", None)
"""What stands between the entries of a menu; None is a line break."""


def of_early_web(page: str) -> str:
    """Return a page as its site might have served it around the year 2000.

    Sites differed, and so do the pages that are made: paragraphs and headings are elements or are not, an entry
    of a menu has a line of its own or stands in a row. A page always gets the same form.
    """
    tree = parsed(page)
    chance = int(hashlib.sha256(page.encode()).hexdigest(), 16)
    _drop(tree)
    _put_menus_in_line(tree, _BETWEEN_ENTRIES[chance % 2])
    _lay_out(tree)
    if chance // 2 % 3:
        _each(tree, ("p",), _end_with_break)
    if chance // 6 % 3:
        _each(tree, _HEADINGS, _make_bold)
    for element in tree.iter("*"):
        for name in set(element.attrib) - _ATTRIBUTES:
            del element.attrib[name]
    return written(tree)


def parsed(page: str) -> Any:  # noqa: ANN401 - a tree of a package without types
    """Return the tree of a page, however deep it is."""
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def written(tree: Any) -> str:  # noqa: ANN401 - as above
    """Return the page that a tree is of."""
    return str(html.tostring(tree, encoding="unicode"))


def _drop(tree: Any) -> None:  # noqa: ANN401 - a tree of a package without types
    """Take out what no page had: scripts and what they show later, metadata."""
    for element in list(tree.iter("*")):
        style = "".join(element.get("style", "").lower().split())
        is_hidden = "hidden" in element.attrib or any(way in style for way in _HIDDEN)
        if element.tag in _DROPPED or (is_hidden and element.tag not in ("html", "body")):
            element.drop_tree()


def _put_menus_in_line(tree: Any, between: str | None) -> None:  # noqa: ANN401 - as above
    """Make lists of links runs of links."""
    for menu in list(tree.iter("ul", "ol")):
        text = len("".join(menu.text_content().split()))
        linked = sum(len("".join(link.text_content().split())) for link in menu.iter("a"))
        if text and linked >= _MENU * text:
            for entry in list(menu.iter("li", "ul", "ol")):
                if entry is not menu:
                    _end_with(entry, between)
            menu.tag = "div"


def _lay_out(tree: Any) -> None:  # noqa: ANN401 - as above
    """Make tables of divisions that hold several blocks; all others are no more."""
    for element in list(tree.iter(*_DIVISIONS)):
        parts = [child for child in element if child.tag in _BLOCKS and child.text_content().strip()]
        if len(parts) > 1 and any(part.tag in _DIVISIONS for part in parts):
            _make_table(element)
    _each(tree, _DIVISIONS, _end_with_break)


def _make_table(element: Any) -> None:  # noqa: ANN401 - as above
    """Give a division a table with a cell for each of its own divisions, and for what stands between them."""
    cells: list[Any] = []
    is_between = False
    for child in list(element):
        if child.tag in _DIVISIONS:
            child.tag = "td"
            cells.append(child)
        elif is_between:
            cells[-1].append(child)
        else:
            cells.append(html.Element("td"))
            cells[-1].append(child)
        is_between = child.tag != "td"
    table = html.Element("table")
    for number, cell in enumerate(cells):
        if not number or len(cells) > _COLUMNS:
            table.append(html.Element("tr"))
        table[-1].append(cell)
    element.append(table)


def _each(tree: Any, tags: tuple[str, ...], change: Callable[[Any], None]) -> None:  # noqa: ANN401 - as above
    for element in list(tree.iter(*tags)):
        change(element)


def _make_bold(heading: Any) -> None:  # noqa: ANN401 - as above
    bold = html.Element("b")
    bold.text, heading.text = heading.text, None
    for child in list(heading):
        bold.append(child)
    heading.append(bold)
    _end_with_break(heading)


def _end_with_break(element: Any) -> None:  # noqa: ANN401 - as above
    _end_with(element, None)


def _end_with(element: Any, mark: str | None) -> None:  # noqa: ANN401 - as above
    """Put an element's content in its place, with a line break, or a mark, behind it."""
    if mark is None:
        element.append(html.Element("br"))
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + mark
    else:
        element.text = (element.text or "") + mark
    element.drop_tag()
