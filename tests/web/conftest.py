"""A real browser without a network, looking at a real brief."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest

from interpose.brief import BriefFiles

pytest.importorskip("playwright", reason="playwright belongs to the dev extra") if not os.environ.get("CI") else None
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright  # noqa: E402


def browser_path() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def need(reason: str) -> NoReturn:
    """Skip a test for which the machine lacks something; in CI, where it must be there, fail it."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        need("no chromium on the path: a real browser is needed to look at the brief")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def as_wide_as_arial(browser: Browser) -> None:
    """Drawings and pages are laid out for Arial and fonts of its widths, in which ten digits take 5.56 times the size."""
    page = browser.new_page()
    width = page.evaluate(
        """() => {
          const context = document.createElement('canvas').getContext('2d');
          context.font = "100px Arial, Helvetica, 'Liberation Sans', sans-serif";
          return context.measureText('0123456789').width;
        }"""
    )
    page.close()
    if abs(width - 556) > 2:
        need("no font as wide as Arial: install Liberation Sans (fonts-liberation)")


@pytest.fixture(scope="session")
def address(brief: BriefFiles) -> str:
    return Path(brief.html).as_uri()


@dataclass
class Visit:
    """A page that was opened, with what went over the wire and what the console said."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def open_brief(context: BrowserContext, address: str) -> Visit:
    """Open the brief with every request but the file itself refused and noted."""
    page = context.new_page()
    visit = Visit(page)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("console", lambda message: visit.complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    page.goto(address)
    return visit
