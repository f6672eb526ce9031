"""What a site repeats is removed, with its reason; what its stories share stays."""

from __future__ import annotations

import pickle

import pytest
from furniture_support import (
    IMPRINT,
    PLEDGE,
    cleaned,
    furniture_of,
    html_page,
    kept,
    paragraph,
    story,
    text_page,
)
from judgements import Line, judgement_of

from cleaner import Article, Cleaner, Config, Verdict, extract
from cleaner.document import Label
from cleaner.furniture.apply import weigh
from cleaner.furniture.learn import learn
from cleaner.furniture.store import Furniture
from cleaner.source import Source

SITE = [text_page(story(number), below=[PLEDGE]) for number in range(12)]
"""Pages of a site that ends each with a pledge, which reads like a story."""
NEW = text_page(story("new"), below=[PLEDGE])


def verdicts_on(article: Article, text: str) -> list[Verdict]:
    """Return the trail of the block that reads so."""
    (number,) = (number for number, block in enumerate(article.blocks) if block.text == text)
    return [verdict for verdict in article.verdicts if verdict.block == number]


def test_without_furniture_the_pledge_is_taken_for_story() -> None:
    assert PLEDGE in kept(extract(NEW))


def test_a_line_that_the_site_repeats_is_removed_and_the_reason_counts_its_pages() -> None:
    article = cleaned(NEW, furniture_of(SITE))
    assert kept(article) == story("new")
    last = verdicts_on(article, PLEDGE)[-1]
    assert last.rule == "furniture/gazette.example"
    assert last.reason == "on 12 of 12 other pages of this site"


def test_the_scorers_word_stays_in_the_trail() -> None:
    trail = verdicts_on(cleaned(NEW, furniture_of(SITE)), PLEDGE)
    assert [verdict.rule for verdict in trail][:2] == ["score", "furniture/gazette.example"]
    assert trail[0].score is not None


def test_numbers_in_a_line_do_not_hide_it() -> None:
    pages = [
        text_page(story(number), below=[PLEDGE.replace("ninety", str(90 + number))]) for number in range(6)
    ]
    new = PLEDGE.replace("ninety", "1,204")
    assert new not in kept(cleaned(text_page(story("new"), below=[new]), furniture_of(pages)))


def test_a_page_does_not_testify_about_itself() -> None:
    page = text_page(story("lone"), below=[PLEDGE])
    others = [text_page(story(number)) for number in range(5)]
    furniture = furniture_of([page, *others])
    assert kept(cleaned(page, furniture, "https://gazette.example/0")) == kept(extract(page))
    assert kept(cleaned(SITE[3], furniture_of(SITE), "https://gazette.example/3")) == story(3)


def test_another_site_is_not_concerned() -> None:
    article = cleaned(NEW, furniture_of(SITE), "https://courier.example/new")
    assert article.verdicts == extract(NEW).verdicts


@pytest.mark.parametrize(
    "url", ["http://m.gazette.example/new", "https://WWW.gazette.example/new", "gazette.example"]
)
def test_the_mobile_twin_of_a_site_is_the_site(url: str) -> None:
    assert PLEDGE not in kept(cleaned(NEW, furniture_of(SITE), url))


def test_a_rule_of_the_list_keeps_the_last_word() -> None:
    line = "Sign up for our daily newsletter"
    pages = [text_page([*story(number)], below=[line]) for number in range(6)]
    article = cleaned(text_page(story("new"), below=[line]), furniture_of(pages))
    assert verdicts_on(article, line)[-1].rule.startswith("promo/")


# -- safety -------------------------------------------------------------------------------------------


def test_a_syndicated_paragraph_between_paragraphs_of_the_story_is_kept() -> None:
    shared = paragraph("agency")
    pages = [text_page(story(number)) for number in range(20)]
    pages += [text_page([*story("a", 3), shared, *story("b", 3)])]
    new = [*story("c", 3), shared, *story("d", 3)]
    assert kept(cleaned(text_page(new), furniture_of(pages))) == new


