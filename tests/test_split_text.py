"""Flat text is cut into blocks, and what is kept of them is cut in the same way again."""

from __future__ import annotations

import textwrap
import time
import tracemalloc
from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from support import SHARED

from cleaner.document import BlockKind
from cleaner.split.join import join_blocks
from cleaner.split.layout import Layout
from cleaner.split.text import LONGEST_PARAGRAPH, split_text

PARAGRAPH, ITEM = BlockKind.PARAGRAPH, BlockKind.ITEM

STORY = [
    (
        "The council of the small town voted on Monday evening to close the harbour, after a debate that had lasted "
        "for most of the afternoon and had filled the gallery to the last seat."
    ),
    (
        "Members of the sailing club said that the vote was a mistake, and that the harbour was needed because "
        "visitors from the islands come in by boat whenever the road is under water in the winter."
    ),
    (
        '"We will appeal," said the chair, who had spoken for the visitors at the meeting and had brought a list of '
        "nine hundred names, which nobody on the council had asked to see before the vote was taken."
    ),
    "A lawyer was asked for help, and agreed to take the case on without a fee.",
]
MENU = ["Home", "News", "Sport", "Weather and tides", "About us"]


def layout_of(text: str, *, markdown: bool = False) -> Layout:
    """Return the blocks of a text whose characters are right."""
    return split_text(text, markdown=markdown, repair=False)


def rendered(layout: Layout, kept: Sequence[bool] | None = None) -> str:
    """Return the text of the kept blocks."""
    texts = (
        layout.texts if kept is None else [text * keep for text, keep in zip(layout.texts, kept, strict=True)]
    )
    return join_blocks(texts, layout.joined, layout.kinds)


# One block a line


def test_every_visible_line_is_a_block_with_or_without_blank_lines() -> None:
    layout = layout_of("Home\nNews\n\n\n" + STORY[0] + "\n" + STORY[3] + "\n")
    assert layout.texts == ["Home", "News", STORY[0], STORY[3]]
    assert layout.gaps == [0, 0, 2, 0]
    assert not any(layout.joined)


def test_bounds_hold_the_block_and_no_white_space() -> None:
    text = "\n  \u00a0 The  harbour\t\u2003was closed. \u3000\n\n\u00a0\n"
    layout = layout_of(text)
    assert layout.texts == ["The harbour was closed."]
    assert text[layout.starts[0] : layout.ends[0]] == "The  harbour\t\u2003was closed."


def test_text_without_anything_visible_has_no_blocks() -> None:
    assert len(layout_of("")) == len(layout_of(" \n\t\n\u00a0\u3000\n\f")) == 0


def test_every_column_has_an_entry_for_every_block() -> None:
    layout = layout_of("\n".join(MENU + STORY) + "\n" + " ".join(STORY * 4))
    columns = [
        *(layout.starts, layout.ends, layout.kinds, layout.levels, layout.joined, layout.links),
        *(layout.indents, layout.gaps, layout.link_chars, layout.nodes),
    ]
    assert {len(column) for column in columns} == {len(layout)}
    assert set(layout.nodes) == {-1}
    assert set(layout.link_chars) == {0}


def test_form_feeds_vertical_tabs_and_paragraph_separators_end_a_line() -> None:
    assert layout_of("one\ftwo\vthree\u2029four").texts == ["one", "two", "three", "four"]


def test_line_separators_and_next_line_characters_stand_inside_a_line() -> None:
    assert layout_of("Better work\u2028travel starts\x85now").texts == ["Better work travel starts now"]


def test_indents_are_columns() -> None:
    assert layout_of("a\n  b\n\tc\n \td\n\u3000e").indents == [0, 2, 4, 4, 2]


def test_list_markers_make_items_and_stay_in_the_text() -> None:
    layout = layout_of("  • Home\n- News\n1. First\n12) Twelfth\n(3) Third\n* Star")
    assert set(layout.kinds) == {ITEM}
    assert layout.texts[:3] == ["• Home", "- News", "1. First"]


