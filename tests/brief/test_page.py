"""What a reader finds in brief.html."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from markupsafe import escape

from interpose.assessment import Assessment, assess
from interpose.brief import BriefFiles
from interpose.brief.charts.drawing import Drawing
from interpose.brief.context import BriefContext
from interpose.brief.gallery import draw_all
from interpose.brief.page import page_html
from interpose.brief.sections.answer.bottom_line import MOST_WORDS, bottom_line, words_in
from interpose.brief.tracing import Citations
from interpose.case import load
from interpose.deployment import Deployment
from interpose.generation import Plan
from tests.builders.later_cases import LATER
from tests.cli.small_case import small_case

SECTIONS = (
    "bottom-line",
    "answers",
    "options",
    "who",
    "map",
    "when",
    "cost",
    "routes",
    "attacked",
    "sure",
    "changes",
    "not-covered",
    "disagreements",
    "assumptions",
    "claims",
    "sources",
    "glossary",
    "trace",
)
SEVEN_WORDS = (
    "Who?",
    "How many?",
    "Under whose flag?",
    "For how long?",
    "At what shortfall?",
    "What binds?",
    "How sure?",
)


class Page(HTMLParser):
    """Collects what the tests ask about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "a":
            self.links.append(values.get("href") or "")
        if tag in ("script", "img", "iframe", "source", "image", "use", "video", "audio", "embed", "object", "link"):
            self.loaded += [values[key] or "" for key in ("src", "href", "xlink:href", "data", "srcset") if values.get(key)]


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_sections_stand_in_the_order_of_the_argument(page: Page) -> None:
    assert [name for name in page.ids if name in SECTIONS] == list(SECTIONS)


def test_page_one_answers_the_seven_questions_of_a_planner(html: str) -> None:
    first_page = html[html.index('id="answers"') : html.index('id="options"')]
    places = [first_page.index(f"<dt>{word}</dt>") for word in SEVEN_WORDS]
    assert places == sorted(places)


def test_the_header_names_question_date_hash_and_version(html: str, assessed: Assessment) -> None:
    head = html[: html.index('id="bottom-line"')]
    assert assessed.case.digest in head
    assert "15 December 2024" in head
    assert f"Interpose {assessed.version}" in head
    assert assessed.case.scenario.question.split("?")[0] in head


def test_the_bottom_line_has_at_most_sixty_words(context: BriefContext) -> None:
    assert 15 <= words_in(bottom_line(context)) <= MOST_WORDS


def test_the_bottom_line_follows_the_result(assessed: Assessment) -> None:
    plan = assessed.plan
    doubled = dataclasses.replace(plan, force=dataclasses.replace(plan.force, sustained=plan.force.sustained * 2))
    changed = _planned(assessed, doubled)
    before, after = (bottom_line(BriefContext(each, Citations(each))) for each in (assessed, changed))
    assert before != after


def _planned(assessed: Assessment, plan: Plan, **changes: object) -> Assessment:
    """Put another plan in place of the chosen one in every variant."""
    variants = {name: dataclasses.replace(variant, plan=plan) for name, variant in assessed.variants.items()}
    return dataclasses.replace(assessed, variants=variants, **changes)  # type: ignore[arg-type]


def test_every_inner_link_has_its_target(page: Page) -> None:
    targets = set(page.ids)
    assert not sorted({link for link in page.links if link.startswith("#") and link[1:] not in targets})


def test_no_name_stands_twice(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))


def test_figures_are_links_to_their_trace(html: str, assessed: Assessment) -> None:
    cited = re.findall(r'class="figure"(?: id="[^"]+")? href="#trace-([^"]+)"', html)
    assert {"force.sustained", "force.peak", f"requirement.{assessed.case.scenario.mandate}.personnel"} <= set(cited)
    for name in set(cited):
        assert name in assessed.figures
        assert html.count(f'id="trace-{name}"') == 1


def test_a_trace_shows_the_exact_value_and_the_formula(html: str, assessed: Assessment) -> None:
    figure = assessed.figures["force.peak"]
    start = html.index('id="trace-force.peak"')
    row = html[start : html.index('<div class="trace"', start)]
    assert isinstance(figure.value, int | float)
    assert f"{figure.value:,.0f}" in row
    assert figure.formula[:40] in row


def test_nothing_is_loaded_from_anywhere(page: Page, html: str) -> None:
    assert [address for address in page.loaded if address != "data:,"] == []
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_the_only_addresses_are_links_to_sources(html: str, assessed: Assessment) -> None:
    known = {source.url for source in assessed.case.sources.values()}
    known |= {(source.where or "").split(" ")[0] for source in assessed.case.precedent_sources}
    linked = set(re.findall(r'<a href="(https?://[^"]+)"', html))
    assert {address.replace("&amp;", "&") for address in linked} <= known


