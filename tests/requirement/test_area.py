"""The ground of a case, measured: what a reader may ask about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.requirement import AreaResult, require


@pytest.fixture(scope="module")
def area(ukraine: Case) -> AreaResult:
    return require(ukraine).area


def test_the_length_planned_for_is_the_length_drawn_times_its_factor(area: AreaResult) -> None:
    figures = {figure.name.removeprefix("requirement."): figure for figure in area.figures()}
    planned = figures["planned_line_km"]
    assert planned.formula == "794.6 km as drawn × line_length_factor 1.33"
    assert planned.inputs == ("requirement.line_km", "planning_factors.csv#line_length_factor")
    bounds = [float(figures[f"planned_line_km{suffix}"].value) for suffix in ("_low", "", "_high")]
    assert bounds == sorted(bounds)


def test_each_belt_has_its_area_in_square_kilometres(area: AreaResult) -> None:
    figures = {figure.name: figure for figure in area.figures()}
    for belt in ("forward", "depth"):
        figure = figures[f"requirement.{belt}_km2"]
        assert (figure.value, figure.unit) == (round(area.areas_km2[belt], 1), "km²")
    assert "scenario.yaml#options.depth_belt_km" in figures["requirement.depth_km2"].inputs


def test_without_entry_points_there_is_no_way_by_road_to_tell(area: AreaResult) -> None:
    names = {figure.name for figure in area.figures()}
    assert names - {figure.name for figure in replace(area, supply_km=None).figures()} == {"requirement.supply_km"}
