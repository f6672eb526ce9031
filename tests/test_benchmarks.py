"""The benchmarks' arithmetic on made-up data: scores, intervals, costs, floors, line rules, the cache."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the benchmarks read the corpora with pyarrow")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import confidence
import corpora
import disguises
import errors
import flatteners
import gate
import headlines
import labels
import numpy as np
import ours
import scores
import stages
from corpora import Page
from handmade import article
from outputs import Outputs
from peers import Peer, c4_lines, refinedweb_lines
from support import Row

from cleaner import Article, Cleaner, Config, Label, Verdict
from cleaner.mojibake import ENCODINGS

GOLD = "The kettle sang on the old stove.\nNobody in the kitchen heard it."


def page(html: str = "", gold: str = GOLD) -> Page:
    return Page(
        "made-up",
        "one",
        "https://example.org/",
        "example.org",
        "de",
        "train",
        html.encode(),
        gold,
        gold,
        gold,
    )


# -- headlines ------------------------------------------------------------------------------------------


def test_a_headline_is_right_if_it_is_what_the_head_says() -> None:
    story = (
        "<p>The kettle sang on the old stove for an hour, and nobody in the kitchen heard it at all.</p>" * 3
    )
    told = "<title>The kettle sang | Example News</title><meta property=og:title content='The kettle sang'>"
    rows = [
        page(f"{told}<h1>The kettle sang</h1>{story}"),
        page(f"{told}<h1>Nobody in the house heard it</h1>{story}"),
        page(f"{told}{story}"),
        page(story),
    ]
    assert headlines.outcomes(Cleaner(), headlines.named(rows), "html") == {"right": 1, "other": 1, "none": 1}


# -- scores ---------------------------------------------------------------------------------------------


def test_word_f1_is_one_for_the_same_words_in_another_order() -> None:
    assert scores.word_f1("it sang the kettle", "The kettle: it sang") == (1.0, 1.0, 1.0)


def test_shingles_feel_the_order_that_words_do_not() -> None:
    assert scores.shingle_scores("one two three four", "four three two one") == (0.0, 0.0)


def test_shingle_precision_falls_with_what_is_added_and_recall_does_not() -> None:
    assert scores.shingle_scores("a b c d e f g h", "a b c d e") == (0.4, 1.0)


def test_a_text_shorter_than_a_shingle_counts_as_one() -> None:
    assert scores.shingle_scores("two words", "two words") == (1.0, 1.0)


def test_a_shingle_counts_as_often_as_it_stands_there() -> None:
    assert scores.shingle_scores("a b c d a b c d", "a b c d") == (0.2, 1.0)


def test_an_empty_output_scores_nothing_and_is_not_left_out_of_the_mean() -> None:
    means = scores.summary(scores.score([GOLD, ""], [GOLD, GOLD]))
    assert (means.pages, means.word_f1, means.shingle_f1, means.right) == (2, 0.5, 0.5, 0.5)


def test_shingle_f1_is_that_of_the_means_and_not_the_mean_of_f1() -> None:
    rows = np.array([[1, 1, 1, 1.0, 0.5], [1, 1, 1, 0.5, 1.0]])
    assert scores.mean_shingle_f1(rows) == pytest.approx(0.75)


# -- intervals ------------------------------------------------------------------------------------------


def rows_of(f1: list[float]) -> scores.Rows:
    return np.array([[value] * 5 for value in f1])


def test_a_difference_on_every_page_is_sure_however_much_the_pages_differ() -> None:
    theirs = rows_of([0.1, 0.5, 0.9, 0.3, 0.7])
    found = scores.difference(theirs + 0.02, theirs)
    assert (found.mean, found.low, found.high) == pytest.approx((0.02, 0.02, 0.02))
    assert found.is_sure


def test_a_difference_that_pages_contradict_is_not_sure() -> None:
    found = scores.difference(rows_of([0.9, 0.5, 0.9, 0.5]), rows_of([0.5, 0.9, 0.5, 0.8]))
    assert found.mean > 0
    assert not found.is_sure


def test_the_interval_of_the_same_rows_is_the_same_each_time() -> None:
    better, worse = rows_of([0.9, 0.8, 0.7, 1.0]), rows_of([0.8, 0.9, 0.2, 0.7])
    assert scores.difference(better, worse) == scores.difference(better, worse)


# -- confidence -----------------------------------------------------------------------------------------


def test_the_area_is_one_where_every_right_text_has_more_confidence() -> None:
    assert (
        confidence.area_under_curve(np.array([0.1, 0.2, 0.8, 0.9]), np.array([False, False, True, True]))
        == 1.0
    )


def test_ties_count_half() -> None:
    assert confidence.area_under_curve(np.array([0.5, 0.5, 0.5]), np.array([True, False, True])) == 0.5


def test_the_area_is_undefined_where_all_are_right() -> None:
    assert np.isnan(confidence.area_under_curve(np.array([0.5, 0.6]), np.array([True, True])))


def test_the_last_bin_holds_full_confidence() -> None:
    assert confidence.bin_of(np.array([0.0, 0.099, 0.1, 0.95, 1.0])).tolist() == [0, 0, 1, 9, 9]


def test_calibration_is_off_by_what_the_bins_promise_too_much() -> None:
    confidences, right = np.array([0.95, 0.95, 0.05, 0.05]), np.array([True, False, False, False])
    assert confidence.calibration_error(confidences, right) == pytest.approx((0.9 + 0.1) / 4)


# -- labels ---------------------------------------------------------------------------------------------


def test_labels_are_matched_by_line_and_by_order_on_one_line() -> None:
    wanted = [Row(1, Label.TITLE), Row(2, Label.BODY), Row(2, Label.AD), Row(3, Label.BODY)]
    found = [Row(1, Label.TITLE), Row(2, Label.BODY), Row(2, Label.BODY)]
    counts = labels.compare([(found, wanted)])
    assert counts.row("body") == (2, 0.5, 0.5)
    assert counts.row("ad") == (1, 1.0, 0.0)
    assert counts.confused == {("ad", "body"): 1, ("body", "(no block)"): 1}
    assert counts.accuracy == 0.5


# -- errors ---------------------------------------------------------------------------------------------


def test_a_removed_block_of_the_gold_is_lost_and_a_kept_one_that_it_lacks_has_leaked() -> None:
    kettle, kitchen = GOLD.split("\n")
    found = errors.examine(
        article(
            (Label.BODY, kettle),
            (Label.RELATED, kitchen),
            (Label.BODY, "Read what else we wrote on kettles."),
            (Label.RELATED, "More on stoves and what to put on them."),
        ),
        page(),
    )
    assert [(mistake.block, mistake.lost, mistake.words, mistake.decided) for mistake in found.mistakes] == [
        (1, True, 6, "related score"),
        (2, False, 7, "body score"),
    ]


def test_the_last_verdict_is_responsible_and_the_trail_shows_the_score() -> None:
    scored = article(
        (Label.BODY, GOLD.split("\n", maxsplit=1)[0]),
        verdicts=[Verdict(0, Label.TITLE, "context/title", score=0.91)],
    )
    mistake = errors.examine(scored, page()).mistakes[0]
    assert mistake.decided == "title context/title"
    assert mistake.trail == "body score → title context/title 0.91"


def test_a_cut_into_the_gold_is_lost_and_one_beside_it_is_not() -> None:
    text = "The kettle sang on the old stove. Advertisement"
    cuts = [Verdict(0, Label.AD, "ad/x", span=(4, 15)), Verdict(0, Label.AD, "ad/x", span=(34, 47))]
    found = errors.examine(article((Label.BODY, text), verdicts=cuts), page())
    assert [(mistake.lost, mistake.text) for mistake in found.mistakes] == [(True, "kettle sang")]


def test_words_that_are_cut_out_are_no_surplus_whatever_is_left_of_the_block() -> None:
    text = "The kettle sang on the old stove today. Advertisement"
    cuts = [Verdict(0, Label.AD, "ad/x", span=(40, 53))]
    assert errors.examine(article((Label.BODY, text)), page()).surplus_words == 2
    assert errors.examine(article((Label.BODY, text), verdicts=cuts), page()).surplus_words == 1
    leaked = "Read what else we wrote on kettles. Advertisement"
    cuts = [Verdict(0, Label.AD, "ad/x", span=(36, 49))]
    found = errors.examine(article((Label.BODY, leaked), verdicts=cuts), page())
    assert [mistake.words for mistake in found.mistakes] == [7]


def test_a_cut_is_in_the_gold_by_whole_words() -> None:
    text = "Nobody in the kitchen heard it. Ear"  # which "heard" holds
    cuts = [Verdict(0, Label.AD, "ad/x", span=span) for span in ((22, 31), (32, 35))]
    found = errors.examine(article((Label.BODY, text), verdicts=cuts), page())
    assert [mistake.text for mistake in found.mistakes if mistake.lost] == ["heard it."]
    assert corpora.stands_in(["old", "kettle"], "An old  kettle")
    assert not corpora.stands_in(["ear"], GOLD)
    assert not corpora.stands_in([], "")


def test_gold_that_no_block_holds_is_counted_apart() -> None:
    found = errors.examine(
        article((Label.NAVIGATION, "Menu")), page(gold="Seven words that the page never had.")
    )
    assert found.words_in_no_block == 7


def test_costs_share_out_what_the_mean_f1_lacks() -> None:
    def mistake(decided: str, words: int) -> errors.Mistake:
        return errors.Mistake(0, lost=True, words=words, decided=decided, trail="", text="")

    long = errors.PageErrors(page(), 0.5, [mistake("ad ad/x", 3000), mistake("other score", 1000)])
    short = errors.PageErrors(page(), 0.8, [mistake("other score", 2)])
    costs = errors.costs([long, short])
    assert costs == pytest.approx({"ad ad/x": 0.1875, "other score": 0.1625})
    assert sum(costs.values()) == pytest.approx(1 - (0.5 + 0.8) / 2)


# -- repair ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_that_is_repaired_explains_what_it_did(encoding: str) -> None:
    pytest.importorskip("ftfy", reason="repair is compared with ftfy")
    import repair  # noqa: PLC0415 - needs ftfy

    assert len(repair.CODECS) == len(ENCODINGS) + 1
    damaged = "naïve".encode().decode(ENCODINGS[encoding])
    assert repair.is_explained(f"so {damaged} it was", "so naïve it was")
    assert not repair.is_explained("so naive it was", "so naïve it was")


# -- the gate -------------------------------------------------------------------------------------------


def test_the_gate_names_what_fell_below_its_floor_and_what_has_none() -> None:
    measured = {"news": {"html": 0.95, "text_full": 0.92, "text_main": 0.93}}
    below = gate.failures(measured, {"news": {"html": 0.96, "text_full": 0.92}})
    assert len(below) == 2
    assert "news, html: word F1 0.9500 is below its floor 0.9600" in below[0]
    assert "news, text_main: no floor" in below[1]


def test_an_update_raises_floors_and_lowers_none() -> None:
    raised = gate.raised(
        {"news": {"html": 0.95, "text_full": 0.97}}, {"news": {"html": 0.96, "text_full": 0.96}}
    )
    assert raised == {"news": {"html": 0.96, "text_full": pytest.approx(0.968)}}


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    floors = {"news": {"html": 0.95, "text_full": 0.9}, "articles": {"html": 0.9412}}
    gate.write_floors(tmp_path / "floors.toml", floors)
    assert gate.read_floors(tmp_path / "floors.toml") == floors


# -- peers ----------------------------------------------------------------------------------------------


def test_c4_keeps_lines_that_end_like_a_sentence_of_five_words() -> None:
    text = (
        "A headline of six whole words\nToo short.\nThis line has just five words.\nIt trails off and off..."
    )
    assert c4_lines(text) == "This line has just five words."


def test_c4_drops_lines_about_scripts_and_policies_and_cuts_citation_marks() -> None:
    text = (
        "Please enable JavaScript to see this page.\n"
        "See how our Privacy Policy protects you.\n"
        "Bees[3] sleep in their hives at night."
    )
    assert c4_lines(text) == "Bees sleep in their hives at night."


def test_refinedweb_drops_capitals_digits_counters_and_single_words() -> None:
    text = "LATEST NEWS FROM HERE\n12 345\n3 likes\nMenu\nThe kettle sang."
    assert refinedweb_lines(text) == "The kettle sang."


def test_refinedweb_edits_short_lines_only() -> None:
    long = "A line with many more words than ten ends like this for once: read more"
    assert refinedweb_lines(f"The kettle sang again Read more...\n{long}") == f"The kettle sang again\n{long}"


def test_a_peer_that_crashes_has_found_nothing() -> None:
    def crash(_source: str | bytes, _country: str) -> str:
        raise RuntimeError("no")

    assert Peer("crashing", crash).text("source") == ""


class Counting:
    """A peer's `run` that counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, _source: str | bytes, _country: str) -> str:
        """Count, and return a text."""
        self.calls += 1
        return "text"


