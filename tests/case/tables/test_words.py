"""Closed lists: each word of them means something where it is used."""

from __future__ import annotations

from typing import get_args

import pytest

from interpose.case import Case
from interpose.case.tables.mandates import MandateRule
from interpose.case.tables.words import BELTS, OUTSIDE, Basis, Belt, Driver, VotingRuleName, in_words


def test_the_belts_are_listed_from_the_line_outwards_and_the_last_is_beyond_the_border() -> None:
    assert get_args(Belt) == BELTS
    assert BELTS[-1] == OUTSIDE


@pytest.mark.parametrize("driver", get_args(Driver))
def test_every_driver_is_explained_where_rules_are_written(driver: str) -> None:
    assert driver in (MandateRule.model_fields["driver"].description or "")


@pytest.mark.parametrize("rule", get_args(VotingRuleName))
def test_every_voting_rule_decides_a_shipped_route(ukraine: Case, rule: str) -> None:
    assert rule in {route.rule for route in ukraine.routes.values()}


def test_what_the_shipped_case_rests_on_is_told_in_words_of_the_list(ukraine: Case) -> None:
    used = {pool.basis for pool in ukraine.pools} | {factor.basis for factor in ukraine.planning_factors.values()}
    assert used
    assert used <= set(get_args(Basis))


def test_names_of_capabilities_and_units_are_written_without_abbreviations(ukraine: Case) -> None:
    assert in_words("isr_company") == "surveillance company"
    for unit_type in ukraine.unit_types.values():
        for name in (unit_type.unit_type, *(capability for capability, _ in unit_type.capabilities)):
            assert "_" not in in_words(name)
            assert "isr" not in in_words(name).split()