@pytest.mark.parametrize(
    "line", ["-5 degrees", "1984. A novel", "*Note", "3.5 million", "•", "– Nej, sa hon."]
)
def test_what_only_looks_like_a_list_marker_makes_no_item(line: str) -> None:
    assert layout_of(line).kinds == [PARAGRAPH]


def test_levels_of_items_come_from_their_indentation() -> None:
    layout = layout_of("  • News\n    News\n    • Local\n      • Harbour\n  • Sport\nText\n    • Again")
    assert layout.levels == [1, 0, 2, 3, 1, 0, 1]


# Characters


def test_mojibake_is_mended_line_by_line_and_recorded() -> None:
    text = "Plain line\nThe cafÃ© said itâ€™s open.\nPlain â‚¬5"
    layout = split_text(text)
    assert layout.texts[1] == "The café said it’s open."
    for repair in layout.repairs:
        assert text[repair.start : repair.end] == repair.before
    before = [repair.before for repair in layout.repairs if repair.start < text.index("Plain â")]
    assert before == ["Ã©", "â€™"]


def test_a_mis_decoded_letter_keeps_its_piece_that_looks_like_white_space() -> None:
    text = "\u00a0The Ã©tÃ© came voilÃ\u00a0"
    layout = split_text(text)
    assert layout.texts == ["The été came voilà"]
    assert text[layout.starts[0] : layout.ends[0]] == "The Ã©tÃ© came voilÃ\u00a0"
    layout = split_text(
        "The vote was on Monday.Â\nHe said voilÃ\nIRMÃ"
    )  # the no-break space behind was trimmed
    assert layout.texts == ["The vote was on Monday.", "He said voilà", "IRMÃ"]
    assert split_text("Ÿ\xa0ÂŸ The bridge").texts == ["Ÿ Ÿ The bridge"]  # as when the blank is one
    layout = split_text("\u00a0\x85und dann kam es spÃ¤t")
    assert (layout.texts, list(layout.starts)) == (["…und dann kam es spät"], [1])


def test_entities_are_read_and_recorded() -> None:
    layout = split_text("Fish &amp; chips\nThe &amp; in HTML is an ampersand")
    assert layout.texts == ["Fish & chips", "The &amp; in HTML is an ampersand"]
    assert [(repair.before, repair.after) for repair in layout.repairs] == [("&amp;", "&")]


def test_characters_that_show_nothing_are_removed_without_a_word() -> None:
    layout = split_text("The har\u00adbour\x00 was\u200b closed.\n\ufeff\n")
    assert layout.texts == ["The harbour was closed."]
    assert layout.repairs == []


def test_without_repair_characters_stay() -> None:
    layout = split_text("The cafÃ© &amp; bar", repair=False)
    assert layout.texts == ["The cafÃ© &amp; bar"]
    assert layout.repairs == []


# One line


def test_a_line_too_long_for_a_paragraph_is_cut_into_sentences() -> None:
    line = " ".join(STORY * 4)
    layout = layout_of("Harbour closed\n\n" + line)
    assert len(line) > LONGEST_PARAGRAPH
    assert layout.texts[:3] == ["Harbour closed", STORY[0], STORY[1]]
    assert layout.joined == [False, False] + [True] * 15
    assert rendered(layout) == "Harbour closed\n\n" + line


def test_a_long_paragraph_stays_whole() -> None:
    line = " ".join(STORY)[:LONGEST_PARAGRAPH]
    assert layout_of(line).texts == [line]


def test_sentences_know_where_they_stood_whatever_the_white_space() -> None:
    text = "\n\n  " + "\u00a0 ".join(STORY * 4).replace(" the ", "\t the ")
    layout = layout_of(text)
    assert layout.texts == STORY * 4
    for block, start, end in zip(layout.texts, layout.starts, layout.ends, strict=True):
        assert " ".join(text[start:end].split()) == block
        assert text[start:end] == text[start:end].strip()