def calls_of_two_runs(folder: Path, package: str | None, *, fresh: bool) -> int:
    run = Counting()
    for _ in range(2):
        with Outputs(folder, fresh=fresh) as outputs:
            assert outputs.text(Peer("counting", run, package), page("<p>x"), "html") == "text"
    return run.calls


def test_a_released_peer_reads_a_page_once(tmp_path: Path) -> None:
    assert calls_of_two_runs(tmp_path, "pytest", fresh=False) == 1


def test_a_released_peer_reads_a_page_again_on_request(tmp_path: Path) -> None:
    assert calls_of_two_runs(tmp_path, "pytest", fresh=True) == 2


def test_rules_that_are_written_here_are_never_kept(tmp_path: Path) -> None:
    assert calls_of_two_runs(tmp_path, None, fresh=False) == 2


def test_other_settings_and_other_pages_are_read_anew(tmp_path: Path) -> None:
    run = Counting()
    with Outputs(tmp_path) as outputs:
        for settings, html in (("", "<p>x"), ("precise", "<p>x"), ("", "<p>y")):
            outputs.text(Peer("counting", run, "pytest", settings), page(html), "html")
    assert run.calls == 3


# -- texts that others made ------------------------------------------------------------------------------


def test_a_joint_is_right_where_the_other_text_has_both_lines_on_one() -> None:
    lines = ["Nobody in the town of", "Marrick", ", says Ana.", "A new page", "kettle", "old stove"]
    full = "Nobody in the town of Marrick, says Ana.\nA new page\n\nkettle\told stove"
    assert flatteners.true_joints(lines, full) == [False, True, True, False, False, None]


