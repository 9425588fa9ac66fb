"""The cheapest offers, by hand: units come in one way, and each change is paid for."""

from __future__ import annotations

from dataclasses import replace

from interpose.case import Case
from interpose.case.tables.force import Commitment, RepairPrice
from interpose.generation.analysis.repair_model import Offers, RepairChange, cheapest
from interpose.generation.problem.planning_problem import problem_of
from interpose.requirement import Requirement
from interpose.solver import Limits
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
ROW = {"unit": "u", "basis": "assumed", "source": "s"}


def offered(given: Case, need: Requirement, without: tuple[str, ...] = (), **prices: float) -> Offers:
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
    assert bought(offered(given, requirement({FORWARD: 2}), ("join",), **both))[1] == [
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
