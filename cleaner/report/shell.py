"""One HTML file out of a template, a style sheet and a script: everything escaped, nothing loaded.

The content-security policy names the file's own style sheet and script by their hashes and allows nothing
else: no request, no inline handler, no style attribute, no form, no frame. With trusted types on and no
policy allowed, not even the script itself can turn a text into markup.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from cleaner.render.visible import UNFIT, visible

__all__ = ["render_page"]


def render_page(template: str, styles: list[str], scripts: list[str], values: dict[str, Any]) -> str:
    """Return the page that a template makes of `values`, with style sheets and scripts of this package in it.

    The scripts find `values["data"]`, if there is any, as JSON in the element with the id "data".
    """
    style = "\n".join(map(_read, styles))
    script = "\n".join(map(_read, scripts))
    return (
        _environment()
        .get_template(template)
        .render(**values, style=Markup(style), script=Markup(script), policy=_policy(style, script))  # noqa: S704 - our own files
    )


def _policy(style: str, script: str) -> str:
    """Return the content-security policy that allows this style sheet and this script and nothing else."""
    allowed = [
        "default-src 'none'",
        f"style-src '{_digest(style)}'",
        f"script-src '{_digest(script)}'" if script else "script-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    return "; ".join(allowed)


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("cleaner.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
    )
    environment.filters["count"] = "{:,}".format
    return environment


def _finalize(value: object) -> object:
    """Return what is written for an expression: text without characters that are unfit for a page."""
    if isinstance(value, Markup):
        return value
    return UNFIT.sub(lambda found: visible(found.group()), str(value))


def _read(name: str) -> str:
    return files("cleaner.report").joinpath("templates", name).read_text(encoding="utf-8").strip()
