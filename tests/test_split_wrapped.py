"""Hard-wrapped paragraphs are joined again, and nothing else is."""

from __future__ import annotations

import textwrap

import pytest

from cleaner.split.join import join_blocks
from cleaner.split.text import split_text

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
        "nine hundred names, which nobody on the council had asked to see before the vote was taken. Her own boat was "
        "built on this quay by her father, she said, and it was there that she meant to keep it, whatever the council "
        "might think of it, and whatever it might cost her in the end."
    ),
]
HINDI = [
    (
        "नगर परिषद ने सोमवार शाम को बंदरगाह बंद करने का फैसला किया और "
        "यह बहस दोपहर भर चली जिसमें दर्शक दीर्घा आख़िरी कुर्सी तक भरी हुई थी।"
    ),
    (
        "नाव क्लब के सदस्यों ने कहा कि यह फैसला गलत है क्योंकि सर्दियों में जब सड़क पानी में डूबती "
        "है तब द्वीपों के लोग नाव से ही शहर आते हैं और दवा भी नाव से ही आती है।"
    ),
    (
        "अध्यक्ष ने कहा कि वे अपील करेंगी और उनके पास नौ सौ लोगों के नाम हैं जिन्हें "
        "परिषद में किसी ने मतदान से पहले देखना भी नहीं चाहा और अब बहुत देर हो चुकी है।"
    ),
]
MENU = ["Home", "News", "Sport", "Weather and tides", "about us", "contact"]
HEADLINES = [
    "Council closes the harbour after a long debate that nobody had expected",
    "Sailing club says that it will appeal against the vote in the new year",
    "Ferry to the islands sails from the old quay until the end of the week",
    "School choir sings on the market square although the rain did not stop",
]


def blocks(text: str) -> list[str]:
    """Return the texts of the blocks."""
    return split_text(text, repair=False).texts


def fill(text: str, width: int, indent: str = "", hanging: str = "") -> str:
    """Return a text wrapped at a column."""
    return textwrap.fill(
        text, width, initial_indent=indent, subsequent_indent=hanging, break_on_hyphens=False
    )


@pytest.mark.parametrize("width", [58, 64, 70])
def test_a_sentence_ends_at_the_mark_of_its_script(width: int) -> None:
    assert blocks("\n".join(fill(part, width) for part in HINDI)) == HINDI


@pytest.mark.parametrize("width", [60, 66, 72, 80, 90, 100])
@pytest.mark.parametrize(("gap", "indent"), [("\n\n", ""), ("\n", "   "), ("\n\n", "  ")])
def test_wrapped_paragraphs_come_back_and_menus_stay_lines(width: int, gap: str, indent: str) -> None:
    text = (
        "\n".join(MENU)
        + "\n\n"
        + gap.join(fill(part, width, indent) for part in STORY)
        + "\n\n"
        + "\n".join(MENU)
    )
    assert blocks(text) == MENU + STORY + MENU


@pytest.mark.parametrize("width", [60, 66, 72, 80])
def test_a_short_last_line_is_enough_to_end_a_paragraph(width: int) -> None:
    assert blocks("\n".join(fill(part, width) for part in STORY)) == STORY


@pytest.mark.xfail(
    reason="a last line as long as the others, and neither a blank line nor an indent behind it"
)
def test_a_full_last_line_ends_a_paragraph() -> None:
    assert blocks("\n".join(fill(part, 90) for part in STORY)) == STORY


def test_a_heading_and_a_menu_directly_above_a_paragraph_stay_apart() -> None:
    text = "Home\nNews\nThe harbour\n" + "\n\n".join(fill(part, 72) for part in STORY)
    assert blocks(text) == ["Home", "News", "The harbour", *STORY]


def test_wrapped_list_items_are_joined_and_kept_apart() -> None:
    items = ["* " + STORY[0], "* A short one", "12. " + STORY[1]]
    text = "\n".join(fill(item, 70, "  ", "    ") for item in items) + "\n\n" + fill(STORY[2], 70)
    assert blocks(text) == [*items, STORY[2]]


def test_lines_that_were_not_wrapped_at_one_width_stay_lines() -> None:
    verse = [
        "the harbour lies so still tonight",
        "and no ship leaves",
        "the pilot waits beside the light for what he",
        "never sees and never will",
        "though boats come in",
        "from far away and all the bells are ringing",
    ]
    assert blocks("\n".join(verse)) == verse


def test_headlines_as_long_as_the_width_stay_lines_even_in_a_wrapped_text() -> None:
    text = "\n".join(HEADLINES) + "\n\n" + "\n\n".join(fill(part, 72) for part in STORY)
    assert blocks(text) == HEADLINES + STORY


def test_labels_in_lower_case_under_headlines_do_not_make_a_wrapped_text() -> None:
    lines = [line for headline in HEADLINES for line in (headline, "sponsored content from our partners")]
    assert blocks("\n".join(lines)) == lines


