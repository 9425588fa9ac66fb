"""Conditions on what a state said: evaluated against the scenario on every route, not only in the coalition."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority import Authority, authorise, coalition_of
from interpose.authority.decision import Vote
from interpose.case.tables.authority import ConditionReading, VoteAssumption
from interpose.evidence import Position
from tests.authority.builders import claim, positions, said
from tests.authority.conftest import MakeCase, Shipped

ALL_ROUTES = (
    "nato",
    "eu_csdp",
    "eu_article_44",
    "eu_qualified_majority",
    "un_security_council",
    "un_general_assembly",
    "osce",
    "coalition_of_the_willing",
    "host_nation_treaty",
)
SOME_ROUTES = ("nato", "un_security_council", "coalition_of_the_willing")
CONDITIONS = (
    "if the United States backs it",
    "with a mandate of the United Nations",
    "in the event of a ceasefire",
    "if others join",
    "together with France",
    "when the snow melts",
)
BACKED: dict[str, object] = {"external_enablers": {"USA": "as_caveated"}}
ALONE: dict[str, object] = {"external_enablers": {"USA": "none"}}
RANK = {"blocked": 0, "open": 1, "passes": 2}


def decided(make_case: MakeCase, *given: Position, only: tuple[str, ...] = SOME_ROUTES, **options: object) -> Authority:
    return authorise(make_case([claim("U1", "UKR", "consent", 4)], options=options, only=only), positions(*given))


def vote_of(found: Authority, route: str, state: str) -> Vote:
    decision = found.of(route)
    assert decision is not None
    return next(vote for vote in decision.votes if vote.state == state)


@pytest.mark.parametrize(
    ("route", "met", "unmet"),
    [
        ("nato", ("abstain", "ready_consensus"), ("open", "unmet_consensus")),
        ("eu_csdp", ("yes", "ready_eu"), ("open", "unmet_eu")),
        ("un_general_assembly", ("yes", "ready_other"), ("open", "unmet_other")),
        ("host_nation_treaty", ("open", "treaty_pledged"), ("open", "treaty_pledged")),
    ],
)
def test_a_vote_that_waits_for_american_backing_follows_the_scenario(
    make_case: MakeCase, route: str, met: tuple[str, str], unmet: tuple[str, str]
) -> None:
    dutch = said("NLD", 3, "if the United States backs it")
    for options, (vote, row), state in ((BACKED, met, "met"), (ALONE, unmet, "unmet")):
        found = vote_of(decided(make_case, dutch, only=(route,), **options), route, "NLD")
        assert (found.vote, found.assumption) == (vote, row)
        assert [condition.state for condition in found.conditions] == [state]


def test_the_reason_names_the_condition_and_why_it_is_not_met(make_case: MakeCase) -> None:
    found = vote_of(decided(make_case, said("NLD", 3, "if the United States backs it"), **ALONE), "nato", "NLD")
    assert found.reason == (
        "ready if on contributing to the force; the condition “if the United States backs it” is not met: "
        "the scenario does without American support"
    )


@pytest.mark.parametrize("words", ["if the US backs it", "an American backstop", "once Washington agrees", "with Americans"])
def test_a_provider_is_recognised_by_its_names(make_case: MakeCase, words: str) -> None:
    (condition,) = vote_of(decided(make_case, said("NLD", 3, words), **ALONE), "nato", "NLD").conditions
    assert (condition.state, condition.because) == ("unmet", "the scenario does without American support")


def test_in_another_theatre_another_state_provides(make_case: MakeCase) -> None:
    senegal = said("SEN", 3, "only with French lift")
    for provision, state, because in (
        ("as_caveated", "met", "the scenario counts on French enablers"),
        ("none", "unmet", "the scenario does without French support"),
    ):
        case = make_case(options={"external_enablers": {"FRA": provision}}, host="MLI")
        vote = next(vote for vote in _votes(authorise(case, positions(senegal))) if vote.state == "SEN")
        assert [(condition.state, condition.because) for condition in vote.conditions] == [(state, because)]


def test_who_supports_the_force_can_be_asked_without_changing_the_case(make_case: MakeCase) -> None:
    case, dutch = make_case(options=BACKED), positions(said("NLD", 3, "if the US backs it"))
    assert coalition_of(case, dutch).least == ("NLD",)
    assert coalition_of(case, dutch, providers=frozenset()).greatest == ()
    assert authorise(case, dutch, providers=frozenset()).coalition == coalition_of(case.without("USA"), dutch)


def test_a_state_that_provides_nothing_from_outside_is_waited_for_as_a_member(make_case: MakeCase) -> None:
    case = make_case(options={"external_enablers": {"FRA": "as_caveated"}}, host="MLI")
    waiting = said("NLD", 3, "if the United States joins")
    assert authorise(case, positions(waiting)).coalition.greatest == ()
    assert authorise(case, positions(waiting, said("USA", 4))).coalition.least == ("NLD", "USA")


def test_the_capital_of_the_host_is_read_as_the_host(make_case: MakeCase) -> None:
    for claims, state in (([claim("M1", "MDA", "consent", 4)], "met"), ([], "unmet")):
        found = authorise(make_case(claims, host="MDA"), positions(said("SEN", 3, "once Chisinau agrees")))
        vote = next(vote for vote in _votes(found) if vote.state == "SEN")
        assert [condition.state for condition in vote.conditions] == [state]


def _votes(found: Authority) -> tuple[Vote, ...]:
    decision = found.of("coalition_of_the_willing")
    assert decision is not None
    return decision.votes


def test_the_word_of_version_0_1_for_american_support_is_read_as_the_state(make_case: MakeCase, shipped: Shipped) -> None:
    old = ConditionReading.model_validate({"id": "backing", "words": ["the transatlantic link"], "met_by": "american_support"})
    assert old.met_by == "USA"
    route = shipped.routes["coalition_of_the_willing"].model_copy(update={"conditions": (old,)})
    case = make_case(routes={route.id: route}, options=ALONE)
    (condition,) = vote_of(authorise(case, positions(said("NLD", 3, "the transatlantic link"))), "nato", "NLD").conditions
    assert condition.state == "unmet"


def test_a_route_of_the_cases_own_adds_its_readings_to_those_of_the_others(make_case: MakeCase, shipped: Shipped) -> None:
    snow = ConditionReading.model_validate({"id": "snow", "words": ["snow"], "met_by": "plan"})
    treaty = shipped.routes["host_nation_treaty"].model_copy(update={"conditions": (snow,)})
    case = make_case(routes={treaty.id: treaty})
    found = authorise(case, positions(said("NOR", 3, "when the snow melts", "after a ceasefire")))
    assert [condition.state for condition in vote_of(found, "nato", "NOR").conditions] == ["met", "met"]


def test_the_outcome_is_traced_to_the_choice_that_decides_a_condition(make_case: MakeCase) -> None:
    for conditions, traced in ((("if the United States backs it",), True), ((), False)):
        figures = {figure.name: figure for figure in decided(make_case, said("NLD", 3, *conditions)).figures()}
        assert ("scenario.yaml#options.external_enablers" in figures["authority.nato"].assumptions) is traced


def test_a_condition_on_others_waits_for_the_coalition(make_case: MakeCase) -> None:
    waiting = said("DNK", 3, "together with France")
    assert vote_of(decided(make_case, waiting, said("FRA", 4)), "nato", "DNK").conditions[0].state == "met"
    assert vote_of(decided(make_case, waiting, said("FRA", 1)), "nato", "DNK").conditions[0].state == "unmet"
    mutual = decided(make_case, waiting, said("FRA", 3, "if Denmark joins"))
    assert vote_of(mutual, "nato", "DNK").conditions[0].state == "open"


def test_on_the_council_itself_its_mandate_is_no_condition_and_who_joins_is_not_known_yet(make_case: MakeCase) -> None:
    french = said("FRA", 3, "with a mandate of the United Nations", "if others join")
    found = decided(make_case, french)
    assert [condition.state for condition in vote_of(found, "un_security_council", "FRA").conditions] == ["met", "open"]
    assert vote_of(found, "nato", "FRA").conditions[0].state == "unmet"


def test_a_condition_that_no_reading_recognises_is_told_and_changes_no_vote(make_case: MakeCase) -> None:
    plain = vote_of(decided(make_case, said("NOR", 3)), "nato", "NOR")
    vague = vote_of(decided(make_case, said("NOR", 3, "when the snow melts")), "nato", "NOR")
    assert (vague.vote, vague.chances) == (plain.vote, plain.chances)
    assert (vague.conditions[0].state, vague.conditions[0].because) == ("open", "no reading recognises it")


def test_a_case_may_say_what_open_conditions_do(make_case: MakeCase, shipped: Shipped) -> None:
    row = VoteAssumption.model_validate(
        shipped.votes["unmet_consensus"].model_dump() | {"id": "mine", "conditions": "open", "vote": "no"}
    )
    case = make_case(votes={**shipped.votes, "mine": row})
    found = authorise(case, positions(said("NOR", 3, "when the snow melts")))
    assert (vote_of(found, "nato", "NOR").vote, vote_of(found, "nato", "NOR").assumption) == ("no", "mine")
    assert vote_of(authorise(case, positions(said("NOR", 3))), "nato", "NOR").assumption == "ready_consensus"


def test_a_table_without_rows_for_conditions_votes_as_if_they_were_met(make_case: MakeCase, shipped: Shipped) -> None:
    older = {name: row for name, row in shipped.votes.items() if row.conditions is None}
    case = replace(make_case(options=ALONE), votes=older)
    assert vote_of(authorise(case, positions(said("NLD", 3, "if the US backs it"))), "nato", "NLD").vote == "abstain"


def test_consent_that_waits_leaves_the_gate_open(make_case: MakeCase) -> None:
    for options, status in ((BACKED, "met"), (ALONE, "open")):
        case = make_case(
            [claim("U1", "UKR", "consent", 4, conditions="if the United States takes part")],
            options=options,
        )
        decision = authorise(case, positions()).of("nato")
        assert decision is not None
        gate = next(gate for gate in decision.gates if gate.id == "host_consent")
        assert gate.status == status


def test_a_row_on_conditions_needs_a_statement_that_can_have_some(shipped: Shipped) -> None:
    with pytest.raises(ValueError, match="rests on no statement"):
        VoteAssumption.model_validate(shipped.votes["silent_consensus"].model_dump() | {"conditions": "unmet"})


@pytest.mark.parametrize("modality", [2, 3, 4, 6])
def test_meeting_a_condition_never_makes_a_vote_for_less_likely(make_case: MakeCase, modality: int) -> None:
    ally = said("LTU", modality, "if the United States backs it")
    without, with_it = (decided(make_case, ally, only=ALL_ROUTES, **options) for options in (ALONE, BACKED))
    compared = 0
    for route in ALL_ROUTES:
        decision = without.of(route)
        assert decision is not None
        if all(vote.state != "LTU" for vote in decision.votes):
            continue
        unmet, met = vote_of(without, route, "LTU"), vote_of(with_it, route, "LTU")
        for at in ("chances", "least", "most"):
            before, after = getattr(unmet, at), getattr(met, at)
            assert after.yes >= before.yes
            assert after.no <= before.no
            assert after.declared_abstention <= before.declared_abstention
            compared += 1
    assert compared >= 3 * 7


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["DEU", "DNK", "EST", "FRA", "GBR", "POL"]),
            st.integers(0, 4),
            st.lists(st.sampled_from(CONDITIONS), max_size=2, unique=True),
        ),
        max_size=6,
        unique_by=lambda row: row[0],
    )
)
@settings(max_examples=12, deadline=None)
def test_american_support_never_turns_a_route_from_better_to_worse(
    make_case: MakeCase, rows: list[tuple[str, int, list[str]]]
) -> None:
    given = [said(state, modality, *conditions) for state, modality, conditions in rows]
    routes = ("nato", "eu_csdp", "un_security_council", "coalition_of_the_willing")
    without, with_it = (decided(make_case, *given, only=routes, **options) for options in (ALONE, BACKED))
    for before, after in zip(without.routes, with_it.routes, strict=True):
        assert RANK[after.outcome] >= RANK[before.outcome]
        if before.probability is not None and after.probability is not None:
            assert after.probability.independent >= before.probability.independent - 1e-12


@pytest.mark.parametrize("parliament", ["Sejm", "House of Commons", "Riksdag"])
def test_a_condition_on_a_parliament_is_read_by_the_name_of_any_that_is_listed(make_case: MakeCase, parliament: str) -> None:
    pledge = said("POL", 4, f"once the {parliament} has approved")
    (member,) = (row for row in decided(make_case, pledge).coalition.members if row.state == "POL")
    assert (member.unread, member.unmet) == ((), ())


def test_any_route_of_a_case_may_give_the_mandate_that_states_wait_for(make_case: MakeCase, shipped: Shipped) -> None:
    pledge = said("FRA", 4, "if the United Nations agree")
    invited = claim("U1", "UKR", "consent", 4)
    council = shipped.routes["un_security_council"]
    for rule, joins in (
        (council, False),
        (shipped.routes["coalition_of_the_willing"].model_copy(update={"conditions": ()}), True),
    ):
        giver = rule.model_copy(update={"id": "giver", "name": "Council of Elders", "answers": "un_mandate"})
        routes = {"giver": giver, "coalition_of_the_willing": shipped.routes["coalition_of_the_willing"]}
        given = positions(pledge, said("GBR", 4), said("POL", 4))
        found = authorise(make_case([invited], routes=routes, only=()), given)
        decision = found.of("giver")
        assert decision is not None
        assert (decision.outcome == "passes") is joins
        assert ("FRA" in found.coalition.greatest) is joins
        waits = next(vote for vote in found.routes[0].votes if vote.state == "FRA").conditions
        assert [row.because for row in waits] == [
            "the Council of Elders gives the mandate" if joins else "the Council of Elders has not given the mandate"
        ]


def test_the_coalition_rests_on_the_route_by_which_states_join(make_case: MakeCase, shipped: Shipped) -> None:
    own = shipped.routes["coalition_of_the_willing"].model_copy(update={"id": "friends"})
    found = authorise(make_case(routes={"friends": own}, only=()), positions())
    figures = {figure.name: figure for figure in found.figures()}
    assert found.coalition.route == "friends"
    assert figures["authority.coalition.least.members"].inputs == ("routes/friends.yaml",)
    assert authorise(make_case(only=()), positions()).coalition.route is None


@pytest.mark.parametrize(
    ("state", "text", "stands"),
    [
        ("GRC", "provided Türkiye does not take part", "open"),
        ("FRA", "only if Germany stays out of the command", "open"),
        ("POL", "unless Russia agrees", "open"),
        ("POL", "without a mandate of the United Nations", "open"),
        ("NLD", "if there is no escalation", "open"),
        ("NLD", "if no ceasefire is broken", "open"),
        ("DEU", "even without American backing", "met"),
        ("DEU", "whether or not the United States take part", "met"),
        ("HUN", "only if it is not a NATO mission", "met"),
        ("PRT", "not during the war", "met"),
        ("IRL", "an appropriate mandate", "unmet"),
        ("GBR", "an appropriate mandate", "met"),
    ],
)
def test_what_is_denied_is_never_waited_for(make_case: MakeCase, state: str, text: str, stands: str) -> None:
    found = decided(make_case, said(state, 4, text), said("EST", 4), said("LVA", 4), **ALONE)
    vote = vote_of(found, "coalition_of_the_willing", state)
    assert vote.conditions[0].state == stands
    member = next(row for row in found.coalition.members if row.state == state)
    assert member.needs == ()
    assert member.unread == ((text,) if stands == "open" else ())


def test_a_mission_that_is_ruled_out_is_unmet_on_that_route_alone(make_case: MakeCase) -> None:
    found = decided(make_case, said("HUN", 4, "only if it is not a NATO mission"))
    assert vote_of(found, "nato", "HUN").conditions[0].state == "unmet"
    assert vote_of(found, "nato", "HUN").vote == "open"
    assert vote_of(found, "coalition_of_the_willing", "HUN").conditions[0].state == "met"
    assert "HUN" in found.coalition.least


@pytest.mark.parametrize(
    "text", ["if at least five states join", "with a minimum of 5 other countries", "more than four allies"]
)
def test_so_many_others_are_waited_for_as_are_named(make_case: MakeCase, text: str) -> None:
    firm = [said(state, 4) for state in ("EST", "DNK", "FRA", "GBR", "LTU")]
    assert "LVA" in decided(make_case, said("LVA", 4, text), *firm).coalition.least
    assert "LVA" not in decided(make_case, said("LVA", 4, text), *firm[1:]).coalition.greatest


def test_soldiers_of_named_states_that_go_first_are_waited_for(make_case: MakeCase) -> None:
    german = said("DEU", 4, "French and British soldiers go first")
    assert decided(make_case, german, said("FRA", 4)).coalition.greatest == ("FRA",)
    assert decided(make_case, german, said("FRA", 4), said("GBR", 4)).coalition.least == ("DEU", "FRA", "GBR")
    assert decided(make_case, said("DEU", 4, "France and United Kingdom go first"), said("FRA", 4)).coalition.greatest == (
        "FRA",
    )
