"""Broken characters are mended, right ones are left alone, and invisible ones go."""

from __future__ import annotations

import html
import subprocess
import sys
from importlib import import_module

import ftfy
import ftfy.bad_codecs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentences import SENTENCES
from support import ROOT, SHARED

from cleaner import mojibake
from cleaner.decode import decode
from cleaner.repair import _ALONE, _accident, repair, strip_controls, suspicious, unescape_entities
from cleaner.split.lines import read_lines

DAMAGE = {
    "ISO-8859-1": "latin-1",
    "windows-1252": "sloppy-windows-1252",
    "windows-1251": "sloppy-windows-1251",
    "windows-1250": "sloppy-windows-1250",
    "Mac Roman": "mac-roman",
    "ISO-8859-7": "sloppy-iso-8859-7",
    "ISO-8859-11": "sloppy-iso-8859-11",
    "KOI8-R": "koi8-r",
}
"""Codecs that read any UTF-8 wrongly without losing a byte."""

BROKEN = "".join(
    dict.fromkeys(
        "".join(bytes(range(0x80, 0x100)).decode(codec, "replace") for codec in DAMAGE.values())
        + "aZ 1.?\n\t"
    )
)


def damaged(text: str, codec: str, times: int = 1) -> str:
    """Return UTF-8 read in another encoding, so many times over."""
    for _ in range(times):
        text = text.encode().decode(codec)
    return text


def by_every_means(line: str) -> str:
    """Return a line with both kinds of repair tried, without asking whether it needs them."""
    while True:
        before = line
        line = ftfy.fix_encoding(mojibake.reread(line)[0])
        if line == before:
            return line


@pytest.mark.parametrize("language", SENTENCES)
def test_right_text_is_the_same_object_afterwards(language: str) -> None:
    sentence = SENTENCES[language]
    assert not suspicious(sentence)
    assert repair(sentence) == (sentence, "")
    assert repair(sentence)[0] is sentence


@pytest.mark.parametrize(
    "text",
    [
        "‚single‘ „double“ »guillemets« ‹small› “curly” ‘quotes’ — dash – dash … ‰ † ‡ •",
        "PAÑUELO, CAFÉ»",
        "L’HÔTEL À… VENDRE",
        "10°C, 5 µm ± 2 × 3 ÷ ½ ¼ ¾",
        "© 2024 Müller® ™ §12 ¶3",
        "€50 £20 ¥300",
        "mot—à mot—été",
        "ŢARĂ”",
        "Её… Ёлка",
        "«Їжак» і Ґанок",
        "ﬁrst ﬂoor",
        "ＦＵＬＬ　ｗｉｄｔｈ",
        "(╯°□°)╯︵ ┻━┻",
        "n° 5, 1ª y 2º",
        "e\u0301tude",
        "👩‍👩‍👧 🇬🇧 ❤️",
        "naïve façade",
        "Ærø, Åsa, Øy",
        "&eacute; &amp;",
        "ÅÄÖ åäö",
        "β-carotene, 5 µg",
        "œuvre, Œdipe",
        "«¿Qué?» «¡Sí!»",
        "\u200bzero\u200b",
        "soft\xadhyphen",
        "a\xa0b",
        "line\u2028break",
    ],
)
def test_typography_ligatures_widths_and_symbols_stay(text: str) -> None:
    assert repair(text) == (text, "")


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("language", SENTENCES)
def test_utf_8_read_in_another_encoding_is_restored(language: str, damage: str) -> None:
    broken = damaged(SENTENCES[language], DAMAGE[damage])
    assert suspicious(broken)
    assert repair(broken)[0] == SENTENCES[language]


@pytest.mark.parametrize("damage", ["ISO-8859-1", "windows-1252", "Mac Roman"])
@pytest.mark.parametrize("language", SENTENCES)
def test_damage_done_twice_is_undone_twice(language: str, damage: str) -> None:
    assert repair(damaged(SENTENCES[language], DAMAGE[damage], times=2))[0] == SENTENCES[language]


