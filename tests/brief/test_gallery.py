"""Every picture of a brief: registered, well formed, fit for a phone, and alone."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from xml.etree import ElementTree

import pytest

import interpose.brief.charts
import interpose.brief.charts.study
import interpose.brief.map
from interpose.assessment import Assessment
from interpose.brief.charts.drawing import Drawing, Picture
from interpose.brief.exports.embed import DRAWINGS
from interpose.brief.gallery import PICTURES, SHOWN_WIDE, STUDY_PICTURES
from tests.builders.small_study import small_study


@pytest.fixture(scope="module")
def pictures(assessed: Assessment) -> dict[str, tuple[Picture, ...]]:
    return {name: pictures(assessed) for name, pictures in PICTURES.items()}


def test_every_module_that_makes_pictures_is_registered(pictures: Mapping[str, tuple[Picture, ...]]) -> None:
    makers = set()
    for room in (interpose.brief.charts, interpose.brief.map):
        for found in pkgutil.iter_modules(room.__path__):
            module = import_module(f"{room.__name__}.{found.name}")
            public = [getattr(module, name) for name in getattr(module, "__all__", ())]
            made = [each for each in public if "Picture" in str(getattr(each, "__annotations__", {}).get("return"))]
            if made:
                makers.add(found.name.removeprefix("area_"))
    assert makers == {*PICTURES, "calendar"}, "the calendar is a file of its own"
    assert all(pictures.values()), "the shipped case shows every kind of picture"


@pytest.mark.parametrize("name", sorted(STUDY_PICTURES))
def test_every_chart_of_a_study_is_registered_by_its_module(name: str) -> None:
    assert {found.name for found in pkgutil.iter_modules(interpose.brief.charts.study.__path__)} == set(STUDY_PICTURES)
    (picture,) = STUDY_PICTURES[name](small_study())
    assert says_and_draws(picture)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_every_chart_says_what_it_shows_and_draws_it(name: str, pictures: Mapping[str, tuple[Picture, ...]]) -> None:
    assert all(says_and_draws(picture) for picture in pictures[name])


def test_nothing_is_drawn_of_states_that_said_nothing_and_send_nobody(assessed: Assessment) -> None:
    alone = replace(assessed.chosen, plan=replace(assessed.plan, contributions=()))
    silent = replace(
        assessed,
        positions=replace(assessed.positions, positions=()),
        variants={**assessed.variants, assessed.chosen.name: alone},
    )
    assert PICTURES["positions"](silent) == PICTURES["force"](silent) == ()


def says_and_draws(picture: Picture) -> bool:
    drawn = all(chart.body.count("<path") > 1 and "<text" in chart.body for chart in (picture.wide, picture.narrow))
    return bool(picture.title and picture.description) and drawn


def test_names_of_drawings_are_unique_and_those_of_pictures(
    drawings: Mapping[str, Drawing], pictures: Mapping[str, tuple[Picture, ...]]
) -> None:
    names = [picture.id for own in pictures.values() for picture in own]
    assert len(names) == len(set(names))
    assert list(drawings) == names
    assert [*names, *STUDY_PICTURES] == list(DRAWINGS)


def test_what_stands_side_by_side_is_drawn_once_unless_pictures_are_asked_for(drawings: Mapping[str, Drawing]) -> None:
    twice = {name for name, drawn in drawings.items() if drawn.wide != drawn.narrow}
    assert twice == set(SHOWN_WIDE) - {"overview"}


def test_every_drawing_is_well_formed_and_alone(drawings: Mapping[str, Drawing]) -> None:
    for drawn in drawings.values():
        for svg in (drawn.wide, drawn.narrow):
            root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
            assert root.attrib["role"] == ("group" if root.find(".//a") is not None else "img")
            assert (root[0].tag, root[0].text) == ("title", drawn.title)
            assert (root[1].tag, root[1].text) == ("desc", drawn.description)
            assert not re.search(r"https?://|<script|<style|<image|xlink|\bon[a-z]+=", svg)
            assert "NaN" not in svg
            assert all(link.attrib["href"].startswith("#claim-") for link in root.iter("a"))


def test_narrow_drawings_fit_a_phone_and_wide_ones_a_sheet_of_paper(drawings: Mapping[str, Drawing]) -> None:
    for drawn in drawings.values():
        root = ElementTree.fromstring(drawn.narrow)  # noqa: S314 - our own drawing
        assert float(root.attrib["width"]) <= 358
        wide = ElementTree.fromstring(drawn.wide)  # noqa: S314 - our own drawing
        # A sheet of A4 between its margins is 1.47 times as high as it is wide; a caption needs some of it.
        assert float(wide.attrib["height"]) <= 1.3 * float(wide.attrib["width"])
