"""Tables of movement in a case: they override the reference row by row, and what cannot be is told all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import Case, load
from interpose.editing.new_case import copy_case
from interpose.errors import InputError, UsageError

CROSSING = "crossing,from_node,to_node,rail_wagons_day,road_vehicles_day,handling_days,basis,source\n"
LINK = "from_node,to_node,mode,km,low,high,basis,source\n"


def faults(folder: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        load(folder)
    return [f"{fault.where}: {fault.what}" for fault in refused.value.faults]


def test_a_row_of_the_case_changes_the_row_of_the_reference_and_leaves_the_others(case_folder: Path, ukraine: Case) -> None:
    (case_folder / "crossings.csv").write_text("crossing,rail_wagons_day\nmedyka,120\n")
    found = load(case_folder)
    assert found.crossings["medyka"].rail_wagons_day == 120
    assert found.crossings["medyka"].road_vehicles_day == ukraine.crossings["medyka"].road_vehicles_day
    assert found.crossings["siret"] == ukraine.crossings["siret"]
    assert found.digest != ukraine.digest


def test_a_case_brings_places_and_ways_of_its_own(case_folder: Path) -> None:
    (case_folder / "nodes.csv").write_text("node,name,kind,state,lat,lon,source\nX-1,Testville,hub,UKR,49,30,a test\n")
    (case_folder / "links.csv").write_text(LINK + "UA-KYI,X-1,road,120,,,assumed,a test\n")
    (case_folder / "homes.csv").write_text("state,road_node,basis,source\nMNG,X-1,assumed,a test\n")
    found = load(case_folder)
    assert found.nodes["X-1"].name == "Testville"
    assert found.homes["MNG"].rail_node is None
    assert found.links[-1].km == 120


def test_movement_is_read_from_a_workbook_as_from_a_folder(case_folder: Path, tmp_path: Path) -> None:
    (case_folder / "lift.csv").write_text("pool,count,high\nuk_point,6,6\n")
    book = copy_case(case_folder, tmp_path / "case.xlsx")
    assert load(copy_case(book, tmp_path / "back")).lift["uk_point"].count == 6


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("links.csv", LINK + "UA-KYI,UA-KYI,road,5,,,assumed,x\n", "a loop: the link goes from UA-KYI to itself"),
        ("links.csv", LINK + "UA-KYI,UA-LVI,road,-5,,,assumed,x\n", "km"),
        ("links.csv", LINK + "UA-KYI,NOWHERE,road,5,,,assumed,x\n", "node 'NOWHERE' is not known"),
        ("links.csv", LINK + "UA-KYI,UA-LVI,road,5,9,10,assumed,x\n", "km (5) lies outside low (9"),
        ("crossings.csv", "crossing,rail_wagons_day\nmedyka,-1\n", "rail_wagons_day"),
        ("crossings.csv", CROSSING + "new,PL-PRZ,UA-MOS,,100,1,assumed,x\n", "the cell rail_wagons_day is empty"),
        ("crossings.csv", "crossing,rail_wagons_day\nmedyka,9999\n", "rail_wagons_day (9999) lies outside"),
        ("lift.csv", "pool,unit\nuk_point,wagon\n", "a pool of kind ro_ro carries lane_m, not wagon"),
        ("lift.csv", "pool,providers\nuk_point,;\n", "a pool names its providers"),
        ("airfields.csv", "node,flights_day\nPL-RZE,-2\n", "flights_day"),
        ("homes.csv", "state,road_node\nFRA,FR-XXX\n", "node 'FR-XXX' is not known"),
        (
            "move_units.csv",
            "unit_type,wheeled,tracked,teu,basis,source\nspace_wing,3,0,0,assumed,x\n",
            "unit_type 'space_wing' is not known",
        ),
        ("move_factors.csv", "factor,value\nrsoi_days,99\n", "value (99) lies outside low (5"),
    ],
)
def test_what_cannot_be_is_told_with_its_place(case_folder: Path, file: str, text: str, told: str) -> None:
    (case_folder / file).write_text(text)
    found = faults(case_folder)
    assert any(told in line and line.startswith(f"{file}:2") for line in found), found


def test_all_faults_of_all_tables_of_movement_are_told_at_once(case_folder: Path) -> None:
    (case_folder / "links.csv").write_text(LINK + "UA-KYI,UA-KYI,road,5,,,assumed,x\nUA-KYI,NOWHERE,road,5,,,assumed,x\n")
    (case_folder / "airfields.csv").write_text("node,flights_day\nPL-RZE,-2\n")
    (case_folder / "crossings.csv").write_text("crossing,rail_wagon_day\nmedyka,1\n")
    found = faults(case_folder)
    assert {line.split(":")[0] for line in found} == {"links.csv", "airfields.csv", "crossings.csv"}


def test_every_shipped_number_has_a_source_and_a_range(ukraine: Case) -> None:
    for table in (ukraine.crossings, ukraine.lift, ukraine.airfields, ukraine.move_units, ukraine.move_factors):
        for row in table.values():
            assert row.source
            assert row.low is not None
            assert row.high is not None
    assert all(link.source and link.low is not None and link.high is not None for link in ukraine.links)
    assert {pool.state for pool in ukraine.pools} <= set(ukraine.homes)
    assert {"AUS", "CAN", "NZL", "USA"} <= set(ukraine.homes)
    assert {pool.unit_type for pool in ukraine.pools} <= set(ukraine.move_units)


@pytest.mark.parametrize(
    ("factor", "changes"),
    [("rail_km_per_day", {"value": 0, "low": 0}), ("persons_per_bus", {"value": 0, "low": 0})],
)
def test_a_factor_that_divides_is_never_zero(ukraine: Case, factor: str, changes: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="something is divided by it"):
        ukraine.move_factors[factor].replace(**changes)


def test_no_more_equipment_is_handed_over_than_there_is(ukraine: Case) -> None:
    with pytest.raises(UsageError, match="at most 1"):
        ukraine.move_factors["equipment_handed_over"].replace(value=1.5, high=2)
