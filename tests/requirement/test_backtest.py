"""The backtest of the rules on historical missions."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from interpose.case.read.missions import MissionCase, MissionLibrary, load_missions
from interpose.errors import UsageError
from interpose.requirement.backtest import backtest, density_strip


@pytest.fixture(scope="module")
def library() -> MissionLibrary:
    return load_missions()


def changed(library: MissionLibrary, mission: str, factor: int) -> MissionLibrary:
    def scaled(case: MissionCase) -> MissionCase:
        rows = tuple(row.model_copy(update={"persons": row.persons * factor}) for row in case.strengths)
        return replace(case, strengths=rows)

    return replace(library, missions=tuple(scaled(each) if each.mission.id == mission else each for each in library.missions))


def test_published_densities_come_out_of_the_strip(library: MissionLibrary) -> None:
    strip = {row.id: row.persons_per_km for row in density_strip(library)}
    for mission, published in (
        ("osce-smm", 1.9),
        ("unmee", 4.1),
        ("unikom", 5.9),
        ("unficyp-1974", 24.7),
        ("unifil-2006", 112.8),
    ):
        assert strip[mission] == pytest.approx(published, rel=0.02)
    assert list(strip.values()) == sorted(strip.values())


def test_a_mission_estimate_does_not_move_with_its_own_strength(library: MissionLibrary) -> None:
    before = {score.id: score for score in backtest(library).missions}
    after = {score.id: score for score in backtest(changed(library, "unmee", 10)).missions}
    assert after["unmee"].estimate == before["unmee"].estimate
    assert after["unikom"].estimate.mode > before["unikom"].estimate.mode
    assert after["unmee"].log_error == pytest.approx(before["unmee"].log_error - math.log(10))


def test_the_level_of_a_mandate_is_the_geometric_mean_of_the_other_missions(library: MissionLibrary) -> None:
    found = {score.id: score for score in backtest(library).missions}
    others = [found[name] for name in ("ifor", "kfor-1999", "unficyp-1964", "untaes")]
    level = math.prod(score.actual / score.rules.mode for score in others) ** (1 / 4)
    assert found["interfet"].estimate.mode == pytest.approx(found["interfet"].rules.mode * level)


def test_a_90_percent_range_holds_about_90_percent_of_the_missions(library: MissionLibrary) -> None:
    found = backtest(library)
    # With 16 missions a true 90 % range holds 12 to 16 of them in 98 of 100 libraries.
    assert len(found.missions) == 16
    assert 12 <= round(found.coverage * len(found.missions)) <= 16
    assert found.p90_abs_log_error >= found.median_abs_log_error


def test_the_method_page_states_what_a_new_run_gives(library: MissionLibrary) -> None:
    page = (Path(__file__).parents[2] / "docs" / "method" / "requirement.md").read_text(encoding="utf-8")
    found = backtest(library)
    rows = [
        (each.id.replace("_", " "), each.missions, each.median_abs_log_error, each.p90_abs_log_error, each.coverage)
        for each in found.mandates
    ]
    rows.append(("all", len(found.missions), found.median_abs_log_error, found.p90_abs_log_error, found.coverage))
    for name, missions, middle, most, share in rows:
        name = name.replace("secure population", "secure a population")
        told = f"| {name} | {missions} | {math.exp(middle):.1f} times | {math.exp(most):.1f} times | {share * 100:.0f} % |"
        assert told in page, told
    assert f"missions is {math.exp(found.median_abs_log_error_of_density):.1f} times off in the median" in page
    assert f"hold {found.coverage_of_rules * 100:.0f} % of the missions" in page


def test_missions_without_ground_are_left_out_with_the_reason(library: MissionLibrary) -> None:
    found = backtest(library)
    left = dict(found.not_scored)
    assert set(left) == {"unprofor"}
    assert "no line there" in left["unprofor"]
    assert not set(left) & {score.id for score in found.missions}


def test_too_few_missions_are_no_backtest(library: MissionLibrary) -> None:
    with pytest.raises(UsageError, match="can be scored"):
        backtest(replace(library, missions=library.missions[:3]))
