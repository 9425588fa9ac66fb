"""The backtest of the rules on historical missions, and lines that are sized without a case."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from interpose.case import Range
from interpose.case.read.missions import MissionCase, MissionLibrary, load_missions, planning_reference
from interpose.cli.backtest import backtest as backtest_verb
from interpose.cli.require import require as require_verb
from interpose.errors import UsageError
from interpose.requirement.backtest import backtest, density_strip
from interpose.requirement.bare import measures_of_line, size_line


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


def test_a_longer_line_never_needs_fewer() -> None:
    reference = planning_reference()
    for mandate in sorted(reference.mandates):
        sizes = [
            size_line(reference, mandate, measures_of_line(reference, Range.exactly(km)))[1].mode for km in range(20, 1500, 60)
        ]
        assert sizes == sorted(sizes), mandate


def run(verb: object, *arguments: str) -> tuple[int, str]:
    app = Typer()
    app.command()(verb)  # type: ignore[type-var]
    result = CliRunner().invoke(app, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_backtest_gives_the_promised_json() -> None:
    code, text = run(backtest_verb, "--format", "json")
    found = json.loads(text)
    assert code == 0
    assert {"missions", "median_abs_log_error", "coverage"} <= set(found)
    assert {"id", "actual", "estimate"} <= set(found["missions"][0])
    assert set(found["missions"][0]["estimate"]) == {"low", "mode", "high"}


def test_a_bare_line_is_sized_without_a_case() -> None:
    code, text = run(require_verb, "--line-km", "180", "--depth-km", "2", "--mandate", "interpose", "--format", "json")
    found = json.loads(text)
    assert code == 0
    (mandate,) = found["mandates"]
    assert mandate["id"] == "interpose"
    assert 0 < mandate["personnel"]["low"] <= mandate["personnel"]["mode"] <= mandate["personnel"]["high"]
    assert mandate["sectors"]
    assert found["zone_km2"] == 720


def test_a_case_and_a_bare_line_exclude_one_another() -> None:
    with pytest.raises(UsageError, match="either a case or --line-km"):
        run(require_verb)
    with pytest.raises(UsageError, match="either a case or --line-km"):
        run(require_verb, "ukraine-2024", "--line-km", "180")
    with pytest.raises(UsageError, match="is no area"):
        run(require_verb, "--line-km", "-3")


def test_an_unknown_mandate_is_suggested() -> None:
    with pytest.raises(UsageError, match="did you mean 'interpose'"):
        run(require_verb, "--line-km", "180", "--mandate", "interpos")


@pytest.mark.parametrize("line_km", [1_000, 1_250])
@pytest.mark.parametrize(
    ("mandate", "published", "held"),
    [
        ("observe", 6_000, True),  # CSIS 2025: monitoring only
        ("observe", 5_000, True),  # GCSP 2025: civilian and police monitors
        ("interpose", 15_000, True),  # GCSP 2025: one international force, or 5,000 with 10,000
        ("reassure", 10_000, True),  # IISS 2025: small
        ("reassure", 25_000, True),  # IISS 2025: medium; CSIS 2025: five brigades
        ("deter_by_denial", 100_000, True),  # IISS 2025: large; CSIS 2025: defence in depth begins here
        ("interpose", 100_000, False),  # Rasmussen, Dannatt, Hodges 2025: they mean a force that fights
    ],
)
def test_published_proposals_lie_in_the_range_or_the_docs_say_why_not(
    mandate: str, published: int, line_km: int, held: bool
) -> None:
    reference = planning_reference()
    _, personnel = size_line(reference, mandate, measures_of_line(reference, Range.exactly(line_km)))
    assert (personnel.low <= published <= personnel.high) is held


def test_the_upper_bound_of_denial_is_the_french_frontage_for_the_battalions_on_the_line() -> None:
    # 6,000 for 20 km with three battalions: 0.15 battalions on a km; 1,000 km take 150 battalions and 300,000 persons.
    reference = planning_reference()
    lines, personnel = size_line(reference, "deter_by_denial", measures_of_line(reference, Range.exactly(1_000)))
    assert lines[0].quantity.high == 150
    assert personnel.high == pytest.approx(300_000, rel=0.25)