def test_every_drawing_has_a_text_alternative(html: str) -> None:
    drawings = re.findall(r'<svg role="(?:img|group)" aria-labelledby="([^"]+)"', html)
    assert len(drawings) >= 8
    for names in drawings:
        for name in names.split():
            assert f'id="{name}"' in html


def test_every_mandate_has_a_row(html: str, assessed: Assessment) -> None:
    rows = html[html.index('id="options"') : html.index('id="who"')]
    for need in assessed.requirement.mandates:
        assert f'role="rowheader">{need.name}' in rows
    assert len(assessed.requirement.mandates) >= 3


def test_every_route_that_may_be_taken_today_is_named_and_those_that_differ_have_a_row(
    page: Page, html: str, assessed: Assessment
) -> None:
    section = html[html.index('id="routes"') : html.index('id="attacked"')]
    routes = assessed.authority.routes
    assert all(route.name.partition(" (")[0] in section for route in routes if route.status != "reform")
    rows = {name.removeprefix("route-") for name in page.ids if name.startswith("route-")}
    assert assessed.case.scenario.route in rows
    assert rows >= {route.id for route in routes if route.outcome != "open"}
    assert len(rows) < len(routes) / 2
    assert f"None of the other {len(routes) - len(rows)} " in section


def test_every_claim_can_be_unfolded_to_its_chain(html: str, assessed: Assessment) -> None:
    for claim in assessed.quality.claim_ids:
        start = html.index(f'id="claim-{claim}"')
        folded = html[start : html.index("</details>", start)]
        assert "Read through" in folded
        assert "Grade" in folded


def test_what_is_not_computed_is_said(html: str) -> None:
    left_out = html[html.index('id="not-covered"') : html.index('id="disagreements"')]
    assert "Exploration" in left_out
    for subject in ("Supply and cost", "Deployment timing"):
        assert subject not in left_out


def test_without_a_network_the_page_says_what_movement_would_need(
    assessed: Assessment, drawings: Mapping[str, Drawing]
) -> None:
    bare = dataclasses.replace(assessed, deployment=Deployment(status="no answer", needs=("nodes.csv: places in XXX",)))
    text = page_html(BriefContext(bare, Citations(bare)), drawings)
    left_out = text[text.index('id="not-covered"') : text.index('id="sources"')]
    assert "Not computed" in left_out
    assert "It would need: nodes.csv: places in XXX" in left_out
    assert 'id="when"' not in text
    assert 'href="#when"' not in text


def test_text_of_a_case_is_never_read_as_markup(assessed: Assessment) -> None:
    nasty = "<script>alert(1)</script> & \"quotes\" 'and' {{ braces }}"
    scenario = assessed.case.scenario.model_copy(update={"title": nasty, "question": nasty})
    claims = {
        name: claim.model_copy(update={"statement": nasty, "actor": nasty}) for name, claim in assessed.case.claims.items()
    }
    states = {code: state.model_copy(update={"name": f"<b>{state.name}</b>"}) for code, state in assessed.case.states.items()}
    case = dataclasses.replace(assessed.case, scenario=scenario, claims=claims, states=states)
    changed = dataclasses.replace(assessed, case=case)
    text = page_html(BriefContext(changed, Citations(changed)), draw_all(changed))
    assert "<script>alert" not in text
    assert "<b>France" not in text
    assert Page(text).tags.count("script") == 1


def test_an_address_that_is_no_web_page_becomes_no_link(assessed: Assessment, drawings: Mapping[str, Drawing]) -> None:
    sources = {name: source.model_copy(update={"url": "javascript:alert(1)"}) for name, source in assessed.case.sources.items()}
    changed = dataclasses.replace(assessed, case=dataclasses.replace(assessed.case, sources=sources))
    assert "javascript:" not in page_html(BriefContext(changed, Citations(changed)), drawings)


def test_without_a_plan_no_number_of_troops_is_shown(assessed: Assessment) -> None:
    empty = dataclasses.replace(assessed.plan, status="no answer", gap=None, bound=None, objective=None, participants=())
    figures = {
        name: figure for name, figure in assessed.figures.items() if not name.startswith(("force.", "plan.", "shortfall."))
    }
    changed = _planned(assessed, empty, figures=figures)
    text = page_html(BriefContext(changed, Citations(changed)), draw_all(changed))
    start = text.index('<h2 id="h-bottom-line">')
    assert "There is no plan" in text[start : text.index("</section>", start)]
    assert "could sustain" not in text[start : text.index("</section>", start)]


def running_text(html: str) -> str:
    """What a reader sees of page one and the argument before anything is unfolded, drawings left out."""
    text = re.sub(r"<svg.*?</svg>", " ", html[html.index("<body") : html.index('<div id="annex"')], flags=re.DOTALL)
    while (shorter := re.sub(r"<details(?:(?!<details).)*?</details>", " ", text, flags=re.DOTALL)) != text:
        text = shorter
    return re.sub(r"<[^>]+>", " ", text)


