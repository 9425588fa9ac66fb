"""Conditions beside the vote: the host's consent, parliaments, a named lead."""

from __future__ import annotations

from interpose.authority import authorise
from tests.authority.builders import claim, positions, route_of, said
from tests.authority.conftest import MakeCase, Shipped


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
    assert route_of(result, "un_security_council").outcome == "open"


def test_parliaments_of_likely_contributors_are_a_gate(make_case: MakeCase) -> None:
    result = authorise(make_case(), positions(said("DEU", 3), said("GBR", 3)))
    gate = next(gate for gate in route_of(result, "nato").gates if gate.id == "parliaments")
    assert (gate.status, gate.states, gate.binding) == ("open", ("DEU",), False)
    approved = authorise(make_case(), positions(said("DEU", 6), said("GBR", 3)))
    assert next(gate for gate in route_of(approved, "nato").gates if gate.id == "parliaments").status == "met"


def test_a_lead_that_the_scenario_names_meets_the_gate(make_case: MakeCase) -> None:
    case = make_case(options={"lead": "GBR"}, only=["eu_article_44"])
    gate = next(gate for gate in route_of(authorise(case, positions()), "eu_article_44").gates if gate.id == "lead")
    assert (gate.status, gate.states) == ("met", ("GBR",))
