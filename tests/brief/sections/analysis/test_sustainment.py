"""What it costs and who pays, as the page tells it."""

from __future__ import annotations

from dataclasses import replace

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.analysis.sustainment import sustainment_view
from interpose.brief.tracing import Citations


def _context(assessment: Assessment) -> BriefContext:
    return BriefContext(assessment, Citations(assessment))


def test_each_way_to_divide_the_cost_stands_once_and_the_own_route_first(assessed: Assessment) -> None:
    view = sustainment_view(_context(assessed))
    assert view is not None
    routes = assessed.case.routes
    assert view.routes[0] == routes[assessed.case.scenario.route].name
    assert routes["un_security_council"].name in view.routes
    assert routes["osce"].name not in view.routes
    assert sum("EU" in name for name in view.routes) == 1


def test_payers_who_send_nobody_pay_where_all_members_pay(assessed: Assessment) -> None:
    view = sustainment_view(_context(assessed))
    assert view is not None
    place = view.routes.index(assessed.case.routes["un_security_council"].name)
    payer = next(row for row in view.payers if row.name == "China")
    assert payer.arising == "–"
    assert payer.paid[place] != "–"
    assert all(amount == "–" for each, amount in enumerate(payer.paid) if each != place)


def test_the_four_bases_are_told_from_the_smallest(assessed: Assessment) -> None:
    view = sustainment_view(_context(assessed))
    assert view is not None
    persons = [float(row.person.replace(",", "")) for row in view.costs]
    assert persons == sorted(persons)


def test_supply_is_told_in_the_month_of_the_greatest_imports(assessed: Assessment) -> None:
    view = sustainment_view(_context(assessed))
    assert view is not None
    assert view.supply[0][0] == "fuel"
    assert {row[4] for row in view.supply} == {"30"}


def test_without_a_plan_nothing_is_said(assessed: Assessment) -> None:
    assert sustainment_view(_context(replace(assessed, sustainment=None))) is None
