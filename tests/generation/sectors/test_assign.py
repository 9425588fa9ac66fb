"""Posts given to sectors: nothing lost without cause, nations that stay, leads with battalion and headquarters."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.generation.model.groups import PostKind
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.sectors.assign import Assignment, assign_posts
from tests.generation.builders import case, pool, positions, requirement

BATTALION = (("manoeuvre", 1.0),)
HEADQUARTERS = (("headquarters", 1.0),)


def problem(
    battalions: tuple[int, ...],
    heads: tuple[int, ...] = (),
    *,
    most: int = 3,
    share: float = 0.0,
    **states: Mapping[str, object],
) -> Problem:
    """Make a problem of two years with as many battalions and headquarters by sector, without a build-up."""
    names = [f"s{number + 1}" for number in range(len(battalions))]
    rows = [(name, "manoeuvre", "forward", float(units)) for name, units in zip(names, battalions, strict=True)]
    need = {("forward", "manoeuvre"): float(sum(battalions))}
    if heads:
        rows += [(name, "headquarters", "forward", float(units)) for name, units in zip(names, heads, strict=True)]
        need["forward", "headquarters"] = float(sum(heads))
    made = case(
        [pool(state, kind, 4) for state in ("AAA", "BBB", "CCC") for kind in ("infantry_battalion", "brigade_headquarters")],
        horizon=24,
        states=states,
        minimum_stay="phase",
        lead_headquarters="own",
    )
    found = problem_of(made, positions(), requirement(need, horizon=24, sectors=rows))
    return found.with_rules(most_nations=most, least_share=share)


def posts(**kept: tuple[int, ...]) -> dict[PostKind, np.ndarray]:
    """Make posts by phase of nations, `AAA` for battalions and `AAA_hq` for headquarters."""
    return {
        PostKind(name[:3], HEADQUARTERS if name.endswith("_hq") else BATTALION): np.array(count) for name, count in kept.items()
    }


def lost(problem: Problem, kept: Mapping[PostKind, np.ndarray]) -> list[tuple[str, list[int]]]:
    """Return the nations whose posts find no place, with their number by phase."""
    found = assign_posts(problem, kept)
    nowhere = [(kind.nation, (kept[kind] - found.posts[kind].sum(axis=1)).tolist()) for kind in found.posts]
    return [(nation, count) for nation, count in nowhere if any(count)]


def by_nation(found: Assignment, provides: tuple[tuple[str, float], ...] = BATTALION) -> dict[str, list[list[int]]]:
    return {kind.nation: found.posts[kind].tolist() for kind in found.posts if kind.provides == provides}


def test_posts_that_have_room_are_not_lost_and_a_sector_never_holds_more_than_it_needs() -> None:
    given_posts = posts(AAA=(2, 2), BBB=(1, 1))
    found = assign_posts(problem((2, 1)), given_posts)

    assert not lost(problem((2, 1)), given_posts)
    assert np.array(list(by_nation(found).values())).sum(axis=0).tolist() == [[2, 1], [2, 1]]


def test_posts_beyond_what_sectors_need_find_no_place() -> None:
    found = assign_posts(problem((1, 1)), posts(AAA=(3, 2)))

    assert by_nation(found) == {"AAA": [[1, 1], [1, 1]]}


def test_a_third_nation_finds_no_place_where_each_sector_takes_one() -> None:
    given_posts = posts(AAA=(1, 1), BBB=(1, 1), CCC=(1, 1))
    found = assign_posts(problem((1, 2), most=1), given_posts)

    assert [count for _, count in lost(problem((1, 2), most=1), given_posts)] == [[1, 1]]
    assert np.array(list(found.present.values())).sum(axis=0).max() == 1


def test_a_nation_that_keeps_more_posts_leaves_no_sector_and_one_that_keeps_fewer_enters_none() -> None:
    given_posts = posts(AAA=(1, 3), BBB=(3, 1), CCC=(2, 2))
    found = assign_posts(problem((2, 2, 2)), given_posts)

    kept = {nation: np.array(by) for nation, by in by_nation(found).items()}
    assert not lost(problem((2, 2, 2)), given_posts)
    assert (kept["AAA"][1] >= kept["AAA"][0]).all()
    assert (kept["BBB"][1] <= kept["BBB"][0]).all()
    assert (kept["CCC"][1] == kept["CCC"][0]).all()


def test_the_lead_keeps_a_battalion_and_a_headquarters_where_any_stands() -> None:
    found = assign_posts(problem((2, 2), (1, 1)), posts(AAA=(2, 2), BBB=(2, 2), AAA_hq=(1, 1), BBB_hq=(1, 1)))

    battalions, heads = by_nation(found), by_nation(found, HEADQUARTERS)
    assert sum(np.array(by).sum() for by in battalions.values()) == 8
    for phase, leads in enumerate(found.leads):
        assert sorted(leads) == ["AAA", "BBB"]
        for sector, lead in enumerate(leads):
            assert battalions[lead][phase][sector] >= 1
            assert heads[lead][phase][sector] == 1


def test_a_headquarters_without_a_battalion_of_its_nation_finds_no_place_unless_any_may_lead() -> None:
    given_posts = posts(AAA=(1, 1), BBB_hq=(1, 1))
    own = problem((1,), (1,))

    assert lost(own, given_posts) == [("BBB", [1, 1])]
    assert not lost(own.with_rules(lead_headquarters="any"), given_posts)


def test_a_lead_has_its_least_share_of_the_troops() -> None:
    given, given_posts = problem((4,), (1,), share=0.5), posts(AAA=(3, 3), BBB=(1, 1), BBB_hq=(1, 1))
    found = assign_posts(given, given_posts)

    # B would have to lead with one battalion of four: it may not, and its headquarters stays out, or battalions of A do.
    battalions = by_nation(found)
    for phase, (lead,) in enumerate(found.leads):
        total = sum(battalions[nation][phase][0] for nation in battalions)
        assert battalions[lead][phase][0] >= 0.5 * total
    assert lost(given, given_posts)


def test_a_lead_does_not_change_without_cause() -> None:
    found = assign_posts(problem((2, 2, 2)), posts(AAA=(2, 2), BBB=(2, 2), CCC=(2, 2)))

    assert found.leads[0] == found.leads[1]


def test_a_caveat_on_a_sector_keeps_posts_out_of_it() -> None:
    closed = problem((1, 1), AAA={"caveats": ["manoeuvre@s1"]}, BBB={"caveats": ["*@s1"]})
    found = assign_posts(closed, posts(AAA=(1, 1), BBB=(1, 1)))

    assert np.array(list(by_nation(found).values())).sum(axis=0).tolist() == [[0, 1], [0, 1]]


def test_without_posts_nobody_leads() -> None:
    found = assign_posts(problem((1, 1)), posts(AAA=(0, 0)))

    assert found.leads == (("", ""), ("", ""))
    assert not found.posts


def test_without_troops_that_hold_sectors_there_is_nothing_to_assign() -> None:
    found = assign_posts(replace(problem((1, 1)), sectors=None), posts(AAA=(1, 1)))

    assert not found.posts
    assert not found.leads


def fewest_lost(needs: tuple[int, ...], kept: Mapping[str, tuple[int, int]], most: int) -> float:
    """Try all assignments of battalions in two phases; return the least price of what is short."""
    sectors = range(len(needs))
    fills = list(itertools.product(*(range(units + 1) for units in needs)))
    choices = []
    for first, second in kept.values():
        sign = 1 if second >= first else -1
        choices.append(
            [
                (one, two)
                for one in fills
                for two in fills
                if sum(one) <= first and sum(two) <= second and all(sign * (two[each] - one[each]) >= 0 for each in sectors)
            ]
        )
    best = np.inf
    for chosen in itertools.product(*choices):
        short = []
        for phase in (0, 1):
            stands = [[pair[phase][sector] for pair in chosen] for sector in sectors]
            # Units of a post that is given up may stand there until their tour ends.
            stays = [[sum(pair[max(0, phase - 1)][sector : sector + 1]) for pair in chosen] for sector in sectors]
            present = [
                sum(bool(own) or bool(before) for own, before in zip(*both, strict=True))
                for both in zip(stands, stays, strict=True)
            ]
            if any(sum(line) > units for line, units in zip(stands, needs, strict=True)) or max(present) > most:
                break
            short.append(sum(needs) - sum(map(sum, stands)))
        else:
            best = min(best, 12 * sum(short) + 24 * max(short))
    return float(best)


@settings(max_examples=25, deadline=None)
@given(
    needs=st.lists(st.integers(1, 2), min_size=2, max_size=2).map(tuple),
    kept=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=3),
    most=st.integers(1, 2),
)
def test_no_assignment_of_all_that_there_are_is_short_of_less(
    needs: tuple[int, ...], kept: list[tuple[int, int]], most: int
) -> None:
    named = dict(zip(("AAA", "BBB", "CCC"), kept, strict=False))
    found = assign_posts(problem(needs, most=most), posts(**named))

    placed = np.array(list(found.posts.values()) or [np.zeros((2, 2))]).sum(axis=(0, 2))
    short = sum(needs) - placed
    assert 12 * short[0] + 12 * short[1] + 24 * short.max() == pytest.approx(fewest_lost(needs, named, most))
