"""Pools that are alike are one class, and parts that share nothing are solved apart."""

from __future__ import annotations

from interpose.generation.model.classes import classes, parts
from interpose.generation.problem.planning_problem import Problem, problem_of
from tests.generation.builders import case, pool, positions, requirement

FORWARD, COMMAND, MEDICAL = ("forward", "manoeuvre"), ("forward", "headquarters"), ("depth", "medical")
SECTORS = [("sector-1", "manoeuvre", "forward", 1.0), ("sector-1", "headquarters", "forward", 1.0)]
BATTALIONS = [pool("FRA", units=3), pool("ITA", "mechanised_battalion", units=2), pool("GBR", units=4, tour_months=4)]


def problem(
    *pools: object, states: dict[str, dict[str, object]] | None = None, sectors: bool = False, **options: object
) -> Problem:
    need = requirement({FORWARD: 2, COMMAND: 1, MEDICAL: 1}, sectors=SECTORS if sectors else [])
    return problem_of(case(pools, states=states, **options), positions(), need)  # type: ignore[arg-type]


def members(of: Problem) -> list[tuple[str, set[str]]]:
    return [(group.nation, {each.state for each in group.members}) for group in classes(of)]


def test_pools_with_the_same_tours_are_alike_whatever_their_persons() -> None:
    found = classes(problem(*BATTALIONS))
    assert [({each.state for each in group.members}, group.units) for group in found] == [({"GBR"}, 4), ({"FRA", "ITA"}, 5)]


def test_by_own_relief_and_in_sectors_it_matters_whose_they_are() -> None:
    apart = [("FRA", {"FRA"}), ("GBR", {"GBR"}), ("ITA", {"ITA"})]
    assert members(problem(*BATTALIONS, endurance="own")) == apart
    assert members(problem(*BATTALIONS, sectors=True)) == apart


def test_a_partner_group_is_one_nation() -> None:
    given = problem_of(
        case([pool("BEL"), pool("NLD")], endurance="own", partners={"benelux": ("BEL", "NLD")}),
        positions(),
        requirement({FORWARD: 2}),
    )
    assert members(given) == [("benelux", {"BEL", "NLD"})]


def test_a_state_with_a_limit_is_a_class_of_its_own() -> None:
    found = members(problem(*BATTALIONS, states={"FRA": {"personnel_cap": 900, "cap_basis": "assumed"}}))
    assert sorted(found, key=str) == [("", {"FRA"}), ("", {"GBR"}), ("", {"ITA"})]


def test_an_only_headquarters_that_stays_at_home_is_in_no_class() -> None:
    pools = [pool("FRA", "brigade_headquarters", units=1), pool("ITA", "brigade_headquarters", units=2)]
    assert members(problem(*pools, last_headquarters_stays=True)) == [("", {"ITA"})]
    assert members(problem(*pools)) == [("", {"FRA", "ITA"})]


def test_capabilities_that_no_unit_limit_or_sector_ties_are_parts_of_their_own() -> None:
    pools = [pool("FRA", units=3), pool("FRA", "medical_company", units=2), pool("ITA", "brigade_headquarters", units=2)]

    def keys(of: Problem) -> list[set[tuple[str, str]]]:
        return [set(part.keys) for part in parts(of, classes(of))]

    assert sorted(keys(problem(*pools)), key=str) == sorted([{FORWARD}, {COMMAND}, {MEDICAL}], key=str)
    assert {FORWARD, COMMAND} in keys(problem(*pools, sectors=True))
    capped = problem(*pools, states={"FRA": {"personnel_cap": 900, "cap_basis": "assumed"}})
    assert {FORWARD, MEDICAL} in keys(capped)


def test_nations_are_told_apart_where_their_units_hold_sectors() -> None:
    pools = [pool("FRA"), pool("FRA", "brigade_headquarters"), pool("FRA", "medical_company")]

    def of_nations(given: Problem) -> set[str]:
        return {group.like.unit_type for group in classes(given) if group.nation}

    assert of_nations(problem(*pools, sectors=True)) == {"infantry_battalion", "brigade_headquarters"}
    assert of_nations(problem(*pools)) == set()
