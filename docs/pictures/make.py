"""Take the README's pictures anew: a page before and after, and the reports, in a light and a dark theme.

    python docs/pictures/make.py

Needs the test dependencies and Debian's chromium. Documents are those of fixtures/ and seeds/.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from conftest import QUIETLY
from reports import report_of
from support import SEEDS, fixture_cases, seed_cases

from cleaner import extract
from cleaner.report.run import render_run_report
from cleaner.report.summary import RunSummary, facts_of
from cleaner.rules.catalogue import all_rules

HERE = Path(__file__).resolve().parent
THEMES = ("light", "dark")
WINDOW = {"width": 1280, "height": 860}
PAGE = "portal-with-mega-menu"
"""The fixture that is shown: menus, teasers, an ad, and a story that one wants to read."""

BESIDE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<style>
:root { --paper: #faf9f6; --card: #fff; --ink: #1f1d1a; --muted: #625c53; --line: #ddd8ce; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #171614; --card: #201e1b; --ink: #ece8e0; --muted: #aaa396; --line: #3a3630; }
}
body { margin: 0; padding: 28px; background: var(--paper); color: var(--ink); display: grid; gap: 28px;
  grid-template-columns: 1fr 1fr; font: 14px/1.45 system-ui, sans-serif; height: 804px; box-sizing: border-box; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden;
  display: flex; flex-direction: column; min-height: 0; }
h2 { margin: 0; padding: 10px 18px; font-size: 13px; font-weight: 600; color: var(--muted);
  border-bottom: 1px solid var(--line); }
iframe { border: 0; flex: 1; width: 100%; background: #fff; }
div { padding: 6px 22px; font: 17px/1.55 "Noto Serif", Georgia, serif; overflow: hidden; }
</style>
"""


def main() -> None:
    """Write every picture."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("needs chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIETLY))
        for theme in THEMES:
            for name, page in pages().items():
                with opened(browser, page, theme) as shown:
                    if name == "report":
                        shown.locator(".block.g-kept + .block.g-removed .tag").first.press("Enter")
                        shown.locator(".block.open").evaluate(
                            "block => block.scrollIntoView({block: 'center'})"
                        )
                    shown.screenshot(path=HERE / f"{name}-{theme}.png")
        browser.close()


def pages() -> dict[str, str]:
    """Return the pages to take pictures of, by name."""
    (case,) = (case for case in fixture_cases() if case.slug == PAGE)
    source = case.source.read_bytes()
    article = extract(source)
    kept = "".join(f"<p>{escape(line)}</p>" for line in article.text.split("\n") if line)
    before = f'<iframe sandbox srcdoc="{escape(source.decode(case.encoding))}"></iframe>'
    summary = RunSummary()
    for found in (*fixture_cases(), *seed_cases(SEEDS)):
        url = f"https://{found.slug.partition('-')[0]}.example/{found.slug}"
        summary.add(facts_of(extract(found.source.read_bytes(), url=url), found.slug))
    return {
        "before-after": f"{BESIDE}<section><h2>The page</h2>{before}</section>"
        f"<section><h2>cleaner page.html</h2><div>{kept}</div></section>",
        "report": report_of(source, f"fixtures/{PAGE}/{case.source.name}"),
        "run": render_run_report(summary, name="fixtures and seeds", rules=all_rules()),
    }


@contextmanager
def opened(browser: Browser, page: str, theme: str) -> Iterator[Page]:
    """Yield a page as a window shows it."""
    context = browser.new_context(viewport=WINDOW, color_scheme=theme)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page, "utf-8")
        shown = context.new_page()
        shown.goto(path.as_uri())
        yield shown
    context.close()


if __name__ == "__main__":
    main()
