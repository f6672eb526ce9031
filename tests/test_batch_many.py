"""`clean_many`: in order, lazy, bounded, and at home in threads, in other pools and under every start method."""

from __future__ import annotations

import math
import multiprocessing
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from batch_support import page

import cleaner
from cleaner import Config, RuleError, Source, clean_many, extract


def pages(count: int) -> list[str]:
    return [page(number) for number in range(count)]


def texts(count: int) -> list[str | None]:
    """Return what `clean_many` makes of some pages; for other processes to call."""
    return [row.text for row in clean_many(pages(count))]


@pytest.fixture(scope="module")
def right() -> list[str]:
    return [cleaner.clean(source) for source in pages(30)]


def test_rows_come_in_order_and_are_what_extract_says(right: list[str]) -> None:
    rows = list(clean_many(pages(30), workers=2))
    assert [row.text for row in rows] == right
    article = extract(page(3))
    assert (rows[3].title, rows[3].byline, rows[3].error) == (article.title, article.byline, None)
    assert "promo" in {removed.label for removed in rows[3].removed or ()}


def test_whatever_is_no_document_gives_a_row_with_an_error(right: list[str]) -> None:
    sources = [page(0), None, 17, b"\x89PNG\r\n\x1a\n\x00", "", bytearray(page(1).encode()), object()]
    rows = list(clean_many(sources))  # type: ignore[arg-type] - that is what is tested
    assert [rows[0].text, rows[5].text] == right[:2]
    assert rows[1].error == "the document is null"
    assert [bool(row.error) for row in rows] == [False, True, True, True, True, False, True]


def test_a_source_may_say_what_is_known_of_it_alone(right: list[str]) -> None:
    text = "Die Möwe saß auf der Brücke, sagte der Schleusenwärter."
    sources = [
        Source(page(0)),
        Source(memoryview(text.encode("cp850")), encoding="cp850"),
        Source(text.encode("koi8-u", "replace"), hint="text/plain; charset=koi8-u"),
        Source("<p>A tag, she said.</p>", kind="text"),
        page(1),
    ]
    rows = list(clean_many(sources, kind="html", encoding="utf-8"))
    assert [rows[0].text, rows[4].text] == right[:2]
    assert rows[1].text == text
    assert rows[3].text == "<p>A tag, she said.</p>"


def test_the_url_of_a_source_names_its_site() -> None:
    pytest.importorskip("duckdb")
    from furniture_support import PLEDGE, furniture_of, story, text_page

    furniture = furniture_of([text_page(story(number), below=[PLEDGE]) for number in range(12)])
    other = text_page(story(20), below=[PLEDGE])
    address = f"https://{next(iter(furniture))}/20"
    rows = list(clean_many([other, Source(other, address)], config=Config(furniture=furniture)))
    assert [PLEDGE in str(row.text) for row in rows] == [True, False]


def test_what_a_source_says_wrongly_costs_that_source() -> None:
    wrong: list[Any] = [Source("A story.", encoding="klingon"), Source("A story.", kind="pdf"), Source(None)]
    wrong += [Source("A story.", url=5, hint=b"x"), Source("A story.", encoding=lambda: None)]
    errors = [row.error for row in clean_many(wrong)]
    assert "klingon" in str(errors[0])
    assert "'pdf'" in str(errors[1])
    assert errors[2:4] == ["the document is null", None]
    assert str(errors[4]).startswith("encoding is a str or None")


def test_a_page_and_its_url_in_a_tuple_are_told_what_they_should_be() -> None:
    (row,) = clean_many([("A story.", "https://gazette.example/1")])  # type: ignore[list-item]
    assert str(row.error).startswith("the document is a tuple; Source(content, url)")


def test_values_of_an_arrow_column_are_documents(right: list[str]) -> None:
    pa = pytest.importorskip("pyarrow")
    column = pa.chunked_array([[page(0), None], [page(1)]], pa.large_string())
    assert [row.text for row in clean_many(column)] == [right[0], None, right[1]]


def test_nothing_is_read_before_the_first_row_is_asked_for_and_little_after_it() -> None:
    read: list[int] = []

    def source() -> Iterator[str]:
        for number in range(100_000):
            read.append(number)
            yield "A sentence stands here."

    rows = clean_many(source())
    assert not read
    next(rows)
    assert len(read) < 2000
    rows.close()


def test_what_the_source_raises_is_raised_after_the_rows_before_it(right: list[str]) -> None:
    def source() -> Iterator[str]:
        yield from pages(11)
        raise OSError("the network is gone")

    seen = []
    with pytest.raises(OSError, match="the network is gone"):
        seen.extend(row.text for row in clean_many(source()))
    assert seen == right[:11]


def test_a_document_that_takes_too_long_gives_a_row_and_the_next_one_goes_on(right: list[str]) -> None:
    slow = "<p>A sentence of eight words stands in here.</p>" * 400_000
    rows = list(clean_many([page(0), slow, page(1)], time_limit=0.5))
    assert [rows[0].text, rows[2].text] == right[:2]
    assert rows[1].error == "took more than 0.5 s of processor time"


