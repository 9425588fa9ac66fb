"""What hangs on a claim: the state that is there because of it leaves with it."""

from __future__ import annotations

import pytest

from interpose.assessment import Assessment, weigh
from interpose.case import Case
from interpose.errors import UsageError


def test_without_the_only_claim_that_italy_is_ready_italy_leaves_and_the_force_shrinks(ukraine: Case) -> None:
    claim = next(
        claim.id for claim in ukraine.claims.values() if claim.state == "ITA" and claim.asserted_on.startswith("2024-12-14")
    )
    moves = {move.figure: move for move in weigh(ukraine, claim).moves}
    assert moves["positions.ITA"].after is None
    assert moves["contributions.ITA.peak"].after is None
    before, after = moves["force.sustained"].before, moves["force.sustained"].after
    assert isinstance(before, int | float)
    assert isinstance(after, int | float)
    assert after < before


def test_without_a_claim_about_size_no_position_and_no_force_moves(ukraine: Case, assessed: Assessment) -> None:
    claim = next(name for name in assessed.quality.claim_ids if ukraine.claims[name].predicate == "force_size")
    found = weigh(ukraine, claim)
    moved = [move.figure for move in found.moves]
    assert moved
    assert all(name.startswith("evidence.") for name in moved)
    assert {"force.peak", "force.sustained", "authority.nato", "authority.nato.probability.independent"} <= set(found.unmoved)


def test_a_claim_that_moves_no_outcome_still_moves_how_likely_the_vote_is(ukraine: Case) -> None:
    claim = "Q09"  # The German claim that is firmest by the date of the case
    found = weigh(ukraine, claim)
    moves = {move.figure: move for move in found.moves}
    assert "authority.nato" in found.unmoved
    move = moves["authority.eu_qualified_majority.probability.independent"]
    assert isinstance(move.before, float)
    assert isinstance(move.after, float)
    assert move.after < move.before


def test_an_unknown_claim_is_refused_with_a_suggestion(ukraine: Case) -> None:
    with pytest.raises(UsageError, match="did you mean"):
        weigh(ukraine, "P0001")
