"""Words of one text found in another: those that both have in common, in one order."""

from __future__ import annotations

import time

from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.alignment import shared_words, words_of

STORY = words_of(
    "The mayor opened the new bridge on Monday while the old ferry made its last trip across the bay"
)
OTHER = words_of(
    "Bakers in the north say flour costs twice what it did before the mill at Orrin closed for good"
)


def marked(words: list[str], wanted: list[str]) -> str:
    """Return the words that were found, the rest as dots."""
    found = shared_words(words, wanted)
    return " ".join(word if hit else "." for word, hit in zip(words, found, strict=True))


def dots(words: list[str]) -> str:
    """Return a dot a word."""
    return " ".join("." for _ in words)


def test_words_are_what_stands_between_blanks_and_marks() -> None:
    assert words_of("“No,” she said – it's 3.5 km…") == ["No", "she", "said", "it", "s", "3", "5", "km"]


def test_every_character_of_a_script_without_blanks_is_a_word() -> None:
    assert words_of("東京の店。Tokyo") == ["東", "京", "の", "店", "Tokyo"]


def test_what_stands_in_both_is_found() -> None:
    assert marked([*OTHER, *STORY, *OTHER], STORY) == f"{dots(OTHER)} {' '.join(STORY)} {dots(OTHER)}"


def test_nothing_is_found_in_nothing() -> None:
    assert shared_words(STORY, []) == [False] * len(STORY)
    assert shared_words([], STORY) == []


def test_single_words_in_common_are_no_match() -> None:
    assert not any(shared_words(words_of("a bridge in the old north"), [*STORY, *OTHER])[1:-1])


def test_a_short_block_between_others_is_found_through_its_neighbour() -> None:
    assert marked([*STORY, "Sponsored", "Flour", *OTHER], [*STORY, "Flour", *OTHER]).split() == [
        *STORY,
        ".",
        "Flour",
        *OTHER,
    ]


def test_of_two_copies_the_one_among_its_neighbours_is_found() -> None:
    teaser = OTHER[:10]
    page = [*teaser, *STORY, *OTHER]
    assert marked(page, [*STORY, *OTHER]) == f"{dots(teaser)} {' '.join([*STORY, *OTHER])}"


def test_a_text_that_repeats_one_word_is_found_in_itself() -> None:
    assert all(shared_words(["la"] * 300, ["la"] * 300))


def test_words_that_were_moved_are_found_once() -> None:
    found = shared_words([*OTHER, *STORY], [*STORY, *OTHER])
    assert sum(found) == len(STORY)


@given(st.lists(st.sampled_from("abcd"), max_size=40))
def test_a_text_is_found_in_itself(words: list[str]) -> None:
    assert all(shared_words(words, words))


@example(list("baaaaa"), list("baaaa"))
@given(st.lists(st.sampled_from("abc"), max_size=40), st.lists(st.sampled_from("abc"), max_size=40))
def test_no_more_is_found_than_either_text_has(words: list[str], wanted: list[str]) -> None:
    found = shared_words(words, wanted)
    assert len(found) == len(words)
    kept = [word for word, hit in zip(words, found, strict=True) if hit]
    assert all(kept.count(word) <= wanted.count(word) for word in kept)


def test_a_hostile_page_takes_a_time_that_grows_with_its_length() -> None:
    words = ["a", "b", "a", "c"] * 100_000
    started = time.process_time()
    shared_words(words, words[::-1])
    shared_words([str(i % 5000) for i in range(200_000)], [str(i % 5000) for i in range(40_000)])
    assert time.process_time() - started < 60  # with a table of all pairs, an hour
