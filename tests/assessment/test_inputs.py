"""Inputs by reference, and which of them are assumptions."""

from __future__ import annotations

from typing import Any

import pytest

from interpose.assessment import Assessment
from interpose.assessment.inputs import assumption_rows, resolve
from interpose.case import Case
from interpose.case.row_ref import RowRef
from interpose.errors import UsageError


def test_every_reference_of_every_figure_is_there(assessed: Assessment) -> None:
    for figure in assessed.figures.values():
        for reference in (*figure.inputs, *figure.assumptions):
            assert reference in assessed.figures or resolve(assessed.case, reference), reference
        for claim in figure.claims:
            assert claim in assessed.case.claims, f"{figure.name} names claim {claim}"


def test_an_input_that_is_not_there_is_refused(ukraine: Case) -> None:
    for reference in ("pools.csv#FRA/nothing", "pools.csv#XXX/infantry_battalion", "nowhere.csv#a", "scenario.yaml#optoins"):
        with pytest.raises(UsageError):
            resolve(ukraine, reference)


def test_every_soft_input_is_shown_as_an_assumption(assessed: Assessment) -> None:
    shown = {row.where for row in assessed.assumptions()}
    for pool in assessed.case.pools:
        if pool.basis in ("estimated", "assumed"):
            assert f"pools.csv#{pool.state}/{pool.unit_type}" in shown


@pytest.mark.parametrize(
    ("reference", "row", "value"),
    [
        ("planning_factors.csv#support_tail", lambda case: case.planning_factors["support_tail"], "value"),
        ("unit_types.csv#brigade_headquarters", lambda case: case.unit_types["brigade_headquarters"], "personnel"),
        ("states.csv#FRA", lambda case: case.states["FRA"], "name"),
        ("states.csv#FRA.personnel_cap", lambda case: case.states["FRA"], "personnel_cap"),
        ("votes.csv#consent_refused", lambda case: case.votes["consent_refused"], "yes"),
        ("pools.csv#FRA/infantry_battalion", lambda case: case.row(RowRef("pools.csv", "FRA/infantry_battalion")), "units"),
        ("mandates/observe.yaml", None, None),
    ],
)
def test_a_reference_gives_what_stands_in_its_row(ukraine: Case, reference: str, row: Any, value: str | None) -> None:
    if row is None or value is None:
        with pytest.raises(UsageError, match=reference):
            resolve(ukraine, reference)
    else:
        assert resolve(ukraine, reference).value == getattr(row(ukraine), value)


def test_a_choice_of_the_scenario_says_what_it_chooses(ukraine: Case) -> None:
    found = resolve(ukraine, "scenario.yaml#options.zone_depth_km")
    assert (found.value, found.basis) == (ukraine.scenario.options.zone_depth_km, "choice")
    assert found.note


def test_an_estimate_that_is_reported_instead_is_no_assumption_any_more(ukraine: Case) -> None:
    pool = next(pool for pool in ukraine.pools if pool.basis == "estimated")
    where = f"pools.csv#{pool.state}/{pool.unit_type}"
    reported = ukraine.replace_rows(pools=[pool.replace(basis="reported")])
    assert where in {row.where for row in assumption_rows(ukraine)}
    assert where not in {row.where for row in assumption_rows(reported)}


def test_choices_come_before_estimates_and_no_row_is_listed_twice(ukraine: Case) -> None:
    rows = assumption_rows(ukraine)
    choices = [row.basis == "choice" for row in rows if not row.where.startswith("escalation.yaml")]
    assert choices == sorted(choices, reverse=True)
    assert len({row.where for row in rows}) == len(rows)
