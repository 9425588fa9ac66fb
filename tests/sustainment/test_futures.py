"""Many futures at once agree with one plan at a time."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case import Case
from interpose.sustainment import sustain
from interpose.sustainment.futures import sustain_futures
from interpose.sustainment.supply import supply_plan
from tests.sustainment.plans import plan


def test_a_future_is_the_plan_with_its_numbers(ukraine: Case) -> None:
    persons = [100, 900, 200]
    found = sustain(ukraine, plan({"FRA": persons}))
    shape = supply_plan(ukraine, 3)
    futures = sustain_futures([persons, [0, 0, 0]], shape.kilograms[1], shape.factors, shape.imported, [123_000, 99.0])
    assert futures.cost[0].sum() == pytest.approx(found.total().mode)
    assert futures.tonnes[0].sum() == pytest.approx(sum(row.tonnes for row in found.supply))
    assert futures.imported[0].sum() == pytest.approx(sum(row.imported_tonnes for row in found.supply))
    assert futures.tonnes[1].sum() == futures.cost[1].sum() == 0


def test_each_future_has_its_own_rates(ukraine: Case) -> None:
    shape = supply_plan(ukraine, 2)
    found = sustain_futures(np.full((2, 2), 1000.0), shape.kilograms[[0, 2]], shape.factors, shape.imported, 1.0)
    assert found.tonnes[0].sum() < found.tonnes[1].sum()
