"""The line held against the size of the force."""

from __future__ import annotations

import pytest

from interpose.brief.charts.deterrence import deterrence_picture
from interpose.brief.charts.drawing import render, text_width
from interpose.case.read.escalation import read_escalation, shipped_games
from interpose.case.read.library import find_case
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.race.forces import ForceFacts, Forces
from interpose.deterrence.settings import LadderSettings
from tests.brief.charts.reading import words_of

GAMES = DeterrenceSettings(draws=400, ladder_draws=2, race_draws=400, ladder=LadderSettings(starts=0, held=0))
SIZES = (("the plan", "interpose", 18_000), ("Reassure", "reassure", 17_000), ("Deter by denial", "deter_by_denial", 200_000))


@pytest.fixture(scope="module")
def found() -> Deterrence:
    compared = tuple(
        ForceFacts(name=name, mandate=mandate, persons=persons, forward_share=0.2, source="requirement" if place else "plan")
        for place, (name, mandate, persons) in enumerate(SIZES)
    )
    game = read_escalation(find_case("ukraine-2024") / "escalation.yaml")
    return deter_force(game, Forces(compared=compared), settings=GAMES)


def test_the_title_tells_the_plan_and_the_largest_force(found: Deterrence) -> None:
    picture = deterrence_picture(found)
    assert picture is not None
    assert found.held_by_size is not None
    own, _, largest = found.held_by_size.marks
    assert f"{own.held:.0%} of the cases with 18,000 persons" in picture.title
    assert f"{largest.held:.0%} with 200,000" in picture.title
    assert "if the host is weak" in picture.description


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_forces_of_one_size_share_a_mark_and_one_beyond_the_scale_stands_at_its_end(found: Deterrence, width: str) -> None:
    picture = deterrence_picture(found)
    assert picture is not None
    svg = str(render(getattr(picture, width), "test", picture.title, picture.description))
    assert "Reassure, the plan: 17,000 and 18,000" in svg
    assert "Deter by denial: 200,000" in svg


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_no_name_covers_another_and_rows_are_as_few_as_that_allows(found: Deterrence, width: str) -> None:
    picture = deterrence_picture(found)
    assert picture is not None
    size = 12.5 if width == "wide" else 11.5
    chart = getattr(picture, width)
    named = [each for each in words_of(chart) if "%" in each.text and ":" in each.text]
    rows = {each.y for each in named}
    assert len(rows) == (1 if width == "wide" else 2), "one beside the other where both have room"
    spans = sorted((each.x, text_width(each.text, size)) for each in named)
    assert width == "narrow" or spans[0][0] + spans[0][1] < spans[1][0] - spans[1][1]


def test_a_game_without_a_race_or_a_force_has_no_chart() -> None:
    game = read_escalation(shipped_games()["asymmetric-escalation"])
    assert deterrence_picture(deter_force(game, Forces(), settings=GAMES)) is None
