"""What the games need to know of a force: who stands forward, what is left at home, and the channels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.case.read.escalation import read_escalation
from interpose.case.read.library import find_case
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.draws import draw
from interpose.deterrence.race.measures import (
    ForceFacts,
    PlanFacts,
    Stationed,
    measures_of,
    planned_force,
    reserves_at_home,
)
from interpose.deterrence.race.race import Reserve

PLAN = ForceFacts(name="the plan", mandate="interpose", persons=20_000, forward_share=0.5, source="plan")
RESERVES = (Reserve("FRA", 20_000, 10), Reserve("GBR", 10_000, 30))


def facts(*stationed: Stationed, participants: tuple[str, ...] = ("FRA", "GBR", "NLD")) -> PlanFacts:
    return PlanFacts(mandate="interpose", participants=participants, sustained=20_000, stationed=stationed)


def units(state: str, unit_type: str, belt: str, count: int) -> Stationed:
    return Stationed(state=state, unit_type=unit_type, belt=belt, units=count)


@pytest.fixture(scope="module")
def escalation() -> Escalation:
    return read_escalation(find_case("ukraine-2024") / "escalation.yaml")


def test_the_forward_share_counts_persons_not_units(ukraine: Case) -> None:
    infantry = ukraine.unit_types["infantry_battalion"].personnel
    engineers = ukraine.unit_types["engineer_battalion"].personnel
    plan = facts(units("FRA", "infantry_battalion", "forward", 2), units("FRA", "engineer_battalion", "depth", 1))
    force = planned_force(ukraine, plan)
    assert force is not None
    assert force.forward_share == pytest.approx(2 * infantry / (2 * infantry + engineers))
    assert (force.persons, force.source) == (20_000, "plan")


def test_a_plan_without_numbers_has_neither_a_force_nor_reserves(ukraine: Case) -> None:
    plan = PlanFacts(mandate="interpose", participants=("FRA",), sustained=None, stationed=())
    assert planned_force(ukraine, plan) is None
    assert reserves_at_home(ukraine, plan) == ()


def test_combat_units_that_are_not_sent_are_the_reserve(ukraine: Case) -> None:
    pool = next(each for each in ukraine.pools if (each.state, each.unit_type) == ("FRA", "infantry_battalion"))
    size = pool.personnel or ukraine.unit_types["infantry_battalion"].personnel
    whole = reserves_at_home(ukraine, facts())
    less = reserves_at_home(ukraine, facts(units("FRA", "infantry_battalion", "forward", 1)))
    gone = sum(each.persons for each in whole) - sum(each.persons for each in less)
    assert gone == pytest.approx(size)
    assert {each.state for each in whole} == {"FRA", "GBR", "NLD"}


def test_whoever_the_case_names_as_provider_is_no_reserve(ukraine: Case) -> None:
    def states(**provisions: str) -> set[str]:
        options = ukraine.scenario.options.model_copy(update={"external_enablers": provisions})
        case = replace(ukraine, scenario=ukraine.scenario.model_copy(update={"options": options}))
        return {each.state for each in reserves_at_home(case, facts())}

    assert states(FRA="as_caveated") == {"GBR", "NLD"}
    assert states(FRA="none", GBR="as_caveated") == {"NLD"}


def test_measures_lie_between_zero_and_one_and_count_reserves(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    alone = measures_of(PLAN, (), modes, external_support=True, balance_day=30)
    # 20,000 × 0.2 over 60,000.
    assert float(alone["local_balance"][0]) == pytest.approx(4000 / 60000)  # type: ignore[index]
    assert float(alone["tied_hands"][0]) == pytest.approx(0.8)  # type: ignore[index]
    later = measures_of(PLAN, RESERVES, modes, external_support=True, balance_day=365)
    assert float(later["local_balance"][0]) == pytest.approx((4000 + 0.2 * 30000) / 60000)  # type: ignore[index]
    crowd = ForceFacts(name="all", mandate="deter_by_denial", persons=1e7, forward_share=1.0, source="requirement")
    most = measures_of(crowd, RESERVES, modes, external_support=False, balance_day=30)
    assert [float(most[name][0]) for name in ("local_balance", "tied_hands")] == [1.0, 1.0]  # type: ignore[index]


def test_a_game_without_a_race_has_no_local_balance(escalation: Escalation) -> None:
    measures = measures_of(PLAN, RESERVES, draw(escalation, None), external_support=True, balance_day=None)
    assert set(measures) == {"exposure", "external_support", "tied_hands"}
