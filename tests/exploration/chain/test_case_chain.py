"""The whole chain: a row alone is the row in company, and each link gives what its own part gives."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from interpose.case import Case, load
from interpose.case.tables.futures.uncertain import Uncertainty
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.prepare import prepare
from interpose.exploration.chain.protocol import ChainRequest
from interpose.generation.analysis.level import level_answer
from interpose.requirement import require
from tests.builders.elsewhere import write_case_in_mali
from tests.exploration.conftest import UNCERTAIN


def test_a_row_alone_equals_the_row_in_company_bit_for_bit(mali_chain: CaseChain) -> None:
    whole = mali_chain.evaluate(mali_chain.points(0, 24))
    for row in (0, 7, 23):
        alone = mali_chain.evaluate(mali_chain.points(row, row + 1))
        assert alone.equals(whole[row : row + 1].reset_index(drop=True))


def test_a_pickled_chain_gives_the_same_outcomes(mali_chain: CaseChain) -> None:
    points = mali_chain.points(3, 9)
    copy = pickle.loads(pickle.dumps(mali_chain))  # noqa: S301 - our own bytes
    assert copy.evaluate(points).equals(mali_chain.evaluate(points))


def test_columns_of_outcomes_are_named_with_their_bounds(mali_chain: CaseChain) -> None:
    found = mali_chain.evaluate(mali_chain.points(0, 2))
    expected = [name for each in mali_chain.outcomes for name in (each.name, *([each.bound_name] if each.bounded else []))]
    assert list(found.columns) == expected
    assert mali_chain.evaluate(mali_chain.points(0, 0)).shape == (0, len(expected))


def test_the_force_of_a_future_is_the_level_of_its_case(mali_chain: CaseChain) -> None:
    points = mali_chain.points(0, 6)
    found = mali_chain.evaluate(points)
    for row, future in enumerate(mali_chain.futures(points)):
        need = require(future.case)
        level = level_answer(future.case, mali_chain.planning.positions, need)
        assert found["shortfall_share"][row] == level.shortfall_share
        assert found["force.sustained"][row] == level.sustained
        assert found["participants"][row] == len(level.participants)
        assert found["requirement.personnel"][row] == need.of("interpose").personnel.mode
        assert found["shortfall_share.bound"][row] <= found["shortfall_share"][row]


def test_values_are_told_in_their_own_units_and_words(mali_chain: CaseChain) -> None:
    points = mali_chain.points(0, 64)
    values = mali_chain.values(points)
    assert list(values.columns) == [column.id for column in mali_chain.columns]
    assert values["line"].between(1, 1.4).all()
    assert set(values["depth"]) == {"5", "10"}
    assert set(values["french"]) == {"as_caveated", "none"}
    assert set(values["will.CIV"]) == {"yes", "no"}
    assert (values["pools.common"] == points[:, [column.id for column in mali_chain.columns].index("pools.common")]).all()


def test_outcomes_move_with_their_inputs_as_they_must(mali_chain: CaseChain) -> None:
    points = mali_chain.points(0, 32)
    values, found = mali_chain.values(points), mali_chain.evaluate(points)
    assert np.corrcoef(values["rules.line_battalions"] * values["line"], found["requirement.personnel"])[0, 1] > 0.7
    nobody = found["participants"] == 0
    assert (found.loc[nobody, "force.sustained"] == 0).all()
    assert (found.loc[nobody, "shortfall_share"] == 1).all()
    assert found["authority.coalition_of_the_willing"].isin([0, 1]).all()
    assert 0 < found["authority.nato"].mean() < 1
    cost = found["sustainment.cost_year"] / found["force.sustained"]
    assert cost[found["force.sustained"] > 0].to_numpy() == pytest.approx(123_000, rel=1e-3)


def test_full_plans_tell_how_far_the_slot_model_is_from_them(mali_chain: CaseChain) -> None:
    found = mali_chain.plan(mali_chain.points(1, 3))
    slots = mali_chain.evaluate(mali_chain.points(1, 3))
    told = slots["shortfall_share"] - found["plan.shortfall_share"]
    assert found["difference.shortfall_share"].to_numpy() == pytest.approx(told.to_numpy())
    assert (found["plan.shortfall_share.bound"] <= found["plan.shortfall_share"] + 1e-9).all()
    assert (found["plan.force.peak"] >= found["plan.force.sustained"]).all()


def test_another_order_of_the_file_changes_no_row(mali: Case, mali_chain: CaseChain) -> None:
    kept = {column.id: column.dimension for column in mali_chain.columns}
    few = {key: route for key, route in mali.routes.items() if route.rule == "opt_in"}
    turned = prepare(replace(mali, uncertainties=mali.uncertainties[::-1], routes=few), ChainRequest(dimensions=kept))
    names = ["shortfall_share", "force.sustained", "requirement.personnel"]
    assert turned.evaluate(turned.points(0, 5))[names].equals(mali_chain.evaluate(mali_chain.points(0, 5))[names])


def test_a_point_without_numbers_is_the_case_itself(mali_chain: CaseChain) -> None:
    nowhere = np.full((1, len(mali_chain.columns)), np.nan)
    case, planning = mali_chain.case, mali_chain.planning
    level = level_answer(case, planning.positions, require(case))
    found, values = mali_chain.evaluate(nowhere), mali_chain.values(nowhere)
    assert found["shortfall_share"][0] == level.shortfall_share
    assert found["participants"][0] == len(level.participants)
    assert values["depth"][0] == f"{case.scenario.options.zone_depth_km:g}"
    assert values["french"][0] == case.scenario.options.external_enablers["FRA"]
    assert values["line"][0] == case.planning_factors["line_length_factor"].value
    assert {name.removeprefix("will.") for name in values if values[name][0] == "yes"} <= set(level.participants)
    assert np.isnan(values["pools.common"][0])


def test_one_number_in_such_a_point_moves_one_input_alone(mali_chain: CaseChain) -> None:
    names = [column.id for column in mali_chain.columns]
    points = np.full((2, len(names)), np.nan)
    points[:, names.index("line")] = (0.0, 0.999)
    found, values = mali_chain.evaluate(points), mali_chain.values(points)
    assert values["line"].tolist() == pytest.approx([1.0, 1.4], abs=0.001)
    assert values.drop(columns="line").nunique(dropna=False).max() == 1
    assert found["requirement.personnel"][1] > found["requirement.personnel"][0]


def test_a_factor_on_all_rows_alike_is_told_as_that_factor(tmp_path: Path) -> None:
    folder = write_case_in_mali(tmp_path / "case")
    head = UNCERTAIN.partition("\n")[0]
    row = "dwell,pools.csv#*.dwell_ratio,triangular,0.5,1,2,factor,,,1,,,assumed,a test"
    (folder / "uncertainties.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    chain = prepare(load(folder))
    (column,) = chain.columns
    assert (column.unit, column.low, column.mode, column.high) == ("times", 0.5, 1, 2)
    told = chain.values(np.array([[0.0], [1 / 3], [np.nan]]))["dwell.common"]
    assert told.tolist() == pytest.approx([0.5, 1.0, 1.0])
    points, own = np.array([[0.0], [0.9]]), chain.case.pools[0].dwell_ratio
    ratios = [future.case.pools[0].dwell_ratio / own for future in chain.futures(points)]
    assert ratios == pytest.approx(chain.values(points)["dwell.common"].tolist())


def test_a_future_without_an_answer_leaves_those_beside_it_as_they_are(mali: Case, mali_chain: CaseChain) -> None:
    """Who has bound itself to more than it can send has no plan; the rest of the rows is told as alone."""
    points = mali_chain.points(0, 12)
    bound = {**mali.states, "CIV": mali.states["CIV"].replace(personnel_least=50_000)}
    case = replace(mali_chain.case, states=bound)
    chain = replace(mali_chain, case=case, planning=replace(mali_chain.planning, case=case))
    found, joins = chain.evaluate(points), [each.takes_part["CIV"] for each in chain.futures(points)]
    assert 0 < sum(joins) < 12
    assert found["shortfall_share"].isna().tolist() == joins
    assert found["shortfall.manoeuvre"].isna().tolist() == joins
    kept = [place for place, joined in enumerate(joins) if not joined]
    assert found.iloc[kept].equals(mali_chain.evaluate(points).iloc[kept])


def test_a_whole_number_is_told_as_it_is_used(mali: Case) -> None:
    row = {"id": "one", "input": "scenario.yaml#options.sectors", "kind": "uniform", "low": 1, "high": 4}
    told = Uncertainty.model_validate({**row, "basis": "assumed", "source": "a test"})
    few = {key: route for key, route in mali.routes.items() if route.rule == "opt_in"}
    chain = prepare(replace(mali, uncertainties=(told,), routes=few))
    points = chain.points(0, 8)
    asked = [each.case.scenario.options.sectors for each in chain.futures(points)]
    assert chain.values(points)["one"].tolist() == asked
    assert len(set(asked)) > 1