def test_sentences_of_a_mended_line_know_where_they_stood() -> None:
    sentences = ["“It’s late,” said the pilot at the café.", "Nobody answered him.", "很晚了。"] * 30
    text = " ".join(sentence.encode().decode("latin-1") for sentence in sentences)
    layout = split_text(text)
    assert layout.texts == sentences
    for block, start, end in zip(layout.texts, layout.starts, layout.ends, strict=True):
        assert text[start:end].encode("latin-1").decode() == block


def test_a_chinese_text_on_one_line_is_cut_and_joined_without_blanks() -> None:
    sentences = ["港口昨天关闭了。", "“没有船能离开。”", "引航员在码头上等了一整天！"]
    text = "".join(sentences * 40)
    layout = layout_of(text)
    assert layout.texts == sentences * 40
    assert rendered(layout) == text


def test_bullets_in_a_long_line_are_items() -> None:
    text = "Menu • Home • News • Sport " + " ".join(STORY * 4)
    layout = layout_of(text)
    assert layout.texts[:3] == ["Menu", "• Home", "• News"]
    assert layout.kinds[:3] == [PARAGRAPH, ITEM, ITEM]
    assert rendered(layout) == text


# Joining


def test_blocks_are_joined_by_blank_lines_sentences_by_blanks_and_rows_by_newlines() -> None:
    texts = ["One.", "Two.", "三。", "四。", "| a |", "| b |", "Five."]
    joined = [False, True, True, True, False, True, False]
    kinds = [PARAGRAPH] * 4 + [BlockKind.ROW] * 2 + [PARAGRAPH]
    assert join_blocks(texts, joined, kinds) == "One. Two. 三。四。\n\n| a |\n| b |\n\nFive."


def test_a_sentence_whose_paragraph_lost_its_opening_does_not_go_on_with_the_one_before() -> None:
    joined = [False, False, True, True]
    assert join_blocks(["One.", "", "Two.", "Three."], joined, [PARAGRAPH] * 4) == "One.\n\nTwo. Three."
    assert join_blocks(["One.", "Two.", "", "Three."], joined, [PARAGRAPH] * 4) == "One.\n\nTwo. Three."
    assert join_blocks(["", "", "Two.", ""], joined, [PARAGRAPH] * 4) == "Two."


# Any text, any choice of its blocks

WORDS = st.sampled_from(
    [
        "harbour",
        "town",
        "the",
        "a",
        "of",
        "well-known",
        "closed",
        "Monday",
        "U.S.",
        "Mr.",
        "3.5",
        "1999",
        "It",
        "½",
        "港",
    ]
)
SENTENCES = st.builds(
    "{}{}".format,
    st.lists(WORDS, min_size=1, max_size=30).map(" ".join),
    st.sampled_from([".", "!", "?", "...", ".”", ":", "", " ."]),
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)
CJK = st.lists(
    st.sampled_from(["港口关闭了。", "「行く。」と", "言った。", "真的？", " ", "很 晚"]), min_size=1
).map("".join)
MENUS = st.lists(st.sampled_from([*MENU, "  • Home", "    • Local", "- a", "1. b", "> c", "* * *"])).map(
    "\n".join
)
ONE_LINE = st.builds(lambda text, times: " ".join([text] * times), PARAGRAPHS, st.integers(2, 40))
WRAPPED = st.builds(
    lambda paragraphs, width, gap, indent: gap.join(
        textwrap.fill(text, width, initial_indent=indent, break_long_words=False) for text in paragraphs
    ),
    st.lists(st.one_of(PARAGRAPHS, st.sampled_from(STORY)), min_size=1, max_size=6),
    st.integers(40, 100),
    st.sampled_from(["\n", "\n\n"]),
    st.sampled_from(["", "   "]),
)
MARKS = st.lists(
    st.sampled_from(
        [
            *("# One", "Two\n===", "Three\n---", "---", "```\ncode\n\n  more\n```", "```", "~~~ open"),
            *(
                "| a | b |\n|---|---|\n| 1 | 2 |",
                "a | b\n--|--\n1 | 2",
                "| c |",
                "> quoted\n> on",
                ">",
                "[x]: /y",
            ),
            *(
                "- item\n  on",
                "1. one\n   - two",
                "break  \nhere",
                "    code\n    more",
                "\\",
                "-",
                "#",
                "===",
            ),
        ]
    ),
    max_size=8,
).map("\n".join)
ODD = st.text(
    alphabet=st.sampled_from("ab. \n\t\u00a0\u3000\u2028\f\v\x85\u00ad\x00#->|`=*•1.“”。港"), max_size=60
)
PIECES = st.one_of(MENUS, PARAGRAPHS, WRAPPED, CJK, ONE_LINE, MARKS, ODD)
TEXTS = st.builds(
    lambda pieces, gaps: "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=False)),
    st.lists(PIECES, max_size=6),
    st.lists(st.sampled_from(["\n", "\n\n", "\n \n\n", ""]), min_size=6, max_size=6),
)


