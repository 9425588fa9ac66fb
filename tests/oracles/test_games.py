"""Games against published results and another program: Fearon's ultimatum, and Gambit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from interpose.case.check.escalation_rules import number_paths
from interpose.case.tables.escalation import UnilateralPayoffs
from interpose.deterrence.ladder.equilibria import find_equilibria
from interpose.deterrence.ladder.quantal_path import follow
from interpose.deterrence.ladder.tree import GameTree, InformationSet, Stakes, Step, compile_game, stakes_at
from interpose.deterrence.settings import LadderSettings
from interpose.deterrence.unilateral.answer import answer_unilateral
from interpose.deterrence.unilateral.game import EQUILIBRIA, thresholds
from interpose.deterrence.unilateral.regret import max_regret
from interpose.deterrence.unilateral.stakes import ChallengerStakes, DefenderStakes, Strategies
from tests.builders.trees import efg_of, random_tree, unilateral_efg

GAMES = 100
TREES = 8
ENUMERATED = 23
DECISIONS = 12
REGRET = 1e-8
"""Gambit's own: it stops where no player would gain more, as a share of what is at stake."""
LINGERING = {15: 1e-12}
"""A game whose branch comes as near to steadfast deterrence before it turns to the bluff, and the regret of its end."""


def random_games(count: int) -> list[dict[str, list[float]]]:
    generator = np.random.default_rng(16_7)
    games = []
    while len(games) < count:
        challenger, defender = (np.round(np.sort(generator.random(5))[::-1], 3) for _ in range(2))
        if min(-np.diff(challenger)) < 0.03 or min(-np.diff(defender)) < 0.03:
            continue  # near ties leave no room for a tolerance
        beliefs = np.round(generator.uniform(0.05, 0.95, 2), 3)
        game = {"challenger": challenger.tolist(), "defender": defender.tolist(), "beliefs": beliefs.tolist()}
        if distance_to_thresholds(game) > 0.02:
            games.append(game)
    return games


def distance_to_thresholds(game: dict[str, list[float]]) -> float:
    dc, sq, dd_hard, cd, _ = game["challenger"]
    _, d_cd, _, d_dc, d_dd_soft = game["defender"]
    hard, resists = game["beliefs"]
    c1, c2 = (dc - sq) / (dc - dd_hard), (dc - sq) / (dc - cd)
    return float(min(abs(resists - c1), abs(resists - c2), abs(hard - (d_cd - d_dc) / (d_cd - d_dd_soft))))


