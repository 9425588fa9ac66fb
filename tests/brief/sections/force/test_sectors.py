"""Sectors phase by phase, and what their rules cost, as the page tells them."""

from __future__ import annotations

from dataclasses import replace

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.force.sectors import sector_headings, sector_rows


def test_what_the_rules_of_sectors_cost_is_told_with_their_numbers(html: str, assessed: Assessment) -> None:
    assert "At most 3 nations hold a" in html
    assert ("Dealing units to sectors costs" in html) == bool(assessed.plan.sector_loss)


def test_each_sector_is_told_with_who_leads_it_in_every_phase(html: str, assessed: Assessment) -> None:
    plan = assessed.plan
    assert plan.by_sector is not None
    table = html[html.index('id="map"') : html.index('id="when"')]
    table = table[table.index("<table") : table.index("</table>")]
    assert table.count("<tr") == 1 + len(assessed.requirement.area.sectors)
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
    outside = {row.state for row in plan.contributions if row.outside}
    assert unled
    assert outside, "enablers that serve from outside the country are planned"
    for place, number in unled:
        sector = context.assessment.requirement.area.sectors[place].id
        lead, others = rows[place].held[number]
        assert lead == ""
        standing = {
            tour.state
            for tour in plan.by_sector.tours
            if tour.sector == sector
            and tour.state not in outside
            and tour.start_month <= plan.by_sector.phases[number].last_month
            and tour.end_month >= plan.by_sector.phases[number].first_month
        }
        assert bool(others) == bool(standing)
        assert all(context.state(code) in others for code in standing)
        assert not any(context.state(code) in others for code in outside)


def test_without_a_plan_by_sector_the_sectors_stand_alone(context: BriefContext) -> None:
    plan = replace(context.plan, by_sector=None)
    rows = sector_rows(context, plan)
    assert [row.line_km for row in rows] == [each.line_km for each in context.assessment.requirement.area.sectors]
    assert all((row.held, row.met) == ((), None) for row in rows)
    assert sector_headings(plan) == ("Sector", "Line, km", "Met")