@pytest.mark.parametrize(
    "language", ["French", "German", "Spanish", "Czech", "Turkish", "Russian", "Japanese"]
)
def test_a_damaged_part_is_mended_beside_a_right_one(language: str) -> None:
    sentence = SENTENCES[language]
    assert repair(f"{damaged(sentence, 'sloppy-windows-1252')} {sentence}")[0] == f"{sentence} {sentence}"


@pytest.mark.parametrize(
    "language", ["Czech", "English", "French", "German", "Greek", "Polish", "Russian", "Turkish", "Ukrainian"]
)
def test_utf_8_read_in_the_encoding_of_dos_in_russia_is_restored(language: str) -> None:
    assert repair(damaged(SENTENCES[language], "cp866"))[0] == SENTENCES[language]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("It鈥檚 shut.", "It’s shut."),
        ("she said鈥攁nd left", "she said—and left"),
        ("der fr眉here Minister", "der frühere Minister"),
        ("un caf茅 ou un th茅", "un café ou un thé"),
        ("涓\ue15f枃缃戠珯", "中文网站"),
        ("It鈥檚 late,鈥� he said.", "It’s late,\ufffd he said."),
    ],
)
def test_utf_8_read_as_gbk_is_restored(broken: str, mended: str) -> None:
    assert repair(broken) == (mended, "UTF-8 read as GBK")


@pytest.mark.parametrize(
    "text",
    [
        "每",
        "茅台",
        "小猫猫",
        "哦哦哦",
        "唯唯诺诺",
        "A股 T恤 K线",
        "iPhone每",
        "乜乜斜斜",
        "ran: рана, рот, тВ",
        "├─ Файл └─ Ещё",
    ],
)
def test_short_words_whose_bytes_happen_to_be_utf_8_stay(text: str) -> None:
    assert repair(text) == (text, "")


_COMMON_HANZI = bytes(range(0xB0, 0xD7)), bytes(range(0xA1, 0xFA))
HANZI = st.builds(
    lambda lead, trail: bytes([lead, trail]).decode("gb2312"), *map(st.sampled_from, _COMMON_HANZI)
)


@given(st.text(HANZI, max_size=12), st.sampled_from(["{}", "{}。", "It was {} then.", "a{}"]))
def test_chinese_stays_whatever_its_words_are(text: str, around: str) -> None:
    assert repair(around.format(text)) == (around.format(text), "")


@pytest.mark.parametrize(
    ("broken", "mended", "reason"),
    [
        ("schÃ¶n", "schön", "UTF-8 read as ISO-8859-1"),
        ("donâ€™t", "don’t", "UTF-8 read as windows-1252"),
        ("donÃ¢â‚¬â„¢t", "don’t", "UTF-8 read as windows-1252 (2 times)"),
        ("AuГџenminister", "Außenminister", "UTF-8 read as windows-1251"),
        ("Spit√§ler", "Spitäler", "UTF-8 read as Mac Roman"),
        ("phasesβ\x80\x94planning", "phases—planning", "UTF-8 read as ISO-8859-7"),
        ("• ๐\x9f\x94\x93 open", "• 🔓 open", "UTF-8 read as ISO-8859-11"),
        ("itā\x80\x99s here ā\x80\x93 now", "it’s here – now", "UTF-8 read as ISO-8859-13"),
        ("Copyright ÂŠ 2026 Example Ltd.", "Copyright © 2026 Example Ltd.", "UTF-8 read as ISO-8859-2"),
        ("  • Copyright ÂŠ 2026", "  • Copyright © 2026", "UTF-8 read as ISO-8859-2"),
        ("Weir ÂŽ lamps", "Weir ® lamps", "UTF-8 read as ISO-8859-2"),
        ("\x93Hi\x94", "“Hi”", "windows-1252 read as ISO-8859-1"),
        ("he saidâ€� and left", "he said\ufffd and left", "bytes lost, UTF-8 read as windows-1252"),
        ("voilÃ  le pont", "voilà le pont", "no-break spaces made blanks, UTF-8 read as ISO-8859-1"),
    ],
)
def test_a_repair_says_what_had_happened(broken: str, mended: str, reason: str) -> None:
    assert repair(broken) == (mended, reason)


