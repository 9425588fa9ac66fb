"""The calendar of units: every tour is drawn once, in its months, and fits laptop, phone and paper."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.calendar import (
    BELT_COLOURS,
    CalendarGroup,
    calendar_groups,
    calendar_picture,
    calendar_pictures,
    calendar_title,
)
from interpose.brief.charts.drawing import PAPER, Picture, Sketch
from interpose.rotation.units import unit_calendar
from tests.brief.charts.reading import bars_of, marks_of

MARK = "#f2a900"


class Tour(NamedTuple):
    """A bar as it is drawn: months from the left end of the plot, and pixels from the top of its rows."""

    begins: float
    ends: float
    top: float


@dataclass(frozen=True)
class Drawn:
    """What a sketch of the calendar shows, read from its SVG."""

    sketch: Sketch
    months: int

    @property
    def root(self) -> ElementTree.Element:
        return ElementTree.fromstring(f"<svg>{self.sketch.body}</svg>")  # noqa: S314 - our own drawing

    @property
    def month(self) -> float:
        """Pixels of a month: the plot reaches from where the rows are moved to, to five pixels from the right end."""
        moved = re.findall(r"translate\(([\d.]+),", self.sketch.body)
        return (self.sketch.width - float(moved[-1]) - 5) / self.months

    def bars(self) -> list[Tour]:
        drawn = [bar for colour in BELT_COLOURS.values() for bar in bars_of(self.sketch, fill=colour, stroke=PAPER)]
        return [Tour(round(bar.left / self.month, 1), round(bar.right / self.month, 1), bar.top) for bar in drawn]

    def marks(self) -> list[float]:
        """Months at which the marks of handovers stand."""
        return [round(mark.x / self.month, 1) for mark in marks_of(self.sketch, "diamond", fill=MARK)]


def read(chart: object, assessed: Assessment) -> Drawn:
    assert isinstance(chart, Sketch)
    return Drawn(chart, assessed.case.scenario.horizon_months)


@pytest.fixture(scope="module")
def groups(assessed: Assessment) -> tuple[CalendarGroup, ...]:
    return calendar_groups(assessed.case, assessed.plan)


@pytest.fixture(scope="module")
def pictures(assessed: Assessment) -> dict[str, Picture]:
    return {picture.id: picture for picture in calendar_pictures(assessed.case, assessed.plan)}


def test_every_tour_has_one_bar_in_its_months_in_both_widths(assessed: Assessment, pictures: dict[str, Picture]) -> None:
    tours = unit_calendar(assessed.case, assessed.plan)
    expected = Counter((tour.start_month - 1, tour.end_month) for tour in tours)
    for kind in ("wide", "narrow"):
        bars = [bar for picture in pictures.values() for bar in read(getattr(picture, kind), assessed).bars()]
        assert Counter((bar.begins, bar.ends) for bar in bars) == expected


def test_every_handover_has_a_mark_where_its_tour_begins(assessed: Assessment, pictures: dict[str, Picture]) -> None:
    expected = Counter(tour.start_month - 1 for tour in unit_calendar(assessed.case, assessed.plan) if tour.handover)
    marks = [mark for picture in pictures.values() for mark in read(picture.wide, assessed).marks()]
    assert Counter(marks) == expected


def test_the_title_counts_units_states_tours_and_handovers(assessed: Assessment, groups: tuple[CalendarGroup, ...]) -> None:
    tours = unit_calendar(assessed.case, assessed.plan)
    title = calendar_title(groups)
    assert f"{len({(tour.state, tour.unit_type, tour.number) for tour in tours})} units" in title
    assert "serve one tour each" in title
    assert f"{sum(1 for tour in tours if tour.handover)} of them begin with a handover" in title


def test_tours_are_counted_where_a_unit_comes_again(groups: tuple[CalendarGroup, ...]) -> None:
    twice = [tuple(tuple(replace(row, tours=row.tours * 2) for row in part) for part in group.parts) for group in groups]
    again = [replace(group, parts=parts) for group, parts in zip(groups, twice, strict=True)]
    assert f"take turns in {2 * sum(group.units for group in groups)} tours" in calendar_title(again)


def test_pictures_are_named_by_their_groups_and_long_ones_are_divided(
    groups: tuple[CalendarGroup, ...], pictures: dict[str, Picture]
) -> None:
    assert [name for group in groups for name in group.ids] == list(pictures)
    assert any(len(group.ids) > 1 for group in groups)
    for picture in pictures.values():
        assert picture.wide.height <= 760
        assert picture.narrow.width <= 358


def test_bars_stay_within_the_plot_and_no_two_of_a_row_overlap(assessed: Assessment, pictures: dict[str, Picture]) -> None:
    for picture in pictures.values():
        bars = read(picture.wide, assessed).bars()
        assert all(0 <= bar.begins < bar.ends <= assessed.case.scenario.horizon_months for bar in bars)
        by_row: dict[float, list[tuple[float, float]]] = {}
        for bar in bars:
            by_row.setdefault(bar.top, []).append((bar.begins, bar.ends))
        for own in by_row.values():
            own.sort()
            assert all(one[1] <= other[0] for one, other in pairwise(own))


def test_belts_differ_in_lightness_so_that_print_in_grey_tells_them_apart() -> None:
    def lightness(colour: str) -> float:
        return sum(weight * int(colour[at : at + 2], 16) for weight, at in ((0.2126, 1), (0.7152, 3), (0.0722, 5))) / 255

    assert lightness(BELT_COLOURS["depth"]) - lightness(BELT_COLOURS["forward"]) > 0.3


def test_the_whole_calendar_tells_every_tour_in_words(assessed: Assessment) -> None:
    picture = calendar_picture(assessed.case, assessed.plan)
    drawn = read(picture.wide, assessed)
    told = [title.text or "" for title in drawn.root.iter("title")]
    tours = unit_calendar(assessed.case, assessed.plan)
    assert len(told) == len(tours) == len(drawn.bars())
    first = tours[0]
    assert any(words.startswith(f"{assessed.case.states[first.state].name}, ") for words in told)


def test_each_bar_of_the_brief_stands_in_the_row_of_its_unit(
    assessed: Assessment, groups: tuple[CalendarGroup, ...], pictures: dict[str, Picture]
) -> None:
    parts = [part for group in groups for part in group.parts]
    for picture, part in zip(pictures.values(), parts, strict=True):
        rows = {place: sorted((tour.start_month - 1, tour.end_month) for tour in row.tours) for place, row in enumerate(part)}
        found: dict[int, list[tuple[float, float]]] = {}
        for bar in sorted(read(picture.wide, assessed).bars(), key=lambda bar: bar.begins):
            found.setdefault(int(bar.top // 15), []).append((bar.begins, bar.ends))
        assert found == rows


def test_a_name_without_room_is_cut_short_and_one_with_room_is_not(assessed: Assessment) -> None:
    code = assessed.plan.rotation[0].state
    for name, whole in (("Short", True), ("A name that no column of states has room for", False)):
        states = {**assessed.case.states, code: assessed.case.states[code].model_copy(update={"name": name})}
        drawn = [
            read(picture.wide, assessed) for picture in calendar_pictures(replace(assessed.case, states=states), assessed.plan)
        ]
        texts = {text.text for sketch in drawn for text in sketch.root.iter("text")}
        assert (name in texts) == whole
        assert any(text and text.endswith("…") and name.startswith(text[:-1]) for text in texts) != whole
