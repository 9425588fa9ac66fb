"""Conditions beside the vote: consent and law of the host, parliaments, a lead, a group, and what other bodies decide."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from interpose.authority import Authority, RouteDecision, authorise
from interpose.authority.decision import Gate, Vote
from interpose.case import Case
from interpose.case.tables.authority import RouteGate
from interpose.case.tables.evidence import Claim
from interpose.case.tables.force import Pool
from tests.authority.builders import claim, positions, route_of, said
from tests.authority.conftest import MakeCase, Shipped

INVITED = claim("U1", "UKR", "consent", 4, "Ukraine invites the force.")
ON_CONSENT = (
    "coalition_of_the_willing",
    "eu_article_44",
    "eu_csdp",
    "eu_qualified_majority",
    "eu_qualified_majority_initiative",
    "eu_training_mission",
    "host_nation_treaty",
    "nato",
    "nato_task",
    "osce",
    "un_general_assembly",
    "un_mission_chapter_vi",
)
UNITED_NATIONS = ("un_security_council", "un_security_council_procedural", "un_general_assembly")


def gate_of(found: Authority | RouteDecision, name: str, route: str = "") -> Gate:
    decision = found if isinstance(found, RouteDecision) else route_of(found, route)
    return next(gate for gate in decision.gates if gate.id == name)


def test_a_host_that_refuses_fails_every_route_but_chapter_seven(make_case: MakeCase, shipped: Shipped) -> None:
    result = authorise(
        make_case([claim("U0", "UKR", "consent", 0, "Ukraine refuses.")], only=shipped.routes),
        positions(said("FRA", 4), said("GBR", 4)),
    )
    assert {decision.id for decision in result.routes if "UKR" in decision.blockers} == set(ON_CONSENT)
    assert route_of(result, "un_security_council").outcome == "open"


def test_a_supposed_refusal_of_the_host_blocks_as_one_on_record_does(make_case: MakeCase, shipped: Shipped) -> None:
    # Articles on State Responsibility, Art. 20: withdrawn consent is none; Vienna Convention, Art. 11: no signature.
    case = make_case([INVITED], only=shipped.routes)
    given = positions(said("FRA", 4), said("GBR", 4))
    refused = authorise(case, given, suppose={"UKR": "no"})
    blocked = {decision.id for decision in refused.routes if decision.outcome == "blocked" and "UKR" in decision.blockers}
    assert blocked == set(ON_CONSENT)
    assert gate_of(authorise(case, given, suppose={"UKR": "abstain"}), "host_consent", "nato").status == "open"
    assert gate_of(authorise(make_case(), given, suppose={"UKR": "yes"}), "host_consent", "nato").status == "met"


def test_a_host_that_is_supposed_to_agree_is_no_member_of_the_coalition(make_case: MakeCase) -> None:
    found = authorise(make_case(), positions(said("FRA", 4), said("GBR", 4)), suppose={"UKR": "yes"})
    assert found.coalition.least == ("FRA", "GBR")


def test_the_hosts_own_law_is_a_gate_that_its_parliament_opens(make_case: MakeCase) -> None:
    for modality, status in ((4, "open"), (6, "met")):
        case = make_case([claim("U1", "UKR", "consent", modality)], only=["coalition_of_the_willing", "host_nation_treaty"])
        found = authorise(case, positions(said("FRA", 4), said("GBR", 4)))
        for route, binding in (("coalition_of_the_willing", False), ("host_nation_treaty", True)):
            gate = gate_of(found, "host_law", route)
            assert (gate.status, gate.binding) == (status, binding)
            assert "Art. 17 and 85(23)" in gate.why


def test_the_law_of_a_host_that_nobody_wrote_down_is_open_and_says_so(make_case: MakeCase) -> None:
    gate = gate_of(authorise(make_case(host="MLI"), positions()), "host_law", "nato")
    assert (gate.status, gate.states) == ("open", ("MLI",))
    assert "not on record" in gate.why


def test_a_treaty_needs_a_signature_and_what_the_host_asks_for(make_case: MakeCase) -> None:
    # Vienna Convention on the Law of Treaties, Art. 11 and 14: a pledge of troops is neither signature nor ratification.
    case = make_case([INVITED], only=["host_nation_treaty"])
    given = positions(said("FRA", 4), said("GBR", 5))
    assert route_of(authorise(case, given), "host_nation_treaty").outcome == "open"
    signed = authorise(case, given, suppose={"FRA": "yes", "UKR": "yes"})
    assert route_of(signed, "host_nation_treaty").outcome == "passes"
    half = authorise(case, given, suppose={"FRA": "yes"})
    assert (route_of(half, "host_nation_treaty").outcome, route_of(half, "host_nation_treaty").open) == ("open", ("GBR", "UKR"))


@pytest.mark.parametrize(("modality", "vote"), [(3, "open"), (4, "open"), (5, "yes"), (6, "yes")])
def test_a_declaration_of_intent_is_no_treaty_and_a_decision_is(make_case: MakeCase, modality: int, vote: str) -> None:
    intends = claim("F1", "FRA", "authorise", modality, "France signs a bilateral treaty with Ukraine.")
    decision = route_of(
        authorise(make_case([INVITED, intends], only=["host_nation_treaty"]), positions(said("FRA", 4))), "host_nation_treaty"
    )
    found = decision.vote_of("FRA")
    assert found is not None
    assert found.vote == vote


def test_parliaments_of_likely_contributors_are_a_gate(make_case: MakeCase) -> None:
    result = authorise(make_case(), positions(said("DEU", 3), said("GBR", 3)))
    gate = gate_of(result, "parliaments", "nato")
    assert (gate.status, gate.states, gate.binding) == ("open", ("DEU",), False)
    approved = authorise(make_case(), positions(said("DEU", 6), said("GBR", 3)))
    assert gate_of(approved, "parliaments", "nato").status == "met"


def test_a_law_that_lawyers_read_differently_is_told_and_keeps_nobody_out(make_case: MakeCase) -> None:
    # Basic Law, Art. 24(2): whether a coalition by invitation is a system of collective security is contested.
    found = authorise(make_case([INVITED]), positions(said("DEU", 6), said("GBR", 4)))
    assert found.coalition.least == ("DEU", "GBR")
    assert "Art. 24(2)" in gate_of(found, "parliaments", "coalition_of_the_willing").why
    vote = route_of(found, "coalition_of_the_willing").vote_of("DEU")
    assert vote is not None
    assert [condition.state for condition in vote.conditions] == ["open"]


def test_a_law_that_asks_for_a_mandate_keeps_a_state_out_of_a_bare_coalition(make_case: MakeCase) -> None:
    # Defence (Amendment) (No. 2) Act 1960, section 2, as amended in 2006.
    given = positions(said("IRL", 4), said("FRA", 4), said("GBR", 4), as_of=dt.date(2025, 12, 31))
    found = authorise(make_case([INVITED]), given)
    assert found.coalition.greatest == ("FRA", "GBR")
    vote = route_of(found, "coalition_of_the_willing").vote_of("IRL")
    assert vote is not None
    assert vote.vote == "abstain"
    assert "Defence (Amendment) (No. 2) Act 1960" in vote.reason
    assert "IRL" in gate_of(found, "parliaments", "coalition_of_the_willing").states


def test_a_mandate_of_the_council_lets_such_a_state_join(make_case: MakeCase) -> None:
    case = make_case([INVITED])
    council = [vote.state for vote in route_of(authorise(case, positions()), "un_security_council").votes]
    found = authorise(case, positions(said("IRL", 4), said("FRA", 4)), suppose=dict.fromkeys(council, "yes"))
    assert route_of(found, "un_security_council").outcome == "passes"
    assert "IRL" in found.coalition.least


def test_its_vote_in_the_union_is_not_a_sending(make_case: MakeCase) -> None:
    found = authorise(make_case([INVITED], only=["eu_csdp"]), positions(said("IRL", 4)))
    vote = route_of(found, "eu_csdp").vote_of("IRL")
    assert vote is not None
    assert (vote.vote, vote.conditions) == ("yes", ())


def test_a_lead_that_the_scenario_names_meets_the_gate_where_it_is_a_member(make_case: MakeCase) -> None:
    names = ("eu_article_44", "eu_csdp", "osce", "un_security_council", "nato", "coalition_of_the_willing")
    for lead, fails in (
        ("GBR", {"eu_article_44", "eu_csdp"}),
        ("FRA", set()),
        ("AUS", {"eu_article_44", "eu_csdp", "osce", "nato"}),
    ):
        found = authorise(make_case(options={"lead": lead}, only=names), positions())
        assert {name for name in names if gate_of(found, "lead", name).status == "failed"} == fails
        assert not any(gate_of(found, "lead", name).binding for name in names)


def _pool(state: str) -> Pool:
    return Pool.model_validate(
        {
            "state": state,
            "unit_type": "infantry_battalion",
            "units": 1,
            "notice_days": 30,
            "tour_months": 6,
            "dwell_ratio": 3,
            "basis": "assumed",
        }
    )


def test_a_group_needs_two_members_that_are_willing_and_able(make_case: MakeCase) -> None:
    # Art. 44(1) TEU: a group of Member States which are willing and have the necessary capability for such a task.
    case = make_case(
        [INVITED], only=["eu_article_44"], pools=[_pool("FRA"), _pool("DEU"), _pool("GBR")], options={"lead": "GBR"}
    )
    members = [vote.state for vote in route_of(authorise(case, positions()), "eu_article_44").votes]

    def decided(*willing: str) -> RouteDecision:
        votes = {**dict.fromkeys(members, "abstain"), **dict.fromkeys(willing, "yes")}
        return route_of(authorise(case, positions(said("GBR", 4)), suppose=votes), "eu_article_44")

    assert decided().outcome == decided("FRA").outcome == "blocked"
    assert decided("FRA", "DEU").outcome == "passes"
    unable = decided("MLT", "LUX")
    assert (unable.outcome, gate_of(unable, "group").status) == ("blocked", "failed")


def test_the_assembly_acts_only_after_a_veto_and_once_it_is_called(make_case: MakeCase) -> None:
    # A/RES/377(V) A: lack of unanimity of the permanent members; Art. 27(2) UN Charter: there is no veto on the call.
    case = make_case([INVITED], only=UNITED_NATIONS)
    council = [vote.state for vote in route_of(authorise(case, positions()), "un_security_council").votes]
    for_it = dict.fromkeys(council, "yes")
    vetoed = authorise(case, positions(), suppose={**for_it, "RUS": "no"})
    assert route_of(vetoed, "un_security_council").outcome == "blocked"
    assert route_of(vetoed, "un_security_council_procedural").outcome == "passes"
    assert [gate_of(vetoed, name, "un_general_assembly").status for name in ("deadlock", "call")] == ["met", "met"]
    united = authorise(case, positions(), suppose=for_it)
    assert gate_of(united, "deadlock", "un_general_assembly").status == "failed"
    assert route_of(united, "un_general_assembly").outcome == "blocked"
    silent = authorise(case, positions(), suppose=dict.fromkeys(council, "abstain"))
    assert route_of(silent, "un_security_council").outcome == "blocked"
    assert "want of votes" in gate_of(silent, "deadlock", "un_general_assembly").why
    assert gate_of(authorise(case, positions()), "deadlock", "un_general_assembly").status == "open"


def test_a_majority_of_its_members_calls_the_assembly_as_well(make_case: MakeCase) -> None:
    case = make_case([INVITED], only=UNITED_NATIONS)
    everybody = [vote.state for vote in route_of(authorise(case, positions()), "un_general_assembly").votes]
    council = {vote.state for vote in route_of(authorise(case, positions()), "un_security_council").votes}
    others = [state for state in everybody if state not in council]
    no_call = {**dict.fromkeys(council, "no"), **dict.fromkeys(others, "no")}
    assert gate_of(authorise(case, positions(), suppose=no_call), "call", "un_general_assembly").status == "failed"
    for many, status in ((96, "failed"), (97, "met")):
        votes = {**no_call, **dict.fromkeys(others[:many], "yes")}
        assert gate_of(authorise(case, positions(), suppose=votes), "call", "un_general_assembly").status == status


def test_a_gate_says_what_it_asks() -> None:
    for wrong in (
        {"id": "group", "binding": True, "why": "-"},
        {"id": "lead", "binding": True, "why": "-", "members_at_least": 2},
        {"id": "deadlock", "binding": True, "why": "-"},
        {"id": "lead", "binding": True, "why": "-", "route": "nato"},
    ):
        with pytest.raises(ValueError, match="is needed there"):
            RouteGate.model_validate(wrong)


def with_parties(make_case: MakeCase, *claims: Claim) -> Case:
    case = make_case(claims, only=["osce", "nato", "coalition_of_the_willing"])
    return replace(case, scenario=case.scenario.replace(parties=("UKR", "RUS")))


def test_the_osce_asks_every_party_that_is_directly_concerned(make_case: MakeCase) -> None:
    # Helsinki Document 1992, chapter III: peacekeeping needs the consent of the parties directly concerned.
    russia = claim("R4", "RUS", "consent", 4, "Russia consents.")
    refused = claim("R0", "RUS", "consent", 0, "Russia refuses.")
    for claims, status, whose in (
        ((INVITED,), "open", ("RUS",)),
        ((INVITED, russia), "met", ("UKR", "RUS")),
        ((INVITED, refused), "failed", ("RUS",)),
        ((russia,), "open", ("UKR",)),
    ):
        found = gate_of(authorise(with_parties(make_case, *claims), positions()), "parties_consent", "osce")
        assert (found.status, found.states) == (status, whose), claims
    supposed = authorise(with_parties(make_case, INVITED), positions(), suppose={"RUS": "yes"})
    assert gate_of(supposed, "parties_consent", "osce").status == "met"
    assert "RUS" in route_of(authorise(with_parties(make_case, INVITED, refused), positions()), "osce").blockers


def test_without_parties_in_the_scenario_the_host_is_asked(make_case: MakeCase) -> None:
    found = gate_of(authorise(make_case([INVITED], only=["osce"]), positions()), "parties_consent", "osce")
    assert (found.status, found.states) == ("met", ("UKR",))


def test_consent_of_all_parties_is_not_met_while_one_of_them_has_not_consented(make_case: MakeCase) -> None:
    undecided = claim("R1", "RUS", "consent", 1, "Only if all agree.", conditions=["consent of all parties to the conflict"])
    case = with_parties(make_case, INVITED, undecided)
    (condition,) = (vote_in(authorise(case, positions()), "osce", "RUS")).conditions
    assert (condition.state, condition.because) == ("open", "Russia has not consented")
    pledge = positions(said("FRA", 4, "consent of all parties to the conflict"))
    refused = with_parties(make_case, INVITED, claim("R0", "RUS", "consent", 0, "Russia refuses."))
    assert vote_in(authorise(refused, pledge), "nato", "FRA").conditions[0].state == "unmet"
    agreed = with_parties(make_case, INVITED, claim("R4", "RUS", "consent", 4, "Russia consents."))
    assert vote_in(authorise(agreed, pledge), "nato", "FRA").conditions[0].state == "met"


def vote_in(found: Authority, route: str, state: str) -> Vote:
    vote = route_of(found, route).vote_of(state)
    assert vote is not None
    return vote
