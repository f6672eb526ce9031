"""Pages as other tools flatten them, for the scorer to learn from."""

from __future__ import annotations

from typing import Any

from turbohtml.saxparse import sax_parse

from cleaner.document import Article, Label, Verdict
from cleaner.render.markdown import render_markdown
from cleaner.split.html import split_html

__all__ = ["as_markdown", "text_nodes"]

_UNSEEN = frozenset({"script", "style", "template", "noscript"})


def text_nodes(source: str) -> list[str]:
    """Return the runs of text between any two tags of a page, as they stand there."""
    nodes = _TextNodes()
    handler: Any = nodes
    sax_parse(source, handler)
    return nodes.found


def as_markdown(source: str) -> str:
    """Return all blocks of a page as Markdown, links included."""
    layout = split_html(source, links=True)
    verdicts = tuple(Verdict(number, Label.BODY, "") for number in range(len(layout)))
    page = Article("", None, None, None, None, None, (), layout.blocks(), verdicts, (), 1.0, "html", None)
    return render_markdown(page, links=True)


class _TextNodes:
    """Collects the text that is not hidden while the parser walks the page."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.unseen = 0

    def start_element(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:  # noqa: ARG002
        if self.unseen or tag in _UNSEEN:
            self.unseen += 1

    def end_element(self, tag: str) -> None:  # noqa: ARG002
        self.unseen -= self.unseen > 0

    def characters(self, data: str) -> None:
        if not self.unseen:
            self.found.append(data)

    def comment(self, data: str) -> None:
        pass

    def doctype(self, name: str, public_id: str | None, system_id: str | None) -> None:
        pass

    def processing_instruction(self, target: str, data: str) -> None:
        pass