@pytest.fixture(params=["ukraine-2024", *LATER])
def every(request: pytest.FixtureRequest, html: str, later_pages: dict[str, str]) -> str:
    """The page of each shipped case, of the later ones with a study."""
    return {"ukraine-2024": html, **later_pages}[request.param]


def test_no_key_file_or_command_stands_in_the_running_text(every: str, later: Assessment) -> None:
    text = running_text(every)
    marks = r"\w+\.(?:csv|yaml|json|xlsx)|\w+#\w+|interpose [a-z]+ [a-z]|--[a-z]+|\b[a-z]+_[a-z_]+|\d{4}-\d\d-\d\d"
    assert re.findall(marks, text) == []
    words = set(re.findall(r"\w+", text))
    assert words & {*later.case.claims, *later.case.sources} == set(), "claims are referred to by number"
    assert words & (set(later.case.states) - {"USA"}) == set(), "states are named, not coded"


def test_a_page_is_short_and_small(every: str) -> None:
    assert len(running_text(every).split()) <= MOST_WORDS_OF_THE_ARGUMENT
    assert len(every.encode()) <= 900_000


MOST_WORDS_OF_THE_ARGUMENT = 3_500


def test_four_rows_of_what_would_change_the_answer_stand_open_and_the_others_are_folded(later_pages: dict[str, str]) -> None:
    for page in later_pages.values():
        told = page[page.index('id="changes"') : page.index('<div id="annex"')]
        shown, folded = (each.partition("</table>")[0] for each in told.split("If this is otherwise")[1:])
        assert shown.count('scope="row"') == 4
        assert "Votes" in folded, "each route tells its own"


def test_every_number_of_a_reference_has_its_entry_in_the_list_in_the_order_of_the_text(every: str) -> None:
    numbers = [int(number) for number in re.findall(r'<a href="#claim-[^"]+" title="[^"]+">(\d+)</a>', every)]
    listed = every[every.index('inputs references"') :].partition("</ol>")[0]
    assert listed.count("<li>") == max(numbers)
    assert list(dict.fromkeys(numbers)) == list(range(1, max(numbers) + 1))
    assert all("Read in" in entry for entry in listed.split("<li>")[1:])


def test_every_section_explains_its_words_where_they_first_stand(html: str, assessed: Assessment) -> None:
    explained = re.findall(r'<abbr title="[^"]+">([^<]+)</abbr>', html)
    assert {"enablers", "mandate", "without end"} <= {word.lower() for word in explained}
    glossary = html[html.index('id="glossary"') : html.index('id="trace"')].lower()
    # Beside the words of the glossary, the case shows its checksum and the mandate its task.
    need = assessed.requirement.of(assessed.plan.mandate)
    assert f'<abbr title="{escape(need.task)}">{need.name.lower()}</abbr>' in html
    others = {assessed.case.name, need.name.lower()}
    assert [word for word in explained if f"<dt>{word.lower().removesuffix('s')}" not in glossary and word not in others] == []


def test_a_chart_holds_its_numbers_in_the_page_itself(page: Page, brief: BriefFiles) -> None:
    tables = {path.read_bytes() for path in brief.tables}
    held = [unquote_to_bytes(link.partition(",")[2]) for link in page.links if link.startswith("data:text/csv")]
    assert len(held) >= 6
    assert set(held) <= tables
    assert not [link for link in page.links if not link.startswith(("#", "http", "data:"))]


def test_an_old_ledger_is_told_on_page_one(assessed: Assessment, drawings: Mapping[str, Drawing]) -> None:
    def on_page_one(days: int) -> str:
        as_of = assessed.positions.as_of + dt.timedelta(days=days)
        later = dataclasses.replace(assessed, positions=dataclasses.replace(assessed.positions, as_of=as_of))
        text = page_html(BriefContext(later, Citations(later)), drawings)
        return text[: text.index('id="options"')]

    assert "The newest claim is" not in on_page_one(80)
    assert re.search(r"The newest claim is 10\d days older than the date of this brief", on_page_one(100))


def test_a_case_without_a_single_unit_has_a_page_too_and_its_title_turns_no_direction_of_writing(tmp_path: Path) -> None:
    folder = small_case(tmp_path / "case")
    scenario = folder / "scenario.yaml"
    scenario.write_text(
        scenario.read_text(encoding="utf-8").replace("title: A small", "title: A \u202esmall"), encoding="utf-8"
    )
    (folder / "commitments.csv").unlink()
    header, *_ = (folder / "pools.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "pools.csv").write_text(header, encoding="utf-8")
    assessed = assess(load(folder), mandates=())
    page = page_html(BriefContext(assessed, Citations(assessed)), draw_all(assessed))
    assert "There is no plan to draw" not in page
    assert "A \\u202esmall force" in page
    assert "\u202e" not in page
    assert page.rstrip().endswith("</html>")