def test_a_joint_that_stands_there_both_ways_or_nowhere_tells_nothing() -> None:
    full = "the old kettle sang loud and long\nthe old kettle\nsang loud and long"
    assert flatteners.true_joints(["the old kettle", "sang loud and long", "and died"], full) == [
        False,
        None,
        None,
    ]


def test_joints_are_counted_by_place_and_by_what_becomes_of_them() -> None:
    lines = [
        "Nobody in the town of",
        "Marrick",
        ", says Ana, likes",
        "kettles",
        ", or tea in large pots.",
        "Home",
        "Tea",
        "pot",
    ]
    full = "Nobody in the town of Marrick, says Ana, likes kettles, or tea in large pots.\nHome\nTea pot"
    counts = flatteners.joints_of("\n".join(lines), full, full.partition("\n")[0])
    assert counts == {(True, True, True): 4, (False, False, True): 1}


def test_targets_of_links_are_no_words() -> None:
    text = 'See [the old\nquay](https://example.org/quay "A quay") and [it](<b>) (or not).'
    assert flatteners.without_targets(text) == "See [the old\nquay] and [it] (or not)."


# -- disguises -------------------------------------------------------------------------------------------


def test_a_disguised_page_has_its_text_and_nothing_that_tells() -> None:
    page = '<header class="top">Menu</header><h2 id="a">The old kettle</h2><p class="story">It sang.</p>'
    words = "Menu The old kettle It sang."
    for name, disguise in disguises.PAGES.items():
        hidden = disguise(page)
        assert " ".join(re.sub("<[^>]*>", " ", hidden).split()) == words, name
    assert "css-" in disguises.PAGES["made-up names"](page)
    assert "story" not in disguises.PAGES["made-up names"](page) + disguises.PAGES["no names"](page)
    assert re.findall("<(p|h2|header)", disguises.PAGES["all divisions"](page)) == []


