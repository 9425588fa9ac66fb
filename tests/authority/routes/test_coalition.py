"""Conditional pledges: who joins at least, who at most, and which pledge tips the one into the other."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority import Coalition, authorise
from interpose.authority.routes.coalition import Pledge, fixed_point
from interpose.case.tables.force import Pool, State
from interpose.evidence import Position
from tests.authority.builders import claim, positions, said
from tests.authority.conftest import MakeCase


def _coalition(make_case: MakeCase, *given: Position, **options: object) -> Coalition:
    case = make_case([claim("U1", "UKR", "consent", 4)], options=options)
    return authorise(case, positions(*given)).coalition


def test_states_that_wait_for_each_other_stay_out_unless_each_trusts(make_case: MakeCase) -> None:
    found = _coalition(
        make_case, said("FRA", 3, "together with others"), said("GBR", 3, "with allies"), said("EST", 3, "if others join")
    )
    assert found.least == ()
    assert found.greatest == ("EST", "FRA", "GBR")
    assert found.coordination == ("EST", "FRA", "GBR")


def test_a_single_pledge_that_tips_is_named(make_case: MakeCase) -> None:
    found = _coalition(
        make_case,
        said("FRA", 3, "if the United Kingdom joins"),
        said("GBR", 3, "if France joins"),
        said("EST", 3, "if France joins"),
    )
    assert found.least == ()
    assert found.tipping == ("FRA", "GBR")


def test_where_no_pledge_tips_everything_the_largest_steps_are_named(make_case: MakeCase) -> None:
    found = _coalition(
        make_case,
        said("FRA", 3, "if the United Kingdom joins"),
        said("GBR", 3, "if France joins"),
        said("EST", 3, "if Latvia joins"),
        said("LVA", 3, "if Estonia joins"),
    )
    assert found.tipping == ()
    assert [state for state, _ in found.largest_steps] == ["EST", "FRA", "GBR", "LVA"]
    assert found.largest_steps[0][1] == ("EST", "LVA")


def test_american_backing_is_read_from_the_scenario(make_case: MakeCase) -> None:
    pledge = said("NLD", 3, "if the US backs it")
    assert _coalition(make_case, pledge, external_enablers={"USA": "as_caveated"}).least == ("NLD",)
    without = _coalition(make_case, pledge, external_enablers={"USA": "none"})
    assert (without.greatest, without.members[0].unmet) == ((), ("if the US backs it",))


def test_a_ceasefire_is_what_the_case_presumes(make_case: MakeCase) -> None:
    assert _coalition(make_case, said("DEU", 3, "in the event of a ceasefire")).least == ("DEU",)


def test_a_mandate_of_the_united_nations_is_unmet_while_the_council_does_not_pass(make_case: MakeCase) -> None:
    assert _coalition(make_case, said("ITA", 3, "UN auspices")).greatest == ()


def test_a_condition_that_no_reading_recognises_divides_least_from_greatest_without_being_coordination(
    make_case: MakeCase,
) -> None:
    found = _coalition(make_case, said("NOR", 3, "when the snow melts"))
    assert (found.least, found.greatest, found.coordination) == ((), ("NOR",), ())
    assert found.members[0].unread == ("when the snow melts",)


def test_states_that_help_from_outside_or_are_not_firm_enough_are_no_members(make_case: MakeCase) -> None:
    found = _coalition(make_case, said("POL", 4, role="enabler_outside"), said("SWE", 2), least_modality=3)
    assert (found.least, found.greatest) == ((), ())


def test_a_supposed_vote_makes_a_state_join_or_stay_out(make_case: MakeCase) -> None:
    case = make_case()
    found = authorise(case, positions(said("FRA", 4), said("GBR", 4)), suppose={"FRA": "no", "POL": "yes"}).coalition
    assert found.least == ("GBR", "POL")


pledge_lists = st.lists(
    st.tuples(st.integers(0, 4), st.sets(st.sampled_from("ABCDEF"), max_size=2)), min_size=6, max_size=6
).map(
    lambda rows: [
        Pledge(state=state, members_at_least=count, named=frozenset(named - {state}))
        for state, (count, named) in zip("ABCDEF", rows, strict=True)
    ]
)


@given(pledge_lists)
@settings(max_examples=60, deadline=None)
def test_every_self_consistent_coalition_lies_between_the_least_and_the_greatest(pledges: list[Pledge]) -> None:
    least = fixed_point(pledges, greatest=False, unread_met=True)
    greatest = fixed_point(pledges, greatest=True, unread_met=True)
    fixed = []
    for size in range(7):
        for chosen in itertools.combinations("ABCDEF", size):
            members = frozenset(chosen)
            if members == {pledge.state for pledge in pledges if pledge.joins(members, unread_met=True)}:
                fixed.append(members)
    assert least in fixed
    assert greatest in fixed
    assert all(least <= members <= greatest for members in fixed)


@pytest.mark.parametrize("greatest", [False, True])
def test_one_pledge_more_never_loses_a_member(greatest: bool) -> None:
    pledges = [
        Pledge(state="A", members_at_least=1),
        Pledge(state="B", members_at_least=0),
        Pledge(state="C", members_at_least=3),
    ]
    before = fixed_point(pledges, greatest=greatest, unread_met=True)
    after = fixed_point([*pledges, Pledge(state="D", members_at_least=0)], greatest=greatest, unread_met=True)
    assert before <= after


def _pool(state: str) -> Pool:
    return Pool.model_validate(
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


def test_personnel_of_the_coalition_is_what_its_pools_hold_up_to_its_caps(make_case: MakeCase) -> None:
    pools = [_pool("FRA"), _pool("POL")]
    coalition = authorise(make_case(pools=pools), positions(said("FRA", 4), said("POL", 0))).coalition
    assert coalition.least == ("FRA",)
    assert (coalition.personnel_least.low, coalition.personnel_least.mode, coalition.personnel_least.high) == (3000, 6000, 7200)


def test_states_that_the_case_sets_to_take_part_or_not_do_so(make_case: MakeCase) -> None:
    states = {
        code: State.model_validate({"state": code, "name": code, "participates": word})
        for code, word in (("AUS", "yes"), ("FRA", "no"))
    }
    coalition = authorise(make_case(states=states), positions(said("FRA", 4), said("GBR", 4))).coalition
    assert coalition.least == ("AUS", "GBR")


def test_who_offers_ships_alone_is_a_member_without_the_troops_that_it_has(make_case: MakeCase) -> None:
    pools = [_pool("FRA"), _pool("GBR")]
    ships = replace(said("FRA", 0), beside=(said("FRA", 4, role="sea"),))
    case = make_case([claim("U1", "UKR", "consent", 4)], pools=pools)
    found = authorise(case, positions(ships, said("GBR", 4))).coalition
    assert {each.state: (each.role, each.modality) for each in found.members} == {"FRA": ("sea", 4), "GBR": ("land", 4)}
    assert found.greatest == ("FRA", "GBR")
    assert found.personnel_greatest == authorise(case, positions(said("GBR", 4))).coalition.personnel_greatest
