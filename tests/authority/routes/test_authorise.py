"""From what states have said to what each route decides."""

from __future__ import annotations

import datetime as dt

import pytest

from interpose.authority import Authority, RouteDecision, authorise
from interpose.case.tables.authority import Route, VoteAssumption
from interpose.case.tables.force import Pool, State
from interpose.errors import InputError
from tests.authority.builders import claim, positions, said
from tests.authority.conftest import MakeCase, Shipped

RUSSIA_REFUSES = claim("R1", "RUS", "consent", 0, "Russia would not accept the force.")
UKRAINE_AGREES = claim("U1", "UKR", "consent", 4, "Ukraine invites the force.")


def _route(result: Authority, name: str) -> RouteDecision:
    decision = result.of(name)
    assert decision is not None
    return decision


def test_a_permanent_member_against_blocks_the_security_council_with_its_claim(make_case: MakeCase) -> None:
    decision = _route(authorise(make_case([RUSSIA_REFUSES]), positions()), "un_security_council")
    assert decision.outcome == "blocked"
    assert decision.blockers == ("RUS",)
    vote = decision.vote_of("RUS")
    assert vote is not None
    assert (vote.vote, vote.claims) == ("no", ("R1",))
    assert "Russia" in decision.why


def test_states_without_a_statement_are_open_and_never_silently_for(make_case: MakeCase) -> None:
    decision = _route(authorise(make_case(), positions()), "nato")
    assert decision.outcome == "open"
    assert {vote.vote for vote in decision.votes} == {"open"}
    assert set(decision.open) == {vote.state for vote in decision.votes} | {"UKR"}


def test_russia_blocks_neither_nato_nor_the_union_for_it_is_no_member(make_case: MakeCase) -> None:
    names = ("nato", "eu_csdp", "eu_qualified_majority")
    result = authorise(make_case([RUSSIA_REFUSES, UKRAINE_AGREES], only=names), positions())
    for name in names:
        decision = _route(result, name)
        assert decision.vote_of("RUS") is None
        assert "RUS" not in (*decision.blockers, *decision.open)


def test_a_member_that_speaks_against_the_route_blocks_it_there_only(make_case: MakeCase) -> None:
    against = claim("H1", "HUN", "authorise", 0, "Hungary rejects a NATO mission.")
    result = authorise(make_case([against, UKRAINE_AGREES], only=["nato", "osce"]), positions())
    assert _route(result, "nato").blockers == ("HUN",)
    assert _route(result, "osce").blockers == ()
    assert [str(change) for changes in _route(result, "nato").smallest_changes for change in changes] == ["HUN=abstain"]


def test_reporting_that_names_a_route_is_shown_but_blocks_nothing(make_case: MakeCase) -> None:
    report = claim("Q18", None, "authorise", 0, "The force could not stand under the flag of NATO.")
    decision = _route(authorise(make_case([report]), positions()), "nato")
    assert decision.outcome == "open"
    assert decision.blockers == ()
    assert decision.reported == ("Q18",)
    assert "Q18" in decision.why


def test_what_is_said_after_the_day_does_not_count(make_case: MakeCase) -> None:
    later = claim("H1", "HUN", "authorise", 0, "Hungary rejects a NATO mission.", asserted_on="2025-03-01")
    assert _route(authorise(make_case([later]), positions()), "nato").outcome == "open"
    on_later_day = positions(as_of=dt.date(2025, 3, 2))
    assert _route(authorise(make_case([later]), on_later_day), "nato").blockers == ("HUN",)


def test_refusing_troops_is_silence_in_nato_and_declared_abstention_in_the_union(make_case: MakeCase) -> None:
    names = ("nato", "eu_csdp", "eu_qualified_majority")
    result = authorise(make_case(only=names), positions(said("POL", 0, claims=("P16",))))
    votes = {name: _route(result, name).vote_of("POL") for name in names}
    assert {name: vote.vote for name, vote in votes.items() if vote} == {
        "nato": "abstain",
        "eu_csdp": "declared_abstention",
        "eu_qualified_majority": "abstain",
    }


