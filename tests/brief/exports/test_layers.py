"""Layers hold what the maps of the brief show."""

from __future__ import annotations

import pytest
from shapely.geometry import MultiPolygon

from interpose.assessment import Assessment
from interpose.brief.exports.layers import Layer, map_layers


@pytest.fixture(scope="module")
def layers(assessed: Assessment) -> dict[str, Layer]:
    return {layer.table.name: layer for layer in map_layers(assessed)}


def test_each_shape_has_a_row_with_a_cell_for_each_column(layers: dict[str, Layer]) -> None:
    for layer in layers.values():
        assert len(layer.shapes) == len(layer.table.rows) > 0
        assert len({shape.geom_type for shape in layer.shapes}) == 1
        assert {len(row) for row in layer.table.rows} == {len(layer.table.columns)}
        assert all(column.description for column in layer.table.columns)


def test_sectors_name_the_state_that_leads_them_in_the_plan(layers: dict[str, Layer], assessed: Assessment) -> None:
    table = layers["sectors"].table
    names = [column.name for column in table.columns]
    lead = {row.sector: row.framework_nation for row in assessed.plan.sectors}
    told = [row[names.index("lead")] for row in table.rows]
    assert told == [lead.get(sector.id) for sector in assessed.requirement.area.sectors]
    assert "ITA" in told


def test_shapes_keep_their_place_and_their_outer_rings_turn_left(layers: dict[str, Layer], assessed: Assessment) -> None:
    for sector, shape in zip(assessed.requirement.area.sectors, layers["sectors"].shapes, strict=True):
        assert shape.symmetric_difference(sector.polygon).area < 1e-4 * sector.polygon.area
        assert isinstance(shape, MultiPolygon)
        assert all(part.exterior.is_ccw for part in shape.geoms)
