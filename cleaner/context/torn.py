"""Context rules about lists and tables of which a part is lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from cleaner.context.common import LINKED, SURE, decide, is_paragraph, is_removed_by_scorer
from cleaner.document import BlockKind
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["torn"]

_DOUBT = 0.15
"""P(body) from which an entry comes back, whatever the threshold of the document."""
_SHARE = 0.5
"""Part of the entries that is kept, at least."""
_NEAR = 3
"""Blocks from a list or a table within which a paragraph of the story stands."""
_ROWS = 3
"""Rows of a table that is data, at least."""
_CELLS = re.compile(r" \| ")
_COLUMNS = 0.6
"""Part of the rows that have several cells, at least."""
_TABLE_LINKED = 0.15
"""Mean link density of the rows of a table that leads elsewhere."""
_CONTROLS = ("navigation/account", "navigation/menu-controls", "promo/app-download", "social/share-on")
"""How the ids of rules begin for what buttons say and instructions tell the reader to do."""
_PAGES = "navigation/pagination"
"""How those begin for numbers that stand alone, as they do in the rows of a table."""
_STEPS = 3
"""Entries of a list of instructions, at least."""
_ORDERED = "ol"
_GROUPED = (BlockKind.ITEM, BlockKind.ROW)


def torn(judgement: Judgement) -> None:
    """Keep what is lost of lists and tables of which the rest is kept, or that stand where the story stands."""
    groups = _groups(judgement.layout)
    if groups:
        _entries(judgement, groups)
        _tables(judgement, groups)
        _steps(judgement, groups)


def _entries(judgement: Judgement, groups: Sequence[Sequence[int]]) -> None:
    """Keep the entries of lists and tables that the scorer removed and of which it kept most others.

    What is kept stands right above. In a text some stands right below as well, and the entries are likely on
    average; on a page a paragraph is near. Of ten lines that come back on left-out sites, seven are the text's.
    """
    for group in groups:
        kept = sum(map(judgement.is_kept, group))
        if not _SHARE * len(group) <= kept < len(group) or not _stands_in_story(judgement, group):
            continue
        is_whole = all(judgement.is_kept(index) or is_removed_by_scorer(judgement, index) for index in group)
        if is_whole and all(judgement.evidence[index].link_density < LINKED for index in group):
            likely = (index for index in group if judgement.scores[index] >= _DOUBT)
            _keep(judgement, likely, "context/torn")


def _stands_in_story(judgement: Judgement, group: Sequence[int]) -> bool:
    """Tell whether the story stands around a list or a table."""
    above, below = group[0] - 1, group[-1] + 1
    if above < 0 or not judgement.is_kept(above):
        return False
    if judgement.layout.tags:
        near = (*_near(judgement, above, -1), *_near(judgement, below, 1))
        return any(_is_kept_paragraph(judgement, index) for index in near)
    likely = sum(judgement.scores[index] for index in group)
    is_before = below < len(judgement.labels) and judgement.is_kept(below)
    return is_before and likely >= judgement.threshold * len(group)


def _tables(judgement: Judgement, groups: Sequence[Sequence[int]]) -> None:
    """Keep a page's table of data between sure paragraphs that stand where it stands, with its caption.

    Four of five such tables are the text's in the collections. Layout, standings and prices stand elsewhere, or
    between other things.
    """
    layout = judgement.layout
    if not layout.tags:
        return
    for group in groups:
        if layout.kinds[group[0]] is BlockKind.ROW and len(group) >= _ROWS and _is_data(judgement, group):
            table = _list_of(layout, group[0])
            first, end = layout.first_blocks[table], layout.end_blocks[table]
            around = _around(layout, table)
            sides = (_near(judgement, first - 1, -1), _near(judgement, end, 1))
            if all(any(_is_sure(judgement, index, around) for index in side) for side in sides):
                above = range(max(first, group[0] - _NEAR), group[0])
                caption = [index for index in above if is_removed_by_scorer(judgement, index)]
                _keep(judgement, (*caption, *group), "context/table")


def _is_data(judgement: Judgement, group: Sequence[int]) -> bool:
    """Tell whether rows have cells and hardly a link, and no rule speaks against them."""
    wide = sum(bool(_CELLS.search(judgement.layout.plain[index])) for index in group)
    links = sum(judgement.evidence[index].link_density for index in group)
    scores = sum(judgement.scores[index] for index in group)
    n = len(group)
    return (
        wide >= _COLUMNS * n
        and links <= _TABLE_LINKED * n
        and scores >= _DOUBT * n
        and all(_may_be_row(judgement, index) for index in group)
    )


def _may_be_row(judgement: Judgement, index: int) -> bool:
    is_open = judgement.is_kept(index) or is_removed_by_scorer(judgement, index)
    return judgement.container(index) is None and (is_open or judgement.rules[index].startswith(_PAGES))


def _around(layout: Layout, table: int) -> int:
    """Return the element around a table, and around what holds nothing but the table."""
    bounds = layout.first_blocks[table], layout.end_blocks[table]
    node = layout.parents[table]
    while node >= 0 and (layout.first_blocks[node], layout.end_blocks[node]) == bounds:
        node = layout.parents[node]
    return node


def _is_sure(judgement: Judgement, index: int, around: int) -> bool:
    """Tell whether a block is a sure paragraph right inside an element."""
    layout = judgement.layout
    is_inside = layout.parents[layout.nodes[index]] == around
    return is_inside and judgement.scores[index] >= SURE and _is_kept_paragraph(judgement, index)


def _steps(judgement: Judgement, groups: Sequence[Sequence[int]]) -> None:
    """Keep the entries that say what buttons say, in a list of which the scorer would keep all.

    In one without numbers, kept entries stand above and below. Toolbars and menus are nothing that it would keep.
    """
    tags = judgement.layout.tags
    for group in groups:
        wanted = [index for index in group if judgement.rules[index].startswith(_CONTROLS)]
        kept = [index for index in group if judgement.is_kept(index)]
        if not wanted or not kept or len(group) < _STEPS:
            continue
        if all(_is_like_step(judgement, index) for index in group):
            is_ordered = bool(tags) and tags[_list_of(judgement.layout, group[0])] == _ORDERED
            inside = (index for index in wanted if is_ordered or kept[0] < index < kept[-1])
            _keep(judgement, inside, "context/step")


def _is_like_step(judgement: Judgement, index: int) -> bool:
    """Tell whether the scorer keeps an entry, whatever rules say of it, and it leads nowhere."""
    is_likely = judgement.scores[index] >= judgement.threshold
    return is_likely and judgement.evidence[index].link_density < LINKED


def _keep(judgement: Judgement, blocks: Iterable[int], rule: str) -> None:
    for index in blocks:
        if not judgement.is_kept(index):
            decide(judgement, index, judgement.kept_label(index), rule)


def _near(judgement: Judgement, start: int, step: int) -> range:
    """Return the first blocks from one on in a direction."""
    end = min(max(start + step * _NEAR, -1), len(judgement.labels))
    return range(start, end, step)


def _is_kept_paragraph(judgement: Judgement, index: int) -> bool:
    return is_paragraph(judgement, index) and judgement.is_kept(index)


def _groups(layout: Layout) -> list[list[int]]:
    """Return the entries of each list and the rows of each table: of a text those that stand in a row."""
    found: defaultdict[tuple[BlockKind, int], list[int]] = defaultdict(list)
    run = 0
    for index, kind in enumerate(layout.kinds):
        if kind not in _GROUPED:
            continue
        if layout.tags:
            found[kind, _list_of(layout, index)].append(index)
        else:
            run += not index or layout.kinds[index - 1] is not kind
            found[kind, run].append(index)
    return [group for group in found.values() if len(group) > 1]


def _list_of(layout: Layout, index: int) -> int:
    """Return the element around an entry's own, or the table around a row's."""
    node = layout.parents[layout.nodes[index]]
    if layout.kinds[index] is BlockKind.ROW:
        above = layout.parents[node] if node >= 0 else -1
        return above if above >= 0 and layout.tags[above] == "table" else node
    return node
