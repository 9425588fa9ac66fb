"""Names of WGS84 as files write them, and names of other systems."""

from __future__ import annotations

import pytest

from interpose.case.check.wgs84 import crs_names, is_wgs84


@pytest.mark.parametrize(
    "name",
    [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:OGC::CRS84",
        "urn:ogc:def:crs:OGC:1.3:CRS84h",
        "OGC:CRS84",
        "CRS:84",
        "CRS84",
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "https://www.opengis.net/def/crs/EPSG/0/4326",
        "EPSG:4326",
        "epsg:4326",
        "urn:ogc:def:crs:EPSG:4326",
        "urn:ogc:def:crs:EPSG::4326",
        "urn:ogc:def:crs:EPSG:6.6:4326",
        "urn:x-ogc:def:crs:EPSG:4326",
        "EPSG:4979",
        "WGS 84",
        " wgs84 ",
    ],
)
def test_each_spelling_of_wgs84_is_known(name: str) -> None:
    assert is_wgs84(name)


@pytest.mark.parametrize(
    "name", ["EPSG:3857", "EPSG:43260", "urn:ogc:def:crs:OGC:1.3:CRS27", "EPSG:4284", "", "WGS 72", "x EPSG:4326"]
)
def test_another_system_is_not_taken_for_it(name: str) -> None:
    assert not is_wgs84(name)


def test_old_and_odd_members_are_named_as_they_stand() -> None:
    assert list(crs_names({"crs": {"type": "EPSG", "properties": {"code": 4326}}})) == ["EPSG:4326"]
    assert list(crs_names({"crs": "here", "features": [None, {"crs": None}]})) == ["here"]
    assert list(crs_names({"crs": {"type": "link", "properties": {"href": "http://a"}}})) == ["http://a"]
