"""The planning problem: options, limits, headquarters and pins, resolved from a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case.tables.force import Commitment
from interpose.errors import UsageError
from interpose.generation import PlanRequest, generate
from interpose.generation.check import verify
from interpose.generation.plan import month_by_month
from interpose.generation.problem.planning_problem import KeptPosts, Settings, StateLimit, problem_of
from interpose.solver import Clock, Limits
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
NEED = requirement({FORWARD: 2}, horizon=24)


def test_rules_are_read_from_options_factors_and_partner_groups() -> None:
    given = case(
        [pool("BEL"), pool("NLD"), pool("FRA")],
        endurance="own",
        minimum_stay="phase",
        lead_headquarters="own",
        last_headquarters_stays=True,
        minimum_contingent=500,
        home_share=0.2,
        factors={"sector_most_nations": 3, "framework_share": 0.4},
        partners={"benelux": ("BEL", "NLD")},
    )
    rules = problem_of(given, positions(), NEED).rules
    assert (rules.endurance, rules.whole_phases, rules.own_headquarters, rules.last_headquarters_stays) == (
        "own",
        True,
        True,
        True,
    )
    assert (rules.minimum_contingent, rules.home_share, rules.most_nations, rules.least_share) == (500, 0.2, 3, 0.4)
    assert [rules.nation(state) for state in ("BEL", "NLD", "FRA")] == ["benelux", "benelux", "FRA"]


def test_without_factors_any_number_of_nations_may_hold_a_sector() -> None:
    rules = problem_of(case([pool("FRA")]), positions(), NEED).rules
    assert (rules.most_nations, rules.least_share) == (0, 0.0)


def test_limits_are_those_of_who_takes_part_and_can_be_lifted() -> None:
    states = {
        "FRA": {"personnel_cap": 1500, "cap_basis": "assumed"},
        "ITA": {"personnel_least": 100},
        "POL": {"participates": "no", "personnel_cap": 10, "cap_basis": "assumed"},
    }
    given = case([pool(code) for code in ("FRA", "ITA", "POL", "GBR")], states=states)
    assert problem_of(given, positions(), NEED).limits == {
        "FRA": StateLimit("FRA", 1500, None),
        "ITA": StateLimit("ITA", None, 100),
    }
    assert problem_of(given, positions(), NEED, lifted=["caps"]).limits == {}


def test_lifting_participation_lets_all_come_that_are_not_excluded_by_hand() -> None:
    given = case(
        [pool(code) for code in ("FRA", "POL", "GBR")],
        states={"FRA": {"participates": "by_position"}, "POL": {"participates": "no"}, "GBR": {"participates": "by_position"}},
    )
    found = problem_of(given, positions(), NEED, lifted=["participation"])
    assert found.participation.states == ("FRA", "GBR")


def test_headquarters_bound_elsewhere_are_owned_too() -> None:
    row = {"state": "FRA", "unit_type": "brigade_headquarters", "mission": "abroad", "units": 2, "price": 0.1}
    bound = Commitment.model_validate({**row, "basis": "assumed", "source": "s"})
    given = replace(case([pool("FRA", "brigade_headquarters", units=1.5), pool("ITA")]), commitments=(bound,))
    assert problem_of(given, positions(), NEED).owned_headquarters == {"FRA": 3}


def test_posts_that_a_request_keeps_are_counted_by_nation_phase_and_capability() -> None:
    given = case([pool("BEL"), pool("NLD")], horizon=24, phase_months=12, partners={"benelux": ("BEL", "NLD")})
    kept = (
        KeptPosts(nation="BEL", phase="steady state 2", capability="manoeuvre", count=1),
        KeptPosts(nation="NLD", phase="steady state 2", capability="manoeuvre", count=2),
        KeptPosts(nation="NLD", phase="steady state 9", capability="manoeuvre", count=5),
    )
    found = problem_of(given, positions(), NEED, PlanRequest(kept=kept, change_price=3.0))
    assert (found.kept, found.change_price) == ({("benelux", 1, "manoeuvre"): 3.0}, 3.0)


def test_a_gap_that_is_asked_for_goes_before_the_one_of_the_scenario() -> None:
    given = case([pool("FRA")], relative_gap=0.02)
    assert problem_of(given, positions(), NEED).gap == 0.02
    assert problem_of(given, positions(), NEED, PlanRequest(limits=Limits(relative_gap=0.1))).gap == 0.1


def test_a_mandate_that_is_not_known_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UsageError, match="gard") as refused:
        problem_of(case([pool("FRA")]), positions(), NEED, PlanRequest(mandate="gard"))
    assert "guard" in str(refused.value.mend)


def test_a_problem_under_other_rules_keeps_everything_else() -> None:
    problem = problem_of(case([pool("FRA")]), positions(), NEED)
    other = problem.with_rules(endurance="own", home_share=0.5)
    assert (other.rules.endurance, other.rules.home_share) == ("own", 0.5)
    assert replace(other, rules=problem.rules) == problem


def test_a_change_costs_a_month_of_double_manning_unless_said_otherwise() -> None:
    request = PlanRequest()
    assert (request.mode, request.change_price, request.kept) == ("fixed", 1.0, None)


@pytest.mark.parametrize("price", [-1.0, float("nan"), float("inf")])
def test_a_price_of_a_change_is_a_number_of_at_least_zero(price: float) -> None:
    with pytest.raises(UsageError, match="price of a change"):
        PlanRequest(change_price=price)


def test_a_plan_by_slots_keeps_every_rule_of_rotation_and_of_what_lasts() -> None:
    given = case([pool("FRA", units=7), pool("ITA", "mixed_group", units=4)], endurance="relay")
    need = requirement({("forward", "manoeuvre"): 3, ("forward", "medical"): 1})
    by_months = generate(given, positions(), need, PlanRequest(compared=False))
    small = replace(problem_of(given, positions(), need), settings=Settings(most_entries=1))
    solution, by_slots = month_by_month(small, Clock(Limits()))
    assert by_slots is not None
    names = ("objective", "force", "posts", "shortfall", "contributions", "rotation", "withdrawn")
    assert verify(given, need, replace(by_months, kept=(), **{name: getattr(by_slots, name) for name in names})) == ()
    assert solution.by_slots
    assert solution.bound is not None
    assert by_months.objective is not None
    assert solution.bound <= by_months.objective + 1e-6


def test_ties_left_unbroken_miss_no_more() -> None:
    given = case([pool("FRA", units=9), pool("ITA", units=9, tour_months=4)], endurance="relay")
    need = requirement({("forward", "manoeuvre"): 3})
    for share in (0.0, 1e-7):
        asked = replace(problem_of(given, positions(), need), settings=Settings(tie_share=share))
        _, found = month_by_month(asked, Clock(Limits()))
        assert found is not None
        assert found.objective == 0
