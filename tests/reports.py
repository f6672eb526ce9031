"""Reports made for tests, and what Chromium says of an open one."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from support import FIXTURES

from cleaner import Config, extract
from cleaner.report.page import render_report
from cleaner.rules.catalogue import all_rules

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["DESK", "PHONE", "document_of", "faults", "opened", "pixels", "report_of", "unnamed_controls"]

DESK = {"width": 1400, "height": 1000}
PHONE = {"width": 390, "height": 844}

CONTROLS = frozenset({"button", "link", "combobox", "checkbox", "textbox", "option", "DisclosureTriangle"})
"""Roles that a person acts on."""


def document_of(slug: str) -> tuple[str, bytes]:
    """Return name and bytes of a fixture's source."""
    (path,) = (path for path in (FIXTURES / slug).glob("source.*"))
    return f"{slug}/{path.name}", path.read_bytes()


def report_of(source: str | bytes, name: str = "page.html", **options: Any) -> str:  # noqa: ANN401 - passed on
    """Return the report on a document."""
    article = extract(source, **options)
    return render_report(
        article, source, name=name, config=options.get("config", Config()), rules=all_rules()
    )


@contextmanager
def opened(
    browser: Browser,
    page: str,
    folder: Path,
    *,
    size: dict[str, int] = DESK,
    theme: Literal["light", "dark"] = "light",
    bypass_csp: bool = False,
    complaints: list[str] | None = None,
) -> Iterator[Page]:
    """Yield a page of HTML as Chromium shows it from a file, in a context of its own.

    A message on the console, an error, a dialog and a request for anything but the file itself are failures,
    unless the test takes them as `complaints`.
    """
    path = folder / "report.html"
    path.write_text(page, "utf-8")
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme=theme,
        bypass_csp=bypass_csp,
        accept_downloads=True,
    )
    shown = context.new_page()
    said: list[str] = [] if complaints is None else complaints
    shown.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    shown.on("pageerror", lambda error: said.append(f"error: {error}"))
    shown.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    shown.on("popup", lambda popup: said.append(f"popup: {popup.url}"))
    shown.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((path.as_uri(), "blob:"))
            else said.append(f"request: {request.url}")
        ),
    )
    shown.goto(path.as_uri())
    yield shown
    context.close()
    assert complaints is not None or not said, said


def unnamed_controls(page: Page) -> tuple[int, list[str]]:
    """Return how many controls the accessibility tree holds, and those among them that have no name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    controls = [
        node for node in nodes if node.get("role", {}).get("value") in CONTROLS and not node["ignored"]
    ]
    nameless = [node for node in controls if not node.get("name", {}).get("value", "").strip()]
    return len(controls), [str(node["role"]["value"]) for node in nameless]


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong with a page, a line each: how grave, which rule, and where."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only where a browser is

    found = Axe().run(page).response["violations"]
    return [
        f"{fault['impact']}: {fault['id']}: {node['target']} {node.get('failureSummary', '')}"
        for fault in found
        for node in fault["nodes"][:3]
    ]


def pixels(page: Page, selector: str) -> list[int]:
    """Return how many pixels of the first element that matches have each grey value, 0 to 255, as it is drawn."""
    shot = b64encode(page.locator(selector).first.screenshot()).decode()
    helper = page.context.browser.new_page()  # type: ignore[union-attr]
    counts: list[int] = helper.evaluate(
        """async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
          const drawn = await createImageBitmap(new Blob([bytes]));
          const canvas = new OffscreenCanvas(drawn.width, drawn.height).getContext("2d");
          canvas.drawImage(drawn, 0, 0);
          const { data } = canvas.getImageData(0, 0, drawn.width, drawn.height);
          const counts = Array(256).fill(0);
          for (let at = 0; at < data.length; at += 4) {
            counts[Math.round(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2])] += 1;
          }
          return counts;
        }""",
        shot,
    )
    helper.close()
    return counts
