"""What would fix a shortfall for good: the cheapest changes, by hand and by trying them all."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from interpose.case import Case, load
from interpose.case.tables.force import Commitment, RepairPrice
from interpose.evidence import Positions
from interpose.generation.analysis.level import level_answer
from interpose.generation.analysis.repair import Offers, Repair, RepairChange, changed_case, cheapest, repair
from interpose.generation.problem.planning_problem import PlanRequest, problem_of
from interpose.requirement import Requirement
from interpose.solver import Limits
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
NEED = requirement({FORWARD: 2})
SILENT: dict[str, object] = {"participates": "by_position"}


def priced(given: Case, **prices: float) -> Case:
    rows = {
        name: RepairPrice.model_validate({"change": name, "value": value, "unit": "u", "basis": "assumed", "source": "s"})
        for name, value in prices.items()
    }
    return replace(given.with_options(endurance="relay"), repair_prices=rows)


def fix(given: Case, need: Requirement = NEED, said: Positions | None = None) -> Repair:
    return repair(given, said or positions(), need)


def told(found: Repair) -> list[tuple[str, str, float, float]]:
    return [(each.change, each.state, each.quantity, each.price) for each in found.changes]


def test_a_state_joins_where_that_is_cheaper_than_units_that_are_raised() -> None:
    # One post is missing: a joining state keeps it for 5, one extra unit of 700 persons costs 7 × price.
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)], states={"POL": SILENT})
    for extra, expected in ((1.0, ("join", "POL", 1, 5.0)), (0.5, ("extra_units", "FRA", 1, 3.5))):
        found = fix(priced(given, join_silent=5, extra_units=extra))
        assert told(found) == [expected]
        assert (found.total, found.bound, found.status, found.left) == (expected[3], expected[3], "optimal", ())


def test_units_are_raised_by_as_many_as_keep_the_post_without_end() -> None:
    # Four units at one to two are one post and a third: two more make it two.
    found = fix(priced(case([pool("FRA", units=4)]), extra_units=1))
    assert told(found) == [("extra_units", "FRA", 2, 14.0)]


@pytest.mark.parametrize(("tour", "dwell", "handover", "needed", "extra"), [(3, 0, 0.5, 6, 11), (4, 1.5, 0, 4, 11)])
def test_units_are_raised_for_posts_that_all_begin_in_one_month(
    tour: int, dwell: float, handover: float, needed: int, extra: int
) -> None:
    # Nobody is back when the first tours end: each post has two, or three, units of its own, more than its window by its tour.
    given = case([pool("FRA", tour_months=tour, dwell_ratio=dwell, handover_months=handover)])
    found = fix(priced(given, extra_units=1), requirement({FORWARD: needed}))
    assert (told(found), found.status, found.left) == ([("extra_units", "FRA", extra, 7.0 * extra)], "optimal", ())


def test_a_repair_of_its_own_kind_does_without_what_the_cheapest_needs() -> None:
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)], states={"POL": SILENT})
    found = fix(priced(given, join_silent=5, extra_units=1))
    assert [(each.name, each.total) for each in found.others] == [("without new states", 7.0)]
    only = fix(priced(given, join_silent=5))
    assert [(each.status, each.reason) for each in only.others] == [("infeasible", "the other changes cannot close it")]


def test_how_firm_a_position_is_prices_a_state_that_joins() -> None:
    pools = [pool("FRA", units=1, dwell_ratio=0), pool("DEU", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)]
    given = case(pools, states={"POL": SILENT, "DEU": SILENT}, least_modality=4)
    found = fix(priced(given, join_excluded=9, join_ready=4), said=positions(("DEU", 3, "land"), ("POL", 0, "land")))
    assert told(found) == [("join", "DEU", 1, 4.0)]


def test_time_at_home_is_relaxed_where_that_is_cheapest_and_raised_units_pay_for_it_too() -> None:
    # Two units at one month at home for each month away keep one post; without time at home both.
    found = fix(priced(case([pool("FRA", units=2, dwell_ratio=1)]), dwell_relaxed=1, extra_units=2))
    assert told(found) == [("dwell_relaxed", "FRA", 1, 14.0)]
    # A third post needs one unit more, which goes without time at home at its own price.
    found = fix(priced(case([pool("FRA", units=2, dwell_ratio=1)]), dwell_relaxed=1, extra_units=2), requirement({FORWARD: 3}))
    assert told(found) == [("extra_units", "FRA", 1, 21.0), ("dwell_relaxed", "FRA", 1, 14.0)]


def test_notice_is_shortened_until_the_build_up_is_over() -> None:
    given = case([pool("FRA", units=2, dwell_ratio=0, notice_days=90)], build_up=2)
    found = fix(priced(given, notice_shortened=1, extra_units=9))
    assert told(found) == [("notice_shortened", "FRA", 2, 28.0)]
    assert (found.status, found.left) == ("optimal", ())


def test_a_cap_is_raised_by_whole_hundreds() -> None:
    states = {"FRA": {"personnel_cap": 750, "cap_basis": "assumed"}}
    found = fix(priced(case([pool("FRA", units=2, dwell_ratio=0)], states=states), cap_raised=1))
    # 1,400 persons are needed: 650 more than the cap, in steps of a hundred.
    assert told(found) == [("cap_raised", "FRA", 700, 7.0)]
    assert found.left == ()


def test_a_cap_is_raised_for_what_was_not_short_too() -> None:
    # A battalion and a company of 800 persons fit, a second battalion does not; without the company 700 more would do.
    pools = [pool("FRA", units=2, dwell_ratio=0), pool("FRA", "medical_company", dwell_ratio=0)]
    given = case(pools, states={"FRA": {"personnel_cap": 800, "cap_basis": "assumed"}})
    need = requirement({FORWARD: 2, ("depth", "medical"): 1})
    assert {row.capability for row in level_answer(priced(given), positions(), need).shortfall} == {"manoeuvre"}
    found = fix(priced(given, cap_raised=1), need)
    assert (told(found), found.bound, found.left) == ([("cap_raised", "FRA", 700, 7.0)], 7.0, ())


def test_a_commitment_is_withdrawn_and_the_rest_of_it_stays() -> None:
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "abroad", "basis": "assumed", "source": "s"}
    given = case([pool("FRA", units=1, dwell_ratio=0)])
    given = priced(replace(given, commitments=(Commitment.model_validate({**row, "units": 3, "price": 0.5}),)))
    given = priced(given, commitment_withdrawn=1, extra_units=2)
    found = fix(given)
    assert told(found) == [("commitment_withdrawn", "FRA", 1, 7.0)]
    assert found.left == ()
    assert [each.units for each in changed_case(given, found).commitments] == [2]


def test_a_second_headquarters_is_raised_so_that_the_first_may_go() -> None:
    given = case([pool("FRA", "brigade_headquarters", dwell_ratio=0)], last_headquarters_stays=True)
    found = fix(priced(given, extra_units=1), requirement({("depth", "headquarters"): 1}))
    assert (told(found), found.left) == ([("extra_units", "FRA", 1, 2.0)], ())


def test_an_external_provider_is_a_change_of_its_own_called_by_its_demonym() -> None:
    pools = [pool("FRA", units=2, dwell_ratio=0), pool("USA", "isr_company", units=1, dwell_ratio=0)]
    states = {"USA": {"stands": "outside", "demonym": "American"}}
    need = requirement({FORWARD: 2, ("depth", "isr"): 1})
    given = priced(case(pools, states=states, external_enablers={"USA": "none"}), external_enablers=3)
    found = fix(given, need)
    assert told(found) == [("external_enablers", "USA", 1, 3.0)]
    assert found.changes[0].words == "American enablers come"
    assert [(each.name, each.status) for each in found.others] == [("without American enablers", "optimal")]
    assert found.others[0].lacking == ("isr",)
    assert changed_case(given, found).providers == {"USA"}


def test_what_nobody_has_is_told() -> None:
    found = fix(priced(case([pool("FRA", units=2, dwell_ratio=0)])), requirement({FORWARD: 2, ("depth", "medical"): 1}))
    assert (found.changes, found.total) == ((), 0)
    assert found.lacking == ("medical",)


def test_nations_that_relieve_only_themselves_are_repaired_each_by_itself() -> None:
    # Three thirds of a post each: together they are one, each by itself needs one unit more.
    pools = [pool("FRA", units=2), pool("POL", units=2)]
    given = priced(case(pools), extra_units=1)
    assert told(fix(given, requirement({FORWARD: 1}))) == []
    own = fix(given.with_options(endurance="own"), requirement({FORWARD: 2}))
    assert told(own) == [("extra_units", "FRA", 1, 7.0), ("extra_units", "POL", 1, 7.0)]
    assert (own.endurance, own.left) == ("own", ())


def test_nothing_is_changed_where_nothing_is_short() -> None:
    found = fix(priced(case([pool("FRA", units=9)]), extra_units=1), requirement({FORWARD: 1}))
    assert (found.status, found.total, found.changes, found.others) == ("optimal", 0, (), ())


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (PlanRequest(mode="largest"), "fixed requirement"),
        (PlanRequest(mode="pledges"), "fixed requirement"),
        (PlanRequest(least_modality=4), "firmness"),
        (PlanRequest(limits=Limits(seconds=0)), "no plan to repair"),
    ],
)
def test_what_cannot_be_repaired_says_why(request_: PlanRequest, reason: str) -> None:
    given = priced(case([pool("FRA", units=1)]), extra_units=1)
    found = repair(given, positions(), NEED, request_)
    assert (found.status, found.total) == ("no answer", None)
    assert reason in found.reason


@pytest.mark.parametrize("dearer", [1.0, 3.0])
def test_no_set_of_changes_that_is_cheaper_closes_the_shortfall(dearer: float) -> None:
    pools = [pool("FRA", units=2, dwell_ratio=1), pool("POL", units=1, dwell_ratio=0), pool("DEU", units=3, dwell_ratio=2)]
    given = case(pools, states={"POL": SILENT, "DEU": SILENT})
    given = priced(given, join_silent=8 * dearer, extra_units=1 * dearer, dwell_relaxed=1.5)
    need = requirement({FORWARD: 3})
    found = fix(given, need)
    single = [
        RepairChange(change="join", state="POL", price=8 * dearer),
        RepairChange(change="join", state="DEU", price=8 * dearer),
        RepairChange(change="dwell_relaxed", state="FRA", unit_type="infantry_battalion", price=21),
        *(
            RepairChange(
                change="extra_units", state=state, unit_type="infantry_battalion", quantity=count, price=7 * dearer * count
            )
            for state in ("FRA", "POL")
            for count in (1, 2, 3, 4)
        ),
    ]
    enough = []
    for size in range(4):
        for some in itertools.combinations(single, size):
            raised = [each for each in some if each.change == "extra_units"]
            joining = {each.state for each in some if each.change == "join"}
            if len({each.state for each in raised}) < len(raised) or not {each.state for each in raised} <= {"FRA", *joining}:
                continue
            again = level_answer(changed_case(given, replace(found, changes=some)), positions(), need)
            if not again.shortfall:
                # Time at home is relaxed for the units that are raised anew too, at 1.5 for each hundred persons.
                relaxed = any(each.change == "dwell_relaxed" for each in some)
                anew = sum(each.quantity for each in raised if each.state == "FRA")
                enough.append(sum(each.price for each in some) + relaxed * anew * 10.5)
    assert found.total == pytest.approx(min(enough))
    assert found.bound == pytest.approx(min(enough))


@settings(max_examples=12, deadline=None)
@example(
    units=st.lists(st.integers(1, 5), min_size=3, max_size=3),
    notice=st.integers(0, 200),
    cap=st.integers(0, 2500),
    endurance=st.sampled_from(["relay", "own"]),
)
def test_a_repaired_case_is_short_of_no_more_than_is_told(units: list[int], notice: int, cap: int, endurance: str) -> None:
    pools = [pool("DEU", units=units[0]), pool("FRA", units=units[1], notice_days=notice), pool("POL", "mixed_group", units[2])]
    states: dict[str, dict[str, object]] = {"DEU": {"personnel_cap": cap, "cap_basis": "assumed"}, "POL": SILENT}
    given = case(pools, states=states, build_up=2)
    given = priced(given, join_silent=9, extra_units=2, cap_raised=1, notice_shortened=0.2, dwell_relaxed=1)
    given = given.with_options(endurance=endurance)
    need = requirement({FORWARD: 4, ("depth", "medical"): 1})
    found = fix(given, need)
    assert found.total is not None
    assert found.bound is not None
    assert found.bound <= found.total + 1e-6
    assert found.total == pytest.approx(sum(each.price for each in found.changes))
    again = level_answer(changed_case(given, found), positions(), need)
    left: dict[str, float] = {}
    for row in again.shortfall:
        if row.month >= 2 and row.capability not in found.lacking:
            left[row.capability] = left.get(row.capability, 0.0) + row.quantity
    assert left == pytest.approx(dict(found.left), abs=1e-6)
    assert (found.status == "optimal") <= (not left)


def test_shipped_prices_are_assumed_and_have_ranges() -> None:
    rows = load("ukraine-2024").repair_prices
    assert all(row.basis == "assumed" and row.low is not None and row.high is not None for row in rows.values())
    assert "external_enablers" in rows


FORWARD = ("forward", "manoeuvre")
ROW = {"unit": "u", "basis": "assumed", "source": "s"}


def offered(given: Case, need: Requirement, without: str = "", **prices: float) -> Offers:
    rows = {name: RepairPrice.model_validate({"change": name, "value": value, **ROW}) for name, value in prices.items()}
    priced = replace(given.with_options(endurance="relay"), repair_prices=rows)
    return Offers(priced, positions(), replace(problem_of(priced, positions(), need), gap=0.0), without)


def bought(offers: Offers) -> tuple[float | None, list[tuple[str, float]]]:
    outcome, counts = cheapest(offers, Limits())
    taken = offers.taken(counts) if outcome.has_solution else ()
    return outcome.bound, [(each.words, each.price) for each in taken]


def test_units_come_with_less_dwell_or_sooner_or_both_and_each_is_paid_for_the_whole_pool() -> None:
    # Two battalions of 700 at one to one, three months late: both posts need all of them, at once and without a month at home.
    given = case([pool("FRA", units=2, dwell_ratio=1, notice_days=90)])
    found = offered(given, requirement({FORWARD: 2}), dwell_relaxed=1.0, notice_shortened=0.5)
    assert bought(found) == (
        35.0,
        [
            ("FRA readies infantry battalion 3 months sooner", 21.0),
            ("FRA gives infantry battalion 1 month less at home for each month away", 14.0),
        ],
    )


def test_a_unit_that_is_raised_pays_for_the_way_in_which_its_pool_comes() -> None:
    given = case([pool("FRA", units=2, dwell_ratio=1)])
    found = offered(given, requirement({FORWARD: 3}), dwell_relaxed=1.0, extra_units=2.0)
    assert [price for _, price in bought(found)[1]] == [21.0, 14.0]


def test_a_kind_that_is_not_wanted_is_not_on_offer_nor_one_without_a_price() -> None:
    given = case(
        [pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)],
        states={"POL": {"participates": "by_position"}},
    )
    both = {"join_silent": 5.0, "extra_units": 1.0}
    assert bought(offered(given, requirement({FORWARD: 2}), **both))[1] == [("POL takes part", 5.0)]
    assert bought(offered(given, requirement({FORWARD: 2}), "join", **both))[1] == [
        ("FRA finds 1 more of infantry battalion", 7.0)
    ]
    assert bought(offered(given, requirement({FORWARD: 2}))) == (None, [])


def test_a_state_joins_with_all_of_its_pools_for_one_price() -> None:
    pools = [
        pool("FRA", units=1, dwell_ratio=0),
        pool("POL", units=1, dwell_ratio=0),
        pool("POL", "medical_company", dwell_ratio=0),
    ]
    given = case(pools, states={"POL": {"participates": "by_position"}})
    found = offered(given, requirement({FORWARD: 2, ("depth", "medical"): 1}), join_silent=5.0)
    assert bought(found) == (5.0, [("POL takes part", 5.0)])
    assert found.reach >= {FORWARD, ("depth", "medical")}


def test_units_bound_elsewhere_come_one_by_one() -> None:
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "the_south", "basis": "assumed", "source": "s"}
    given = replace(
        case([pool("FRA", dwell_ratio=0)]), commitments=(Commitment.model_validate({**row, "units": 3, "price": 1.0}),)
    )
    found = offered(given, requirement({FORWARD: 3}), commitment_withdrawn=1.0)
    assert bought(found) == (14.0, [("FRA withdraws 2 of infantry battalion from the south", 14.0)])


def test_a_cap_is_raised_in_steps_of_a_hundred() -> None:
    given = case([pool("FRA", units=2, dwell_ratio=0)], states={"FRA": {"personnel_cap": 1000, "cap_basis": "assumed"}})
    found = offered(given, requirement({FORWARD: 2}), cap_raised=2.0)
    assert bought(found) == (8.0, [("FRA raises its cap by 400 persons", 8.0)])


def test_an_external_provider_is_called_by_its_demonym_or_by_its_code() -> None:
    change = RepairChange(change="external_enablers", state="USA", demonym="American")
    assert [change.words, replace(change, demonym="").words] == ["American enablers come", "USA enablers come"]
