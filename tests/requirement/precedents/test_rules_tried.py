"""Rules on the ground of earlier missions: which were in view, and what the others say."""

from __future__ import annotations

import pytest

from interpose.case import Range
from interpose.case.read.missions import rules_of_missions
from interpose.case.read.precedents import load_precedents
from interpose.requirement import backtest
from interpose.requirement.precedents.model import scored
from interpose.requirement.precedents.rules_tried import mandate_of_class, places_of_rules, trials_of_rules

MISSIONS = scored(load_precedents())
TWICE = {row.id: Range((row.peak or 0) * 1.5, (row.peak or 0) * 2.0, (row.peak or 0) * 3.0) for row in MISSIONS}


def test_missions_in_view_are_missions_of_the_class() -> None:
    reference = rules_of_missions()
    classes = {row.id: row.mandate_class for row in MISSIONS}
    for name, mandate in reference.mandates.items():
        assert {classes[each] for each in mandate.in_view} <= {mandate.precedents}, name


def test_a_mission_in_view_is_no_test() -> None:
    reference = rules_of_missions()
    trials = {(each.mandate, each.quiet): each for each in trials_of_rules(MISSIONS, TWICE, TWICE, reference)}
    assert {key: (each.missions, each.in_view) for key, each in trials.items()} == {
        ("observe", False): (0, 10),
        ("interpose", False): (12, 5),
        ("interpose", True): (7, 3),
        ("secure_population", False): (10, 29),
    }
    assert trials["observe", False].times is None
    assert trials["interpose", False].times == pytest.approx(2)
    assert trials["interpose", False].coverage == 0


def test_rules_are_tried_on_missions_that_the_model_is_not_fitted_to_where_the_table_says_so() -> None:
    table = load_precedents()
    (observe,) = (each for each in backtest(schemes=["itself"]).trials_of_rules if each.mandate == "observe")
    assert observe.missions == sum(row.tries_rules for row in table) == 5
    assert observe.in_view == 10
    assert 1 < (observe.times or 0) < 1.5
    unasked = [row.replace(tries_rules=False) for row in table]
    (without,) = (each for each in backtest(unasked, schemes=["itself"]).trials_of_rules if each.mandate == "observe")
    assert (without.missions, without.times) == (0, None)


def test_numbers_for_a_quiet_line_are_tried_by_themselves_where_all_consented() -> None:
    right = {row.id: Range.exactly(row.peak or 0) for row in MISSIONS if row.consent == "full"}
    (quiet,) = (each for each in trials_of_rules(MISSIONS, TWICE, right, rules_of_missions()) if each.quiet)
    assert (quiet.times, quiet.coverage, quiet.median_abs_log_error) == (1, 1, 0)


def test_the_place_of_rules_says_how_many_were_in_view() -> None:
    places = places_of_rules(MISSIONS, TWICE, dict.fromkeys(TWICE, 0.5), rules_of_missions())
    assert {each.mandate: (each.missions, each.in_view) for each in places} == {
        "observe": (10, 10),
        "interpose": (17, 5),
        "secure_population": (39, 29),
    }
    assert {each.exceed for each in places} == {0.5}


def test_the_first_mandate_by_name_is_tried_on_a_class() -> None:
    assert mandate_of_class(rules_of_missions()) == {
        "observe_line": "observe",
        "interpose": "interpose",
        "secure": "secure_population",
    }
