"""The tables of a deployment: every one has rows, a codebook and no name of a unit or day of a train."""

from __future__ import annotations

from interpose.brief.tables.deployment import arrival_table, deployment_tables, handed_back_table
from interpose.case import Case
from interpose.deployment import Deployment, HandedBack
from interpose.evidence import positions
from interpose.generation import PlanRequest, generate
from interpose.requirement import require


def test_every_table_has_rows_and_says_what_its_columns_are() -> None:
    found = deployed()
    for table in (*deployment_tables(found), arrival_table(found)):
        assert len(table.name) <= 30
        assert all(column.description for column in table.columns)
        assert all(len(row) == len(table.columns) for row in table.rows)


def deployed() -> Deployment:
    return Deployment(status="no answer", needs=("nodes.csv: places in XXX",))


def test_a_case_without_a_network_has_tables_without_rows() -> None:
    assert all(table.rows == () for table in deployment_tables(deployed()))
    assert arrival_table(deployed()).rows == ()


def test_corridors_name_places_and_neither_days_nor_units(ukraine: Case) -> None:
    from interpose.deployment import DeploymentRequest, deploy

    need = require(ukraine)
    plan = generate(ukraine, positions(ukraine), need, PlanRequest(mandate="tripwire", compared=False))
    found = deploy(ukraine, need, plan, DeploymentRequest(compared=False, futures=0))
    tables = {table.name: table for table in deployment_tables(found)}
    assert {column.name for column in tables["deployment_corridors"].columns}.isdisjoint({"day", "start", "unit_type", "state"})
    assert len(tables["deployment_corridors"].rows) == len(found.routes) > 0
    assert [row[0] for row in tables["deployment_waterfall"].rows] == sorted(found.by_state)
    assert len(arrival_table(found).rows) == 181
    assert [row[0] for row in tables["deployment_coalitions"].rows] == [point.case for point in found.coalitions]
    back = HandedBack(
        plan=plan,
        force_by_month=(1, 2),
        without_by_month=(2, 2),
        sustained=1,
        without_sustained=2,
        shortfall_share=0.5,
        without_shortfall_share=0.25,
        moved=(),
    )
    table = handed_back_table(back)
    assert table.rows == ((1, 2, 1), (2, 2, 2))
    assert "50.0% instead of 25.0%" in table.description


def test_nothing_is_called_proved_where_units_never_arrive() -> None:
    from dataclasses import replace

    from interpose.deployment.result import Capability, DeploymentBound, DeploymentGap, MovedForce

    closure = Capability(share=1.0, day=30, best_day=20, counts="units", rule="the last unit")
    found = replace(
        deployed(),
        status="feasible",
        force=MovedForce(moves=1, persons=1.0, vehicles=1.0, wagons=1.0),
        gap=DeploymentGap(weighted_lateness=0.0, closure=0.0),
        bound=DeploymentBound(closure_day=0, method="the chain of one unit", weighted_lateness=0.0),
        capability={"closure": closure},
    )
    marks = deployment_tables(found)[0].description
    assert "No schedule closes before day 0" in marks
    never = deployment_tables(replace(found, capability={"closure": replace(closure, day=None)}))[0].description
    assert "No schedule closes" not in never
    assert "Gap" not in never