def test_only_what_is_seen_is_spelled_anew() -> None:
    page = "<head><style>p {}</style><script>1</script></head><p title='a'>Old <b>tea</b></p>"
    assert disguises.spelled_page(page, str.upper) == (
        '<html><head><style>p {}</style></head><body><p title="a">OLD <b>TEA</b></p></body></html>'
    )


def test_a_text_is_spelled_line_by_line() -> None:
    assert disguises.spelled_text(" a b\n\nc ", lambda line: line.replace(" ", "").upper()) == " AB\n\nC "


def test_runs_of_characters_are_compared_without_white_space() -> None:
    assert disguises.run_f1("ab cd\nef", "abcdef") == (1, 1, 1)
    assert disguises.run_f1("abcdef", "abcd") == (1 / 3, 1, 0.5)
    assert disguises.run_f1("", "abcd") == (0, 0, 0)


# -- our side -------------------------------------------------------------------------------------------


def test_a_crash_of_ours_scores_nothing_and_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    class Crashing(Cleaner):
        def extract(self, *_args: object, **_named: object) -> Article:
            raise RuntimeError("broken for this test")

    assert ours.text_of(Crashing(), page(), "html") == ""
    assert "broken for this test" in capsys.readouterr().err


def test_every_watched_function_is_there_and_is_put_back() -> None:
    cleaner = Cleaner(Config(threshold=0.0))  # keeps the block, or there is no confidence in it
    before = Cleaner.extract.__globals__["label"]
    with stages.watched() as watch:
        cleaner.extract("<p>A sentence stands here, and another one follows it.</p>", kind="html")
    assert all(watch.seconds[stage] > 0 for stage in stages.STAGES)
    assert Cleaner.extract.__globals__["label"] is before


def test_time_in_a_stage_called_by_another_counts_once() -> None:
    watch = stages.Stopwatch()
    inner = watch.around(lambda: sum(range(200_000)), "rules")
    watch.around(inner, "verdicts")()
    assert watch.seconds["verdicts"] < watch.seconds["rules"] / 2
