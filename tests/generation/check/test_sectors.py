"""The check of sectors: posts, places, leads, caveats and shortfalls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from interpose.case import Case
from interpose.generation.result import Plan, RotationRow
from tests.generation.builders import case, pool, requirement
from tests.generation.check.plans import broken, kept, plan_by_sector, tour

FORWARD, COMMAND = ("forward", "manoeuvre"), ("forward", "headquarters")
SECTORS = ("sector-1", "sector-2")
NEED = requirement(
    {FORWARD: 2, COMMAND: 2},
    sectors=[(sector, name, "forward", 1.0) for sector in SECTORS for name in ("manoeuvre", "headquarters")],
)
POOLS = [pool(state, kind, units=4) for state in ("FRA", "ITA") for kind in ("infantry_battalion", "brigade_headquarters")]
LEADS = {"sector-1": ["FRA"], "sector-2": ["ITA"]}
ONE_PHASE = [("steady state", 1, 12, LEADS)]
TWO_PHASES = [("steady state 1", 1, 6, LEADS), ("steady state 2", 7, 12, LEADS)]
HQ = "brigade_headquarters"


def ruled(**more: Any) -> Case:
    given = {"minimum_stay": "phase", "lead_headquarters": "own", "factors": {"sector_most_nations": 2}, **more}
    return case(POOLS, **given)


def stands(
    state: str, sector: str, kinds: Sequence[str] = ("infantry_battalion", HQ), starts: Sequence[int] = (1, 7)
) -> list[Any]:
    return [(tour(state, start, 1, kind), sector) for kind in kinds for start in starts]


GOOD = [*stands("FRA", "sector-1"), *stands("ITA", "sector-2")]


def all_kept(*names: str, phases: Sequence[str] = ("steady state",)) -> tuple[Any, ...]:
    return tuple(kept(name, 1, phase, what) for name in names for phase in phases for what in ("manoeuvre", "headquarters"))


def sector_plan(of: Case, placed: Sequence[tuple[RotationRow, str]] = GOOD, phases: Any = ONE_PHASE, **more: Any) -> Plan:
    return plan_by_sector(of, NEED, placed, phases, **{"kept": all_kept("FRA", "ITA"), **more})


def told(of: Case, *args: Any, **more: Any) -> str:
    return broken(of, NEED, sector_plan(of, *args, **more))


def test_a_plan_that_keeps_every_rule_has_nothing_to_tell() -> None:
    assert told(ruled()) == ""
    by_halves = all_kept("FRA", "ITA", phases=("steady state 1", "steady state 2"))
    assert told(ruled(phase_months=6), GOOD, TWO_PHASES, kept=by_halves) == ""


def test_the_sectors_agree_with_the_calendar() -> None:
    plan = sector_plan(ruled())
    assert plan.by_sector is not None
    fewer = replace(plan, by_sector=replace(plan.by_sector, tours=plan.by_sector.tours[1:]))
    assert "sectors: FRA infantry_battalion of month 1 do not agree with the calendar" in broken(ruled(), NEED, fewer)
    none = replace(plan.by_sector.tours[0], units=0)
    half = replace(plan, by_sector=replace(plan.by_sector, tours=(*plan.by_sector.tours, none)))
    assert broken(ruled(), NEED, half) == "sectors: FRA infantry_battalion: no whole unit"


@pytest.mark.parametrize(
    "phases",
    [
        [("steady state", 1, 11, LEADS)],
        [("steady state 1", 1, 5, LEADS), ("steady state 2", 6, 12, LEADS)],
        [("steady state", 1, 12, LEADS), ("drawdown", 13, 13, LEADS)],
    ],
)
def test_phases_have_the_months_that_the_case_says(phases: list[Any]) -> None:
    assert "sectors: the phases are not those of the case" in told(ruled(), GOOD, phases)


def test_phases_follow_build_up_and_drawdown() -> None:
    of = ruled(build_up=3, phase_months=4, factors={"drawdown_months": 2, "sector_most_nations": 2})
    names = ("steady state 1", "steady state 2")
    phases = [("build-up", 1, 2, LEADS), (names[0], 3, 6, LEADS), (names[1], 7, 10, LEADS), ("drawdown", 11, 12, LEADS)]
    found = told(of, GOOD, phases, kept=all_kept("FRA", "ITA", phases=names))
    assert "phases" not in found
    assert "sectors: the phases" in told(of, GOOD, phases[:3], kept=all_kept("FRA", "ITA", phases=names))


def test_posts_are_manned_in_every_month_of_their_phase() -> None:
    gap = [*stands("FRA", "sector-1", starts=(1, 7)), *stands("ITA", "sector-2", starts=(1, 8))]
    assert "posts of ITA: manoeuvre kept for steady state is not manned, month 7" in told(ruled(), gap)
    two = (*all_kept("FRA", "ITA"), kept("ITA"))
    assert told(ruled(), kept=two) == "posts of ITA: manoeuvre kept for steady state is not manned, month 1"
    nowhere = (*all_kept("FRA", "ITA"), kept("ITA", phase="steady state 3"))
    assert told(ruled(), kept=nowhere) == "posts of ITA: there is no phase steady state 3"


def test_a_partner_group_mans_its_posts_together() -> None:
    mixed = [*stands("FRA", "sector-1", starts=(1,)), *stands("ITA", "sector-1", starts=(7,))]
    of = ruled(partners={"latin": ("FRA", "ITA")})
    leads = [("steady state", 1, 12, {"sector-1": ["latin"]})]
    assert told(of, mixed, leads, kept=all_kept("latin")) == ""
    assert "posts of FRA: manoeuvre kept for steady state is not manned" in told(ruled(), mixed, leads, kept=all_kept("FRA"))


def test_nobody_comes_for_less_than_a_phase_where_posts_are_kept_for_phases() -> None:
    passing = [*GOOD, (tour("ITA", 3), "sector-1")]
    leads = [("steady state", 1, 12, {"sector-1": ["FRA", "ITA"], "sector-2": ["ITA"]})]
    assert told(ruled(), passing, leads) == ""
    assert told(ruled(), passing, leads, kept=all_kept("FRA")).startswith(
        "posts of ITA: manoeuvre comes in month 1, and none of its posts is kept"
    )
    assert "posts" not in told(ruled(minimum_stay="tour"), passing, leads, kept=())
    # Whoever comes at the end of the steady state stays for the drawdown.
    late = ruled(factors={"sector_most_nations": 2, "drawdown_months": 2})
    assert "posts" not in told(late, [*GOOD[:4], (tour("ITA", 10), "sector-2")], leads, kept=all_kept("FRA"))


def test_no_more_nations_hold_a_sector_than_the_case_allows() -> None:
    passing = [*GOOD, (tour("ITA", 3), "sector-1")]
    leads = [("steady state", 1, 12, {"sector-1": ["FRA", "ITA"], "sector-2": ["ITA"]})]
    alone = ruled(factors={"sector_most_nations": 1})
    assert told(alone) == ""
    assert told(alone, passing, leads) == "sectors: too many nations in sector-1, steady state"
    group = ruled(factors={"sector_most_nations": 1}, partners={"latin": ("FRA", "ITA")})
    leads = [("steady state", 1, 12, {"sector-1": ["latin"], "sector-2": ["latin"]})]
    both = (kept("latin", 2), kept("latin", 2, capability="headquarters"))
    assert told(group, passing, leads, kept=both) == ""


def test_the_nations_of_a_sector_are_those_that_stand_there() -> None:
    leads = [("steady state", 1, 12, {"sector-1": ["FRA", "ITA"], "sector-2": ["ITA"]})]
    assert told(ruled(), GOOD, leads) == "sectors: the nations of sector-1, steady state do not agree with the calendar"


def test_a_lead_is_one_of_the_nations_of_its_sector_and_each_held_sector_has_one() -> None:
    plan = sector_plan(ruled())
    assert plan.by_sector is not None
    (phase,) = plan.by_sector.phases
    stranger = replace(phase, leads=(replace(phase.leads[0], framework_nation="ITA"), phase.leads[1]))
    found = broken(ruled(), NEED, replace(plan, by_sector=replace(plan.by_sector, phases=(stranger,))))
    assert "sectors: the lead of sector-1, steady state is none of its nations" in found
    nobody = replace(phase, leads=phase.leads[1:])
    found = broken(ruled(), NEED, replace(plan, by_sector=replace(plan.by_sector, phases=(nobody,))))
    assert "sectors: no framework nation in sector-1, steady state" in found


@pytest.mark.parametrize(("needed", "share", "enough"), [(2.0, 0.5, True), (2.0, 0.6, False), (1.0, 0.6, True)])
def test_a_lead_brings_its_share_of_the_troops_that_its_sector_needs(needed: float, share: float, *, enough: bool) -> None:
    # France leads with one of two battalions; where one is needed, the other counts for nothing.
    rows = [("sector-1", "manoeuvre", "forward", needed), ("sector-2", "manoeuvre", "forward", 1.0)]
    rows += [(sector, "headquarters", "forward", 1.0) for sector in SECTORS]
    need = requirement({FORWARD: needed + 1, COMMAND: 2}, sectors=rows)
    more = [*GOOD, *stands("ITA", "sector-1", ("infantry_battalion",))]
    leads = [("steady state", 1, 12, {"sector-1": ["FRA", "ITA"], "sector-2": ["ITA"]})]
    of = ruled(factors={"sector_most_nations": 2, "framework_share": share})
    found = broken(of, need, plan_by_sector(of, need, more, leads, kept=all_kept("FRA", "ITA")))
    assert found == ("" if enough else "sectors: share of the framework nation of sector-1, steady state")


def test_a_lead_has_a_battalion_there_in_every_month_of_a_steady_phase() -> None:
    gap = [*stands("FRA", "sector-1", starts=(1,)), *stands("FRA", "sector-1", starts=(8,)), *stands("ITA", "sector-2")]
    rule = "sectors: FRA leads sector-1, steady state, without a battalion, month 7"
    assert rule in told(ruled(), gap, kept=all_kept("FRA", "ITA"))
    both = [("steady state", 1, 12, {"sector-1": ["FRA", "ITA"], "sector-2": ["ITA"]})]
    assert rule in told(ruled(), [*gap, *stands("ITA", "sector-1", ("infantry_battalion",))], both, kept=all_kept("ITA"))
    assert told(ruled(minimum_stay="tour"), gap, kept=()) == ""


def test_a_sector_through_which_troops_only_pass_has_no_lead() -> None:
    gap = [*stands("FRA", "sector-1", starts=(1,)), *stands("FRA", "sector-1", starts=(8,)), *stands("ITA", "sector-2")]
    nobody = [("steady state", 1, 12, {"sector-2": ["ITA"]})]
    assert "framework nation" not in told(ruled(), gap, nobody)
    assert "sectors: no framework nation in sector-1, steady state" in told(ruled(minimum_stay="tour"), gap, nobody, kept=())


def test_a_headquarters_stands_only_with_a_battalion_of_its_nation() -> None:
    alone = [*stands("FRA", "sector-1", ("infantry_battalion",)), *stands("ITA", "sector-1", (HQ,)), *stands("ITA", "sector-2")]
    leads = [("steady state", 1, 12, {"sector-1": ["FRA", "ITA"], "sector-2": ["ITA"]})]
    found = told(ruled(), alone, leads, kept=all_kept("ITA", "FRA"))
    assert "sectors: a headquarters of ITA in sector-1, steady state without its battalion, month 1" in found
    assert "headquarters of ITA" not in told(ruled(lead_headquarters="any"), alone, leads)
    assert "headquarters of ITA" not in told(ruled(), alone, leads, kept=(kept("ITA"), *all_kept("FRA")))
    assert "a headquarters of ITA in sector-1" in told(ruled(minimum_stay="tour"), alone, leads, kept=())


def test_the_only_headquarters_of_a_sector_is_that_of_its_lead() -> None:
    both = [*stands("FRA", "sector-1", ("infantry_battalion",)), *stands("ITA", "sector-1"), *stands("ITA", "sector-2")]
    leads = [("steady state", 1, 12, {"sector-1": ["FRA", "ITA"], "sector-2": ["ITA"]})]
    posts = (*all_kept("ITA"), kept("FRA"))
    assert (
        told(ruled(), both, leads, kept=posts)
        == "sectors: a headquarters of ITA in sector-1, steady state, which another leads"
    )
    leads = [("steady state", 1, 12, {"sector-1": ["ITA", "FRA"], "sector-2": ["ITA"]})]
    assert told(ruled(), both, leads, kept=posts) == ""


def test_a_headquarters_stays_in_the_sector_that_its_nation_leads() -> None:
    # France leads both sectors, and its one headquarters stands in each of them half of the time.
    troops = [*stands("FRA", "sector-1", ("infantry_battalion",)), *stands("FRA", "sector-2", ("infantry_battalion",))]
    leads = [("steady state", 1, 12, {"sector-1": ["FRA"], "sector-2": ["FRA"]})]
    wanders = [*troops, *stands("FRA", "sector-1", (HQ,), (1,)), *stands("FRA", "sector-2", (HQ,), (7,))]
    assert told(ruled(), wanders, leads, kept=all_kept("FRA")) == (
        "sectors: headquarters of FRA do not stand in the sectors that it leads in steady state"
    )
    stays = [*troops, *stands("FRA", "sector-1", (HQ,))]
    assert told(ruled(), stays, leads, kept=all_kept("FRA")) == ""


def _swap(second: Mapping[str, Sequence[str]]) -> list[Any]:
    return [("steady state 1", 1, 6, LEADS), ("steady state 2", 7, 12, second)]


def test_no_nation_moves_from_one_sector_to_another() -> None:
    of, posts = ruled(phase_months=6), all_kept("FRA", "ITA", phases=("steady state 1", "steady state 2"))
    first = [*stands("FRA", "sector-1", starts=(1,)), *stands("ITA", "sector-2", starts=(1,))]
    swapped = [*first, *stands("FRA", "sector-2", starts=(7,)), *stands("ITA", "sector-1", starts=(7,))]
    found = told(of, swapped, _swap({"sector-1": ["ITA"], "sector-2": ["FRA"]}), kept=posts)
    assert "sectors: manoeuvre of FRA moves between sectors from steady state 1 to steady state 2" in found
    assert "sectors: headquarters of ITA moves between sectors from steady state 1 to steady state 2" in found


def test_posts_that_grow_or_fall_are_no_move() -> None:
    of = ruled(phase_months=6)
    first = [*stands("FRA", "sector-1", starts=(1,)), *stands("ITA", "sector-2", starts=(1,))]
    grown = [*first, *stands("FRA", "sector-1", starts=(7,)), *stands("FRA", "sector-2", starts=(7,))]
    posts = (*all_kept("FRA", "ITA", phases=("steady state 1",)), *all_kept("FRA", "FRA", phases=("steady state 2",)))
    assert told(of, grown, _swap({"sector-1": ["FRA"], "sector-2": ["FRA"]}), kept=posts) == ""


def test_a_unit_beyond_what_a_sector_needs_is_no_post_that_moves() -> None:
    of = ruled(phase_months=6)
    spare = [*GOOD, *stands("ITA", "sector-2", ("infantry_battalion",), (1,)), *stands("FRA", "sector-1", (HQ,), (7,))]
    spare += stands("ITA", "sector-1", ("infantry_battalion",), (7,))
    posts = all_kept("FRA", "ITA", phases=("steady state 1", "steady state 2"))
    shared = {"sector-1": ["FRA", "ITA"], "sector-2": ["ITA"]}
    assert told(of, spare, _swap(shared), kept=posts) == ""


@pytest.mark.parametrize("caveat", ["manoeuvre@sector-2", "*@sector-2"])
def test_what_a_caveat_forbids_in_a_sector_is_caught(caveat: str) -> None:
    of = ruled(states={"ITA": {"caveats": caveat}})
    assert "sectors: ITA infantry_battalion: caveat on sector-2" in told(of)
    other = ruled(states={"ITA": {"caveats": caveat.replace("2", "1")}})
    assert told(other) == ""


def test_what_is_missing_in_a_sector_is_recounted() -> None:
    plan = sector_plan(ruled(), GOOD[4:], [("steady state", 1, 12, {"sector-2": ["ITA"]})], kept=all_kept("ITA"))
    assert broken(ruled(), NEED, plan) == ""
    assert plan.by_sector is not None
    short = plan.by_sector.shortfall
    hidden = replace(plan, by_sector=replace(plan.by_sector, shortfall=short[1:]))
    assert "sectors: shortfall of manoeuvre in sector-1, month 1" in broken(ruled(), NEED, hidden)
    smaller = replace(plan, by_sector=replace(plan.by_sector, shortfall=(replace(short[0], quantity=0.5), *short[1:])))
    assert "sectors: shortfall of manoeuvre in sector-1, month 1" in broken(ruled(), NEED, smaller)
    assert "sectors: less is short of manoeuvre than in the forward belt, month 1" in broken(ruled(), NEED, hidden)


def test_what_is_missing_in_sectors_is_priced_anew() -> None:
    plan = sector_plan(ruled())
    assert plan.by_sector is not None
    dear = replace(plan, by_sector=replace(plan.by_sector, objective=200.0))
    assert broken(ruled(), NEED, dear) == "sectors: the price of what is missing, counted anew"


def test_what_sector_rules_cost_is_recounted() -> None:
    idle = [(row, "" if row.state == "ITA" else sector) for row, sector in GOOD]
    plan = sector_plan(ruled(), idle, [("steady state", 1, 12, {"sector-1": ["FRA"]})])
    assert plan.sector_loss == {"manoeuvre": 12, "headquarters": 12}
    assert broken(ruled(), NEED, plan) == ""
    assert plan.by_sector is not None
    cheap = replace(plan, by_sector=replace(plan.by_sector, loss=(("manoeuvre", 12.0),)))
    assert broken(ruled(), NEED, cheap) == "sectors: what sector rules cost of headquarters"
