"""What must hold of any plan, whatever the pools: checked on the monthly model and on the slot model."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.evidence import Positions
from interpose.generation.check import verify
from interpose.generation.model.slots import solve_slots
from interpose.generation.plan import generate
from interpose.generation.problem.planning_problem import PlanRequest, Problem, problem_of
from interpose.generation.problem.supply import RUNGS
from tests.generation.builders import case, least_price, pool, positions, requirement

STATES = ("AAA", "BBB", "CCC")
NEED = requirement({("forward", "manoeuvre"): 3, ("depth", "manoeuvre"): 1, ("depth", "medical"): 2})
FEW = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

one_pool = st.builds(
    pool,
    st.sampled_from(STATES),
    st.sampled_from(["infantry_battalion", "mechanised_battalion", "medical_company"]),
    units=st.integers(0, 6),
    tour_months=st.sampled_from([3, 4, 6]),
    dwell_ratio=st.sampled_from([0, 1, 1.5, 3]),
    notice_days=st.sampled_from([0, 30, 75]),
    handover_months=st.sampled_from([0, 0.5]),
)
pools_of_states = st.lists(one_pool, min_size=1, max_size=5, unique_by=lambda each: (each.state, each.unit_type))
caps = st.dictionaries(st.sampled_from(STATES), st.integers(0, 3000), max_size=2)
endurances = st.sampled_from(["relay", "own", "horizon"])


def small(pools: list[Pool], capped: dict[str, int] | None = None, **options: object) -> Case:
    limits = {code: {"personnel_cap": cap, "cap_basis": "assumed"} for code, cap in (capped or {}).items()}
    return case(pools, build_up=3, states=limits, **options)


def problem(of: Case, said: Positions | None = None, request: PlanRequest | None = None) -> Problem:
    return problem_of(of, said or positions(), NEED, request)


def no_worse(better: Problem, worse: Problem) -> bool:
    """Say whether the proved bound of one plan is at most what the other misses, by months and, where it can be, by posts."""
    by_month = least_price(better)[1] <= least_price(worse)[0] + 1e-4
    if "horizon" in (better.rules.endurance, worse.rules.endurance):
        return by_month
    best, other = solve_slots(better).bound, solve_slots(worse).objective
    return by_month and best is not None and other is not None and best <= other + 1e-4


COMMAND = ("forward", "headquarters")
BY_SECTOR = requirement(
    {("forward", "manoeuvre"): 3, COMMAND: 2, ("depth", "medical"): 1},
    sectors=[
        ("sector-1", "manoeuvre", "forward", 2.0),
        ("sector-2", "manoeuvre", "forward", 1.0),
        ("sector-1", "headquarters", "forward", 1.0),
        ("sector-2", "headquarters", "forward", 1.0),
    ],
)
rules = st.fixed_dictionaries(
    {
        "endurance": endurances,
        "minimum_stay": st.sampled_from(["phase", "tour"]),
        "lead_headquarters": st.sampled_from(["own", "any"]),
        "last_headquarters_stays": st.booleans(),
        "home_share": st.sampled_from([0.0, 0.25]),
        "phase_months": st.sampled_from([4, 6, 12]),
        "minimum_contingent": st.sampled_from([0, 900]),
        "factors": st.sampled_from([{}, {"sector_most_nations": 1}, {"sector_most_nations": 2, "drawdown_months": 2}]),
        "partners": st.sampled_from([{}, {"pair": ("AAA", "BBB")}]),
    }
)
headquarters = st.builds(pool, st.sampled_from(STATES), st.just("brigade_headquarters"), units=st.integers(1, 4))


@FEW
@given(pools_of_states, st.lists(headquarters, max_size=2, unique_by=lambda each: each.state), caps, rules)
def test_a_plan_keeps_every_rule_when_checked_from_the_case_alone(
    pools: list[Pool], staff: list[Pool], capped: dict[str, int], chosen: dict[str, object]
) -> None:
    of = small([*pools, *staff], capped, **chosen)
    found = generate(of, positions(), BY_SECTOR)
    assert verify(of, BY_SECTOR, found) == ()
    assert found.max_violation == 0
    assert found.gap is not None
    assert found.gap <= 1e-6


@FEW
@given(pools_of_states, endurances, st.data())
def test_one_more_unit_never_worsens_the_shortfall(pools: list[Pool], endurance: str, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(pools) - 1))
    more = [*pools]
    more[number] = pools[number].model_copy(update={"units": pools[number].units + 1})
    assert no_worse(problem(small(more, endurance=endurance)), problem(small(pools, endurance=endurance)))


@FEW
@given(pools_of_states, endurances, st.data())
def test_more_dwell_never_improves_the_shortfall(pools: list[Pool], endurance: str, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(pools) - 1))
    longer = [*pools]
    longer[number] = pools[number].model_copy(update={"dwell_ratio": pools[number].dwell_ratio + 1})
    assert no_worse(problem(small(pools, endurance=endurance)), problem(small(longer, endurance=endurance)))


@FEW
@given(pools_of_states)
def test_relieving_one_another_covers_no_less_than_each_itself_and_the_horizon_no_less_than_either(pools: list[Pool]) -> None:
    own, relay, horizon = (problem(small(pools, endurance=name)) for name in ("own", "relay", "horizon"))
    assert no_worse(relay, own)
    assert no_worse(horizon, relay)


@FEW
@given(pools_of_states)
def test_partners_that_relieve_one_another_cover_no_less_than_alone_and_no_more_than_all(pools: list[Pool]) -> None:
    own, relay = (problem(small(pools, endurance=name)) for name in ("own", "relay"))
    partners = problem(case(pools, build_up=3, endurance="own", partners={"pair": ("AAA", "BBB")}))
    assert no_worse(partners, own)
    assert no_worse(relay, partners)


@FEW
@given(pools_of_states, endurances, st.sampled_from([0.1, 0.25, 0.5]))
def test_units_kept_at_home_never_improve_the_shortfall(pools: list[Pool], endurance: str, share: float) -> None:
    kept = problem(small(pools, endurance=endurance, home_share=share))
    assert no_worse(problem(small(pools, endurance=endurance)), kept)


@FEW
@given(pools_of_states, st.sampled_from(["relay", "own"]), st.lists(st.integers(0, 5), min_size=3, max_size=3))
def test_a_firmer_rung_never_adds(pools: list[Pool], endurance: str, said: list[int]) -> None:
    heard = positions(*((state, modality, "land") for state, modality in zip(STATES, said, strict=True)))
    free = {state: {"participates": "by_position"} for state in STATES}
    of = case(pools, build_up=3, endurance=endurance, states=free)
    pledged, ready_if, open_too = (problem(of, heard, PlanRequest(least_modality=least)) for least in RUNGS.values())
    assert no_worse(ready_if, pledged)
    assert no_worse(open_too, ready_if)


@FEW
@given(pools_of_states, caps, endurances)
def test_lifting_a_cap_never_worsens_the_shortfall(pools: list[Pool], capped: dict[str, int], endurance: str) -> None:
    free, limited = problem(small(pools, endurance=endurance)), problem(small(pools, capped, endurance=endurance))
    assert least_price(free)[1] <= least_price(limited)[0] + 1e-4


@FEW
@given(pools_of_states, endurances, st.data())
def test_a_shorter_notice_never_worsens_the_shortfall(pools: list[Pool], endurance: str, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(pools) - 1))
    sooner = [*pools]
    sooner[number] = pools[number].model_copy(update={"notice_days": 0})
    assert no_worse(problem(small(sooner, endurance=endurance)), problem(small(pools, endurance=endurance)))


@FEW
@given(pools_of_states, st.sampled_from(STATES), st.sampled_from(["manoeuvre@forward", "medical@*", "*@depth"]))
def test_removing_a_caveat_never_worsens_the_shortfall_of_the_horizon(pools: list[Pool], code: str, caveat: str) -> None:
    bound = case(pools, build_up=3, states={code: {"caveats": caveat}})
    assert no_worse(problem(small(pools)), problem(bound))


@FEW
@given(pools_of_states, caps, endurances, st.permutations(STATES), st.randoms())
def test_neither_names_nor_the_order_of_rows_change_a_shortfall(
    pools: list[Pool], capped: dict[str, int], endurance: str, names: list[str], random: object
) -> None:
    called = dict(zip(STATES, names, strict=True))
    renamed = [each.model_copy(update={"state": called[each.state]}) for each in pools]
    random.shuffle(renamed)  # type: ignore[attr-defined]
    first = least_price(problem(small(pools, capped, endurance=endurance)))[0]
    second = least_price(problem(small(renamed, {called[code]: cap for code, cap in capped.items()}, endurance=endurance)))[0]
    assert abs(first - second) < 1e-4
