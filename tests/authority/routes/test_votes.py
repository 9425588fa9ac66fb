"""From what states have said to how they vote."""

from __future__ import annotations

from interpose.authority import authorise
from interpose.case.tables.authority import VoteAssumption
from tests.authority.builders import positions, route_of, said
from tests.authority.conftest import MakeCase


def test_states_without_a_statement_are_open_and_never_silently_for(make_case: MakeCase) -> None:
    decision = route_of(authorise(make_case(), positions()), "nato")
    assert decision.outcome == "open"
    assert {vote.vote for vote in decision.votes} == {"open"}
    assert set(decision.open) == {vote.state for vote in decision.votes} | {"UKR"}


def test_refusing_troops_is_silence_in_nato_and_declared_abstention_in_the_union(make_case: MakeCase) -> None:
    names = ("nato", "eu_csdp", "eu_qualified_majority")
    result = authorise(make_case(only=names), positions(said("POL", 0, claims=("P16",))))
    votes = {name: route_of(result, name).vote_of("POL") for name in names}
    assert {name: vote.vote for name, vote in votes.items() if vote} == {
        "nato": "abstain",
        "eu_csdp": "declared_abstention",
        "eu_qualified_majority": "abstain",
    }


def test_a_vote_can_be_set_by_hand_for_a_state(make_case: MakeCase) -> None:
    row = VoteAssumption.model_validate(
        {
            "id": "hungary",
            "states": "HUN",
            "routes": "nato",
            "predicate": "any",
            "vote": "no",
            "yes": 0,
            "yes_low": 0,
            "yes_high": 0,
            "no": 1,
            "no_low": 1,
            "no_high": 1,
            "basis": "assumed",
            "source": "a thought",
        }
    )
    result = authorise(make_case(votes={"hungary": row}, only=["nato", "eu_csdp"]), positions(said("HUN", 4)))
    assert route_of(result, "nato").blockers == ("HUN",)
    vote = route_of(result, "eu_csdp").vote_of("HUN")
    assert vote is not None
    assert vote.vote == "yes"
