"""The boxes that the EMA workbench finds on the data of Bryant and Lempert (2010), to six figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from interpose.exploration.analysis.discovery.box_quality import quasi_p, reproducibility
from interpose.exploration.analysis.discovery.prim import BoxStep, find_boxes, without

DATA = pd.read_csv(Path(__file__).with_name("bryant_lempert_2010.csv"))
INPUTS = DATA.drop(columns="of_interest").to_numpy(float)
INTEREST = DATA["of_interest"].to_numpy() == 1
NAMES = list(DATA.columns[:-1])


@pytest.fixture(scope="module")
def boxes() -> tuple[BoxStep, ...]:
    return find_boxes(INPUTS, INTEREST)


def test_the_data_are_those_of_the_paper() -> None:
    assert (len(INPUTS), int(INTEREST.sum())) == (882, 89)


@pytest.mark.parametrize(
    ("place", "coverage", "density", "mass"),
    [(20, 0.797753, 0.731959, 0.109977), (21, 0.752809, 0.770115, 0.098639), (22, 0.730337, 0.833333, 0.088435)],
)
def test_boxes_are_measured_as_there(
    boxes: tuple[BoxStep, ...], place: int, coverage: float, density: float, mass: float
) -> None:
    box = boxes[place]
    assert [box.coverage, box.density, box.mass] == pytest.approx([coverage, density, mass], abs=5e-7)


def test_the_published_box_has_its_four_limits(boxes: tuple[BoxStep, ...]) -> None:
    box = boxes[21]
    assert [NAMES[each] for each in box.restricted] == [
        "cellulosic_cost",
        "total_biomass",
        "demand_elasticity",
        "biomass_backstop_price",
    ]
    assert box.low[[0, 5, 8]] == pytest.approx([72.65, -0.422, 150.05], abs=5e-4)
    assert box.high[1] == pytest.approx(755.8, abs=5e-4)


def test_without_the_limit_on_cellulosic_cost_it_is_measured_as_there(boxes: tuple[BoxStep, ...]) -> None:
    wider = without(INPUTS, INTEREST, boxes[21], 0)
    assert [wider.coverage, wider.density, wider.mass] == pytest.approx([0.764045, 0.715789, 0.10771], abs=5e-7)
    assert NAMES.index("cellulosic_cost") not in wider.restricted


def test_cellulosic_cost_is_the_limit_that_chance_could_explain(boxes: tuple[BoxStep, ...]) -> None:
    chances = quasi_p(INPUTS, INTEREST, boxes[21])
    assert max(chances, key=lambda each: chances[each]) == NAMES.index("cellulosic_cost")
    assert chances[0] == pytest.approx(0.157, abs=0.001)
    assert all(chance < 1e-5 for column, chance in chances.items() if column)


def test_half_of_the_rows_find_the_other_three_limits_again(boxes: tuple[BoxStep, ...]) -> None:
    found = reproducibility(INPUTS, INTEREST, boxes[21])
    always = [NAMES.index(name) for name in ("total_biomass", "demand_elasticity", "biomass_backstop_price")]
    assert found.same_coverage[always] == pytest.approx(1)
    assert found.same_density[always] == pytest.approx(1)
    assert found.same_coverage[NAMES.index("feedstock_distribution")] < 0.5


def test_a_patient_search_ends_where_all_is_of_interest_or_little_is_left(boxes: tuple[BoxStep, ...]) -> None:
    assert boxes[0].coverage == boxes[0].mass == 1
    assert boxes[-1].density == 1
    assert all(np.diff([box.density for box in boxes]) > 0)
