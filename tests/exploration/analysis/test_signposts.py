"""Signposts: limits of a box and flip points, each input once, with what would be observed and what carries it today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.exploration.analysis.discovery.boxes import box_of
from interpose.exploration.analysis.discovery.sayable import sayable_inputs
from interpose.exploration.analysis.flips import flip_points
from interpose.exploration.analysis.signposts import Signpost, observed, signposts
from tests.builders.small_chain import SmallChain

CHAIN = SmallChain()
POINTS = CHAIN.points(0, 600)
BOX, _ = box_of(
    sayable_inputs(CHAIN.columns, CHAIN.values(POINTS)),
    CHAIN.evaluate(POINTS)["shortfall_share"].to_numpy() > 0.25,
    "shortfall_share<=0.25",
)
FLIPS = flip_points(CHAIN, CHAIN.thresholds[0])


@pytest.fixture(scope="module")
def posts() -> dict[str, Signpost]:
    return {post.id: post for post in signposts(CHAIN.columns, [BOX], FLIPS)}


def test_each_limit_of_the_box_and_each_flip_is_there_once(posts: dict[str, Signpost]) -> None:
    wanted = {limit.id for limit in BOX.limits} | {flip.id for flip in FLIPS if not flip.never}
    assert set(posts) == wanted
    assert len(signposts(CHAIN.columns, [BOX, BOX], FLIPS)) == len(wanted)


def test_an_input_in_the_box_that_also_flips_the_answer_says_both(posts: dict[str, Signpost]) -> None:
    (limit,) = [limit for limit in BOX.limits if limit.id == "states_taking_part"]
    line = replace(limit, id="line", input="planning_factors.csv#line_length_factor")
    (both, *_) = signposts(CHAIN.columns, [replace(BOX, limits=(line,))], FLIPS)
    assert both.why == "both"
    assert both.flips_at is not None
    assert posts["states_taking_part"].why == "box"


def test_it_names_the_claims_that_carry_it_and_what_would_be_observed(posts: dict[str, Signpost]) -> None:
    state = posts["will.AAA"]
    assert (state.why, state.claims, state.flips_at, state.basis) == ("flip", ("AAA-1",), False, "reported")
    assert "government" in state.observed
    assert posts["line"].claims == ()


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ("mandates/observe.yaml#patrols", "mandate"),
        ("votes.ABC", "votes"),
        ("escalation.yaml#unilateral.x", "judgement"),
        ("anything.csv#x", "published"),
        ("positions.AAA; positions.BBB", "government"),
    ],
)
def test_what_would_be_observed_follows_from_where_the_input_stands(given: str, word: str) -> None:
    assert word in observed(given)
