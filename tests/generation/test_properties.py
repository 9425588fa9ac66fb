"""What must hold of any plan."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.generation import Generation, generate, verify
from tests.generation.builders import case, pool, positions, requirement

STATES = ("AAA", "BBB", "CCC")
NEED = requirement({("forward", "manoeuvre"): 3, ("depth", "manoeuvre"): 1, ("depth", "medical"): 2})
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

one_pool = st.builds(
    pool,
    st.sampled_from(STATES),
    st.sampled_from(["infantry_battalion", "medical_company"]),
    units=st.integers(0, 5),
    tour_months=st.sampled_from([3, 4, 6]),
    dwell_ratio=st.sampled_from([0, 1, 1.5, 3]),
    notice_days=st.sampled_from([0, 30, 75]),
    handover_months=st.sampled_from([0, 0.5]),
)
pools_of_states = st.lists(one_pool, min_size=1, max_size=5, unique_by=lambda each: (each.state, each.unit_type))
caps = st.dictionaries(st.sampled_from(STATES), st.integers(0, 3000), max_size=2)


def small(pools: list[Pool], capped: dict[str, int] | None = None) -> Case:
    limits = {code: {"personnel_cap": cap, "cap_basis": "assumed"} for code, cap in (capped or {}).items()}
    return case(pools, build_up=3, states=limits)


def plan(of: Case) -> Generation:
    found = generate(of, positions(), NEED)
    assert found.objective is not None
    assert found.bound is not None
    return found


def no_worse(better: Generation, worse: Generation) -> bool:
    """Say whether the proved bound of one plan is at most the objective of the other."""
    assert better.bound is not None
    assert worse.objective is not None
    return better.bound <= worse.objective + 1e-4


@FEW
@given(pools_of_states, caps)
def test_the_calendar_keeps_every_rule_when_checked_from_the_case_alone(pools: list[Pool], capped: dict[str, int]) -> None:
    of = small(pools, capped)
    found = plan(of)
    assert verify(of, NEED, found) == ()
    assert found.max_violation == 0
    assert found.gap is not None
    assert found.gap <= 1e-6


@FEW
@given(pools_of_states, st.data())
def test_one_more_unit_never_worsens_the_shortfall(pools: list[Pool], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(pools) - 1))
    more = [*pools]
    more[number] = pools[number].model_copy(update={"units": pools[number].units + 1})
    assert no_worse(plan(small(more)), plan(small(pools)))


@FEW
@given(pools_of_states, st.data())
def test_more_dwell_never_improves_the_shortfall(pools: list[Pool], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(pools) - 1))
    longer = [*pools]
    longer[number] = pools[number].model_copy(update={"dwell_ratio": pools[number].dwell_ratio + 1})
    assert no_worse(plan(small(pools)), plan(small(longer)))


@FEW
@given(pools_of_states, caps)
def test_lifting_a_cap_never_worsens_the_objective(pools: list[Pool], capped: dict[str, int]) -> None:
    assert no_worse(plan(small(pools)), plan(small(pools, capped)))


@FEW
@given(pools_of_states, st.data())
def test_a_shorter_notice_never_worsens_the_objective(pools: list[Pool], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(pools) - 1))
    sooner = [*pools]
    sooner[number] = pools[number].model_copy(update={"notice_days": 0})
    assert no_worse(plan(small(sooner)), plan(small(pools)))


@FEW
@given(pools_of_states, st.sampled_from(STATES), st.sampled_from(["manoeuvre@forward", "medical@*", "*@depth"]))
def test_removing_a_caveat_never_worsens_the_objective(pools: list[Pool], code: str, caveat: str) -> None:
    bound = case(pools, build_up=3, states={code: {"caveats": caveat}})
    assert no_worse(plan(small(pools)), plan(bound))


@FEW
@given(pools_of_states, caps, st.randoms())
def test_the_order_of_the_rows_changes_nothing(pools: list[Pool], capped: dict[str, int], random: object) -> None:
    shuffled = [*pools]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = plan(small(pools, capped)), plan(small(shuffled, capped))
    assert first == replace(second, traces=first.traces)


@FEW
@given(pools_of_states, caps, st.permutations(STATES))
def test_what_states_are_called_changes_no_shortfall(pools: list[Pool], capped: dict[str, int], names: list[str]) -> None:
    called = dict(zip(STATES, names, strict=True))
    renamed = [each.model_copy(update={"state": called[each.state]}) for each in pools]
    first = plan(small(pools, capped))
    second = plan(small(renamed, {called[code]: cap for code, cap in capped.items()}))
    assert first.objective is not None
    assert second.objective is not None
    assert abs(first.objective - second.objective) < 1e-4
