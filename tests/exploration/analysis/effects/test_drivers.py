"""Drivers of a chain: rows that can be computed in any order, shares that add up, and what chance explains."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interpose.exploration.analysis.effects.drivers import Driver, DriverRows, drivers_of, group_words, groups_of, input_effects
from tests.builders.futures import IshigamiChain
from tests.builders.small_chain import SmallChain

CHAIN = SmallChain()


def told(design: DriverRows, table: pd.DataFrame, outcomes: list[str]) -> dict[tuple[str, str], Driver]:
    names = {name: name for name in groups_of(CHAIN.columns)}
    return {
        (each.outcome, each.group): each for each in drivers_of(table, design, names, outcomes, dict.fromkeys(outcomes, 0.01))
    }


def test_columns_are_gathered_by_group() -> None:
    assert groups_of(CHAIN.columns) == {"will": (0, 1, 2, 3), "line": (4,), "provider": (5,), "pools": (6, 7)}


def test_a_group_is_told_by_what_its_rows_have_in_common_or_by_its_one_input_else_by_its_name() -> None:
    common = replace(CHAIN.columns[6], words="usable units")
    told = group_words((*CHAIN.columns[:6], common))
    assert told == {"will": "will", "line": "length of the line", "provider": "enablers of ZZZ", "pools": "usable units"}


@pytest.mark.parametrize(("groups", "per_point"), [(3, 8), (5, 32), (6, 12), (11, 22)])
def test_few_groups_take_all_subsets_and_many_twice_their_number(groups: int, per_point: int) -> None:
    design = DriverRows.between(tuple((place,) for place in range(groups)), points=10, seed=1)
    assert (design.per_point, design.rows) == (per_point, 10 * per_point)
    assert design.part_rows % per_point == 0


def many() -> DriverRows:
    """Each column by itself: eight groups, which go from A to B in drawn orders."""
    return DriverRows.between(tuple((place,) for place in range(8)), points=40, seed=3)


@pytest.mark.parametrize("design", [DriverRows.of(CHAIN, points=40), many()])
def test_any_rows_alone_equal_those_rows_among_all(design: DriverRows) -> None:
    whole = design.table(CHAIN, 0, design.rows)
    for start, stop in [(0, 3), (17, 18), (250, 290), (design.rows - 5, design.rows)]:
        part = design.table(CHAIN, start, stop)
        pd.testing.assert_frame_equal(part, whole.iloc[start:stop].reset_index(drop=True))


@pytest.mark.parametrize("groups", [DriverRows.of(CHAIN).groups, many().groups])
def test_more_points_leave_the_first_rows_as_they_are(groups: tuple[tuple[int, ...], ...]) -> None:
    few, more = (DriverRows.between(groups, points=points, seed=3) for points in (10, 25))
    pd.testing.assert_frame_equal(few.table(CHAIN, 0, few.rows), more.table(CHAIN, 0, few.rows))


def test_what_drives_comes_first_shares_sum_to_one_and_an_idle_group_has_exactly_nothing() -> None:
    design = DriverRows.of(CHAIN, points=256)
    found = told(design, design.table(CHAIN, 0, design.rows), ["shortfall_share", "force.sustained"])
    missing = {group: each for (outcome, group), each in found.items() if outcome == "shortfall_share"}
    assert next(iter(missing)) == "will"
    assert sum(each.shapley for each in missing.values()) == pytest.approx(1)
    assert all(each.first_low <= each.first <= each.first_high for each in missing.values())
    assert missing["will"].above_noise
    idle = found["force.sustained", "line"]
    assert (idle.first, idle.total, idle.shapley, idle.above_noise) == (0, 0, 0, False)


def test_drawn_orders_agree_with_all_subsets() -> None:
    chain = IshigamiChain()
    points = 8_000
    subsets = DriverRows.between(((0,), (1,), (2,)), points=points, seed=1)
    outcome = subsets.table(chain, 0, subsets.rows)["height"].to_numpy(float).reshape(points, 8).T
    _, exact = subsets.effects(outcome, np.arange(points))
    assert exact.value == pytest.approx([0.4357, 0.4424, 0.1218], abs=0.05)
    apart = DriverRows.between(((0,), (1,), (2,), (), (), ()), points=points, seed=1)
    outcome = apart.table(chain, 0, apart.rows)["height"].to_numpy(float).reshape(points, 12).T
    sobol, drawn = apart.effects(outcome, np.arange(points))
    assert drawn.value[:3] == pytest.approx(exact.value, abs=0.05)
    assert drawn.value[3:] == pytest.approx(0)
    assert sobol[:3, 3] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.05)


@pytest.mark.parametrize("design", [DriverRows.of(CHAIN, points=60), many()])
def test_a_point_at_which_an_outcome_is_not_known_is_left_out(design: DriverRows) -> None:
    table = design.table(CHAIN, 0, design.rows)
    table.loc[table["base"] == 3, "shortfall_share"] = np.nan
    names = {str(place): str(place) for place in range(len(design.groups))}
    found = drivers_of(table, design, names, ["shortfall_share"], {"shortfall_share": 0.01})
    assert {each.rows for each in found} == {design.rows // design.per_point - 1}
    assert sum(each.shapley for each in found) == pytest.approx(1)


def test_an_outcome_that_never_varies_has_no_drivers() -> None:
    design = DriverRows.of(CHAIN, points=5)
    table = design.table(CHAIN, 0, design.rows).assign(still=1.0)
    assert told(design, table, ["still"]) == {}


def test_inputs_are_told_from_the_futures_at_hand_the_strongest_first() -> None:
    points = CHAIN.points(0, 800)
    futures = CHAIN.evaluate(points).assign(still=2.0)
    inputs = {"line": CHAIN.values(points)["line"].to_numpy(), "noise": points[:, 7]}
    found = input_effects(inputs, futures, ["shortfall_share", "still"])
    assert [(each.id, each.above_noise) for each in found] == [("line", True), ("noise", False)]
    assert found[0].rows == 800
