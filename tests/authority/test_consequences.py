"""What follows from a route: whom it unlocks, and who pays."""

from __future__ import annotations

from dataclasses import replace

from interpose.authority import authorise
from interpose.authority.consequences import payers_of, unlocked_by
from interpose.case.tables.force import Pool
from interpose.case.tables.sustainment import PayerRule
from tests.authority.builders import positions, route_of, said
from tests.authority.conftest import MakeCase, Shipped


def test_a_mandate_unlocks_those_whose_law_or_words_ask_for_it(make_case: MakeCase, shipped: Shipped) -> None:
    case = make_case(only=shipped.routes)
    given = positions(said("IRL", 3), said("DEU", 2), said("AUT", 0), said("BEL", 3, "with a mandate of the United Nations"))
    found = {decision.id: decision.unlocks for decision in authorise(case, given).routes}
    # Ireland asks for the United Nations (act of 1960), Germany for a system of collective security, Austria has ruled it out.
    assert found["un_security_council"] == ("BEL", "DEU", "IRL")
    assert found["un_general_assembly"] == ("BEL", "IRL")
    assert found["nato"] == found["eu_csdp"] == ("DEU",)
    assert found["coalition_of_the_willing"] == found["host_nation_treaty"] == ()


def test_a_state_that_owns_no_units_and_has_said_nothing_is_unlocked_by_nothing(make_case: MakeCase) -> None:
    assert route_of(authorise(make_case(), positions()), "un_security_council").unlocks == ()
    own = {"state": "IRL", "unit_type": "infantry_battalion", "units": 1, "notice_days": 30, "tour_months": 6, "dwell_ratio": 3}
    pools = [Pool.model_validate({**own, "basis": "assumed"})]
    assert route_of(authorise(make_case(pools=pools), positions()), "un_security_council").unlocks == ("IRL",)


def test_a_route_unlocks_only_whom_it_gives_all_that_they_ask_for(shipped: Shipped) -> None:
    waiting = {"AAA": frozenset({"un", "eu_or_un"}), "BBB": frozenset({"eu_or_un"})}
    assert unlocked_by(shipped.routes["eu_csdp"], waiting) == ("BBB",)
    assert unlocked_by(shipped.routes["un_security_council"], waiting) == ("AAA", "BBB")


def test_who_pays_is_told_by_route_and_by_default(make_case: MakeCase) -> None:
    def rule(route: str, share: float, kind: str = "falls", key: str | None = None) -> PayerRule:
        return PayerRule.model_validate(
            {
                "route": route,
                "rule": kind,
                "share_common": share,
                "low": 0,
                "high": 1,
                "key": key,
                "common_payers": f"payers of {route}",
                "basis": "assumed",
                "source": "s",
            }
        )

    case = replace(make_case(), who_pays=(rule("nato", 0.05), rule("un", 1, "assessed", "scale"), rule("default", 0)))
    assert payers_of(case, "nato") == "costs lie where they fall; about 5% in common: payers of nato"
    assert payers_of(case, "un") == "payers of un; costs lie where they fall"
    assert payers_of(case, "other") == "payers of default; costs lie where they fall"
    assert payers_of(replace(case, who_pays=()), "nato") == ""
