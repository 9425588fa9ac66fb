"""A case in hand: what may be changed of it, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from interpose.case import Case
from interpose.errors import UsageError
from interpose.evidence import positions


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"sector": 3}, "did you mean 'sectors'"),
        ({"sectors": 0}, "sectors must be at least 1"),
        ({"sectors": "many"}, "sectors must be a whole number"),
        ({"zone_depth_km": 100.0}, "must exceed zone_depth_km"),
    ],
)
def test_options_that_do_not_belong_are_refused(ukraine: Case, options: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        ukraine.with_options(**options)


def test_other_choices_of_the_scenario_are_checked_against_the_case(ukraine: Case) -> None:
    assert ukraine.with_scenario(mandate="observe").scenario.mandate == "observe"
    assert positions(ukraine.with_scenario(as_of="2024-11-25")).as_of.isoformat() == "2024-11-25"
    with pytest.raises(UsageError, match="did you mean 'observe'"):
        ukraine.with_scenario(mandate="observ")


def test_rows_are_replaced_by_their_key_and_new_ones_added(ukraine: Case) -> None:
    first = ukraine.pools[0]
    held = {pool.unit_type for pool in ukraine.pools if pool.state == first.state}
    other = next(unit_type for unit_type in ukraine.unit_types if unit_type not in held)
    fewer, added = first.replace(units=1, low=None, high=None), first.replace(unit_type=other)
    changed = ukraine.replace_rows(pools=[fewer, added])
    assert changed.pools == (fewer, *ukraine.pools[1:], added)
    assert ukraine.pools[0] is first


def test_a_changed_case_has_another_digest_and_the_same_change_the_same(ukraine: Case) -> None:
    row = ukraine.pools[0].replace(units=1, low=None, high=None)
    assert ukraine.replace_rows(pools=[row]).digest == ukraine.replace_rows(pools=[row]).digest != ukraine.digest
    assert ukraine.replace_rows().digest == ukraine.digest


def test_rows_that_do_not_belong_are_refused(ukraine: Case) -> None:
    pool = ukraine.pools[0]
    with pytest.raises(UsageError, match="did you mean 'units'"):
        pool.replace(unit=3)
    with pytest.raises(UsageError, match="units must be at least 0"):
        pool.replace(units=-1)
    with pytest.raises(UsageError, match="did you mean 'infantry_battalion'"):
        ukraine.replace_rows(pools=[pool.replace(unit_type="infantry_batalion")])
    with pytest.raises(UsageError, match="pools takes rows of Pool, not State"):
        ukraine.replace_rows(pools=[ukraine.states["FRA"]])  # type: ignore[list-item]


def test_a_case_names_its_providers_and_can_do_without_them(ukraine: Case) -> None:
    assert ukraine.providers == {"USA"}
    without = ukraine.without("USA")
    assert (without.providers, without.excluded_providers) == (frozenset(), {"USA"})
    assert ukraine.excluded_providers == frozenset()


def test_a_state_that_takes_part_from_outside_by_hand_is_a_provider_too(ukraine: Case) -> None:
    outside = ukraine.states["FRA"].replace(stands="outside", participates="yes")
    assert ukraine.replace_rows(states=[outside]).providers == {"FRA", "USA"}


def test_variants_begin_with_the_case_itself(ukraine: Case) -> None:
    first, *others = ukraine.variants().items()
    assert first == ("as chosen", ukraine)
    assert [(name, case.excluded_providers) for name, case in others] == [("without American enablers", {"USA"})]


@pytest.mark.parametrize(
    ("horizon", "build_up", "drawdown", "months"),
    [(24, 6, 0, (6, 24)), (24, 6, 3, (6, 21)), (4, 6, 3, (4, 4)), (8, 6, 3, (6, 6))],
)
def test_the_whole_requirement_stands_between_build_up_and_drawdown_for_a_month_at_least(
    ukraine: Case, horizon: int, build_up: int, drawdown: int, months: tuple[int, int]
) -> None:
    case = ukraine.with_scenario(horizon_months=horizon).with_options(build_up_months=build_up)
    factor = case.planning_factors["drawdown_months"].replace(value=drawdown, low=None, high=None)
    assert case.replace_rows(planning_factors=[factor]).steady_months() == months


def test_a_state_is_written_by_its_adjective_its_name_or_its_code(ukraine: Case) -> None:
    assert ukraine.demonym("FRA") == "French"
    assert ukraine.replace_rows(states=[ukraine.states["FRA"].replace(demonym=None)]).demonym("FRA") == "France"
    assert ukraine.demonym("XYZ") == "XYZ"


def test_texts_write_a_state_in_the_kinds_that_are_asked_for(ukraine: Case) -> None:
    plain, with_capital = ukraine.words_for("FRA"), ukraine.words_for("FRA", "capital")
    assert plain == ("FRA", "France", "French")
    assert "Paris" in with_capital
    assert set(plain) < set(with_capital)
