"""Writings are made alike where a caller asks for it, and only then, and it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Config, extract
from cleaner.config import REPAIRS, STANDARD_REPAIRS
from cleaner.normalise import normalise

TEXT = "The ﬁrst “ｃａｆｅ\u0301” in &quot;town&quot; had 5 ½ tables, donâ€™t you know."
FURTHER = sorted(set(REPAIRS) - STANDARD_REPAIRS)


@pytest.mark.parametrize(
    ("name", "text", "made", "reason"),
    [
        ("ligatures", "ﬁrst ﬂoor, Œuvre", "first floor, Œuvre", "ligatures written as letters"),
        ("widths", "Ａｒｔ ｶﾀｶﾅ", "Art カタカナ", "full and half width made one"),
        ("quotes", "“It’s ‘late’”", "\"It's 'late'\"", "quotation marks made straight"),
        ("nfc", "cafe\u0301 ½", "café ½", "normal form C"),
        ("nfkc", "cafe\u0301 ½", "café 1⁄2", "normal form KC"),
    ],
)
def test_a_name_does_what_it_says_and_tells_it(name: str, text: str, made: str, reason: str) -> None:
    assert normalise(text, {name}) == (made, reason)
    assert normalise(text, STANDARD_REPAIRS) == (text, "")
    assert normalise(made, {name}) == (made, "")


def test_every_name_is_done_or_is_standard() -> None:
    for name in FURTHER:
        assert normalise("ﬁ Ａ “ e\u0301 ½", {name})[1]


@pytest.mark.parametrize("kind", ["html", "text"])
def test_the_default_undoes_accidents_and_leaves_writing_alone(kind: str) -> None:
    text = extract(TEXT, kind=kind).text  # type: ignore[arg-type]
    assert text == 'The ﬁrst “ｃａｆｅ\u0301” in "town" had 5 ½ tables, don’t you know.'


@pytest.mark.parametrize("kind", ["html", "text"])
def test_what_is_named_is_done_and_nothing_else(kind: str) -> None:
    config = Config(repair=frozenset({"ligatures", "widths"}))
    article = extract(
        TEXT.replace("&quot;", "&amp;quot;" if kind == "html" else "&quot;"), kind=kind, config=config
    )  # type: ignore[arg-type]
    assert article.text == "The first “cafe\u0301” in &quot;town&quot; had 5 ½ tables, donâ€™t you know."
    assert {repair.reason for repair in article.repairs} == {
        "ligatures written as letters, full and half width made one"
    }


def test_false_leaves_every_character_as_it_was() -> None:
    assert extract(TEXT, kind="text", config=Config(repair=False)).text == TEXT


def test_names_may_come_in_any_collection_and_are_kept_as_a_set() -> None:
    config = Config(repair=["quotes", "mojibake"])  # type: ignore[arg-type]
    assert config == Config(repair=frozenset({"mojibake", "quotes"}))
    assert hash(config) == hash(Config(repair=frozenset({"mojibake", "quotes"})))


@pytest.mark.parametrize("names", [["quotes", "quote"], "quotes", {"NFC"}])
def test_a_name_that_is_none_is_an_error_that_says_so(names: object) -> None:
    with pytest.raises(ValueError, match=r"quote|NFC"):
        Config(repair=names)  # type: ignore[arg-type]


@given(st.text(), st.sets(st.sampled_from(REPAIRS)))
def test_a_page_is_cleaned_whatever_is_asked_for(source: str, names: set[str]) -> None:
    config = Config(repair=frozenset(names))
    for kind in ("html", "text"):
        article = extract(source, kind=kind, config=config)  # type: ignore[arg-type]
        assert (article.problem is None) == bool(article.text)
