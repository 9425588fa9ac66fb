"""The brief in a real browser: alone, at every width, without JavaScript, on paper, and for everybody."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from markupsafe import Markup
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from interpose.assessment import Assessment
from interpose.brief import BriefFiles
from interpose.brief.charts.captioned import source_line
from interpose.brief.charts.drawing import Drawing
from interpose.brief.exports.embed import beside_drawing
from tests.builders.later_cases import LATER
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
    sheets = _printed_short(page)
    assert all(question in sheets[0] for question in ("Bottom line", "Who?", "For how long?", "How sure?", "Deter by denial"))
    assert all(f"{number}/{len(sheets)}" in sheet.replace(" ", "") for number, sheet in enumerate(sheets, start=1))
    assert all("as of 15 December 2024" in sheet for sheet in sheets[1:]), "the title runs on every sheet but the first"
    context.close()


@pytest.mark.usefixtures("as_wide_as_arial")
@pytest.mark.parametrize("case", LATER)
def test_later_cases_are_as_short_on_paper_with_a_study(
    case: str, browser: Browser, later_pages: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "brief.html").write_text(later_pages[case], encoding="utf-8")
    context = browser.new_context()
    sheets = _printed_short(open_brief(context, (tmp_path / "brief.html").as_uri()).page)
    assert any("of the futures keep the criterion" in sheet for sheet in sheets[:7])
    context.close()


def _printed_short(page: Page) -> list[str]:
    """Print a brief and hold its budget: page one on one sheet, the argument on six at most, all on twelve at most."""
    sheets = texts_of(page.pdf(format="A4", prefer_css_page_size=True, print_background=True))
    assert _sheet_of("Options", sheets) == 1, "page one is one sheet"
    assert _sheet_of("What is not covered", sheets) <= 7, "the argument is six sheets at most"
    assert len(sheets) <= 12
    assert all(len(sheet.split()) > 120 for sheet in sheets), "no sheet with a row or two"
    return sheets


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_and_marks_of_charts_stand_out_from_the_page_in_both_schemes(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(
        color_scheme="light" if scheme == "light" else "dark", viewport={"width": 1280, "height": 900}
    )
    page = open_brief(context, address).page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    paper = _light_of("rgb(255, 255, 255)" if scheme == "light" else "rgb(22, 25, 29)")
    assert _light_of(page.evaluate(GROUND, "body")) == paper
    assert page.evaluate(GROUND, "figure") == "rgba(0, 0, 0, 0)", "charts have no sheet of their own"
    looks = page.evaluate(LOOKS)
    assert {look["text"] for look in looks} == {True, False}
    for look in looks:
        own = [(name, _light_of(seen)) for name, seen in look["colours"] if seen != "none" and name not in GROUNDS_AND_GUIDES]
        # What a pale fill lacks, its edge has.
        contrast = max(((max(light, paper) + 0.05) / (min(light, paper) + 0.05) for _, light in own), default=99.0)
        assert contrast >= (4.5 if look["text"] else 3), look
    if scheme == "dark":
        page.evaluate(ONE_OF_EACH_LOOK)
        found = Axe().run(page, options={"runOnly": [CONTRAST]}).response["violations"]
        assert not found, json.dumps([(each["id"], each["nodes"][0]["html"][:200]) for each in found], indent=1)
    context.close()


def test_charts_stay_light_on_paper_and_where_the_reader_sets_the_colours(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = open_brief(context, address).page
    ink = {"screen": _light_of(page.evaluate(INK_OF_TEXTS))}
    page.emulate_media(media="print", color_scheme="dark")
    ink["print"] = _light_of(page.evaluate(INK_OF_TEXTS))
    page.emulate_media(media="screen", color_scheme="dark", forced_colors="active")
    ink["forced"] = _light_of(page.evaluate(INK_OF_TEXTS))
    assert page.evaluate(GROUND, "figure") == "rgb(255, 255, 255)"
    assert ink["print"] == ink["forced"] < 0.02 < 0.7 < ink["screen"]
    context.close()


def _light_of(colour: str) -> float:
    """Return the relative luminance of a colour as a browser tells it, from 0 (black) to 1 (white)."""
    told = [float(each) / 255 for each in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in told)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


GROUNDS_AND_GUIDES = {
    *("#ffffff", "#bcd3e6", "#dcebf7", "#f6e7d2", "#dfe2e6"),
    *("#e3ecf3", "#f3f1ec", "#fbfaf7", "#f4c58a", "#cfe3d6", "#a9a49a", "#c9c4ba", "#8f8a80", "#a9c6dc"),
}
"""Colours in which nothing is told: paper, bands and lines behind the marks; sea, land, water and borders of maps."""

INK_OF_TEXTS = """() => getComputedStyle(document.querySelector('figure svg [fill="#1b1f24"]')).fill"""

LOOKS = """
() => {
  const seen = new Map();
  for (const each of document.querySelectorAll('figure svg :is(text, path, rect, circle)')) {
    const text = each.tagName === 'text', style = getComputedStyle(each);
    const colours = (text ? ['fill'] : ['fill', 'stroke']).map(side => [
      each.closest(`[${side}]`)?.getAttribute(side) ?? 'none', style[side]
    ]);
    seen.set(JSON.stringify([text, colours]), { text, colours });
  }
  return [...seen.values()];
}
"""
"""Each way in which a text or mark of a chart is coloured: what its attributes say, and what is seen."""

GROUND = "name => getComputedStyle(document.querySelector(name)).backgroundColor"


def test_a_chart_is_saved_as_the_picture_that_is_understood_alone(
    browser: Browser, brief: BriefFiles, assessed: Assessment
) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    page = open_brief(context, brief.html.as_uri()).page
    html = brief.html.read_text(encoding="utf-8")
    saved = page.evaluate(SAVED)
    assert len(saved) == html.count("<figure>")
    for each in saved:
        drawing = Drawing(id=each["name"], title=each["title"], description="", wide=Markup(), narrow=Markup())
        beside = beside_drawing(html, drawing)
        expected = [drawing.title, beside.told, *(name for _, name in beside.entries), source_line(assessed)]
        assert each["texts"] == " ".join(filter(None, expected))
        assert each["right"] <= each["width"]
    with page.expect_download() as waiting:
        page.locator("button[data-name=argument]").click()
    assert waiting.value.suggested_filename == "argument.svg"
    read = ElementTree.parse(waiting.value.path())  # noqa: S314 - our own
    assert read.getroot().get("width") == "928"
    assert source_line(assessed) in "".join(read.getroot().itertext())
    context.close()


SAVED = """
() => [...document.querySelectorAll('button[data-name]')].map(button => {
  const figure = button.closest('figure'), picture = captioned(figure);
  const texts = [...picture.children].filter(each => each.tagName === 'text');
  document.body.append(picture);
  const right = Math.max(...texts.map(each => { const box = each.getBBox(); return box.x + box.width; }));
  picture.remove();
  return {
    name: button.dataset.name, title: figure.querySelector('figcaption strong').textContent,
    texts: texts.map(each => each.textContent).join(' '), right, width: +picture.getAttribute('width'),
  };
})
"""
"""What each chart is saved as: the words around it, and how far to the right they reach."""
