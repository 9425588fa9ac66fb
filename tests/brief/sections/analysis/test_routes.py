"""Under whose flag, as a diplomat reads it: who blocks with the claim, what would pass, and who would come."""

from __future__ import annotations

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.sections.analysis.routes import coalition_sentence, route_views
from interpose.brief.tracing import Citations


def test_who_blocks_is_shown_with_the_claims_behind_it(later: Assessment) -> None:
    every = set(later.case.claims)
    views = {view.decision.id: view for view in route_views(BriefContext(later, Citations(later)), every)}
    council = views["un_security_council"]
    assert council.decision.blockers == ("RUS",)
    assert council.blocking_claims
    assert all(later.case.claims[name].state == "RUS" for name in council.blocking_claims)
    assert council.smallest_change.startswith("Russia, ")
    assert council.smallest_block == "", "those who are open need only stay silent"


def test_what_would_block_a_route_that_passes_in_silence_is_named(assessed: Assessment) -> None:
    views = {view.decision.id: view for view in route_views(BriefContext(assessed, Citations(assessed)), ())}
    assert views["nato"].smallest_change == "no vote need change, if those who are open stay silent"
    assert views["nato"].smallest_block == "Albania, Belgium, Bulgaria or Canada votes against, or any of 28 others"


def test_a_claim_without_a_place_in_the_brief_is_not_linked(later: Assessment) -> None:
    for view in route_views(BriefContext(later, Citations(later)), shown=()):
        assert view.blocking_claims == ()
        assert view.reported_claims == ()


def test_the_coalition_is_named_with_its_size_and_poland_is_not_in_it(assessed: Assessment) -> None:
    text = coalition_sentence(BriefContext(assessed, Citations(assessed))).striptags()
    assert "11 states" in text
    assert "Italy" in text
    assert "Poland" not in text
