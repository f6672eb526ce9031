"""What a run did, in numbers: sums that add up whatever the parts, in bounded memory, with examples."""

from __future__ import annotations

import json
from collections import Counter

from handmade import article
from hypothesis import given
from hypothesis import strategies as st

from cleaner import extract
from cleaner.document import BODY_LABELS, Label, Verdict
from cleaner.render.decisions import decisions
from cleaner.report.frequent import EXAMPLES, Frequent, Shares
from cleaner.report.rows import facts_of_row
from cleaner.report.summary import BINS, Facts, Removal, RunSummary, facts_of, length_bin

WORDS = st.lists(st.sampled_from("abcdefghij"), max_size=200)

FACTS = st.lists(
    st.builds(
        Facts,
        name=st.sampled_from("uvwxyz"),
        url=st.sampled_from([None, "https://one.example/1", "https://two.example/2", "http://[bad"]),
        language=st.sampled_from([None, "en", "ko"]),
        title=st.none(),
        before=st.integers(0, 5_000),
        text=st.sampled_from(["", "Text.", "A longer text. " * 20]),
        confidence=st.sampled_from([None, 0.0, 0.1, 0.25, 0.3337, 0.7001, 1.0]),
        error=st.sampled_from([None, "only white space", "the document has 12 bytes"]),
        removals=st.lists(
            st.builds(
                Removal,
                label=st.sampled_from(["ad", "promo"]),
                rule=st.sampled_from(["ad/x", "score"]),
                text=st.sampled_from(["Advertisement", "Sign up", ""]),
            ),
            max_size=4,
        ).map(tuple),
    ),
    max_size=12,
)


def summed(facts: list[Facts]) -> RunSummary:
    summary = RunSummary()
    for one in facts:
        summary.add(one)
    return summary


@given(WORDS, st.integers(1, 4))
def test_a_count_is_too_low_by_at_most_the_error_and_never_too_high(words: list[str], size: int) -> None:
    frequent: Frequent[str] = Frequent(size)
    for word in words:
        frequent.add(word, (word, None))
    exact = Counter(words)
    assert len(frequent.counts) <= 2 * size
    assert frequent.error * (size + 1) <= len(words)
    for word, count in exact.items():
        assert count - frequent.error <= frequent.counts.get(word, 0) <= count


@given(WORDS, WORDS, st.integers(1, 4))
def test_merged_counts_keep_that_promise(one: list[str], other: list[str], size: int) -> None:
    parts = []
    for words in (one, other):
        part: Frequent[str] = Frequent(size)
        for word in words:
            part.add(word, (word, None))
        parts.append(part)
    parts[0].merge(parts[1])
    for word, count in Counter(one + other).items():
        assert count - parts[0].error <= parts[0].counts.get(word, 0) <= count
    assert parts[0].error * (size + 1) <= len(one) + len(other)


def test_a_few_different_examples_of_an_entry_are_kept() -> None:
    frequent: Frequent[str] = Frequent(5)
    for number in (1, 1, 2, 3, 4, 5):
        frequent.add("x", (str(number), None))
    ((_, count, examples),) = frequent.most_common()
    assert count == 6
    assert examples == [("1", None), ("2", None), ("3", None)]
    assert len(examples) == EXAMPLES


@given(WORDS, st.integers(1, 3))
def test_shares_lose_nothing_when_groups_are_put_together(words: list[str], size: int) -> None:
    shares = Shares(size)
    for word in words:
        shares.add(word, (1, 0, 10, 5, 0.5))
    sums = [*shares.sums.values(), shares.others]
    assert sum(values[0] for values in sums) == len(words)
    assert sum(values[2] for values in sums) == 10 * len(words)
    assert len(shares.sums) <= 2 * size


@given(FACTS, FACTS)
def test_parts_add_up_to_the_whole(one: list[Facts], other: list[Facts]) -> None:
    parts = summed(one)
    parts.merge(summed(other))
    whole = summed(one + other)
    assert parts.record() == whole.record()


def test_sums_are_the_same_whatever_the_parts() -> None:
    whole, one, other = Shares(5), Shares(5), Shares(5)
    for part, confidence in ((one, 0.1), (other, 0.2), (other, 0.3)):
        for shares in (whole, part):
            shares.add("host", (1, 0, 9, 8, confidence))
    one.merge(other)
    assert one.sums == whole.sums == {"host": [3, 0, 27, 24, 0.6]}


@given(FACTS)
def test_a_summary_travels_as_json(facts: list[Facts]) -> None:
    summary = summed(facts)
    again = RunSummary.from_record(json.loads(json.dumps(summary.record())))
    assert again.record() == summary.record()
    again.merge(summed(facts))
    assert again.documents == 2 * len(facts)


