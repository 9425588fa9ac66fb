"""Sectors phase by phase, and what their rules cost, as the page tells them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import Drawing
from interpose.brief.context import BriefContext
from interpose.brief.gallery import draw_all
from interpose.brief.page import page_html
from interpose.brief.sections.force.sectors import nations_in, sector_rows
from interpose.brief.tracing import Citations


@pytest.fixture(scope="module")
def drawn(assessed: Assessment) -> dict[str, Drawing]:
    return draw_all(assessed)


def test_what_the_rules_of_sectors_cost_is_told_with_their_numbers(html: str, assessed: Assessment) -> None:
    assert "At most 3 nations share a sector" in html
    told = ">no coverage</a> in this plan" in html
    assert told == (not assessed.plan.sector_loss)


@pytest.mark.parametrize(
    ("share", "words"), [(0.062, "is worth 6% of the whole"), (0.001, "is worth under 1% of the whole"), (0.0, "")]
)
def test_what_the_rules_rule_out_is_told_where_it_is_more_than_nothing(
    assessed: Assessment, drawn: dict[str, Drawing], share: float, words: str
) -> None:
    found = assessed.plan.by_sector
    assert found is not None
    plan = replace(assessed.plan, by_sector=replace(found, loss_share=share))
    changed = replace(assessed, variants={assessed.chosen.name: replace(assessed.chosen, plan=plan)})
    text = re.sub("<[^>]+>", "", page_html(BriefContext(changed, Citations(changed)), drawn))
    assert ("What they rule out" in text) == bool(words)
    assert words in text


def test_each_sector_is_told_with_who_leads_it_in_every_phase(html: str, assessed: Assessment) -> None:
    plan = assessed.plan
    assert plan.by_sector is not None
    table = html[html.index("Who leads and who stands in each sector") :]
    table = table[: table.index("</table>")]
    assert table.count("<tr>") == 1 + len(assessed.requirement.area.sectors)
    for phase in plan.by_sector.phases:
        assert f"months {phase.first_month} to {phase.last_month}" in table
    leads = sum(len(phase.leads) for phase in plan.by_sector.phases)
    assert table.count("<b>") == leads


def test_where_no_troops_hold_the_line_those_behind_it_are_named(context: BriefContext) -> None:
    plan = context.plan
    assert plan.by_sector is not None
    unled = [
        (place, number)
        for place, sector in enumerate(context.assessment.requirement.area.sectors)
        for number, phase in enumerate(plan.by_sector.phases)
        if sector.id not in {lead.sector for lead in phase.leads}
    ]
    rows = sector_rows(context, plan)
    assert unled
    for place, number in unled:
        sector = context.assessment.requirement.area.sectors[place].id
        lead, others = rows[place].held[number]
        assert lead == ""
        standing = {
            tour.state
            for tour in plan.by_sector.tours
            if tour.sector == sector
            and tour.start_month <= plan.by_sector.phases[number].last_month
            and tour.end_month >= plan.by_sector.phases[number].first_month
        }
        assert bool(others) == bool(standing)
        assert all(context.state(code) in others for code in standing)


def test_every_nation_in_a_sector_is_named_once(context: BriefContext) -> None:
    plan = context.plan
    assert plan.by_sector is not None
    for sector in context.assessment.requirement.area.sectors:
        found = nations_in(plan, sector.id)
        assert len(set(found)) == len(found)
        assert set(found) == {tour.state for tour in plan.by_sector.tours if tour.sector == sector.id}
    assert nations_in(replace(plan, by_sector=None), "sector-1") == ()