def test_tables_and_rules_and_two_quoted_lines_are_left_alone() -> None:
    quote = ["> " + line for line in fill(STORY[0], 68).split("\n")[:2]]
    table = [
        "harbour            open        closed          closed on all days and nights",
        "second row  ......",
    ]
    rest = fill(STORY[1], 70) + "\n" + "-" * 70 + "\n" + fill(STORY[2], 70)
    expected = [*quote, *(" ".join(row.split()) for row in table), STORY[1], "-" * 70, STORY[2]]
    assert blocks("\n".join(quote) + "\n\n" + "\n".join(table) + "\n\n" + rest) == expected


def test_quoted_lines_are_joined_as_those_that_are_not() -> None:
    inner, outer = ("\n>\n".join(fill(part, 66) for part in pair) for pair in (STORY[:2], STORY[1:]))
    quoted = "\n".join("> " + line if line != ">" else ">" for line in outer.split("\n"))
    twice = "\n".join(">> " + line if line != ">" else ">>" for line in inner.split("\n"))
    text = f"Ada wrote:\n{quoted}\n{twice}\n> No.\nSo be it."
    expected = ["Ada wrote:", "> " + STORY[1], ">", "> " + STORY[2], ">> " + STORY[0], ">>", ">> " + STORY[1]]
    assert blocks(text) == [*expected, "> No.", "So be it."]
    assert blocks("\n\n".join(blocks(text))) == blocks(text)


def test_the_times_of_subtitles_stay_alone() -> None:
    times = "00:00:0{}.000 --> 00:00:0{}.500 align:start position:0%"
    said = ["and now we are going to rebuild", "the lock of this old chest, of which", "nobody has a key"]
    lines = [
        line for second, words in enumerate(said * 2) for line in (times.format(second, second + 1), words)
    ]
    assert blocks("\n\n".join(map("\n".join, zip(lines[::2], lines[1::2], strict=True)))) == lines


def test_a_chinese_text_is_joined_without_blanks() -> None:
    paragraph = (
        "镇议会星期一晚上投票决定关闭港口这场辩论持续了几乎整个下午旁听席座无虚席帆船俱乐部的成员说" * 3
        + "。"
    )
    wrapped = "\n".join(paragraph[start : start + 36] for start in range(0, len(paragraph), 36))
    assert blocks("首页\n新闻\n\n" + wrapped + "\n\n" + wrapped) == ["首页", "新闻", paragraph, paragraph]


def test_a_thai_text_is_joined_without_blanks() -> None:
    paragraph = "สภาเมืองลงมติเมื่อคืนวันจันทร์ให้ปิดท่าเรือการอภิปรายกินเวลาเกือบทั้งบ่ายสมาชิกสโมสรเรือใบกล่าวว่า" * 3
    wrapped = "\n".join(paragraph[start : start + 60] for start in range(0, len(paragraph), 60))
    assert blocks("สภา\n\n" + wrapped + "\n\n" + wrapped) == ["สภา", paragraph, paragraph]


def test_what_was_joined_is_not_joined_to_more_when_split_again() -> None:
    text = "\n".join(MENU) + "\n\n" + "\n".join(fill(part, 72) for part in STORY)
    layout = split_text(text)
    again = split_text(join_blocks(layout.texts, layout.joined, layout.kinds))
    assert again.texts == layout.texts


def wrapped_with(word: str, rest: str, elsewhere: str = "") -> str:
    """Return the block in which a line ends with `word` and the next begins with `rest`."""
    head = "the pilot of the harbour waited beside the light that night for the "
    lines = [fill(head * 4, 72), (head + word)[-72:].lstrip(), rest + " " + fill(head, 50)]
    text = "\n".join(lines) + "\n\n" + fill(head * 8, 72) + "\n\n" + elsewhere
    return " ".join(blocks(text))


def test_a_word_is_mended_that_stands_elsewhere_in_one_piece() -> None:
    assert "international" in wrapped_with("inter-", "national", "An international airport")


def test_a_compound_is_kept_that_stands_elsewhere_with_its_hyphen() -> None:
    assert "well-known" in wrapped_with("well-", "known", "A well-known airport")


def test_a_compound_is_kept_whose_parts_are_words_elsewhere() -> None:
    assert "government-issued" in wrapped_with("government-", "issued", "The government closed it.")


def test_a_hyphen_is_dropped_that_nothing_speaks_for_and_the_change_is_recorded() -> None:
    text = "\n\n".join(fill(part, 72) for part in STORY)
    broken = text.replace("at the\nmeeting", "at the meet-\ning")
    assert broken != text
    layout = split_text(broken)
    assert layout.texts == STORY
    assert [(repair.before, repair.after) for repair in layout.repairs] == [("-\n", "")]
    assert broken[layout.repairs[0].start : layout.repairs[0].end] == "-\n"


@pytest.mark.parametrize(("word", "rest"), [("US-", "based"), ("22-year-", "old"), ("mother-in-", "law")])
def test_numbers_capitals_and_chains_keep_their_hyphen(word: str, rest: str) -> None:
    assert word + rest in wrapped_with(word, rest)


def test_a_hyphen_that_stands_for_a_word_keeps_its_blank() -> None:
    assert "two- and three-year" in wrapped_with("two-", "and three-year")


def test_a_soft_hyphen_at_a_line_end_goes() -> None:
    assert "international" in wrapped_with("inter\u00ad", "national")
