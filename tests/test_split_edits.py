"""Changes to characters replay to the new text and lead back to where it stood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Repair
from cleaner.split.edits import Edits, differences

LINES = st.text(alphabet=st.sampled_from("aÃ©b“ \u00a0\x00.é"), max_size=30)


@given(LINES, LINES, st.sampled_from(["", "a reason"]))
def test_differences_replay_to_the_new_text(before: str, after: str, reason: str) -> None:
    """Without a reason characters were only left out; with one anything may have become of them."""
    before = f"x{before}"
    if not reason:
        after = before.replace("\x00", "").replace("a", "")
    edits = Edits("??" + before, differences(before, after, 2, reason))
    assert edits.replay(2, 2 + len(before)).split() == after.split()


def test_differences_are_as_small_as_the_words_that_changed() -> None:
    assert differences("The cafÃ© is Ã¶pen", "The café is öpen", 10, "why") == [
        Repair(17, 19, "Ã©", "é", "why"),
        Repair(23, 25, "Ã¶", "ö", "why"),
    ]
    assert differences("Fish &amp; chips", "Fish & chips", 0, "why") == [Repair(5, 10, "&amp;", "&", "why")]


def test_what_was_left_out_is_named_stretch_by_stretch() -> None:
    left_out = [Repair(1, 3, "\x00\x01", "", ""), Repair(4, 5, "\x00", "", "")]
    assert differences("a\x00\x01b\x00", "ab", 0, "") == left_out


def test_offsets_lead_back_to_the_source() -> None:
    source = "x-\ny Ã©tÃ© å¾ˆ z"
    edits = Edits(source, [Repair(5, 10, source[5:10], "été", ""), Repair(1, 3, "-\n", "", "")])
    text = edits.replay(0, len(source))
    assert text.startswith("xy été")
    assert list(edits.trace(0, len(source), [0, 1, 3, 4, 5, 6, 7])) == [0, 3, 5, 7, 8, 10, 11]
    assert list(edits.trace(0, len(source), [1, 6], closing=True)) == [1, 10]


def test_of_two_changes_that_overlap_the_first_counts() -> None:
    edits = Edits("abcdef", [Repair(2, 5, "cde", "?", ""), Repair(1, 3, "bc", "!", "")])
    assert edits.replay(0, 6) == "a!def"


@given(st.text(alphabet="ab-", max_size=20), st.data())
def test_places_rise_with_the_offsets_and_stay_inside(source: str, data: st.DataObject) -> None:
    changes = [
        Repair(start, start + 1, "-", data.draw(st.sampled_from(["", "é", "漢字", "+-+"])), "")
        for start, mark in enumerate(source)
        if mark == "-"
    ]
    edits = Edits(source, changes)
    offsets = list(range(len(edits.replay(0, len(source))) + 1))
    for closing in (False, True):
        places = list(edits.trace(0, len(source), offsets, closing=closing))
        assert places == sorted(places)
        assert all(0 <= place <= len(source) for place in places)
