"""Files of furniture: readable, the same however they came about, and added to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from furniture_support import PLEDGE, cleaned, furniture_of, html_page, kept, story, text_page

from cleaner.config import Config
from cleaner.furniture.learn import Learner, learn, merge
from cleaner.furniture.shape import line_key, shape
from cleaner.furniture.sightings import sightings, sightings_table, to_stream
from cleaner.furniture.store import Furniture, FurnitureError
from cleaner.pipeline import judges_of
from cleaner.source import Source

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

SOURCES = [
    Source(html_page(story(number, 3), below=[PLEDGE, f"{number} comments"]), f"https://{site}/{number}")
    for number in range(6)
    for site in ("gazette.example", "courier.example")
]


def write(path: Path, sources: Sequence[Source], earlier: Path | None = None) -> Path:
    """Write what the sources teach."""
    with Learner() as learner:
        for source in sources:
            learner.add(source)
        learner.write(path, earlier)
    return path


def rows(path: Path) -> list[dict[str, object]]:
    """Return the rows of a file."""
    return pq.read_table(path).to_pylist()  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that all sources give at once."""
    return write(tmp_path_factory.mktemp("furniture") / "all.parquet", SOURCES)


def test_a_file_can_be_read_by_people(at_once: Path) -> None:
    found = rows(at_once)
    lines = {row["text"]: row["pages"] for row in found if row["kind"] == "line" and row["pages"] != 1}
    assert lines == {shape(PLEDGE): 6, "0 comment": 6}
    assert {row["site"]: row["pages"] for row in found if row["kind"] == "site"} == {
        "courier.example": 6,
        "gazette.example": 6,
    }
    assert any(row["kind"] == "container" and "div[foot]" in str(row["text"]) for row in found)


def test_counts_are_whole_numbers(at_once: Path) -> None:
    assert {str(field.type) for field in pq.read_schema(at_once)} == {"string", "int64"}


def test_the_lines_of_stories_are_not_written_down(at_once: Path) -> None:
    assert not any(shape(story(0, 3)[0]) == row["text"] for row in rows(at_once))


def test_the_same_documents_give_the_same_file_in_any_order(at_once: Path, tmp_path: Path) -> None:
    again = write(tmp_path / "again.parquet", SOURCES[::-1])
    assert rows(again) == rows(at_once)
    assert again.read_bytes() == at_once.read_bytes()


@pytest.mark.parametrize("known", [0, 2, 5])
def test_an_update_gives_what_learning_at_once_gives(known: int, at_once: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "first.parquet", SOURCES[:known])
    write(path, SOURCES[known:], earlier=path)
    assert rows(path) == rows(at_once)


