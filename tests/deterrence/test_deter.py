"""The answers put together: channels, the race, branches, and what is never said."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest

from interpose.brief.charts.deterrence import region_chart
from interpose.brief.text.deterrence import answers, remarks
from interpose.case.read.escalation import read_escalation, shipped_games
from interpose.case.read.library import find_case
from interpose.case.tables.escalation import Escalation, Spread
from interpose.deterrence import Deterrence, deter_force, stated_inputs
from interpose.deterrence.draws import draw, moved_numbers
from interpose.deterrence.race.measures import ForceFacts
from interpose.deterrence.race.race import Reserve, arrival_days, run_race
from interpose.deterrence.unilateral.game import EQUILIBRIA

PLAN = ForceFacts(name="the plan", mandate="interpose", persons=20_000, forward_share=0.5, source="plan")
SMALL = ForceFacts(name="observe", mandate="observe", persons=5_000, forward_share=0.9, source="requirement")
LARGE = ForceFacts(name="denial", mandate="deter_by_denial", persons=100_000, forward_share=0.3, source="requirement")
RESERVES = (Reserve("FRA", 20_000, 10), Reserve("GBR", 10_000, 30))

RACE = {
    "attacker_persons": 60_000.0,
    "attacker_days_to_mass": 30.0,
    "advance_km_per_day": 2.0,
    "goal_km": 80.0,
    "host_persons": 20_000.0,
    "force_share_on_axis": 0.5,
    "holding_ratio": 1.5,
    "warning_used": 0.5,
    "decision_days": 5.0,
    "permit_days": 5.0,
    "distance_km": 1400.0,
    "speed_km_per_day": 280.0,
    "reception_days": 14.0,
    "reserve_share": 0.5,
    "delay_without_external_support": 10.0,
}


def race(**changes: float) -> dict[str, np.ndarray]:
    return {name: np.array([value]) for name, value in {**RACE, **changes}.items()}


@pytest.fixture(scope="module")
def escalation() -> Escalation:
    return read_escalation(find_case("ukraine-2024") / "escalation.yaml")


@pytest.fixture(scope="module")
def found(escalation: Escalation) -> Deterrence:
    return deter_force(escalation, [PLAN, SMALL, LARGE], RESERVES, external_support=True, seed=3, draws=2000, ladder_draws=60)


def test_a_reserve_arrives_after_decision_notice_permits_road_and_reception_less_the_warning() -> None:
    # 5 + 10 + 5 + 1400 / 280 + 14 − 0.5 × 30 = 24 days; ten later without external support.
    assert float(arrival_days(race(), 10, True)[0]) == pytest.approx(24)
    assert float(arrival_days(race(), 10, False)[0]) == pytest.approx(34)


def test_the_race_by_hand() -> None:
    # 60,000 against 20,000 + 0.5 × 20,000 = 30,000 is 2 to 1: the attacker moves 2 km a day. On day 24 half of 20,000
    # arrive: 60,000 against 40,000 is 1.5 to 1, which holds. Lost: days 0 to 23, 48 km.
    answer = run_race(race(), 20_000, [Reserve("FRA", 20_000, 10)], external_support=True)
    assert (answer.held_at_once, answer.held_later, answer.goal_reached) == (0, 1, 0)
    assert answer.ground_lost_km.mode == pytest.approx(48)
    assert answer.first_arrival is not None
    assert answer.first_arrival.mode == 24
    assert {each.day: each.persons.mode for each in answer.arrived}[30] == pytest.approx(10_000)
    assert answer.days_to_goal.mode == pytest.approx(40)
    assert answer.ratio_at_start.mode == pytest.approx(2)


def test_the_race_is_run_to_its_end_however_late() -> None:
    # 0.2 km a day to 80 km takes 400 days; a reserve with 280 days' notice arrives on day 294 and stops it at 58.8 km.
    slow = run_race(race(advance_km_per_day=0.2), 20_000, [Reserve("FRA", 20_000, 280)], external_support=True)
    assert (slow.held_later, slow.goal_reached) == (1, 0)
    assert slow.ground_lost_km.mode == pytest.approx(58.8)
    assert slow.days_held is None
    late = run_race(race(advance_km_per_day=0.2), 20_000, [Reserve("FRA", 20_000, 400)], external_support=True)
    assert late.goal_reached == 1
    assert late.days_held is not None
    assert late.days_held.mode == pytest.approx(400)


def test_the_course_tells_the_race_day_by_day() -> None:
    answer = run_race(race(), 20_000, [Reserve("FRA", 20_000, 10)], external_support=True)
    by_day = {each.day: each for each in answer.course}
    # Until day 24 the attacker moves 2 km a day; then the line holds at 48 km.
    assert by_day[10].ground_lost_km.mode == pytest.approx(20)
    assert (by_day[10].holds, by_day[10].goal_reached) == (0, 0)
    assert by_day[30].ground_lost_km.mode == pytest.approx(48)
    assert (by_day[30].holds, by_day[365].holds) == (1, 1)
    assert by_day[365].reserves.mode == pytest.approx(10_000)


def test_reserves_of_the_same_notice_come_together() -> None:
    apart = [Reserve("FRA", 12_000, 10), Reserve("GBR", 5_000, 30), Reserve("POL", 8_000, 10)]
    together = [Reserve("all", 20_000, 10), Reserve("GBR", 5_000, 30)]
    assert run_race(race(), 20_000, apart, external_support=False) == run_race(race(), 20_000, together, external_support=False)


def test_a_strong_force_holds_at_once_and_none_at_all_loses() -> None:
    assert run_race(race(), 40_000, [], external_support=True).held_at_once == 1
    lost = run_race(race(), 0, [], external_support=True)
    assert lost.goal_reached == 1
    assert lost.first_arrival is None
    assert lost.ground_lost_km.mode == pytest.approx(80)


def test_each_channel_moves_only_its_own_numbers(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    for channel in ("local_balance", "tied_hands", "exposure", "external_support"):
        moved = moved_numbers(escalation, modes, {channel: 1.0})
        targets = {effect.target for effect in escalation.effects if effect.channel == channel}
        players = {target.split(".")[1] for target in targets if target.startswith("types.")}
        changed = {path for path, values in moved.items() if abs(float(values[0] - modes.numbers[path][0])) > 1e-12}
        assert targets <= changed
        assert all(path in targets or path.split(".")[1] in players for path in changed)


def test_without_a_force_nothing_moves(escalation: Escalation) -> None:
    modes = draw(escalation, None)
    moved = moved_numbers(escalation, modes, dict.fromkeys(("local_balance", "tied_hands", "exposure"), 0.0))
    assert {path: float(values[0]) for path, values in moved.items()} == pytest.approx(
        {path: float(values[0]) for path, values in modes.numbers.items()}
    )


def test_a_larger_force_never_needs_more_credibility(found: Deterrence) -> None:
    with_support = {row.mandate: row for row in found.variants if row.external_support}
    needed = [with_support[mandate].c1 for mandate in ("deter_by_denial", "interpose", "observe")]
    assert None not in needed
    assert needed == sorted(needed, key=lambda threshold: threshold or 0.0)


def test_a_game_of_its_own_without_the_unilateral_one_is_answered_and_is_json() -> None:
    tree = read_escalation(shipped_games()["asymmetric-escalation"])
    answer = deter_force(tree, [PLAN], (), external_support=False, draws=50, ladder_draws=20)
    assert (answer.unilateral, answer.race, answer.branches, answer.backstops) == (None, (), (), ())
    assert region_chart(answer) is None
    record = json.loads(json.dumps(asdict(answer.record()), allow_nan=False))
    assert (record["thresholds"], record["equilibria"], record["race"]) == ({}, [], [])


def test_tied_hands_are_kept_small_against_the_local_balance(escalation: Escalation) -> None:
    change = {effect.channel: effect.change for effect in escalation.effects if effect.target.startswith("unilateral.")}
    assert change["tied_hands"].high <= 0.1


def test_external_support_only_helps_credibility(found: Deterrence) -> None:
    pairs = zip(found.variants[::2], found.variants[1::2], strict=True)
    assert all((one.p_defender or 0) >= (other.p_defender or 0) for one, other in pairs)


def test_shares_are_shares_and_multiplicity_shows(found: Deterrence) -> None:
    shares = {each.name: each.share for each in found.unilateral.equilibria}
    assert list(shares) == list(EQUILIBRIA)
    assert all(0 <= share <= 1 for share in shares.values())
    # Steadfast deterrence exists wherever certain deterrence does not.
    assert shares["certain_deterrence"] + shares["steadfast_deterrence"] == pytest.approx(1, abs=1e-9)
    assert sum(move.share for move in found.ladder.first_moves) == pytest.approx(1)
    assert found.ladder.converged > 0.9
    assert found.ladder.at_mode
    assert all(each.max_regret <= 5e-3 for each in found.ladder.at_mode)


def test_branches_name_who_decides_after_each_attack(found: Deterrence) -> None:
    assert [(row.after, row.response) for row in found.branches][:3] == [
        ("probe", "absorb"),
        ("probe", "respond"),
        ("probe", "withdraw"),
    ]
    assert {row.response for row in found.branches if row.after == "major"} == {"respond", "reinforce", "withdraw"}
    for attack in ("probe", "limited", "major"):
        likeliest = [row.likeliest for row in found.branches if row.after == attack]
        assert sum(each for each in likeliest if each is not None) == pytest.approx(1)


def test_no_single_probability_of_war_is_given(found: Deterrence) -> None:
    names = [figure.name for figure in found.figures()]
    assert len(names) == len(set(names))
    assert not [name for name in names if "war" in name]
    assert any("How likely a war is" in sentence for sentence in found.reference.cannot_say)


def test_the_plain_result_has_the_promised_keys_and_is_json(found: Deterrence) -> None:
    plain = json.loads(json.dumps(asdict(found.record()), allow_nan=False))
    assert set(plain["thresholds"]) == {"c1", "c2", "d"}
    assert {"name", "share"} == set(plain["equilibria"][0])
    assert {"name", "strategies", "max_regret"} == set(plain["at_mode"][0])
    assert plain["branches"]
    assert plain["race"]
    assert answers(found)


def test_regions_cover_the_square_once(found: Deterrence) -> None:
    chart = region_chart(found)
    assert chart is not None
    area = sum(
        (each.p_challenger_high - each.p_challenger_low) * (each.p_defender_high - each.p_defender_low)
        for each in chart.regions
    )
    assert area == pytest.approx(1)
    assert all(0 <= point.p_challenger <= 1 and 0 <= point.p_defender <= 1 for point in chart.cloud)


def test_the_same_seed_gives_the_same_answer_and_more_draws_keep_the_first(escalation: Escalation) -> None:
    few, many = draw(escalation, 5, 11), draw(escalation, 50, 11)
    for path, values in few.numbers.items():
        assert np.array_equal(values, many.numbers[path][:5])


def test_draws_stay_in_their_ranges(escalation: Escalation) -> None:
    assert escalation.race is not None
    persons = draw(escalation, 500, 1).race["attacker_persons"]
    spread = escalation.race.attacker_persons
    assert spread.low <= persons.min() < spread.mode < persons.max() <= spread.high


def test_every_number_of_the_shipped_game_says_that_it_is_assumed_or_where_it_was_read(escalation: Escalation) -> None:
    rows = [escalation.unilateral, *escalation.players, *escalation.outcomes, *escalation.effects, *escalation.branches]
    assert all(row is not None and row.source for row in rows)
    assert all(
        row.basis in ("assumed", "estimated") for row in (*escalation.players, *escalation.outcomes, *escalation.effects)
    )


def test_every_assumption_behind_a_figure_can_be_looked_up(escalation: Escalation, found: Deterrence) -> None:
    known = {each.reference: each for each in stated_inputs(escalation)}
    assert len(known) == len(stated_inputs(escalation))
    for figure in found.figures():
        assert set(figure.assumptions) <= set(known), figure.name
    assert known["escalation.yaml#race.distance_km"].unit == "km"


def test_beliefs_that_lie_on_a_threshold_are_reported_for_a_case_too(escalation: Escalation) -> None:
    assert escalation.unilateral is not None
    # c1 = (1 − 0.6) / (1 − 0.4) = 2/3 without a force.
    game = escalation.unilateral.model_copy(update={"p_defender": Spread(low=0.1, mode=2 / 3, high=0.9)})
    tied = deter_force(
        escalation.model_copy(update={"unilateral": game}), (), (), external_support=False, draws=50, ladder_draws=5, starts=0
    )
    assert tied.unilateral is not None
    assert tied.unilateral.ties == ("p_defender lies on c1: the hard challenger may demand with any probability",)
    assert any(remark.startswith("Tie: p_defender lies on c1") for remark in remarks(tied))
    assert {each.name for each in tied.unilateral.at_mode} == {"certain_deterrence", "separating"}


def test_quantal_response_is_told_over_the_prior_on_rationality(found: Deterrence, escalation: Escalation) -> None:
    assert escalation.rationality is not None
    assert [each.rationality for each in found.unilateral.quantal] == [5, 20, 50]
    assert all(each.converged for each in found.unilateral.quantal)
    assert found.ladder.rationality == 50
    bolder = escalation.model_copy(update={"rationality": escalation.rationality.model_copy(update={"high": 80.0})})
    moved = deter_force(bolder, (), (), external_support=False, draws=50, ladder_draws=5, starts=0)
    assert moved.ladder.rationality == 80
    assert [each.rationality for each in moved.unilateral.quantal] == [5, 20, 80]
    silent = escalation.model_copy(update={"rationality": None})
    assert deter_force(silent, (), (), external_support=False, draws=50, ladder_draws=5, starts=0).unilateral.quantal == ()
