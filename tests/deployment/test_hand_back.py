"""Handing the way back: the plan then begins tours in months in which the unit can stand there."""

from __future__ import annotations

from dataclasses import replace

from interpose.case import Case
from interpose.deployment.deploy import deploy
from interpose.deployment.hand_back import chains, hand_back, with_the_way
from interpose.deployment.movement.network import Network
from interpose.deployment.movement.routes import AllRoutes
from interpose.deployment.problem import DeploymentRequest
from interpose.evidence import positions
from interpose.generation import PlanRequest, generate
from interpose.requirement import Requirement


def test_each_pool_in_the_country_has_a_chain_and_those_outside_have_none(ukraine: Case, network: Network) -> None:
    found = {(each.state, each.unit_type): each.days for each in chains(ukraine, AllRoutes(ukraine, network))}
    inside = {(pool.state, pool.unit_type) for pool in ukraine.pools if ukraine.states[pool.state].stands == "in_country"}
    assert set(found) == inside
    assert min(found.values()) > 9
    assert found["CAN", "infantry_battalion"] > found["POL", "infantry_battalion"]


def test_notice_is_raised_by_permits_and_the_chain_and_by_nothing_else(ukraine: Case, network: Network) -> None:
    chain = chains(ukraine, AllRoutes(ukraine, network))
    days = {(each.state, each.unit_type): each.days for each in chain}
    slow = ukraine.replace_rows(
        move_factors=[row.replace(value=44.2) for row in ukraine.move_factors.values() if row.factor == "permit_days"]
    )
    assert min(pool.notice_days for pool in ukraine.pools) < 45
    for case, permits in ((ukraine, 10), (slow, 45)):
        later = with_the_way(case, chain)
        for before, after in zip(case.pools, later.pools, strict=True):
            moved = days.get((before.state, before.unit_type))
            assert after.notice_days == (before.notice_days if moved is None else max(before.notice_days, permits) + moved)
            assert after.replace(notice_days=before.notice_days) == before


def test_the_plan_with_the_way_is_less_late_on_the_ground_and_begins_no_tour_earlier(ukraine: Case, need: Requirement) -> None:
    stances, request = positions(ukraine), PlanRequest(mandate="tripwire", compared=False)
    plan = generate(ukraine, stances, need, request)
    back = hand_back(ukraine, stances, need, plan, request)
    assert back.plan.has_numbers
    assert all(then > first for _, _, first, then in back.moved)
    asked = DeploymentRequest(compared=False, futures=0)
    before, after = (deploy(ukraine, need, each, asked).lateness for each in (plan, back.plan))
    assert before is not None
    assert after is not None
    assert after.by_cause["way_and_reception"] <= before.by_cause["way_and_reception"]
    assert back.without_by_month == plan.force.by_month
    assert replace(back, sustained=0).without_sustained == plan.force.sustained
