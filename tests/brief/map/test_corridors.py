"""The map of corridors: as wide as the load, and neither a day nor a unit on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import Picture, Sketch
from interpose.brief.map.corridors import MODE_COLOURS, corridor_picture
from interpose.deployment.result import Corridor
from tests.brief.charts.reading import elements_of, lines_of


@dataclass(frozen=True)
class Line:
    """A corridor as it is drawn."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str
    width: float


def corridors_of(chart: Sketch) -> list[Line]:
    return [
        Line(start, end, colour, float(width))
        for colour, width in dict.fromkeys(
            (each["stroke"], each["stroke-width"])
            for each in elements_of(chart, "path")
            if each.get("stroke") in MODE_COLOURS.values() and "stroke-width" in each
        )
        for start, end in lines_of(chart, stroke=colour, stroke_width=width)
    ]


def corridor(assessed: Assessment, start: str, end: str, mode: str, vehicles: float) -> Corridor:
    nodes = assessed.case.nodes
    return Corridor(
        from_node=start,
        to_node=end,
        from_name=nodes[start].name,
        to_name=nodes[end].name,
        mode=mode,
        start=(nodes[start].lon, nodes[start].lat),
        end=(nodes[end].lon, nodes[end].lat),
        wagons=0.0,
        vehicles=vehicles,
        persons=0.0,
    )


@pytest.fixture(scope="module")
def picture(assessed: Assessment) -> Picture:
    assert assessed.deployment is not None
    routes = (
        corridor(assessed, "PL-PRZ", "UA-MOS", "rail", 300),
        corridor(assessed, "PL-DOR", "UA-YAH", "road", 100),
        corridor(assessed, "FR-PAR", "PL-PRZ", "rail", 150),
    )
    found = corridor_picture(replace(assessed, deployment=replace(assessed.deployment, routes=routes)))
    assert found is not None
    return found


def test_a_line_is_as_wide_as_its_load(picture: Picture) -> None:
    lines = corridors_of(picture.wide)
    assert [line.width / lines[0].width for line in lines] == pytest.approx([1, 1 / 2, 1 / 3])
    assert [line.colour for line in lines] == [MODE_COLOURS[mode] for mode in ("rail", "rail", "road")]


def test_the_title_names_the_crossing_over_which_most_enters(picture: Picture) -> None:
    assert picture.title == "75% of all vehicles and containers enter between Przemysl and Mostyska"


def test_crossings_are_named_on_the_map_and_units_are_not(picture: Picture) -> None:
    for chart in (picture.wide, picture.narrow):
        texts = {each["text"] for each in elements_of(chart, "text")}
        assert {"Przemysl", "Dorohusk"} <= texts
        assert not [text for text in texts if "battalion" in text or "day" in text]


def test_modes_between_the_same_places_are_drawn_beside_one_another(assessed: Assessment) -> None:
    assert assessed.deployment is not None
    routes = tuple(corridor(assessed, "PL-PRZ", "UA-MOS", mode, 100) for mode in ("rail", "road"))
    found = corridor_picture(replace(assessed, deployment=replace(assessed.deployment, routes=routes)))
    assert found is not None
    one, other = corridors_of(found.wide)
    assert one.start != other.start
    assert one.end[0] - one.start[0] == pytest.approx(other.end[0] - other.start[0], abs=0.02)


def test_there_is_no_map_where_nothing_moves(assessed: Assessment) -> None:
    assert assessed.deployment is not None
    assert corridor_picture(replace(assessed, deployment=None)) is None
    assert corridor_picture(replace(assessed, deployment=replace(assessed.deployment, routes=()))) is None