def test_several_shared_paragraphs_in_a_row_are_kept() -> None:
    shared = [paragraph("agency"), paragraph("agency, too"), paragraph("agency, once more")]
    new = [*story("c", 3), *shared, *story("d", 3)]
    seen = text_page([*story("a", 3), *shared, *story("b", 3)])
    assert kept(cleaned(text_page(new), furniture_of([seen]))) == new


def test_on_a_site_of_two_pages_what_the_stories_share_is_kept_and_a_doubtful_line_is_not() -> None:
    shared = paragraph("agency")
    seen = text_page([*story("a", 3), shared, *story("b", 3)], below=[IMPRINT])
    new = [*story("c", 3), shared, *story("d", 3)]
    page = text_page(new, below=[IMPRINT])
    assert IMPRINT in kept(extract(page))
    assert kept(cleaned(page, furniture_of([seen]))) == new


def test_the_refrain_of_a_column_is_kept() -> None:
    refrain = "And so the tide came in again, as it does, and nobody on the quay said a word about it."
    columns = [text_page([*story(f"{number}a", 2), refrain, *story(f"{number}b", 2)]) for number in range(8)]
    others = [text_page(story(number), below=[PLEDGE]) for number in range(40)]
    new = [*story("c", 2), refrain, *story("d", 2)]
    assert kept(cleaned(text_page(new), furniture_of(columns + others))) == new


def test_a_live_blog_that_carries_its_entries_over_loses_none() -> None:
    entries = [paragraph(f"entry {number}") for number in range(12)]
    hourly = [text_page(entries[number : number + 6]) for number in range(6)]
    others = [text_page(story(number), below=[PLEDGE]) for number in range(20)]
    new = entries[6:12]
    assert kept(cleaned(text_page(new), furniture_of(hourly + others))) == new


def test_a_live_blog_that_takes_four_entries_at_a_time_loses_none() -> None:
    entries = [paragraph(f"entry {number}") for number in range(44)]
    hourly = [text_page(entries[number : number + 20]) for number in range(0, 24, 4)]
    others = [text_page(story(number), below=[PLEDGE]) for number in range(20)]
    new = entries[24:]
    assert kept(cleaned(text_page(new), furniture_of(hourly + others))) == new


def test_a_story_above_each_page_of_its_comments_is_kept() -> None:
    told = story("told", 8)
    pages = [text_page([*told, *story(f"readers {number}", 4)]) for number in range(9)]
    others = [text_page(story(number), below=[PLEDGE]) for number in range(20)]
    new = text_page([*told, *story("readers again", 4)])
    assert set(told) <= set(kept(cleaned(new, furniture_of(pages + others))))


def test_teasers_that_come_and_go_are_removed_however_many_pages_were_seen() -> None:
    teasers = {paragraph(f"teaser {number}"): 6 + 2 * number for number in range(8)}
    pages = [
        text_page(story(number), below=[text for text, days in teasers.items() if number < days])
        for number in range(50)
    ]
    new = text_page(story("new"), below=list(teasers))
    for seen in (20, 50):
        assert kept(cleaned(new, furniture_of(pages[:seen]))) == story("new")


def test_the_story_that_a_second_address_shows_is_kept() -> None:
    lines = story("twice", 6)
    furniture = furniture_of([text_page(lines, below=[PLEDGE])])
    assert set(lines) <= set(kept(cleaned(text_page(lines, below=[PLEDGE]), furniture)))


def test_beside_a_story_of_the_pages_own_a_second_address_keeps_only_paragraphs() -> None:
    again = story("seen before", 8)
    headlines = [
        f"Headline number {word} of a list beside all stories of the site" for word in ("one", "two", "six")
    ]
    site = furniture_of([text_page(again, below=headlines)]).of("https://gazette.example/new", [])
    assert site is not None
    own = [Line(text, Label.BODY, score=0.9) for text in story("own", 4)]
    seen = [Line(text, Label.BODY, score=0.9) for text in again]
    listed = [Line(text, Label.BODY, score=0.55) for text in headlines]
    for lines, stay in (([*own, *seen, *listed], own + seen), ([*seen, *listed], seen + listed)):
        judgement = judgement_of(lines, judged=False)
        judgement.begin({})
        weigh(judgement, site)
        assert [lines[index] for index in judgement.kept()] == stay


