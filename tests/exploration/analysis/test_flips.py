"""Flip points on a chain that can be worked out by hand: one state more or less, a longer line, and what never matters."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.exploration.analysis.flips import FlipPoint, FlipSettings, flip_points
from interpose.exploration.chain.protocol import Criterion, Points
from tests.builders.futures import IshigamiChain
from tests.builders.small_chain import SmallChain

CHAIN = SmallChain()
(THRESHOLD,) = CHAIN.thresholds


@pytest.fixture(scope="module")
def flips() -> dict[str, FlipPoint]:
    return {flip.id: flip for flip in flip_points(CHAIN, THRESHOLD)}


def test_a_line_that_is_too_long_flips_the_answer_at_the_length_where_a_quarter_is_missing(flips: dict[str, FlipPoint]) -> None:
    line = flips["line"]
    assert (line.direction, line.becomes, line.unit) == ("above", "missed", "km")
    assert line.now == pytest.approx(1_000)
    # 12 units are three quarters of 16, which 1,280 km need.
    assert line.holds_at < 1_280 <= line.flips_at
    assert line.flips_at - line.holds_at < 10


def test_a_state_that_stays_away_flips_it_and_one_that_joins_does_not(flips: dict[str, FlipPoint]) -> None:
    assert (flips["will.AAA"].now, flips["will.AAA"].flips_at, flips["will.AAA"].direction) == (True, False, "other")
    assert flips["will.CCC"].never
    assert (flips["will.CCC"].flips_at, flips["will.CCC"].becomes) == (None, None)


def test_words_flip_to_words(flips: dict[str, FlipPoint]) -> None:
    provider = flips["provider"]
    # 0.8 of 12 units are 9.6, and a quarter of 12.5 missing leaves 9.4: it still holds.
    assert provider.never
    short = {flip.id: flip for flip in flip_points(CHAIN, Criterion("shortfall_share", "<=", 0.2))}
    assert (short["provider"].now, short["provider"].flips_at) == ("full", "none")


def test_seeds_of_noise_are_not_asked_about(flips: dict[str, FlipPoint]) -> None:
    assert "pools.rows" not in flips
    assert "pools.common" in flips


def test_what_flips_comes_first_and_the_nearest_of_them_leads() -> None:
    found = flip_points(CHAIN, THRESHOLD)
    assert [flip.never for flip in found] == sorted(flip.never for flip in found)
    assert found[0].id in {"will.AAA", "will.BBB", "line"}


def test_an_answer_that_is_missed_now_comes_to_be_met() -> None:
    alone = np.array([[0.3, 0.8, 0.8, 0.8, 0.5, 0.1, 0.5, 0.5]])
    found = {flip.id: flip for flip in flip_points(CHAIN, THRESHOLD, now=alone)}
    assert found["will.BBB"].becomes == "met"
    assert found["will.DDD"].never


def test_a_full_plan_that_agrees_on_both_sides_is_told_and_one_that_does_not_is_not() -> None:
    def as_slots(point: Points) -> bool:
        return bool(THRESHOLD.met(CHAIN.evaluate(point)["shortfall_share"])[0])

    agreed = {flip.id: flip.checked for flip in flip_points(CHAIN, THRESHOLD, plan_meets=as_slots)}
    assert (agreed["line"], agreed["will.CCC"]) == ("plan", "slot")
    always = {flip.id: flip.checked for flip in flip_points(CHAIN, THRESHOLD, plan_meets=lambda _point: True)}
    assert always["line"] == "slot"


def test_more_halvings_bring_the_two_sides_nearer() -> None:
    gaps = []
    for halvings in (2, 8):
        line = {flip.id: flip for flip in flip_points(CHAIN, THRESHOLD, settings=FlipSettings(halvings=halvings))}["line"]
        gaps.append(line.flips_at - line.holds_at)
    assert gaps[1] < gaps[0] / 30


def test_a_change_that_is_undone_at_the_end_of_a_range_is_found_between() -> None:
    # Height as a function of the second input alone is 7 sin squared: above 4 in the middle of each half, 0 at both ends.
    found = {flip.id: flip for flip in flip_points(IshigamiChain(), Criterion("height", "<=", 4.0), now=np.full((1, 3), 0.5))}
    assert not found["x1"].never
    assert abs(found["x1"].flips_at) == pytest.approx(np.arcsin(np.sqrt(4 / 7)), abs=0.02)


def test_what_stands_for_many_inputs_flips_at_a_place_of_its_range() -> None:
    # 12 * (0.9 + 0.2 u) is nine tenths of 12.5 at u = 0.1875.
    strict = {flip.id: flip for flip in flip_points(CHAIN, Criterion("shortfall_share", "<=", 0.1))}
    pools = strict["pools.common"]
    assert (pools.unit, pools.direction) == ("rank", "below")
    assert pools.flips_at <= 0.1875 < pools.holds_at
