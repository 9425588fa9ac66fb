"""The square of beliefs: regions and draws."""

from __future__ import annotations

import pytest

from interpose.brief.charts.deterrence import deterrence_picture, region_chart
from interpose.case.read.escalation import read_escalation, shipped_games
from interpose.case.read.library import find_case
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.race.forces import Forces
from interpose.deterrence.settings import LadderSettings

GAMES = DeterrenceSettings(draws=400, ladder_draws=5, ladder=LadderSettings(starts=0))


@pytest.fixture(scope="module")
def found() -> Deterrence:
    return deter_force(read_escalation(find_case("ukraine-2024") / "escalation.yaml"), Forces(), settings=GAMES)


def test_regions_cover_the_square_once(found: Deterrence) -> None:
    chart = region_chart(found)
    assert chart is not None
    area = sum(
        (each.p_challenger_high - each.p_challenger_low) * (each.p_defender_high - each.p_defender_low)
        for each in chart.regions
    )
    assert area == pytest.approx(1)
    assert all(0 <= point.p_challenger <= 1 and 0 <= point.p_defender <= 1 for point in chart.cloud)


def test_the_title_tells_the_threshold_and_the_description_where_the_draws_lie(found: Deterrence) -> None:
    picture = deterrence_picture(found)
    assert picture is not None
    assert found.unilateral is not None
    c1 = found.unilateral.thresholds["c1"]
    inside = sum(point.p_defender >= c1 for point in found.unilateral.cloud)
    assert f"{c1:.2f}" in picture.title
    assert f"{inside} of {len(found.unilateral.cloud)} draws" in picture.description


def test_a_game_without_the_unilateral_one_has_no_chart() -> None:
    game = read_escalation(shipped_games()["asymmetric-escalation"])
    found = deter_force(game, Forces(), settings=GAMES)
    assert (region_chart(found), deterrence_picture(found)) == (None, None)
