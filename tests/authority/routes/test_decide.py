"""From what states have said to what each route decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from interpose.authority import authorise
from interpose.case import load
from interpose.case.tables.authority import Route
from interpose.errors import InputError
from interpose.evidence import positions as read_positions
from tests.authority.builders import claim, positions, route_of, said
from tests.authority.conftest import MakeCase, Shipped

RUSSIA_REFUSES = claim("R1", "RUS", "consent", 0, "Russia would not accept the force.")
UKRAINE_AGREES = claim("U1", "UKR", "consent", 4, "Ukraine invites the force.")


def test_a_permanent_member_against_blocks_the_security_council_with_its_claim(make_case: MakeCase) -> None:
    decision = route_of(authorise(make_case([RUSSIA_REFUSES]), positions()), "un_security_council")
    assert decision.outcome == "blocked"
    assert decision.blockers == ("RUS",)
    vote = decision.vote_of("RUS")
    assert vote is not None
    assert (vote.vote, vote.claims) == ("no", ("R1",))
    assert "Russia" in decision.why


def test_russia_blocks_neither_nato_nor_the_union_for_it_is_no_member(make_case: MakeCase) -> None:
    names = ("nato", "eu_csdp", "eu_qualified_majority")
    result = authorise(make_case([RUSSIA_REFUSES, UKRAINE_AGREES], only=names), positions())
    for name in names:
        decision = route_of(result, name)
        assert decision.vote_of("RUS") is None
        assert "RUS" not in (*decision.blockers, *decision.open)


def test_supposing_that_a_member_abstains_lifts_its_block(make_case: MakeCase) -> None:
    against = claim("H1", "HUN", "authorise", 0, "Hungary rejects a NATO mission and an EU mission.")
    case = make_case([against, UKRAINE_AGREES], only=["eu_csdp"])
    assert route_of(authorise(case, positions()), "eu_csdp").outcome == "blocked"
    supposed = authorise(case, positions(), suppose={"HUN": "abstain"})
    assert route_of(supposed, "eu_csdp").outcome == "open"
    assert "HUN" not in route_of(supposed, "eu_csdp").open
    assert [str(change) for change in supposed.supposed] == ["HUN=abstain"]


def test_everybody_silent_by_supposition_passes_nato_once_the_host_agrees(make_case: MakeCase) -> None:
    case = make_case([UKRAINE_AGREES])
    members = [vote.state for vote in route_of(authorise(case, positions()), "nato").votes]
    silent = dict.fromkeys(members, "abstain")
    decision = route_of(authorise(case, positions(), suppose=silent), "nato")
    assert (decision.outcome, decision.open, decision.smallest_changes) == ("passes", (), ())
    assert decision.probability is not None
    assert decision.probability.independent == decision.probability.common_factor == 1.0
    assert [len(changes) for changes in decision.blocking_changes] == [1] * 32
    without_host = route_of(authorise(make_case(), positions(), suppose=silent), "nato")
    assert (without_host.outcome, without_host.open) == ("open", ("UKR",))


def test_a_council_of_which_members_are_missing_is_never_said_to_pass(make_case: MakeCase) -> None:
    long_ago = positions(as_of=dt.date(2015, 6, 1))
    votes = dict.fromkeys(("CHN", "FRA", "GBR", "RUS", "USA"), "yes")
    decision = route_of(authorise(make_case(), long_ago, suppose=votes), "un_security_council")
    assert decision.outcome == "open"
    assert "memberships.csv names 5 of the 15 members" in decision.why


def test_a_union_before_its_first_member_passes_nothing_though_its_rule_counts_population(make_case: MakeCase) -> None:
    decided = authorise(make_case(only=("eu_qualified_majority", "eu_csdp")), positions(as_of=dt.date(1940, 1, 1)))
    assert {route.outcome for route in decided.routes} <= {"blocked", "open"}
    union = route_of(decided, "eu_qualified_majority")
    assert (union.outcome, union.votes, union.passes_in_silence) == ("blocked", (), False)


def test_users_add_a_route_of_their_own(make_case: MakeCase) -> None:
    baltic = Route.model_validate(
        {
            "id": "three_quarters",
            "name": "NATO by three quarters",
            "rule": "qualified_majority",
            "status": "reform",
            "effect": "none",
            "body": "nato",
            "article": "made up",
            "source": "made up",
            "clauses": [
                {"id": "most", "says": "24 of 32", "article": "made up", "votes_for": [{"of": "members", "share": "3/4"}]}
            ],
            "correlation": {"low": 0, "mode": 0, "high": 0, "basis": "assumed", "source": "made up"},
        }
    )
    case = make_case(routes={"three_quarters": baltic})
    decision = route_of(authorise(case, positions()), "three_quarters")
    assert (decision.outcome, len(decision.smallest_changes[0])) == ("open", 24)


@pytest.mark.parametrize(
    ("suppose", "what", "mend"),
    [
        ({"HUNN": "abstain"}, "state 'HUNN' is not known", "HUN"),
        ({"HUN": "abstein"}, "vote 'abstein' is not known", "abstain"),
    ],
)
def test_a_supposition_that_is_misspelt_is_refused_with_a_hint(
    make_case: MakeCase, suppose: dict[str, str], what: str, mend: str
) -> None:
    with pytest.raises(InputError) as caught:
        authorise(make_case(), positions(), suppose=suppose)
    assert what in str(caught.value)
    assert mend in caught.value.faults[0].mend


def test_the_order_of_claims_and_of_memberships_changes_nothing(make_case: MakeCase) -> None:
    claims = [RUSSIA_REFUSES, UKRAINE_AGREES, claim("H1", "HUN", "authorise", 0, "Hungary rejects a NATO mission.")]
    given = positions(said("FRA", 2), said("GBR", 3, "together with others"), said("POL", 0))
    case, turned = make_case(claims), make_case(reversed(claims))
    turned = replace(turned, memberships=tuple(reversed(turned.memberships)), routes=dict(reversed(turned.routes.items())))
    assert authorise(case, given) == authorise(turned, given)


def test_a_case_with_another_host_and_provider_is_told_without_a_word_of_this_one(
    make_case: MakeCase, shipped: Shipped
) -> None:
    case = make_case(
        [claim("M1", "MLI", "consent", 4, conditions="with French lift")],
        options={"external_enablers": {"FRA": "none"}},
        host="MLI",
        only=[name for name in shipped.routes if name != "un_general_assembly"],
    )
    result = authorise(case, positions(said("SEN", 3, "only with French lift", "if others join"), said("NER", 4)))
    told = [text for route in result.routes for text in (route.why, *(gate.why for gate in route.gates))]
    told += [vote.reason for route in result.routes for vote in route.votes]
    assert any("the scenario does without French support" in text for text in told)
    assert any("MLI: pledged, but “with French lift” is not met" in text for text in told)
    assert not [text for text in told if "American" in text or "Ukrain" in text or "Kyiv" in text]


def test_only_a_veto_or_a_refusal_blocks_and_a_count_lacks_votes(make_case: MakeCase, shipped: Shipped) -> None:
    silent = dict.fromkeys(("FRA", "GBR", "USA", "CHN", "CHE", "DZA", "ECU"), "abstain")
    case = make_case([claim("U1", "UKR", "consent", 4, "Ukraine invites the force.")], only=shipped.routes)
    lost = route_of(authorise(case, positions(), suppose={**silent, "GUY": "no"}), "un_security_council")
    assert (lost.outcome, lost.blockers) == ("blocked", ())
    assert {"FRA", "GUY"} <= set(lost.withheld)
    assert lost.why.startswith("Too few votes")
    declared = dict.fromkeys(("DEU", "FRA", "ITA", "ESP", "POL", "ROU", "NLD", "BEL", "CZE"), "declared_abstention")
    union = route_of(authorise(case, positions(), suppose=declared), "eu_csdp")
    assert (union.outcome, union.blockers, union.withheld) == ("blocked", (), tuple(sorted(declared)))
    assert union.why.startswith("Too many abstain by declaration")


@pytest.mark.parametrize("name", ["ukraine-2024", "ukraine-2025"])
def test_every_blocker_of_a_shipped_case_has_a_veto_or_refuses_consent(name: str) -> None:
    case = load(name)
    for decision in authorise(case, read_positions(case)).routes:
        refusing = {state for gate in decision.gates if gate.status == "failed" for state in gate.states}
        assert set(decision.blockers) <= {*decision.vetoes, *refusing}, decision.id


def test_one_capital_stands_between_the_union_and_a_force() -> None:
    before, after = (load(name) for name in ("ukraine-2024", "ukraine-2025"))
    for route in ("eu_csdp", "eu_article_44", "eu_training_mission"):
        early = route_of(authorise(before, read_positions(before)), route)
        unsaid = [vote for vote in early.votes if vote.vote == "open"]
        assert max(unsaid, key=lambda vote: vote.chances.no).state == "HUN"
        late = route_of(authorise(after, read_positions(after)), route)
        assert (late.outcome, late.blockers) == ("blocked", ("HUN",))
        assert [str(change) for change in late.smallest_changes[0]] == ["HUN=declared_abstention"]
