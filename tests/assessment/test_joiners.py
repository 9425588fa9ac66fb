"""Whether those who join carry the force: settled sets against enumerating all, and a lead that is named."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest

from interpose.assessment.joiners import joiners_of
from interpose.authority import Authority, authorise
from interpose.case import Case, load
from interpose.evidence import Positions
from interpose.evidence import positions as read_positions
from interpose.generation.analysis.level import level_of
from interpose.generation.problem.planning_problem import problem_of
from interpose.requirement import Requirement, require

Question = tuple[Case, Positions, Authority, Requirement]
SIX = ("FRA", "GBR", "NLD", "PRT", "LTU", "BEL")


def asked(states: tuple[str, ...], **options: object) -> Question:
    case = load("ukraine-2025").with_options(least_modality=3, **options).with_scenario(mandate="observe")
    every = read_positions(case)
    given = replace(every, positions=tuple(each for each in every.positions if each.state in (*states, "UKR")))
    return case, given, authorise(case, given), require(case)


@pytest.fixture(scope="module")
def six() -> Question:
    return asked(SIX)


def test_fewer_levels_than_sets_give_the_chance_of_enumerating_all(six: Question) -> None:
    case, given, authority, requirement = six
    found = joiners_of(case, given, authority, requirement)
    assert found is not None
    assert {each.state for each in found.joiners} == set(SIX)
    chances = {each.state: each.chance.mode for each in found.joiners}
    leads = {each.state for each in found.joiners if each.leads}
    problem = problem_of(case, given, requirement)
    expected = 0.0
    for members in itertools.chain.from_iterable(itertools.combinations(SIX, count) for count in range(7)):
        pools = tuple(pool for pool in problem.pools if pool.state in members or pool.state not in SIX)
        carried = 1 - (level_of(replace(problem, pools=pools)).shortfall_share or 0.0)
        if leads & set(members) and carried >= 0.498:
            expected += math.prod(chances[state] if state in members else 1 - chances[state] for state in SIX)
    half = next(each for each in found.carry if each.share == 0.5)
    assert half.settled
    assert half.independent == pytest.approx(expected, abs=1e-9)
    assert half.low <= half.independent <= half.high
    assert half.low <= half.common_factor <= half.high


def test_where_all_together_fall_short_no_way_of_joining_carries_it(six: Question) -> None:
    case, given, authority, requirement = six
    found = joiners_of(case, given, authority, requirement)
    assert found is not None
    assert 0.5 < found.together < 1
    everything = next(each for each in found.carry if each.share == 1)
    assert (everything.independent, everything.high, everything.settled) == (0, 0, True)
    assert found.expected == pytest.approx(2 * 0.85 + 4 * 0.6)


def test_a_lead_that_the_scenario_names_must_be_among_them() -> None:
    # France or Britain alone carries half of the low requirement: 1 − 0.15²; with Britain named, only where Britain joins.
    free = joiners_of(*asked(("FRA", "GBR", "NLD"), requirement_level="low"))
    named = joiners_of(*asked(("FRA", "GBR", "NLD"), requirement_level="low", lead="GBR"))
    assert free is not None
    assert named is not None
    assert free.carry[1].independent == pytest.approx(1 - 0.15**2)
    assert named.carry[1].independent == pytest.approx(0.85)
    assert [each.state for each in named.joiners if each.leads] == ["GBR"]


def test_without_anybody_who_may_join_nothing_is_said() -> None:
    assert joiners_of(*asked(())) is None


def test_numbers_are_figures(six: Question) -> None:
    found = joiners_of(*six)
    assert found is not None
    figures = {figure.name: figure.value for figure in found.figures()}
    assert figures["joiners.carry_all"] == 0
    assert figures["joiners.carry_half.low"] < figures["joiners.carry_half"] < figures["joiners.carry_half.high"]
    assert figures["joiners.together"] == pytest.approx(found.together, abs=0.001)
