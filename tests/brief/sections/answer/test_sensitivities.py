"""What would change the answer: each row has an effect that was computed."""

from __future__ import annotations

from interpose.brief.context import BriefContext
from interpose.brief.sections.answer.sensitivities import sensitivities


def test_shares_by_firmness_add_up_to_all_contributions(context: BriefContext) -> None:
    rows = {row.what: row.effect.striptags() for row in sensitivities(context)}
    words = rows["How firm a state must be to count"]
    shares = [int(word.rstrip("%")) for word in words.replace(",", " ").split() if word.endswith("%")]
    assert abs(sum(shares) - 100) <= len(shares)


def test_a_route_that_passes_needs_no_vote_to_change(context: BriefContext) -> None:
    passing = {route.name for route in context.assessment.authority.routes if route.outcome == "passes"}
    told = [row.effect.striptags() for row in sensitivities(context) if row.what == "Votes"]
    assert told
    assert not [name for name in passing for words in told if words.startswith(name)]
