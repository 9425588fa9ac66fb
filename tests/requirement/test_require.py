"""What the shipped case needs, against hand arithmetic and published sizes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from shapely import get_parts
from shapely.geometry import Point
from shapely.ops import substring, unary_union

from interpose.case import Case, Range, load
from interpose.case.tables.area import AreaFeature, SectorShape
from interpose.case.tables.mandates import Mandate
from interpose.errors import InputError, UsageError
from interpose.requirement import Requirement, posts_along, require
from interpose.requirement.plane import length_km
from interpose.requirement.rules import Measures, apply_rules
from interpose.requirement.statement import by_month


@pytest.fixture(scope="module")
def needed(ukraine: Case) -> Requirement:
    return require(ukraine)


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


@pytest.mark.parametrize(
    ("mandate", "published"),
    [
        ("observe", (2_000, 6_000)),  # OSCE density on 1,057 km; CSIS 2025: about 6,000 for monitoring only
        ("interpose", (15_000, 40_000)),  # GCSP 2025: 15,000; analysts in December 2024: 40,000
        ("reassure", (10_000, 25_000)),  # CSIS and IISS 2025
        ("tripwire", (9_641,)),  # eight NATO battle groups, June 2022
        ("deter_by_denial", (60_000, 100_000, 317_000)),  # IISS corps, CSIS, 6,000 for 20 km
    ],
)
def test_the_range_holds_the_published_sizes(needed: Requirement, mandate: str, published: tuple[int, ...]) -> None:
    personnel = needed.of(mandate).personnel
    assert all(personnel.low <= size <= personnel.high for size in published)


def test_defence_in_depth_needs_more_than_100000(needed: Requirement) -> None:
    assert needed.of("deter_by_denial").personnel.mode > 100_000


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


def test_line_battalions_are_line_times_density_rounded_up(needed: Requirement) -> None:
    line = needed.of("interpose").lines[0]
    # 1,057 km × 0.0125 = 13.2 → 14; 898 km × 0.005 = 4.5 → 5; 1,200 km × 0.028 = 33.6 → 34.
    assert (line.quantity.low, line.quantity.mode, line.quantity.high) == (5, 14, 34)
    assert line.personnel.mode == 14 * 700
    assert "0.0125" in line.formula


def test_posts_on_1200_km_are_429_to_444_at_the_density_of_the_golan_and_korea(ukraine: Case) -> None:
    rule = ukraine.mandates["observe"].rules[0]
    for spacing, posts in ((2.8, 429), (2.7, 445), (5.36, 224)):
        same = {"low": spacing, "mode": spacing, "high": spacing}
        mandate = Mandate.model_validate(
            {"id": "m", "name": "m", "task": "m", "rules": [rule.model_dump() | {"spacing_km": same}]}
        )
        measures = Measures(line_km=Range.exactly(1200), sectors=1, hubs=1, axes=Range.exactly(1))
        (line,) = apply_rules(mandate, measures, ukraine.unit_types, {})
        assert line.quantity.mode == posts


def test_sector_quantities_add_up_to_the_lines(needed: Requirement) -> None:
    for need in needed.mandates:
        assert sum(row.quantity for row in need.sectors) == pytest.approx(sum(line.quantity.mode for line in need.lines))


def test_the_requirement_rises_over_six_months_and_stays(needed: Requirement) -> None:
    steps = [
        q for month, belt, capability, q in needed.of("interpose").monthly if (belt, capability) == ("forward", "manoeuvre")
    ]
    assert steps[:7] == [3, 5, 7, 10, 12, 14, 14]
    assert steps[-1] == 14


def test_a_drawdown_ends_with_the_last_step(needed: Requirement) -> None:
    lines = needed.of("interpose").lines[:1]
    assert [row[3] for row in by_month(lines, "mode", 12, 3, 3)] == [5, 10, 14, 14, 14, 14, 14, 14, 14, 11, 7, 4]


def test_figures_name_inputs_that_exist(needed: Requirement) -> None:
    figures = {figure.name: figure for figure in needed.figures()}
    assert figures["requirement.interpose.personnel"].value == needed.of("interpose").personnel.mode
    for figure in figures.values():
        for reference in figure.inputs:
            assert reference in figures or "#" in reference, reference


def test_the_same_case_gives_the_same_result(ukraine: Case) -> None:
    assert repr(require(ukraine)) == repr(require(ukraine))


def test_three_belts_combine_mandates_without_changing_their_parts(case_folder: Path, needed: Requirement) -> None:
    (case_folder / "mandates").mkdir(exist_ok=True)
    (case_folder / "mandates" / "three_belts.yaml").write_text(
        "id: three_belts\nname: Three belts\ntask: Monitors on the line, a force in depth, a backstop outside.\n"
        "combines:\n  - {mandate: observe}\n  - {mandate: reassure, belt: depth}\n  - {mandate: tripwire, belt: outside}\n"
    )
    found = require(load(case_folder))
    three = found.of("three_belts")
    expected = needed.of("observe").personnel + needed.of("reassure").personnel
    assert three.personnel == expected
    assert three.personnel_outside == needed.of("tripwire").personnel
    assert {line.belt for line in three.lines} == {"forward", "depth", "outside"}


def test_a_mandate_that_combines_itself_is_refused(ukraine: Case) -> None:
    circle = Mandate.model_validate({"id": "a", "name": "a", "task": "a", "combines": [{"mandate": "b"}]})
    back = Mandate.model_validate({"id": "b", "name": "b", "task": "b", "combines": [{"mandate": "a"}]})
    with pytest.raises(UsageError, match="combined with itself"):
        require(replace(ukraine, mandates={"a": circle, "b": back}))


def test_an_unknown_part_is_refused_with_a_suggestion(ukraine: Case) -> None:
    mandate = Mandate.model_validate({"id": "a", "name": "a", "task": "a", "combines": [{"mandate": "observ"}]})
    with pytest.raises(UsageError, match="did you mean 'observe'"):
        require(replace(ukraine, mandates={**ukraine.mandates, "a": mandate}))


RULE = (
    "id: mine\nname: Mine\ntask: Mine.\n{threat}rules:\n  - id: people\n    unit_type: infantry_battalion\n    belt: forward\n"
    "    driver: {driver}\n    value: {{low: 0.01, mode: 0.0286, high: 0.04}}\n{more}    basis: reported\n"
    "    source: Quinlivan, RAND Review, summer 2003\n"
)


def test_a_population_ratio_is_refused_against_an_external_threat_with_the_reason(case_folder: Path) -> None:
    (case_folder / "mandates").mkdir(exist_ok=True)
    path = case_folder / "mandates" / "mine.yaml"
    path.write_text(RULE.format(threat="", driver="per_1000_population", more=""))
    with pytest.raises(InputError, match="the threat is external"):
        load(case_folder)
    path.write_text(RULE.format(threat="threat: internal\n", driver="per_1000_population", more=""))
    found = require(load(case_folder))
    # 20 soldiers for 1,000 people in the towns of the zone, in battalions of 700.
    assert found.of("mine").personnel.mode == pytest.approx(0.02 * found.area.population, abs=700)


def test_a_rule_that_would_divide_by_zero_is_refused(case_folder: Path) -> None:
    (case_folder / "mandates").mkdir(exist_ok=True)
    spacing = "    spacing_km: {low: 0, mode: 2, high: 5}\n"
    (case_folder / "mandates" / "mine.yaml").write_text(RULE.format(threat="", driver="per_post", more=spacing))
    with pytest.raises(InputError, match="must be above 0"):
        load(case_folder)


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


def test_a_mandate_of_another_case_is_not_known(needed: Requirement) -> None:
    with pytest.raises(UsageError, match="did you mean 'interpose'"):
        needed.of("interpos")


def test_more_sectors_never_change_what_depends_on_length_alone(ukraine: Case, needed: Requirement) -> None:
    many = require(with_options(ukraine, sectors=60))
    assert len(many.area.sectors) == 60
    assert many.of("interpose").lines[0].quantity == needed.of("interpose").lines[0].quantity


def test_a_missing_planning_factor_is_named(ukraine: Case) -> None:
    factors = {name: factor for name, factor in ukraine.planning_factors.items() if name != "axes"}
    with pytest.raises(UsageError, match="axes"):
        require(replace(ukraine, planning_factors=factors))


def test_posts_are_spread_evenly_along_the_line(ukraine: Case, needed: Requirement) -> None:
    posts = posts_along(ukraine, needed, "observe")
    # 1,057 km at one post every 5.4 km.
    assert len(posts) == 196
    line = unary_union([part.geometry for part in ukraine.area.line])
    assert max(line.distance(Point(post)) for post in posts) < 1e-3
    assert posts_along(ukraine, needed, "reassure") == ()
