"""What the forces of futures consume and cost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.upkeep import upkeep_of


def test_a_year_costs_the_persons_who_are_there_at_their_rate(mali_chain: CaseChain) -> None:
    planned = [mali_chain.planning.plan(future) for future in mali_chain.futures(mali_chain.points(0, 6))]
    found = upkeep_of(planned)
    for cost, each in zip(found.cost_year, planned, strict=True):
        assert cost == pytest.approx(each.plan.sustained * 123_000, rel=1e-3)


def test_supply_and_cost_follow_the_rates_of_each_future(mali_chain: CaseChain) -> None:
    planned = mali_chain.planning.plan(mali_chain.futures(mali_chain.points(1, 2))[0])
    case = planned.future.case
    rates = tuple(row.model_copy(update={"mode": row.mode * 2}) for row in case.supply_rates)
    costs = tuple(row.model_copy(update={"mode": row.mode * 3}) for row in case.cost_bases)
    dearer = replace(planned, future=replace(planned.future, case=replace(case, supply_rates=rates, cost_bases=costs)))
    found = upkeep_of([planned, dearer])
    assert found.imported[1] == pytest.approx(2 * found.imported[0])
    assert found.cost_year[1] == pytest.approx(3 * found.cost_year[0])