@given(FACTS)
def test_everything_is_counted_once(facts: list[Facts]) -> None:
    summary = summed(facts)
    read = [one for one in facts if one.confidence is not None]
    assert summary.documents == len(facts)
    assert summary.rejected == sum(one.error is not None for one in facts)
    assert summary.rejected == sum(count for _, count, _ in summary.rejects.most_common())
    assert sum(summary.confidence) == len(read)
    assert sum(summary.lengths_after) == sum(summary.lengths_before) == len(read)
    assert summary.labels.total() == sum(len(one.removals) for one in read)
    assert summary.before == sum(one.before for one in read)
    assert len(summary.hosts.sums) <= 3


def test_reasons_are_told_apart_by_their_words_not_their_numbers() -> None:
    summary = summed([Facts("a", error="it has 3,000 bytes"), Facts("b", error="it has 4 bytes")])
    assert summary.rejects.most_common() == [("it has … bytes", 2, [("a", None), ("b", None)])]


def test_the_least_confident_documents_are_held_whatever_comes_between() -> None:
    facts = [Facts(f"{number}", confidence=number / 1_000, text="x") for number in range(1_000)]
    held = [least.name for least in summed(facts[::-1]).least]
    assert held == [str(number) for number in range(50)]


def test_a_confidence_of_one_is_in_the_last_bin() -> None:
    assert summed([Facts("a", confidence=1.0, text="x")]).confidence == [0] * (BINS - 1) + [1]


def test_lengths_are_in_powers_of_two() -> None:
    assert [length_bin(length) for length in (0, 1, 2, 3, 4, 1023, 1024, 10**12)] == [
        0,
        1,
        2,
        2,
        3,
        10,
        11,
        23,
    ]


def test_facts_of_an_article_are_what_it_lost() -> None:
    cut = Verdict(0, Label.AD, "ad/between", span=(9, 15))
    made = article(
        (Label.BODY, "One two. Ad! ab three."),
        (Label.PROMO, "Sign up"),
        (Label.TITLE, "Boats"),
        verdicts=[cut],
        text="One two. three.",
        url="https://one.example/x",
        language="en",
    )
    facts = facts_of(made, "x")
    assert facts.removals == (
        Removal("ad", "ad/between", "Ad! ab"),
        Removal("promo", "score", "Sign up"),
        Removal("title", "score", "Boats"),
    )
    assert (facts.before, facts.after) == (22 + 7 + 5, 15)


def test_a_million_lines_take_no_more_memory_than_some_thousands() -> None:
    summary = RunSummary()
    for number in range(300):
        lines = tuple(Removal("other", "score", f"Line {number} {line}") for line in range(40))
        summary.add(
            Facts(
                f"{number}", f"https://{number}.example/", before=9, text="x", confidence=0.5, removals=lines
            )
        )
    assert len(summary.lines.counts) <= 2 * summary.lines.size
    assert summary.lines.error > 0
    assert len(summary.least) == 50


def test_a_row_of_an_output_gives_the_facts_of_its_article() -> None:
    source = (
        "<html><body><nav><a href='/'>Home &amp; away</a></nav><article>"
        "<p>The ferry ran aground on Monday, the harbour master said, and nobody on board was hurt.</p>"
        "<p>A tug from Pellworth pulled it free at noon, to the cheers of people on the quay.</p>"
        "</article></body></html>"
    )
    made = extract(source, url="https://one.example/x")
    removed = [
        {"label": verdict.label.value, "rule": verdict.rule, "start": block.start, "end": block.end}
        for block, (verdict, _, _) in zip(
            made.blocks, decisions(len(made.blocks), made.verdicts), strict=True
        )
        if verdict and verdict.label not in BODY_LABELS
    ]
    row = {
        "id": 7,
        "url": "https://one.example/x",
        "language": made.language,
        "text": made.text,
        "title": made.title,
        "confidence": made.confidence,
        "removed": removed,
        "error": None,
    }
    whole = facts_of(made, "7")
    with_document = facts_of_row(row, document=source)
    assert with_document.removals == whole.removals
    assert with_document._replace(before=whole.before) == whole
    assert abs(with_document.before - whole.before) <= 2  # the blank line between paragraphs
    without = facts_of_row(row)
    assert [removal[:2] for removal in without.removals] == [removal[:2] for removal in whole.removals]
    assert without.before > without.after


def test_a_row_that_could_not_be_cleaned_gives_facts_too() -> None:
    facts = facts_of_row({"text": None, "confidence": None, "removed": None, "error": "it is null"}, "row 3")
    assert facts == Facts("row 3", error="it is null")
