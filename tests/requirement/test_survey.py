"""The ground of the shipped case, measured and cut."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from shapely import get_parts
from shapely.geometry import Point
from shapely.ops import substring, unary_union

from interpose.case import Case, load
from interpose.case.tables.area import AreaFeature, SectorShape, TownPlace
from interpose.errors import UsageError
from interpose.requirement import Requirement, require
from interpose.requirement.plane import length_km
from interpose.requirement.survey import resurveyed, survey


def test_the_line_is_as_long_as_it_was_measured_when_it_was_drawn(needed: Requirement) -> None:
    assert needed.area.line_km == pytest.approx(794.6, abs=0.1)


def test_the_planned_length_is_the_measured_line_at_one_km_within_900_to_1200(needed: Requirement) -> None:
    planned = needed.area.planned_line_km
    assert planned.mode == pytest.approx(1_056, abs=2)
    assert planned.low == pytest.approx(900, abs=5)
    assert planned.high == pytest.approx(1_200, abs=5)


@pytest.mark.parametrize(("depth_km", "area_km2"), [(5, 7_900), (10, 15_800), (15, 23_600), (20, 31_400)])
def test_the_zone_has_the_area_that_was_measured_independently(ukraine: Case, depth_km: float, area_km2: float) -> None:
    options = ukraine.scenario.options.model_copy(update={"zone_depth_km": depth_km})
    case = replace(ukraine, scenario=ukraine.scenario.model_copy(update={"options": options}))
    assert require(case).area.areas_km2["forward"] == pytest.approx(area_km2, rel=0.01)


def test_the_depth_belt_lies_on_the_hosts_side(needed: Requirement) -> None:
    depth = needed.area.belts["depth"]
    zaporizhzhia, kramatorsk, donetsk, melitopol = (35.18, 47.86), (37.55, 48.72), (37.83, 48.0), (35.38, 46.84)
    assert depth.contains(Point(zaporizhzhia))
    assert depth.contains(Point(kramatorsk))
    assert not depth.intersects(Point(donetsk))
    assert not depth.intersects(Point(melitopol))


def test_belts_do_not_overlap_and_sectors_fill_the_zone(needed: Requirement) -> None:
    area = needed.area
    assert area.belts["depth"].intersection(area.belts["forward"]).area < 1e-4
    together = unary_union([sector.polygon for sector in area.sectors])
    assert together.symmetric_difference(area.zone).area < 1e-4
    assert sum(sector.line_km for sector in area.sectors) == pytest.approx(area.line_km)


def test_a_river_sector_is_longer_because_it_is_easier(needed: Requirement) -> None:
    river, open_land = needed.area.sectors[0], needed.area.sectors[-1]
    assert river.workload == pytest.approx(open_land.workload)
    assert river.line_km == pytest.approx(2 * open_land.line_km, rel=0.01)


def test_sectors_tell_their_ground_and_the_nearest_entry_point(needed: Requirement) -> None:
    assert sum(sector.zone_km2 for sector in needed.area.sectors) == pytest.approx(needed.area.areas_km2["forward"], rel=1e-6)
    entries = [sector.entry_point for sector in needed.area.sectors]
    assert {entry.id for entry in entries if entry} == {"entry-vadul-siret"}
    assert needed.area.supply_km == pytest.approx(sum(entry.road_km for entry in entries if entry) / len(entries))


def test_cuts_move_to_the_oblasts_where_the_case_lets_them(case_folder: Path, needed: Requirement) -> None:
    scenario = case_folder / "scenario.yaml"
    scenario.write_text(scenario.read_text().replace("options:\n", "options:\n  sector_snap: 0.3\n"), encoding="utf-8")
    snapped = require(load(case_folder)).area.sectors
    even = needed.area.sectors
    moved = [(was.end_km, now.end_km) for was, now in zip(even, snapped, strict=True) if abs(was.end_km - now.end_km) > 1e-6]
    assert moved
    assert all(abs(was.workload - now.workload) <= 0.6 * was.workload for was, now in zip(even, snapped, strict=True))
    # Each cut that moved lies where the line meets a boundary.
    area = load(case_folder).area
    met: list[float] = []
    before = 0.0
    for part in area.line:
        for boundary in area.boundaries:
            found = part.geometry.intersection(boundary.geometry)
            points = [point for point in get_parts(found) if not point.is_empty]
            met += [before + length_km(substring(part.geometry, 0, part.geometry.project(point))) for point in points]
        before += length_km(part.geometry)
    assert all(min(abs(now - place) for place in met) < 0.5 for _, now in moved)


def with_options(case: Case, **changed: object) -> Case:
    options = case.scenario.options.model_copy(update=changed)
    return replace(case, scenario=case.scenario.model_copy(update={"options": options}))


def test_depths_that_swallow_the_host_state_are_refused(ukraine: Case) -> None:
    with pytest.raises(UsageError, match="swallows the host state"):
        require(with_options(ukraine, depth_belt_km=1000.0))


def test_sectors_that_miss_the_line_are_refused(ukraine: Case) -> None:
    feature = AreaFeature(id="s", kind="sector", name="S", source="drawn")
    shape = SectorShape(feature, Point(38, 49).buffer(0.5))
    area = replace(ukraine.area, borders=(), sectors=(shape,), boundaries=())
    with pytest.raises(UsageError, match=r"leave .* km of the line out"):
        require(replace(ukraine, area=area))


def test_every_sector_has_a_name_of_its_own_that_names_a_town(ukraine: Case) -> None:
    names = [sector.name for sector in require(ukraine).area.sectors]
    towns = [town.name for town in ukraine.places]
    assert len(set(names)) == len(names)
    assert all(any(town in name for town in towns) for name in names)


def test_a_sector_far_from_towns_is_named_by_distance_and_direction(ukraine: Case) -> None:
    centre = require(ukraine).area.sectors[3].centre
    # Two degrees of latitude north of the sector's middle: 222 km at this latitude, beyond what counts as near.
    town = TownPlace(
        name="Farville",
        adm0_a3="UKR",
        latitude=centre[1] + 2,
        longitude=centre[0],
        pop_max=1000,
        featurecla="Populated place",
        scalerank=5,
    )
    named = require(replace(ukraine, places=(town,))).area.sectors[3].name
    assert named == "222 km south of Farville"
    unseen = town.model_copy(update={"latitude": centre[1] + 3})
    for places in ((), (unseen,)):
        assert require(replace(ukraine, places=places)).area.sectors[3].name == "Sector 4"


def test_ground_told_under_other_factors_is_the_ground_surveyed_under_them(ukraine: Case) -> None:
    factors = ukraine.planning_factors
    other = ukraine.replace_rows(
        planning_factors=[
            factors["line_length_factor"].replace(value=1.2),
            factors["road_factor"].replace(value=1.5, low=1.0, high=2.0),
        ]
    )
    told, surveyed = resurveyed(survey(ukraine), ukraine, other), survey(other)
    assert told.planned_line_km == surveyed.planned_line_km
    assert told.generalisation_note == surveyed.generalisation_note
    assert told.supply_km == pytest.approx(surveyed.supply_km)
    assert resurveyed(surveyed, other, other) is surveyed
