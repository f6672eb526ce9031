"""What a reader sees of Markdown: no marks, the texts of links and how long they are, in linear time."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, Label, extract
from cleaner.config import Config
from cleaner.label import Known, label
from cleaner.pipeline import judges_of
from cleaner.score.features import text_columns
from cleaner.score.model import default_scorer
from cleaner.split.html import split_html
from cleaner.split.plain import NOTHING
from cleaner.split.text import split_text


def seen(text: str) -> list[tuple[str, int]]:
    """Return what shows of each block of a Markdown text, and how many characters of it are in links."""
    layout = split_text(text, markdown=True)
    return list(zip(layout.plain, layout.link_chars, strict=True))


# -- blocks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "plain"),
    [
        ("# Harbour", "Harbour"),
        ("## Harbour ##", "Harbour"),
        ("# The tracks of C#", "The tracks of C#"),
        ("Harbour and *town*\n=======", "Harbour and town"),
        ("> No ship\n> could leave.", "No ship could leave."),
        ("> > ## It is late", "It is late"),
        ("* one", "one"),
        ("- [x] done", "done"),
        ("  * ### Sign up", "Sign up"),
        ("1. first", "1. first"),
        ("3\\. Mai 2024", "3. Mai 2024"),
        ("| ship | flag |", "ship | flag"),
        ("ship | flag\n---|---\n*Ada* | NO", "ship | flag Ada | NO"),
        ("```sh\nclose  *all*\n\n# [now](x)\n```", "close *all* # [now](x)"),
        ("---\ntitle: Harbour\ntags:\n  - ships\n---", NOTHING),
        ("---\nAda: Is it late?\n\nBo: It is.\n---", "Ada: Is it late? Bo: It is."),
        ("The harbour is closed.", "The harbour is closed."),
        ("## Harbour {#port .wide}", "Harbour"),
        ("[By]{.by} Ada {sic}", "By Ada {sic}"),
        ("::: {.note}", "::: {.note}"),
    ],
)
def test_a_block_loses_the_marks_that_make_it_one(block: str, plain: str) -> None:
    assert seen(block) == [(plain, 0)]


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "___"])
def test_a_rule_stays_as_it_is(rule: str) -> None:
    assert seen(f"Before\n\n{rule}\n\nAfter")[1] == (rule, 0)


@pytest.mark.parametrize(
    ("block", "linked"),
    [
        ("![](ship.jpg)", 0),
        ("[![](logo.svg)](/)", 1),
        ("* [ ](https://example.org)", 1),
        ("[ship]: https://example.org/ships", 1),
        ('[ship]: <a b> "A ship"', 1),
        ("[12]: https://example.org/a-wrapped- address", 1),
        ("#", 0),
        ('<div class="ship">', 0),
        ("```\n```", 0),
    ],
)
def test_a_block_that_shows_nothing_is_one_sign_and_a_link_if_it_holds_one(block: str, linked: int) -> None:
    assert seen(block) == [(NOTHING, linked)]


# -- links, emphasis, code ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "plain", "linked"),
    [
        ("* [Subscribe](https://example.org/s)", "Subscribe", 9),
        ('The [port](/p "A port") is shut.', "The port is shut.", 4),
        ("The [ port ](/p)is shut.", "The port is shut.", 4),
        ("[One](/1)[Two](/2)", "One Two", 6),
        ("[Kiel](https://example.org/Kiel_(town)) waits", "Kiel waits", 4),
        ("[Call](tel:\\(0431\\)12)", "Call", 4),
        ("[Post](https://example.org/?text=A bridge (at last)) it", "Post it", 4),
        ("[Port](<a b>) and [ship](  /s  )", "Port and ship", 8),
        ("![A ship](s.jpg)At sea", "A ship At sea", 0),
        ("![A ship](s.jpg)", f"{NOTHING} A ship", 0),
        ("![A ship](s.jpg)![](p.jpg)![A pier](p.jpg)", f"{NOTHING} A ship A pier", 0),
        ("*![A ship](s.jpg)*", f"{NOTHING} A ship", 0),
        ("[![A ship](s.jpg)](/s)", f"{NOTHING} A ship", 6),
        ("[![Logo](l.svg)](/) News", "Logo News", 4),
        ("[**Port** of _Kiel_](/k)", "Port of Kiel", 12),
        ('[Port](/p){.menu rel="home"} and', "Port and", 4),
        ('![A ship](s.jpg){width="80"} At sea', "A ship At sea", 0),
        ("See <https://example.org> or <ana@example.org>", "See https://example.org or ana@example.org", 34),
        ("See https://example.org/a_b_c for more", "See https://example.org/a_b_c for more", 25),
        ("he left](https://example.org) at noon", "he left at noon", 7),
    ],
)
def test_of_a_link_its_text_shows(line: str, plain: str, linked: int) -> None:
    assert seen(line) == [(plain, linked)]


def test_pictures_that_stand_alone_are_no_part_of_the_story() -> None:
    line = (
        "The {} left at noon on Monday, the harbour master said, and was back in the harbour before dark.\n\n"
    )
    story = [line.format(name) for name in ("ferry", "tug", "pilot ![ten](t.svg)", "dredger")]
    pictures = "![Image 2: A white ferry](f.jpg)![](p.gif)\n\n![](f.jpg)\n\n[![A pier](p.jpg)](/large)\n\n"
    text = extract("".join([*story[:2], pictures, *story[2:]]), kind="markdown").text
    assert text == "".join(story).strip()


def test_of_a_link_by_reference_its_text_shows_where_the_reference_is_defined() -> None:
    text = "The [port][1], the [Ship][] and the [crew].\n\n[1]: /p\n\n[ship]: /s"
    assert seen(text)[0] == ("The port, the Ship and the [crew].", 8)
    assert seen("The [port][1] [sic].")[0] == ("The [port][1] [sic].", 0)


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("A **bold _and_ slanted** word", "A bold and slanted word"),
        ("***Both*** and ~~gone~~", "Both and gone"),
        ("5 * 3 is 15, a snake_case_name and 2 ** 3", "5 * 3 is 15, a snake_case_name and 2 ** 3"),
        ("*The price is without tax", "*The price is without tax"),
        ("Use `*args` and ``a`b``", "Use *args and a`b"),
        ("A ` alone", "A ` alone"),
        ("\\*Not so\\* and \\[this\\](that) C:\\dir", "*Not so* and [this](that) C:\\dir"),
        ("One<br>two <b>three</b> < 4", "One two three < 4"),
        ("he said [sic](see below)", "he said [sic](see below)"),
        ("a [list[int]] of [[brackets", "a [list[int]] of [[brackets"),
    ],
)
def test_marks_that_act_go_and_signs_that_do_not_stay(line: str, plain: str) -> None:
    assert seen(line) == [(plain, 0)]


# -- what holds for any text -------------------------------------------------------------------------

_LINE = st.lists(
    st.sampled_from(
        ["[", "]", "(", ")", "](", "![", "<", ">", "*", "**", "_", "`", "``", "~~", "\\", "#", "|", "- ", "> ", " ",
         "\n", "\n\n", '"', "https://", "/a", "word", "橋", "[1]", "[1]: /a", "---", "```", "a@b"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
_WORDS = st.text("abcd éñ橋.,!?", min_size=1, max_size=20).filter(lambda text: text.strip() != "")
_LINKS = st.builds(
    "{}[{}]({}{})".format,
    st.sampled_from(["", "!"]),
    _WORDS,
    st.sampled_from(["/a", "https://example.org/x_(y)_*z*?q=[]", "<a b>", "#", "a\\)b"]),
    st.sampled_from(["", ' "A title"', " 'one'", " (two)"]),
)


@given(_LINE | st.text())
def test_what_shows_is_a_line_with_something_on_it_and_no_longer_than_the_block(text: str) -> None:
    layout = split_text(text, markdown=True)
    assert len(layout.plain) == len(layout.link_chars) == len(layout.texts)
    for block, plain, linked in zip(layout.texts, layout.plain, layout.link_chars, strict=True):
        assert 0 < len(plain) <= len(block)
        assert 0 <= linked <= len(plain)
        assert plain == " ".join(plain.split())


@given(st.lists(_WORDS | _LINKS, min_size=1, max_size=8).map(" ".join))
def test_no_target_of_a_well_formed_link_shows(line: str) -> None:
    ((plain, linked),) = seen(f"So: {line.strip()}")
    assert "](" not in plain
    assert "title" not in plain
    assert linked <= len(plain) - len("So:")


@given(st.text("aé. ,\n", min_size=1))
def test_a_text_without_marks_shows_as_it_is(text: str) -> None:
    layout = split_text(text, markdown=True)
    assert layout.plain == layout.texts
    assert not any(layout.link_chars)


def test_pages_and_flat_texts_show_as_they_are_and_need_no_copy() -> None:
    for layout in (split_text("* [One](/1)\n> two"), split_html("<p>*One* <a href=/1>two</a>")):
        assert layout.plain is layout.texts


_N = 20_000


@pytest.mark.parametrize(
    "piece",
    ["[", "]", "![", "](", "[a](", "[a][", "`", "``` ` ", "*a", "**a* ", "_a ", "<a", "<!--", '](a "', "](a 'b",
     "](/(", "](<", "\\", "](https:(", "https://", "a@", "[a]", "~~a"],
)  # fmt: skip
def test_hostile_lines_take_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        seen("x" + piece * times + "\n\n[1]: /a")
        return time.process_time() - start

    assert seconds(4 * _N) < 16 * max(seconds(_N), 0.05)


def test_nested_brackets_and_emphasis_take_linear_time() -> None:
    start = time.process_time()
    assert seen("a " + "[" * 5 * _N + "b" + "](/c)" * 5 * _N + "\n\n[1]: /a")[0] == ("a b", 1)
    assert seen("a " + "[" * 5 * _N + "b" + "]" * 5 * _N + "\n\n[1]: /a")[0][1] == 0
    assert seen("a " + "*" * 5 * _N + "b" + "* b" * 5 * _N)[0][1] == 0
    assert time.process_time() - start < 20


# -- what goes by it ---------------------------------------------------------------------------------

PROSE = [
    f"The bridge number {number} over the old canal was opened by the mayor on Monday morning, and all of the town"
    " had come to see it. It had been worth the wait, she said, and everyone who stood there laughed for a while."
    for number in range(6)
]
PAGE = "\n\n".join(
    [
        "  * [News](https://example.org/news)\n  * [Subscribe](https://example.org/subscribe?from=menu)",
        "# The **bridge** over the [old canal](/canal) is open",
        "_By [Ana Lima](https://example.org/ana)_",
        "**3 May 2024**",
        *PROSE[:3],
        "[Advertisement](https://ads.example.org)",
        *PROSE[3:5],
        f"{PROSE[5]} See [the plans](/plans).",
        "## [Related stories](/related)",
        "  * [A second bridge for the upper town](/second)",
    ]
)


def test_rules_decide_a_line_whose_text_is_a_link() -> None:
    article = extract(PAGE, kind="markdown")
    rules = {article.blocks[verdict.block].text: verdict.rule for verdict in article.verdicts}
    assert rules["[Advertisement](https://ads.example.org)"].startswith("ad/")
    assert rules["_By [Ana Lima](https://example.org/ana)_"].startswith("byline/")
    assert rules["## [Related stories](/related)"].startswith("related/")


def test_facts_carry_no_marks_and_the_text_keeps_them() -> None:
    article = extract(PAGE, kind="markdown")
    assert article.title == "The bridge over the old canal is open"
    assert article.byline == "By Ana Lima"
    assert article.date == "3 May 2024"
    assert article.text.endswith("See [the plans](/plans).")


def test_links_of_a_markdown_text_are_features_and_flat_text_has_none() -> None:
    layout = split_text("[News](/n)\n\nThe [port](/p) is shut.\n\n[News](/n)\n\nNews", markdown=True)
    lexicon = default_scorer().lexicon
    columns = text_columns(layout, [None] * 4, lexicon)
    assert columns["link_density"].tolist() == pytest.approx([1, 4 / 17, 1, 0])
    assert columns["copies"].tolist() == [3, 1, 3, 3]
    assert columns["document_links"].tolist() == pytest.approx([12 / 29] * 4)
    flat = text_columns(split_text("News\nThe port is shut."), [None] * 2, lexicon)
    assert flat["link_density"].tolist() == flat["document_links"].tolist() == [0, 0]


def test_known_lines_know_nothing_of_links() -> None:
    judges = judges_of(Config())
    known = Known(judges)
    linked = split_text("[The port is shut and nobody in the town knows why.](/p)", markdown=True)
    plain = split_text("The port is shut and nobody in the town knows why.", markdown=True)
    assert linked.plain == plain.plain
    for layout, good in ((linked, False), (plain, True), (linked, False)):
        judgement = label(layout, judges, known=known)
        alone = label(layout, judges)
        assert bool(judgement.columns["good"][0]) is good
        assert np.array_equal(judgement.columns["link_density"], alone.columns["link_density"])
        assert judgement.scores == alone.scores


def test_menus_of_links_go_and_lists_of_the_story_stay() -> None:
    article = Cleaner().extract(PAGE, kind="markdown")
    kept = {Label.BODY, Label.HEADING, Label.STANDFIRST}
    last = {article.blocks[verdict.block].text: verdict.label for verdict in article.verdicts}
    assert all(found in kept for text, found in last.items() if text.startswith("The bridge number"))
    assert all(found not in kept for text, found in last.items() if text.startswith("* ["))
