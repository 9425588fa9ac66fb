"""Rows of the tables of an exploration."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from interpose.case.read.load import load
from interpose.case.tables.futures.uncertain import KeptPledges, Uncertainty

LINE = {"id": "line", "input": "planning_factors.csv#axes", "kind": "own", "basis": "assumed", "source": "an example"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "uniform", "low": 1}, "a uniform input needs high"),
        ({"kind": "triangular"}, "a triangular input needs low and mode and high"),
        ({"kind": "triangular", "low": 1, "mode": 3, "high": 2}, "not in order: 1, 3, 2"),
        ({"kind": "choice", "values": "5"}, "a choice needs two values or more"),
        ({"kind": "choice", "values": "5; 10", "weights": "1"}, "weights are one number for each of values"),
        ({"kind": "choice", "values": "5; 10", "weights": "0; 0"}, "weights are one number for each of values"),
        ({"kind": "chance", "mode": 1.5}, "1.5\\) is no probability"),
        ({"shared": 1.5}, "less than or equal to 1"),
        ({"kind": "normal"}, "Input should be 'own'"),
    ],
)
def test_a_row_that_does_not_fit_its_kind_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Uncertainty.model_validate({**LINE, **changes})


def test_lists_in_a_cell_are_divided_by_semicolons() -> None:
    row = Uncertainty.model_validate({**LINE, "kind": "choice", "values": "5; 10 ;20", "weights": "1;2; 1"})
    assert (row.values, row.weights) == (("5", "10", "20"), (1.0, 2.0, 1.0))


def test_the_chance_that_a_pledge_is_kept_lies_in_its_range() -> None:
    with pytest.raises(ValidationError, match="outside low"):
        KeptPledges(modality=4, low=0.5, mode=0.4, high=0.9, basis="assumed", source="an example")


def test_firmer_positions_are_kept_more_often_in_the_reference() -> None:
    rows = load("ukraine-2024").participation
    assert [row.modality for row in rows] == list(range(8))
    assert [row.mode for row in rows] == sorted(row.mode for row in rows)
