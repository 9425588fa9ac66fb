"""The calendar of units in the brief: every tour is drawn once, in its months, and fits laptop, phone and paper."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from interpose.assessment import Assessment
from interpose.brief import BriefFiles
from interpose.brief.charts.calendar import CalendarView, calendar_view
from interpose.generation import unit_calendar

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def view(assessed: Assessment) -> CalendarView:
    return calendar_view(assessed.case, assessed.plan.chosen)


def bars(svg: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(svg).findall(".//rect")  # noqa: S314 - our own drawing


def test_every_tour_has_one_bar_in_both_widths(assessed: Assessment, view: CalendarView) -> None:
    tours = unit_calendar(assessed.case, assessed.plan.chosen)
    for kind in ("wide", "narrow"):
        drawn = sum(len(bars(part)) for group in view.groups for part in getattr(group, kind))
        assert drawn == len(tours) == sum(group.tours for group in view.groups)
    handovers = sum(1 for tour in tours if tour.handover)
    assert sum(group.handovers for group in view.groups) == handovers


def test_bars_and_words_stay_within_the_frame(view: CalendarView) -> None:
    for group in view.groups:
        for svg in (*group.wide, *group.narrow):
            root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
            width, height = (float(root.attrib[name]) for name in ("width", "height"))
            for bar in root.findall(".//rect"):
                assert float(bar.attrib["x"]) >= 0
                assert float(bar.attrib["x"]) + float(bar.attrib["width"]) <= width + 0.1
                assert float(bar.attrib["y"]) + float(bar.attrib["height"]) <= height
            for text in root.findall(".//text"):
                assert 0 <= float(text.attrib["x"]) <= width
                assert 0 <= float(text.attrib["y"]) <= height


def test_narrow_charts_fit_a_phone_and_long_ones_are_divided(view: CalendarView) -> None:
    for group in view.groups:
        for svg in group.narrow:
            assert float(ElementTree.fromstring(svg).attrib["width"]) <= 358  # noqa: S314 - our own drawing
        for svg in group.wide:
            assert float(ElementTree.fromstring(svg).attrib["height"]) <= 760  # noqa: S314 - our own drawing


def test_the_page_shows_the_largest_capability_and_folds_the_others(html: str, view: CalendarView) -> None:
    section = html[html.index('id="calendar"') : html.index("</figure>", html.index('id="calendar"'))]
    assert view.title in section
    assert section.count('<details class="units">') == len(view.groups) - 1
    assert section.index("<svg role") < section.index("<details")
    names = re.findall(r' id="(calendar-[a-z_0-9-]+-title)"', section)
    assert len(names) == len(set(names))


def test_the_workbook_and_the_tables_hold_every_tour(brief: BriefFiles, assessed: Assessment) -> None:
    table = next(path for path in brief.tables if path.name == "calendar.csv")
    assert len(Path(table).read_text().splitlines()) == 1 + len(unit_calendar(assessed.case, assessed.plan.chosen))
    assert {"sector_nations.csv", "sector_shortfall.csv"} <= {path.name for path in brief.tables}


def test_what_the_rules_of_sectors_cost_is_told_with_their_numbers(html: str, assessed: Assessment) -> None:
    assert "At most 3 nations share a sector" in html
    told = ">no coverage</a> in this plan" in html
    assert told == (not assessed.plan.chosen.sector_loss)


def test_each_sector_is_told_with_who_leads_it_in_every_phase(html: str, assessed: Assessment) -> None:
    plan = assessed.plan.chosen
    assert plan.by_sector is not None
    table = html[html.index("Who leads and who stands in each sector") :]
    table = table[: table.index("</table>")]
    assert table.count("<tr>") == 1 + len(assessed.requirement.area.sectors)
    for phase in plan.by_sector.phases:
        assert f"months {phase.first_month} to {phase.last_month}" in table
    leads = sum(len(phase.leads) for phase in plan.by_sector.phases)
    assert table.count("<b>") == leads
