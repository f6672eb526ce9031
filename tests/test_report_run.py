"""The report on a run: its numbers, in a browser too, and its size for a hundred thousand documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

import pytest
from reports import DESK, PHONE, faults, opened, pixels, unnamed_controls
from support import fixture_cases

from cleaner import extract
from cleaner.report.charts import bars
from cleaner.report.run import render_run_report
from cleaner.report.summary import Facts, Removal, RunSummary, facts_of
from cleaner.rules.catalogue import all_rules

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LARGEST = 5_000_000
"""Bytes of a report."""

TRICK = "<script>window.owned=1</script><img src=x onerror=window.owned=1>\u202e\x1b"


@pytest.fixture(scope="module")
def summary() -> RunSummary:
    found = RunSummary()
    for case in fixture_cases():
        url = f"https://{case.slug.partition('-')[0]}.example/{case.slug}"
        found.add(facts_of(extract(case.source.read_bytes(), url=url), case.slug))
    found.add(Facts("gone", error="the document has 12 bytes"))
    return found


@pytest.fixture(scope="module")
def short_page() -> str:
    """Return a report on a few documents: looking at every element of a long one takes long."""
    found = RunSummary()
    for case in fixture_cases()[:2]:
        url = f"https://{case.slug}.example/"
        found.add(facts_of(extract(case.source.read_bytes(), url=url), case.slug))
    found.add(Facts("gone", error="the document has 12 bytes"))
    return render_run_report(found, name="Two of them")


@pytest.fixture(scope="module")
def page(summary: RunSummary) -> str:
    return render_run_report(summary, name="Fixtures", facts=[("version", "0.1")], rules=all_rules())


@pytest.mark.parametrize(("theme", "size"), [("light", DESK), ("dark", PHONE)])
def test_it_is_readable_in_both_themes_and_on_a_phone(
    theme: Literal["light", "dark"], size: dict[str, int], browser: Browser, short_page: str, tmp_path: Path
) -> None:
    with opened(browser, short_page, tmp_path, theme=theme, size=size, bypass_csp=True) as shown:
        assert shown.evaluate("document.documentElement.scrollWidth") <= size["width"]
        shot = pixels(shown, "#labels svg")
        paper = shot.index(max(shot))
        assert paper > 200 if theme == "light" else paper < 60
        assert max(abs(grey - paper) for grey, count in enumerate(shot) if count > 20) > 60, "bars stand out"
        controls, nameless = unnamed_controls(shown)
        assert controls > 30
        assert nameless == []
        assert faults(shown) == []


def test_every_number_of_a_chart_stands_in_a_table(
    summary: RunSummary, browser: Browser, page: str, tmp_path: Path
) -> None:
    with opened(browser, page, tmp_path) as shown:
        assert shown.locator("figure.chart svg").count() == 7
        labels = shown.locator("#labels tbody tr").all_inner_texts()
        assert len(labels) == len(summary.labels)
        for label, blocks in summary.labels.items():
            row = next(row for row in labels if label in row.split())
            assert f"{blocks:,}" in row
            assert f"{summary.label_characters[label]:,}" in row
        assert f"{summary.documents} documents" in shown.locator("header.top").inner_text()
        assert shown.locator("#rules tbody tr").count() == len(summary.rules)


def test_a_line_opens_to_documents_in_which_it_stood(
    summary: RunSummary, browser: Browser, page: str, tmp_path: Path
) -> None:
    (text, _, _), _, examples = summary.lines.most_common(1)[0]
    with opened(browser, page, tmp_path) as shown:
        row = shown.locator("#lines details").first
        assert row.locator("summary").inner_text() == text
        row.locator("summary").press("Enter")
        links = row.locator("a")
        assert [link.get_attribute("href") for link in links.all()] == [url for _, url in examples]
        assert links.first.is_visible()
        shown.locator("#rejects summary", has_text="the document has … bytes").click()
        assert shown.locator("#rejects li", has_text="gone").is_visible()


def test_nothing_of_the_documents_acts(browser: Browser, tmp_path: Path) -> None:
    summary = RunSummary()
    for url in ("javascript:window.owned=1", "https://x.example/\"onclick='window.owned=1'", "http://[bad"):
        removal = Removal(TRICK, f"promo/{TRICK}", TRICK)
        summary.add(
            Facts(TRICK, url, TRICK, TRICK, before=99, text=TRICK, confidence=0.1, removals=(removal,))
        )
    summary.add(Facts(TRICK, error=TRICK))
    page = render_run_report(summary, name=TRICK, facts=[(TRICK, TRICK)])
    with opened(browser, page, tmp_path) as shown:
        for opener in shown.locator("summary").all():
            opener.click()
        assert shown.evaluate("window.owned") is None
        assert shown.evaluate("document.scripts.length + document.images.length") == 0
        addresses = shown.evaluate(
            "[...document.querySelectorAll('[href]')].map(e => e.getAttribute('href'))"
        )
        assert [address for address in addresses if not address.startswith(("#", "https://x.example/"))] == []
        acting = shown.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
            ".filter(a => a.name.startsWith('on') || a.name === 'style').map(a => a.name)"
        )
        assert acting == []


def test_a_hundred_thousand_documents_are_a_small_page(page: str) -> None:
    part = RunSummary()
    for number in range(2_000):
        removals = tuple(
            Removal("related", "score", f"Headline {number} {line} about the ferries of the county " * 3)
            for line in range(3)
        )
        part.add(
            Facts(
                f"https://site-{number}.example/a/long/path/of/some/story/{number}",
                f"https://site-{number}.example/a/long/path/of/some/story/{number}",
                "en",
                "A title of a story about the ferries " * 3,
                before=9_000,
                text="The ferry ran aground. " * 30,
                confidence=number / 2_000,
                error=f"reason {'x' * (number % 300)}" if number % 3 == 0 else None,
                removals=(*removals, Removal("ad", "ad/advertisement", "Advertisement")),
            )
        )
    whole = RunSummary()
    for _ in range(50):
        whole.merge(part)
    assert whole.documents == 100_000
    made = render_run_report(whole, rules=all_rules())
    assert len(made.encode()) < LARGEST
    assert "100,000" in made
    assert len(page.encode()) < LARGEST


def test_a_run_of_nothing_is_a_report() -> None:
    made = render_run_report(RunSummary())
    assert "Nothing was removed." in made
    assert "Every document has one." in made


@pytest.mark.parametrize(
    "name",
    [
        "</svg><script>x</script>",
        '" onload="x',
        "a\x1bb\x00",
        "\ud800",
        "\U0001f6a2" * 200,
        "a" * 5_000,
        "\u202e",
        "",
    ],
)
def test_a_name_in_a_chart_is_only_a_name(name: str) -> None:
    drawn = bars([(name, 2.0), ("other", 1.0)], f"A <title> {name[:9]!a}", "blocks")
    root = ET.fromstring(drawn)  # noqa: S314 - our own
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "g", "path", "line", "text"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert root.get("aria-label", "").startswith("A <title>")


def test_a_chart_of_nothing_is_nothing() -> None:
    assert bars([], "x", "x") == ""