@pytest.mark.parametrize("text", ['They saw "Ã¤" instead.', "“â€™” stands for it", "&quot;Ã¤&quot; again"])
def test_a_broken_letter_that_is_talked_about_stays(text: str) -> None:
    assert repair(text) == (text, "")


def gold(name: str) -> list[str]:
    """Return the gold texts of a collection."""
    path = SHARED / "corpora" / f"{name}.parquet"
    if not path.exists():
        pytest.skip("the corpora are not here")
    parquet = pytest.importorskip("pyarrow.parquet")
    texts = [text for text in parquet.read_table(path, columns=["gold"])["gold"].to_pylist() if text]
    assert texts
    return texts


@pytest.mark.parametrize("name", ["publishers", "news"])
def test_gold_texts_are_right_and_stay(name: str) -> None:
    assert [text for text in gold(name) if suspicious(text)] == []


@pytest.mark.parametrize("name", ["publishers", "news", "articles"])
def test_what_changes_in_a_gold_text_is_an_accident_or_shows_nothing(name: str) -> None:
    texts = gold(name)
    sys.path.insert(0, str(ROOT / "benchmarks"))
    is_explained = import_module("repair").is_explained
    for text in texts:
        lines = read_lines(decode(text).text, repair=True)
        for change in lines.changes:
            if change.reason == "HTML entities":
                assert html.unescape(change.before) == change.after
            elif change.reason:
                space = lines.source[change.end : change.end + 1]  # a no-break space ends a letter, and stays
                joiners = ("", "\u200d")  # one that stands alone is dropped when it is mended
                assert any(
                    is_explained(change.before + space, f"{lost}{change.after}{space}") for lost in joiners
                )
            else:
                assert (strip_controls(change.before), change.after) == ("", "")
        if not lines.changes:
            kept, before = (
                "".join(part.replace("\\n", " ").split()) for part in (" ".join(lines.texts), text)
            )
            assert kept == before  # a line break that a program wrote out is one


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_never_changes(text: str) -> None:
    assert not suspicious(text)
    assert repair(text)[0] is text


@given(st.one_of(st.text(), st.text(st.sampled_from(BROKEN)), st.text(st.characters(exclude_categories=[]))))
def test_a_mended_text_needs_no_repair(text: str) -> None:
    mended = repair(text)[0]
    assert repair(mended) == (mended, "")


@given(st.text(st.sampled_from(BROKEN)))
def test_no_line_of_an_unsuspicious_text_needs_repair(text: str) -> None:
    if not suspicious(text):
        assert [by_every_means(line) for line in text.split("\n")] == text.split("\n")


@given(st.text(st.sampled_from("abcABC 019.,;?'\"\n\xa0–—‘’“”…")))
def test_typographic_english_is_never_suspicious(text: str) -> None:
    assert not suspicious(text)
    assert by_every_means(text) == text


@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("abcAEZ 019.,;?'\"\n\xa0–—‘’“”…")),
            st.characters(max_codepoint=0x7F),
            st.sampled_from(_ALONE),
            st.characters(max_codepoint=0x7F),
        ).map("".join)
    ).map("".join)
)
def test_accented_letters_and_signs_that_stand_alone_are_never_suspicious(text: str) -> None:
    assert not suspicious(text)
    assert by_every_means(text) == text


def test_no_neighbours_in_ascii_make_an_accident_of_what_stands_alone() -> None:
    ascii_characters = list(map(chr, range(0x80)))
    for alone in _ALONE:
        lines = (f"{a}{b}{alone}{c}a" for a in "aZ 1." for b in ascii_characters for c in ascii_characters)
        assert _accident().search("\n".join(lines).encode()) is None, alone


