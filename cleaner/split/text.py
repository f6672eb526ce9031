"""Flat text to blocks: a line each, wrapped or broken lines joined, texts on one line cut into sentences."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, pairwise
from operator import ge

from cleaner.config import Repairs
from cleaner.document import BlockKind, Repair
from cleaner.repair import strip_controls
from cleaner.split.broken import closed_joints, rejoined
from cleaner.split.edits import Edits
from cleaner.split.glued import unglued
from cleaner.split.layout import Layout
from cleaner.split.lines import TAB_STOP, Lines, collapse, columns, joins_closely, read_lines
from cleaner.split.link_numbers import without_link_numbers
from cleaner.split.lists import ITEM_OPENERS, ItemDepth, is_item
from cleaner.split.markdown import RULE, Group, fenced, group_markdown, kind_of_markdown
from cleaner.split.menus import prose_starts, small_words
from cleaner.split.page_edges import PAGE_BREAK, running_lines
from cleaner.split.plain import plain_of_markdown
from cleaner.split.quoted import marks_between, without_quote_marks
from cleaner.split.sentences import sentence_starts
from cleaner.split.stretches import compact
from cleaner.split.wrapped import continuations, line_break_hyphens

__all__ = ["split_text"]

LONGEST_PARAGRAPH = 1_500
"""Columns: a longer line is cut into sentences. One paragraph of a thousand is longer in edited articles, and
cutting it does no harm; a text on one line is hardly ever shorter."""
_VAST = 1_000_000
"""Characters from which the blocks of a text are held as stretches of it, so that it is held only once."""
_FLOWING = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})


def split_text(text: str, *, markdown: bool = False, repair: Repairs = True) -> Layout:
    """Cut a text into blocks.

    `text` is decoded, with newlines normalised. Every visible line is a block, unless the text turns out to
    be hard-wrapped or broken at its links; then its paragraphs are. With `markdown`, the blocks are
    Markdown's. A block longer than `LONGEST_PARAGRAPH` is cut into sentences, all but the first of them
    `joined`. With `repair`, mojibake is mended and recorded; broken words of a wrapped text are mended and
    recorded in any case, and so are the numbers that text browsers give to links.

    Splitting what `join_blocks` makes of any choice of the blocks gives these blocks again: lines are joined
    only where no blank line stands between them, and a block's kind follows from its text. Sentences of one
    paragraph may come back as one block, because what is left of it may be short; the text is the same.
    With `repair` this supposes that a paragraph needs no mending which its lines, each by itself, did not.
    """
    lines = read_lines(text, repair=repair)
    if markdown:
        groups, changes = group_markdown(lines)
    else:
        lines = unglued(lines)
        groups, changes = _flowing(lines)
        changes += without_link_numbers(lines)
    running = running_lines(lines, text) if PAGE_BREAK in text else ()
    edits = Edits(lines.source, [*lines.changes, *changes, *_close_joints(lines, groups)])
    layout = _grouped(lines, groups, edits) if groups else _one_each(lines)
    if 2 * max(map(len, layout.texts), default=0) > LONGEST_PARAGRAPH:
        layout = _with_sentences(layout, edits)
    if markdown:
        for number, block in enumerate(layout.texts):
            if "\n" not in block:
                layout.kinds[number], layout.levels[number] = kind_of_markdown(block)
    else:
        _mark_items(layout)
    _number_depths(layout)
    layout.running = frozenset(_blocks_of(layout, lines, running))
    _without_elements(layout)
    if markdown:
        layout.without_marks, layout.link_chars = plain_of_markdown(layout.texts, layout.kinds)
    if len(text) > _VAST:
        compact(layout, lines.source)
    layout.repairs = [change for change in edits.changes if change.reason]
    return layout


def _without_elements(layout: Layout) -> None:
    """Fill the columns of what only pages have: links, and the elements in which blocks stand."""
    size = len(layout)
    layout.links = [()] * size
    layout.link_chars, layout.nodes = array("b", [0]) * size, array("b", [-1]) * size


def _one_each(lines: Lines) -> Layout:
    """Return a layout in which every line is a block."""
    size = len(lines)
    return Layout(
        texts=lines.texts,
        starts=lines.starts,
        ends=lines.ends,
        kinds=[BlockKind.PARAGRAPH] * size,
        levels=[0] * size,
        joined=[False] * size,
        indents=lines.indents,
        gaps=lines.gaps,
    )


def _flowing(lines: Lines) -> tuple[list[Group], list[Repair]]:
    """Return the paragraphs of a text that was wrapped or else broken, none of another, and what mends the joints."""
    bare = without_quote_marks(lines)
    joined = continuations(bare)
    if joined:
        changes = [*line_break_hyphens(lines, joined), *marks_between(lines, bare, joined)]
        return _paragraphs(joined), changes
    joined = rejoined(lines)
    return _paragraphs(joined), closed_joints(lines, joined)


def _paragraphs(joined: list[bool]) -> list[Group]:
    """Return the groups of lines that follow each other, given whether each line continues the one before."""
    firsts = [number for number, follows in enumerate(joined) if not follows]
    ends = pairwise([*firsts, len(joined)])
    return [Group(first, following - 1, BlockKind.PARAGRAPH) for first, following in ends]


def _close_joints(lines: Lines, groups: list[Group]) -> list[Repair]:
    """Return the line breaks inside paragraphs that stand for nothing."""
    return [
        Repair(lines.ends[number - 1], start, lines.source[lines.ends[number - 1] : start], "", "")
        for first, last, kind, *_ in groups
        if kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        for number in range(first + 1, last + 1)
        if joins_closely(lines.texts[number - 1], lines.texts[number])
        for start in [lines.starts[number]]
    ]


def _grouped(lines: Lines, groups: list[Group], edits: Edits) -> Layout:
    """Return a layout in which every group of lines is a block."""
    layout = Layout()
    for first, last, kind, level, joined, bare in groups:
        start, end = lines.starts[first], lines.ends[last]
        if kind == BlockKind.PREFORMATTED:
            code = strip_controls(edits.replay(start, end)).strip()
            text = _outdented(code, lines.indents[first : last + 1], bare=bare)
        elif kind == BlockKind.HEADING:
            text = "\n".join(lines.texts[first : last + 1])
        else:
            text = lines.texts[first] if first == last else collapse(edits.replay(start, end))
        layout.texts.append(text)
        layout.starts.append(start)
        layout.ends.append(end)
        layout.kinds.append(kind)
        layout.levels.append(level)
        layout.joined.append(joined)
        layout.indents.append(lines.indents[first])
        layout.gaps.append(lines.gaps[first])
    return layout


def _is_long(text: str) -> bool:
    """Return whether a block of this text is too long to be a paragraph."""
    return 2 * len(text) > LONGEST_PARAGRAPH and columns(text) > LONGEST_PARAGRAPH


def _with_sentences(layout: Layout, edits: Edits) -> Layout:
    """Return the layout with its overlong blocks of running text cut into sentences."""
    cut = Layout()
    for number, text in enumerate(layout.texts):
        start, end = layout.starts[number], layout.ends[number]
        before = len(cut)
        if _is_long(text) and layout.kinds[number] in _FLOWING:
            _add_sentences(cut, edits, start, end)
        else:
            cut.texts.append(text)
            cut.starts.append(start)
            cut.ends.append(end)
        more = len(cut) - before - 1
        cut.kinds += [layout.kinds[number]] * (more + 1)
        cut.levels += [layout.levels[number]] * (more + 1)
        cut.joined += [layout.joined[number]] + [True] * more
        cut.indents += [layout.indents[number]] + [0] * more
        cut.gaps += [layout.gaps[number]] + [0] * more
    return cut


def _add_sentences(cut: Layout, edits: Edits, start: int, end: int) -> None:
    """Add text, start and end of each sentence in ``source[start:end]`` to a layout."""
    text = edits.replay(start, end)
    begins = array("q", _beginnings(text))
    stops = array("q")
    sentences = []
    for begin, stop in pairwise(chain(begins, [len(text)])):
        piece = text[begin:stop].rstrip()
        sentences.append(collapse(piece))
        stops.append(begin + len(piece))
    opens = array("q", edits.trace(start, end, begins))
    closes = array("q", edits.trace(start, end, stops, closing=True))
    if any(map(ge, compress(opens, sentences), compress(closes, sentences))):
        # A repair left nothing to tell the sentences' places by.
        sentences, opens, closes = [collapse(text)], array("q", [start]), array("q", [end])
    cut.starts.extend(compress(opens, sentences))
    cut.ends.extend(compress(closes, sentences))
    cut.texts += filter(None, sentences)


def _beginnings(text: str) -> Iterator[int]:
    """Yield where the pieces of an overlong line begin: its sentences, and prose behind menus."""
    small = small_words(text)
    starts = [len(text) - len(text.lstrip()), *sentence_starts(text)]
    for begin, stop in pairwise(chain(starts, [len(text)])):
        yield begin
        for start in prose_starts(text[begin:stop], small):
            yield begin + start


def _outdented(text: str, indents: Sequence[int], *, bare: bool) -> str:
    """Return code without the indentation of its first line, or, if `bare`, of its leftmost one, between fences."""
    shared = min(indents) if bare else indents[0]
    if shared:
        first, *others = text.split("\n")
        text = "\n".join([" " * (indents[0] - shared) + first, *(_outdent(line, shared) for line in others)])
    return fenced(text) if bare else text


def _outdent(line: str, width: int) -> str:
    """Return a line without the white space in its first columns."""
    rest = line.lstrip()
    return line[: len(line) - len(rest)].expandtabs(TAB_STOP)[width:] + rest


def _blocks_of(layout: Layout, lines: Lines, numbers: Iterable[int]) -> Iterator[int]:
    """Yield the blocks that are one of these lines, whole and alone."""
    for number in numbers:
        block = bisect_left(layout.starts, lines.starts[number])
        place = (lines.starts[number], lines.ends[number])
        if block < len(layout) and (layout.starts[block], layout.ends[block]) == place:
            yield block


def _mark_items(layout: Layout) -> None:
    """Set the kind of the blocks that open with a list marker."""
    candidates = [number for number, text in enumerate(layout.texts) if text[0] in ITEM_OPENERS]
    for number in candidates:
        if is_item(layout.texts[number]) and not RULE.fullmatch(layout.texts[number]):
            layout.kinds[number] = BlockKind.ITEM


def _number_depths(layout: Layout) -> None:
    """Set the level of the list items."""
    if BlockKind.ITEM not in layout.kinds:
        return
    depth = ItemDepth()
    for number, kind in enumerate(layout.kinds):
        if kind is BlockKind.ITEM:
            layout.levels[number] = depth.of_item(layout.indents[number])
        elif not layout.joined[number]:
            depth.pass_text(layout.indents[number])
