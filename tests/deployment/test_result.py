"""The result: figures that can be traced, and a table of units."""

from __future__ import annotations

from interpose.assessment.inputs import resolve
from interpose.case import Case
from interpose.deployment import Deployment
from interpose.plain import plain


def test_every_figure_has_a_unit_a_formula_and_inputs_that_exist(deployed: Deployment, ukraine: Case) -> None:
    figures = {figure.name: figure for figure in deployed.figures()}
    assert {"deployment.closure", "deployment.closure_bound", "deployment.mean_late", "deployment.FRA.queue"} <= set(figures)
    for figure in figures.values():
        assert figure.formula
        assert figure.unit
        for reference in figure.inputs:
            assert resolve(ukraine, reference).reference == reference


def test_the_clock_says_what_day_0_is_under_both_keys(deployed: Deployment) -> None:
    written = plain(deployed)
    assert written["clock"] == {"day_0": written["day_0"]} == {"day_0": "the order to deploy"}


def test_the_table_has_a_row_for_each_unit(deployed: Deployment) -> None:
    table = deployed.table()
    assert len(table) == len(deployed.units)
    assert list(table.columns[:3]) == ["state", "unit_type", "sector"]
    assert (table["late_days"] >= 0).all()
