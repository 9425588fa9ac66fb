"""The brief in a real browser: alone, at every width, without JavaScript, on paper, and for everybody."""

from __future__ import annotations

import io
import json
import shutil
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.web.conftest import open_brief

OVERLAPS = """
() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    if (!svg.getClientRects().length) continue;
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim() && getComputedStyle(t).opacity !== '0');
    const boxes = texts.map(t => [t.textContent.trim(), t.getBoundingClientRect()]);
    const seen = new Map();
    for (const [text, b] of boxes) {
      if (b.left < frame.left - 1 || b.right > frame.right + 1 || b.top < frame.top - 2 || b.bottom > frame.bottom + 2)
        found.push(`cut: ${text}`);
      seen.set(`${text}@${Math.round(b.left)},${Math.round(b.top)}`, [text, b]);
    }
    const list = [...seen.values()];
    for (let i = 0; i < list.length; i++) for (let j = i + 1; j < list.length; j++) {
      const [a, p] = list[i], [b, q] = list[j];
      const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (across > 1.5 && down > 3.5) found.push(`overlap: ${a} / ${b}`);
    }
  }
  return found;
}
"""


CONTRAST = "color-contrast"

ONE_OF_EACH_LOOK = """
() => {
  const look = e => ['class', 'style', 'fill', 'opacity'].map(name => e.getAttribute(name)).join('|');
  const seen = new Set();
  let kinds = 0;
  const kept = (element, above) => {
    const chain = `${above}>${element.tagName}|${look(element)}`;
    const tells = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    let needed = tells && !seen.has(chain);
    if (needed) kinds++;
    if (tells) seen.add(chain);
    for (const child of [...element.children]) {
      if (kept(child, chain)) needed = true; else child.remove();
    }
    return needed;
  };
  kept(document.body, '');
  return kinds;
}
"""
"""Leaves the first text of each look on the page: where tags, classes, styles and fills are the same from the text up to the
page, so are its colour and what it stands on. To look at each of ten thousand takes a minute."""


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_runs_over_the_edge_and_nothing_is_fetched(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    visit = open_brief(context, address)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.requests == [address]
    assert visit.complaints == []
    context.close()


@pytest.mark.usefixtures("as_wide_as_arial")
@pytest.mark.parametrize("width", [1280, 390])
def test_text_in_drawings_neither_overlaps_nor_is_cut(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = open_brief(context, address).page
    assert page.evaluate(OVERLAPS) == []
    context.close()


def test_axe_finds_no_barrier(browser: Browser, address: str) -> None:
    """On a phone, where tables are stacked and charts narrow; the same elements stand on a wide page, only elsewhere."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = open_brief(context, address).page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    tags = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    contrast = {CONTRAST: {"enabled": False}}
    whole = Axe().run(page, options={"runOnly": tags, "rules": contrast, "resultTypes": ["violations"]}).response["violations"]
    kinds = page.evaluate(ONE_OF_EACH_LOOK)
    coloured = Axe().run(page, options={"runOnly": [CONTRAST]}).response
    assert kinds > 100
    assert sum(len(each["nodes"]) for each in coloured["passes"]) > 100
    found = [*whole, *coloured["violations"]]
    assert not found, json.dumps([(each["id"], each["nodes"][0]["html"][:200], len(each["nodes"])) for each in found], indent=1)
    context.close()


def test_a_pale_text_far_down_the_page_is_found_among_those_of_each_look(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = open_brief(context, address).page
    page.evaluate("[...document.querySelectorAll('#sources p, #sources li, #sources td')].pop().style.color = '#ddd'")
    page.evaluate(ONE_OF_EACH_LOOK)
    found = Axe().run(page, options={"runOnly": [CONTRAST]}).response["violations"]
    assert [each["id"] for each in found] == [CONTRAST]
    context.close()


def test_it_reads_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = open_brief(context, address).page
    assert page.get_by_role("heading", name="Bottom line").is_visible()
    figure = page.locator("#bottom-line a.figure").first
    target = figure.get_attribute("href") or ""
    figure.click()
    row = page.locator(f'[id="{target[1:]}"]')
    assert row.is_visible()
    assert _in_view(page, row.bounding_box())
    row.get_by_role("link", name="Back to the text").click()
    assert not row.is_visible()
    assert _in_view(page, figure.bounding_box())
    page.locator("#claims > details > summary").click()
    claim = page.locator("details.claim").first
    assert not claim.locator("p").is_visible()
    claim.locator("summary").click()
    assert claim.locator("p").is_visible()
    context.close()


def _in_view(page: Page, place: dict[str, float] | None) -> bool:
    height = (page.viewport_size or {"height": 0})["height"]
    return place is not None and -1 <= place["y"] <= height


def test_the_keyboard_reaches_the_answer_and_the_traces(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_brief(context, address).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "figure"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").startswith("#trace-")
    context.close()


def texts_of(pdf: bytes) -> list[str]:
    """Read the text of each page, by poppler where it is there: it takes a twentieth of the time."""
    if (poppler := shutil.which("pdftotext")) is None:
        return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages]
    found = subprocess.run([poppler, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode("utf-8")
    return found.removesuffix("\f").split("\f")


@pytest.mark.usefixtures("as_wide_as_arial")
def test_page_one_is_one_screen_and_one_sheet_and_argument_and_whole_are_short(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_brief(context, address).page
    assert page.evaluate("document.getElementById('page-one').getBoundingClientRect().bottom") <= 900
    assert page.evaluate(REACHED_BY_TAB) <= 400
    sheets = texts_of(page.pdf(format="A4", prefer_css_page_size=True, print_background=True))
    assert all(question in sheets[0] for question in ("Bottom line", "Who?", "For how long?", "How sure?", "Deter by denial"))
    assert _sheet_of("Options", sheets) == 1, "page one is one sheet"
    assert _sheet_of("What is not covered", sheets) <= 7, "the argument is six sheets at most"
    assert len(sheets) <= 12
    assert all(len(sheet.split()) > 120 for sheet in sheets), "no sheet with a row or two"
    assert all(f"{number}/{len(sheets)}" in sheet.replace(" ", "") for number, sheet in enumerate(sheets, start=1))
    assert all("as of 15 December 2024" in sheet for sheet in sheets[1:]), "the title runs on every sheet but the first"
    context.close()


REACHED_BY_TAB = """
() => [...document.querySelectorAll('a[href], summary, button, [tabindex="0"]')].filter(each => each.checkVisibility()).length
"""


def _sheet_of(heading: str, sheets: list[str]) -> int:
    return next(number for number, sheet in enumerate(sheets) if f"{heading}\n" in sheet)


def test_how_much_of_the_annex_is_printed_is_chosen(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = open_brief(context, address).page
    page.emulate_media(media="print")
    annex, trace = page.locator("#annex"), page.locator(".trace").first
    shown = {}
    for choice in ("none", "short", "full"):
        page.evaluate(f"document.body.className = 'annex-{choice}'")
        shown[choice] = annex.is_visible(), trace.is_visible()
    assert shown == {"none": (False, False), "short": (True, False), "full": (True, True)}
    context.close()


def test_in_the_dark_the_page_is_dark_and_its_charts_stand_on_paper(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    page = open_brief(context, address).page
    assert page.evaluate(GROUND, "figure") == "rgb(255, 255, 255)"
    assert page.evaluate(GROUND, "body") == "rgb(22, 25, 29)"
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate(ONE_OF_EACH_LOOK)
    found = Axe().run(page, options={"runOnly": [CONTRAST]}).response["violations"]
    assert not found, json.dumps([(each["id"], each["nodes"][0]["html"][:200]) for each in found], indent=1)
    context.close()


GROUND = "name => getComputedStyle(document.querySelector(name)).backgroundColor"
