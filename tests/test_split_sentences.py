"""Sentences are found by their marks, in any script, without a model."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.split.sentences import sentence_separator, sentence_starts


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, white space around them removed."""
    bounds = [0, *sentence_starts(text), len(text)]
    return [text[start:end].strip() for start, end in pairwise(bounds)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The harbour closed. Nobody knew why! Did the pilot? He left.", 4),
        ('"It is late." She left. "Why?" He shrugged.', 4),
        ("(It was late.) She left. [She came back.] It rained.", 4),
        ("„Es ist spät.“ Sie ging. «Il est tard.» Elle partit. »Nej.« Hun gik.", 6),
        ("She waited... Nobody came… It rained.", 3),
        ("Il est tard ! Elle part. ¿Por qué? ¡Nadie lo sabe! Ça va ?", 5),
        ("In 1999. The harbour closed at 5.30. Prices rose by 3.5 per cent. $5 was a lot.", 4),
        ("Порт закрыт. Никто не знал. Ο λιμένας έκλεισε. Κανείς δεν ήξερε.", 4),
        ("बंदरगाह बंद है। कोई नहीं जानता। یہ بند ہے۔ کیوں؟ 항구가 닫혔다. 아무도 몰랐다.", 6),
        (
            "ወደቡ ተዘግቷል። ማንም አያውቅም። ဆိပ်ကမ်း ပိတ်ထားသည်။ ဘယ်သူမှ မသိ။ កំពង់ផែ បិទ។ គ្មាន\u200bអ្នកណា\u200bដឹង។ གྲུ་ཁ་སྒོ་བརྒྱབ། སུས་ཀྱང་མི་ཤེས།",
            8,
        ),
        ("أُغلق الميناء.\u200f \u200fلا أحد يعرف. هل غادر القبطان؟ \u200fنعم.", 4),
        ("She left. – Nobody knew, said the pilot. — It is late.", 3),
        ("*Note.* The harbour closed. **Nobody** knew.", 3),
    ],
)
def test_end_marks_end_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith and Dr. J. R. Brown of St. Ives met Gov. Ada Lee on Feb. 3 in the U.S. Senate.",
        "Der 3. Mai und das 21. Jahrhundert, z.B. Hr. Meier, z. B. am Hbf. Nord bzw. Süd.",
        "M. Dupont, Mme. Durand et le Sr. Gómez, pp. 3 to 5, No. 7, approx. 12 km.",
        "ул. Ленина, 5 тыс. Рублей, т.е. Много, и т.д. Иванов",
        "Version 3.5.1 of example.org costs 1.200,50 euros at www.example.com, he said.",
        '"Really?" he asked, and "No!" she said... and left.',
        "The iPhone. iPads too. eBay as well",
        "Yahoo! and Jeopardy! are names",
        "「行く。」と言った",
        "วันที่ 14 มี.ค. 2566 เวลา 10.00 น. ดร. สมชาย ตัวอย่าง จาก กทม. กล่าวว่า พล.ต.อ. ตัวอย่าง ลาออก",
        "वह 12 कि.मी. दूर एक गाँव में रहता है",
        "A line without an end mark",
        "...",
        "",
    ],
)
def test_what_only_looks_like_an_end_ends_nothing(text: str) -> None:
    assert len(sentences(text)) == 1


def test_chinese_and_japanese_need_no_blanks() -> None:
    assert sentences("港口关闭了。“没有船！”他说？是的。") == [
        "港口关闭了。",
        "“没有船！”",
        "他说？",
        "是的。",
    ]
    assert sentences("他说。“没有船。”") == ["他说。", "“没有船。”"]
    assert sentences("港が閉まった。「帰れ！」船長は言った。") == [
        "港が閉まった。",
        "「帰れ！」",
        "船長は言った。",
    ]


def test_a_bullet_between_blanks_starts_a_sentence_and_one_inside_a_word_does_not() -> None:
    assert sentences("Menu • Home • News of the day") == ["Menu", "• Home", "• News of the day"]
    assert sentences("Home•News •Sport") == ["Home•News •Sport"]


def test_a_list_number_stays_with_its_sentence() -> None:
    assert sentences("There are two. 1. The first. 2. The second.") == [
        *("There are two.", "1. The first.", "2. The second.")
    ]


PARTS = st.lists(
    st.sampled_from(
        [
            *(
                "The harbour closed.",
                "“Why?”",
                "It was 3.5 m deep (or so).",
                "Mr. Smith left…",
                "No one knew!",
            ),
            *(
                "In the U.S. it rained.",
                "港口关闭了。",
                "“没有船！”",
                "1. One.",
                "– Non, dit-elle.",
                "$5 is a lot.",
            ),
        ]
    ),
    min_size=1,
)


def joined(parts: list[str]) -> str:
    """Return the sentences in one line."""
    text = parts[0]
    for left, right in pairwise(parts):
        text += sentence_separator(left, right) + right
    return text


@given(PARTS, st.data())
def test_a_text_without_some_of_its_sentences_is_cut_at_the_seams(
    parts: list[str], data: st.DataObject
) -> None:
    """How two sentences are told apart depends on the end of one and the start of the other, each by itself."""
    assert sentences(joined(parts)) == parts
    kept = [part for part in parts if data.draw(st.booleans())]
    if kept:
        assert sentences(joined(kept)) == kept


@given(st.text(alphabet=st.sampled_from("aA1.。!… \u00a0”“「」•()Mr")))
def test_cuts_rise_and_point_at_visible_characters(text: str) -> None:
    starts = sentence_starts(text.strip())
    assert starts == sorted(set(starts))
    assert all(start and not text.strip()[start].isspace() for start in starts)


@given(st.text(alphabet=st.sampled_from("aA1. 。!–“”•"), max_size=40))
def test_the_amount_of_white_space_does_not_matter(text: str) -> None:
    text = " ".join(text.split())
    spread = text.replace(" ", " \u00a0\n ")
    assert [part.split() for part in sentences(spread)] == [part.split() for part in sentences(text)]
