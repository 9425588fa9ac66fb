"""One route's decision: whose vote it holds, and the figures that are asked about."""

from __future__ import annotations

import pytest

from interpose.authority import RouteDecision, authorise
from interpose.authority.decision import VoteChange
from tests.authority.builders import claim, positions, route_of
from tests.authority.conftest import MakeCase

AGAINST = claim("H1", "HUN", "authorise", 0, "Hungary rejects an EU mission.")


@pytest.fixture
def decision(make_case: MakeCase) -> RouteDecision:
    return route_of(authorise(make_case([AGAINST], only=["eu_csdp"]), positions()), "eu_csdp")


def test_a_member_has_a_vote_and_a_stranger_none(decision: RouteDecision) -> None:
    vote = decision.vote_of("HUN")
    assert vote is not None
    assert (vote.vote, vote.claims) == ("no", ("H1",))
    assert decision.vote_of("USA") is None


def test_the_outcome_and_the_chances_are_figures_that_rest_on_the_law_and_on_claims(decision: RouteDecision) -> None:
    figures = {figure.name.removeprefix("authority.eu_csdp"): figure for figure in decision.figures()}
    assert set(figures) == {
        "",
        ".probability.independent",
        ".probability.common_factor",
        ".probability.low",
        ".probability.high",
    }
    assert figures[""].value == "blocked"
    for figure in figures.values():
        assert "H1" in figure.claims
        assert figure.inputs == ("routes/eu_csdp.yaml",)
    low, mode, high = (figures[f".probability.{word}"].value for word in ("low", "independent", "high"))
    assert float(low) <= float(mode) <= float(high)


def test_a_change_of_vote_is_written_as_it_is_supposed() -> None:
    assert str(VoteChange("HUN", "abstain")) == "HUN=abstain"
