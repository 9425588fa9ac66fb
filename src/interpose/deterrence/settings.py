"""Tuned numbers of the part in one place, each with its unit and reason.

Those of the ladder were chosen on random trees of 20, 40 and 62 information sets: with them all forty trees of each size are
solved, and draws around them are followed at the speed that `python -m benchmarks deter` reports.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["ContinuationSettings", "DeterrenceSettings", "LadderSettings", "MixingSettings"]


@dataclass(frozen=True, kw_only=True)
class ContinuationSettings:
    """Pseudo-arclength continuation of one branch.

    Parameters
    ----------
    first_rationality : float
        λ at which a branch begins: there every choice is next to blind, so that Newton's method meets it at once.
    first_step, longest_step, shortest_step : float
        Length of a step along the branch, in log λ and in drives scaled by 1 + their size. Below the shortest the search is
        given up: the branch has a corner there, or none goes on.
    most_steps : int
        Steps after which the search is given up. Most random trees take fewer than 200.
    most_corrections, most_newton : int
        Rounds of Broyden's method back to the branch, and of Newton's at the λ that is aimed at.
    most_left : float
        Share of the error that a round of correction may leave; where it leaves more, the step may lead to another branch.
    quick_rounds, slow_rounds : int
        Rounds of correction up to which the next step is made much longer, and a little longer.
    least_cosine : float
        Where a step and its tangent differ more, the step is halved: it may have jumped to another branch.
    most_growth : float
        Factor by which the error may grow in a round of Newton's method before it counts as lost.
    tolerance, on_the_way : float
        Greatest error in payoffs (from 0 to 1) at the end, and before it.
    """

    first_rationality: float = 0.1
    first_step: float = 0.1
    longest_step: float = 1.5
    shortest_step: float = 1e-7
    most_steps: int = 600
    most_corrections: int = 10
    most_newton: int = 16
    most_left: float = 0.7
    quick_rounds: int = 3
    slow_rounds: int = 5
    least_cosine: float = 0.4
    most_growth: float = 10.0
    tolerance: float = 1e-10
    on_the_way: float = 1e-5


@dataclass(frozen=True, kw_only=True)
class MixingSettings:
    """Anderson mixing of beliefs for many draws at once, λ rising in steps.

    Parameters
    ----------
    first_rationality : float
        λ at which the rise begins.
    step : float
        The factor between one λ and the next.
    jump : float
        A belief that lands farther than this from where the last two points lead may belong to another branch.
    memory : int
        How many earlier points are mixed.
    most_sweeps : int
        Sweeps through the tree at one λ; a draw that needs more is left to continuation.
    longest_move : float
        Most that a belief moves in one sweep.
    caution : float
        Power of 1 / (1 + λ) by which moves are shortened; 0 leaves them whole.
    tolerance, on_the_way : float
        Greatest error of a belief at the end, and before it.
    """

    first_rationality: float = 0.5
    step: float = 1.3
    jump: float = 0.3
    memory: int = 6
    most_sweeps: int = 60
    longest_move: float = 0.2
    caution: float = 0.0
    tolerance: float = 1e-7
    on_the_way: float = 3e-3


@dataclass(frozen=True, kw_only=True)
class LadderSettings:
    """The search for equilibria of a tree.

    Parameters
    ----------
    starts : int
        Scattered starts that are tried; with none, pure strategies are not searched either.
    held : int
        How many moves of the first equilibrium are held back in turn.
    rationality : float
        λ up to which branches are followed at the modes: there a move that loses 1e-4 of the range of payoffs is next to
        never made.
    mixed_to : float
        λ up to which scattered starts are mixed before their branch is followed to the end.
    smallest : float
        A move that is rarer than this at the end of a branch is taken as never made.
    largest_regret : float
        Profiles with a greater regret, as a share of a player's range of payoffs, are not called equilibria.
    alike : float
        Profiles whose probabilities differ less are the same.
    most_pure : int
        Profiles of pure strategies, after what is dominated, up to which they are all tried.
    continuation : ContinuationSettings
        How branches are followed one by one.
    mixing, scattered : MixingSettings
        How they are followed for many draws at once: from blind choice, and from scattered beliefs. These begin where blind
        choice no longer draws them to the principal branch, go slowly, and may jump: they look for another branch.
    """

    starts: int = 24
    held: int = 6
    rationality: float = 1e5
    mixed_to: float = 1000.0
    smallest: float = 1e-4
    largest_regret: float = 1e-2
    alike: float = 0.02
    most_pure: int = 3000
    continuation: ContinuationSettings = ContinuationSettings()
    mixing: MixingSettings = MixingSettings()
    scattered: MixingSettings = MixingSettings(first_rationality=20.0, caution=0.5, jump=math.inf)


@dataclass(frozen=True, kw_only=True)
class DeterrenceSettings:
    """How much is drawn and how far is searched.

    Parameters
    ----------
    draws : int
        Draws of the unilateral game; the standard error of a share is at most 0.008.
    ladder_draws, race_draws : int
        The first of them that are followed in the tree, where that of a share is at most 0.0625, and in the race.
    ladder : LadderSettings
        The search for equilibria of the tree.
    """

    draws: int = 4_000
    ladder_draws: int = 64
    race_draws: int = 4_000
    ladder: LadderSettings = LadderSettings()
