"""The calendar with sectors: who stands where, who leads, and what the rules of sectors cost."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.generation.model.groups import PostKind
from interpose.generation.model.solve import solve_monthly
from interpose.generation.plan import read_back
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.result import SectorPlan
from interpose.solver import Clock, Limits
from tests.generation.builders import FEW_RULES, pool
from tests.generation.sectors.calendars import battalions, dealt, problem, tour


def solved(problem: Problem) -> SectorPlan:
    """Plan by month, and deal what comes of it."""
    solution = solve_monthly(problem, Clock(Limits()))
    readout = read_back(problem, solution.tours)
    return dealt(problem, readout.rotation, solution.posts, bound=solution.bound, without_rules=readout.objective)


def test_a_unit_that_comes_takes_the_post_of_its_nation_that_runs_dry() -> None:
    given = problem([pool("AAA", units=4)], {"manoeuvre": (1, 1)}, horizon=14)
    rotation = [tour("AAA", 1, 5), tour("AAA", 1, 8), tour("AAA", 6, 14), tour("AAA", 9, 14)]

    found = dealt(given, rotation, battalions(AAA=(2, 2)))

    assert not found.shortfall
    where = {(each.start_month, each.end_month): each.sector for each in found.tours}
    assert where[1, 5] == where[6, 14] != where[1, 8] == where[9, 14]


def test_every_unit_of_the_calendar_has_its_sector_for_its_whole_tour() -> None:
    given = problem([pool("AAA", units=6), pool("BBB", units=6)], {"manoeuvre": (2, 2)})
    rotation = [
        tour("AAA", 1, 6, units=2),
        tour("BBB", 1, 6, units=2),
        tour("AAA", 7, 12, units=2),
        tour("BBB", 7, 12, units=2),
    ]

    found = dealt(given, rotation, battalions(AAA=(2,), BBB=(2,)))

    units: Counter[tuple[str, int, int]] = Counter()
    for each in found.tours:
        assert each.sector in ("s1", "s2")
        units[each.state, each.start_month, each.end_month] += each.units
    assert units == {("AAA", 1, 6): 2, ("BBB", 1, 6): 2, ("AAA", 7, 12): 2, ("BBB", 7, 12): 2}
    assert not found.loss
    assert found.objective == 0.0


def test_units_of_the_build_up_stand_where_their_nation_stays() -> None:
    given = problem([pool("AAA", units=4), pool("BBB", units=4)], {"manoeuvre": (1, 1)}, build_up=3)
    rotation = [tour("BBB", 1, 6), tour("AAA", 1, 6), tour("AAA", 7, 12), tour("BBB", 7, 12)]

    found = dealt(given, rotation, battalions(AAA=(1,), BBB=(1,)))

    assert [phase.name for phase in found.phases] == ["build-up", "steady state"]
    assert [lead.framework_nation for lead in found.phases[0].leads] == [
        lead.framework_nation for lead in found.phases[1].leads
    ]


def test_posts_without_a_place_send_their_tours_to_no_sector_and_the_loss_is_told() -> None:
    given = problem([pool("AAA", units=2), pool("BBB", units=2)], {"manoeuvre": (2,)}, most=1)
    rotation = [tour("AAA", 1, 6), tour("BBB", 1, 6), tour("AAA", 7, 12), tour("BBB", 7, 12)]

    found = dealt(given, rotation, battalions(AAA=(1,), BBB=(1,)), bound=0.0, without_rules=0.0)

    assert sorted(each.sector for each in found.tours) == ["", "", "s1", "s1"]
    assert found.loss == (("manoeuvre", 12.0),)
    # One of two battalions is missing in each of twelve months, and in the worst of them.
    assert found.gap == found.loss_share == pytest.approx(0.5)
    assert found.objective == pytest.approx(0.5 * given.demand.price_of_all())


def test_without_kept_posts_one_sector_loses_nothing_that_the_months_of_the_plan_hold() -> None:
    pools = [pool(state, units=3, tour_months=tours) for state, tours in (("AAA", 4), ("BBB", 5), ("CCC", 6), ("DDD", 3))]
    given = problem(pools, {"manoeuvre": (4,)}, most=2, **FEW_RULES)

    found = solved(given)

    assert not found.loss
    assert max(len(lead.nations) for phase in found.phases for lead in phase.leads) <= 2


def present(found: SectorPlan, problem: Problem) -> dict[tuple[int, str], set[str]]:
    """Count the nations by phase and sector from the calendar."""
    nations: dict[tuple[int, str], set[str]] = {}
    for place, phase in enumerate(found.phases):
        for each in found.tours:
            if each.sector and each.start_month <= phase.last_month and phase.first_month <= each.end_month:
                nations.setdefault((place, each.sector), set()).add(problem.rules.nation(each.state))
    return nations


@settings(max_examples=20, deadline=None)
@given(
    units=st.lists(st.integers(1, 4), min_size=2, max_size=4),
    by_sector=st.lists(st.integers(1, 2), min_size=1, max_size=3),
    most=st.integers(1, 3),
    whole=st.booleans(),
    build_up=st.sampled_from([1, 3]),
)
def test_whatever_the_pools_few_nations_hold_a_sector_and_what_is_lost_is_counted(
    units: list[int], by_sector: list[int], most: int, whole: bool, build_up: int
) -> None:
    pools = [pool(f"{name * 3}", units=count, dwell_ratio=1) for name, count in zip("ABCD", units, strict=False)]
    stay = {"minimum_stay": "phase" if whole else "tour"}
    given = problem(
        pools, {"manoeuvre": by_sector}, horizon=16, build_up=build_up, most=most, share=0.333, phase_months=6, **stay
    )

    found = solved(given)

    nations = present(found, given)
    assert max((len(each) for each in nations.values()), default=0) <= most
    told = {(place, lead.sector): set(lead.nations) for place, phase in enumerate(found.phases) for lead in phase.leads}
    assert told == nations
    assert found.loss_share is not None
    assert found.gap is not None
    assert found.gap >= 0.0
    if not found.loss:
        assert found.loss_share == pytest.approx(0.0, abs=1e-9)


def test_what_is_short_is_told_by_sector_and_month() -> None:
    given = problem([pool("AAA", units=2)], {"manoeuvre": (1,)})

    found = dealt(given, [tour("AAA", 1, 6)], battalions(AAA=(1,)))

    assert [(each.state, each.sector, each.units) for each in found.tours] == [("AAA", "s1", 1)]
    assert [(row.sector, row.month, row.quantity) for row in found.shortfall] == [("s1", month, 1.0) for month in range(7, 13)]
    # Nobody stays there for the whole phase.
    assert not found.steady


def test_what_sectors_miss_in_the_build_up_counts_for_their_belt_alone() -> None:
    given = problem([pool("AAA", units=4)], {"manoeuvre": (1, 1)}, build_up=4)

    found = dealt(given, [tour("AAA", 4, 9, units=2), tour("AAA", 10, 12)], battalions(AAA=(2,)))

    assert {row.month for row in found.shortfall} == {10, 11, 12}
    assert not found.loss
    # Two are missing in three months of the build-up, one in three months after it and in the worst of nine.
    assert found.objective == pytest.approx((2 * 3 + 3 + 9) * given.demand.price["manoeuvre"])


def test_two_that_come_one_after_the_other_go_where_caveats_let_them() -> None:
    closed = {"BBB": {"caveats": ["medical@s1"]}}
    given = problem([pool(state, "medical_company", 2) for state in ("AAA", "BBB")], {"medical": (1, 1)}, states=closed)
    # The unit of AAA comes a month earlier, and both sectors are empty: only the first is open to nobody else.
    rotation = [tour("AAA", 1, 12, "medical_company"), tour("BBB", 2, 12, "medical_company")]

    found = dealt(given, rotation, {})

    assert {each.state: each.sector for each in found.tours} == {"AAA": "s1", "BBB": "s2"}
    assert not found.loss


def test_three_that_fit_in_one_way_alone_are_dealt_in_that_way() -> None:
    closed = {"BBB": {"caveats": ["medical@s1"]}, "CCC": {"caveats": ["medical@s1", "medical@s2"]}}
    given = problem(
        [pool(state, "medical_company", 2) for state in closed | {"AAA": {}}], {"medical": (1, 1, 1)}, states=closed
    )
    rotation = [tour(state, start, 12, "medical_company") for start, state in enumerate(("AAA", "BBB", "CCC"), start=1)]

    found = dealt(given, rotation, {})

    assert {each.state: each.sector for each in found.tours} == {"AAA": "s1", "BBB": "s2", "CCC": "s3"}
    assert not found.loss


def test_what_no_deal_can_mend_stays_short_and_is_told() -> None:
    closed = {state: {"caveats": ["medical@s1"]} for state in ("AAA", "BBB")}
    given = problem([pool(state, "medical_company", 2) for state in closed], {"medical": (1, 1)}, states=closed)

    found = dealt(given, [tour(state, 1, 12, "medical_company") for state in closed], {})

    assert sorted(each.sector for each in found.tours if each.sector) in (["s2"], ["s2", "s2"])
    assert found.loss == (("medical", 12.0),)


def test_who_stays_leads_and_not_who_only_passes() -> None:
    given = problem([pool("AAA", units=4), pool("BBB", units=4)], {"manoeuvre": (3,)})
    rotation = [tour("AAA", 1, 6), tour("AAA", 7, 12), tour("BBB", 4, 12, units=2)]

    found = dealt(given, rotation, battalions(AAA=(1,)))

    (lead,) = found.steady
    assert (lead.framework_nation, lead.nations) == ("AAA", ("AAA", "BBB"))


def test_partners_count_as_one_nation() -> None:
    pools = [pool(state, units=2) for state in ("AAA", "BBB", "CCC")]
    given = problem(pools, {"manoeuvre": (2,)}, most=1, partners={"north": ("AAA", "BBB")})
    rotation = [tour("AAA", 1, 6, units=2), tour("BBB", 7, 12, units=2)]

    found = dealt(given, rotation, battalions(north=(2,)))

    assert [(lead.framework_nation, lead.nations) for lead in found.steady] == [("north", ("north",))]
    assert not found.shortfall


def test_of_nations_that_keep_posts_the_one_with_a_headquarters_there_leads() -> None:
    pools = [pool(state, kind, 4) for state in ("AAA", "BBB") for kind in ("infantry_battalion", "brigade_headquarters")]
    given = problem(pools, {"manoeuvre": (2,), "headquarters": (1,)})
    rotation = [tour("AAA", 1, 12), tour("BBB", 1, 12), tour("BBB", 1, 12, "brigade_headquarters")]
    kept = battalions(AAA=(1,), BBB=(1,)) | {PostKind("BBB", (("headquarters", 1.0),)): np.array((1,))}

    (lead,) = dealt(given, rotation, kept).steady

    assert (lead.framework_nation, lead.nations) == ("BBB", ("BBB", "AAA"))


def test_a_nation_with_less_than_its_share_of_the_posts_does_not_lead() -> None:
    given = problem([pool("AAA", units=4), pool("BBB", units=4)], {"manoeuvre": (4,)}, share=0.333)
    rotation = [tour("AAA", 1, 12, units=3), tour("BBB", 1, 12)]

    (lead,) = dealt(given, rotation, battalions(AAA=(3,), BBB=(1,))).steady

    assert (lead.framework_nation, lead.nations) == ("AAA", ("AAA", "BBB"))


def test_a_sector_without_troops_has_no_lead() -> None:
    given = problem([pool("AAA", units=4)], {"manoeuvre": (1, 1)})

    found = dealt(given, [tour("AAA", 1, 12)], battalions(AAA=(1,)))

    assert [lead.framework_nation for lead in found.steady] == ["AAA"]


def test_other_units_go_where_most_is_short_and_follow_their_own_state() -> None:
    given = problem([pool("AAA", "medical_company", 4), pool("BBB", "medical_company", 4)], {"medical": (1, 1)})
    rotation = [tour(state, start, start + 5, "medical_company") for start in (1, 7) for state in ("BBB", "AAA")]

    found = dealt(given, rotation, {})

    assert not found.shortfall
    where = {(each.state, each.start_month): each.sector for each in found.tours}
    assert where["AAA", 1] == where["AAA", 7] != where["BBB", 1] == where["BBB", 7]
    assert all(not phase.leads for phase in found.phases)


def test_a_caveat_on_a_sector_keeps_a_unit_out_and_costs_what_it_would_have_covered() -> None:
    given = problem([pool("AAA", "medical_company", 2)], {"medical": (1,)}, states={"AAA": {"caveats": ["medical@s1"]}})

    found = dealt(given, [tour("AAA", 1, 6, "medical_company")], {})

    assert [each.sector for each in found.tours] == [""]
    assert found.loss == (("medical", 6.0),)


def test_without_kept_posts_headquarters_go_where_their_nation_has_battalions() -> None:
    pools = [pool(state, kind, 2) for state in ("AAA", "BBB") for kind in ("infantry_battalion", "brigade_headquarters")]
    given = problem(pools, {"manoeuvre": (1, 1), "headquarters": (1, 1)}, minimum_stay="tour")
    rotation = [tour(state, 1, 6, kind) for kind in ("brigade_headquarters", "infantry_battalion") for state in ("AAA", "BBB")]

    found = dealt(given, rotation, {})

    where = {(each.state, each.unit_type): each.sector for each in found.tours}
    assert all(where[state, "brigade_headquarters"] == where[state, "infantry_battalion"] for state in ("AAA", "BBB"))
    assert not found.loss
