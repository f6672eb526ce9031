"""The report on one document in a real browser: what is seen, what keys do, and that nothing of the page acts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from reports import DESK, PHONE, document_of, faults, opened, pixels, report_of, unnamed_controls
from support import ROOT

from cleaner import extract
from cleaner.rules import load_rules

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VIEWS = [
    pytest.param("light", DESK, id="light"),
    pytest.param("dark", DESK, id="dark"),
    pytest.param("light", PHONE, id="phone"),
]

STORY = """\
The ferry ran aground on Monday, the harbour master said, and nobody on board was hurt when it did.

A tug from Pellworth pulled it free at noon, to the cheers of some sixty people who stood on the quay.

{furniture}

The company wants to sail again on Thursday, if the divers find the hull as sound as the captain says.
"""

FURNITURE = "Wake up with The Tide Table, six minutes for early birds and late gulls"
"""A line that the program keeps, and that a person would not."""


def focused(page: Page) -> str:
    """Return the number of the block whose label has the focus."""
    return str(page.evaluate("document.activeElement.closest('.block')?.id ?? ''"))


@pytest.fixture(scope="module")
def menu_page() -> str:
    name, source = document_of("portal-with-mega-menu")
    return report_of(source, name)


@pytest.mark.parametrize(("theme", "size"), VIEWS)
def test_both_themes_and_a_phone_show_all_of_it(
    theme: Literal["light", "dark"], size: dict[str, int], browser: Browser, menu_page: str, tmp_path: Path
) -> None:
    with opened(browser, menu_page, tmp_path, theme=theme, size=size) as page:
        for text in ("Clean text", "On the page", "The document, as it was", "Metadata", "What decided"):
            assert page.get_by_role("heading", name=text, exact=True).is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        shot = pixels(page, "header.top")
        paper = shot.index(max(shot))
        assert paper > 200 if theme == "light" else paper < 60
        assert max(abs(grey - paper) for grey, count in enumerate(shot) if count) > 180
        beside = page.locator("#text").bounding_box()
        document = page.locator("#document").bounding_box()
        assert beside
        assert document
        assert (beside["x"] > document["x"]) == (size is DESK)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_kept_and_removed_differ_in_more_than_colour(
    theme: Literal["light", "dark"], browser: Browser, menu_page: str, tmp_path: Path
) -> None:
    with opened(browser, menu_page, tmp_path, theme=theme) as page:
        bars = {group: pixels(page, f".s-{group}") for group in ("kept", "removed")}
        greys = {group: sum(count > 0 for count in counts) for group, counts in bars.items()}
        assert greys["kept"] < greys["removed"], "what was removed is hatched"
        signs = {
            group: page.locator(f".g-{group} .tag .sign").first.inner_text()
            for group in ("kept", "request", "removed")
        }
        assert signs == {"kept": "+", "request": "~", "removed": "−"}
        lines = {
            group: page.locator(f".g-{group} .said").first.evaluate(
                "said => getComputedStyle(said).textDecorationLine"
            )
            for group in ("kept", "removed")
        }
        assert lines == {"kept": "none", "removed": "line-through"}


def test_a_click_shows_the_reason_and_leads_to_the_rule(
    browser: Browser, menu_page: str, tmp_path: Path
) -> None:
    with opened(browser, menu_page, tmp_path) as page:
        block = page.locator(".l-legal.block").first
        assert not block.locator(".why").is_visible()
        block.locator(".said").click()
        why = block.locator(".why")
        assert why.is_visible()
        assert "legal/" in why.inner_text()
        why.locator("a").first.click()
        rule = page.locator("#rules article:target")
        assert rule.is_visible()
        assert "hits" in rule.inner_text()
        rule.locator("a").first.click()
        assert page.evaluate("location.hash").startswith("#b")
        assert block.locator(".why").is_visible()


def test_labels_toggle(browser: Browser, menu_page: str, tmp_path: Path) -> None:
    with opened(browser, menu_page, tmp_path) as page:
        shown = page.locator(".block.l-navigation:visible")
        before = shown.count()
        assert before > 4
        toggle = page.get_by_role("button", name="navigation 80")
        toggle.click()
        assert toggle.get_attribute("aria-pressed") == "false"
        assert shown.count() == 0
        assert page.locator(".unfold.l-navigation:visible").count() == 0
        toggle.press("Enter")
        assert shown.count() == before


def test_a_long_run_unfolds(browser: Browser, menu_page: str, tmp_path: Path) -> None:
    with opened(browser, menu_page, tmp_path) as page:
        shown = page.locator(".block:visible")
        before = shown.count()
        more = page.get_by_role("button", name="Show").first
        count = int(more.inner_text().split()[1])
        more.press("Enter")
        assert shown.count() == before + count
        assert (
            page.locator(".block.folded:visible")
            .first.locator(".tag")
            .evaluate("tag => tag === document.activeElement")
        )


def test_everything_can_be_done_with_keys(browser: Browser, menu_page: str, tmp_path: Path) -> None:
    with opened(browser, menu_page, tmp_path) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the document"
        page.keyboard.press("Enter")
        while not focused(page):
            page.keyboard.press("Tab")
        assert focused(page) == "b1"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("j")
        assert focused(page) == "b3"
        page.keyboard.press("k")
        assert focused(page) == "b2"
        page.keyboard.press("Enter")
        assert page.locator("#b2 .why").is_visible()
        assert page.locator("#b2 .tag").get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        assert not page.locator("#b2 .why").is_visible()
        assert focused(page) == "b2"
        page.keyboard.press("f")
        assert page.locator("#b2.corrected.g-kept").count() == 1
        assert "1 correction" in page.locator("#status").inner_text()
        page.keyboard.press("f")
        assert page.locator(".corrected").count() == 0
        page.locator(".g-kept .tag").last.focus()
        page.keyboard.press("n")
        assert "g-removed" in str(page.locator(f"#{focused(page)}").get_attribute("class"))


def test_the_sketch_and_the_clean_text_lead_to_the_block(
    browser: Browser, menu_page: str, tmp_path: Path
) -> None:
    with opened(browser, menu_page, tmp_path) as page:
        span = page.locator("#paragraphs span").nth(3)
        number = span.get_attribute("data-block")
        span.click()
        assert page.locator(f"#b{number} .why").is_visible()
        assert page.locator(f"rect.here[data-block='{number}']").count() == 1
        folded = page.locator(".block.folded").first.get_attribute("id") or ""
        page.locator(f"rect[data-block='{folded[1:]}']").dispatch_event("click")
        assert page.locator(f"#{folded} .why").is_visible()


def test_a_correction_changes_the_clean_text_at_once_and_can_be_undone(
    browser: Browser, tmp_path: Path
) -> None:
    made = report_of(STORY.format(furniture=FURNITURE), "ferry.txt")
    with opened(browser, made, tmp_path) as page:
        text = page.locator("#paragraphs")
        assert FURNITURE in text.inner_text()
        page.locator(".block", has_text=FURNITURE).locator(".said").click()
        page.get_by_role("button", name="Flip the verdict").click()
        assert FURNITURE not in text.inner_text()
        page.get_by_label("Right label").select_option("promo")
        assert page.locator(".block.corrected .word").inner_text() == "promo"
        assert "corrected from body" in str(page.locator(".corrected .tag").get_attribute("aria-label"))
        page.get_by_role("button", name="Undo all").click()
        assert FURNITURE in text.inner_text()
        assert not page.locator("#corrections").is_visible()


@pytest.mark.parametrize(
    ("slug", "theme", "size"),
    [
        pytest.param("allotment-gallery", "light", DESK, id="light"),
        pytest.param("comments-outweigh-story", "dark", DESK, id="dark"),
        pytest.param("mojibake-phare", "light", PHONE, id="phone"),
    ],
)
def test_every_control_has_a_name_and_axe_finds_no_fault(
    slug: str, theme: Literal["light", "dark"], size: dict[str, int], browser: Browser, tmp_path: Path
) -> None:
    name, source = document_of(slug)
    with opened(browser, report_of(source, name), tmp_path, theme=theme, size=size, bypass_csp=True) as page:
        for number in (1, 5):
            page.locator(f"#b{number} .tag").press("Enter")
        page.locator("#b1 .tag").press("f")
        controls, nameless = unnamed_controls(page)
        assert controls > 20
        assert nameless == []
        assert faults(page) == []


HOSTILE = """
<!doctype html><html lang="en"><head><title>{trick}</title>
<meta name="author" content="{attribute}"><meta http-equiv="refresh" content="0;url=https://example.org/">
<base href="https://example.org/"><link rel="stylesheet" href="https://example.org/x.css">
<style>* {{ display: none !important }} body {{ background: url(https://example.org/css) }}</style>
<script>document.title = "owned"; window.owned = 1; alert(1)</script></head>
<body onload="window.owned = 1"><article class='x" onclick="window.owned=1' id="data">
<h1>{trick}</h1>
<p>By {trick}</p>
<p>The ferry ran aground on Monday, the harbour master said, and nobody on board was hurt. {trick}</p>
<p><a href="javascript:window.owned=1">A tug from Pellworth pulled it free at noon</a>, to the cheers of
people on the quay. {trick}</p>
<img src="https://example.org/x.png" onerror="window.owned=1"><svg onload="window.owned=1"></svg>
<p style="position:fixed;inset:0;z-index:99999;background:url(https://example.org/p)">The company wants to
sail again on Thursday, if the divers find the hull sound. {{{{ 7 * 7 }}}} {{% raw %}}</p>
<div id="comments" class="comments-area"><ol class="comment-list"><li class="comment"><cite>{trick}</cite>
<p>Well said, and well sailed, I would say of it. {trick}</p></li></ol></div>
</article></body></html>
"""
TRICK = (
    "&lt;script&gt;window.owned=1;alert(1)&lt;/script&gt;&lt;img src=x onerror=window.owned=1&gt; "
    "&lt;/title&gt;&lt;/style&gt;&lt;/script&gt;&lt;!--&lt;script&gt; ]]&gt; ${window.owned=1} "
    "&lt;style&gt;*{display:none}&lt;/style&gt; \u202e\u2066 &#x1b;[2J "
    "&lt;a href=javascript:window.owned=1&gt;x&lt;/a&gt;"
)


def test_nothing_of_a_hostile_page_runs_loads_or_shows(browser: Browser, tmp_path: Path) -> None:
    source = HOSTILE.format(trick=TRICK, attribute="&quot; onmouseover=&quot;window.owned=1")
    name = "<img src=x onerror=window.owned=1>.html"
    with opened(browser, report_of(source, name, url="javascript:window.owned=1"), tmp_path) as page:
        page.locator(".tag").first.press("Enter")
        for said in page.locator(".said").all():
            said.click()
        for rect in page.locator("rect[data-block]").all():
            rect.dispatch_event("click")
        page.locator(".tag").first.press("f")
        assert page.evaluate("window.owned") is None
        assert page.evaluate("document.scripts.length") == 2
        assert (
            page.evaluate(
                "document.querySelectorAll('img, iframe, object, embed, link, base, form, style').length"
            )
            == 1
        )
        links = page.evaluate(
            "[...document.querySelectorAll('[href]')].map(link => link.getAttribute('href'))"
        )
        assert [link for link in links if not link.startswith("#")] == []
        acting = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
            ".filter(a => a.name.startsWith('on') || a.name === 'style').map(a => a.name)"
        )
        assert acting == []
        assert page.locator(".said", has_text="The ferry ran aground on Monday").is_visible()
        assert "<script>window.owned=1;alert(1)</script>" in page.locator("h1").inner_text()
        assert "{{ 7 * 7 }} {% raw %}" in page.locator(".blocks").inner_text()


def test_the_policy_stops_what_an_escape_would_let_through(browser: Browser, tmp_path: Path) -> None:
    made = report_of(STORY.format(furniture=""), "ferry.txt")
    planted = made.replace(
        "<main",
        "<script>window.owned=1</script><img src='https://example.org/x' onerror='window.owned=1'><main",
        1,
    )
    assert planted != made
    complaints: list[str] = []
    with opened(browser, planted, tmp_path, complaints=complaints) as page:
        assert page.evaluate("window.owned") is None
        blocked = page.evaluate(
            "(() => { try { document.body.innerHTML = 'x' } catch (e) { return e.name } })()"
        )
        assert blocked == "TypeError"
    text = "\n".join(complaints)
    assert "Executing inline script violates" in text
    assert "Loading the image 'https://example.org/x' violates" in text
    assert "Executing inline event handler violates" in text


def downloaded(page: Page, button: str, folder: Path) -> Path:
    """Return the file that a button gives."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def corrected(browser: Browser, source: bytes, name: str, furniture: str, folder: Path) -> tuple[Path, Path]:
    """Return fixture and rule stub that the report gives after one block was called promo."""
    with opened(browser, report_of(source, name), folder) as page:
        page.locator(".block", has_text=furniture).first.locator(".tag").press("Enter")
        page.get_by_label("Right label").select_option("promo")
        return downloaded(page, "Download fixture", folder), downloaded(page, "Download rule stub", folder)


def copy_of_the_project(folder: Path) -> Path:
    """Return a copy of program and tests without fixtures."""
    for name in ("cleaner", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run_fixture_tests(project: Path, slug: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of one fixture in a copy of the project."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_fixtures.py",
        "-k",
        slug,
    ]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own tests


@pytest.mark.parametrize("suffix", ["txt", "html"])
def test_a_correction_is_a_fixture_that_fails_before_the_fix_and_passes_after(
    suffix: str, browser: Browser, tmp_path: Path
) -> None:
    text = STORY.format(furniture=FURNITURE)
    if suffix == "html":
        paragraphs = "\n".join(f"<p>{paragraph}</p>" for paragraph in text.strip().split("\n\n"))
        text = f"<!doctype html><html lang='en'><title>Ferry aground</title><article>{paragraphs}</article></html>"
    source = text.encode()
    archive, stub = corrected(browser, source, f"ferry.{suffix}", FURNITURE, tmp_path)
    project = copy_of_the_project(tmp_path / "project")
    with zipfile.ZipFile(archive) as files:
        assert files.testzip() is None
        files.extractall(project / "fixtures")
    (folder,) = (project / "fixtures").iterdir()
    assert {path.name for path in folder.iterdir()} == {
        f"source.{suffix}",
        "expected.txt",
        "labels.tsv",
        "about.toml",
    }
    assert (folder / f"source.{suffix}").read_bytes() == source

    before = run_fixture_tests(project, folder.name)
    assert before.returncode == 1, before.stdout
    assert FURNITURE[:40] in before.stdout

    rules = project / "cleaner" / "rules" / "promo.toml"
    rules.write_text(f"{rules.read_text('utf-8')}\n{stub.read_text('utf-8')}", "utf-8")
    after = run_fixture_tests(project, folder.name)
    assert after.returncode == 0, after.stdout
    assert " passed" in after.stdout


@pytest.mark.parametrize(
    "slug", ["umlaute-windows-1252", "kissaten-saigo", "tabs-and-carriage-returns", "story-in-json-ld"]
)
def test_the_fixture_holds_the_source_to_the_byte_and_every_other_label(
    slug: str, browser: Browser, tmp_path: Path
) -> None:
    name, source = document_of(slug)
    article = extract(source)
    first = next(block.text for block in article.blocks if len(block.text) > 40)
    archive, _ = corrected(browser, source, name, first[:60], tmp_path)
    with zipfile.ZipFile(archive) as files:
        files.extractall(tmp_path / "fixtures")
    (folder,) = (tmp_path / "fixtures").iterdir()
    assert (folder / Path(name).name).read_bytes() == source
    ours = (folder / "labels.tsv").read_text("utf-8").splitlines()
    theirs = (ROOT / "fixtures" / slug / "labels.tsv").read_text("utf-8").splitlines()
    assert len(ours) == len(theirs)
    differ = [
        (one, other)
        for one, other in zip(ours, theirs, strict=True)
        if one.split("\t")[:3] != other.split("\t")[:3]
    ]
    assert [one.split("\t")[1] for one, _ in differ] == ["promo"]


TABLE = """
| Harbour | Boats |
|---|---|
| Pellworth | 31 |
| Sandhaven | 17 |
"""


def test_the_fixture_asks_for_rows_on_lines_of_their_own(browser: Browser, tmp_path: Path) -> None:
    source = f"# Ferry aground\n\n{STORY}".format(furniture=f"{TABLE}\n{FURNITURE}").encode()
    archive, _ = corrected(browser, source, "ferry.md", FURNITURE, tmp_path)
    with zipfile.ZipFile(archive) as files:
        (name,) = (name for name in files.namelist() if name.endswith("expected.txt"))
        expected = files.read(name).decode()
    assert f"\n{TABLE}\n" in expected
    assert expected == extract(source).text.replace(f"{FURNITURE}\n\n", "") + "\n"


def test_a_rule_stub_loads_whatever_was_corrected(browser: Browser, tmp_path: Path) -> None:
    texts = ["► Read the full story", "Advertisement", "★★★★☆", "← Back to the harbour"]
    with opened(
        browser, report_of(STORY.format(furniture="\n\n".join(texts)), "ferry.txt"), tmp_path
    ) as page:
        for text in texts:
            block = page.locator(".block", has_text=text)
            block.locator(".tag").press("Enter")
            label = "ad" if block.locator(".word").inner_text() != "ad" else "promo"
            block.get_by_label("Right label").select_option(label)
        stub = downloaded(page, "Download rule stub", tmp_path)
    rules = load_rules([stub]).rules[:4]
    assert [rule.id.partition("/mine-")[2] for rule in rules[:3]] == [
        "read-the-full-story",
        "advertisement",
        "back-to-the-harbour",
    ]
    assert "/mine-" not in rules[3].id
    assert "\n# Line " in stub.read_text("utf-8")
    assert "nothing stays" in stub.read_text("utf-8")


def test_a_rule_stub_is_a_rule_file_that_decides_what_was_corrected(browser: Browser, tmp_path: Path) -> None:
    texts = {
        "promo": 'Say "hello" to C:\\tides — the app',
        "related": f"Old ferries, new masters: {'a long walk along the quays of the county, ' * 9}and home",
    }
    story = STORY.format(furniture="\n\n".join(texts.values()))
    with opened(browser, report_of(story, "ferry.txt"), tmp_path) as page:
        for label, text in texts.items():
            block = page.locator(".block", has_text=text[:20])
            block.locator(".tag").press("Enter")
            block.get_by_label("Right label").select_option(label)
        stub = downloaded(page, "Download rule stub", tmp_path)
    rules = load_rules([stub])
    decided = rules.decide(list(texts.values()))
    assert [rules.rules[index].label for index in decided] == list(texts)