def test_supposing_that_a_member_abstains_lifts_its_block(make_case: MakeCase) -> None:
    against = claim("H1", "HUN", "authorise", 0, "Hungary rejects a NATO mission and an EU mission.")
    case = make_case([against, UKRAINE_AGREES], only=["eu_csdp"])
    assert _route(authorise(case, positions()), "eu_csdp").outcome == "blocked"
    supposed = authorise(case, positions(), suppose={"HUN": "abstain"})
    assert _route(supposed, "eu_csdp").outcome == "open"
    assert "HUN" not in _route(supposed, "eu_csdp").open
    assert [str(change) for change in supposed.supposed] == ["HUN=abstain"]


def test_everybody_silent_by_supposition_passes_nato_once_the_host_agrees(make_case: MakeCase) -> None:
    case = make_case([UKRAINE_AGREES])
    members = [vote.state for vote in _route(authorise(case, positions()), "nato").votes]
    silent = dict.fromkeys(members, "abstain")
    decision = _route(authorise(case, positions(), suppose=silent), "nato")
    assert (decision.outcome, decision.open, decision.smallest_changes) == ("passes", (), ())
    assert decision.probability is not None
    assert decision.probability.independent == decision.probability.common_factor == 1.0
    assert [len(changes) for changes in decision.blocking_changes] == [1] * 32
    without_host = _route(authorise(make_case(), positions(), suppose=silent), "nato")
    assert (without_host.outcome, without_host.open) == ("open", ("UKR",))


def test_a_host_that_refuses_fails_every_route_but_chapter_seven(make_case: MakeCase, shipped: Shipped) -> None:
    result = authorise(
        make_case([claim("U0", "UKR", "consent", 0, "Ukraine refuses.")], only=shipped.routes),
        positions(said("FRA", 4), said("GBR", 4)),
    )
    assert {decision.id for decision in result.routes if "UKR" in decision.blockers} >= {
        "nato",
        "eu_csdp",
        "osce",
        "coalition_of_the_willing",
        "host_nation_treaty",
    }
    assert _route(result, "un_security_council").outcome == "open"


def test_nine_yes_and_no_veto_passes_the_council(make_case: MakeCase) -> None:
    yes = ("FRA", "GBR", "USA", "ECU", "GUY", "JPN", "MLT", "KOR", "SVN")
    votes = {**dict.fromkeys(("RUS", "CHN", "DZA", "MOZ", "SLE", "CHE"), "abstain"), **dict.fromkeys(yes, "yes")}
    decision = _route(authorise(make_case(), positions(), suppose=votes), "un_security_council")
    assert decision.outcome == "passes"
    assert set(decision.pivotal) == {"RUS", "CHN"}
    # Nine votes for are just enough: any of them, or a veto, is a smallest change that blocks.
    assert sorted(str(change) for changes in decision.blocking_changes for change in changes) == sorted(
        [*(f"{state}=abstain" for state in yes), "CHN=no", "RUS=no"]
    )


def test_a_council_of_which_members_are_missing_is_never_said_to_pass(make_case: MakeCase) -> None:
    long_ago = positions(as_of=dt.date(2015, 6, 1))
    votes = dict.fromkeys(("CHN", "FRA", "GBR", "RUS", "USA"), "yes")
    decision = _route(authorise(make_case(), long_ago, suppose=votes), "un_security_council")
    assert decision.outcome == "open"
    assert "memberships.csv names 5 of the 15 members" in decision.why


def test_all_smallest_changes_are_listed_where_there_are_several(make_case: MakeCase) -> None:
    yes = ("FRA", "GBR", "USA", "ECU", "GUY", "JPN", "MLT", "KOR")
    others = ("RUS", "CHN", "DZA", "MOZ", "SLE", "CHE", "SVN")
    votes = {**dict.fromkeys(others, "abstain"), **dict.fromkeys(yes, "yes")}
    decision = _route(authorise(make_case(), positions(), suppose=votes), "un_security_council")
    assert decision.outcome == "blocked"
    assert [[str(change) for change in changes] for changes in decision.smallest_changes] == [
        [f"{state}=yes"] for state in sorted(others)
    ]
    assert decision.changes_complete


