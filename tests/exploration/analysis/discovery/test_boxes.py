"""The box in words: on a chain where the number of large states decides, it says so."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.exploration.analysis.discovery.boxes import FutureBox, TradeOff, box_of
from interpose.exploration.analysis.discovery.sayable import SayableInput, sayable_inputs
from tests.builders.small_chain import SmallChain

CHAIN = SmallChain()
POINTS = CHAIN.points(0, 1_500)
MISSED = CHAIN.evaluate(POINTS)["shortfall_share"].to_numpy() > 0.25
LARGE = ("will.AAA", "will.BBB", "will.CCC")


@pytest.fixture(scope="module")
def inputs() -> tuple[SayableInput, ...]:
    return sayable_inputs(CHAIN.columns, CHAIN.values(POINTS), LARGE)


@pytest.fixture(scope="module")
def search(inputs: tuple[SayableInput, ...]) -> tuple[FutureBox, tuple[TradeOff, ...]]:
    return box_of(inputs, MISSED, "shortfall_share<=0.25")


@pytest.fixture(scope="module")
def box(search: tuple[FutureBox, tuple[TradeOff, ...]]) -> FutureBox:
    return search[0]


def test_it_is_about_the_rarer_kind_of_futures(box: FutureBox, inputs: tuple[SayableInput, ...]) -> None:
    assert box.holds == ("missed" if MISSED.mean() <= 0.5 else "met")
    other, _ = box_of(inputs, ~MISSED, "shortfall_share>0.25")
    assert other.holds != box.holds
    assert (other.coverage, other.density) == (box.coverage, box.density)


def test_the_number_of_large_states_is_its_first_limit_and_a_whole_number(box: FutureBox) -> None:
    first = box.limits[0]
    assert first.id == "states_taking_part"
    limit = first.low if first.low is not None else first.high
    assert limit == int(limit or 0)
    assert (first.least, first.most) == (0, 3)
    assert first.reproducibility >= 0.9


def test_a_side_without_a_limit_has_none(box: FutureBox) -> None:
    assert all((limit.low is None) != (limit.high is None) for limit in box.limits if limit.kind == "count")


def test_it_is_denser_than_all_futures_and_no_restriction_is_left_that_chance_explains(box: FutureBox) -> None:
    low, high = box.resampled
    assert box.base_rate < low < box.density < high
    assert all(limit.quasi_p <= 0.05 for limit in box.limits)


def test_the_trade_off_is_whole_from_all_futures_on(search: tuple[FutureBox, tuple[TradeOff, ...]]) -> None:
    box, trade_off = search
    first, last = trade_off[0], trade_off[-1]
    assert (first.coverage, first.mass, first.dimensions) == (1, 1, 0)
    assert first.density == pytest.approx(box.base_rate)
    assert last.density > box.base_rate
    assert last.mass >= 0.05


def test_without_futures_of_a_kind_or_without_inputs_there_are_no_limits(inputs: tuple[SayableInput, ...]) -> None:
    nobody, _ = box_of(inputs, np.zeros(len(MISSED), dtype=bool), "shortfall_share<=0.25")
    assert (nobody.limits, nobody.base_rate, nobody.mass) == ((), 0, 1)
    assert box_of((), MISSED, "shortfall_share<=0.25")[0].limits == ()