@st.composite
def choices(draw: st.DrawFn) -> tuple[Layout, list[bool], bool]:
    """Draw a text's blocks, which of them are kept, and whether it is read as Markdown."""
    markdown = draw(st.booleans())
    layout = layout_of(draw(TEXTS), markdown=markdown)
    kept = draw(
        st.one_of(
            st.just([True] * len(layout)),
            st.lists(st.booleans(), min_size=len(layout), max_size=len(layout)),
        )
    )
    return layout, kept, markdown


def paragraphs_of(texts: Sequence[str], joined: Sequence[bool]) -> list[list[str]]:
    """Return the texts of the blocks of each paragraph."""
    paragraphs: list[list[str]] = []
    for text, follows in zip(texts, joined, strict=True):
        if follows:
            paragraphs[-1].append(text)
        else:
            paragraphs.append([text])
    return paragraphs


def still_joined(joined: Sequence[bool], kept: Sequence[bool]) -> list[bool]:
    """Return the flags of the kept blocks: the first of a paragraph that is left opens it."""
    flags: list[bool] = []
    open_paragraph = False
    for follows, keep in zip(joined, kept, strict=True):
        open_paragraph = open_paragraph and follows
        if keep:
            flags.append(open_paragraph)
            open_paragraph = True
    return flags


@given(choices())
def test_what_is_kept_splits_and_joins_to_the_same_text(choice: tuple[Layout, list[bool], bool]) -> None:
    layout, kept, markdown = choice
    text = rendered(layout, kept)
    assert rendered(layout_of(text, markdown=markdown)) == text


@given(choices())
def test_what_is_kept_splits_into_the_same_blocks(choice: tuple[Layout, list[bool], bool]) -> None:
    """Lines and paragraphs come back as they were; sentences may, where little is left, come back as one."""
    layout, kept, markdown = choice
    again = layout_of(rendered(layout, kept), markdown=markdown)
    expected = [
        [text for text, keep in zip(column, kept, strict=True) if keep]
        for column in (layout.texts, layout.kinds)
    ]
    flags = still_joined(layout.joined, kept)
    if any(kind != BlockKind.ROW for kind, joined in zip(layout.kinds, layout.joined, strict=True) if joined):
        found = paragraphs_of(again.texts, again.joined)
        wanted = paragraphs_of(expected[0], flags)
        assert len(found) == len(wanted)
        assert all(len(new) <= len(old) for new, old in zip(found, wanted, strict=True))
    else:
        assert [again.texts, again.kinds, again.joined] == [*expected, flags]


@given(TEXTS, st.booleans())
def test_blocks_stand_in_order_and_hold_all_that_is_visible(text: str, markdown: bool) -> None:  # noqa: FBT001
    assume("\x00" not in text and "\u00ad" not in text)
    layout = layout_of(text, markdown=markdown)
    edges = [
        0,
        *(edge for bounds in zip(layout.starts, layout.ends, strict=True) for edge in bounds),
        len(text),
    ]
    assert edges == sorted(edges)
    outside = [text[end:start] for end, start in zip(edges[::2], edges[1::2], strict=True)]
    assert not "".join(outside).strip()
    for start, end in zip(layout.starts, layout.ends, strict=True):
        assert text[start:end] == text[start:end].strip() != ""