@pytest.fixture(scope="module")
def limits() -> list[dict[str, dict[str, float]]]:
    """Where Gambit's logit branch ends, for the unilateral games and then the trees: one process for all."""
    asked = [(unilateral_efg(game), LINGERING.get(place, REGRET)) for place, game in enumerate(random_games(GAMES))]
    asked += [(efg_of(random_tree(seed, DECISIONS)), REGRET) for seed in range(TREES)]
    script = Path(__file__).with_name("gambit_limits.py")
    run = subprocess.run([sys.executable, script], input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_gambits_logit_limit_is_the_listed_equilibrium_on_100_random_games(limits: list[dict[str, dict[str, float]]]) -> None:
    sets = {"xH": ("opening hard", "demand"), "xS": ("opening soft", "demand")}
    sets |= {"yH": ("answer hard", "resist"), "yS": ("answer soft", "resist")}
    for game, limit in zip(random_games(GAMES), limits[:GAMES], strict=True):
        listed = answer_unilateral(payoffs_of(game), *game["beliefs"]).at_mode[0]
        # What the soft defender would do after a demand that nobody makes is free.
        for key in ("xH", "xS") if listed.name == "certain_deterrence" else sets:
            information, move = sets[key]
            assert limit[information][move] == pytest.approx(listed.strategies[key], abs=0.02), (game, listed.name, key)


def test_gambit_enumerates_the_same_outcomes_of_23_random_games() -> None:
    # Attack at any belief is rare among random games: three of them stand beside the first twenty.
    many = random_games(GAMES)
    rare = [game for game in many[ENUMERATED:] if names_of(game) & {"attack"}][:3]
    games = [*many[: ENUMERATED - len(rare)], *rare]
    assert len(games) == ENUMERATED
    script = Path(__file__).with_name("gambit_sets.py")
    asked = json.dumps([unilateral_efg(game) for game in games])
    run = subprocess.run([sys.executable, script], input=asked, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    classes = set()
    for game, enumerated in zip(games, json.loads(run.stdout), strict=True):
        listed = answer_unilateral(payoffs_of(game), *game["beliefs"]).at_mode
        ours = {(round(each.strategies["xH"], 6), round(each.strategies["xS"], 6)) for each in listed}
        theirs = {demands for profile in enumerated if (demands := perfect(game, profile)) is not None}
        assert theirs == ours, game
        classes |= names_of(game)
    assert classes == set(EQUILIBRIA)


def names_of(game: dict[str, list[float]]) -> set[str]:
    return {each.name for each in answer_unilateral(payoffs_of(game), *game["beliefs"]).at_mode}


def payoffs_of(game: dict[str, list[float]]) -> UnilateralPayoffs:
    return UnilateralPayoffs.model_validate(
        {
            "challenger": dict(zip(("DC", "SQ", "DD_hard", "CD", "DD_soft"), game["challenger"], strict=True)),
            "defender": dict(zip(("SQ", "CD", "DD_hard", "DC", "DD_soft"), game["defender"], strict=True)),
        }
    )


def perfect(game: dict[str, list[float]], profile: dict[str, dict[str, float]]) -> tuple[float, float] | None:
    """Return how often each kind demands in a Nash equilibrium, if any belief after a demand makes it perfect Bayesian."""
    payoffs, (hard, resists) = payoffs_of(game), game["beliefs"]
    challenger = ChallengerStakes.of(**payoffs.challenger.model_dump())
    defender = DefenderStakes.of(**payoffs.defender.model_dump())
    demands = profile["opening hard"]["demand"], profile["opening soft"]["demand"]
    demanded = hard * demands[0] + (1 - hard) * demands[1]
    beliefs = [hard * demands[0] / demanded] if demanded > 0 else [0.0, float(thresholds(challenger, defender).d), 1.0]
    resisting = [np.asarray(profile[f"answer {kind}"]["resist"]) for kind in ("hard", "soft")]
    for belief in beliefs:
        asked = Strategies(
            hard_demands=np.asarray(demands[0]),
            soft_demands=np.asarray(demands[1]),
            hard_resists=resisting[0],
            soft_resists=resisting[1],
            hard_fights=np.asarray(1.0),
            soft_fights=np.asarray(0.0),
            belief_hard=np.asarray(belief),
        )
        if float(max_regret(asked, challenger, defender, hard, resists)) < 1e-9:
            return round(demands[0], 6), round(demands[1], 6)
    return None


@pytest.mark.parametrize("seed", range(TREES))
def test_the_limit_of_a_random_tree_is_where_gambits_branch_ends(limits: list[dict[str, dict[str, float]]], seed: int) -> None:
    escalation = random_tree(seed, DECISIONS)
    game = compile_game(escalation)
    numbers = {path: np.array([spread.mode]) for path, spread in number_paths(escalation).items()}
    found = find_equilibria(game, stakes_at(game, escalation, numbers), settings=LadderSettings(starts=0, held=0))
    assert found[0].found_by == "quantal_limit"
    for information, kinds in found[0].moves.items():
        for kind, moves in kinds.items():
            assert limits[GAMES + seed][f"{information} {kind}"] == pytest.approx(moves, abs=0.02), (information, kind)


def test_fearons_ultimatum_with_uniform_costs() -> None:
    # p = 0.5, the proposer's cost 0.1, the other's uniform on 0 to 0.6: demand p + (0.6 − 0.1) / 2 = 0.75, war with 5/12.
    demands, kinds = np.arange(21) * 0.05, 24
    costs = (np.arange(kinds) + 0.5) * 0.6 / kinds
    accept = [-1 - 2 * place for place in range(21)]
    nodes = (
        Step(0, 0, tuple(range(1, 22))),
        *(Step(1, 1 + place, (accept[place], accept[place] - 1)) for place in range(21)),
    )
    sets = (
        InformationSet("demand", 0, tuple(f"{demand:.2f}" for demand in demands), (0,)),
        *(InformationSet(f"answer {place}", 1, ("accept", "fight"), (1 + place,)) for place in range(21)),
    )
    outcomes = tuple(f"{word} {place}" for place in range(21) for word in ("peace", "war"))
    names = ("demand", *(f"answer {place}" for place in range(21)))
    form = GameTree(
        players=("a", "b"),
        types=(("one",), tuple(map(str, range(kinds)))),
        nodes=nodes,
        node_ids=names,
        outcomes=outcomes,
        sets=sets,
        backwards=(*range(1, 22), 0),
    )
    payoffs = np.zeros((42, 2, kinds, 1))
    for place, demand in enumerate(demands):
        payoffs[2 * place, 0], payoffs[2 * place, 1] = demand, 1 - demand
        payoffs[2 * place + 1, 0], payoffs[2 * place + 1, 1, :, 0] = 0.5 - 0.1, 0.5 - costs
    stakes = Stakes((np.ones((1, 1)), np.full((kinds, 1), 1 / kinds)), payoffs)
    end = follow(form, stakes, 5000.0)
    assert end.converged.all()
    chances = np.exp(end.profile[0][0, :, 0])
    assert demands[int(chances.argmax())] == pytest.approx(0.75)
    assert chances.max() > 0.99
    fights = np.exp(end.profile[1 + int(chances.argmax())][:, 1, 0])
    assert float(fights.mean()) == pytest.approx(5 / 12, abs=1e-6)