def test_a_document_that_wants_too_much_memory_gives_a_row(right: list[str]) -> None:
    wide = "<p>A sentence of eight words stands in here.</p>" * 200_000
    rows = list(clean_many([page(0), wide, page(1)], memory_limit=40 * 2**20))
    assert [rows[0].text, rows[2].text] == right[:2]
    assert rows[1].error == "needs more than 41,943,040 bytes of memory"


def test_a_document_is_not_charged_for_what_a_worker_takes_once() -> None:
    long = "<p>".join(f"The keeper of light {number} lit it at dusk, she said." for number in range(500))
    (row,) = clean_many([long], kind="html", memory_limit=12 * 2**20)
    assert row.error is None


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_it_works_inside_a_process_that_was_started_in_any_way(method: str, right: list[str]) -> None:
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(1, context) as executor:
        assert executor.submit(texts, 3).result() == right[:3]


def test_it_works_in_a_daemonic_process_which_may_have_no_children_of_its_own(right: list[str]) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as some:
        assert some.apply(texts, (3,)) == right[:3]


def test_it_works_in_several_threads_at_once(right: list[str]) -> None:
    found: dict[int, list[str | None]] = {}

    def run(number: int) -> None:
        found[number] = texts(5)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(3), right[:5])


def test_settings_that_make_no_sense_are_refused_at_once() -> None:
    with pytest.raises(RuleError):
        clean_many([], config=Config(ignore=frozenset({"no/such-rule"})))
    with pytest.raises(ValueError, match="workers"):
        clean_many([], workers=0)
    with pytest.raises(ValueError, match="klingon"):
        clean_many([], encoding="klingon")


@pytest.mark.parametrize("source", ["A story.", b"A story.", bytearray(b"A story."), Source("A"), None, 5])
def test_one_source_where_several_are_wanted_is_refused_at_once(source: Any) -> None:
    with pytest.raises(TypeError, match=r"sources .* as in clean_many\(\[source\]\)"):
        clean_many(source)


def test_what_would_be_taken_for_its_keys_is_refused_at_once() -> None:
    table = type("DataFrame", (list,), {"columns": ["html"]})
    for sources in ({"one": "A story."}, table(["html"])):
        with pytest.raises(TypeError, match="give its values, or one of its columns"):
            clean_many(sources)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("workers", [1.5, "2", True, None]),
        ("time_limit", ["5", None, True]),
        ("memory_limit", [None, 1.5, "1"]),
        ("largest", ["1", 2.5]),
    ],
)
def test_a_limit_that_is_no_number_is_refused_at_once(name: str, wrong: list[Any]) -> None:
    for value in wrong:
        with pytest.raises(TypeError, match=name.partition("_")[0]):
            clean_many([], **{name: value})


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("workers", [0, -1]),
        ("time_limit", [0, -1, math.inf, math.nan]),
        ("memory_limit", [0, -5, 2048]),
        ("largest", [0]),
    ],
)
def test_a_limit_that_no_document_could_keep_or_reach_is_refused_at_once(name: str, wrong: list[Any]) -> None:
    for value in wrong:
        with pytest.raises(ValueError, match=name.partition("_")[0]):
            clean_many([], **{name: value})


def test_a_source_that_is_too_large_gives_a_row_with_an_error() -> None:
    first, second = clean_many([page(0), "x"], largest=100)
    assert str(first.error).endswith("more than the 100 allowed")
    assert second.text == "x"
    (row,) = clean_many([page(0)], largest=None, memory_limit=2**70)
    assert row.text


class Marked(str):
    """A text of a class of its own, as parsers and templates have them, which no worker need know."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        raise AssertionError("it does not travel")


class Raw(bytes):
    """The same of bytes."""

    def __reduce__(self) -> tuple[Any, ...]:
        raise AssertionError("it does not travel")


def test_texts_of_other_classes_are_cleaned_by_workers_too(
    right: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [Marked(page(0)), Raw(page(1).encode()), memoryview(page(2).encode())]
    with monkeypatch.context() as here:
        here.setattr("cleaner.batch.many.clean_document", None)  # which nobody calls in this process
        rows = list(clean_many(sources))  # type: ignore[arg-type] - a view is no bytes
    assert [row.text for row in rows] == right[:3]


def test_what_ends_a_program_is_not_held_back() -> None:
    def source() -> Iterator[str]:
        yield page(0)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(clean_many(source()))


def test_settings_reach_the_workers() -> None:
    (kept,) = clean_many(
        [page(0)], config=Config(ignore=frozenset({"promo/newsletter-signup"}), threshold=0.0)
    )
    assert kept.text == cleaner.clean(
        page(0), config=Config(ignore=frozenset({"promo/newsletter-signup"}), threshold=0.0)
    )


def test_workers_import_nothing_from_the_folder_they_run_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "select.py").write_text("raise SystemExit(3)\n")
    monkeypatch.chdir(tmp_path)
    (row,) = clean_many(["A text to clean."], workers=1)
    assert row.error is None
