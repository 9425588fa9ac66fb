"""The calendar of units: every tour is drawn once, in its months, and fits laptop, phone and paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

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
from interpose.brief.charts.drawing import Picture
from interpose.rotation.units import unit_calendar
from tests.brief.charts.specs import rows_of, size_of


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
        bars = [bar for picture in pictures.values() for bar in rows_of(getattr(picture, kind), "rect")]
        assert Counter((bar["x"], bar["x2"]) for bar in bars) == expected


def test_every_handover_has_a_mark_where_its_tour_begins(assessed: Assessment, pictures: dict[str, Picture]) -> None:
    expected = Counter(tour.start_month - 1 for tour in unit_calendar(assessed.case, assessed.plan) if tour.handover)
    marks = [mark for picture in pictures.values() for mark in rows_of(picture.wide, "point", shape="diamond")]
    assert Counter(mark["x"] for mark in marks) == expected


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
        assert size_of(picture.wide)[1] <= 760
        assert size_of(picture.narrow)[0] <= 358


def test_bars_stay_within_the_plot_and_no_two_of_a_row_overlap(assessed: Assessment, pictures: dict[str, Picture]) -> None:
    for picture in pictures.values():
        bars = rows_of(picture.wide, "rect")
        assert all(0 <= bar["x"] < bar["x2"] <= assessed.case.scenario.horizon_months for bar in bars)
        by_row: dict[float, list[tuple[float, float]]] = {}
        for bar in bars:
            by_row.setdefault(bar["y"], []).append((bar["x"], bar["x2"]))
        for own in by_row.values():
            own.sort()
            assert all(one[1] <= other[0] for one, other in pairwise(own))


def test_belts_differ_in_lightness_so_that_print_in_grey_tells_them_apart() -> None:
    def lightness(colour: str) -> float:
        return sum(weight * int(colour[at : at + 2], 16) for weight, at in ((0.2126, 1), (0.7152, 3), (0.0722, 5))) / 255

    assert lightness(BELT_COLOURS["depth"]) - lightness(BELT_COLOURS["forward"]) > 0.3


def test_the_whole_calendar_tells_every_tour_in_words(assessed: Assessment) -> None:
    picture = calendar_picture(assessed.case, assessed.plan)
    told = [row["told"] for row in rows_of(picture.wide, "rect", aria=True)]
    tours = unit_calendar(assessed.case, assessed.plan)
    assert len(told) == len(tours)
    first = tours[0]
    assert any(words.startswith(f"{assessed.case.states[first.state].name}, ") for words in told)