def test_the_range_of_a_probability_holds_both_of_its_values(make_case: MakeCase, shipped: Shipped) -> None:
    given = positions(said("FRA", 2), said("GBR", 3), said("POL", 0), said("EST", 4))
    for decision in authorise(make_case([RUSSIA_REFUSES], only=shipped.routes), given).routes:
        chance = decision.probability
        assert chance is not None
        assert 0.0 <= chance.low <= min(chance.independent, chance.common_factor)
        assert max(chance.independent, chance.common_factor) <= chance.high <= 1.0


def test_parliaments_of_likely_contributors_are_a_gate(make_case: MakeCase) -> None:
    result = authorise(make_case(), positions(said("DEU", 3), said("GBR", 3)))
    gate = next(gate for gate in _route(result, "nato").gates if gate.id == "parliaments")
    assert (gate.status, gate.states, gate.binding) == ("open", ("DEU",), False)
    approved = authorise(make_case(), positions(said("DEU", 6), said("GBR", 3)))
    assert next(gate for gate in _route(approved, "nato").gates if gate.id == "parliaments").status == "met"


def test_a_lead_that_the_scenario_names_meets_the_gate(make_case: MakeCase) -> None:
    case = make_case(options={"lead": "GBR"}, only=["eu_article_44"])
    gate = next(gate for gate in _route(authorise(case, positions()), "eu_article_44").gates if gate.id == "lead")
    assert (gate.status, gate.states) == ("met", ("GBR",))


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
    decision = _route(authorise(case, positions()), "three_quarters")
    assert (decision.outcome, len(decision.smallest_changes[0])) == ("open", 24)


def test_figures_name_outcome_and_probability_of_every_route(make_case: MakeCase) -> None:
    figures = {figure.name: figure for figure in authorise(make_case([RUSSIA_REFUSES]), positions()).figures()}
    assert figures["authority.un_security_council"].value == "blocked"
    assert "R1" in figures["authority.un_security_council"].claims
    assert "votes.csv#consent_refused" in figures["authority.un_security_council"].assumptions
    assert "authority.nato.probability.low" in figures
    assert figures["authority.coalition.least.members"].value == 0


def test_personnel_of_the_coalition_is_what_its_pools_hold_up_to_its_caps(make_case: MakeCase) -> None:
    pools = [
        Pool.model_validate(
            {
                "state": state,
                "unit_type": "infantry_battalion",
                "units": 10,
                "low": 5,
                "high": 12,
                "notice_days": 30,
                "tour_months": 6,
                "dwell_ratio": 3,
                "basis": "assumed",
            }
        )
        for state in ("FRA", "POL")
    ]
    coalition = authorise(make_case(pools=pools), positions(said("FRA", 4), said("POL", 0))).coalition
    assert coalition.least == ("FRA",)
    assert (coalition.personnel_least.low, coalition.personnel_least.mode, coalition.personnel_least.high) == (3000, 6000, 7200)


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
    assert _route(result, "nato").blockers == ("HUN",)
    vote = _route(result, "eu_csdp").vote_of("HUN")
    assert vote is not None
    assert vote.vote == "yes"


def test_states_that_the_case_sets_to_take_part_or_not_do_so(make_case: MakeCase) -> None:
    states = {
        code: State.model_validate({"state": code, "name": code, "participates": word})
        for code, word in (("AUS", "yes"), ("FRA", "no"))
    }
    coalition = authorise(make_case(states=states), positions(said("FRA", 4), said("GBR", 4))).coalition
    assert coalition.least == ("AUS", "GBR")


def test_the_same_input_gives_the_same_result(make_case: MakeCase) -> None:
    given = positions(said("FRA", 2), said("GBR", 3, "together with others"), said("POL", 0))
    assert authorise(make_case([RUSSIA_REFUSES]), given) == authorise(make_case([RUSSIA_REFUSES]), given)
