"""The benchmark's peers solve the same problem: plans are counted anew, and optima agree where the peers are installed."""

from __future__ import annotations

import pytest
from benchmarks.generate import read_options
from benchmarks.growing import read_sizes
from benchmarks.instances import synthetic
from benchmarks.peers.comparing import PEERS, PYTHON, ask, check, problem_of, recount
from benchmarks.peers.problem import Answer, Problem

from interpose.generation import Limits, generate
from tests.generation.builders import case, pool, positions, requirement


def small() -> tuple[Problem, float]:
    given = case([pool("FRA", units=2, notice_days=30)], states={"FRA": {"personnel_cap": 1000, "cap_basis": "assumed"}})
    return problem_of(given, positions(), requirement({("forward", "manoeuvre"): 1}), 0.01, 10)


def answer(*tours: tuple[int, str, int, int], value: float | None = None, bound: float | None = None) -> Answer:
    return {"value": value, "bound": bound, "tours": list(tours), "build": 0.0, "solve": 0.0, "megabytes": 0.0}


def test_a_plan_is_counted_from_its_tours_alone() -> None:
    problem, total = small()
    assert total == 700 * (12 + 12)
    assert recount(problem, answer()) == total
    # Months 2 to 12 covered: one month short, and as much again for the worst month in each of twelve.
    assert recount(problem, answer((0, "forward", 1, 1), (0, "forward", 7, 1))) == 700 * (1 + 12)


@pytest.mark.parametrize(
    ("tours", "rule"),
    [
        ([(0, "forward", 0, 1)], "notice"),
        ([(0, "forward", 1, 1), (0, "forward", 7, 1), (0, "forward", 9, 1)], "too often"),
        ([(0, "forward", 1, 2)], "cap of FRA"),
    ],
)
def test_a_plan_that_breaks_a_rule_is_refused(tours: list[tuple[int, str, int, int]], rule: str) -> None:
    problem, _ = small()
    with pytest.raises(ValueError, match=rule):
        recount(problem, answer(*tours))


def test_a_bound_above_a_plan_is_refused() -> None:
    problem, total = small()
    with pytest.raises(ValueError, match="proves"):
        check(problem, answer(bound=total), 700.0, 0.0, total)
    with pytest.raises(ValueError, match="comes to"):
        check(problem, answer(value=1.0), 700.0, 0.0, total)


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_that_is_installed_finds_the_same_optimum(peer: str) -> None:
    if not PYTHON.exists():
        pytest.skip("the peers are not installed (make peers)")
    given = synthetic(4, horizon=12, capped=0.5)
    plan = generate(*given, limits=Limits(relative_gap=0.0), explained=False)
    problem, total = problem_of(*given, 0.0, 60)
    found = ask(peer, problem, PYTHON, 60)
    assert found is not None
    check(problem, found, plan.objective, plan.bound, total)
    assert found["value"] == pytest.approx(plan.objective)
    assert recount(problem, found) == pytest.approx(plan.objective)


def test_the_same_seed_gives_the_same_instance_and_sectors_share_its_requirement() -> None:
    one, two = synthetic(8, horizon=12, sectors=3, seed=7), synthetic(8, horizon=12, sectors=3, seed=7)
    assert one[0].pools == two[0].pools
    assert one[2] == two[2]
    assert one[0].pools != synthetic(8, horizon=12, sectors=3, seed=8)[0].pools
    needs = one[2].mandates[0]
    assert sorted({row.sector for row in needs.sectors}) == ["sector-1", "sector-2", "sector-3"]
    for line in needs.lines:
        parts = [row.quantity for row in needs.sectors if (row.belt, row.capability) == (line.belt, line.capability)]
        assert sum(parts) == pytest.approx(line.quantity.mode)


def test_sizes_are_read_from_the_command_line() -> None:
    assert read_sizes("32:8:48,193:24:120") == ((32, 8, 48), (193, 24, 120))
    assert read_options(["--grow", "4:2:12", "--caps", "0"]).grow == ((4, 2, 12),)
    assert read_options(["--peers"]).peers
    assert read_options(["--futures"]).futures == 200
    with pytest.raises(SystemExit):
        read_options(["--grow", "four"])
