"""From rows of `uncertainties.csv` to columns with dimensions that they keep."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interpose.case import Case
from interpose.case.tables.futures.uncertain import Uncertainty
from interpose.errors import UsageError
from interpose.exploration.inputs.plan import SamplePlan, plan_sample


def planned(case: Case, *rows: dict[str, Any], dimensions: dict[str, int] | None = None) -> SamplePlan:
    told = [{"kind": "own", "basis": "assumed", "source": "a test", **row} for row in rows]
    varied = replace(case, uncertainties=tuple(map(Uncertainty.model_validate, told)))
    return plan_sample(varied, spoken={"FRA": ("P001",), "POL": ()}, voters={"FRA", "DEU", "POL"}, dimensions=dimensions)


POOLS = {"id": "pools", "input": "pools.csv#FRA/*"}
LINE = {"id": "line", "input": "planning_factors.csv#line_length_factor"}


@pytest.mark.parametrize(
    ("row", "names"),
    [
        (LINE, ["line"]),
        ({**POOLS, "shared": 1}, ["pools.common"]),
        ({**POOLS, "shared": 0.7, "rows": "seeded"}, ["pools.common", "pools.rows"]),
        ({**POOLS, "rows": "seeded"}, ["pools.rows"]),
        (
            {"id": "will", "input": "positions.*", "kind": "participation", "shared": 0.3},
            ["will.common", "will.FRA", "will.POL"],
        ),
        ({"id": "votes", "input": "votes.*", "kind": "chance"}, ["votes.DEU", "votes.FRA", "votes.POL"]),
        (
            {"id": "us", "input": "scenario.yaml#options.external_enablers.*", "kind": "choice", "values": "as_caveated;none"},
            ["us.USA"],
        ),
    ],
)
def test_a_row_becomes_one_column_or_one_for_each_input_or_one_for_all(
    ukraine: Case, row: dict[str, Any], names: list[str]
) -> None:
    assert [column.id for column in planned(ukraine, row).columns] == names


def test_inputs_without_a_range_of_their_own_have_no_column(ukraine: Case) -> None:
    found = planned(ukraine, {"id": "game", "input": "escalation.yaml#unilateral.challenger.*"})
    assert "game.unilateral.challenger.DC" not in {column.id for column in found.columns}
    assert {column.id for column in found.columns} >= {"game.unilateral.challenger.SQ"}


def test_a_column_tells_its_range_and_unit_for_readers(ukraine: Case) -> None:
    line, depth = planned(
        ukraine,
        LINE,
        {
            "id": "depth",
            "input": "scenario.yaml#options.depth_belt_km",
            "kind": "triangular",
            "low": 50,
            "mode": 80,
            "high": 100,
        },
    ).columns
    assert (line.low, line.mode, line.high, line.unit, line.group) == (1.13, 1.33, 1.51, "ratio", "line")
    assert (depth.low, depth.high, depth.unit, depth.words) == (50, 100, "km", "depth belt km")


def test_a_column_names_the_claims_that_carry_its_input(ukraine: Case) -> None:
    french, polish = planned(ukraine, {"id": "will", "input": "positions.*", "kind": "participation"}).columns
    assert (french.claims, polish.claims) == (("P001",), ())
    cap = {"id": "cap", "input": "states.csv#FRA", "kind": "uniform", "low": 1000, "high": 2000, "claims": "P001; P002"}
    assert planned(ukraine, cap).columns[0].claims == ("P001", "P002")


def test_a_factor_is_told_in_the_unit_of_the_input(ukraine: Case) -> None:
    row = {"id": "cap", "input": "states.csv#FRA", "kind": "uniform", "low": 0.5, "high": 1, "given_as": "factor"}
    (column,) = planned(ukraine, row).columns
    assert (column.low, column.high, column.unit) == (10_000, 20_000, "persons")


def test_columns_keep_the_dimensions_of_an_earlier_study_and_new_ones_follow(ukraine: Case) -> None:
    before = {column.id: column.dimension for column in planned(ukraine, LINE, {**POOLS, "rows": "seeded"}).columns}
    new = {"id": "axes", "input": "planning_factors.csv#axes"}
    after = planned(ukraine, new, {**POOLS, "rows": "seeded"}, LINE, dimensions=before).columns
    assert {column.id: column.dimension for column in after} == {**before, "axes": 2}


def test_a_case_that_varies_nothing_is_refused(ukraine: Case) -> None:
    with pytest.raises(UsageError, match="says of no input how it may turn out otherwise"):
        planned(ukraine)


def test_two_columns_of_one_name_are_refused(ukraine: Case) -> None:
    will = {"id": "will", "input": "positions.*", "kind": "participation"}
    with pytest.raises(UsageError, match=r"two columns of the sample are named 'will\.FRA'"):
        planned(ukraine, will, {**LINE, "id": "will.FRA"})
