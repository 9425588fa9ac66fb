"""Sectors phase by phase, and what their rules cost, as the page tells them."""

from __future__ import annotations

from interpose.assessment import Assessment


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