def test_others_may_read_the_file_as_any_that_is_written_here(at_once: Path, tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    assert at_once.stat().st_mode == (tmp_path / "any").stat().st_mode


def test_pages_that_come_again_count_no_second_time(at_once: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "again.parquet", SOURCES, earlier=at_once)
    assert rows(path) == rows(at_once)
    assert rows(write(tmp_path / "twice.parquet", [*SOURCES, *SOURCES])) == rows(at_once)


def test_tables_of_several_machines_are_merged(at_once: Path, tmp_path: Path) -> None:
    judges = judges_of(Config())
    parts = []
    for number in range(3):
        found = [sightings(source, Config(), judges) for source in SOURCES[number::3]]
        parts.append(tmp_path / f"{number}.parquet")
        pq.write_table(sightings_table([each for each in found if each]), parts[-1])
    merge(parts, tmp_path / "merged.parquet")
    assert rows(tmp_path / "merged.parquet") == rows(at_once)


def test_sightings_that_are_parted_by_site_may_be_merged_one_after_the_other(
    at_once: Path, tmp_path: Path
) -> None:
    judges = judges_of(Config())
    merged = None
    for site in ("gazette", "courier"):
        found = [sightings(source, Config(), judges) for source in SOURCES if site in str(source.url)]
        part = tmp_path / f"{site}.parquet"
        pq.write_table(sightings_table([each for each in found if each]), part)
        after = tmp_path / f"with {site}"
        merge([part], after, merged)
        merged = after
    assert merged is not None
    assert rows(merged) == rows(at_once)


def test_sightings_travel_as_a_stream(at_once: Path, tmp_path: Path) -> None:
    judges = judges_of(Config())
    with Learner() as learner:
        for source in SOURCES:
            found = sightings(source, Config(), judges)
            learner.take_stream(to_stream([found] if found else []))
        learner.take_stream(to_stream([]))
        learner.write(tmp_path / "streamed.parquet")
    assert rows(tmp_path / "streamed.parquet") == rows(at_once)


def test_what_does_not_fit_into_memory_goes_to_disk(
    at_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleaner.furniture.learn._ROWS", 20)
    monkeypatch.setattr("cleaner.furniture.learn._HELD", 2)
    assert rows(write(tmp_path / "spilled.parquet", SOURCES)) == rows(at_once)


def test_a_file_says_the_same_as_what_was_learned(at_once: Path) -> None:
    furniture = Furniture.read(at_once)
    site = furniture.of("https://www.gazette.example/new", [])
    assert site is not None
    assert (site.pages, site.own) == (6, False)
    assert site.count([line_key(PLEDGE), line_key("31 comments"), line_key("Nothing")]).tolist() == [6, 6, 0]
    own = furniture.of("https://gazette.example/3", [])
    assert own is not None
    assert (own.pages, own.own) == (5, True)
    assert own.count([line_key(PLEDGE)]).tolist() == [5]


def test_a_line_seen_once_on_a_large_site_is_forgotten(tmp_path: Path) -> None:
    sources = [
        Source(text_page(story(number, 2)), f"https://gazette.example/{number}") for number in range(65)
    ]
    kinds = [row["kind"] for row in rows(write(tmp_path / "large.parquet", sources))]
    assert kinds.count("line") == 0
    small = [row["kind"] for row in rows(write(tmp_path / "small.parquet", sources[:64]))]
    assert small.count("line") == 128


def test_nothing_learned_is_a_file_too(tmp_path: Path) -> None:
    path = write(tmp_path / "nothing.parquet", [])
    assert len(Furniture.read(path)) == 0


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("no Parquet")
    with pytest.raises(FurnitureError, match=r"text\.parquet: no Parquet file; make it with `cleaner learn`"):
        Furniture.read(tmp_path / "text.parquet")
    import pyarrow as pa  # noqa: PLC0415 - where pyarrow is not installed these tests are skipped

    pq.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    with pytest.raises(FurnitureError, match="no furniture of this version"):
        Furniture.read(tmp_path / "other.parquet")
    with pytest.raises(FurnitureError, match="No such file"):
        Furniture.read(tmp_path / "missing.parquet")


def test_a_failed_write_leaves_what_was_there(at_once: Path, tmp_path: Path) -> None:
    path = tmp_path / "kept.parquet"
    path.write_bytes(at_once.read_bytes())
    broken = tmp_path / "broken.parquet"
    broken.write_text("no Parquet")
    with pytest.raises(FurnitureError):
        write(path, SOURCES, earlier=broken)
    assert path.read_bytes() == at_once.read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["broken.parquet", "kept.parquet"]


def test_html_and_text_of_a_site_share_their_lines() -> None:
    pages = [html_page(story(number), below=[PLEDGE]) for number in range(6)]
    assert PLEDGE not in kept(cleaned(text_page(story("new"), below=[PLEDGE]), furniture_of(pages)))


def test_no_sightings_at_all_are_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no files of sightings"):
        merge([], tmp_path / "f.parquet")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (
            lambda path: pq.write_table(pa.table({"html": ["A page."]}), path),
            "no sightings, for it has no column 'site'",
        ),
        (lambda path: path.write_text("no table"), "no Parquet file"),
        (lambda _: None, "cannot be read: No such file"),
    ],
)
def test_a_file_without_sightings_is_an_error_that_says_so(
    make: Callable[[Path], object], reason: str, tmp_path: Path
) -> None:
    make(tmp_path / "pages.parquet")
    with pytest.raises(FurnitureError, match=f"pages.parquet: {reason}"):
        merge([tmp_path / "pages.parquet"], tmp_path / "f.parquet")


def test_a_page_without_its_url_beside_it_is_no_source_to_learn_from() -> None:
    with pytest.raises(TypeError, match=r"cleaner\.Source\(content, url\), not str"):
        learn(["A page."])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="url is a str, not int"):
        learn([Source("A page.", 5)])  # type: ignore[arg-type]