def test_finding_that_accented_text_needs_no_repair_loads_no_more_of_ftfy_than_its_pattern() -> None:
    program = """
import sys
from cleaner.repair import suspicious
assert not suspicious("\\u010dlovek")
assert suspicious("caf\\xc3\\xa9")
print([name for name in sys.modules if name.startswith("ftfy")])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)  # noqa: S603 - ours
    assert done.stdout.strip() == b"[]"


@given(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Z"])),
    st.sampled_from([*DAMAGE.values()]),
)
def test_a_repair_never_makes_text_worse_than_it_was_before_the_damage(text: str, codec: str) -> None:
    broken = damaged(text, codec)
    mended = repair(broken)[0]
    assert len(mended) <= len(broken) + broken.count("Ã ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("soft\xadhyphen", "softhyphen"),
        ("\ufeffmark", "mark"),
        ("zero\u200bwidth", "zerowidth"),
        ("word\u2060joiner", "wordjoiner"),
        ("bell\x07 null\x00 next\x84", "bell null next"),
        ("page\x0cbreak", "page break"),
        ("unit\x1fseparator", "unit separator"),
        ("\x1b[1;31mred\x1b[0m \x1b]0;title\x07end", "red end"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("a joiner\n\u200d\nalone", "a joiner\n\nalone"),
        ("\u034f \u200c \xa0 \u034f\u200c", "  \xa0 "),
        ("a\n\u2800\u2800\nblank", "a\n\nblank"),
        ("\u3164", ""),
        ("a \ufe0f b", "a  b"),
    ],
)
def test_what_shows_nothing_is_stripped(text: str, shown: str) -> None:
    assert strip_controls(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cشود",
        "क्\u200dष",
        "👩\u200d👩\u200d👧",
        "\u200eleft\u200f",
        "❤\ufe0f",
        "ه\u200d و",
        "\u2803\u2800\u2803",
        "สะพาน\u200bเก่า",
        "a\xa0b",
        *SENTENCES.values(),
    ],
)
def test_what_a_script_is_spelt_with_stays(text: str) -> None:
    assert strip_controls(text) is text or strip_controls(text) == text


@given(st.text(st.characters(exclude_categories=[])))
def test_stripping_twice_strips_no_more(text: str) -> None:
    once = strip_controls(text)
    assert strip_controls(once) == once


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("It&#39;s &quot;late&quot;", 'It\'s "late"'),
        ("Eeyore&rsquo;s &#8217; &#x2019;", "Eeyore’s ’ ’"),
        ("wait&hellip; 5&nbsp;km", "wait… 5\xa0km"),
        ("It&amp;#8217;s &amp;amp; more", "It’s & more"),
        ("&amp;amp;amp;lt; four times over", "< four times over"),
        ("a &lt; b", "a < b"),
    ],
)
def test_entities_in_flat_text_are_read(text: str, read: str) -> None:
    assert unescape_entities(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "AT&T; R&D;",
        "a=1&copy=2&lt=3",
        "var b = &num;",
        "&foo; &#0; &#99999999; &#xD800;",
        "no entity here; & none there",
        '<a href="?a=1&amp;b=2">link</a>',
        "In HTML, &nbsp; is a space and &lt; a bracket.",
        "Say &amp without its end",
        "&amp;amp;amp;amp;lt; more often than any feed escapes",
    ],
)
def test_what_is_no_entity_or_means_one_stays(text: str) -> None:
    assert unescape_entities(text) == text


@given(
    st.lists(st.sampled_from(["&", "amp;", "#38;", "#x26;", "&am&#112;;", "lt;", "#59;", "a "])).map("".join)
)
def test_what_was_unescaped_needs_no_more_of_it(text: str) -> None:
    once = unescape_entities(text)
    assert unescape_entities(once) == once


@given(st.text(st.sampled_from("&#xamplt;39<>H TML ")))
def test_unescaping_raises_nothing_and_adds_nothing(text: str) -> None:
    assert len(unescape_entities(text)) <= len(text)
