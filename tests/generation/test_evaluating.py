"""The fast evaluator: a real schedule above, a proved bound below, and the exact plan between them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.errors import UsageError
from interpose.generation import Evaluation, Evaluator, Future, Limits
from interpose.generation.clock import Clock
from interpose.generation.evaluating_bounds import career_values
from interpose.generation.evaluating_future import sampled_futures
from interpose.generation.solving import Solved, solve_plan
from interpose.generation.supply import belt_of
from tests.generation.builders import case, pool, positions, requirement
from tests.generation.test_properties import NEED, STATES, caps, pools_of_states

FORWARD = ("forward", "manoeuvre")
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])

futures = st.builds(
    Future,
    units=st.dictionaries(st.sampled_from(["*", "AAA", "BBB/infantry_battalion"]), st.floats(0.2, 2.0)),
    dwell=st.dictionaries(st.sampled_from(["*", "CCC"]), st.floats(0.0, 2.0)),
    notice=st.dictionaries(st.sampled_from(["*", "AAA"]), st.floats(0.0, 3.0)),
    requirement=st.dictionaries(st.sampled_from(["*", "medical", "forward/manoeuvre"]), st.floats(0.3, 1.8)),
    takes_part=st.dictionaries(st.sampled_from(["AAA", "BBB"]), st.booleans()),
    caps=st.dictionaries(st.sampled_from(["AAA", "CCC"]), st.one_of(st.none(), st.integers(0, 3000))),
)


def exact(evaluator: Evaluator, future: Future) -> Solved:
    return solve_plan(*evaluator.inputs(future), Clock(Limits()), 0.0, 1)


def check_schedule(evaluator: Evaluator, future: Future, said: Evaluation) -> None:
    """Count every rule of the schedule anew, from the inputs of the exact planner."""
    need, pools, limits = evaluator.inputs(future)
    standing = {key: np.zeros(need.horizon) for key in need.quantity}
    persons: dict[str, NDArray[np.float64]] = {}
    tours = evaluator.tours(future)
    assert set(tours) <= {each.key for each in pools}
    for each in pools:
        begun = np.zeros(need.horizon)
        for station, months in tours.get(each.key, {}).items():
            begun += months
            for month, count in enumerate(months.tolist()):
                until = min(month + each.tour, need.horizon)
                persons.setdefault(each.state, np.zeros(need.horizon))[month:until] += count * each.personnel
                for where, capability, quantity in each.provides:
                    if where == station and (belt_of(station), capability) in standing:
                        standing[belt_of(station), capability][month:until] += count * quantity
        assert not begun[: each.first_month - 1].any()
        for month in range(need.horizon):
            assert begun[month : month + each.window].sum() <= each.units
    for state, limit in limits.items():
        assert limit.most is None or persons.get(state, np.zeros(1)).max() <= limit.most
    priced = 0.0
    for key, months in need.quantity.items():
        short = np.clip(months - standing[key], 0, None)
        priced += need.price[key[1]] * (short.sum() + need.steady_months * short[need.steady].max())
    assert said.shortfall == pytest.approx(priced)
    assert said.contributions == {state: round(months.max()) for state, months in sorted(persons.items()) if months.max() > 0}
    force = sum(persons.values(), np.zeros(need.horizon))
    assert said.peak == force.max()
    assert said.sustained == force[need.steady].min()


@FEW
@given(pools_of_states, caps, futures)
def test_the_exact_plan_lies_between_the_schedule_and_the_bound(
    pools: list[Pool], capped: dict[str, int], future: Future
) -> None:
    states = {code: {"personnel_cap": capped[code], "cap_basis": "assumed"} if code in capped else {} for code in STATES}
    evaluator = Evaluator(case(pools, build_up=3, states=states), positions(), NEED, samples=4)
    said = evaluator.evaluate(future)
    best = exact(evaluator, future)
    assert best.objective is not None
    assert said.bound <= best.objective + 1e-4
    assert best.bound is not None
    assert best.bound <= said.shortfall + 1e-4
    assert said.gap == pytest.approx((said.shortfall - said.bound) / (evaluator.price_of_all(future) or 1.0))
    check_schedule(evaluator, future, said)


@pytest.fixture(scope="module")
def mixed() -> Evaluator:
    pools = [
        pool("AAA", units=9, notice_days=40, dwell_ratio=3),
        pool("AAA", "medical_company", units=5),
        pool("BBB", units=6, tour_months=4, dwell_ratio=2.5, handover_months=0.5),
        pool("BBB", "mixed_group", units=3, notice_days=20),
        pool("CCC", "mechanised_battalion", units=12, tour_months=9, dwell_ratio=4),
        pool("CCC", "isr_company", units=4, dwell_ratio=1.5),
    ]
    states = {"CCC": {"personnel_cap": 4000, "cap_basis": "assumed", "caveats": "manoeuvre@depth"}}
    need = requirement(
        {FORWARD: 5, ("depth", "manoeuvre"): 2, ("depth", "medical"): 3, ("forward", "medical"): 1, ("forward", "isr"): 2},
        horizon=18,
    )
    return Evaluator(case(pools, horizon=18, build_up=4, states=states), positions(), need)


def test_on_random_futures_the_bounds_hold_and_the_answer_is_close(mixed: Evaluator) -> None:
    distances = []
    for future in list(sampled_futures(("AAA", "BBB", "CCC"), 30, seed=9)):
        said = mixed.evaluate(future)
        need, pools, limits = mixed.inputs(future)
        best = solve_plan(need, pools, limits, Clock(Limits(nodes=200)), 0.002, 1)
        total = need.price_of_all()
        assert best.objective is not None
        assert best.bound is not None
        assert said.bound <= best.objective + 1e-6 * total
        assert best.bound <= said.shortfall + 1e-6 * total
        distances.append((said.shortfall - best.objective) / total)
    assert np.median(distances) < 0.06
    assert max(distances) < 0.25


def test_many_futures_are_what_each_is_by_itself(mixed: Evaluator) -> None:
    asked = list(sampled_futures(("AAA", "BBB", "CCC"), 11, seed=4))
    assert list(mixed.evaluate_many(asked)) == [mixed.evaluate(each) for each in asked]


def test_a_unit_of_two_capabilities_counts_for_both(mixed: Evaluator) -> None:
    future = Future(takes_part={"AAA": False, "CCC": False}, units={"BBB/infantry_battalion": 0.0})
    said = mixed.evaluate(future)
    check_schedule(mixed, future, said)
    assert said.missing["manoeuvre"] < 7 * 18
    assert said.missing["medical"] < 4 * 18


def test_nobody_and_nothing() -> None:
    nobody = Evaluator(case([]), positions(), requirement({FORWARD: 2})).evaluate()
    assert (nobody.peak, nobody.missing, nobody.gap, nobody.contributions) == (0, {"manoeuvre": 24.0}, 0.0, {})
    nothing = Evaluator(case([pool("FRA", units=3)]), positions(), requirement({})).evaluate()
    assert (nothing.shortfall, nothing.bound, nothing.gap, nothing.peak) == (0, 0, 0, 0)


def test_a_future_may_bring_a_state_in_and_leave_it_out() -> None:
    given = case([pool("FRA", units=3)], states={"FRA": {"participates": "no"}})
    evaluator = Evaluator(given, positions(), requirement({FORWARD: 1}))
    assert evaluator.evaluate().missing == {"manoeuvre": 12.0}
    assert evaluator.evaluate(Future(takes_part={"FRA": True})).missing == {}


def test_american_units_come_only_where_the_future_lets_them() -> None:
    evaluator = Evaluator(case([pool("USA", units=3)]), positions(), requirement({FORWARD: 1}))
    assert evaluator.evaluate(Future(american_enablers=True)).missing == {}
    assert evaluator.evaluate(Future(american_enablers=False)).missing == {"manoeuvre": 12.0}


def test_a_cap_of_a_future_holds_and_its_bound_knows_it() -> None:
    evaluator = Evaluator(case([pool("FRA", units=20)]), positions(), requirement({FORWARD: 4}))
    assert evaluator.evaluate().missing == {}
    said = evaluator.evaluate(Future(caps={"FRA": 1500}))
    assert said.peak == 1400
    assert said.missing == {"manoeuvre": 24.0}
    assert said.bound > 0


def test_a_least_that_the_schedule_misses_is_told() -> None:
    given = case([pool("FRA", units=9)], states={"FRA": {"personnel_least": 1400}})
    evaluator = Evaluator(given, positions(), requirement({FORWARD: 1}))
    assert not evaluator.evaluate().keeps_least
    assert evaluator.evaluate(Future(takes_part={"FRA": False})).keeps_least


@pytest.mark.parametrize(
    "future",
    [
        Future(units={"FRA": -1.0}),
        Future(dwell={"*": float("nan")}),
        Future(notice={"FRO": 1.0}),
        Future(takes_part={"FRO": True}),
        Future(caps={"FRO": 1.0}),
        Future(caps={"FRA": -1.0}),
        Future(requirement={"manouvre": 1.0}),
        Future(requirement={"*": float("inf")}),
    ],
)
def test_a_future_that_makes_no_sense_is_refused_with_a_remedy(future: Future) -> None:
    evaluator = Evaluator(case([pool("FRA", units=3)]), positions(), requirement({FORWARD: 1}))
    with pytest.raises(UsageError) as refused:
        evaluator.evaluate(future)
    assert refused.value.mend


def test_a_mandate_that_is_not_known_is_refused() -> None:
    given: Case = case([pool("FRA")])
    with pytest.raises(UsageError, match="gard"):
        Evaluator(given, positions(), requirement({FORWARD: 1}), "gard")


def test_the_worth_of_a_career_is_the_count_by_hand() -> None:
    # Prices of 1: in 20 months a unit with tours of 6 in 9 months stands 6 + 6 + 2 of them.
    months = np.minimum(6, 20 - np.arange(20)).astype(float)[None]
    values = career_values(months, np.array([9]))[:, 0]
    for left in range(1, 21):
        assert values[20 - left] == (left // 9) * 6 + min(6, left % 9)
