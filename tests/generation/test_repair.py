"""What would fix a shortfall: the cheapest changes, by hand and by trying them all."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from interpose.case import Case, load
from interpose.case.tables.force import Commitment, RepairPrice
from interpose.evidence import Positions
from interpose.generation import Change, Limits, Repair, changed_case, generate, repair
from interpose.requirement import Requirement
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")
NEED = requirement({FORWARD: 2})
SILENT = {"participates": "by_position"}


def priced(given: Case, **prices: float) -> Case:
    rows = {
        name: RepairPrice.model_validate({"change": name, "value": value, "unit": "u", "basis": "assumed", "source": "s"})
        for name, value in prices.items()
    }
    return replace(given, repair_prices=rows)


def fix(given: Case, need: Requirement = NEED, said: Positions | None = None, **more: object) -> Repair:
    stances = said or positions()
    return repair(given, stances, need, generate(given, stances, need, **more))  # type: ignore[arg-type]


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, float, float]]:
    return [(each.change, each.state, each.quantity, each.price) for each in changes]


def test_a_state_joins_where_that_is_cheaper_than_units_that_are_raised() -> None:
    # One unit is missing all the time: a joining state brings it for 5, one extra unit of 700 persons costs 7 × price.
    given = case([pool("FRA", units=1, dwell_ratio=0), pool("POL", units=1, dwell_ratio=0)], states={"POL": SILENT})
    for extra, expected in ((1.0, ("join", "POL", 1, 5.0)), (0.5, ("extra_units", "FRA", 1, 3.5))):
        found = fix(priced(given, join_silent=5, extra_units=extra))
        assert told(found.changes) == [expected]
        assert (found.total, found.status, found.left) == (expected[3], "optimal", ())


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
    assert told(found.changes) == [("join", "DEU", 1, 4.0)]


def test_time_at_home_is_relaxed_where_that_is_cheapest() -> None:
    # Two units at one month at home for each month away hold one place; without time at home they hold both.
    given = case([pool("FRA", units=2, dwell_ratio=1)])
    found = fix(priced(given, dwell_relaxed=1, extra_units=2))
    assert told(found.changes) == [("dwell_relaxed", "FRA", 1, 14.0)]


def test_notice_is_shortened_until_the_build_up_is_over() -> None:
    given = case([pool("FRA", units=2, dwell_ratio=0, notice_days=90)], build_up=2)
    found = fix(priced(given, notice_shortened=1, extra_units=9))
    assert told(found.changes) == [("notice_shortened", "FRA", 2, 28.0)]


def test_a_cap_is_raised_by_whole_hundreds() -> None:
    states = {"FRA": {"personnel_cap": 750, "cap_basis": "assumed"}}
    given = case([pool("FRA", units=2, dwell_ratio=0)], states=states)
    found = fix(priced(given, cap_raised=1))
    # 1,400 persons are needed: 650 more than the cap, in steps of a hundred.
    assert told(found.changes) == [("cap_raised", "FRA", 700, 7.0)]
    assert found.left == ()


def test_a_commitment_is_withdrawn() -> None:
    row = {"state": "FRA", "unit_type": "infantry_battalion", "mission": "abroad", "basis": "assumed", "source": "s"}
    given = case([pool("FRA", units=1, dwell_ratio=0)])
    given = replace(given, commitments=(Commitment.model_validate({**row, "units": 3, "price": 0.5}),))
    found = fix(priced(given, commitment_withdrawn=1, extra_units=2))
    assert told(found.changes) == [("commitment_withdrawn", "FRA", 1, 7.0)]
    assert found.left == ()


def test_american_enablers_are_a_change_of_their_own() -> None:
    pools = [pool("FRA", "infantry_battalion", units=2, dwell_ratio=0), pool("USA", "isr_company", units=1, dwell_ratio=0)]
    need = requirement({FORWARD: 2, ("depth", "isr"): 1})
    found = fix(priced(case(pools, american_enablers=False), american_enablers=3), need)
    assert told(found.changes) == [("american_enablers", "USA", 1, 3.0)]
    assert [(each.name, each.status) for each in found.others] == [("without American enablers", "optimal")]
    assert [(row.capability, row.units) for row in found.others[0].lacking] == [("isr", 2)]


def test_what_nobody_has_is_told_with_the_units_to_create() -> None:
    # Twelve months of one company, six months a tour and eighteen at home: two companies, each once.
    found = fix(priced(case([pool("FRA", units=2, dwell_ratio=0)])), requirement({FORWARD: 2, ("depth", "medical"): 1}))
    assert (found.changes, found.total) == ((), 0)
    assert [(row.capability, row.unit_type, row.units) for row in found.lacking] == [("medical", "medical_company", 2)]


def test_nothing_is_changed_where_nothing_is_short() -> None:
    found = fix(priced(case([pool("FRA", units=9)]), extra_units=1), requirement({FORWARD: 1}))
    assert (found.status, found.total, found.changes, found.others) == ("optimal", 0, (), ())


def test_without_a_plan_there_is_no_repair() -> None:
    given = priced(case([pool("FRA", units=1)]), extra_units=1)
    none = generate(given, positions(), NEED, limits=Limits(seconds=0))
    assert repair(given, positions(), NEED, none).status == "no answer"


@pytest.mark.parametrize("dearer", [1.0, 3.0])
def test_no_set_of_changes_that_is_cheaper_closes_the_shortfall(dearer: float) -> None:
    pools = [pool("FRA", units=2, dwell_ratio=1), pool("POL", units=1, dwell_ratio=0), pool("DEU", units=3, dwell_ratio=2)]
    given = case(pools, states={"POL": SILENT, "DEU": SILENT})
    given = priced(given, join_silent=8 * dearer, extra_units=1 * dearer, dwell_relaxed=1.5)
    need = requirement({FORWARD: 3})
    found = fix(given, need)
    single = [
        Change("join", "POL", "", "", 1, 8 * dearer),
        Change("join", "DEU", "", "", 1, 8 * dearer),
        Change("dwell_relaxed", "FRA", "infantry_battalion", "", 1, 21),
        *(Change("extra_units", "FRA", "infantry_battalion", "", count, 7 * dearer * count) for count in (1, 2, 3, 4)),
    ]
    enough = []
    for size in range(4):
        for some in itertools.combinations(single, size):
            if sum(each.change == "extra_units" for each in some) <= 1:
                again = generate(changed_case(given, some), positions(), need, explained=False)
                if not again.shortfall:
                    # Time at home is relaxed for the units that are raised anew too, at 1.5 for each hundred persons.
                    relaxed = any(each.change == "dwell_relaxed" for each in some)
                    anew = sum(each.quantity for each in some if each.change == "extra_units")
                    enough.append(sum(each.price for each in some) + relaxed * anew * 10.5)
    assert found.total == pytest.approx(min(enough))
    assert found.bound == pytest.approx(min(enough))


def test_shipped_prices_are_assumed_and_have_ranges() -> None:
    rows = load("ukraine-2024").repair_prices
    assert all(row.basis == "assumed" and row.low is not None and row.high is not None for row in rows.values())