def test_twins_of_a_page_count_as_one() -> None:
    page = text_page(story("twin"), below=[PLEDGE])
    hosts = ("www.gazette.example", "m.gazette.example", "amp.gazette.example", "gazette.example")
    furniture = learn(Source(page, f"https://{host}/story") for host in hosts)
    known = furniture.of("https://gazette.example/other", [])
    assert known is not None
    assert known.pages == 1


def test_the_furniture_of_one_section_of_a_large_site_is_found() -> None:
    sport = [text_page(story(f"sport {number}"), below=[PLEDGE]) for number in range(10)]
    rest = [text_page(story(number)) for number in range(90)]
    assert kept(cleaned(NEW, furniture_of(sport + rest))) == story("new")


def test_the_furniture_of_each_language_of_a_site_is_found() -> None:
    pledges = [
        PLEDGE,
        "Die Zeitung begleitet die Orte an dieser Küste seit neunzig Jahren, und die Leser machen das möglich.",
    ]
    pages = [text_page(story(number), below=[pledges[number % 2]]) for number in range(12)]
    furniture = furniture_of(pages)
    for pledge in pledges:
        assert pledge not in kept(cleaned(text_page(story("new"), below=[pledge]), furniture))


def test_without_hosts_nothing_is_learned() -> None:
    furniture = learn(Source(page, None) for page in SITE)
    assert len(furniture) == 0
    assert cleaned(NEW, furniture).verdicts == extract(NEW).verdicts


def test_an_empty_document_teaches_and_suffers_nothing() -> None:
    furniture = furniture_of(["", *SITE])
    assert cleaned("", furniture).text == ""
    assert cleaned("  \n", furniture).text == ""


# -- containers ---------------------------------------------------------------------------------------


def test_what_stands_in_a_container_without_stories_is_removed() -> None:
    pages = [html_page(story(number), side=[PLEDGE] * 3, below=["Lines of teasers"]) for number in range(8)]
    teaser = paragraph("teaser of another story")
    page = html_page(story("new"), below=[teaser])
    article = cleaned(page, furniture_of(pages))
    assert set(story("new")) <= set(kept(article))


def test_a_page_that_names_itself_needs_no_address() -> None:
    head = "<link rel='canonical' href='https://gazette.example/{}'>"
    pages = [
        html_page(story(number), below=[PLEDGE]).replace("<title>", head.format(number) + "<title>")
        for number in range(6)
    ]
    furniture = learn(Source(page, None) for page in pages)
    new = html_page(story("new"), below=[PLEDGE]).replace("<title>", head.format("new") + "<title>")
    assert list(furniture) == ["gazette.example"]
    assert PLEDGE not in kept(Cleaner(Config(furniture=furniture)).extract(new))


# -- settings -----------------------------------------------------------------------------------------


def test_furniture_travels_to_another_process() -> None:
    cleaner = Cleaner(Config(furniture=furniture_of(SITE)))
    other = pickle.loads(pickle.dumps(cleaner))  # noqa: S301 - our own pickle
    url = "https://gazette.example/new"
    assert other.extract(NEW, url=url) == cleaner.extract(NEW, url=url)


def test_a_cleaner_with_furniture_gives_the_same_twice() -> None:
    cleaner = Cleaner(Config(furniture=furniture_of(SITE)))
    url = "https://gazette.example/new"
    assert cleaner.extract(NEW, url=url) == cleaner.extract(NEW, url=url)


def test_cleaning_a_clean_text_changes_nothing() -> None:
    furniture = furniture_of(SITE)
    once = cleaned(NEW, furniture).text
    assert cleaned(once, furniture).text == once


def test_furniture_names_its_sites() -> None:
    furniture = furniture_of(SITE)
    assert list(furniture) == ["gazette.example"]
    assert len(furniture) == 1
    assert isinstance(furniture, Furniture)
    assert furniture.of("https://courier.example", []) is None
    assert furniture.of(None, []) is None
