"""From numbers between 0 and 1 to values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from interpose.case.tables.futures.uncertain import Uncertainty
from interpose.case.varied.inputs import Target
from interpose.exploration.inputs.drawing import DrawnInput, ranks, triangular, values_of
from interpose.exploration.inputs.sampling import owen_points

POOLS = tuple(
    Target("pools.csv", f"FRA/{name}", "units", True) for name in ("infantry_battalion", "medical_company", "isr_company")
)


def drawn(*, common: int | None, own: tuple[int, ...], choices: Any = (), **row: Any) -> DrawnInput:
    told = {"id": "pools", "input": "pools.csv#*", "kind": "own", "basis": "assumed", "source": "a test", **row}
    ends = np.array([[0.0, 1.0, 4.0]] * 3)
    return DrawnInput(
        row=Uncertainty.model_validate(told),
        targets=POOLS,
        low=ends[:, 0],
        mode=ends[:, 1],
        high=ends[:, 2],
        choices=choices,
        common=common,
        own=own,
    )


POINTS = owen_points(1, ["pools.common", "pools.rows", "third", "fourth"], range(4), 0, 4096)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_rows_have_the_share_of_the_variance_in_common_that_is_asked_for(share: float) -> None:
    asked = drawn(common=0 if share else None, own=(1, 2, 3), shared=share)
    chances = ranks(asked, POINTS)
    assert np.corrcoef(chances[:, 0], chances[:, 1])[0, 1] == pytest.approx(6 / np.pi * np.arcsin(share / 2), abs=0.03)
    assert np.quantile(chances, (0.1, 0.5, 0.9)) == pytest.approx((0.1, 0.5, 0.9), abs=0.02)


def test_rows_that_share_everything_move_as_one() -> None:
    chances = ranks(drawn(common=0, own=(), shared=1), POINTS)
    assert (chances == POINTS[:, [0]]).all()


def test_one_column_seeds_the_draws_of_all_rows() -> None:
    asked = drawn(common=None, own=(1,), rows="seeded")
    chances = ranks(asked, POINTS)
    assert np.quantile(chances, (0.1, 0.5, 0.9)) == pytest.approx((0.1, 0.5, 0.9), abs=0.02)
    assert abs(np.corrcoef(chances.T)[np.triu_indices(3, 1)]).max() < 0.05
    other = POINTS.copy()
    other[:, [0, 2, 3]] = 0.5
    assert (ranks(asked, other) == chances).all()


def test_a_row_alone_is_drawn_as_in_company() -> None:
    for asked in (drawn(common=0, own=(1,), shared=0.7, rows="seeded"), drawn(common=0, own=(1, 2, 3), shared=0.3)):
        together = values_of(asked, POINTS[:50])
        assert [values_of(asked, POINTS[place : place + 1])[0] for place in range(50)] == together


def test_a_triangle_has_its_mean_and_stays_within_its_ends() -> None:
    found = triangular(np.linspace(0, 1, 100_001), 0.0, 1.0, 4.0)
    assert (found.min(), found.max()) == (0, 4)
    assert found.mean() == pytest.approx(5 / 3, abs=1e-4)
    assert (np.diff(found) >= 0).all()


def test_what_has_no_width_is_itself() -> None:
    assert triangular(np.array([0.0, 0.5, 1.0]), 2.0, 2.0, 2.0).tolist() == [2, 2, 2]


def test_choices_come_as_often_as_their_weights_say() -> None:
    asked = drawn(common=None, own=(0, 1, 2), choices=((5.0, 10.0),) * 3, kind="choice", values="5;10", weights="3;1")
    first = [row[0] for row in values_of(asked, POINTS)]
    assert set(first) == {5.0, 10.0}
    assert first.count(5.0) == pytest.approx(3 * 4096 / 4, abs=1)


def test_a_chance_is_a_yes_as_often_as_it_says() -> None:
    asked = drawn(common=None, own=(0, 1, 2), choices=((True, False),) * 3, kind="chance", mode=0.2)
    assert sum(row[0] is True for row in values_of(asked, POINTS)) == pytest.approx(0.2 * 4096, abs=1)


@pytest.mark.parametrize(
    "asked",
    [
        drawn(common=0, own=(1,), shared=0.7, rows="seeded"),
        drawn(common=0, own=(1, 2, 3), shared=0.3),
        drawn(common=0, own=(), shared=1),
        drawn(common=None, own=(1, 2, 3)),
        drawn(common=None, own=(0, 1, 2), choices=((5.0, 10.0),) * 3, kind="choice", values="5;10"),
    ],
)
def test_what_is_not_a_number_in_a_point_leaves_the_input_as_it_is(asked: DrawnInput) -> None:
    nowhere = np.full((1, 4), np.nan)
    assert np.isnan(ranks(asked, nowhere)).all()
    assert all(value != value for value in values_of(asked, nowhere)[0])


def test_what_is_common_moves_all_rows_alike_where_their_own_part_is_left_in_its_middle() -> None:
    point = np.array([[0.1, np.nan, np.nan, np.nan]])
    for asked in (drawn(common=0, own=(1,), shared=0.7, rows="seeded"), drawn(common=0, own=(1, 2, 3), shared=0.7)):
        (chances,) = ranks(asked, point)
        assert len(set(chances.tolist())) == 1
        assert 0.1 < chances[0] < 0.5
