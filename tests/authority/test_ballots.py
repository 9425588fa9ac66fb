"""Votes of many futures at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interpose.authority import authorise
from interpose.authority.ballots import RouteBallots, ballots_of
from interpose.authority.routes.law import CODES, Body
from interpose.case import Case
from interpose.evidence import positions

STATES = ("DEU", "FRA", "POL")


def ballots(case: Case, route: str, *, barred: bool = False) -> RouteBallots:
    return RouteBallots(
        route=case.routes[route],
        body=Body(STATES, (False, True, False), (83, 68, 37)),
        rows=("silent_consensus", "", "silent_consensus"),
        votes=("open", "yes", "no"),
        barred=barred,
    )


def test_whoever_is_inclined_against_votes_against_and_for_votes_for(ukraine: Case) -> None:
    asked = ballots(ukraine, "nato")
    codes = asked.drawn([ukraine.votes] * 2, np.array([[0.0, 0.0, 0.04], [0.999, 0.999, 0.5]]))
    assert codes.tolist() == [[CODES["no"], CODES["abstain"], CODES["no"]], [CODES["yes"], CODES["abstain"], CODES["abstain"]]]
    assert asked.passing([ukraine.votes] * 2, np.array([[0.0, 0.0, 0.04], [0.999, 0.999, 0.5]])).tolist() == [False, True]


def test_who_is_not_drawn_votes_as_the_case_has_it(ukraine: Case) -> None:
    codes = ballots(ukraine, "nato").drawn([ukraine.votes], np.array([[np.nan, np.nan, 0.999]]))
    assert codes.tolist() == [[CODES["abstain"], CODES["yes"], CODES["yes"]]]
    assert ballots(ukraine, "nato").joins == (True, True, False)


def test_votes_pass_as_often_as_their_exact_probability_says(ukraine: Case) -> None:
    inclination = np.random.default_rng(1).random((20_000, 3))
    row = ukraine.votes["silent_consensus"]
    passed = ballots(ukraine, "nato").passing([ukraine.votes] * 20_000, inclination)
    assert passed.mean() == pytest.approx((1 - row.no) ** 2, abs=0.01)


def test_a_barred_route_passes_by_no_vote(ukraine: Case) -> None:
    assert not ballots(ukraine, "nato", barred=True).passing([ukraine.votes], np.ones((1, 3))).any()


def test_where_states_join_one_by_one_who_takes_part_is_the_vote(ukraine: Case) -> None:
    asked = ballots(ukraine, "coalition_of_the_willing")
    assert asked.of_members
    assert asked.joined(np.array([[True, True, True], [False, False, False]])).tolist() == [True, False]


def test_who_votes_and_by_which_row_is_what_the_decision_of_the_case_says(ukraine: Case) -> None:
    few = replace(ukraine, routes={key: ukraine.routes[key] for key in ("coalition_of_the_willing", "osce")})
    stances = positions(few)
    decided = {decision.id: decision for decision in authorise(few, stances).routes}
    found = {each.route.id: each for each in ballots_of(few, stances)}
    assert found.keys() == decided.keys()
    for key, asked in found.items():
        assert asked.body.members == tuple(vote.state for vote in decided[key].votes)
        assert set(asked.rows) <= {*few.votes, ""}
        assert asked.votes == tuple(vote.vote for vote in decided[key].votes)
    assert found["coalition_of_the_willing"].of_members
    assert not found["osce"].of_members