@given(TEXTS)
def test_a_block_of_flat_text_is_what_stands_there_with_white_space_collapsed(text: str) -> None:
    assume("\x00" not in text and "\u00ad" not in text)
    layout = layout_of(text)
    changed = {position for repair in layout.repairs for position in range(repair.start, repair.end)}
    for block, start, end in zip(layout.texts, layout.starts, layout.ends, strict=True):
        shown = "".join(text[position] for position in range(start, end) if position not in changed)
        assert "".join(shown.split()) == "".join(block.split())
        assert block == " ".join(block.split())


@given(st.text(st.sampled_from("a\n\t\f \u3000Ã©\x00&;")), st.integers(1, 9))
@example("a\n\n\n\n\n\n\na\n", 1)
@example("Ã\u3000&\f;", 1)
@example("\u3000Ã &\f;", 1)
def test_a_text_is_read_the_same_in_stretches_of_any_size(text: str, stretch: int) -> None:
    whole = split_text(text)
    with patch("cleaner.split.lines._STRETCH", stretch):
        assert split_text(text) == whole


def test_blank_lines_take_little_memory() -> None:
    text = "A sentence stands here.\n" + "\n" * 1_000_000
    split_text(text)
    tracemalloc.start()
    layout = split_text(text + "x")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(layout.gaps) == [0, 1_000_000]
    assert peak < 10 * len(text)


@given(st.text(), st.booleans(), st.booleans())
def test_no_text_is_refused(text: str, markdown: bool, repair: bool) -> None:  # noqa: FBT001
    layout = split_text(text, markdown=markdown, repair=repair)
    assert all(layout.texts)
    assert not layout.joined or not layout.joined[0]


# Effort


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "x",
            ".",
            ". ",
            "A. ",
            '."',
            " ",
            "\n",
            "ab\n",
            "- a\n",
            "```\n",
            "```x\n",
            "~~~\n```\n",
            "a|b\n",
            "|a\n",
        ),
        *(
            "a|b\n-|-\n",
            ">",
            "> a\n",
            "---\n",
            "[",
            "• ",
            "好。",
            "a\x00b. C ",
            "*",
            "na-\n",
            "&amp; ",
            "\t a\n",
        ),
        "the quick brown fox jumps over the lazy dog and the inter-\n",
    ],
)
def test_the_time_is_linear_in_the_text(piece: str) -> None:
    """Anything quadratic takes minutes here."""
    for markdown in (False, True):
        started = time.process_time()
        layout_of(piece * (100_000 // len(piece)), markdown=markdown)
        assert time.process_time() - started < 40


@pytest.mark.parametrize("nothing", ["\u200d", "\u034f \u200c \xa0", "\u2800", "\u3164", "\ufe0f"])
def test_a_line_that_shows_nothing_is_no_block(nothing: str) -> None:
    assert split_text(f"One.\n{nothing}\nTwo.").texts == ["One.", "Two."]


# Real texts


@pytest.mark.skipif(not SHARED.joinpath("seeds").is_dir(), reason="the shared documents are not here")
def test_every_visible_line_of_the_founding_documents_is_a_block() -> None:
    for path in sorted(SHARED.joinpath("seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        lines = [" ".join(line.split()) for line in text.split("\n")]
        layout = split_text(text)
        assert layout.texts == [line for line in lines if line]
        assert split_text(rendered(layout)).texts == layout.texts


def test_line_breaks_that_a_program_wrote_out_are_read() -> None:
    text = r"Harbour\n\nThe council met.\nIt voted.\n\nNobody knew why.\n"
    layout = split_text(text)
    assert layout.texts == ["Harbour", "The council met.", "It voted.", "Nobody knew why."]
    assert [text[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)] == layout.texts


@pytest.mark.parametrize(
    "text",
    [
        r"The files are in C:\new, C:\notes and C:\nets.",
        r"Write \n for a break and \n\n for a paragraph.",
        "It ends.\\n\\nIt goes on.\\n\\nIt stops.\nA line.",
    ],
)
def test_line_breaks_that_a_text_speaks_of_stay(text: str) -> None:
    assert "\n".join(split_text(text).texts) == text
