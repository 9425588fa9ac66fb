"""Posts: what they bring, for which months they count, and what their plan comes to."""

from __future__ import annotations

from interpose.generation.model.posts import PostKind, place_by_month, place_of, place_phases, post_kind, steady_phases
from interpose.generation.model.slots import solve_slots
from interpose.generation.problem.planning_problem import Problem, problem_of
from tests.generation.builders import case, least_price, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")


def problem(**options: object) -> Problem:
    given = case([pool("FRA", units=3)], horizon=30, build_up=4, factors={"drawdown_months": 2}, phase_months=12, **options)
    return problem_of(given, positions(), requirement({FORWARD: 2}, horizon=30))


def test_a_kind_of_post_brings_what_its_units_provide() -> None:
    kind = PostKind("FRA", (("manoeuvre", 1.0), ("medical", 0.5)))
    assert [kind.brings(name) for name in ("manoeuvre", "medical", "isr")] == [1.0, 0.5, 0]


def test_who_does_not_stay_does_not_come_before_the_first_phase_nor_after_the_last() -> None:
    kept = problem(minimum_stay="phase")
    assert [(each.first_month, each.last_month) for each in steady_phases(kept)] == [(4, 15), (16, 27), (28, 28)]
    assert place_phases(kept) == steady_phases(kept)
    assert place_by_month(kept).tolist() == [0] * 15 + [1] * 12 + [2] * 3


def test_where_nobody_stays_for_a_phase_places_are_those_of_each_phase() -> None:
    free = problem(minimum_stay="tour")
    assert [phase.name for phase in place_phases(free)][::4] == ["build-up", "drawdown"]
    assert place_of(free, [1, 3, 4, 27, 28, 29]).tolist() == [0, 0, 1, 2, 3, 4]


def test_only_units_that_hold_sectors_keep_posts() -> None:
    given = case([pool("FRA", "mixed_group"), pool("ITA", "medical_company")], horizon=12)
    need = requirement({FORWARD: 1, ("depth", "medical"): 1}, sectors=[("sector-1", "manoeuvre", "forward", 1)])
    ruled = problem_of(given, positions(), need)
    mixed, medical = ruled.pools
    assert post_kind(ruled, mixed, "forward") == PostKind("FRA", (("manoeuvre", 1.0),))
    assert post_kind(ruled, mixed, "depth") is None
    assert post_kind(ruled, medical, "depth") is None


def test_a_plan_of_posts_tells_persons_inside_and_outside() -> None:
    # Nine battalions of two states at 1:2 keep three posts: two in the country, one in the backstop.
    given = case(
        [pool("FRA", units=6), pool("POL", units=3)],
        states={"FRA": {"caveats": "*@outside"}, "POL": {"caveats": "*@forward"}},
        endurance="relay",
    )
    found = solve_slots(problem_of(given, positions(), requirement({FORWARD: 2, ("outside", "manoeuvre"): 1})))
    assert found.persons() == {"FRA": (1400, 0), "POL": (0, 700)}
    assert (found.sustained, found.outside, found.shortfall_share, found.gap) == (1400, 700, 0, 0)


def test_posts_are_manned_first_by_units_that_are_ready_and_by_their_share_of_the_reliefs() -> None:
    # At 1:2 with tours of six months, nine battalions keep three posts: two by those who own six, one by those who own three.
    given = case([pool("FRA", units=6), pool("POL", units=3)], horizon=24)
    found = solve_slots(problem_of(given, positions(), requirement({FORWARD: 3})))
    first = found.first_tours()
    assert {each.state: each.units for each in first} == {"FRA": 2, "POL": 1}
    assert {each.belt for each in first} == {"forward"}
    assert all(each.end_month == each.start_month + 5 for each in first)
    assert found.inside_by_month(24)[-1] == found.sustained
    assert (found.inside_by_month(24)[1:] >= found.inside_by_month(24)[:-1]).all()


def test_posts_whose_units_cannot_all_be_relieved_at_once_begin_one_after_the_other() -> None:
    # Four units that are back a month after a tour of six keep three posts, relieved in three months in turn.
    given = case([pool("FRA", units=4, dwell_ratio=0, handover_months=1)], horizon=24, build_up=4, endurance="relay")
    turned = problem_of(given, positions(), requirement({FORWARD: 3}, horizon=24))
    found = solve_slots(turned)
    assert [(post.first_month, post.count) for post in found.posts] == [(1, 1), (2, 1), (3, 1)]
    assert found.objective == least_price(turned)[0] == 3 * 700
